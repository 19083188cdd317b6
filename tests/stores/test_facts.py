"""What a database says of itself."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from engine.conftest import sqlite_in
from engine.world import Database

from habeas.datamap.facts import ForeignKey, SystemFacts
from habeas.stores.sql.store import SqlStore


def _facts(database: Database) -> SystemFacts:
    store = SqlStore("main", database.url)
    try:
        return store.facts()
    finally:
        store.dispose()


def test_sqlite_tells_of_every_unique_column_check_and_key(tmp_path: Path) -> None:
    database = sqlite_in(tmp_path)
    database.run(
        "CREATE TABLE Person (Id integer PRIMARY KEY, a varchar(20) UNIQUE CHECK (a <> ')'), b int CHECK (b > 0), UNIQUE (a, b))",
        "CREATE TABLE pet (id integer PRIMARY KEY, owner int REFERENCES PERSON (ID), gone int REFERENCES nowhere (x))",
        "CREATE UNIQUE INDEX some ON pet (owner) WHERE owner > 5",
        "CREATE INDEX lowered ON Person (lower(a))",
    )
    tables = _facts(database).tables
    assert set(tables["Person"].uniques) == {("a",), ("a", "b")}
    assert tables["Person"].checks == (("None", "a <> ')'"), ("None", "b > 0"))
    assert ("lower(a)",) in tables["Person"].indexes
    assert tables["pet"].foreign_keys == (ForeignKey(("owner",), "Person", ("Id",), "NO ACTION", True),)
    assert tables["pet"].uniques == ()


@pytest.mark.postgres
def test_postgresql_hides_partitions_behind_their_table_with_the_keys_they_have(
    new_database: Callable[[], str],
) -> None:
    database = Database(new_database())
    database.run(
        "CREATE TABLE person (id integer PRIMARY KEY, mail text)",
        "CREATE TABLE paid (id integer, who integer, at date, PRIMARY KEY (id, at, who)) PARTITION BY RANGE (at)",
        "CREATE TABLE paid_a PARTITION OF paid FOR VALUES FROM ('2020-01-01') TO ('2021-01-01') PARTITION BY LIST (who)",
        "CREATE TABLE paid_a1 PARTITION OF paid_a FOR VALUES IN (1)",
        "CREATE TABLE paid_b PARTITION OF paid FOR VALUES FROM ('2021-01-01') TO ('2022-01-01')",
        "ALTER TABLE paid_a1 ADD FOREIGN KEY (who) REFERENCES person DEFERRABLE",
        "CREATE UNIQUE INDEX young ON person (mail) WHERE id > 5",
        "CREATE TABLE note (id integer, at date, who integer, FOREIGN KEY (id, at, who) REFERENCES paid_b (id, at, who))",
    )
    tables = _facts(database).tables
    assert set(tables) == {"person", "paid", "note"}
    assert tables["paid"].foreign_keys == (ForeignKey(("who",), "person", ("id",), "NO ACTION", True),)
    assert {key.table for key in tables["note"].foreign_keys} == {"paid"}
    assert tables["person"].uniques == ()


@pytest.mark.postgres
def test_postgresql_tells_of_domains_enumerations_and_generated_columns(new_database: Callable[[], str]) -> None:
    database = Database(new_database())
    database.run(
        "CREATE TYPE mood AS ENUM ('good', 'bad')",
        "CREATE DOMAIN year AS integer NOT NULL CHECK (VALUE >= 1901)",
        'CREATE TABLE t (id integer PRIMARY KEY, m mood, "The Year" year, c char(3), g integer GENERATED ALWAYS AS (id * 2) STORED)',
    )
    columns = _facts(database).tables["t"].columns
    assert columns["m"].values == ("good", "bad")
    assert (columns["The Year"].family, columns["The Year"].nullable) == ("integer", False)
    assert (columns["c"].max_length, columns["g"].generated) == (3, True)
    [(name, check)] = _facts(database).tables["t"].checks
    assert name == "of domain year" and '"The Year" >= 1901' in check
