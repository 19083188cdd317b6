"""A rehearsal says what would happen, triggers and cascades included, and leaves nothing behind."""

from __future__ import annotations

from pathlib import Path

import pytest
from engine.conftest import Worlds, sqlite_in
from engine.world import Database, World, counts, planned, system_of

from habeas.engine.errors import OutcomesDiffer
from habeas.engine.execute import execute
from habeas.engine.journal import MemoryJournal
from habeas.engine.rehearse import Rehearsed, rehearse
from habeas.stores.errors import StoreRefused
from habeas.stores.protocol import Beside

MAP = """
person: {subject: self, erase: row, columns: {id: {}, email: {identifies: email}}}
note: {subject: {link: person.id, column: person_id}, erase: columns, columns: {id: {}, person_id: {}, body: {erase: null}}}
audit: {ignore: no content}
"""


@pytest.fixture(params=["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)])
def database(request: pytest.FixtureRequest, tmp_path: Path) -> Database:
    """MariaDB has no rehearsal: see `tests/stores/test_mariadb.py`."""
    return Database(request.getfixturevalue("new_database")()) if request.param == "postgres" else sqlite_in(tmp_path)


def _filled(database: Database) -> None:
    database.run(
        "CREATE TABLE person (id integer PRIMARY KEY, email text)",
        "CREATE TABLE note (id integer PRIMARY KEY, person_id integer, body text)",
        "CREATE TABLE audit (what text)",
    )
    database.fill("person", (1, "a@x.org"), (2, "b@x.org"))
    database.fill("note", (1, 1, "x"), (2, 1, "y"), (3, 2, "z"))
    database.fill("audit", ("begun",))


def _triggers(database: Database, name: str, event: str, table: str, body: str) -> None:
    if database.is_postgres:
        database.run(
            f"CREATE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN {body}; RETURN OLD; END $$",
            f"CREATE TRIGGER {name} {event} ON {table} FOR EACH ROW EXECUTE FUNCTION {name}()",
        )
    else:
        database.run(f"CREATE TRIGGER {name} {event} ON {table} BEGIN {body}; END")


def _rehearsed(here: World, database: Database, *people: str) -> Rehearsed:
    before = database.everything()
    prepared = here.prepare(*people)
    found = rehearse(prepared, here.stores)
    assert database.everything() == before
    assert {n: dict(sorted(rows.items())) for n, rows in found.counts.items()} == {
        n: planned(plan) for n, plan in prepared.plans.items()
    }
    return found


@pytest.mark.store_knows("limits: a rehearsal leaves nothing behind")
def test_without_triggers_nothing_is_touched_besides_and_the_run_does_the_same(
    database: Database, world: Worlds
) -> None:
    _filled(database)
    here = world(database.system(MAP))
    found = _rehearsed(here, database, "a@x.org")
    assert found.beside == {"main": ()} and found.sentences() == []
    done = execute(here.prepare("a@x.org"), here.stores, MemoryJournal())
    assert counts(done)[0] == dict(sorted(found.counts[0].items())) == {"main.note:mask": 2, "main.person:erase": 1}


def test_rows_that_a_trigger_puts_in_and_takes_out_are_told(database: Database, world: Worlds) -> None:
    _filled(database)
    _triggers(database, "noted", "AFTER UPDATE", "note", "INSERT INTO audit VALUES ('changed')")
    here = world(database.system(MAP))
    assert _rehearsed(here, database, "a@x.org").sentences() == ["by triggers or cascades: main.audit +2 rows"]
    _triggers(database, "cleaned", "AFTER DELETE", "person", "DELETE FROM audit WHERE what = 'begun'")
    taken = ["by triggers or cascades: main.audit -1 rows"]
    database.run("DROP TRIGGER noted ON note" if database.is_postgres else "DROP TRIGGER noted")
    assert _rehearsed(here, database, "b@x.org").sentences() == taken


def test_rows_that_a_trigger_changes_are_told(database: Database, world: Worlds) -> None:
    _filled(database)
    _triggers(database, "stamped", "AFTER DELETE", "person", "UPDATE audit SET what = 'ended'")
    where = "main.audit" if database.is_postgres else "main, tables not told apart"
    assert _rehearsed(world(database.system(MAP)), database, "a@x.org").sentences() == [
        f"by triggers or cascades: {where} 1 rows changed"
    ]


def test_two_people_who_reach_one_row_are_told_apart_from_a_trigger(database: Database, world: Worlds) -> None:
    _filled(database)
    found = _rehearsed(world(database.system(MAP)), database, "a@x.org", "a@x.org", "b@x.org")
    assert found.beside == {"main": ()}


def test_a_row_that_a_trigger_saves_is_found_and_all_is_taken_back(database: Database, world: Worlds) -> None:
    _filled(database)
    if database.is_postgres:
        database.run(
            "CREATE FUNCTION saved() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN NULL; END $$",
            "CREATE TRIGGER saved BEFORE DELETE ON person FOR EACH ROW EXECUTE FUNCTION saved()",
        )
    else:
        database.run("CREATE TRIGGER saved BEFORE DELETE ON person BEGIN SELECT RAISE(IGNORE); END")
    here, before = world(database.system(MAP)), database.everything()
    with pytest.raises(OutcomesDiffer, match=r"main\.person: "):
        rehearse(here.prepare("a@x.org"), here.stores)
    assert database.everything() == before


def test_a_trigger_that_refuses_fails_the_rehearsal_and_all_is_taken_back(database: Database, world: Worlds) -> None:
    _filled(database)
    how = "RAISE EXCEPTION 'no' USING ERRCODE = '23000'" if database.is_postgres else "SELECT RAISE(ABORT, 'no')"
    _triggers(database, "refused", "BEFORE DELETE", "person", how)
    here, before = world(database.system(MAP)), database.everything()
    with pytest.raises(StoreRefused):
        rehearse(here.prepare("a@x.org"), here.stores)
    assert database.everything() == before


def test_what_is_looked_at_only_at_the_end_is_looked_at_in_a_rehearsal(database: Database, world: Worlds) -> None:
    _filled(database)
    # A row that appears after the plan was made, behind a key that may wait.
    database.run(
        "CREATE TABLE late (id integer PRIMARY KEY, who integer REFERENCES person (id) DEFERRABLE INITIALLY DEFERRED)"
    )
    here = world(database.system(MAP + "late: {ignore: x}"))
    prepared = here.prepare("a@x.org")
    database.fill("late", (1, 1))
    before = database.everything()
    with pytest.raises(StoreRefused):
        rehearse(prepared, here.stores)
    assert database.everything() == before


def test_sequences_are_all_that_may_move(postgresql: Database, world: Worlds) -> None:
    _filled(postgresql)
    postgresql.run("CREATE TABLE log (id serial PRIMARY KEY, what text)")
    _triggers(postgresql, "logged", "AFTER DELETE", "person", "INSERT INTO log (what) VALUES ('x')")
    here = world(postgresql.system(MAP + "log: {ignore: x}"))
    assert _rehearsed(here, postgresql, "a@x.org").beside == {"main": (Beside("log", 1, 0, 0),)}
    assert postgresql.rows("SELECT last_value FROM log_id_seq") == [(1,)]


def test_new_files_are_written_and_thrown_away(tmp_path: Path, world: Worlds) -> None:
    (tmp_path / "people.csv").write_text("id,email\n1,a@x.org\n2,b@x.org\n")
    tables = "people: {path: people.csv, subject: self, erase: row, columns: {id: {}, email: {identifies: email}}}"
    here = world(system_of(tables, system="files", title="x", files="."), folder=tmp_path)
    seen = {path.name: path.read_bytes() for path in tmp_path.iterdir()}
    found = rehearse(here.prepare("a@x.org"), here.stores)
    assert found.counts == {0: {"files.people:erase": 1}} and found.not_asked == ("files",)
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir() if path.name in seen} == seen
    assert [path.name for path in tmp_path.iterdir() if path.suffix == ".csv"] == ["people.csv"]
