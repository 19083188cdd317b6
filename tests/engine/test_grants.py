"""What `habeas grants` prints is enough to read, erase and verify, and no more than that."""

from __future__ import annotations

import os
from collections.abc import Iterator

import pytest
import sqlalchemy as sa
from engine.conftest import Worlds
from engine.world import Database, World
from sqlalchemy.dialects import mysql

from habeas.engine.privileges import Privilege, to_read, to_write
from habeas.stores.errors import StoreReadOnly
from habeas.stores.sql.grants import grants
from habeas.stores.sql.store import SqlStore

MAP = """
person: {subject: self, erase: row, columns: {id: {}, email: {identifies: email}}}
note: {subject: {link: person.id, column: owner}, erase: columns, columns: {id: {}, owner: {}, "The body": {erase: null}}}
log: {ignore: x}
seen: {ignore: x, cascade: true}
other: {ignore: x}
"""


@pytest.fixture
def filled(postgresql: Database) -> Database:
    postgresql.run(
        "CREATE TABLE person (id integer PRIMARY KEY, email text)",
        'CREATE TABLE note (id integer PRIMARY KEY, owner integer, "The body" text)',
        "CREATE TABLE log (id integer PRIMARY KEY, who integer REFERENCES person, secret text)",
        "CREATE TABLE seen (id integer PRIMARY KEY, who integer REFERENCES person ON DELETE CASCADE)",
        "CREATE TABLE other (id integer PRIMARY KEY)",
    )
    postgresql.fill("person", (1, "a@x.org"), (2, "b@x.org"))
    postgresql.fill("note", (1, 1, "x"))
    postgresql.fill("seen", (1, 1), (2, 2))
    return postgresql


@pytest.fixture
def roles(filled: Database) -> Iterator[tuple[str, str]]:
    names = (f"reads_{os.getpid()}", f"writes_{os.getpid()}")
    for name in names:
        filled.run(f"CREATE ROLE {name} LOGIN")
    yield names
    for name in names:
        filled.run(f"DROP OWNED BY {name}", f"DROP ROLE {name}")


def _url(database: Database, user: str) -> str:
    return sa.make_url(database.url).set(username=user).render_as_string()


def test_only_what_the_map_needs_is_asked_for(filled: Database, world: Worlds) -> None:
    graph = world(filled.system(MAP)).graph
    reading = [
        Privilege("SELECT", "log", ("who",)), Privilege("SELECT", "note"), Privilege("SELECT", "person"),
        Privilege("SELECT", "seen"),
    ]  # fmt: skip
    assert to_read(graph, "main") == reading
    assert to_write(graph, "main") == [
        Privilege("DELETE", "person"), Privilege("DELETE", "seen"), *reading, Privilege("UPDATE", "note", ("The body",))
    ]  # fmt: skip


def test_the_very_users_read_erase_and_verify_with_what_was_printed(
    filled: Database, world: Worlds, roles: tuple[str, str]
) -> None:
    reader, writer = roles
    graph, store = world(filled.system(MAP)).graph, SqlStore("main", filled.url)
    filled.run(*store.grants(to_read(graph, "main"), reader), *store.grants(to_write(graph, "main"), writer))
    store.dispose()
    only_reads: World = world(Database(_url(filled, reader)).system(MAP))
    assert only_reads.know("a@x.org")[0]["person"].total() == 1
    with pytest.raises(StoreReadOnly):
        only_reads.erase("a@x.org")
    both = filled.system(MAP).model_copy(update={"url": _url(filled, writer), "read_url": _url(filled, reader)})
    assert world(both).erase("a@x.org") == {
        0: {"main.note:mask": 1, "main.person:erase": 1, "main.seen:erase": 1}
    }  # fmt: skip
    assert filled.rows("SELECT id FROM person") == [(2,)]


def test_tables_of_the_schema_that_the_connection_chose_are_named_with_it(filled: Database) -> None:
    filled.run("CREATE SCHEMA hr")
    chosen = sa.make_url(filled.url).update_query_dict({"options": "-csearch_path=hr"})
    store = SqlStore("main", chosen.render_as_string(hide_password=False))
    printed = store.grants([Privilege("SELECT", "person"), Privilege("SELECT", "other.seen")], "clerk")
    store.dispose()
    assert printed == [
        "GRANT USAGE ON SCHEMA hr TO clerk;",
        "GRANT USAGE ON SCHEMA other TO clerk;",
        "GRANT SELECT ON hr.person TO clerk;",
        "GRANT SELECT ON other.seen TO clerk;",
    ]


def test_mariadb_wants_hosts_and_its_own_quotes() -> None:
    wanted = [Privilege("SELECT", "person"), Privilege("UPDATE", "note", ("The body", "x"))]
    assert list(grants(mysql.dialect(), wanted, "o'neil")) == [
        "GRANT SELECT ON person TO 'o''neil'@'%';",
        "GRANT UPDATE (`The body`, x) ON note TO 'o''neil'@'%';",
    ]
