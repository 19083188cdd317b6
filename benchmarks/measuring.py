"""What both benchmarks share: the engine on the insurer's data map, the clock, and the table of results."""

from __future__ import annotations

import argparse
import cProfile
import gc
import pstats
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from statistics import median
from typing import TypeVar

from requests_insurer import MAP

from habeas.datamap.graph import Graph, build_graph
from habeas.datamap.limits import Limits
from habeas.datamap.project import parse
from habeas.datamap.source import read_yaml
from habeas.datamap.tables import System
from habeas.engine.batch import Identifier, Instruction, Right, Subject
from habeas.stores.sql.store import SqlStore

TODAY = date(2026, 11, 23)
SEED = 20261123
Found = TypeVar("Found")


class Differs(Exception):
    """Ours and the reference did not do the same, so that their times cannot be compared."""


@dataclass(frozen=True)
class Ours:
    """The engine with one store."""

    graph: Graph
    stores: Mapping[str, SqlStore]


def ours(url: str) -> Ours:
    system = parse(read_yaml(MAP, MAP.name), System)
    store = SqlStore(system.system, url, limits=Limits(statement_timeout="120s"), secret="benchmark")
    return Ours(build_graph({system.system: system}, {system.system: store.facts()}), {system.system: store})


def email(person: int) -> str:
    return f"user{person}@example.com"


def subjects(people: Sequence[int]) -> list[Subject]:
    return [Subject(at, (Identifier("email", email(person)),)) for at, person in enumerate(people)]


def instruction(right: Right) -> Instruction:
    return Instruction(right, TODAY)


@dataclass
class Times:
    """Seconds and rows of one side at one size of batch, run by run."""

    seconds: list[float] = field(default_factory=list)
    rows: list[int] = field(default_factory=list)

    @property
    def median(self) -> float:
        return median(self.seconds)

    def line(self, people: int) -> str:
        per_second = median(rows / seconds for rows, seconds in zip(self.rows, self.seconds, strict=True))
        return f"{self.median * 1000:9.1f} ms {per_second:9,.0f} rows/s {people / self.median * 60:9,.0f} people/min"


def timed(run: Callable[[], Found]) -> tuple[float, Found]:
    gc.collect()
    start = time.perf_counter()
    found = run()
    return time.perf_counter() - start, found


def profiled(run: Callable[[], object], lines: int = 25) -> None:
    """Where the time goes, on stderr."""
    profile = cProfile.Profile()
    profile.runcall(run)
    pstats.Stats(profile, stream=sys.stderr).sort_stats("tottime").print_stats(lines)


def arguments(description: str, fewest: int) -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=description)
    parser.add_argument("-n", type=int, default=20_000, metavar="CUSTOMERS", help="default 20000")
    parser.add_argument("--profile", action="store_true", help="also profile the largest batch, on stderr")
    chosen = parser.parse_args()
    if chosen.n < fewest:
        parser.error(f"-n {chosen.n} is too small for batches of 1000 people; expected at least {fewest}")
    return chosen
