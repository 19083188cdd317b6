"""Triggers that a change sets off and materialised views that it leaves stale are named in the plan."""

from __future__ import annotations

import pytest
from engine.conftest import Worlds
from engine.world import Database

from habeas.engine.explained import explained
from habeas.engine.plan import Plan

MAP = """
person: {subject: self, erase: row, columns: {id: {}, email: {identifies: email}}}
note: {subject: {link: person.id, column: person_id}, erase: columns, columns: {id: {}, person_id: {}, body: {erase: null}}}
quiet: {subject: {link: person.id, column: person_id}, erase: row, columns: {id: {}, person_id: {}}}
"""
TABLES = (
    "CREATE TABLE person (id integer PRIMARY KEY, email text)",
    "CREATE TABLE note (id integer PRIMARY KEY, person_id integer, body text)",
    "CREATE TABLE quiet (id integer PRIMARY KEY, person_id integer)",
    "CREATE TABLE log (what text)",
)


def _triggers(database: Database) -> tuple[str, ...]:
    if database.is_postgres:
        made = "CREATE FUNCTION noted() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN coalesce(NEW, OLD); END'"
        runs = "EXECUTE FUNCTION noted()"
        asleep = ("CREATE TRIGGER asleep BEFORE DELETE ON person FOR EACH ROW EXECUTE FUNCTION noted()",
                  "ALTER TABLE person DISABLE TRIGGER asleep")  # fmt: skip
        first = (made, *asleep)
    else:
        end = "INSERT INTO log VALUES ('x')"
        runs, first = (end if database.is_mariadb else f"BEGIN {end}; END"), ()
    return (
        *first,
        f"CREATE TRIGGER on_person BEFORE DELETE ON person FOR EACH ROW {runs}",
        f"CREATE TRIGGER on_note BEFORE UPDATE ON note FOR EACH ROW {runs}",
        f"CREATE TRIGGER off_note BEFORE DELETE ON note FOR EACH ROW {runs}",
        f"CREATE TRIGGER new_note BEFORE INSERT ON note FOR EACH ROW {runs}",
        f"CREATE TRIGGER on_quiet BEFORE UPDATE ON quiet FOR EACH ROW {runs}",
    )


def _plan(database: Database, world: Worlds) -> Plan:
    database.fill("person", (1, "a@x.org"))
    database.fill("note", (1, 1, "x"))
    database.fill("quiet", (1, 1))
    return world(database.system(MAP)).prepare("a@x.org").plans[0]


@pytest.mark.store_knows("constraints: triggers that will run are named in the plan")
def test_triggers_that_will_run_are_named(database: Database, world: Worlds) -> None:
    database.run(*TABLES)
    database.run(*_triggers(database))
    plan = _plan(database, world)
    assert [note.partition(";")[0] for note in plan.notes] == [
        "main.note: trigger on_note runs on UPDATE",
        "main.person: trigger on_person runs on DELETE",
    ]
    assert Plan.from_json(plan.to_json()) == plan
    assert plan.notes[0] in explained(plan)


@pytest.mark.store_knows("constraints: materialised views to refresh are named in the plan")
def test_materialised_views_that_go_stale_are_named(postgresql: Database, world: Worlds) -> None:
    postgresql.run(*TABLES)
    postgresql.run(
        "CREATE VIEW people AS SELECT * FROM person",
        "CREATE MATERIALIZED VIEW counted AS SELECT count(*) FROM people",
        "CREATE MATERIALIZED VIEW logged AS SELECT count(*) FROM log",
    )
    assert _plan(postgresql, world).notes == (
        "main: materialised view counted still shows the old rows afterwards; refresh it after the run",
    )


def test_a_request_to_know_sets_nothing_off(database: Database, world: Worlds) -> None:
    database.run(*TABLES)
    database.run(*_triggers(database))
    _plan(database, world)
    here = world(database.system(MAP))
    assert here.know("a@x.org")[0]["note"].total() == 1
