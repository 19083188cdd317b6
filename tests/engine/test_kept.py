"""The register of kept rows: until when each stays, and its erasure when the time has come, of these rows alone."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, timedelta

import pytest
from engine.conftest import Worlds
from engine.world import ERASE, TODAY, Database, World, fates

from habeas.datamap.graph import TableRef
from habeas.engine.execute import execute
from habeas.engine.journal import MemoryJournal
from habeas.engine.kept import KeptRows, kept_rows, prepare_registered
from habeas.engine.rules import before, first_free_day
from habeas.engine.verify import verify

MAP = """
person: {{subject: self, columns: {{id: {{}}, email: {{identifies: email}}, name: {{}}}}}}
payment:
  subject: {{via: person_id}}
  keep: {{{}, because: "1798.105(d)(8)"}}
  columns: {{id: {{}}, person_id: {{}}, paid: {{}}, kind: {{}}}}
"""
PERIOD = "for: 7 years, from: paid"
PAYMENT, PERSON = TableRef("main", "payment"), TableRef("main", "person")


def _filled(database: Database, kind: str, *paid: str | None) -> None:
    database.run(
        "CREATE TABLE person (id integer PRIMARY KEY, email text, name text)",
        f"CREATE TABLE payment (id integer PRIMARY KEY, person_id integer REFERENCES person, paid {kind}, kind text)",
    )
    database.fill("person", (1, "a@x.org", "Anna"), (2, "b@x.org", "Bert"))
    database.fill("payment", *((number, 1, day, "x") for number, day in enumerate(paid, 1)))


def _kept(here: World) -> tuple[KeptRows, ...]:
    return kept_rows(here.prepare("a@x.org"), here.stores)[0]


def _ends(found: Iterable[KeptRows]) -> dict[object, date | None]:
    return {key: one.ends_on for one in found for key in one.keys if one.table == PAYMENT}


def _later(here: World, found: Iterable[KeptRows], day: date) -> dict[str, dict[str, int]]:
    """Run the register's rows on that day; their fates."""
    registered = {7: {one.table: one.keys for one in found}}
    grouped: dict[TableRef, tuple[tuple[object, ...], ...]] = {}
    for one in found:
        grouped[one.table] = (*grouped.get(one.table, ()), *one.keys)
    registered = {7: grouped}
    prepared = prepare_registered(registered, here.graph, here.stores, replace(ERASE, today=day), "v1")
    execute(prepared, here.stores, MemoryJournal())
    verify(prepared, here.stores)
    return fates(prepared.plans[7])


@pytest.mark.parametrize("kind", ["date", "timestamp"])
@pytest.mark.store_knows("fates: a kept row goes when its time has come")
def test_a_kept_row_goes_on_its_day_and_not_before(database: Database, world: Worlds, kind: str) -> None:
    _filled(database, kind, "2017-06-02", "2020-02-29", None)
    here = world(database.system(MAP.format(PERIOD)))
    kept = _kept(here)
    plain = kind == "date" or database.is_postgres
    # SQLite compares a text with a time as later than its day.
    assert _ends(kept) == {(1,): date(2024, 6, 2), (2,): date(2027, 3, 1), (3,): None} or not plain
    assert {one.citation for one in kept} == {"1798.105(d)(8)", ""}
    here.erase("a@x.org")
    assert _later(here, kept, date(2024, 6, 1))["payment"] == {"keep": 3}
    assert _later(here, kept, date(2024, 6, 2))["payment"] == {"erase": 1, "keep": 2}
    assert database.rows("SELECT id FROM payment ORDER BY id") == [(2,), (3,)]


def test_a_payment_within_the_day_stays_a_day_longer(postgresql: Database, world: Worlds) -> None:
    _filled(postgresql, "timestamp", "2017-06-02 10:30:00")
    here = world(postgresql.system(MAP.format(PERIOD)))
    kept = _kept(here)
    assert _ends(kept) == {(1,): date(2024, 6, 3)}
    assert _later(here, kept, date(2024, 6, 2))["payment"] == {"keep": 1}
    assert _later(here, kept, date(2024, 6, 3))["payment"] == {"erase": 1}


def test_what_only_stayed_with_a_kept_row_goes_with_it_and_nothing_newer_does(
    database: Database, world: Worlds
) -> None:
    _filled(database, "date", "2017-06-02")
    here = world(database.system(MAP.format(PERIOD)))
    kept = _kept(here)
    assert {(one.table, one.keys) for one in kept} == {(PAYMENT, ((1,),)), (PERSON, ((1,),))}
    here.erase("a@x.org")
    database.fill("person", (3, "a@x.org", "Anna again"))
    assert _later(here, kept, date(2024, 6, 2)) == {"payment": {"erase": 1}, "person": {"erase": 1}}
    assert database.rows("SELECT id FROM person ORDER BY id") == [(2,), (3,)]


def test_a_row_to_which_something_newer_points_stays(database: Database, world: Worlds) -> None:
    _filled(database, "date", "2017-06-02")
    here = world(database.system(MAP.format(PERIOD)))
    kept = _kept(here)
    database.fill("payment", (9, 1, "2024-05-31", "new"))
    assert _later(here, kept, date(2024, 6, 2)) == {"payment": {"erase": 1}, "person": {"shared": 1}}
    assert database.rows("SELECT id FROM payment") == [(9,)]


def test_a_row_that_is_gone_or_whose_date_moved_is_no_surprise(database: Database, world: Worlds) -> None:
    _filled(database, "date", "2017-06-02", "2017-06-02", "2017-06-02")
    here = world(database.system(MAP.format(PERIOD)))
    kept = _kept(here)
    database.run("DELETE FROM payment WHERE id = 1", "UPDATE payment SET paid = '2020-01-01' WHERE id = 2")
    assert _later(here, kept, date(2024, 6, 2)) == {
        "payment": {"erase": 1, "keep": 1},
        "person": {"shared": 1},
    }


def test_rows_kept_without_a_period_have_no_day(database: Database, world: Worlds) -> None:
    _filled(database, "date", "2017-06-02")
    assert _ends(_kept(world(database.system(MAP.format("where: {kind: x}"))))) == {(1,): None}


def test_who_has_no_row_under_an_exception_is_not_registered(database: Database, world: Worlds) -> None:
    _filled(database, "date", "2001-01-01")
    here = world(database.system(MAP.format(PERIOD)))
    assert kept_rows(here.prepare("a@x.org", "b@x.org"), here.stores) == {}


@pytest.mark.parametrize("period", ["7 years", "1 year", "1 month", "18 months", "90 days"])
def test_the_day_of_the_register_is_the_day_of_the_rule(period: str) -> None:
    for number in range(1500):
        since = TODAY - timedelta(days=number)
        free = first_free_day(since, period)
        assert before(free, period) >= since > before(free - timedelta(days=1), period)
