"""Random tables with random people, against a walk that looks at one row after the other."""

from __future__ import annotations

import tempfile
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest
from engine.conftest import sqlite_in
from engine.world import Database, World
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

Row = tuple[str, int]  # table and primary key


@dataclass(frozen=True)
class Pointing:
    """A nullable foreign key to `target`; followed when the data map says so."""

    target: int
    is_followed: bool


@dataclass(frozen=True)
class Shape:
    """One table: its foreign keys, whether an erasure masks it, and its rows with the values of the keys."""

    keys: tuple[Pointing, ...]
    is_masked: bool
    rows: tuple[tuple[int | None, ...], ...]

    @property
    def is_ignored(self) -> bool:
        return not any(key.is_followed for key in self.keys)


@st.composite
def schemas(draw: st.DrawFn) -> list[Shape]:
    """The first table holds the people; others point at earlier ones, at themselves, and the first now and then back."""
    count = draw(st.integers(2, 5))
    sizes = [draw(st.integers(1, 6)) for _ in range(count)]
    tables = []
    for number in range(count):
        targets = st.integers(0, number) if number else st.integers(0, count - 1)
        keys = draw(
            st.lists(st.builds(Pointing, targets, st.booleans() if number else st.just(False)), max_size=3)
            if number == 0
            else st.lists(st.builds(Pointing, targets, st.booleans()), min_size=1, max_size=3)
        )
        values = [st.none() | st.integers(1, sizes[key.target]) for key in keys]
        rows = draw(st.lists(st.tuples(*values), min_size=sizes[number], max_size=sizes[number]))
        tables.append(Shape(tuple(keys), number > 0 and draw(st.booleans()), tuple(rows)))
    return tables


def build(database: Database, schema: list[Shape]) -> None:
    later = []
    for number, shape in enumerate(schema):
        columns = ["id integer PRIMARY KEY", "body text"]
        for k, key in enumerate(shape.keys):
            reference = f" REFERENCES t{key.target}"
            if database.is_postgres and key.target > number:
                later.append(f"ALTER TABLE t{number} ADD FOREIGN KEY (k{k}){reference}")
                reference = ""
            columns.append(f"k{k} integer{reference}")
        database.run(f"CREATE TABLE t{number} ({', '.join(columns)})")
    with database.connect() as connection:
        for number, shape in enumerate(schema):
            connection.execute(f"ALTER TABLE t{number} DISABLE TRIGGER ALL") if database.is_postgres else None
            for index, row in enumerate(shape.rows, 1):
                texts = ", ".join("NULL" if value is None else str(value) for value in (index, *row))
                names = ", ".join(("id", *(f"k{k}" for k in range(len(row)))))
                connection.execute(f"INSERT INTO t{number} (body, {names}) VALUES ('p{index}@x.org', {texts})")
    database.run(*later)
    if database.is_postgres:
        database.run(*(f"ALTER TABLE t{number} ENABLE TRIGGER ALL" for number in range(len(schema))))


def described(schema: list[Shape]) -> str:
    lines = []
    for number, shape in enumerate(schema):
        keys = [f"k{k}: {{}}" for k in range(len(shape.keys))]
        if number == 0:
            lines.append(
                f"t0: {{subject: self, erase: row, columns: {{id: {{}}, body: {{identifies: email}}, {', '.join(keys)}}}}}"
            )
        elif shape.is_ignored:
            lines.append(f"t{number}: {{ignore: nobody}}")
        else:
            ways = ", ".join(f"{{via: k{k}}}" for k, key in enumerate(shape.keys) if key.is_followed)
            body = "{erase: Removed}" if shape.is_masked else "{}"
            lines.append(f"t{number}: {{subject: [{ways}], columns: {{id: {{}}, body: {body}, {', '.join(keys)}}}}}")
    return "\n".join(lines)


def walked(schema: list[Shape], person: int) -> set[Row]:
    """The rows of one person, row by row."""
    found = {("t0", person)}
    grew = True
    while grew:
        grew = False
        for number, shape in enumerate(schema):
            for index, row in enumerate(shape.rows, 1):
                for key, value in zip(shape.keys, row, strict=True):
                    if key.is_followed and (f"t{key.target}", value) in found and (f"t{number}", index) not in found:
                        found.add((f"t{number}", index))
                        grew = True
    return found


def erased(schema: list[Shape], reached: set[Row]) -> set[Row]:
    """The rows of those reached that can go: nothing that stays points at them."""
    going = {(table, index) for table, index in reached if not schema[int(table[1:])].is_masked}
    shrank = True
    while shrank:
        shrank = False
        for number, shape in enumerate(schema):
            for index, row in enumerate(shape.rows, 1):
                for key, value in zip(shape.keys, row, strict=True):
                    if (f"t{number}", index) not in going and (f"t{key.target}", value) in going:
                        going.discard((f"t{key.target}", value))  # type: ignore[arg-type]
                        shrank = True
    return going


def left_over(schema: list[Shape], reached: set[Row], going: set[Row]) -> dict[str, Counter[tuple[object, ...]]]:
    expected: dict[str, Counter[tuple[object, ...]]] = {}
    for number, shape in enumerate(schema):
        name = f"t{number}"
        rows: Counter[tuple[object, ...]] = Counter()
        for index, row in enumerate(shape.rows, 1):
            is_masked = shape.is_masked and (name, index) in reached
            if (name, index) not in going:
                rows[(index, "Removed" if is_masked else f"p{index}@x.org", *row)] += 1
        expected[name] = rows
    return expected


def agree(database: Database, schema: list[Shape], people: set[int]) -> None:
    build(database, schema)
    world = World([database.system(described(schema))])
    try:
        chosen = sorted(people)
        found = world.know(*(f"p{person}@x.org" for person in chosen))
        reach = [walked(schema, person) if person <= len(schema[0].rows) else set() for person in chosen]
        for ordinal, own in enumerate(reach):
            got = {(table, row[0]): times for table, rows in found[ordinal].items() for row, times in rows.items()}
            assert got == dict.fromkeys(own, 1)
        world.erase(*(f"p{person}@x.org" for person in chosen))
        reached = set().union(*reach)
        expected = left_over(schema, reached, erased(schema, reached))
        assert {name: Counter(database.rows(f"SELECT * FROM {name}")) for name in expected} == expected
    finally:
        world.dispose()


PEOPLE = st.sets(st.integers(1, 7), min_size=1, max_size=4)


@settings(max_examples=60, deadline=None, derandomize=True, database=None)
@given(schemas(), PEOPLE)
@pytest.mark.store_knows("links: random schemas, equal to a walk row by row", stores=("SQLite",))
def test_sqlite_agrees_with_the_walk(schema: list[Shape], people: set[int]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        agree(sqlite_in(Path(folder)), schema, people)


@pytest.mark.long
@settings(max_examples=1500, deadline=None, database=None)
@given(schemas(), PEOPLE)
def test_sqlite_agrees_with_the_walk_at_length(schema: list[Shape], people: set[int]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        agree(sqlite_in(Path(folder)), schema, people)


@pytest.fixture(scope="module")
def reused(new_database: Callable[[], str]) -> Database:
    return Database(new_database())


@pytest.mark.postgres
@settings(
    max_examples=12,
    deadline=None,
    derandomize=True,
    database=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(schema=schemas(), people=PEOPLE)
@pytest.mark.store_knows("links: random schemas, equal to a walk row by row", stores=("PostgreSQL",))
def test_postgresql_agrees_with_the_walk(reused: Database, schema: list[Shape], people: set[int]) -> None:
    reused.run("DROP SCHEMA public CASCADE", "CREATE SCHEMA public")
    agree(reused, schema, people)
