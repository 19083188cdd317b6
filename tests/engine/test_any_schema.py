"""Random tables with random people, against a walk that looks at one row after the other."""

from __future__ import annotations

import tempfile
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest
from engine.conftest import sqlite_in
from engine.world import Database, World, fates
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

Row = tuple[str, int]  # table and primary key


@dataclass(frozen=True)
class Pointing:
    """A column that holds keys of `target`; followed when the data map says so."""

    target: int
    is_followed: bool
    is_declared: bool = True  # a foreign key of the database, not only a link of the data map
    is_required: bool = False  # NOT NULL
    is_unique: bool = False
    on_delete: str = "NO ACTION"
    waits: bool = False  # looked at when the transaction ends
    stops: bool = False  # rows reached by it lead no further
    is_conditional: bool = False  # followed in rows of the kind "a" alone

    def column(self, name: str) -> str:
        return f"{name} integer{' NOT NULL' * self.is_required}{' UNIQUE' * self.is_unique}"

    def reference(self) -> str:
        waiting = " DEFERRABLE INITIALLY DEFERRED" * self.waits
        return f"REFERENCES t{self.target} ON DELETE {self.on_delete}{waiting}" if self.is_declared else ""

    def way(self, name: str) -> str:
        told = f"via: {name}" if self.is_declared else f"link: t{self.target}.id, column: {name}"
        return "{" + told + ", stop: true" * self.stops + ", where: {kind: a}" * self.is_conditional + "}"


@dataclass(frozen=True)
class Shape:
    """One table: its pointers, whether an erasure masks it, and its rows with their kind and the values of the pointers."""

    keys: tuple[Pointing, ...]
    is_masked: bool
    rows: tuple[tuple[int | None, ...], ...]
    kinds: tuple[str, ...]

    @property
    def is_ignored(self) -> bool:
        return not any(key.is_followed for key in self.keys)


@st.composite
def pointings(draw: st.DrawFn, number: int, count: int) -> Pointing:
    """The first table is nobody's but the people's own; only pointers back at tables that stand may be required."""
    target = draw(st.integers(0, number) if number else st.integers(0, count - 1))
    is_required = number > 0 and target <= number and draw(st.booleans())
    actions = ["NO ACTION", "CASCADE", "RESTRICT"] if is_required else ["NO ACTION", "CASCADE", "SET NULL"]
    return Pointing(
        target,
        is_followed=number > 0 and draw(st.booleans()),
        is_declared=draw(st.booleans()) or draw(st.booleans()),
        is_required=is_required,
        is_unique=not is_required and draw(st.booleans()) and draw(st.booleans()),
        on_delete=draw(st.sampled_from([one for one in actions if target != number or one != "RESTRICT"])),
        waits=draw(st.booleans()),
        stops=draw(st.booleans()) and draw(st.booleans()),
        is_conditional=draw(st.booleans()) and draw(st.booleans()),
    )


@st.composite
def schemas(draw: st.DrawFn) -> list[Shape]:
    """The first table holds the people; others point at earlier ones, at themselves, and the first now and then back."""
    count = draw(st.integers(2, 5))
    sizes = [draw(st.integers(1, 6)) for _ in range(count)]
    tables = []
    for number in range(count):
        keys = draw(st.lists(pointings(number, count), min_size=min(number, 1), max_size=3))
        values = [
            st.integers(1, sizes[key.target]) if key.is_required else st.none() | st.integers(1, sizes[key.target])
            for key in keys
        ]
        rows = draw(st.lists(st.tuples(*values), min_size=sizes[number], max_size=sizes[number]))
        for at in (at for at, key in enumerate(keys) if key.is_unique):
            first = {row[at]: index for index, row in reversed(list(enumerate(rows)))}
            rows = [
                (*row[:at], row[at] if first[row[at]] == index else None, *row[at + 1 :])
                for index, row in enumerate(rows)
            ]
        kinds = tuple(draw(st.sampled_from("ab")) for _ in rows)
        tables.append(Shape(tuple(keys), number > 0 and draw(st.booleans()), tuple(rows), kinds))
    return tables


def build(database: Database, schema: list[Shape]) -> None:
    later = []
    for number, shape in enumerate(schema):
        columns = ["id integer PRIMARY KEY", "body text NOT NULL", "kind text NOT NULL"]
        for k, key in enumerate(shape.keys):
            reference = key.reference()
            if reference and database.is_postgres and key.target > number:
                later.append(f"ALTER TABLE t{number} ADD FOREIGN KEY (k{k}) {reference}")
                reference = ""
            columns.append(f"{key.column(f'k{k}')} {reference}")
        database.run(f"CREATE TABLE t{number} ({', '.join(columns)})")
    with database.connect() as connection:
        for number, shape in enumerate(schema):
            connection.execute(f"ALTER TABLE t{number} DISABLE TRIGGER ALL") if database.is_postgres else None
            for index, row in enumerate(shape.rows, 1):
                texts = ", ".join("NULL" if value is None else str(value) for value in (index, *row))
                names = ", ".join(("id", *(f"k{k}" for k in range(len(row)))))
                connection.execute(
                    f"INSERT INTO t{number} (body, kind, {names}) VALUES ('p{index}@x.org', '{shape.kinds[index - 1]}', {texts})"
                )
    database.run(*later)
    if database.is_postgres:
        database.run(*(f"ALTER TABLE t{number} ENABLE TRIGGER ALL" for number in range(len(schema))))


def described(schema: list[Shape]) -> str:
    lines = []
    for number, shape in enumerate(schema):
        keys = [f"k{k}: {{}}" for k in range(len(shape.keys))]
        if number == 0:
            lines.append(
                f"t0: {{subject: self, erase: row, columns: {{id: {{}}, body: {{identifies: email}}, kind: {{}}, {', '.join(keys)}}}}}"
            )
        elif shape.is_ignored:
            lines.append(f"t{number}: {{ignore: nobody, cascade: false}}")
        else:
            ways = ", ".join(key.way(f"k{k}") for k, key in enumerate(shape.keys) if key.is_followed)
            body = "{erase: Removed}" if shape.is_masked else "{}"
            lines.append(
                f"t{number}: {{subject: [{ways}], columns: {{id: {{}}, body: {body}, kind: {{}}, {', '.join(keys)}}}}}"
            )
    return "\n".join(lines)


def walked(schema: list[Shape], person: int) -> set[Row]:
    """The rows of one person, row by row."""
    found, leading = {("t0", person)}, {("t0", person)}
    before = 0
    while before != len(found) + len(leading):
        before = len(found) + len(leading)
        for number, shape in enumerate(schema):
            for index, row in enumerate(shape.rows, 1):
                for key, value in zip(shape.keys, row, strict=True):
                    is_meant = key.is_followed and (not key.is_conditional or shape.kinds[index - 1] == "a")
                    if is_meant and (f"t{key.target}", value) in leading:
                        found.add((f"t{number}", index))
                        if not key.stops:
                            leading.add((f"t{number}", index))
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
                    is_held = key.is_declared and (f"t{number}", index) not in going
                    if is_held and (f"t{key.target}", value) in going:
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
                rows[(index, "Removed" if is_masked else f"p{index}@x.org", shape.kinds[index - 1], *row)] += 1
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
        plans = world.prepare(*(f"p{person}@x.org" for person in chosen)).plans
        for ordinal, own in enumerate(reach):
            assert {table: sum(rows.values()) for table, rows in fates(plans[ordinal]).items()} == Counter(
                table for table, _ in own
            )
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
