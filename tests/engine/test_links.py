"""The ways to a person's rows: which links lead where, and with what keys."""

from __future__ import annotations

import uuid
from pathlib import Path

import pytest
from engine.conftest import Worlds, sqlite_in
from engine.world import Database, fates, gone

PERSON_MAP = "person: {subject: self, erase: row, columns: {id: {identifies: main.person}, email: {identifies: email, normalise: email}}}\n"


@pytest.mark.parametrize(
    ("kind", "keys"),
    [
        ("text", ["O'Brien; DROP TABLE person", 'say "hi"', "Zoë\u2028\\", '%s :k0 $1 {a,"NULL"}']),
        ("varchar(3)", ["abc", "ab", "abd", "x"]),
        ("char(3)", ["abc", "ab", "abd", "x"]),
        ("bigint", [1, 2**60, -5, 17]),
        ("numeric(20,0)", [1, 2**60, 3, 17]),
        ("uuid", [str(uuid.UUID(int=n)) for n in (1, 2, 3, 2**127)]),
    ],
)
@pytest.mark.store_knows("types: text, number and UUID as key")
@pytest.mark.store_knows("links: down")
def test_keys_of_every_type_find_their_rows(database: Database, world: Worlds, kind: str, keys: list[object]) -> None:
    database.run(
        f"CREATE TABLE person (id {kind} PRIMARY KEY, email text)",
        f"CREATE TABLE pet (id integer PRIMARY KEY, owner {kind} REFERENCES person)",
    )
    database.fill("person", *((key, f"P{n}@X.org") for n, key in enumerate(keys)))
    database.fill("pet", *((n, keys[n % len(keys)]) for n in range(10)), (10, None))
    here = world(database.system(PERSON_MAP + "pet: {subject: {via: owner}, columns: {id: {}, owner: {}}}"))
    found = here.know("p1@x.org", " P3@x.ORG", f"main.person={keys[0]}", "nobody@x.org")
    assert [{t: sorted(row[0] for row in rows) for t, rows in own.items() if t == "pet"} for own in found.values()] == [
        {"pet": [1, 5, 9]},
        {"pet": [3, 7]},
        {"pet": [0, 4, 8]},
        {},
    ]
    before = database.everything()
    here.erase("p1@x.org", f"main.person={keys[0]}")
    assert gone(before, database.everything()) == {"person": 2, "pet": 6}


@pytest.mark.store_knows("types: an enumeration as key")
def test_an_enumeration_can_be_a_key(postgresql: Database, world: Worlds) -> None:
    postgresql.run(
        "CREATE TYPE colour AS ENUM ('red', 'it''s')",
        "CREATE TABLE person (id colour PRIMARY KEY, email text)",
        "CREATE TABLE pet (id integer PRIMARY KEY, owner colour REFERENCES person)",
    )
    postgresql.fill("person", ("red", "a@x.org"), ("it's", "b@x.org"))
    postgresql.fill("pet", (1, "red"), (2, "it's"))
    here = world(postgresql.system(PERSON_MAP + "pet: {subject: {via: owner}, columns: {id: {}, owner: {}}}"))
    assert here.erase("main.person=it's", "main.person=green") == {
        0: {"main.person:erase": 1, "main.pet:erase": 1},
        1: {},
    }


@pytest.mark.parametrize("kind", ["integer", "smallint", "date", "timestamp", "uuid", "numeric(6,2)", "varchar(4)"])
@pytest.mark.parametrize(
    "value", ["99999999999999999999", "\x00", "\ud800", "NaN", "1e999999", "١", "abcdefgh", "", "2024-13-45"]
)
@pytest.mark.store_knows("types: an identifier that the column cannot hold finds nobody")
def test_an_identifier_that_a_column_cannot_hold_finds_nothing_and_stops_nobody(
    database: Database, world: Worlds, kind: str, value: str
) -> None:
    database.run(f"CREATE TABLE person (id {kind} PRIMARY KEY, email text)")
    database.run(f"INSERT INTO person VALUES ({_some(kind)}, 'a@x.org')")
    here = world(database.system(PERSON_MAP))
    plans = here.prepare(f"main.person={value}", "a@x.org", f"email={value}").plans
    assert [fates(plan) for plan in plans.values()] == [{}, {"person": {"erase": 1}}, {}]


def _some(kind: str) -> str:
    word = kind.partition("(")[0]
    return {
        "date": "'2024-01-01'",
        "timestamp": "'2024-01-01 10:00:00'",
        "uuid": f"'{uuid.UUID(int=5)}'",
        "varchar": "'abcd'",
    }.get(word, "1")  # fmt: skip


def test_a_longer_key_does_not_find_the_shorter_one(database: Database, world: Worlds) -> None:
    database.run(
        "CREATE TABLE person (id varchar(4) PRIMARY KEY, email text)", "INSERT INTO person VALUES ('abcd', 'a@x.org')"
    )
    here = world(database.system(PERSON_MAP))
    assert here.know("main.person=abcdefgh", "main.person=abcd")[0] == {}


def test_two_spellings_of_one_key_reach_a_row_once(database: Database, world: Worlds) -> None:
    from habeas.engine.batch import Identifier, Subject

    database.run("CREATE TABLE person (id integer PRIMARY KEY, email text)")
    database.fill("person", (17, "a@x.org"))
    here = world(database.system(PERSON_MAP))
    spellings = ("main.person", "17"), ("main.person", "017"), ("email", "A@x.org"), ("email", " a@X.org")
    person = Subject(0, tuple(Identifier(*spelling) for spelling in spellings))
    assert here.know(person)[0]["person"].total() == 1
    assert here.erase(person) == {0: {"main.person:erase": 1}}


@pytest.mark.store_knows("links: several ways to a row, each row once")
def test_a_row_that_three_ways_lead_to_counts_once(database: Database, world: Worlds) -> None:
    database.run(
        "CREATE TABLE person (id integer PRIMARY KEY, email text)",
        "CREATE TABLE transfer (id integer PRIMARY KEY, payer integer REFERENCES person, payee integer REFERENCES person, email text)",
    )
    database.fill("person", (1, "a@x.org"), (2, "b@x.org"), (3, "c@x.org"))
    database.fill("transfer", (1, 1, 1, "a@x.org"), (2, 1, 2, "b@x.org"), (3, 2, 3, None), (4, None, None, "C@x.org"))
    here = world(
        database.system(
            PERSON_MAP
            + "transfer: {subject: [{via: payer}, {via: payee}, {link: person.email, column: email, normalise: email}],"
            " columns: {id: {}, payer: {}, payee: {}, email: {}}}"
        )
    )
    found = here.know("a@x.org", "b@x.org", "c@x.org")
    assert [sorted(row[0] for row in own["transfer"].elements()) for own in found.values()] == [[1, 2], [2, 3], [3, 4]]
    assert here.erase("a@x.org", "b@x.org") == {
        0: {"main.person:erase": 1, "main.transfer:erase": 2},
        1: {"main.person:erase": 1, "main.transfer:erase": 2},
    }
    assert database.rows("SELECT id FROM transfer") == [(4,)]


@pytest.mark.store_knows("links: polymorphic, told apart by a condition")
def test_a_reference_of_several_kinds_is_told_apart_by_its_condition(database: Database, world: Worlds) -> None:
    database.run(
        "CREATE TABLE person (id integer PRIMARY KEY, email text)",
        "CREATE TABLE company (id integer PRIMARY KEY, email text)",
        "CREATE TABLE event (id integer PRIMARY KEY, owner_type text, owner_id integer)",
    )
    database.fill("person", (1, "a@x.org"), (2, "b@x.org"))
    database.fill("company", (1, "b@x.org"))
    database.fill("event", (1, "person", 1), (2, "company", 1), (3, "user", 1), (4, None, 1), (5, "person", 2))
    here = world(
        database.system(
            PERSON_MAP + "company: {subject: self, erase: row, columns: {id: {}, email: {identifies: email}}}\n"
            "event:\n  subject:\n  - {link: person.id, column: owner_id, where: {owner_type: [person, user]}}\n"
            "  - {link: company.id, column: owner_id, where: {owner_type: company}}\n"
            "  columns: {id: {}, owner_type: {}, owner_id: {}}"
        )
    )
    found = here.know("a@x.org", "b@x.org")
    assert [sorted(row[0] for row in own["event"]) for own in found.values()] == [[1, 3], [2, 5]]
    done = here.erase("a@x.org", "b@x.org")
    assert [own["main.event:erase"] for own in done.values()] == [2, 2]
    assert database.rows("SELECT id FROM event") == [(4,)]


@pytest.mark.store_knows("links: keys of several columns")
def test_keys_of_two_columns_are_followed_as_one(database: Database, world: Worlds) -> None:
    database.run(
        "CREATE TABLE person (region text, number integer, email text, PRIMARY KEY (region, number))",
        "CREATE TABLE orders (id integer PRIMARY KEY, region text, number integer,"
        " FOREIGN KEY (region, number) REFERENCES person (region, number))",
        "CREATE TABLE parcel (id integer PRIMARY KEY, r text, n integer)",
    )
    database.fill("person", ("W", 1, "a@x.org"), ("E", 1, "b@x.org"), ("W", 2, "c@x.org"))
    database.fill("orders", (1, "W", 1), (2, "E", 1), (3, "W", 2), (4, "W", None), (5, None, None))
    database.fill("parcel", (1, "W", 1), (2, "E", 1), (3, "E", 2))
    here = world(
        database.system(
            "person: {subject: self, erase: row, columns: {region: {}, number: {}, email: {identifies: email}}}\n"
            "orders: {subject: {via: [region, number]}, columns: {id: {}, region: {}, number: {}}}\n"
            'parcel: {subject: {link: "person.(region, number)", column: [r, n]}, columns: {id: {}, r: {}, n: {}}}'
        )
    )
    assert here.erase("a@x.org", "c@x.org") == {
        0: {"main.orders:erase": 1, "main.parcel:erase": 1, "main.person:erase": 1},
        1: {"main.orders:erase": 1, "main.person:erase": 1},
    }
    assert database.rows("SELECT id FROM orders ORDER BY id") == [(2,), (4,), (5,)]
    assert database.rows("SELECT id FROM parcel ORDER BY id") == [(2,), (3,)]


@pytest.mark.store_knows("limits: any name of a table or column")
def test_names_that_sql_knows_are_quoted(database: Database, world: Worlds) -> None:
    database.run(
        'CREATE TABLE "Order" ("select" integer PRIMARY KEY, "E-Mail %" text, ord integer, "r" text, "habeas ""k1""" text)',
        'CREATE TABLE k0 (ord integer PRIMARY KEY, v0 integer REFERENCES "Order" ("select"))',
    )
    database.fill('"Order"', (1, "a@x.org", 5, "r", "k"), (2, "b@x.org", 6, "r", "k"))
    database.fill("k0", (1, 1), (2, 2))
    here = world(
        database.system(
            "Order: {subject: self, erase: row, columns: {select: {}, 'E-Mail %': {identifies: email, normalise: email}, ord: {}, r: {}, 'habeas \"k1\"': {}}}\n"
            "k0: {subject: {via: v0}, columns: {ord: {}, v0: {}}}"
        )
    )
    assert list(here.know("b@x.org")[0]["Order"]) == [(2, "b@x.org", 6, "r", "k")]
    assert here.erase("b@x.org") == {0: {"main.Order:erase": 1, "main.k0:erase": 1}}


@pytest.mark.store_knows("links: from system to system")
@pytest.mark.store_knows("links: by normalised e-mail address or telephone number")
def test_keys_travel_between_systems_and_phones_are_compared_by_their_digits(
    database: Database, tmp_path: Path, world: Worlds
) -> None:
    other = sqlite_in(tmp_path, "crm")
    database.run("CREATE TABLE person (id integer PRIMARY KEY, email text, mobile varchar(20))")
    database.fill(
        "person", (1, "Anna@X.org", "+1 (415) 555-0134"), (2, "b@x.org", None), (3, "c@x.org", "415.555.0199")
    )
    other.run(
        "CREATE TABLE contact (id text PRIMARY KEY, mail text, customer numeric)",
        "CREATE TABLE call (id integer PRIMARY KEY, contact text REFERENCES contact, phone text)",
    )
    other.fill("contact", ("x'1", "anna@x.org", 1), ("x2", "B@x.org", 2), ("x3", None, 3))
    other.fill("call", (1, "x'1", None), (2, None, "4155550134"), (3, None, "1-415-555-0199"), (4, "x2", None))
    here = world(
        database.system(
            "person: {subject: self, erase: row, columns: {id: {identifies: main.person}, email: {identifies: email, normalise: email},"
            " mobile: {identifies: phone, normalise: phone}}}"
        ),
        other.system(
            "contact: {subject: [{link: main.person.email, column: mail, normalise: email}, {link: main.person.id, column: customer}],"
            " columns: {id: {}, mail: {}, customer: {}}}\n"
            "call: {subject: [{via: contact}, {link: main.person.mobile, column: phone, normalise: phone}], columns: {id: {}, contact: {}, phone: {}}}"
        ),
    )
    found = here.know("phone=(415) 555 0134", "email=B@X.ORG", "main.person=3")
    assert [{t: rows.total() for t, rows in own.items()} for own in found.values()] == [
        {"person": 1, "contact": 1, "call": 2},
        {"person": 1, "contact": 1, "call": 1},
        {"person": 1, "contact": 1, "call": 1},
    ]
    here.erase("phone=(415) 555 0134", "main.person=3")
    assert other.rows("SELECT id FROM contact") == [("x2",)]
    assert other.rows("SELECT id FROM call") == [(4,)]
    assert database.rows("SELECT id FROM person") == [(2,)]


TEAM = """
person: {subject: self, erase: row, columns: {id: {}, email: {identifies: email}}}
team: {subject: [{via: head_id}, {via: scribe_id, stop: true}], columns: {id: {}, head_id: {}, scribe_id: {}}}
minute: {subject: {via: team_id}, columns: {id: {}, team_id: {}}}
"""


def _teams(database: Database) -> None:
    """Anna heads team 1 and writes for teams 2 and 3, which Bert heads; she heads and writes for team 4."""
    database.run(
        "CREATE TABLE person (id integer PRIMARY KEY, email text)",
        "CREATE TABLE team (id integer PRIMARY KEY, head_id integer REFERENCES person (id),"
        " scribe_id integer REFERENCES person (id))",
        "CREATE TABLE minute (id integer PRIMARY KEY, team_id integer NOT NULL REFERENCES team (id))",
    )
    database.fill("person", (1, "a@x.org"), (2, "b@x.org"))
    database.fill("team", (1, 1, None), (2, 2, 1), (3, 2, 1), (4, 1, 1))
    database.fill("minute", *((10 * team + n, team) for team in (1, 2, 4) for n in (1, 2)))


def test_a_link_that_stops_reaches_its_rows_and_nothing_behind_them(database: Database, world: Worlds) -> None:
    _teams(database)
    found = world(database.system(TEAM)).know("a@x.org", "b@x.org")
    assert [sorted(row[0] for row in own["team"]) for own in found.values()] == [[1, 2, 3, 4], [2, 3]]
    assert [sorted(row[0] for row in own["minute"]) for own in found.values()] == [[11, 12, 41, 42], [21, 22]]


def test_what_is_behind_a_link_that_stops_holds_its_rows_back(database: Database, world: Worlds) -> None:
    _teams(database)
    here = world(database.system(TEAM))
    plan = here.prepare("a@x.org").plans[0]
    assert fates(plan) == {"team": {"erase": 3, "shared": 1}, "minute": {"erase": 4}, "person": {"shared": 1}}
    here.erase("a@x.org")
    assert database.rows("SELECT id FROM team") == [(2,)]
    assert database.rows("SELECT id FROM minute ORDER BY id") == [(21,), (22,)]
    here.erase("b@x.org", "a@x.org")
    assert database.rows("SELECT id FROM person UNION ALL SELECT id FROM team UNION ALL SELECT id FROM minute") == []


def test_what_hangs_by_a_cascade_goes_along_behind_a_link_that_stops(database: Database, world: Worlds) -> None:
    _teams(database)
    database.run(
        "CREATE TABLE chat (id integer PRIMARY KEY, team_id integer, FOREIGN KEY (team_id) REFERENCES team (id) ON DELETE CASCADE)"
    )
    database.fill("chat", (1, 3), (2, 3), (3, 2))
    here = world(database.system(TEAM + "chat: {ignore: no content, cascade: true}"))
    assert here.erase("a@x.org")[0]["main.chat:erase"] == 2
    assert database.rows("SELECT id FROM chat") == [(3,)]
