"""What is known of a person's rows before their free text goes out: never-disclosed values and other people."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest
from engine.world import KNOW, World, counted_statements, system_of

from habeas.delivery import TextFilter
from habeas.web.requests.known import Known, known_values

Make = Callable[[str], World]
TABLES = """
person:
  subject: self
  columns:
    id: {{}}
    email: {{category: A, identifies: email}}
    first: {{category: A, identifies: given_name}}
    last: {{category: A, identifies: family_name}}
    ssn: {{category: B, disclose: never, describe: Social Security number}}
payment:
  subject: {{via: person_id}}
  regime: insurance
  columns:
    id: {{}}
    person_id: {{}}
    payer: {{category: A, about: other}}
    relation: {{category: C, about: other}}
    memo: {{category: B{}}}
"""


@pytest.fixture
def world(tmp_path: Path) -> Iterator[Make]:
    with closing(sqlite3.connect(tmp_path / "a.sqlite3")) as connection:
        connection.executescript(
            """
            CREATE TABLE person (id integer PRIMARY KEY, email text, first text, last text, ssn text);
            CREATE TABLE payment (id integer PRIMARY KEY, person_id integer REFERENCES person, payer text,
                                  relation text, memo text);
            INSERT INTO person VALUES (1, 'a@x.org', 'Anna', 'Example', '078-05-1120'), (2, 'b@x.org', 'Bo', 'Li', NULL);
            INSERT INTO payment VALUES (1, 1, 'Maria Lopez', 'domestic partner', ''), (2, 1, 'Anna Example', NULL, ''),
                                       (3, 1, 'May', NULL, ''), (4, 2, 'Example, Anna', NULL, '');
            """
        )

    def made(free_text: str) -> World:
        system = system_of(TABLES.format(free_text), system="main", title="Main", url=f"sqlite:{tmp_path}/a.sqlite3")
        worlds.append(World([system], tmp_path))
        return worlds[-1]

    worlds: list[World] = []
    yield made
    for one in worlds:
        one.dispose()


def test_each_person_has_their_own_secrets_and_their_own_others(world: Make) -> None:
    here = world(", free_text: true")
    found = known_values(here.prepare("a@x.org", "b@x.org", instruction=KNOW), here.stores)
    assert found == {
        0: Known((("Social Security number", "078-05-1120"),), ("Maria Lopez",)),
        1: Known((), ("Example, Anna",)),
    }
    guard = TextFilter(found[0].never, found[0].others)
    cleaned = guard.clean("Anna Example and maria lopez, her domestic partner; a@x.org, in May").text
    assert cleaned == "Anna Example and [another person's information], her domestic partner; a@x.org, in May"


def test_without_free_text_nobody_asks_who_the_others_are(world: Make) -> None:
    here = world("")
    prepared = here.prepare("a@x.org", instruction=KNOW)
    with counted_statements(here) as seen:
        assert known_values(prepared, here.stores)[0].others == ()
    assert sum("SELECT" in statement for statement in seen) == 1
