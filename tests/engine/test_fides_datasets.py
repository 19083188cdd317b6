"""Fides datasets, imported and run: what goes, what stays, row by row."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from datamap.fides.reading import DATASETS, systems
from engine.conftest import Worlds, sqlite_in
from engine.world import Database, World, fates, gone

from habeas.datamap.fides.importing import Erase
from habeas.datamap.tables import System
from habeas.stores.connect import open_store

SHOP = (
    "CREATE TABLE address (id INTEGER PRIMARY KEY, street TEXT, city TEXT, zip TEXT)",
    "CREATE TABLE customer (id INTEGER PRIMARY KEY, email TEXT NOT NULL UNIQUE, name VARCHAR(40) NOT NULL,"
    " address_id INTEGER REFERENCES address (id), created TEXT)",
    "CREATE TABLE employee (id INTEGER PRIMARY KEY, email TEXT NOT NULL, name TEXT NOT NULL, address_id INTEGER REFERENCES address (id))",
    "CREATE TABLE orders (id INTEGER PRIMARY KEY, customer_id INTEGER NOT NULL REFERENCES customer (id),"
    " shipping_address_id INTEGER NOT NULL REFERENCES address (id))",
    "CREATE TABLE product (id INTEGER PRIMARY KEY, name TEXT)",
    "CREATE TABLE order_item (order_id INTEGER NOT NULL REFERENCES orders (id), product_id INTEGER NOT NULL REFERENCES product (id),"
    " quantity INTEGER, PRIMARY KEY (order_id, product_id))",
    "CREATE TABLE payment_card (id INTEGER PRIMARY KEY, ccn TEXT, code TEXT, preferred INTEGER, customer_id INTEGER REFERENCES customer (id),"
    " billing_address_id INTEGER REFERENCES address (id))",
    "CREATE TABLE login (id INTEGER PRIMARY KEY, customer_id INTEGER NOT NULL REFERENCES customer (id), time TEXT)",
    "CREATE TABLE visit (email TEXT, last_visit TEXT)",
    "CREATE TABLE report (id INTEGER PRIMARY KEY, email TEXT NOT NULL, total_visits INTEGER)",
    "CREATE TABLE service_request (id INTEGER PRIMARY KEY, email TEXT, alt_email TEXT, employee_id INTEGER REFERENCES employee (id))",
    "CREATE TABLE migrations (version TEXT)",
)  # fmt: skip
ANNA, BEN, EVA = "anna@example.com", "ben@example.com", "eva@example.com"
ROWS: dict[str, list[tuple[object, ...]]] = {
    # 1: Anna's alone; 2: Anna ships to it, Ben lives there; 3: Eva's home and Anna's billing address
    "address": [(1, "Elm 1", "A", "1"), (2, "Oak 2", "B", "2"), (3, "Fir 3", "C", "3")],
    "customer": [(1, ANNA, "Anna", 1, "2020-01-01"), (2, BEN, "Ben", 2, "2020-01-02")],
    "employee": [(1, EVA, "Eva", 3)],
    "orders": [(1, 1, 1), (2, 1, 2), (3, 2, 2)],
    "product": [(1, "Cup"), (2, "Plate")],
    "order_item": [(1, 1, 4), (2, 2, 1), (3, 1, 9)],
    "payment_card": [(1, "4111", "123", 1, 1, 3), (2, "4222", "456", 1, 2, 2)],
    "login": [(1, 1, "a"), (2, 1, "b"), (3, 2, "c")],
    "visit": [(ANNA, "x"), (ANNA, "y"), (BEN, "z")],
    "report": [(1, EVA, 3), (2, BEN, 4)],
    "service_request": [(1, BEN, ANNA, 1), (2, BEN, None, 1), (3, EVA, None, None)],
}
DOCUMENTS = "CREATE TABLE customer_details (_id TEXT PRIMARY KEY, customer_id INTEGER, birthday TEXT, workplace_info TEXT, emergency_contacts TEXT, children TEXT)"
DETAILS = [
    ("d1", 1, "2000-01-01", '{"employer": "X"}', '[{"name": "Mum", "phone": "555-0100"}]', '["Tim"]'),
    ("d2", 2, "2001-01-01", "{}", "[]", "[]"),
]

Shop = tuple[Database, Database, World]


@pytest.fixture
def shop(database: Database, tmp_path: Path, world: Worlds) -> Callable[[Erase], Shop]:
    documents = sqlite_in(tmp_path, "documents")

    def make(erase: Erase) -> Shop:
        database.run(*SHOP)
        for table, rows in ROWS.items():
            database.fill(table, *rows)
        documents.run(DOCUMENTS)
        documents.fill("customer_details", *DETAILS)
        found = imported("shop", {"shop": database.url, "documents": documents.url}, erase)
        assert found["shop"].tables["migrations"].ignore
        return database, documents, world(*found.values())

    return make


def imported(
    name: str, urls: dict[str, str], erase: Erase = Erase.rows, names: dict[str, str] | None = None
) -> dict[str, System]:
    facts = {}
    for key, url in urls.items():
        store = open_store(System(system=key, title=key, url=url, tables={}), Path())
        facts[key] = store.facts()
        store.dispose()
    return systems((DATASETS / f"{name}.yml").read_text(), facts, urls=urls, erase=erase, names=names)[0]


def left(database: Database) -> dict[str, list[tuple[object, ...]]]:
    return {name: sorted(database.rows(f"SELECT * FROM {name}"), key=str) for name in ROWS}


def without(**lost: set[object]) -> dict[str, list[tuple[object, ...]]]:
    """All rows but those with these keys."""
    return {
        name: sorted((row for row in rows if row[0] not in lost.get(name, ())), key=str) for name, rows in ROWS.items()
    }


def test_annas_answer_is_hers_in_both_systems(shop: Callable[[Erase], Shop]) -> None:
    _, _, world = shop(Erase.rows)
    found = world.know(ANNA)[0]
    assert {name: rows.total() for name, rows in found.items()} == {
        "customer": 1, "address": 3, "orders": 2, "order_item": 2, "payment_card": 1, "login": 2, "visit": 2,
        "service_request": 1, "customer_details": 1,
    }  # fmt: skip


def test_anna_goes_and_what_others_need_stays(shop: Callable[[Erase], Shop]) -> None:
    database, documents, world = shop(Erase.rows)
    world.erase(ANNA)
    assert left(database) == without(
        address={1}, customer={1}, orders={1, 2}, order_item={1, 2}, payment_card={1}, login={1, 2}, visit={ANNA}, service_request={1}
    )  # fmt: skip
    assert documents.rows("SELECT * FROM customer_details") == DETAILS[1:]
    assert world.know(ANNA) == {0: {}}
    if database.is_sqlite:
        assert database.rows("PRAGMA foreign_key_check") == []


def test_an_employee_goes_with_the_requests_under_her_number(shop: Callable[[Erase], Shop]) -> None:
    database, _, world = shop(Erase.rows)
    world.erase(EVA)
    # Anna's card still points at address 3.
    assert left(database) == without(employee={1}, report={1}, service_request={1, 2, 3})


def test_masked_columns_leave_the_rows(shop: Callable[[Erase], Shop]) -> None:
    database, documents, world = shop(Erase.columns)
    # Her own address stays too: the order that went there cannot let go of it.
    assert fates(world.prepare(ANNA).plans[0])["address"] == {"shared": 3}
    world.erase(ANNA)
    found = left(database)
    assert {name for name in ROWS if found[name] != sorted(ROWS[name], key=str)} == {
        "customer", "payment_card", "login", "visit", "service_request",
    }  # fmt: skip
    assert {name: len(rows) for name, rows in found.items()} == {name: len(rows) for name, rows in ROWS.items()}
    anna, ben = found["customer"]
    assert anna[2:] == ("Gone", None, "2020-01-01") and "@" not in str(anna[1])
    assert ben == ROWS["customer"][1]
    assert found["payment_card"][0] == (1, None, None, None, 1, None)
    assert [row[0] for row in found["visit"]].count(None) == 2
    assert documents.rows("SELECT birthday, children FROM customer_details ORDER BY _id") == [
        (None, None),
        DETAILS[1][2::3],
    ]


MARY, KARL, LUIS = "MARY.SMITH@sakilacustomer.org", "KARL.SEAL@sakilacustomer.org", "luisg@embraer.com.br"


@pytest.fixture
def copied(shared: Path, tmp_path: Path, world: Worlds) -> Callable[[str], tuple[Database, World]]:
    def copy(name: str) -> tuple[Database, World]:
        path = tmp_path / f"{name}.sqlite"
        shutil.copyfile(shared / f"{name}.sqlite", path)
        url = f"sqlite:{path}"
        return Database(url), world(imported(name, {name: url})[name])

    return copy


@pytest.mark.shared
@pytest.mark.parametrize(
    ("name", "person", "expected"),
    [
        ("sakila", MARY, {"customer": 1, "address": 1, "rental": 32, "payment": 32}),
        ("chinook", LUIS, {"customer": 1, "invoice": 7, "invoice_line": 38}),
        ("northwind", "customer_number=ALFKI", {"customers": 1, "orders": 6, "order_details": 12}),
    ],
)
def test_the_reference_databases_lose_the_known_answer(
    copied: Callable[[str], tuple[Database, World]], name: str, person: str, expected: dict[str, int]
) -> None:
    database, world = copied(name)
    assert {table: rows.total() for table, rows in world.know(person)[0].items()} == expected
    before = database.everything()
    world.erase(person)
    assert gone(before, database.everything()) == expected
    assert world.know(person) == {0: {}} and database.rows("PRAGMA foreign_key_check") == []


@pytest.mark.shared
@pytest.mark.postgres
def test_pagila_loses_the_known_answer_and_keeps_what_staff_point_at(pagila: str, world: Worlds) -> None:
    system = imported("sakila", {"pagila": pagila}, names={"sakila": "pagila"})["pagila"]
    rental = world(system)
    for person, rentals, address in ((MARY, 32, {"erase": 1}), (KARL, 45, {"shared": 1})):
        assert fates(rental.prepare(person).plans[0]) == {
            "customer": {"erase": 1}, "rental": {"erase": rentals}, "payment": {"erase": rentals}, "address": address,
        }  # fmt: skip
    database = Database(pagila)
    before = database.everything()
    rental.erase(MARY, KARL)
    lost = gone(before, database.everything())
    whole = {"customer": 2, "address": 1, "rental": 77, "payment": 77}
    assert {name: rows for name, rows in lost.items() if "_p2022_" not in name} == whole
