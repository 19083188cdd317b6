"""Rows that ON DELETE would take or change: counted like any other where the map says so, refused where it is silent."""

from __future__ import annotations

from collections import Counter

import pytest
from engine.conftest import Worlds
from engine.world import ERASE, KNOW, Database, World, counts, fates, subjects

from habeas.engine.errors import PlanRefused
from habeas.engine.execute import execute
from habeas.engine.journal import MemoryJournal
from habeas.engine.resume import resume

PEOPLE = "CREATE TABLE person (id integer PRIMARY KEY, email text)"
MAP = "person: {subject: self, erase: row, columns: {id: {}, email: {identifies: email}}}\n"


def _people(database: Database, *more: str) -> None:
    database.run(PEOPLE, *more)
    database.fill("person", (1, "a@x.org"), (2, "b@x.org"), (3, "c@x.org"))


def _logs(action: str) -> str:
    return f"CREATE TABLE log (id integer PRIMARY KEY, who integer DEFAULT 3 REFERENCES person (id) ON DELETE {action})"


@pytest.mark.parametrize("action", ["CASCADE", "SET NULL", "SET DEFAULT"])
def test_a_map_that_says_nothing_is_refused_where_rows_would_be_touched(
    database: Database, world: Worlds, action: str
) -> None:
    if database.is_mariadb and action == "SET DEFAULT":
        action = "CASCADE"  # InnoDB has no such action
    _people(database, _logs(action))
    database.fill("log", (1, 1))
    here = world(database.system(MAP + "log: {ignore: x}"))
    with pytest.raises(PlanRefused) as caught:
        here.prepare("a@x.org")
    assert caught.value.reasons == (
        f"main.person: rows of log hang on rows to be erased, by its foreign key who (ON DELETE {action}); write "
        "`cascade: true` at log in the data map and they go along, counted, or `cascade: false` and the rows they hang "
        "on stay",
    )
    assert here.erase("b@x.org") == {0: {"main.person:erase": 1}}  # on whom nothing hangs


@pytest.mark.parametrize("action", ["NO ACTION", "RESTRICT"])
def test_keys_that_refuse_hold_the_row_back_as_before(database: Database, world: Worlds, action: str) -> None:
    _people(database, _logs(action))
    database.fill("log", (1, 1))
    assert fates(world(database.system(MAP + "log: {ignore: x}")).prepare("a@x.org").plans[0]) == {
        "person": {"shared": 1}
    }


def test_rows_that_go_along_are_counted_and_those_of_others_stay(database: Database, world: Worlds) -> None:
    _people(database, _logs("CASCADE"))
    database.fill("log", (1, 1), (2, 1), (3, 2))
    here = world(database.system(MAP + "log: {ignore: x, cascade: true}"))
    assert fates(here.prepare("a@x.org").plans[0]) == {"log": {"erase": 2}, "person": {"erase": 1}}
    assert here.erase("a@x.org") == {0: {"main.log:erase": 2, "main.person:erase": 1}}
    assert database.rows("SELECT id FROM log") == [(3,)]


def test_what_goes_along_is_nobodys_and_delivered_to_nobody(database: Database, world: Worlds) -> None:
    _people(database, _logs("CASCADE"))
    database.fill("log", (1, 1))
    here = world(database.system(MAP + "log: {ignore: x, cascade: true}"))
    assert here.know("a@x.org", instruction=KNOW) == {0: {"person": Counter({(1, "a@x.org"): 1})}}


def test_cascades_are_followed_through_further_tables_and_through_a_table_itself(
    database: Database, world: Worlds
) -> None:
    _people(
        database,
        "CREATE TABLE thread (id integer PRIMARY KEY, who integer REFERENCES person (id) ON DELETE CASCADE)",
        "CREATE TABLE post (id integer PRIMARY KEY, thread integer REFERENCES thread (id) ON DELETE CASCADE,"
        " answers integer REFERENCES post (id) ON DELETE CASCADE)",
    )
    database.fill("thread", (1, 1), (2, 2))
    database.fill("post", (1, 1, None), (2, 2, 1), (3, 2, 2), (4, 2, None))
    here = world(database.system(MAP + "thread: {ignore: x, cascade: true}\npost: {ignore: x, cascade: true}"))
    assert here.erase("a@x.org") == {0: {"main.person:erase": 1, "main.post:erase": 3, "main.thread:erase": 1}}
    assert database.rows("SELECT id FROM post") == [(4,)] and database.rows("SELECT id FROM thread") == [(2,)]


def test_a_table_at_the_end_of_a_cascade_must_be_spoken_of_too(database: Database, world: Worlds) -> None:
    _people(
        database,
        "CREATE TABLE thread (id integer PRIMARY KEY, who integer REFERENCES person (id) ON DELETE CASCADE)",
        "CREATE TABLE post (id integer PRIMARY KEY, thread integer REFERENCES thread (id) ON DELETE CASCADE)",
    )
    database.fill("thread", (1, 1), (2, 2))
    database.fill("post", (1, 1))
    here = world(database.system(MAP + "thread: {ignore: x, cascade: true}\npost: {ignore: x}"))
    with pytest.raises(PlanRefused, match=r"main\.thread: rows of post hang on rows to be erased"):
        here.prepare("a@x.org")
    held = world(database.system(MAP + "thread: {ignore: x, cascade: true}\npost: {ignore: x, cascade: false}"))
    before = database.everything()
    assert fates(held.prepare("a@x.org", "b@x.org").plans[0]) == {"person": {"shared": 1}}
    assert held.erase("a@x.org") == {0: {}}
    assert database.everything() == before


def test_pointers_that_are_cleared_leave_the_row_and_its_pointers_at_others(database: Database, world: Worlds) -> None:
    _people(
        database,
        "CREATE TABLE log (id integer PRIMARY KEY, made_by integer REFERENCES person (id) ON DELETE SET NULL,"
        " seen_by integer REFERENCES person (id) ON DELETE SET NULL)",
    )
    database.fill("log", (1, 1, 2), (2, 2, 1), (3, 1, 1), (4, 2, 3))
    here = world(database.system(MAP + "log: {ignore: x, cascade: true}"))
    assert fates(here.prepare("a@x.org").plans[0]) == {"log": {"mask": 3}, "person": {"erase": 1}}
    here.erase("a@x.org")
    assert database.rows("SELECT * FROM log ORDER BY id") == [
        (1, None, 2), (2, 2, None), (3, None, None), (4, 2, 3)
    ]  # fmt: skip


def test_a_row_that_hangs_by_both_kinds_of_key_goes_only_by_the_one_that_takes_it(
    database: Database, world: Worlds
) -> None:
    _people(
        database,
        "CREATE TABLE log (id integer PRIMARY KEY, owner integer REFERENCES person (id) ON DELETE CASCADE,"
        " seen_by integer REFERENCES person (id) ON DELETE SET NULL)",
    )
    database.fill("log", (1, 1, 2), (2, 2, 1), (3, 1, 1), (4, 2, 3))
    here = world(database.system(MAP + "log: {ignore: x, cascade: true}"))
    assert fates(here.prepare("a@x.org").plans[0]) == {"log": {"mask": 1, "erase": 2}, "person": {"erase": 1}}
    here.erase("a@x.org")
    assert database.rows("SELECT * FROM log ORDER BY id") == [(2, 2, None), (4, 2, 3)]


def test_what_hangs_on_a_row_that_stays_stays_and_may_hold_others(database: Database, world: Worlds) -> None:
    database.run(
        "CREATE TABLE address (id integer PRIMARY KEY, street text)",
        "CREATE TABLE person (id integer PRIMARY KEY, email text, kept integer, home integer REFERENCES address (id))",
        "CREATE TABLE log (id integer PRIMARY KEY, who integer REFERENCES person (id) ON DELETE CASCADE,"
        " place integer REFERENCES address (id))",
    )
    database.fill("address", (1, "Elm"), (2, "Oak"))
    database.fill("person", (1, "a@x.org", 1, None), (2, "a@x.org", 0, 1), (3, "a@x.org", 0, 2))
    database.fill("log", (1, 1, 1), (2, 3, 2))
    here = world(
        database.system(
            """
            person: {subject: self, erase: row, keep: {because: "1798.105(d)(8)", where: {kept: 1}},
                     columns: {id: {}, email: {identifies: email}, kept: {}, home: {link: address.id}}}
            address: {subject: shared, erase: row, columns: {id: {}, street: {}}}
            log: {ignore: x, cascade: true}
            """
        )
    )
    assert fates(here.prepare("a@x.org").plans[0]) == {
        "person": {"keep": 1, "erase": 2}, "log": {"erase": 1}, "address": {"shared": 1, "erase": 1}
    }  # fmt: skip
    here.erase("a@x.org")
    assert database.rows("SELECT id FROM log") == [(1,)] and database.rows("SELECT id FROM address") == [(1,)]


def test_two_people_of_one_batch_each_count_what_hangs_on_them(database: Database, world: Worlds) -> None:
    _people(database, _logs("CASCADE"))
    database.fill("log", (1, 1), (2, 2), (3, 3))
    here = world(database.system(MAP + "log: {ignore: x, cascade: true}"))
    assert here.erase("a@x.org", "b@x.org") == {
        n: {"main.log:erase": 1, "main.person:erase": 1} for n in (0, 1)
    }  # fmt: skip
    assert database.rows("SELECT id FROM log") == [(3,)]


def test_a_run_killed_after_its_commit_resumes_with_what_went_along(database: Database, world: Worlds) -> None:
    _people(database, _logs("CASCADE"))
    database.fill("log", (1, 1), (2, 2))
    here = world(database.system(MAP + "log: {ignore: x, cascade: true}"))
    journal = MemoryJournal()
    execute(here.prepare("a@x.org"), here.stores, journal)
    journal.counts.clear()  # it did not live to say so
    again = resume(subjects("a@x.org"), here.graph, here.stores, ERASE, "v1", journal)
    assert counts(execute(again, here.stores, journal)) == {0: {"main.log:erase": 1, "main.person:erase": 1}}


def test_a_key_in_another_schema_is_followed_where_the_map_names_its_table(postgresql: Database, world: Worlds) -> None:
    _people(
        postgresql,
        "CREATE SCHEMA audit",
        "CREATE TABLE audit.log (id integer PRIMARY KEY, who integer REFERENCES public.person ON DELETE CASCADE)",
        "INSERT INTO audit.log VALUES (1, NULL)",
    )
    postgresql.run("UPDATE audit.log SET who = 1")
    here: World = world(postgresql.system(MAP + "audit.log: {ignore: x, cascade: true}"))
    assert here.erase("a@x.org") == {0: {"main.audit.log:erase": 1, "main.person:erase": 1}}
    assert postgresql.rows("SELECT count(*) FROM audit.log") == [(0,)]


def test_a_pointer_in_a_ring_that_the_database_clears_does_not_hide_the_rows_it_leads_to(
    sqlite: Database, world: Worlds
) -> None:
    sqlite.run(
        "CREATE TABLE person (id integer PRIMARY KEY, email text, note_id integer REFERENCES remark (id))",
        "CREATE TABLE stay (id integer PRIMARY KEY, person_id integer REFERENCES person (id) ON DELETE SET NULL)",
        "CREATE TABLE remark (id integer PRIMARY KEY, stay_id integer REFERENCES stay (id))",
    )
    sqlite.fill("person", (1, "a@x.org", None), (2, "b@x.org", 7))
    sqlite.fill("stay", (1, 1), (2, 2))
    sqlite.fill("remark", (7, 2), (8, 1))
    here = world(
        sqlite.system(
            "person: {subject: self, erase: row, columns: {id: {}, email: {identifies: email}, note_id: {}}}\n"
            "stay: {subject: {via: person_id}, columns: {id: {}, person_id: {}}}\n"
            "remark: {subject: {via: stay_id}, columns: {id: {}, stay_id: {}}}"
        )
    )
    here.erase("a@x.org", "b@x.org")
    assert [sqlite.rows(f"SELECT id FROM {table}") for table in ("person", "stay", "remark")] == [[], [], []]
