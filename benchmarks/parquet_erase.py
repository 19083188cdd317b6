"""One person's rows erased from 3 of 100 Parquet files, against pyarrow by hand in the same run.

    python benchmarks/parquet_erase.py [--files 100] [--rows 1000000] [--folder FOLDER] [--profile]

By hand: one scan by DuckDB says which files hold the person; pyarrow reads these row group by row group, filters, and
writes them with the same row groups and codec to a new file, which is flushed to the disk and takes the old one's place. It
plans nothing, journals nothing, and does not look again.

Each run is a process of its own, so that its peak of memory is its own; imports are not counted. The sides take turns.
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import shutil
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from hashlib import blake2b
from pathlib import Path
from statistics import median
from typing import Any

import duckdb
import pyarrow.compute as pc
import pyarrow.parquet as pq
from databases import say
from measuring import Differs, instruction, profiled
from parquet_files import HOLDING, MINE, PERSON, holding, make

from habeas.datamap.graph import build_graph
from habeas.datamap.tables import System
from habeas.engine.batch import Identifier, Right, Subject
from habeas.engine.execute import execute
from habeas.engine.explain import prepare
from habeas.engine.journal import MemoryJournal
from habeas.engine.verify import verify
from habeas.stores.connect import open_store

REPEATS = 3
LOG = {
    "path": "*.parquet",
    "subject": "self",
    "columns": {"device": {"identifies": "device"}, **{name: {} for name in ("at", "page", "ip", "session", "amount")}},
}


def erase(folder: Path) -> dict[str, float]:
    """The whole run a user gets, with the seconds of its steps."""
    system = System.model_validate({"system": "web", "title": "Web", "files": str(folder), "tables": {"log": LOG}})
    marks = [time.perf_counter()]
    stores = {"web": open_store(system, folder)}
    graph = build_graph({"web": system}, {"web": stores["web"].facts()})
    marks.append(time.perf_counter())
    person = Subject(0, (Identifier("device", PERSON),))
    prepared = prepare([person], graph, stores, instruction(Right.erase), "benchmark")
    marks.append(time.perf_counter())
    done = execute(prepared, stores, MemoryJournal())
    marks.append(time.perf_counter())
    verify(prepared, stores)
    marks.append(time.perf_counter())
    if dict(done.counts[0]) != {"web.log:erase": HOLDING * MINE}:
        raise Differs(f"{done.counts} erased, expected {HOLDING * MINE} rows")
    names = ("open", "prepare", "execute", "verify")
    return {name: end - start for name, start, end in zip(names, marks, marks[1:], strict=False)}


def erase_by_hand(folder: Path) -> dict[str, float]:
    marks = [time.perf_counter()]
    with duckdb.connect() as connection:
        query = f"SELECT DISTINCT filename FROM read_parquet('{folder}/*.parquet', filename = true) WHERE device = ?"
        found = connection.execute(query, [PERSON]).fetchall()
    marks.append(time.perf_counter())
    for (name,) in found:
        rewrite_by_hand(Path(name))
    marks.append(time.perf_counter())
    return {name: end - start for name, start, end in zip(("find", "rewrite"), marks, marks[1:], strict=False)}


def rewrite_by_hand(path: Path) -> None:
    new = path.with_name(f".{path.name}.new")
    with pq.ParquetFile(path) as source, new.open("wb") as out:
        with pq.ParquetWriter(out, source.schema_arrow, compression="zstd", use_dictionary=["page"]) as writer:
            for number in range(source.num_row_groups):
                table = source.read_row_group(number)
                kept = table.filter(pc.field("device") != PERSON)
                writer.write_table(kept, row_group_size=kept.num_rows)
        out.flush()
        os.fsync(out.fileno())
    new.replace(path)


SIDES = {"habeas": erase, "by hand": erase_by_hand}


@contextmanager
def watched(folder: Path, most: dict[str, int]) -> Iterator[None]:
    """The largest that files beside those of the log ever were, seen every few milliseconds."""
    done = threading.Event()

    def look() -> None:
        while not done.wait(0.005):
            most["extra"] = max(most["extra"], sum(_size(path) for path in folder.glob(".*")))

    thread = threading.Thread(target=look)
    thread.start()
    try:
        yield
    finally:
        done.set()
        thread.join()


def _size(path: Path) -> int:
    try:
        return path.stat().st_size
    except FileNotFoundError:
        return 0


def one_run(side: str, folder: Path) -> None:
    """In a process of its own: what it took, as JSON."""
    most = {"extra": 0}
    with watched(folder, most):
        steps = SIDES[side](folder)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024
    print(json.dumps({"steps": steps, "peak": peak, **most}))


@dataclass
class Side:
    """What the runs of one side took."""

    name: str
    folder: Path
    runs: list[dict[str, Any]] = field(default_factory=list)

    def run(self) -> None:
        command = [sys.executable, __file__, "--run", self.name, "--folder", str(self.folder)]
        self.runs.append(json.loads(subprocess.run(command, check=True, stdout=subprocess.PIPE).stdout))

    @property
    def seconds(self) -> float:
        return median(sum(run["steps"].values()) for run in self.runs)

    def line(self) -> str:
        steps = {name: median(run["steps"][name] for run in self.runs) for name in self.runs[0]["steps"]}
        shown = ", ".join(f"{name} {seconds:.2f}" for name, seconds in steps.items())
        return (
            f"{self.name:8} {self.seconds:6.2f} s ({shown}), peak memory {max(r['peak'] for r in self.runs) >> 20} MB,"
            f" extra disk {max(r['extra'] for r in self.runs) / 2**20:.1f} MB"
        )


def state(folder: Path) -> dict[str, tuple[int, int, bytes]]:
    """Inode, time of change and bytes of every file."""
    found = {}
    for path in sorted(folder.glob("*.parquet")):
        with path.open("rb") as stream:
            digest = blake2b()
            while block := stream.read(1 << 20):
                digest.update(block)
        found[path.name] = (path.stat().st_ino, path.stat().st_mtime_ns, digest.digest())
    return found


def twin(folder: Path, other: Path, changed: list[str]) -> None:
    """A second folder with the same files; what no side may change is there by a second name only."""
    other.mkdir()
    for path in folder.glob("*.parquet"):
        if path.name in changed:
            shutil.copy2(path, other / path.name)
        else:
            (other / path.name).hardlink_to(path)


def compare(before: dict[str, Any], sides: list[Side], changed: list[str]) -> None:
    """Exactly the files that hold the person are others now, and both sides left the same rows. Raises Differs."""
    for side in sides:
        after = state(side.folder)
        touched = [name for name, found in after.items() if found[2] != before[name][2]]
        if touched != changed or any(after[n] != before[n] for n in before if n not in changed):
            raise Differs(f"{side.name} changed {len(touched)} files, {len(changed)} hold the person")
    for name in changed:
        ours, theirs = (pq.read_table(side.folder / name, partitioning=None) for side in sides)
        if not ours.equals(theirs):
            raise Differs(f"{name}: not the same rows")
        groups = [pq.read_metadata(side.folder / name).num_row_groups for side in sides]
        if groups[0] != groups[1]:
            raise Differs(f"{name}: {groups} row groups")


def measure(folder: Path, files: int, rows: int) -> None:
    """Raises Differs."""
    changed = [f"{number:03}.parquet" for number in holding(files)]
    before = state(folder / "log")
    kept = folder / "kept"
    kept.mkdir()
    for name in changed:
        shutil.copy2(folder / "log" / name, kept / name)
    twin(folder / "log", folder / "twin", changed)
    sides = [Side("habeas", folder / "log"), Side("by hand", folder / "twin")]
    for repeat in range(REPEATS):
        say(f"run {repeat + 1} of {REPEATS}")
        for side in sides if repeat % 2 else reversed(sides):
            for name in changed:
                shutil.copy2(kept / name, side.folder / name)
            side.run()
    compare(before, sides, changed)
    size = sum(path.stat().st_size for path in (folder / "log").glob("*.parquet")) / 2**20
    largest = max(path.stat().st_size for path in kept.glob("*")) / 2**20
    print(f"{files} Parquet files of {rows:,} rows, {size:,.0f} MB; one person with {HOLDING * MINE} rows in {HOLDING}")
    for side in sides:
        print(side.line())
    print(f"{HOLDING} files are new; the other {files - HOLDING} have the bytes and times that they had")
    print(f"the largest file that was rewritten has {largest:.1f} MB: that is the space one run needs")
    unverified = median(sum(run["steps"].values()) - run["steps"]["verify"] for run in sides[0].runs)
    print(f"without verify to pyarrow by hand: {unverified / sides[1].seconds:.2f}")
    print(
        "The last line is the whole run a user gets divided by the reference's time, medians: nearer 1 is better."
        " The reference asks nothing afterwards."
    )
    print(f"ratio to pyarrow by hand: {sides[0].seconds / sides[1].seconds:.2f}")


def main() -> int:
    parser = argparse.ArgumentParser(description="One person erased from Parquet files, against pyarrow by hand.")
    parser.add_argument("--files", type=int, default=100)
    parser.add_argument("--rows", type=int, default=1_000_000, help="of each file; default 1000000")
    parser.add_argument("--folder", type=Path, help="where the files are made; a new folder in TMPDIR if not given")
    parser.add_argument("--profile", action="store_true", help="also profile one erasure, on stderr")
    parser.add_argument("--run", choices=SIDES, help=argparse.SUPPRESS)
    chosen = parser.parse_args()
    if chosen.run:
        one_run(chosen.run, chosen.folder)
        return 0
    with tempfile.TemporaryDirectory(prefix="parquet-", dir=chosen.folder) as made:
        folder = Path(made)
        say(f"making {chosen.files} files of {chosen.rows:,} rows")
        make(folder / "log", chosen.files, chosen.rows)
        try:
            if chosen.profile:
                profiled(lambda: erase(_copy(folder)))
            measure(folder, chosen.files, chosen.rows)
        except Differs as error:
            say(str(error))
            return 1
    return 0


def _copy(folder: Path) -> Path:
    return Path(shutil.copytree(folder / "log", folder / "profiled"))


if __name__ == "__main__":
    sys.exit(main())
