"""Random tables in files with random people, against a walk that looks at one row after the other."""

from __future__ import annotations

import tempfile
from pathlib import Path

import pytest
from engine.test_any_schema import PEOPLE, Shape, described, left_over, schemas, walked
from hypothesis import HealthCheck, given, settings
from stores.lake import FORMATS, Lake


def linked(schema: list[Shape]) -> str:
    """The data map: files declare no foreign keys."""
    lines = described(schema).splitlines()
    for number, shape in enumerate(schema):
        for k, key in enumerate(shape.keys):
            lines[number] = lines[number].replace(f"{{via: k{k}", f"{{link: t{key.target}.id, column: k{k}")
    return "\n".join(lines)


def agree(lake: Lake, schema: list[Shape], people: set[int]) -> None:
    for number, shape in enumerate(schema):
        columns = " ".join(("id", "body", "kind", *(f"k{k}" for k in range(len(shape.keys)))))
        lake.fill(
            f"t{number}",
            columns,
            *((n, f"p{n}@x.org", shape.kinds[n - 1], *row) for n, row in enumerate(shape.rows, 1)),
        )
    before, world = lake.everything(), lake.world(linked(schema))
    chosen = sorted(people)
    names = [f"p{person}@x.org" for person in chosen]
    found = world.know(*names)
    reach = [walked(schema, person) if person <= len(schema[0].rows) else set() for person in chosen]
    for ordinal, own in enumerate(reach):
        got = {(table, int(row[0])): times for table, rows in found[ordinal].items() for row, times in rows.items()}
        assert got == dict.fromkeys(own, 1)
    world.erase(*names)
    reached = set().union(*reach)
    # Nothing points by a foreign key, so nothing is held back.
    going = {(table, index) for table, index in reached if not schema[int(table[1:])].is_masked}
    for table, rows in left_over(schema, reached, going).items():
        expected = sorted(tuple(None if value is None else str(value) for value in row) for row in rows.elements())
        assert sorted(lake.rows(table)) == expected
    after = lake.everything()
    touched = {table for table, _ in reached}
    assert [name for name in before if after[name] != before[name] and name.split("/")[0] not in touched] == []
    world.dispose()


@settings(
    max_examples=10,
    deadline=None,
    derandomize=True,
    database=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.differing_executors],
)
@given(schema=schemas(), people=PEOPLE)
@pytest.mark.parametrize("kind", FORMATS)
@pytest.mark.store_knows("links: random schemas, equal to a walk row by row")
def test_files_agree_with_the_walk(kind: str, schema: list[Shape], people: set[int]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        agree(Lake(Path(folder), kind), schema, people)


@pytest.mark.long
@settings(max_examples=200, deadline=None, database=None)
@given(schema=schemas(), people=PEOPLE)
@pytest.mark.parametrize("kind", FORMATS)
def test_files_agree_with_the_walk_at_length(kind: str, schema: list[Shape], people: set[int]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        agree(Lake(Path(folder), kind), schema, people)
