"""Pagila, Sakila and Chinook: the known answers, and nothing but them."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
import yaml
from engine.conftest import Worlds
from engine.world import Database, World, fates, gone, reasons

from habeas.datamap.source import _Loader
from habeas.datamap.tables import System

MAPS = Path(__file__).parents[1] / "maps"
MARY, ELEANOR, KARL = (
    f"{name}@sakilacustomer.org" for name in ("MARY.SMITH", "ELEANOR.HUNT", "KARL.SEAL")
)  # fmt: skip
LUIS = "luisg@embraer.com.br"

pytestmark = pytest.mark.shared


def _system(name: str, url: str) -> System:
    value = yaml.load((MAPS / f"{name}.yml").read_text(), Loader=_Loader)
    return System.model_validate({**value, "url": url})


@pytest.fixture
def rental(pagila: str, world: Worlds) -> tuple[Database, World]:
    return Database(pagila), world(_system("pagila", pagila))


@pytest.fixture
def copied(shared: Path, tmp_path: Path, world: Worlds) -> Callable[[str], tuple[Database, World]]:
    def copy(name: str) -> tuple[Database, World]:
        path = tmp_path / f"{name}.sqlite"
        shutil.copyfile(shared / f"{name}.sqlite", path)
        return Database(f"sqlite:{path}"), world(_system(name, f"sqlite:{path}"))

    return copy


def _column(world: World, found: dict[str, Any], table: str, column: str) -> Decimal:
    [at] = [
        list(node.table.columns).index(column) for ref, node in world.graph.nodes.items() if ref.table == table
    ]  # fmt: skip
    total = sum((Decimal(str(row[at])) * count for row, count in found[table].items()), Decimal())
    return total.quantize(Decimal("0.01"))


@pytest.mark.postgres
@pytest.mark.parametrize(
    ("person", "rentals", "paid"), [(MARY, 32, "118.68"), (ELEANOR, 46, "216.54"), (KARL, 45, "221.55")]
)
def test_pagila_delivers_the_known_answer(rental: tuple[Database, World], person: str, rentals: int, paid: str) -> None:
    _, world = rental
    found = world.know(person)[0]
    assert {table: rows.total() for table, rows in found.items()} == {
        "customer": 1,
        "address": 1,
        "rental": rentals,
        "payment": rentals,
    }
    assert _column(world, found, "payment", "amount") == Decimal(paid)


@pytest.mark.postgres
def test_pagila_loses_mary_and_nothing_else(rental: tuple[Database, World]) -> None:
    database, world = rental
    before = database.everything()
    assert world.erase(MARY) == {
        0: {
            "pagila.address:erase": 1,
            "pagila.customer:erase": 1,
            "pagila.payment:erase": 32,
            "pagila.rental:erase": 32,
        }
    }
    lost = gone(before, database.everything())
    payments = {name: rows for name, rows in lost.items() if name.startswith("payment_p2022_")}
    assert sum(payments.values()) == 32 == lost["payment"]
    assert "payment_p2022_07" in before and len(payments) > 3
    assert {name: rows for name, rows in lost.items() if name not in payments} == {
        "customer": 1,
        "address": 1,
        "rental": 32,
        "payment": 32,
    }
    assert database.rows("SELECT count(*) FROM address WHERE address_id = 5") == [(0,)]


@pytest.mark.postgres
@pytest.mark.parametrize(("person", "rentals", "address"), [(ELEANOR, 46, 152), (KARL, 45, 532)])
def test_an_address_that_staff_points_at_stays_and_the_outcome_says_so(
    rental: tuple[Database, World], person: str, rentals: int, address: int
) -> None:
    database, world = rental
    plan = world.prepare(person).plans[0]
    assert fates(plan)["address"] == {"shared": 1}
    assert reasons(plan, "address")[0].startswith("shared with others: rows of st")
    before = database.everything()
    world.erase(person)
    lost = gone(before, database.everything())
    assert {name: rows for name, rows in lost.items() if "_p2022_" not in name} == {
        "customer": 1,
        "rental": rentals,
        "payment": rentals,
    }
    assert database.rows(f"SELECT count(*) FROM address WHERE address_id = {address}") == [(1,)]


@pytest.mark.postgres
def test_a_rental_that_others_paid_for_stays_and_holds_its_customer(rental: tuple[Database, World]) -> None:
    database, world = rental
    [(email, rentals, payments)] = database.rows(
        "SELECT email, (SELECT count(*) FROM rental WHERE customer_id = 182),"
        " (SELECT count(*) FROM payment WHERE customer_id = 182) FROM customer WHERE customer_id = 182"
    )
    others = "SELECT * FROM payment WHERE rental_id = 4591 AND customer_id <> 182 ORDER BY payment_id"
    theirs = database.rows(others)
    assert len({row[1] for row in theirs}) == len(theirs) == 5
    # A key that stands on no partition at all leaves the link of the data map to decide; both are tried.
    for statement in (
        "SELECT 1",
        "ALTER TABLE payment_p2022_07 DROP CONSTRAINT IF EXISTS payment_p2022_07_rental_id_fkey",
    ):
        database.run(statement)
    world.look_again()
    plan = world.prepare(email).plans[0]
    assert fates(plan) == {
        "payment": {"erase": payments},
        "rental": {"erase": rentals - 1, "shared": 1},
        "customer": {"mask": 1},
        "address": {"shared": 1},
    }
    known = world.know(email)[0]
    assert (known["rental"].total(), known["payment"].total()) == (rentals, payments)
    before = database.everything()
    world.erase(email)
    assert database.rows(others) == theirs
    assert database.rows("SELECT rental_id FROM rental WHERE customer_id = 182") == [(4591,)]
    assert database.rows("SELECT first_name, last_name, email FROM customer WHERE customer_id = 182") == [
        ("Removed", "Removed", None)
    ]
    after = database.everything()
    changed = before["customer"] - after["customer"], after["customer"] - before["customer"]
    assert [rows.total() for rows in changed] == [1, 1]
    del before["customer"], after["customer"]
    lost = gone(before, after)
    assert {name: rows for name, rows in lost.items() if "_p2022_" not in name} == {
        "rental": rentals - 1,
        "payment": payments,
    }


@pytest.mark.postgres
def test_a_second_run_on_pagila_finds_nobody(rental: tuple[Database, World]) -> None:
    _, world = rental
    world.erase(MARY, ELEANOR)
    assert [plan.outcomes for plan in world.prepare(MARY, ELEANOR).plans.values()] == [(), ()]
    assert world.erase(MARY, ELEANOR) == {0: {}, 1: {}}


@pytest.mark.parametrize(
    ("name", "person", "expected", "amount"),
    [
        ("sakila", MARY, {"customer": 1, "address": 1, "rental": 32, "payment": 32}, ("payment", "amount", "118.68")),
        ("chinook", LUIS, {"customer": 1, "invoice": 7, "invoice_line": 38}, ("invoice", "total", "39.62")),
    ],
)
def test_sqlite_delivers_and_loses_the_known_answer(
    copied: Callable[[str], tuple[Database, World]],
    name: str,
    person: str,
    expected: dict[str, int],
    amount: tuple[str, str, str],
) -> None:
    database, world = copied(name)
    found = world.know(person)[0]
    assert {table: rows.total() for table, rows in found.items()} == expected
    table, column, total = amount
    assert _column(world, found, table, column) == Decimal(total)
    before = database.everything()
    assert world.erase(person) == {0: {f"{name}.{t}:erase": rows for t, rows in sorted(expected.items())}}
    assert gone(before, database.everything()) == expected
    assert world.prepare(person).plans[0].outcomes == ()
    assert database.rows("PRAGMA foreign_key_check") == []
