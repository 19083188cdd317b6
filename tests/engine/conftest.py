"""Databases and worlds that close behind the test."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from engine.world import Database, World

from habeas.datamap.tables import System

Worlds = Callable[..., World]


@pytest.fixture(
    params=[
        "sqlite",
        pytest.param("postgres", marks=pytest.mark.postgres),
        pytest.param("mariadb", marks=pytest.mark.mariadb),
    ]
)
def database(request: pytest.FixtureRequest, tmp_path: Path) -> Database:
    """An empty database, once SQLite, once PostgreSQL and once MariaDB."""
    if request.param == "mariadb":
        return Database(request.getfixturevalue("new_mariadb")())
    if request.param == "postgres":
        return Database(request.getfixturevalue("new_database")())
    return sqlite_in(tmp_path)


@pytest.fixture
def sqlite(tmp_path: Path) -> Database:
    return sqlite_in(tmp_path)


@pytest.fixture
def postgresql(new_database: Callable[[], str]) -> Database:
    return Database(new_database())


@pytest.fixture
def maria(new_mariadb: Callable[[], str]) -> Database:
    return Database(new_mariadb())


def sqlite_in(folder: Path, name: str = "main") -> Database:
    path = folder / f"{name}.sqlite3"
    path.touch()
    return Database(f"sqlite:{path}", name)


@pytest.fixture
def world() -> Iterator[Worlds]:
    """A function that makes a world of systems."""
    made: list[World] = []

    def make(*systems: System, folder: Path = Path()) -> World:
        made.append(World(systems, folder))
        return made[-1]

    yield make
    for one in made:
        one.dispose()
