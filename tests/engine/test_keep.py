"""What an exception or another law keeps: periods, conditions, and columns that are not filled."""

from __future__ import annotations

from datetime import date

import pytest
from engine.conftest import Worlds
from engine.world import ERASE, KNOW, Database, fates, gone

from habeas.engine.batch import Basis
from habeas.engine.errors import EngineError

MAP = """
person: {{subject: self, erase: columns, columns: {{id: {{}}, email: {{identifies: email}}, name: {{erase: Removed}}}}}}
payment:
  subject: {{via: person_id}}
  {rule}
  columns: {{id: {{}}, person_id: {{}}, paid: {{}}, kind: {{}}}}
"""
PERIOD = 'keep: {for: 7 years, from: paid, because: "1798.105(d)(8)"}'


def _paid(database: Database, kind: str, *payments: tuple[int, str | None, str | None]) -> None:
    database.run(
        "CREATE TABLE person (id integer PRIMARY KEY, email text, name text)",
        f"CREATE TABLE payment (id integer PRIMARY KEY, person_id integer REFERENCES person, paid {kind}, kind text)",
    )
    database.fill("person", (1, "a@x.org", "Anna"))
    database.fill("payment", *((number, 1, paid, kind) for number, paid, kind in payments))


@pytest.mark.parametrize("kind", ["date", "timestamp"])
@pytest.mark.store_knows("fates: keep for a period from a date")
def test_seven_years_are_kept_and_not_a_day_more(database: Database, world: Worlds, kind: str) -> None:
    _paid(database, kind, (1, "2017-05-31", "x"), (2, "2017-06-01", "x"), (3, "2017-06-02", "x"), (4, None, "x"))
    here = world(database.system(MAP.format(rule=PERIOD)))
    plan = here.prepare("a@x.org").plans[0]
    assert fates(plan) == {"payment": {"erase": 2, "keep": 2}, "person": {"mask": 1}}
    assert {o.citation for o in plan.outcomes if o.fate == "keep"} == {"1798.105(d)(8)"}
    here.erase("a@x.org")
    assert database.rows("SELECT id FROM payment ORDER BY id") == [(3,), (4,)]


def test_a_payment_later_on_the_last_day_is_kept(database: Database, world: Worlds) -> None:
    _paid(database, "timestamp", (1, "2017-05-31 23:59:59", "x"), (2, "2017-06-01 10:30:00", "x"))
    here = world(database.system(MAP.format(rule=PERIOD)))
    here.erase("a@x.org")
    assert database.rows("SELECT id FROM payment") == [(2,)]


def test_a_period_and_a_condition_must_both_hold(database: Database, world: Worlds) -> None:
    _paid(
        database, "date", (1, "2024-01-01", "tax"), (2, "2024-01-01", "gift"), (3, "2001-01-01", "tax"), (4, None, None)
    )
    rule = 'keep: {for: 7 years, from: paid, where: {kind: tax}, because: "1798.105(d)(8)"}'
    here = world(database.system(MAP.format(rule=rule)))
    here.erase("a@x.org")
    assert database.rows("SELECT id FROM payment") == [(1,)]


@pytest.mark.parametrize(
    ("where", "kept"),
    [("{kind: life}", [1]), ("{kind: [life, null]}", [1, 3]), ("{kind: null}", [3]), ("{}", [1, 2, 3])],
)
@pytest.mark.store_knows("fates: withhold what a regime governs")
def test_a_regime_governs_the_rows_that_meet_its_condition(
    database: Database, world: Worlds, where: str, kept: list[int]
) -> None:
    _paid(database, "date", (1, "2024-01-01", "life"), (2, "2024-01-01", "car"), (3, "2024-01-01", None))
    here = world(database.system(MAP.format(rule=f"regime: {{name: insurance, where: {where}}}")))
    known = here.prepare("a@x.org", instruction=KNOW).plans[0]
    assert fates(known)["payment"].get("withhold", 0) == len(kept)
    assert fates(known)["payment"].get("deliver", 0) == 3 - len(kept)
    here.erase("a@x.org")
    assert database.rows("SELECT id FROM payment ORDER BY id") == [(number,) for number in kept]


@pytest.mark.store_knows("fates: deliver rows since a day")
def test_rows_from_before_the_period_asked_for_are_left_out_and_undated_ones_are_not(
    database: Database, world: Worlds
) -> None:
    from dataclasses import replace

    _paid(database, "date", (1, "2022-12-31", "x"), (2, "2023-01-01", "x"), (3, None, "x"))
    here = world(database.system(MAP.format(rule="collected: paid")))
    since = replace(KNOW, since=date(2023, 1, 1))
    assert fates(here.prepare("a@x.org", instruction=since).plans[0])["payment"] == {"outside window": 1, "deliver": 2}
    found = here.know("a@x.org", instruction=since)[0]["payment"]
    assert sorted(row[0] for row in found) == [2, 3]


@pytest.mark.store_knows("fates: keep household and bought data")
def test_household_data_and_bought_data_stay_when_the_instruction_says_so(database: Database, world: Worlds) -> None:
    from dataclasses import replace

    _paid(database, "date", (1, "2024-01-01", "x"))
    here = world(database.system(MAP.format(rule="household: true")))
    told = replace(ERASE, household=Basis("belongs to a household", "1798.145(p)"))
    assert fates(here.prepare("a@x.org", instruction=told).plans[0])["payment"] == {"keep": 1}
    here = world(database.system(MAP.format(rule="sources: [{name: Acme, kind: data broker}]")))
    told = replace(ERASE, not_from_consumer=Basis("not collected from you", "1798.105(c)"))
    assert fates(here.prepare("a@x.org", instruction=told).plans[0])["payment"] == {"keep": 1}
    before = database.everything()
    here.erase("a@x.org")
    assert gone({"payment": before["payment"]}, {"payment": database.everything()["payment"]}) == {"payment": 1}


@pytest.mark.parametrize("rule", ["regime: unheard_of", 'keep: {because: "1798.105(d)(99)"}'])
def test_a_name_that_the_instruction_does_not_know_is_refused(database: Database, world: Worlds, rule: str) -> None:
    _paid(database, "date", (1, "2024-01-01", "x"))
    here = world(database.system(MAP.format(rule=rule)))
    with pytest.raises(EngineError, match=r"is not known; expected one of"):
        here.prepare("a@x.org")
