"""Everybody in the reference databases, batch after batch: known, erased, asked for again, with foreign keys on."""

from __future__ import annotations

import shutil
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
import yaml
from engine.conftest import Worlds
from engine.world import Database, World, fates, planned

from habeas.datamap.source import _Loader
from habeas.datamap.tables import System
from habeas.engine.execute import execute
from habeas.engine.journal import MemoryJournal
from habeas.engine.rehearse import rehearse
from habeas.engine.rules import Fate
from habeas.engine.verify import verify

MAPS = Path(__file__).parents[1] / "maps"
BATCH = 150

pytestmark = pytest.mark.shared

# What is left of the people in the end: rows that stores and goods point at, without their personal columns.
LEFT = {
    "sakila": {"customer": 0, "rental": 0, "payment": 0, "staff": 2, "address": 4},
    "pagila": {"customer": 0, "rental": 0, "payment": 0},
    "chinook": {"customer": 0, "invoice": 0, "invoice_line": 0, "employee": 0},
    "northwind": {"customers": 0, "orders": 0, "order_details": 0, "employees": 0, "suppliers": 29},
}
PEOPLE = {
    "sakila": (("customer", "customer_id"), ("staff", "staff_id")),
    "pagila": (("customer", "customer_id"), ("staff", "staff_id")),
    "chinook": (("customer", "customer_id"), ("employee", "employee_id")),
    "northwind": (("customers", "customer_id"), ("employees", "employee_id"), ("suppliers", "supplier_id")),
}


def system(name: str, url: str) -> System:
    return System.model_validate({**yaml.load((MAPS / f"{name}.yml").read_text(), Loader=_Loader), "url": url})


@pytest.mark.parametrize("name", ["sakila", "chinook", "northwind"])
def test_everybody_in_sqlite(name: str, shared: Path, tmp_path: Path, world: Worlds) -> None:
    path = tmp_path / f"{name}.sqlite"
    shutil.copyfile(shared / f"{name}.sqlite", path)
    everybody(name, Database(f"sqlite:{path}"), world(system(name, f"sqlite:{path}")))


@pytest.mark.postgres
def test_everybody_in_pagila(pagila: str, world: Worlds) -> None:
    everybody("pagila", Database(pagila), world(system("pagila", pagila)))


def everybody(name: str, database: Database, world: World) -> None:
    for table, key in PEOPLE[name]:
        kind = f"{name}.{table.removesuffix('s')}"
        people = [f"{kind}={value}" for (value,) in database.rows(f"SELECT {key} FROM {table} ORDER BY {key}")]
        for start in range(0, len(people), BATCH):
            gone(database, world, people[start : start + BATCH])
        # What people of later batches had pointed at stayed masked; with them gone it goes too.
        rest = [f"{kind}={value}" for (value,) in database.rows(f"SELECT {key} FROM {table}")]
        if rest:
            gone(database, world, rest)
    for table, rows in LEFT[name].items():
        assert database.rows(f"SELECT count(*) FROM {table}") == [(rows,)], table
    for node in world.graph.nodes.values():
        masked = [column for column, said in node.table.columns.items() if said.is_erased and said.erase is None]
        for column in masked:
            assert database.rows(f"SELECT count({column}) FROM {node.ref.table}") == [(0,)], (node.ref, column)


def gone(database: Database, world: World, people: Sequence[str]) -> None:
    """Erase a batch: what is left differs from what was there by exactly what the outcomes say."""
    known = world.know(*people)
    assert all(known.values())
    before = database.everything()
    ready = world.prepare(*people)
    tried = rehearse(ready, world.stores)
    assert database.everything() == before
    done = execute(ready, world.stores, MemoryJournal())
    assert tried.counts == done.counts
    left = verify(ready, world.stores)
    after = database.everything()
    expected: dict[str, dict[str, int]] = {}
    for ordinal, plan in ready.plans.items():
        assert done.counts[ordinal] == planned(plan)
        reached = {table: rows.total() for table, rows in known[ordinal].items()}
        assert {table: sum(own.values()) for table, own in fates(plan).items()} == reached
        assert not left[ordinal].rows(Fate.erase, Fate.mask)
    for ref, node in world.graph.nodes.items():
        rows = _total(ready, ref.table)
        expected[ref.table] = rows
        old, new = before[ref.table], after[ref.table]
        lost, changed = old.total() - new.total(), (old - new).total()
        if any(
            access.is_up for access in node.accesses
        ):  # a row that several people of the batch share is counted for each
            assert lost <= rows["erase"] and changed <= rows["erase"] + rows["mask"], ref
        else:
            assert (lost, changed) == (rows["erase"], rows["erase"] + rows["mask"]), ref
    for table in before.keys() - expected.keys():
        if not _is_part(table):
            assert before[table] == after[table], table
    if not database.is_postgres:
        assert database.rows("PRAGMA foreign_key_check") == []


def _is_part(table: str) -> bool:
    return table.startswith("payment_p")


def _total(ready: Any, table: str) -> dict[str, int]:
    """Rows by fate, over all people."""
    found = {"erase": 0, "mask": 0}
    for plan in ready.plans.values():
        own = fates(plan).get(table, {})
        for fate in found:
            found[fate] += own.get(fate, 0)
    return found
