"""Holds, rows that are kept in part, and that every reached row meets one fate with a reason."""

from __future__ import annotations

from dataclasses import replace

import pytest
from engine.conftest import Worlds
from engine.world import ERASE, KNOW, Database, fates, reasons, system_of

from habeas.engine.batch import Basis
from habeas.engine.errors import PlanRefused
from habeas.engine.execute import execute
from habeas.engine.journal import MemoryJournal
from habeas.engine.plan import Plan
from habeas.engine.verify import verify

MAP = """
person: {{subject: self, columns: {{id: {{}}, email: {{identifies: email}}, name: {{}}}}}}
note: {{subject: {{via: person_id}}, columns: {{id: {{}}, person_id: {{}}, said: {{}}}}}}
payment:
  subject: {{via: person_id}}
  erase: row
  keep: {{for: 7 years, from: paid, because: "1798.105(d)(8)"{}}}
  columns: {{id: {{}}, person_id: {{}}, paid: {{}}, amount: {{erase: 0}}, segment: {{erase: null}}, memo: {{erase: ""}}}}
"""
IN_PART = ", columns: [amount]"


@pytest.fixture
def filled(database: Database) -> Database:
    database.run(
        "CREATE TABLE person (id integer PRIMARY KEY, email text, name text)",
        "CREATE TABLE note (id integer PRIMARY KEY, person_id integer REFERENCES person, said text)",
        "CREATE TABLE payment (id integer PRIMARY KEY, person_id integer, paid date, amount integer, segment text, "
        "memo text NOT NULL, FOREIGN KEY (person_id) REFERENCES person)",
    )
    database.fill("person", (1, "a@x.org", "Anna"), (2, "b@x.org", "Bert"))
    database.fill("note", (1, 1, "called"), (2, 2, "called"))
    database.fill(
        "payment",
        (1, 1, "2017-06-01", 10, "gold", "old"),
        (2, 1, "2017-06-02", 20, "gold", "young"),
        (3, 1, None, 30, None, ""),
        (4, 2, "2024-01-01", 40, "gold", "Bert's"),
    )
    return database


@pytest.mark.store_knows("fates: kept in part, the columns the exception does not need masked")
def test_a_kept_row_keeps_the_columns_its_exception_needs(filled: Database, world: Worlds) -> None:
    here = world(filled.system(MAP.format(IN_PART)))
    plan = here.prepare("a@x.org").plans[0]
    assert fates(plan)["payment"] == {"erase": 1, "keep in part": 1, "keep": 1}
    assert set(reasons(plan, "payment")) == {"a law asks for it", "no exception applies"}
    assert here.erase("a@x.org")[0]["main.payment:keep in part"] == 1
    kept = "SELECT id, amount, segment, memo FROM payment ORDER BY id"
    assert filled.rows(kept) == [(2, 20, None, ""), (3, 30, None, ""), (4, 40, "gold", "Bert's")]
    assert fates(here.prepare("a@x.org").plans[0])["payment"] == {"keep": 2}


def test_without_columns_a_kept_row_is_kept_whole(filled: Database, world: Worlds) -> None:
    here = world(filled.system(MAP.format("")))
    here.erase("a@x.org")
    assert filled.rows("SELECT segment, memo FROM payment WHERE id = 2") == [("gold", "young")]


def test_a_mask_of_a_kept_row_that_breaks_a_constraint_is_refused(filled: Database, world: Worlds) -> None:
    here = world(filled.system(MAP.format(IN_PART).replace('memo: {erase: ""}', "memo: {erase: null}")))
    with pytest.raises(PlanRefused, match=r"payment\.memo is NOT NULL"):
        here.prepare("a@x.org")


@pytest.mark.parametrize(
    ("columns", "reason"),
    [
        ("[amount, segment, memo]", "else the row is kept whole"),
        ("[nothing]", "names the column 'nothing'"),
        ("[segment], where: {amount: 10}", "decides by 'amount'"),
    ],
)
def test_what_an_exception_needs_is_checked(columns: str, reason: str) -> None:
    with pytest.raises(ValueError, match=reason):
        system_of(MAP.format(f", columns: {columns}"), system="main", title="Main", url="sqlite:x")


def test_a_run_that_was_broken_off_after_trimming_is_still_as_approved(filled: Database, world: Worlds) -> None:
    here = world(filled.system(MAP.format(IN_PART)))
    approved = here.prepare("a@x.org").plans[0]
    here.erase("a@x.org")
    again = here.prepare("a@x.org").plans[0]
    assert again.is_covered_by(approved) and not approved.is_covered_by(again)


HOLD = Basis("a litigation hold: Smith v. Example", "145(a)")


def _total(plan: Plan) -> int:
    return sum(outcome.rows for outcome in plan.outcomes)


@pytest.mark.store_knows("fates: held rows stay, the others go")
def test_a_hold_on_a_table_keeps_its_rows_and_what_they_point_at(filled: Database, world: Worlds) -> None:
    here = world(filled.system(MAP.format(IN_PART)))
    held = replace(ERASE, holds={"main.payment": HOLD})
    free, plan = here.prepare("a@x.org").plans[0], here.prepare("a@x.org", instruction=held).plans[0]
    assert fates(plan) == {"note": {"erase": 1}, "payment": {"hold": 1, "keep": 2}, "person": {"shared": 1}}
    assert _total(plan) == _total(free) == 5
    assert HOLD.text in reasons(plan, "payment") and plan.digest != free.digest and not plan.is_covered_by(free)
    before = filled.rows("SELECT * FROM payment ORDER BY id")
    here.erase("a@x.org", instruction=held)
    assert filled.rows("SELECT * FROM payment ORDER BY id") == before
    assert filled.rows("SELECT id FROM note") == [(2,)]


def test_when_the_hold_ends_the_rest_goes(filled: Database, world: Worlds) -> None:
    here = world(filled.system(MAP.format("")))
    here.erase("a@x.org", instruction=replace(ERASE, holds={"main.payment": HOLD}))
    assert here.erase("a@x.org") == {0: {"main.payment:erase": 1}}


def test_a_hold_on_one_system_leaves_the_others_to_go(sqlite: Database, postgresql: Database, world: Worlds) -> None:
    postgresql.name = "archive"
    tables = "person: {subject: self, columns: {id: {}, email: {identifies: email}}}"
    for database in (sqlite, postgresql):
        database.run("CREATE TABLE person (id integer PRIMARY KEY, email text)")
        database.fill("person", (1, "a@x.org"))
    here = world(sqlite.system(tables), postgresql.system(tables))
    held = replace(ERASE, holds={"archive": HOLD})
    prepared = here.prepare("a@x.org", instruction=held)
    assert {(str(o.table), o.fate.value) for o in prepared.plans[0].outcomes} == {
        ("main.person", "erase"),
        ("archive.person", "hold"),
    }
    execute(prepared, here.stores, MemoryJournal())
    verify(prepared, here.stores)
    assert (sqlite.rows("SELECT * FROM person"), postgresql.rows("SELECT id FROM person")) == ([], [(1,)])


def test_a_hold_masks_nothing_and_counts_what_was_masked_before(filled: Database, world: Worlds) -> None:
    tables = "person: {subject: self, columns: {id: {}, email: {identifies: email}, name: {erase: Removed}}}"
    here = world(filled.system(tables))
    held = replace(ERASE, holds={"main": HOLD})
    assert fates(here.prepare("a@x.org", instruction=held).plans[0]) == {"person": {"hold": 1}}
    here.erase("a@x.org")
    assert fates(here.prepare("a@x.org", instruction=held).plans[0]) == {"person": {"masked before": 1}}


def test_withheld_rows_are_counted_with_their_reason_and_add_up(filled: Database, world: Worlds) -> None:
    tables = MAP.format("").replace("  erase: row", "  regime: {name: insurance, where: {id: [1, 2]}}", 1)
    here = world(filled.system(tables))
    plan = here.prepare("a@x.org", instruction=KNOW).plans[0]
    assert fates(plan)["payment"] == {"withhold": 2, "deliver": 1} and _total(plan) == 5
    assert "insurance law governs these rows" in reasons(plan, "payment")
    assert here.know("a@x.org")[0]["payment"].total() == 1


def test_shared_rows_are_counted_and_say_with_whom(filled: Database, world: Worlds) -> None:
    filled.run("CREATE TABLE visit (id integer PRIMARY KEY, host integer REFERENCES person)", "DELETE FROM payment")
    filled.fill("visit", (1, 1))
    tables = MAP.format("") + "visit: {ignore: not about consumers}"
    plan = world(filled.system(tables)).prepare("a@x.org").plans[0]
    assert fates(plan) == {"note": {"erase": 1}, "person": {"shared": 1}}
    assert reasons(plan, "person") == ["shared with others: rows of visit that stay point at it"]
