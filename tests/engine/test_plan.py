"""What an approval refers to."""

from __future__ import annotations

import json

import pytest
from engine.conftest import Worlds
from engine.world import KNOW, Database, subjects

from habeas.engine.explain import prepare, statements_of
from habeas.engine.plan import Plan

MAP = """
person: {subject: self, erase: row, columns: {id: {}, email: {identifies: email}}}
note: {subject: {via: person_id}, columns: {id: {}, person_id: {}, body: {}}}
log: {ignore: "no content"}
"""


def _filled(database: Database) -> None:
    database.run(
        "CREATE TABLE person (id integer PRIMARY KEY, email text)",
        "CREATE TABLE note (id integer PRIMARY KEY, person_id integer REFERENCES person, body text)",
        "CREATE TABLE log (id integer PRIMARY KEY, person_id integer REFERENCES person)",
    )
    database.fill("person", (1, "a@x.org"), (2, "b@x.org"))
    database.fill("note", (1, 1, "x"))


def test_the_digest_stays_when_counts_change_and_not_when_a_fate_does(database: Database, world: Worlds) -> None:
    _filled(database)
    here = world(database.system(MAP))
    first = here.prepare("a@x.org").plans[0]
    database.fill("note", (2, 1, "y"))
    more = here.prepare("a@x.org").plans[0]
    assert more.digest == first.digest and more.outcomes != first.outcomes and more.kinds == first.kinds
    database.fill("log", (1, 1))
    held = here.prepare("a@x.org").plans[0]
    assert held.digest != first.digest and not held.kinds <= first.kinds


def test_the_digest_tells_people_maps_rights_and_salts_apart(sqlite: Database, world: Worlds) -> None:
    _filled(sqlite)
    here = world(sqlite.system(MAP))
    plain = here.prepare("a@x.org").plans[0].digest
    assert here.prepare("b@x.org", "a@x.org").plans[1].digest == plain  # a batch of two plans as one does
    assert here.prepare("b@x.org").plans[0].digest != plain
    assert here.prepare("a@x.org", instruction=KNOW).plans[0].digest != plain
    one = prepare(subjects("a@x.org"), here.graph, here.stores, KNOW, "v2", {0: b"salt"}).plans[0].digest
    other = prepare(subjects("a@x.org"), here.graph, here.stores, KNOW, "v2", {0: b"pepper"}).plans[0].digest
    assert one != other


def test_a_plan_survives_being_written_down(sqlite: Database, world: Worlds) -> None:
    _filled(sqlite)
    plan = world(sqlite.system(MAP)).prepare("a@x.org", instruction=KNOW).plans[0]
    assert plan.filled
    assert Plan.from_json(json.loads(json.dumps(plan.to_json()))) == plan


@pytest.mark.store_knows("limits: the very SQL is shown, without values")
def test_the_very_statements_are_shown_without_values(database: Database, world: Worlds) -> None:
    _filled(database)
    here = world(database.system(MAP))
    shown = statements_of(here.prepare("a@x.org"), here.stores)
    assert [str(ref) for ref, _ in shown] == ["main.note", "main.person"]
    assert all(text.startswith("DELETE FROM") and "a@x.org" not in text for _, text in shown)
