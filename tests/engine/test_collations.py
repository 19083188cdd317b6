"""A foreign key compares as its target does: 'ABC' points at 'abc' where the key ignores case (SQLite)."""

from __future__ import annotations

from pathlib import Path

import pytest
from engine.conftest import Worlds
from engine.world import Database


@pytest.mark.store_knows("constraints: foreign keys that ignore case", stores=("SQLite",))
def test_a_row_that_an_ignored_table_points_at_in_other_letters_is_held_back(tmp_path: Path, world: Worlds) -> None:
    database = Database(f"sqlite:{tmp_path / 'main.sqlite3'}")
    database.run(
        "CREATE TABLE person (id text COLLATE NOCASE PRIMARY KEY, email text)",
        "CREATE TABLE audit (n integer, pid text REFERENCES person(id) ON DELETE CASCADE)",
    )
    database.fill("person", ("abc", "a@x.org"))
    database.fill("audit", (1, "ABC"))
    here = world(
        database.system(
            "person: {subject: self, erase: row, columns: {id: {}, email: {identifies: email}}}\naudit: {ignore: log, cascade: false}"
        )
    )
    plan = here.prepare("a@x.org").plans[0]
    assert [(outcome.fate.value, outcome.rows) for outcome in plan.outcomes] == [("shared", 1)]
    here.erase("a@x.org")
    assert database.rows("SELECT n FROM audit") == [(1,)]


def test_another_persons_row_does_not_cascade_away_with_a_shared_address(tmp_path: Path, world: Worlds) -> None:
    database = Database(f"sqlite:{tmp_path / 'main.sqlite3'}")
    database.run(
        "CREATE TABLE address (code text COLLATE NOCASE PRIMARY KEY)",
        "CREATE TABLE person (id integer PRIMARY KEY, email text, addr text REFERENCES address(code) ON DELETE CASCADE)",
    )
    database.fill("address", ("abc",))
    database.fill("person", (1, "a@x.org", "abc"), (2, "b@x.org", "ABC"))
    here = world(
        database.system(
            """
person:
  subject: self
  erase: row
  columns: {id: {}, email: {identifies: email}, addr: {link: address.code, direction: up}}
address: {subject: shared, erase: row, columns: {code: {category: A}}}
"""
        )
    )
    here.erase("a@x.org")
    assert database.rows("SELECT id FROM person") == [(2,)]
    assert database.rows("SELECT code FROM address") == [("abc",)]
