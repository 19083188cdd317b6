"""Everything about 1, 100 and 1000 people as JSON lines, against hand-written set SQL in the same run.

    python benchmarks/batch_access.py [-n CUSTOMERS] [--profile]

Then how many statements each size costs, what a plan alone costs, and what the output filter adds when the same rows are
written as tables of packages.
"""

from __future__ import annotations

import random
import sys
from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field
from tempfile import SpooledTemporaryFile

import by_hand
from databases import NoDatabase, say
from json_lines import Lines
from measuring import SEED, Differs, Ours, Times, arguments, email, instruction, ours, profiled, subjects, timed
from requests_insurer import insurer

from habeas.datamap.graph import Node, TableRef
from habeas.delivery.dossier import Column, Disposition, Table
from habeas.delivery.never_disclose import Cleaned, TextFilter
from habeas.delivery.tables import Streams, write_table
from habeas.engine.batch import Right
from habeas.engine.explain import Prepared, prepare
from habeas.engine.read import read
from habeas.stores.protocol import Batch

REPEATS = {1: 15, 100: 9, 1000: 9}


@dataclass
class Result:
    ours: Times = field(default_factory=Times)
    by_hand: Times = field(default_factory=Times)


def answer(engine: Ours, people: Sequence[int], found: by_hand.Lines) -> Prepared:
    """Everything about these people, as a worker reads it: found, planned, read and spelled in one go."""

    def take(_ref: TableRef, columns: tuple[str, ...], batches: Iterator[Batch]) -> None:
        lines = Lines(columns)
        for batch in batches:
            found.extend(lines.of(batch))

    return read(subjects(people), engine.graph, engine.stores, instruction(Right.know), "benchmark", take)


def measure(engine: Ours, database: by_hand.ByHand, size: int, repeats: int, n: int, chance: random.Random) -> Result:
    result = Result()
    for repeat in range(repeats + 1):
        people = chance.sample(range(1, n + 1), size)
        emails = [email(person) for person in people]
        own: by_hand.Lines = []
        theirs: by_hand.Lines = []
        runs = (
            (result.ours, own, lambda people=people, own=own: answer(engine, people, own)),
            (result.by_hand, theirs, lambda emails=emails, theirs=theirs: theirs.extend(database.lines(emails))),
        )
        # Whoever comes second finds the pages in memory, so they take turns; the first pair is not counted.
        for times, lines, run in runs if repeat % 2 else reversed(runs):
            seconds, _ = timed(run)
            if repeat:
                times.seconds.append(seconds)
                times.rows.append(len(lines))
        if (sorted(own) != sorted(theirs)) if repeat == 0 else (len(own) != len(theirs)):
            raise Differs(f"{len(own):,} lines by the engine, {len(theirs):,} by hand, and not the same")
    return result


def statements(engine: Ours, people: Sequence[int]) -> dict[int, int]:
    return {size: answer(engine, people[:size], []).statements for size in REPEATS}


class Unfiltered(TextFilter):
    """Finds nothing, at no cost."""

    def clean(self, text: str, *, known_only: bool = False) -> Cleaned:
        return Cleaned(text)

    def scan(self, text: str, *, known_only: bool) -> tuple[str, ...]:
        return ()


def tables_written(engine: Ours, people: Sequence[int], with_filter: bool) -> int:
    """Answer these people and write each one's tables as packages do; rows written."""
    held: dict[tuple[int, TableRef], list[dict[str, object]]] = {}

    def take(ref: TableRef, columns: tuple[str, ...], batches: Iterator[Batch]) -> None:
        for batch in batches:
            for row in batch:
                held.setdefault((row[0], ref), []).append(dict(zip(columns, row[1:], strict=True)))

    read(subjects(people), engine.graph, engine.stores, instruction(Right.know), "benchmark", take)
    known: dict[int, list[tuple[str, str]]] = {}
    for (ordinal, ref), rows in held.items():
        for column in _columns(engine.graph.nodes[ref]):
            if column.disposition is Disposition.DESCRIBE:
                known.setdefault(ordinal, []).extend((column.description, str(row[column.name])) for row in rows)
    written = 0
    guards = {ordinal: TextFilter(values) if with_filter else Unfiltered(()) for ordinal, values in known.items()}
    with ExitStack() as stack:
        streams = Streams(*(stack.enter_context(SpooledTemporaryFile(1 << 26)) for _ in range(3)))  # type: ignore[arg-type]
        for (ordinal, ref), rows in held.items():
            table = Table("insurer", "", ref.table, "", _columns(engine.graph.nodes[ref]), rows)
            written += write_table(table, streams, guards[ordinal], anchor="t", csv_name="t").rows
    return written


def _columns(node: Node) -> tuple[Column, ...]:
    """As `habeas.web.requests.documents` describes them."""
    found = []
    for name, column in node.table.columns.items():
        if column.disclose == "never":
            how = Disposition.DESCRIBE
        elif not column.category and not column.sensitive:
            how = Disposition.OMIT
        elif column.about == "other":
            how = Disposition.REDACT
        else:
            how = Disposition.FREE_TEXT if column.free_text else Disposition.DELIVER
        found.append(Column(name, name, column.category, column.sensitive, how, column.describe))
    return tuple(found)


def main() -> int:
    chosen = arguments("Everything about people in batches, against hand-written SQL.", fewest=2000)
    try:
        with insurer(chosen.n) as (url,), by_hand.connected(url) as database:
            engine = ours(url)
            chance = random.Random(SEED)
            print(
                f"know, {chosen.n:,} customers in PostgreSQL; medians; the same people and the same lines on both sides"
            )
            for size, repeats in REPEATS.items():
                say(f"batches of {size}: {repeats} runs")
                last = measure(engine, database, size, repeats, chosen.n, chance)
                print(f"batch of {size:4}   habeas  {last.ours.line(size)}")
                print(f"                by hand {last.by_hand.line(size)}")
            asked = chance.sample(range(1, chosen.n + 1), size)
            spent = statements(engine, asked)
            print("statements by size of batch: " + ", ".join(f"{of}: {number}" for of, number in spent.items()))
            explained, _ = timed(
                lambda: prepare(subjects(asked), engine.graph, engine.stores, instruction(Right.erase), "benchmark")
            )
            print(f"explain an erasure of {size} people: {explained:.2f} s")
            say("the output filter")
            bare, filtered = (timed(lambda how=how: tables_written(engine, asked, how))[0] for how in (False, True))
            print(
                f"read, and written as tables of packages: {bare:.2f} s without the output filter, {filtered:.2f} s with it;"
                f" the filter is {(filtered - bare) / filtered:.0%} of the run"
            )
            if chosen.profile:
                profiled(lambda: answer(engine, asked, []))
            engine.stores["insurer"].dispose()
    except (NoDatabase, Differs) as error:
        say(str(error))
        return 1
    print(f"The last line is habeas's time divided by the reference's, batch of {size}, no filter: nearer 1 is better.")
    print(f"ratio to hand-written SQL: {last.ours.median / last.by_hand.median:.2f}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
