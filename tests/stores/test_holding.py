"""A scan tells which files hold whom, and what is asked next reads those files only."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from engine.world import ERASE, World, subjects, system_of

from habeas.engine.errors import OutcomesDiffer
from habeas.engine.execute import execute
from habeas.engine.explain import prepare
from habeas.engine.journal import MemoryJournal
from habeas.stores.files.holding import QUESTIONS, Holding
from habeas.stores.files.storage import File
from habeas.stores.reached import Keys, Reached

TABLES = 'visit: {path: "*", subject: self, columns: {key: {identifies: device}, n: {}}}'
FILES = [File(f"{number}.csv", f"{number}.csv", 1) for number in range(4)]


@pytest.fixture
def here(tmp_path: Path) -> World:
    for number, key in enumerate("xyyz"):
        pq.write_table(pa.table({"key": [key], "n": [number]}), tmp_path / f"{number}.parquet")
    (tmp_path / "4.csv").write_text("key,n\ny,4\n")
    (tmp_path / "5.jsonl").write_text('{"key":"x","n":"5"}\n')
    return World([system_of(TABLES, system="web", title="Web", files=".")], tmp_path)


class Scans:
    """Of whom rows are in which files, and what was looked at."""

    def __init__(self, *holding: str) -> None:
        self.holding, self.seen = holding, [list[str]()]

    def __call__(self, names: Sequence[str]) -> list[str]:
        self.seen.append(list(names))
        return [name for name in names if name in self.holding]


@pytest.fixture
def part(here: World) -> Reached:
    [node] = here.graph.nodes.values()
    return Reached(node, ((node.accesses[0], Keys([0, 0], [("a",), ("b",)])),))


def test_the_same_question_is_scanned_for_once(part: Reached) -> None:
    holding, scans = Holding(), Scans("1.csv")
    assert [holding.files(part, FILES, scans) for _ in range(2)] == [["1.csv"], ["1.csv"]]
    assert scans.seen == [[], [file.name for file in FILES]]


def test_a_file_that_was_written_to_is_scanned_again(part: Reached) -> None:
    holding, scans = Holding(), Scans("1.csv", "2.csv")
    holding.files(part, FILES, Scans("1.csv"))
    assert holding.files(part, [*FILES[:2], replace(FILES[2], version=2)], scans) == ["1.csv", "2.csv"]
    assert scans.seen == [[], ["2.csv"]]


def test_other_keys_are_another_question(part: Reached) -> None:
    holding, scans = Holding(), Scans("3.csv")
    holding.files(part, FILES, Scans())
    [(access, _)] = part.ways
    other = replace(part, ways=((access, Keys([0], [("c",)])),))
    assert holding.files(other, FILES, scans) == ["3.csv"]


@pytest.mark.parametrize(("files", "expected"), [(3, []), (2, None)])
def test_as_many_keys_as_files_are_looked_for_in_all_of_them(
    part: Reached, files: int, expected: list[str] | None
) -> None:
    assert Holding().files(part, FILES[:files], Scans()) == expected


def test_no_more_than_some_questions_are_remembered(part: Reached) -> None:
    holding, scans = Holding(), Scans()
    [(access, _)] = part.ways
    for number in range(QUESTIONS + 1):
        holding.files(replace(part, ways=((access, Keys([0], [(number,)])),)), FILES, scans)
    holding.files(replace(part, ways=((access, Keys([0], [(0,)])),)), FILES, scans)
    assert len(scans.seen) == 1 + QUESTIONS + 2


def test_rows_are_found_in_files_of_every_format(here: World) -> None:
    assert here.know("device=x", "device=nobody")[0]["visit"].total() == 2
    assert here.erase("device=y") == {0: {"web.visit:erase": 3}}
    assert here.erase("device=nobody") == {0: {}}


def test_rows_that_came_to_another_file_after_the_plan_are_seen_and_planned_anew(here: World, tmp_path: Path) -> None:
    prepared = prepare(subjects("device=x"), here.graph, here.stores, ERASE, "v1")
    pq.write_table(pa.table({"key": ["y", "x", "x"], "n": [7, 8, 9]}), tmp_path / "1.parquet")
    (tmp_path / "4.csv").write_text("key,n\nx,4\ny,5\n")
    before = {path: path.read_bytes() for path in tmp_path.iterdir() if path.is_file()}
    with pytest.raises(OutcomesDiffer, match="3 came since the plan"):
        execute(prepared, here.stores, MemoryJournal())
    assert before == {path: path.read_bytes() for path in tmp_path.iterdir() if path.is_file()}
    assert here.erase("device=x") == {0: {"web.visit:erase": 5}}
    assert pq.read_table(tmp_path / "1.parquet")["n"].to_pylist() == [7]
