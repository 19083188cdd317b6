"""Rows are read while the database still looks for more: to the end, or broken off in the middle, and never two at once."""

from __future__ import annotations

import pytest
from engine.conftest import Worlds
from engine.world import Database, World

from habeas.datamap.graph import TableRef
from habeas.stores.errors import StoreUnreachable
from habeas.stores.reached import Keys, Reached
from habeas.stores.sql.store import SqlStore

ROWS = 5000  # more than come at once


@pytest.fixture
def here(database: Database, world: Worlds) -> World:
    database.run("CREATE TABLE person (email text, note text)")
    database.fill("person", *(("a@x.org", str(number)) for number in range(ROWS)))
    return world(database.system("person: {subject: self, columns: {email: {identifies: email}, note: {}}}"))


def asked(here: World, database: Database) -> tuple[SqlStore, Reached]:
    node = here.graph.nodes[TableRef(database.name, "person")]
    store = here.stores[database.name]
    assert isinstance(store, SqlStore)
    return store, Reached(node, ((node.accesses[0], Keys([4], [("a@x.org",)])),))


def test_every_row_comes_with_its_ordinal_some_at_a_time(database: Database, here: World) -> None:
    store, reached = asked(here, database)
    with store.reading() as session:
        batches = list(session.rows(reached, (), ("note",)))
    assert max(map(len, batches)) <= 2000 and len(batches) > 1
    assert sorted((4, str(number)) for number in range(ROWS)) == sorted(
        tuple(row) for batch in batches for row in batch
    )


def test_who_breaks_off_in_the_middle_can_go_on_with_the_connection(database: Database, here: World) -> None:
    store, reached = asked(here, database)
    with store.reading() as session:
        assert any(session.rows(reached, (), ("note",)))
        assert [counted.rows for counted in session.count(reached, (), ())] == [ROWS]


def test_a_failure_of_who_takes_the_rows_ends_the_session(database: Database, here: World) -> None:
    store, reached = asked(here, database)

    def take() -> None:
        with store.reading() as session:
            for batch in session.rows(reached, (), ("note",)):
                raise ZeroDivisionError(len(batch))

    with pytest.raises(ZeroDivisionError):
        take()
    with store.reading() as session:
        assert any(session.rows(reached, (), ("note",)))


def test_a_statement_in_the_middle_of_another_is_refused(database: Database, here: World) -> None:
    store, reached = asked(here, database)
    with store.reading() as session:
        batches = session.rows(reached, (), ("note",))
        next(batches)
        with pytest.raises(RuntimeError, match="still read"):
            list(session.count(reached, (), ()))


@pytest.mark.postgres
def test_a_connection_lost_in_the_middle_is_told_like_any_other(world: Worlds, postgresql: Database) -> None:
    postgresql.run(
        "CREATE TABLE person (email text, note text)",
        "INSERT INTO person SELECT 'a@x.org', repeat('x', 100) FROM generate_series(1, 200000)",
    )
    here = world(postgresql.system("person: {subject: self, columns: {email: {identifies: email}, note: {}}}"))
    store, reached = asked(here, postgresql)
    with pytest.raises(StoreUnreachable) as caught:
        lose_it(postgresql, store, reached)
    assert "a@x.org" not in str(caught.value)
    with store.reading() as session:
        assert sum(map(len, session.rows(reached, (), ("note",)))) == 200_000


def lose_it(database: Database, store: SqlStore, reached: Reached) -> None:
    with store.reading() as session:
        batches = session.rows(reached, (), ("note",))
        next(batches)
        database.run(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE query LIKE '%habeas_k1%person%'"
            " AND pid <> pg_backend_pid() AND datname = current_database()"
        )
        list(batches)
