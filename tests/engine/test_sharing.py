"""A row that a remaining row points at stays, and the outcome says so."""

from __future__ import annotations

import pytest
from engine.conftest import Worlds
from engine.world import Database, fates, gone, reasons

PERSON = "CREATE TABLE person (id integer PRIMARY KEY, email text, name text)"
PERSON_MAP = "person: {subject: self, erase: row, columns: {id: {identifies: main.person}, email: {identifies: email}, name: {}}}\n"


def _people(database: Database) -> None:
    database.run(PERSON)
    database.fill("person", (1, "a@x.org", "Anna"), (2, "b@x.org", "Bert"), (3, "c@x.org", "Cleo"))


@pytest.mark.store_knows("constraints: ON DELETE CASCADE from a table that stays holds the row back")
def test_a_cascade_from_a_table_the_map_ignores_deletes_nothing(database: Database, world: Worlds) -> None:
    _people(database)
    database.run("CREATE TABLE log (id integer PRIMARY KEY, who integer REFERENCES person ON DELETE CASCADE)")
    database.fill("log", (1, 1))
    here = world(database.system(PERSON_MAP + 'log: {ignore: "no content", cascade: false}'))
    plan = here.prepare("a@x.org").plans[0]
    assert fates(plan) == {"person": {"shared": 1}}
    assert reasons(plan, "person") == ["shared with others: rows of log that stay point at it"]
    before = database.everything()
    assert here.erase("a@x.org", "b@x.org") == {0: {}, 1: {"main.person:erase": 1}}
    assert gone(before, database.everything()) == {"person": 1}


@pytest.mark.store_knows("constraints: ON DELETE CASCADE from another schema holds the row back")
def test_a_cascade_from_another_schema_deletes_nothing_either(postgresql: Database, world: Worlds) -> None:
    _people(postgresql)
    postgresql.run(
        "CREATE SCHEMA audit",
        "CREATE TABLE audit.person (id integer PRIMARY KEY, who integer REFERENCES public.person ON DELETE CASCADE)",
        "INSERT INTO audit.person VALUES (1, 1)",
    )
    here = world(postgresql.system(PERSON_MAP + "audit.person: {ignore: x, cascade: false}"))
    plan = here.prepare("a@x.org").plans[0]
    assert reasons(plan, "person") == ["shared with others: rows of audit.person that stay point at it"]
    here.erase("a@x.org", "b@x.org")
    assert postgresql.rows("SELECT id FROM person ORDER BY id") == [(1,), (3,)]
    assert postgresql.rows("SELECT count(*) FROM audit.person") == [(1,)]


@pytest.mark.store_knows("constraints: ON DELETE CASCADE within the rows of the person")
def test_a_cascade_within_the_persons_own_rows_is_counted_where_it_happens(database: Database, world: Worlds) -> None:
    _people(database)
    database.run("CREATE TABLE pet (id integer PRIMARY KEY, who integer REFERENCES person ON DELETE CASCADE)")
    database.fill("pet", (1, 1), (2, 1), (3, 2))
    here = world(database.system(PERSON_MAP + "pet: {subject: {via: who}, columns: {id: {}, who: {}}}"))
    assert here.erase("a@x.org") == {0: {"main.person:erase": 1, "main.pet:erase": 2}}
    assert database.rows("SELECT id FROM pet") == [(3,)]


@pytest.mark.store_knows("links: up, to a row shared with others")
def test_two_people_of_one_batch_take_the_row_they_share_with_them(database: Database, world: Worlds) -> None:
    database.run(
        "CREATE TABLE address (id integer PRIMARY KEY, street text)",
        "CREATE TABLE person (id integer PRIMARY KEY, email text, address_id integer REFERENCES address)",
    )
    database.fill("address", (1, "Main St"), (2, "Oak St"))
    database.fill("person", (1, "a@x.org", 1), (2, "b@x.org", 1), (3, "c@x.org", 2), (4, "d@x.org", 2))
    here = world(
        database.system(
            "person: {subject: self, erase: row, columns: {id: {}, email: {identifies: email}, address_id: {link: address.id}}}\n"
            "address: {subject: shared, erase: row, columns: {id: {}, street: {}}}"
        )
    )
    assert {o: fates(p)["address"] for o, p in here.prepare("a@x.org").plans.items()} == {0: {"shared": 1}}
    found = here.erase("a@x.org", "b@x.org", "c@x.org")
    assert found[0] == found[1] == {"main.address:erase": 1, "main.person:erase": 1}
    assert found[2] == {"main.person:erase": 1}
    assert database.rows("SELECT id FROM address") == [(2,)]


EMPLOYEE = """
employee:
  subject: self
  erase: row
  columns: {id: {}, email: {identifies: email}, manager_id: {}}
"""


def _employees(database: Database) -> None:
    database.run("CREATE TABLE employee (id integer PRIMARY KEY, email text, manager_id integer REFERENCES employee)")
    database.fill(
        "employee", (1, "boss@x.org", None), (2, "a@x.org", 1), (3, "b@x.org", 2), (4, "c@x.org", 2), (5, "d@x.org", 4)
    )


@pytest.mark.store_knows("links: a table that points at itself")
def test_whoever_still_has_people_below_them_stays(database: Database, world: Worlds) -> None:
    _employees(database)
    here = world(database.system(EMPLOYEE))
    # d goes, c goes with it; a keeps b, and boss keeps a.
    plans = here.prepare("boss@x.org", "a@x.org", "c@x.org", "d@x.org").plans
    assert [fates(plan)["employee"] for plan in plans.values()] == [
        {"shared": 1},
        {"shared": 1},
        {"erase": 1},
        {"erase": 1},
    ]
    before = database.everything()
    here.erase("boss@x.org", "a@x.org", "c@x.org", "d@x.org")
    assert gone(before, database.everything()) == {"employee": 2}


def test_an_employee_whom_another_table_holds_holds_the_manager(database: Database, world: Worlds) -> None:
    _employees(database)
    database.run("CREATE TABLE badge (id integer PRIMARY KEY, employee_id integer REFERENCES employee)")
    database.fill("badge", (1, 5))
    here = world(database.system(EMPLOYEE + 'badge: {ignore: "no content"}'))
    here.erase("boss@x.org", "a@x.org", "b@x.org", "c@x.org", "d@x.org")
    assert database.rows("SELECT id FROM employee ORDER BY id") == [(1,), (2,), (4,), (5,)]


def test_a_whole_tree_of_employees_goes_at_once(database: Database, world: Worlds) -> None:
    _employees(database)
    here = world(database.system(EMPLOYEE))
    here.erase("boss@x.org", "a@x.org", "b@x.org", "c@x.org", "d@x.org")
    assert database.rows("SELECT * FROM employee") == []


RING = (
    "CREATE TABLE person (id integer PRIMARY KEY, email text, main_policy integer)",
    "CREATE TABLE policy (id integer PRIMARY KEY, person_id integer NOT NULL REFERENCES person)",
)
RING_MAP = """
person: {subject: self, erase: row, columns: {id: {}, email: {identifies: email}, main_policy: {}}}
policy: {subject: {via: person_id}, columns: {id: {}, person_id: {}}}
"""


def _ring(database: Database) -> None:
    if not database.is_sqlite:
        database.run(*RING, "ALTER TABLE person ADD FOREIGN KEY (main_policy) REFERENCES policy")
    else:
        database.run(RING[0].replace("main_policy integer", "main_policy integer REFERENCES policy"), RING[1])
    database.fill("person", (1, "a@x.org", None), (2, "b@x.org", None))
    database.fill("policy", (10, 1), (11, 1), (20, 2))
    database.run("UPDATE person SET main_policy = id * 10")


@pytest.mark.store_knows("constraints: tables that point at each other, one side nullable")
def test_tables_that_point_at_each_other_go_where_one_side_may_be_null(database: Database, world: Worlds) -> None:
    _ring(database)
    here = world(database.system(RING_MAP))
    before = database.everything()
    assert here.erase("a@x.org") == {0: {"main.person:erase": 1, "main.policy:erase": 2}}
    assert gone(before, database.everything()) == {"person": 1, "policy": 2}


@pytest.mark.store_knows("fates: shared with others, through rings of tables")
def test_in_a_ring_a_held_row_holds_what_it_points_at(database: Database, world: Worlds) -> None:
    _ring(database)
    database.run("CREATE TABLE ledger (id integer PRIMARY KEY, person_id integer REFERENCES person)")
    database.fill("ledger", (1, 1))
    here = world(database.system(RING_MAP + 'ledger: {ignore: "no content"}'))
    plan = here.prepare("a@x.org").plans[0]
    assert fates(plan) == {"person": {"shared": 1}, "policy": {"erase": 1, "shared": 1}}
    before = database.everything()
    here.erase("a@x.org")
    assert gone(before, database.everything()) == {"policy": 1}


def test_a_ring_is_not_cut_at_the_key_by_which_rows_are_found(database: Database, world: Worlds) -> None:
    both = (
        "CREATE TABLE a_child (id integer PRIMARY KEY, person_id integer REFERENCES person)",
        "CREATE TABLE person (id integer PRIMARY KEY, email text, favourite integer{})",
    )
    if not database.is_sqlite:
        database.run(both[1].format(""), both[0], "ALTER TABLE person ADD FOREIGN KEY (favourite) REFERENCES a_child")
    else:
        database.run(both[0], both[1].format(" REFERENCES a_child"))
    database.fill("person", (1, "a@x.org", None))
    database.fill("a_child", (7, 1), (8, 1))
    database.run("UPDATE person SET favourite = 7")
    here = world(
        database.system(
            "person: {subject: self, erase: row, columns: {id: {}, email: {identifies: email}, favourite: {}}}\n"
            "a_child: {subject: {via: person_id}, columns: {id: {}, person_id: {}}}"
        )
    )
    assert here.erase("a@x.org") == {0: {"main.a_child:erase": 2, "main.person:erase": 1}}


@pytest.mark.store_knows("fates: keep while rows of another table stay")
def test_a_person_is_kept_while_a_policy_stays(database: Database, world: Worlds) -> None:
    _people(database)
    database.run(
        "CREATE TABLE policy (id integer PRIMARY KEY, person_id integer REFERENCES person, kind text)",
        "CREATE TABLE visit (id integer PRIMARY KEY, person_id integer REFERENCES person)",
    )
    database.fill("policy", (1, 1, "life"), (2, 2, None))
    database.fill("visit", (1, 1), (2, 2))
    here = world(
        database.system(
            "person: {subject: self, erase: row, keep: {while: policy, because: '1798.105(d)(8)'},"
            " columns: {id: {}, email: {identifies: email}, name: {erase: Removed}}}\n"
            "policy: {subject: {via: person_id}, regime: {name: insurance, where: {kind: life}}, columns: {id: {}, person_id: {}, kind: {}}}\n"
            "visit: {subject: {via: person_id}, columns: {id: {}, person_id: {}}}"
        )
    )
    plans = here.prepare("a@x.org", "b@x.org").plans
    assert fates(plans[0]) == {"person": {"keep": 1}, "policy": {"keep": 1}, "visit": {"erase": 1}}
    # The kind of Bert's policy is unknown: no regime governs it, and what is planned is what is done.
    assert fates(plans[1]) == {"person": {"erase": 1}, "policy": {"erase": 1}, "visit": {"erase": 1}}
    before = database.everything()
    here.erase("a@x.org", "b@x.org")
    assert gone(before, database.everything()) == {"person": 1, "policy": 1, "visit": 2}


@pytest.mark.parametrize("nulled", [True, False])
def test_a_row_that_is_masked_lets_go_only_of_what_it_no_longer_points_at(
    database: Database, world: Worlds, nulled: bool
) -> None:
    database.run(
        "CREATE TABLE address (id integer PRIMARY KEY, street text)",
        "CREATE TABLE person (id integer PRIMARY KEY, email text, address_id integer REFERENCES address)",
        "CREATE TABLE ledger (id integer PRIMARY KEY, person_id integer REFERENCES person)",
    )
    database.fill("address", (1, "Main St"))
    database.fill("person", (1, "a@x.org", 1))
    database.fill("ledger", (1, 1))
    link = "{link: address.id, erase: null}" if nulled else "{link: address.id}"
    here = world(
        database.system(
            f"person: {{subject: self, erase: row, columns: {{id: {{}}, email: {{identifies: email, erase: null}}, address_id: {link}}}}}\n"
            "address: {subject: shared, erase: row, columns: {id: {}, street: {}}}\n"
            "ledger: {ignore: no content}"
        )
    )
    expected = {"erase": 1} if nulled else {"shared": 1}
    assert fates(here.prepare("a@x.org").plans[0]) == {"person": {"mask": 1}, "address": expected}
    here.erase("a@x.org")
    assert database.rows("SELECT count(*) FROM address") == [(0 if nulled else 1,)]
    assert database.rows("SELECT email FROM person") == [(None,)]


def test_keys_with_capitals_are_told_from_none_in_sqlite(sqlite: Database, world: Worlds) -> None:
    sqlite.run(
        "CREATE TABLE person (id integer PRIMARY KEY, email text)",
        "CREATE TABLE log (id integer PRIMARY KEY, who integer REFERENCES PERSON (ID) ON DELETE CASCADE)",
    )
    sqlite.fill("person", (1, "a@x.org"))
    sqlite.fill("log", (1, 1))
    here = world(
        sqlite.system(
            "person: {subject: self, erase: row, columns: {id: {}, email: {identifies: email}}}\nlog: {ignore: x, cascade: false}"
        )
    )
    assert fates(here.prepare("a@x.org").plans[0]) == {"person": {"shared": 1}}


def test_an_address_in_another_system_stays_while_somebody_there_lives_in_it(
    sqlite: Database, tmp_path: object, world: Worlds
) -> None:
    from pathlib import Path

    from engine.conftest import sqlite_in

    other = sqlite_in(Path(str(tmp_path)), "places")
    sqlite.run("CREATE TABLE person (id integer PRIMARY KEY, email text, address_id integer)")
    sqlite.fill("person", (1, "a@x.org", 1), (2, "b@x.org", 2), (3, "c@x.org", 2))
    other.run("CREATE TABLE address (id integer PRIMARY KEY, street text)")
    other.fill("address", (1, "Main St"), (2, "Oak St"))
    here = world(
        sqlite.system(
            "person: {subject: self, erase: row, columns: {id: {}, email: {identifies: email}, address_id: {link: places.address.id}}}"
        ),
        other.system("address: {subject: shared, erase: row, columns: {id: {}, street: {}}}"),
    )
    plans = here.prepare("a@x.org", "b@x.org").plans
    assert [fates(plan)["address"] for plan in plans.values()] == [{"erase": 1}, {"shared": 1}]
    assert reasons(plans[1], "address") == ["shared with others: rows of main.person that stay point at it"]
    here.erase("a@x.org", "b@x.org")
    assert other.rows("SELECT id FROM address") == [(2,)]
