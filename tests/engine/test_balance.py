"""What was done is what was planned, or nothing was: databases whose triggers and rules do otherwise are found out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from typing import Any

import pytest
from engine.conftest import Worlds
from engine.world import ERASE, KNOW, Database, World, fates

from habeas.datamap.graph import TableRef
from habeas.engine.batch import Correction, Identifier, Right, Subject
from habeas.engine.correct import prepare_correction
from habeas.engine.correct_run import execute_correction
from habeas.engine.errors import OutcomesDiffer, StillThere
from habeas.engine.execute import execute
from habeas.engine.explain import prepare
from habeas.engine.journal import MemoryJournal
from habeas.engine.read import read
from habeas.engine.verify import verify
from habeas.stores.errors import StoreRefused
from habeas.stores.protocol import Counted, Rules, Session
from habeas.stores.reached import Reached

MAP = """
person: {subject: self, erase: row, columns: {id: {}, email: {identifies: email}, city: {}}}
note:
  subject: {link: person.id, column: person_id}
  erase: columns
  regime: {name: insurance, where: {kind: policy}}
  columns: {id: {}, person_id: {}, kind: {}, body: {erase: Removed}}
"""


def _filled(database: Database) -> None:
    database.run(
        "CREATE TABLE person (id integer PRIMARY KEY, email text, city text)",
        "CREATE TABLE note (id integer PRIMARY KEY, person_id integer, kind text, body text)",
    )
    database.fill(
        "person", (1, "a@x.org", "Ojai"), (2, "b@x.org", "Ojai"), (3, "c@x.org", "Ojai"), (4, "c@x.org", "Ojai")
    )
    database.fill("note", *((n, 1 + n % 3, "policy" if n > 5 else "call", f"said {n}") for n in range(9)))


def _trigger(database: Database, event: str, table: str, body: str, returns: str = "OLD") -> None:
    """A trigger for each row; `body` in the words of the database."""
    if database.is_postgres:
        database.run(
            f"CREATE FUNCTION t() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN {body} RETURN {returns}; END $$",
            f"CREATE TRIGGER t {event} ON {table} FOR EACH ROW EXECUTE FUNCTION t()",
        )
    elif database.is_mariadb:
        database.run(f"CREATE TRIGGER t {event} ON {table} FOR EACH ROW BEGIN {body} END")
    else:
        database.run(f"CREATE TRIGGER t {event} ON {table} BEGIN {body} END")


def _differs(here: World, database: Database, table: str, left: int) -> None:
    """The run fails, says so with counts, and the database is as it was."""
    before, journal = database.everything(), MemoryJournal()
    said = rf"main\.{table}: \d+ rows were to be changed, {left} of them are as they were and 0 came since the plan"
    with pytest.raises(OutcomesDiffer, match=said):
        execute(here.prepare("a@x.org", "b@x.org"), here.stores, journal)
    assert database.everything() == before
    assert journal.counts == {}


def test_a_delete_that_sqlite_ignores_fails_the_run(sqlite: Database, world: Worlds) -> None:
    _filled(sqlite)
    _trigger(sqlite, "BEFORE DELETE", "person", "SELECT RAISE(IGNORE) WHERE OLD.id = 1;")
    _differs(world(sqlite.system(MAP)), sqlite, "person", 1)


def test_a_delete_that_a_trigger_of_postgresql_swallows_fails_the_run(postgresql: Database, world: Worlds) -> None:
    _filled(postgresql)
    _trigger(postgresql, "BEFORE DELETE", "person", "IF OLD.id = 1 THEN RETURN NULL; END IF;")
    _differs(world(postgresql.system(MAP)), postgresql, "person", 1)


def test_an_update_that_is_swallowed_fails_the_run(database: Database, world: Worlds) -> None:
    _filled(database)
    if database.is_mariadb:
        _trigger(database, "BEFORE UPDATE", "note", "SET NEW.body = OLD.body;")
    elif database.is_postgres:
        _trigger(database, "BEFORE UPDATE", "note", "RETURN NULL;")
    else:
        _trigger(database, "BEFORE UPDATE", "note", "SELECT RAISE(IGNORE);")
    _differs(world(database.system(MAP)), database, "note", 4)


def test_a_rule_that_does_nothing_instead_fails_the_run(postgresql: Database, world: Worlds) -> None:
    _filled(postgresql)
    here, before = world(postgresql.system(MAP)), postgresql.everything()
    postgresql.run("CREATE RULE stays AS ON UPDATE TO note DO INSTEAD NOTHING")
    _differs(here, postgresql, "note", 4)
    postgresql.run("DROP RULE stays ON note", "CREATE RULE stays AS ON DELETE TO person DO INSTEAD NOTHING")
    with pytest.raises(StoreRefused, match="rule"):
        execute(here.prepare("a@x.org", "b@x.org"), here.stores, MemoryJournal())
    assert postgresql.everything() == before


def test_a_row_that_a_trigger_puts_in_again_fails_the_run(database: Database, world: Worlds) -> None:
    _filled(database)
    _trigger(database, "AFTER DELETE", "person", "INSERT INTO person VALUES (OLD.id, OLD.email, OLD.city);")
    here, before = world(database.system(MAP)), database.everything()
    if database.is_mariadb:  # a trigger cannot write into the table it stands on
        with pytest.raises(StoreRefused):
            here.erase("a@x.org", "b@x.org")
        assert database.everything() == before
    else:
        _differs(here, database, "person", 2)


def test_a_value_that_a_trigger_sets_back_fails_the_run(database: Database, world: Worlds) -> None:
    _filled(database)
    if database.is_sqlite:
        back = "UPDATE note SET body = OLD.body WHERE id = OLD.id;"
        _trigger(database, "AFTER UPDATE", "note", back)
    else:
        _trigger(
            database, "BEFORE UPDATE", "note", f"{'' if database.is_postgres else 'SET '}NEW.body = OLD.body;", "NEW"
        )
    _differs(world(database.system(MAP)), database, "note", 4)


def test_what_comes_back_only_when_the_transaction_ends_is_seen_by_asking_again(
    postgresql: Database, world: Worlds
) -> None:
    _filled(postgresql)
    body = "INSERT INTO person VALUES (OLD.id, OLD.email, OLD.city);"
    postgresql.run(
        f"CREATE FUNCTION t() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN {body} RETURN NULL; END $$",
        "CREATE CONSTRAINT TRIGGER t AFTER DELETE ON person DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION t()",
    )
    here = world(postgresql.system(MAP))
    ready = here.prepare("a@x.org")
    execute(ready, here.stores, MemoryJournal())
    with pytest.raises(StillThere, match=r"main\.person: "):
        verify(ready, here.stores)


def test_a_trigger_that_leaves_the_rows_alone_fails_nothing(database: Database, world: Worlds) -> None:
    _filled(database)
    database.run("CREATE TABLE audit (what text)")
    _trigger(database, "AFTER DELETE", "person", "INSERT INTO audit VALUES ('gone');")
    world(database.system(MAP + "audit: {ignore: no content}")).erase("a@x.org", "b@x.org")
    assert database.rows("SELECT count(*) FROM audit") == [(2,)]


def test_rows_that_came_since_the_plan_ask_for_a_new_one(database: Database, world: Worlds) -> None:
    _filled(database)
    here = world(database.system(MAP))
    ready = here.prepare("a@x.org")
    database.fill("note", (20, 1, "call", "new"))
    before = database.everything()
    with pytest.raises(OutcomesDiffer, match=r"main\.note: 2 rows .* 1 came since the plan"):
        execute(ready, here.stores, MemoryJournal())
    assert database.everything() == before
    assert here.erase("a@x.org") == {0: {"main.note:mask": 3, "main.person:erase": 1}}


def test_rows_that_went_since_the_plan_are_as_good_as_erased(database: Database, world: Worlds) -> None:
    _filled(database)
    here = world(database.system(MAP))
    ready = here.prepare("a@x.org", "b@x.org")
    database.run("DELETE FROM person WHERE id = 1")
    execute(ready, here.stores, MemoryJournal())
    verify(ready, here.stores)
    assert database.rows("SELECT id FROM person") == [(3,), (4,)]


def test_a_row_of_two_people_of_a_set_adds_up_for_each(database: Database, world: Worlds) -> None:
    _filled(database)
    done = world(database.system(MAP)).erase("a@x.org", "a@x.org", "c@x.org")
    assert [rows["main.person:erase"] for rows in done.values()] == [1, 1, 2]


def test_a_correction_that_a_trigger_undoes_fails_and_is_taken_back(database: Database, world: Worlds) -> None:
    _filled(database)
    if database.is_sqlite:
        _trigger(database, "BEFORE UPDATE", "person", "SELECT RAISE(IGNORE);")
    else:
        word = "" if database.is_postgres else "SET "
        _trigger(database, "BEFORE UPDATE", "person", f"{word}NEW.city = OLD.city;", "NEW")
    here, before = world(database.system(MAP)), database.everything()
    person = Subject(0, (Identifier("email", "a@x.org"),), (Correction("main.person.city", "Arcata"),))
    ready = prepare_correction([person], here.graph, here.stores, replace(KNOW, right=Right.correct), "v1")
    with pytest.raises(OutcomesDiffer, match=r"main\.person: 1 values of city .* 1 are as they were"):
        execute_correction(ready, here.stores, MemoryJournal())
    assert database.everything() == before


def test_what_is_known_adds_up_to_what_is_reached(database: Database, world: Worlds) -> None:
    _filled(database)
    found = world(database.system(MAP)).prepare("a@x.org", "c@x.org", instruction=KNOW)
    assert fates(found.plans[0]) == {"note": {"deliver": 2, "withhold": 1}, "person": {"deliver": 1}}
    assert fates(found.plans[1]) == {"note": {"deliver": 2, "withhold": 1}, "person": {"deliver": 2}}


@dataclass
class _Forgetful:
    """A store of which one answer has a row less than the others."""

    own: Any
    table: str
    where: str

    @contextmanager
    def reading(self, *, fresh: bool = False) -> Iterator[Session]:
        with self.own.reading(fresh=fresh) as session:
            whole = getattr(session, self.where)

            def count(reached: Reached, rules: Rules, columns: Any) -> Iterator[Counted]:
                for found in whole(reached, rules, columns):
                    yield found._replace(rows=found.rows - (reached.node.ref.table == self.table))

            def rows(reached: Reached, rules: Rules, columns: Any) -> Iterator[Any]:
                for batch in whole(reached, rules, columns):
                    yield batch[1:] if reached.node.ref.table == self.table else batch

            setattr(session, self.where, {"count": count, "rows": rows}[self.where])
            yield session


def _counted(_: TableRef, __: tuple[str, ...], batches: Iterator[Any]) -> None:
    Counter(len(batch) for batch in batches)


@pytest.mark.parametrize(("table", "where"), [("note", "rows"), ("note", "count")])
def test_an_answer_from_which_a_row_is_lost_is_not_given(
    database: Database, world: Worlds, table: str, where: str
) -> None:
    _filled(database)
    here = world(database.system(MAP))
    stores: Mapping[str, Any] = {"main": _Forgetful(here.stores["main"], table, where)}
    person = [Subject(0, (Identifier("email", "a@x.org"),))]
    with pytest.raises(OutcomesDiffer, match=rf"main\.{table}: of 1 who ask"):
        read(person, here.graph, stores, KNOW, "v1", _counted)


def test_a_plan_that_has_lost_a_row_is_not_made(database: Database, world: Worlds) -> None:
    _filled(database)
    here = world(database.system(MAP))
    stores: Mapping[str, Any] = {"main": _Forgetful(here.stores["main"], "person", "count")}
    person = [Subject(0, (Identifier("email", "a@x.org"),))]
    with pytest.raises(OutcomesDiffer, match=r"main\.person: of 1 who ask 1 rows are reached and 0 meet a fate"):
        prepare(person, here.graph, stores, ERASE, "v1")
