"""What a store does not do to a production system: wait for ever, ask too fast, see less, change the schema."""

from __future__ import annotations

import os
from collections.abc import Iterator
from typing import Any

import psycopg
import pytest
import sqlalchemy as sa
from engine.world import Database, World, counted_statements, counts, subjects

from habeas.datamap.limits import Limits
from habeas.engine.errors import StillThere
from habeas.engine.execute import execute
from habeas.engine.explain import prepare
from habeas.engine.journal import MemoryJournal
from habeas.engine.patience import Patience
from habeas.engine.verify import verify
from habeas.stores.errors import StoreBusy, StoreRefused
from habeas.stores.pace import Pace

MAP = """
person: {subject: self, erase: row, columns: {id: {}, email: {identifies: email}}}
note: {subject: {via: person_id}, columns: {id: {}, person_id: {}, body: {}}}
"""
AT_ONCE = Patience(1)


def _filled(database: Database) -> Database:
    database.run(
        "CREATE TABLE person (id integer PRIMARY KEY, email text UNIQUE)",
        "CREATE TABLE note (id integer PRIMARY KEY, person_id integer REFERENCES person, body text)",
    )
    database.fill("person", (1, "a@x.org"), (2, "b@x.org"))
    database.fill("note", (1, 1, "x"), (2, 2, "y"))
    return database


@pytest.fixture
def database(new_database: Any) -> Database:
    return _filled(Database(new_database()))


@pytest.fixture
def role(database: Database) -> Iterator[str]:
    name = f"kind_{os.getpid()}"
    database.run(f"CREATE ROLE {name} LOGIN")
    yield name
    database.run(f"DROP OWNED BY {name}", f"DROP ROLE {name}")


def _world(database: Database, **limits: Any) -> World:
    return World([database.system(MAP).model_copy(update={"limits": Limits(**limits)})])


@pytest.mark.postgres
def test_a_change_says_how_long_it_may_take_and_wait(database: Database) -> None:
    here = _world(database, statement_timeout="7s", lock_timeout="3s", idle_timeout="90s")
    with here.stores["main"].writing() as session:
        shown = {
            name: session.connection.scalar(sa.text(f"SHOW {name}"))  # type: ignore[attr-defined]
            for name in ("statement_timeout", "lock_timeout", "idle_in_transaction_session_timeout", "row_security")
        }
    here.dispose()
    assert list(shown.values()) == ["7s", "3s", "90s", "off"]


@pytest.mark.postgres
def test_a_row_that_somebody_else_has_locked_is_not_waited_for_any_longer(database: Database) -> None:
    here = _world(database, lock_timeout="1s")
    before = database.everything()
    with psycopg.connect(database.url) as other:
        other.execute("SELECT 1 FROM person WHERE id = 1 FOR UPDATE")
        with pytest.raises(StoreBusy, match=r"at work for others \(LockNotAvailable\)"):
            execute(here.prepare("a@x.org"), here.stores, MemoryJournal(), patience=AT_ONCE)
    assert database.everything() == before
    assert here.erase("a@x.org") == {0: {"main.note:erase": 1, "main.person:erase": 1}}
    here.dispose()


@pytest.mark.postgres
def test_a_policy_that_hides_rows_makes_a_plan_fail_instead_of_finding_less(database: Database, role: str) -> None:
    database.run(
        f"GRANT SELECT, DELETE ON person, note TO {role}",
        "ALTER TABLE note ENABLE ROW LEVEL SECURITY",
        "CREATE POLICY later ON note USING (id > 1)",
    )
    url = sa.make_url(database.url).set(username=role).render_as_string()
    here = _world(Database(url))
    with pytest.raises(StoreRefused, match=r"row-level security hides rows of 'note' .* give that user BYPASSRLS"):
        here.prepare("a@x.org")
    here.dispose()


@pytest.mark.parametrize("kind", ["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)])
def test_no_statement_changes_the_schema_or_makes_a_temporary_table(
    request: pytest.FixtureRequest, tmp_path: Any, kind: str
) -> None:
    if kind == "sqlite":
        (tmp_path / "main.sqlite3").touch()
        database = _filled(Database(f"sqlite:{tmp_path}/main.sqlite3"))
    else:
        database = request.getfixturevalue("database")
    here = _world(database)
    with counted_statements(here) as seen:
        here.know("a@x.org")
        here.erase("a@x.org")
    here.dispose()
    first = {text.split()[0].upper() for text in seen}
    assert first <= {"SELECT", "WITH", "DELETE", "UPDATE", "SET", "BEGIN", "PRAGMA"}
    assert not any(
        word in text.upper().split() for text in seen for word in ("CREATE", "TEMP", "TEMPORARY", "TRUNCATE")
    )


@pytest.mark.postgres
def test_an_erasure_is_verified_where_it_was_done_and_not_on_a_copy_that_lags(
    database: Database, new_database: Any
) -> None:
    copy = new_database(database.url)
    here = World([database.system(MAP).model_copy(update={"read_url": copy})])
    prepared = here.prepare("a@x.org")
    execute(prepared, here.stores, MemoryJournal())
    assert verify(prepared, here.stores)[0].outcomes == ()
    # And the other way round: a copy from which the rows are gone proves nothing.
    database.fill("person", (1, "a@x.org"))
    Database(copy).run("DELETE FROM note", "DELETE FROM person")
    with pytest.raises(StillThere):
        verify(prepared, here.stores)
    here.dispose()


@pytest.mark.postgres
def test_keys_are_shipped_in_statements_of_the_size_that_the_map_allows(database: Database) -> None:
    database.fill("person", *((n, f"{n}@x.org") for n in range(10, 20)))
    people = subjects(*(f"{n}@x.org" for n in range(10, 20)))
    sizes = {}
    for most in (100, 3):
        here = _world(database, keys_per_statement=most)
        sizes[most] = prepare(people, here.graph, here.stores, here.prepare("x").instruction, "v1").statements
        here.dispose()
    assert sizes[3] > sizes[100]
    here = _world(database, keys_per_statement=3)
    done = execute(here.prepare(*people), here.stores, MemoryJournal())
    assert counts(done) == {n: {"main.person:erase": 1} for n in range(10)}
    here.dispose()


class _Clock:
    def __init__(self) -> None:
        self.now, self.slept = 100.0, list[float]()

    def sleep(self, seconds: float) -> None:
        self.slept.append(round(seconds, 3))
        self.now += seconds


def _pace(clock: _Clock, statements: int | None = None, rows: int | None = None) -> Pace:
    return Pace(statements, rows, lambda: clock.now, clock.sleep)


def test_statements_come_no_faster_than_they_may() -> None:
    clock = _Clock()
    pace = _pace(clock, statements=4)
    for _ in range(3):
        pace.statement()
    clock.now += 10
    pace.statement()
    assert clock.slept == [0.25, 0.25]


def test_rows_are_paid_for_before_the_next_statement_and_while_reading_goes_on() -> None:
    clock = _Clock()
    pace = _pace(clock, rows=100)
    pace.statement()
    pace.rows(250)
    pace.statement()
    pace.rows(100)
    pace.pause()
    pace.pause()
    assert clock.slept == [2.5, 1.0]


def test_a_long_debt_is_paid_in_parts_so_that_no_transaction_lies_idle_for_long() -> None:
    clock = _Clock()
    pace = _pace(clock, rows=10)
    pace.rows(1000)
    pace.statement()
    pace.statement()
    assert clock.slept == [30.0, 30.0]


def test_without_rates_nothing_waits() -> None:
    clock = _Clock()
    pace = _pace(clock)
    pace.rows(10**9)
    pace.statement()
    pace.pause()
    assert clock.slept == []


@pytest.mark.postgres
def test_the_store_asks_no_faster_than_the_map_allows(database: Database) -> None:
    here, clock = _world(database, statements_per_second=2, rows_per_second=1), _Clock()
    pace = here.stores["main"].pace  # type: ignore[attr-defined]
    pace.clock, pace.sleep = lambda: clock.now, clock.sleep
    here.erase("a@x.org")
    assert clock.slept[1:] == [0.5] * 7 and clock.slept[0] >= 1
    here.dispose()
