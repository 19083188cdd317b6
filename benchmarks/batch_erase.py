"""Erasures in batches of 1, 100 and 1000 people, against hand-written set SQL in the same run.

    python benchmarks/batch_erase.py [-n CUSTOMERS] [--profile]

Each run erases its own people: two random sets of equal size that share nobody, one for each side. How many rows a run
has to delete is counted by hand beforehand; afterwards none of them may be left, and people who were not asked for must
still have theirs.
"""

from __future__ import annotations

import random
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass, field

import by_hand
from databases import NoDatabase, say
from measuring import SEED, Differs, Ours, Times, arguments, email, instruction, ours, profiled, subjects, timed
from requests_insurer import insurer

from habeas.engine.batch import Right
from habeas.engine.execute import execute
from habeas.engine.explain import prepare
from habeas.engine.journal import MemoryJournal
from habeas.engine.verify import verify

REPEATS = {1: 15, 100: 9, 1000: 6}
BYSTANDERS = 500
# Both sides, a pair to warm up, and a batch for the profile.
FEWEST = 2 * sum(size * (repeats + 1) for size, repeats in REPEATS.items()) + max(REPEATS) + BYSTANDERS
STEPS = ("prepare", "execute", "verify")
Deleted = dict[str, int]  # rows by table


@dataclass
class Result:
    ours: Times = field(default_factory=Times)
    by_hand: Times = field(default_factory=Times)
    steps: dict[str, Times] = field(default_factory=lambda: {name: Times() for name in STEPS})

    @property
    def unverified(self) -> float:
        return self.steps["prepare"].median + self.steps["execute"].median


def erase(engine: Ours, people: Sequence[int], steps: dict[str, Times]) -> Deleted:
    """The whole run a user gets: plan, delete under a journal, ask again whether it is gone."""
    marks = [time.perf_counter()]
    prepared = prepare(subjects(people), engine.graph, engine.stores, instruction(Right.erase), "benchmark")
    marks.append(time.perf_counter())
    done = execute(prepared, engine.stores, MemoryJournal())
    marks.append(time.perf_counter())
    verify(prepared, engine.stores)
    marks.append(time.perf_counter())
    for name, start, end in zip(STEPS, marks, marks[1:], strict=False):
        steps[name].seconds.append(end - start)
    deleted: Deleted = {}
    for counts in done.counts.values():
        for outcome, rows in counts.items():
            table = outcome.removeprefix("insurer.").removesuffix(":erase")
            deleted[table] = deleted.get(table, 0) + rows
    return deleted


def measure(engine: Ours, database: by_hand.ByHand, size: int, repeats: int, people: list[int]) -> Result:
    """Takes whom it erases from the end of `people`, so that nobody is erased twice."""
    result = Result()
    warming = Result()
    for repeat in range(repeats + 1):
        kept = warming if repeat == 0 else result  # the first pair warms up
        mine, theirs = ([people.pop() for _ in range(size)] for _ in range(2))
        emails = [email(person) for person in theirs]
        runs = (
            (kept.ours, mine, lambda mine=mine, kept=kept: erase(engine, mine, kept.steps)),
            (kept.by_hand, theirs, lambda emails=emails: database.erase(emails)),
        )
        expected = {id(times): count(database, whom) for times, whom, _ in runs}
        for times, whom, run in runs if repeat % 2 else reversed(runs):
            seconds, deleted = timed(run)
            compare(deleted, expected[id(times)], left=count(database, whom))
            times.seconds.append(seconds)
            times.rows.append(sum(deleted.values()))
    return result


def count(database: by_hand.ByHand, people: Sequence[int]) -> Deleted:
    return database.count([email(person) for person in people])


def compare(deleted: Deleted, expected: Deleted, left: Deleted) -> None:
    """Every row and no other. Raises Differs."""
    for table, rows in expected.items():
        if deleted.get(table, 0) != rows:
            raise Differs(f"{table}: {deleted.get(table, 0):,} rows deleted, {rows:,} counted by hand")
        if left[table]:
            raise Differs(f"{table}: {left[table]:,} rows are still there")


def main() -> int:
    chosen = arguments("Erasures in batches, against hand-written SQL.", fewest=FEWEST)
    try:
        with insurer(chosen.n) as (url,), by_hand.connected(url) as database:
            engine = ours(url)
            people = list(range(1, chosen.n + 1))
            random.Random(SEED).shuffle(people)
            print(f"erase, {chosen.n:,} customers in PostgreSQL; medians; random people, each erased once")
            bystanders = people[:BYSTANDERS]
            before = count(database, bystanders)
            for size, repeats in REPEATS.items():
                say(f"batches of {size}: {repeats} runs")
                last = measure(engine, database, size, repeats, people)
                print(f"batch of {size:4}   habeas  {last.ours.line(size)}")
                print(f"                by hand {last.by_hand.line(size)}")
            if chosen.profile:
                profiled(lambda: erase(engine, [people.pop() for _ in range(size)], Result().steps))
            if count(database, bystanders) != before:
                raise Differs("rows of people who were not asked for are gone")
            engine.stores["insurer"].dispose()
    except (NoDatabase, Differs) as error:
        say(str(error))
        return 1
    shown = ", ".join(f"{name} {times.median * 1000:.1f} ms" for name, times in last.steps.items())
    print(f"of a batch of {size}: {shown}")
    print(f"without verify (prepare and execute) to hand-written SQL: {last.unverified / last.by_hand.median:.2f}")
    print(
        "The last line is the whole run a user gets (prepare, execute and verify) divided by the reference's time,"
        f" batch of {size}: nearer 1 is better. The reference deletes and asks nothing afterwards."
    )
    print(f"ratio to hand-written SQL: {last.ours.median / last.by_hand.median:.2f}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
