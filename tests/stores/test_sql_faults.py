"""Databases that are not there, go away, or refuse: clear messages, no values in them, nothing lost."""

from __future__ import annotations

import os
import sqlite3
import traceback
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import psycopg
import pytest
import sqlalchemy as sa
from engine.conftest import Worlds, sqlite_in
from engine.world import ERASE, Database, World, counts, subjects

from habeas.datamap.limits import Limits
from habeas.engine.execute import execute
from habeas.engine.explain import prepare
from habeas.engine.journal import MemoryJournal
from habeas.engine.resume import resume
from habeas.stores.connect import open_store
from habeas.stores.errors import StoreError, StoreReadOnly, StoreRefused, StoreUnreachable
from habeas.stores.sql.store import SqlStore

MAP = """
person: {subject: self, erase: row, columns: {id: {}, email: {identifies: email}}}
note: {subject: {via: person_id}, columns: {id: {}, person_id: {}, body: {}}}
"""
SECRET = "hunter2-not-to-be-seen"


@pytest.fixture
def world() -> Iterator[Worlds]:
    made: list[World] = []

    def make(*systems: Any, folder: Path = Path()) -> World:
        made.append(World(systems, folder))
        return made[-1]

    yield make
    for one in made:
        one.dispose()


def _filled(database: Database) -> Database:
    database.run(
        "CREATE TABLE person (id integer PRIMARY KEY, email text UNIQUE)",
        "CREATE TABLE note (id integer PRIMARY KEY, person_id integer REFERENCES person, body text)",
    )
    database.fill("person", (1, "a@x.org"), (2, "b@x.org"))
    database.fill("note", (1, 1, "x"), (2, 2, "y"))
    return database


def _is_clean(error: BaseException) -> None:
    """Neither the message nor anything chained to it holds a value or a password."""
    text = ""
    seen: BaseException | None = error
    while seen is not None:
        text += "".join(traceback.format_exception_only(seen)) + repr(seen) + repr(vars(seen))
        seen = seen.__cause__ or seen.__context__
    assert "a@x.org" not in text and SECRET not in text


@pytest.mark.parametrize(
    ("url", "kind", "message"),
    [
        ("sqlite:nowhere.sqlite3", StoreUnreachable, "there is no SQLite file at its url"),
        ("sqlite:///nowhere/at/all.sqlite3", StoreUnreachable, "there is no SQLite file at its url"),
        ("sqlite:text.txt", StoreRefused, "is no SQLite database"),
        (f"postgresql://u:{SECRET}@127.0.0.1:1/x", StoreUnreachable, "does not answer"),
        (f"postgres://u:{SECRET}@[::1]:1/x", StoreUnreachable, "does not answer"),
        (f"firebird://u:{SECRET}@host/x", StoreRefused, "no adapter for 'firebird'; there are: postgresql, sqlite"),
        (f"oracle+oracledb://u:{SECRET}@host/x", StoreRefused, "install oracledb beside Habeas"),
        (f"snowflake://u:{SECRET}@host/x", StoreRefused, "install snowflake-sqlalchemy beside Habeas"),
        (f"postgresql://u:{SECRET}@host:port/x", StoreRefused, "its url is no database URL"),
        (f"just {SECRET}", StoreRefused, "its url is no database URL"),
    ],
)
def test_a_database_that_is_not_there_is_told_at_once(
    tmp_path: Path, url: str, kind: type[StoreError], message: str
) -> None:
    (tmp_path / "text.txt").write_text("no database " * 100)
    with pytest.raises(kind, match=message) as caught:
        SqlStore("main", url, folder=tmp_path).facts()
    _is_clean(caught.value)
    assert not (tmp_path / "nowhere.sqlite3").exists()


def test_both_spellings_of_a_sqlite_url_open_it(tmp_path: Path) -> None:
    _filled(sqlite_in(tmp_path))
    for url in ("sqlite:main.sqlite3", "sqlite:///main.sqlite3", f"sqlite:///{tmp_path}/main.sqlite3"):
        assert set(SqlStore("main", url, folder=tmp_path).facts().tables) == {"person", "note"}


@pytest.mark.store_knows("faults: opened for reading only", stores=("SQLite",))
def test_a_sqlite_file_opened_for_reading_refuses_an_erasure_and_loses_nothing(tmp_path: Path, world: Worlds) -> None:
    database = _filled(sqlite_in(tmp_path))
    here = world(Database(f"{database.url}?mode=ro").system(MAP))
    before = database.everything()
    assert here.know("a@x.org")[0]["note"].total() == 1
    with pytest.raises(StoreReadOnly, match="refuses to be changed") as caught:
        here.erase("a@x.org")
    _is_clean(caught.value)
    assert caught.value.permanent and database.everything() == before


@pytest.mark.skipif(os.geteuid() == 0, reason="nothing is forbidden to root")
def test_a_sqlite_file_without_write_permission_refuses_too(tmp_path: Path, world: Worlds) -> None:
    database = _filled(sqlite_in(tmp_path))
    (tmp_path / "main.sqlite3").chmod(0o444)
    with pytest.raises(StoreReadOnly):
        world(database.system(MAP)).erase("a@x.org")


def test_a_reading_session_cannot_write(tmp_path: Path) -> None:
    store = SqlStore("main", _filled(sqlite_in(tmp_path)).url)
    with pytest.raises(StoreReadOnly), store.reading() as session:
        session.connection.exec_driver_sql("DELETE FROM note")


@pytest.mark.store_knows("faults: locked by another program", stores=("SQLite",))
def test_a_locked_sqlite_file_is_worth_another_try(tmp_path: Path, world: Worlds) -> None:
    database = _filled(sqlite_in(tmp_path))
    system = database.system(MAP)
    here = world(system.model_copy(update={"limits": system.limits.model_copy(update={"statement_timeout": "0s"})}))
    with closing(sqlite3.connect(tmp_path / "main.sqlite3", isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(StoreUnreachable, match="is locked by another program") as caught:
            here.erase("a@x.org")
        other.execute("ROLLBACK")
    assert not caught.value.permanent
    assert here.erase("a@x.org") == {0: {"main.note:erase": 1, "main.person:erase": 1}}


@pytest.mark.postgres
@pytest.mark.store_knows("faults: opened for reading only")
def test_a_user_that_may_only_read_refuses_an_erasure_and_loses_nothing(new_database: Any, world: Worlds) -> None:
    database = _filled(Database(new_database()))
    role = f"reader_{os.getpid()}"
    database.run(f"CREATE ROLE {role} LOGIN PASSWORD '{SECRET}'", f"GRANT SELECT ON person, note TO {role}")
    try:
        url = sa.make_url(database.url).set(username=role, password=SECRET).render_as_string(hide_password=False)
        here = world(Database(url).system(MAP))
        before = database.everything()
        with pytest.raises(StoreReadOnly, match=r"refuses to be changed \(InsufficientPrivilege\)") as caught:
            here.erase("a@x.org")
        _is_clean(caught.value)
        assert database.everything() == before
        database.run(f"REVOKE SELECT ON note FROM {role}")
        with pytest.raises(StoreRefused, match="may not read every table"):
            here.prepare("a@x.org")
    finally:
        database.run(f"DROP OWNED BY {role}", f"DROP ROLE {role}")


@pytest.mark.postgres
@pytest.mark.store_knows("faults: connection lost in the middle of a transaction")
def test_a_connection_killed_in_the_middle_rolls_back_and_the_next_run_is_whole(
    new_database: Any, world: Worlds
) -> None:
    database = _filled(Database(new_database()))
    here = world(database.system(MAP))
    before = database.everything()
    journal = MemoryJournal()
    prepared = prepare(subjects("a@x.org"), here.graph, here.stores, ERASE, "v1")
    killed = []

    def kill(system: str) -> None:
        """Right before the writing starts: the pool's connection is found dead, and again in mid-transaction."""
        database.run(
            "CREATE FUNCTION die() RETURNS trigger LANGUAGE plpgsql AS"
            " $$ BEGIN PERFORM pg_terminate_backend(pg_backend_pid()); RETURN OLD; END $$",
            "CREATE TRIGGER die BEFORE DELETE ON person FOR EACH ROW EXECUTE FUNCTION die()",
        )
        killed.append(system)

    with pytest.raises(StoreUnreachable, match="does not answer") as caught:
        execute(prepared, here.stores, journal, kill)
    _is_clean(caught.value)
    assert killed == ["main"] and database.everything() == before and journal.counts == {}
    database.run("DROP TRIGGER die ON person")
    again = resume(subjects("a@x.org"), here.graph, here.stores, ERASE, "v1", journal)
    assert counts(execute(again, here.stores, journal)) == {0: {"main.note:erase": 1, "main.person:erase": 1}}


@pytest.mark.postgres
@pytest.mark.store_knows("faults: server stopped and started again")
def test_a_server_that_stops_and_comes_back_is_found_again(own_postgres: Any, world: Worlds) -> None:
    database = _filled(Database(own_postgres.url("postgres")))
    here = world(database.system(MAP))
    prepared = prepare(subjects("a@x.org"), here.graph, here.stores, ERASE, "v1")
    own_postgres.stop()
    for action in (lambda: here.prepare("a@x.org"), lambda: execute(prepared, here.stores, MemoryJournal())):
        with pytest.raises(StoreUnreachable, match="does not answer") as caught:
            action()
        _is_clean(caught.value)
    own_postgres.start()
    assert here.erase("a@x.org") == {0: {"main.note:erase": 1, "main.person:erase": 1}}


@pytest.mark.postgres
@pytest.mark.store_knows("faults: statement timeout")
def test_a_statement_that_takes_too_long_is_stopped(new_database: Any) -> None:
    store = SqlStore("main", new_database(), limits=Limits(statement_timeout="1s"))
    with pytest.raises(StoreUnreachable, match=r"took too long \(QueryCanceled\); raise `limits.statement_timeout`"):
        with store.reading() as session:
            session.connection.exec_driver_sql("SET LOCAL statement_timeout = 1; SELECT pg_sleep(5)")
    store.dispose()


@pytest.mark.parametrize("kind", ["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)])
def test_a_row_that_appears_between_plan_and_run_stops_the_run_and_nothing_is_lost(
    request: pytest.FixtureRequest, tmp_path: Path, world: Worlds, kind: str
) -> None:
    database = sqlite_in(tmp_path) if kind == "sqlite" else Database(request.getfixturevalue("new_database")())
    _filled(database).run("CREATE TABLE log (id integer PRIMARY KEY, who integer REFERENCES person (id), mail text)")
    here = world(database.system(MAP + "log: {ignore: x}"))
    prepared = here.prepare("a@x.org")
    database.fill("log", (1, 1, "a@x.org"))
    before = database.everything()
    with pytest.raises(
        StoreRefused, match=r"refused a statement \((IntegrityError|ForeignKeyViolation|RestrictViolation)\)"
    ) as caught:
        execute(prepared, here.stores, MemoryJournal())
    _is_clean(caught.value)
    assert database.everything() == before


@pytest.mark.parametrize("kind", ["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)])
def test_a_schema_that_changed_is_said_to_have_changed(
    request: pytest.FixtureRequest, tmp_path: Path, world: Worlds, kind: str
) -> None:
    database = sqlite_in(tmp_path) if kind == "sqlite" else Database(request.getfixturevalue("new_database")())
    here = world(_filled(database).system(MAP))
    database.run("ALTER TABLE note RENAME COLUMN person_id TO owner")
    with pytest.raises(StoreRefused, match="no longer has a table or column"):
        here.prepare("a@x.org")


def test_a_system_that_names_a_secret_which_is_not_set_says_which(tmp_path: Path) -> None:
    from habeas.datamap.secrets import SecretMissing

    system = Database("env:HABEAS_TEST_NOT_SET").system(MAP)
    with pytest.raises(SecretMissing, match="HABEAS_TEST_NOT_SET is not set"):
        open_store(system, tmp_path)


def test_psycopg_is_the_driver_whatever_the_url_says() -> None:
    assert psycopg.__name__ in str(SqlStore("main", "postgresql+psycopg2://h/x")._write.url)
