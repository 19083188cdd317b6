"""A batch costs what one person costs: one statement per table, step and chunk."""

from __future__ import annotations

from collections import deque

import pytest
from engine.conftest import Worlds
from engine.world import ERASE, KNOW, Database, counted_statements, subjects

from habeas.engine.execute import execute
from habeas.engine.explain import prepare
from habeas.engine.journal import MemoryJournal
from habeas.engine.read import read
from habeas.engine.verify import verify

SCHEMA = (
    "CREATE TABLE address (id integer PRIMARY KEY, street text)",
    "CREATE TABLE person (id integer PRIMARY KEY, email text, address_id integer REFERENCES address)",
    "CREATE TABLE orders (id integer PRIMARY KEY, person_id integer REFERENCES person, paid_on date)",
    "CREATE TABLE line (id integer PRIMARY KEY, order_id integer REFERENCES orders, item text)",
    "CREATE TABLE note (id integer PRIMARY KEY, person_id integer REFERENCES person, body text)",
    "CREATE TABLE person_log (id integer PRIMARY KEY, person_id integer REFERENCES person)",
    "CREATE INDEX p ON person (lower(email))",
    "CREATE INDEX a ON person (address_id)",
    "CREATE INDEX o ON orders (person_id)",
    "CREATE INDEX l ON line (order_id)",
    "CREATE INDEX n ON note (person_id)",
)
MAP = """
person: {subject: self, erase: row, columns: {id: {}, email: {identifies: email, normalise: email}, address_id: {link: address.id}}}
address: {subject: shared, erase: row, columns: {id: {}, street: {category: A}}}
orders:
  subject: {via: person_id}
  keep: {for: 7 years, from: paid_on, because: "1798.105(d)(8)"}
  columns: {id: {}, person_id: {}, paid_on: {}}
line: {subject: {via: order_id}, columns: {id: {}, order_id: {}, item: {category: D}}}
note: {subject: {via: person_id}, columns: {id: {}, person_id: {}, body: {category: B, erase: ""}}}
"""
PEOPLE = 500


def _filled(database: Database) -> Database:
    numbers = range(PEOPLE + 50)
    database.run(*SCHEMA)
    database.fill("address", *((n, f"{n} Main St") for n in numbers))
    database.fill("person", *((n, f"P{n}@Example.com", n // 2 * 2) for n in numbers))
    database.fill("orders", *((n, n, "2001-01-01" if n % 2 else "2024-01-01") for n in numbers))
    database.fill("line", *((n, n // 3, "pen") for n in range(3 * (PEOPLE + 50))))
    database.fill("note", *((n, n, "likes pens") for n in numbers))
    return database


@pytest.mark.store_knows("limits: statements do not grow with the people")
def test_five_hundred_people_cost_as_many_statements_as_one(database: Database, world: Worlds) -> None:
    _filled(database)
    here = world(database.system(MAP))
    one, many = ["p0@example.com"], [f"p{n}@example.com" for n in range(PEOPLE)]
    costs = []
    for people in (one, many):
        with counted_statements(here) as seen:
            read(
                subjects(*people),
                here.graph,
                here.stores,
                KNOW,
                "v1",
                lambda _ref, _columns, batches: deque(batches, 0),
            )
            prepared = here.prepare(*people)
            execute(prepared, here.stores, MemoryJournal())
            verify(prepared, here.stores)
        costs.append(len(seen))
    assert costs[0] == costs[1] < 70


def test_our_own_count_is_the_drivers(database: Database, world: Worlds) -> None:
    _filled(database)
    here = world(database.system(MAP))
    around = {"SET SESSION", "START TRANSACTION", "SET TRANSACTION", "SET CONSTRAINTS", "BEGIN", "PRAGMA"}
    with counted_statements(here) as seen:
        prepared = prepare(subjects("p1@example.com", "p2@example.com"), here.graph, here.stores, ERASE, "v1")
        done = execute(prepared, here.stores, MemoryJournal())
    sent = [text for text in seen if not any(text.lstrip().startswith(word) for word in around)]
    assert len(sent) == prepared.statements + done.statements


def test_a_batch_of_five_hundred_is_answered_person_by_person(database: Database, world: Worlds) -> None:
    _filled(database)
    here = world(database.system(MAP))
    found = here.erase(*(f"p{n}@example.com" for n in range(PEOPLE)))
    assert found[0] == {"main.line:erase": 3, "main.note:mask": 1}  # a young order stays, and with it the person
    assert found[1]["main.note:mask"] == 1
    assert len(found) == PEOPLE
