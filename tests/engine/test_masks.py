"""Masks: what they leave, that twice is once, and that one which would break a constraint is refused at explain."""

from __future__ import annotations

import re

import pytest
from engine.conftest import Worlds
from engine.world import Database, fates

from habeas.engine.errors import PlanRefused
from habeas.stores.errors import StoreRefused

TABLE = "CREATE TABLE person (id integer PRIMARY KEY, email varchar(40), {})"
MAP = "person: {{subject: self, columns: {{id: {{identifies: main.person}}, email: {{identifies: email}}, {}}}}}"


@pytest.mark.parametrize(
    ("column", "erase", "value", "masked"),
    [
        pytest.param("x varchar(20)", "null", "Anna", None, marks=pytest.mark.store_knows("masks: null")),
        pytest.param(
            "x varchar(20) NOT NULL", "Removed", "Anna", "Removed", marks=pytest.mark.store_knows("masks: constant")
        ),
        ("x varchar(20) NOT NULL", '""', "Anna", ""),
        ("x integer", "0", 17, 0),
        ("x numeric(10,2)", "0", 17.5, 0),
        ("x char(9)", "none", "Anna", "none"),
        ("x boolean", "false", True, False),
        ("x varchar(20)", "{generalise: year}", "1980-05-17", "1980-01-01"),
        pytest.param(
            "x varchar(20)",
            "{generalise: month}",
            "1980-05-17",
            "1980-05-01",
            marks=pytest.mark.store_knows("masks: date to its month"),
        ),
        ("x varchar(20)", "{generalise: month}", "May 1980", None),
        pytest.param(
            "x varchar(10) NOT NULL",
            "{generalise: postal_code}",
            "94110-1234",
            "941",
            marks=pytest.mark.store_knows("masks: postal code to its area"),
        ),
        ("x char(5) NOT NULL", "{generalise: postal_code}", "9411", ""),
        pytest.param(
            "x text",
            "{empty: document}",
            '{"name": "Anna"}',
            "{}",
            marks=pytest.mark.store_knows("masks: empty document"),
        ),
        ("x text", "{empty: document}", "[1, 2]", "[]"),
        ("x text NOT NULL", "{empty: document}", "Dear Anna,", ""),
    ],
)
def test_a_mask_leaves_what_it_says_and_finds_nothing_the_second_time(
    database: Database, world: Worlds, column: str, erase: str, value: object, masked: object
) -> None:
    database.run(TABLE.format(column))
    database.fill("person", (1, "a@x.org", value), (2, "b@x.org", value))
    here = world(database.system(MAP.format(f"x: {{erase: {erase}}}")))
    assert here.erase("a@x.org") == {0: {"main.person:mask": 1}}
    [(left,), (other,)] = database.rows("SELECT x FROM person ORDER BY id")
    assert (left.rstrip() if isinstance(left, str) else left) == masked
    assert other != left
    assert fates(here.prepare("a@x.org").plans[0]) == {"person": {"masked before": 1}}
    assert here.erase("a@x.org") == {0: {}}


@pytest.mark.store_knows("masks: date to its year")
def test_a_date_becomes_the_first_of_its_year(postgresql: Database, world: Worlds) -> None:
    postgresql.run(TABLE.format("born date, seen timestamptz"))
    postgresql.fill("person", (1, "a@x.org", "1980-05-17", None))
    here = world(postgresql.system(MAP.format("born: {erase: {generalise: year}}, seen: {erase: {generalise: year}}")))
    here.erase("a@x.org")
    assert postgresql.rows("SELECT born::text, seen FROM person") == [("1980-01-01", None)]


@pytest.mark.parametrize("length", [16, 40, 64, 200])
@pytest.mark.store_knows("masks: keyed hash")
def test_a_keyed_hash_keeps_a_unique_column_unique_and_is_known_again(
    database: Database, world: Worlds, length: int
) -> None:
    database.run(TABLE.format(f"x varchar({length}) NOT NULL UNIQUE"))
    database.fill("person", *((n, f"p{n}@x.org", f"Änne O'Hara {n}"[-length:]) for n in range(30)))
    here = world(database.system(MAP.format("x: {erase: {hash: text}}")))
    people = [f"p{n}@x.org" for n in range(30)]
    here.erase(*people)
    left = {x for (x,) in database.rows("SELECT x FROM person")}
    assert len(left) == 30 and all(re.fullmatch(rf"[0-9a-f]{{{min(length, 64)}}}", x) for x in left)
    assert here.erase(*people) == {n: {} for n in range(30)}
    assert left == {x for (x,) in database.rows("SELECT x FROM person")}


def test_both_databases_hash_alike(sqlite: Database, postgresql: Database, world: Worlds) -> None:
    for database in (sqlite, postgresql):
        database.run(TABLE.format("x varchar(30)"))
        database.fill("person", (1, "a@x.org", "Änne"))
        world(database.system(MAP.format("x: {erase: {hash: text}}"))).erase("a@x.org")
    assert sqlite.rows("SELECT x FROM person") == postgresql.rows("SELECT x FROM person")


@pytest.mark.store_knows("masks: random text of the same format")
def test_text_of_the_same_format_is_found_again_and_differs_between_people(database: Database, world: Worlds) -> None:
    database.run(TABLE.format("x varchar(24) NOT NULL UNIQUE"))
    database.fill("person", *((n, f"p{n}@x.org", f"DE{n:02} 1000 2000 30{n:02} 4000") for n in range(30)))
    here = world(database.system(MAP.format("x: {erase: {random: same_format}}")))
    people = [f"p{n}@x.org" for n in range(30)]
    if database.is_mariadb:
        with pytest.raises(StoreRefused, match="MariaDB cannot make random text"):
            here.prepare(*people)
        return
    here.erase(*people)
    left = {x for (x,) in database.rows("SELECT x FROM person")}
    assert len(left) == 30 and all(re.fullmatch(r"[A-Z]{2}\d\d( \d{4}){4}", x) for x in left)
    assert here.erase(*people) == {n: {} for n in range(30)}
    assert left == {x for (x,) in database.rows("SELECT x FROM person")}


def test_both_databases_make_the_same_text_of_the_same_format(
    sqlite: Database, postgresql: Database, world: Worlds
) -> None:
    for database in (sqlite, postgresql):
        database.run(TABLE.format("x varchar(30)"))
        database.fill("person", (1, "a@x.org", "Änne O'Hara, +1 415 555 0134"))
        world(database.system(MAP.format("x: {erase: {random: same_format}}"))).erase("a@x.org")
    assert sqlite.rows("SELECT x FROM person") == postgresql.rows("SELECT x FROM person")


REFUSED = [
    ("x varchar(20) NOT NULL", "null", "main.person.x is NOT NULL and cannot become null"),
    ("x varchar(20) UNIQUE", "Removed", "main.person.x is unique and cannot become the same constant"),
    ("x varchar(5)", "Removed", "takes 5 characters, 'Removed' has 7"),
    ("x integer CHECK (x > 10)", "0", "would break the check constraint"),
    ("x integer CHECK (x > 10)", "nothing", "cannot become 'nothing'"),
    ("x varchar(20) CHECK (x <> 'CHECK ('), CHECK (x LIKE '%:%')", "Removed", "would break the check constraint"),
    ("x integer", "{hash: text}", "cannot hold a hash"),
    ("x varchar(8)", "{hash: text}", "takes 8 characters, a hash needs at least 16"),
    ("x integer", "{generalise: year}", "cannot be generalised to its year"),
    ("x integer", "{generalise: month}", "cannot be generalised to its month"),
    ("x integer", "{generalise: postal_code}", "cannot hold a postal area"),
    ("x varchar(2)", "{generalise: postal_code}", "takes 2 characters, a postal area needs 3"),
    ("x varchar(20) UNIQUE", "{generalise: postal_code}", "would share one value of the unique x"),
    ("x integer", "{random: same_format}", "cannot hold random text"),
    ("x varchar(9) UNIQUE", "{random: same_format}", "would share one value of the unique x"),
    ("x varchar(20) CHECK (x LIKE 'a%')", "{random: same_format}", "would break the check constraint"),
    ("x integer", "{empty: document}", "holds no documents"),
    ("x varchar(1)", "{empty: document}", "holds no documents"),
    ("x integer REFERENCES person", "{empty: document}", "holds no documents"),
    ("x varchar(20) REFERENCES person (email), UNIQUE (email)", "{random: same_format}", "must lead somewhere"),
    ("x integer, UNIQUE (id, x)", "0", None),
    ("t integer, x varchar(20), UNIQUE (t, x)", "Removed", "would share one value of the unique t, x"),
    ("x integer REFERENCES person", "0", "is a foreign key and cannot become a constant"),
]


@pytest.mark.parametrize(("column", "erase", "reason"), REFUSED)
@pytest.mark.store_knows(
    "constraints: a mask against NOT NULL, unique, check, length, type or foreign key is refused at explain"
)
def test_a_mask_that_breaks_a_constraint_is_refused_before_anything_is_written(
    database: Database, world: Worlds, column: str, erase: str, reason: str | None
) -> None:
    database.run(TABLE.format(column))
    columns = [name.split()[0] for name in re.split(r", (?!UNIQUE|CHECK|x\))", column)]
    values = {"t": 1, "x": None if "REFERENCES" in column else 17 if "x integer" in column else "a:b"}
    for number, email in ((1, "a@x.org"), (2, "b@x.org")):
        row = [values[name] for name in columns]
        if isinstance(row[-1], str):
            row[-1] = f"{row[-1]}{number}"[-int((re.findall(r"x varchar\((\d+)", column) or ["4"])[0]) :]
        database.fill("person", (number, email, *row))
    described = ", ".join(f"{name}: {{}}" for name in columns if name != "x")
    here = world(database.system(MAP.format(f"{described}{', ' if described else ''}x: {{erase: {erase}}}")))
    before = database.everything()
    if reason is None:
        here.erase("a@x.org", "b@x.org")
        return
    if database.is_mariadb and reason.startswith("would") and "same_format" in erase:
        reason = "MariaDB cannot make random text of the same format"
    with pytest.raises((PlanRefused, StoreRefused), match=re.escape(reason)):
        here.prepare("a@x.org", "b@x.org")
    assert database.everything() == before


def test_a_row_masked_before_in_the_way_of_a_unique_group_is_seen(database: Database, world: Worlds) -> None:
    database.run(TABLE.format("t integer, x varchar(20), UNIQUE (t, x)"))
    database.fill("person", (1, "a@x.org", 1, "Removed"), (2, "b@x.org", 1, "Bert"), (3, "c@x.org", 2, "Cleo"))
    here = world(database.system(MAP.format("t: {}, x: {erase: Removed}")))
    with pytest.raises(PlanRefused, match="unique t, x"):
        here.prepare("b@x.org")
    here.erase("c@x.org", "main.person=3")  # reached twice, and still one row


@pytest.mark.store_knows("constraints: enumerations")
def test_domains_and_enumerations_are_tried_too(postgresql: Database, world: Worlds) -> None:
    postgresql.run(
        "CREATE TYPE mood AS ENUM ('good', 'bad')",
        "CREATE DOMAIN year AS integer CHECK (VALUE >= 1901)",
        "CREATE DOMAIN full_name AS text NOT NULL",
        TABLE.format("m mood, y year, n full_name"),
    )
    postgresql.fill("person", (1, "a@x.org", "good", 1980, "Anna"))
    for rule, reason in (
        ("m: {erase: ugly}, y: {}, n: {}", "takes one of good, bad, not 'ugly'"),
        ("m: {}, y: {erase: 0}, n: {}", "check constraint of domain year"),
        ("m: {}, y: {}, n: {erase: null}", "is NOT NULL"),
    ):
        with pytest.raises(PlanRefused, match=re.escape(reason)):
            world(postgresql.system(MAP.format(rule))).prepare("a@x.org")
    here = world(postgresql.system(MAP.format("m: {erase: bad}, y: {erase: null}, n: {erase: Removed}")))
    here.erase("a@x.org")
    assert postgresql.rows("SELECT m::text, y, n FROM person") == [("bad", None, "Removed")]


@pytest.mark.store_knows("masks: documents and arrays")
@pytest.mark.store_knows("constraints: generated columns")
def test_documents_and_other_types_can_be_masked(postgresql: Database, world: Worlds) -> None:
    postgresql.run(TABLE.format("j json, b jsonb, i inet, t text[], g text GENERATED ALWAYS AS (lower(email)) STORED"))
    postgresql.run("INSERT INTO person VALUES (1, 'a@x.org', '{\"a\": 1}', '{}', '10.0.0.1', '{a}')")
    emptied = "j: {erase: {empty: document}}, b: {}, i: {}, t: {erase: {empty: document}}, g: {}"
    world(postgresql.system(MAP.format(emptied))).erase("a@x.org")
    assert postgresql.rows("SELECT j::text, t FROM person") == [("{}", [])]
    columns = "j: {erase: null}, b: {erase: null}, i: {erase: 0.0.0.0}, t: {erase: null}, g: {}"
    here = world(postgresql.system(MAP.format(columns)))
    here.erase("a@x.org")
    assert postgresql.rows("SELECT j, b, host(i), t FROM person") == [(None, None, "0.0.0.0", None)]
    with pytest.raises(PlanRefused, match="is a generated column"):
        world(postgresql.system(MAP.format(columns.replace("g: {}", "g: {erase: null}")))).prepare("a@x.org")
