"""Access requests in batches of 1, 100 and 1000 people, against hand-written set SQL in the same run.

python benchmarks/batch_access.py [-n CUSTOMERS] [--store postgresql|sqlite] [--profile]
"""

from __future__ import annotations

import random
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import chain
from typing import Any

import by_hand
import insurer
from databases import NoDatabase, filled, say
from measuring import SEED, Differs, Ours, Times, arguments, instruction, ours, profiled, subjects, timed

from habeas.datamap.graph import TableRef
from habeas.engine.batch import Right
from habeas.engine.read import read
from habeas.stores.protocol import Batch

REPEATS = {1: 15, 100: 9, 1000: 9}
Rows = dict[str, list[tuple[Any, ...]]]


@dataclass
class Result:
    ours: Times = field(default_factory=Times)
    by_hand: Times = field(default_factory=Times)


def answer(engine: Ours, people: Sequence[int]) -> Rows:
    """Everything about these people, as a worker reads it: found, planned and read in one go."""
    found: Rows = {}

    def take(ref: TableRef, _columns: tuple[str, ...], batches: Iterator[Batch]) -> None:
        found.setdefault(ref.table, []).extend(chain.from_iterable(batches))

    read(subjects(people), engine.graph, engine.stores, instruction(Right.know), "benchmark", take)
    return found


def measure(engine: Ours, database: by_hand.ByHand, size: int, repeats: int, n: int, chance: random.Random) -> Result:
    result = Result()
    for repeat in range(repeats + 1):
        people = chance.sample(range(1, n + 1), size)
        emails = [insurer.email(person) for person in people]
        warm = repeat == 0
        runs = (
            (result.ours, lambda people=people: answer(engine, people)),
            (result.by_hand, lambda emails=emails: by_hand.access(database, emails)),
        )
        found = {}
        # Whoever comes second finds the pages in memory, so they take turns; the first pair is not counted.
        for times, run in runs if repeat % 2 else reversed(runs):
            seconds, rows = timed(run)
            found[id(times)] = rows
            if not warm:
                times.seconds.append(seconds)
                times.rows.append(sum(map(len, rows.values())))
        compare(found[id(result.ours)], found[id(result.by_hand)], whole=warm)
    return result


def compare(own: Rows, reference: by_hand.Rows, whole: bool) -> None:
    """The same number of rows in every table; where `whole`, the same rows. Raises Differs."""
    for table, rows in reference.items():
        if len(own.get(table, ())) != len(rows):
            raise Differs(f"{table}: {len(own.get(table, ())):,} rows by the engine, {len(rows):,} by hand")
        if whole and Counter(own.get(table, ())) != Counter(rows):
            raise Differs(f"{table}: the engine and the reference hold different values")


def main() -> int:
    chosen = arguments("Access requests in batches, against hand-written SQL.", fewest=1000)
    try:
        with filled(chosen.store, chosen.n) as url, by_hand.connected(url) as database:
            engine = ours(url)
            chance = random.Random(SEED)
            print(f"access, {chosen.store}, {chosen.n:,} customers; medians; the same people on both sides")
            for size, repeats in REPEATS.items():
                say(f"batches of {size}: {repeats} runs")
                result = measure(engine, database, size, repeats, chosen.n, chance)
                print(f"batch of {size:4}   habeas  {result.ours.line(size)}")
                print(f"                by hand {result.by_hand.line(size)}")
            last = result
            if chosen.profile:
                profiled(lambda: answer(engine, chance.sample(range(1, chosen.n + 1), size)))
            engine.stores["insurer"].dispose()
    except (NoDatabase, Differs) as error:
        say(str(error))
        return 1
    print(f"The last line is habeas's time divided by the reference's, batch of {size}: nearer 1 is better.")
    print(f"ratio to hand-written SQL: {last.ours.median / last.by_hand.median:.2f}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
