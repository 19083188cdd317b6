"""Peak memory of the engine: 10,000 people in one batch, and one person who owns two million rows of one table.

    python benchmarks/memory.py [-n CUSTOMERS] [--rows ROWS] [--people PEOPLE]

Each figure is the peak resident memory of a process of its own, which finds, reads or erases in PostgreSQL and writes what
it reads as the packages' JSON lines into a file. The last line is the largest of them as a part of 300 MB.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryFile

import psycopg
from databases import NoDatabase, say
from json_lines import Lines
from measuring import Differs, Ours, instruction, ours, subjects
from requests_insurer import insurer

from habeas.datamap.graph import TableRef
from habeas.datamap.limits import Limits
from habeas.engine.batch import Right
from habeas.engine.execute import execute
from habeas.engine.explain import prepare
from habeas.engine.journal import MemoryJournal
from habeas.engine.read import read
from habeas.engine.verify import verify
from habeas.stores.protocol import Batch

MOST = 300  # MB
# Two million rows that others hang on go in one statement, and PostgreSQL asks for each whether something does.
PATIENT = Limits(statement_timeout="600s")
# One who owns a table that nothing hangs on, and one whose rows are the parents of others. Both reach the rows by one key.
OWNER_OF_LEAVES, OWNER_OF_PARENTS = -1, -2
OWNERS = """
INSERT INTO customer (id, email, created_at) SELECT -o, 'user-' || o || '@example.com', now() FROM unnest(ARRAY[1, 2]) o;
INSERT INTO web_session (id, customer_id) VALUES (-1, -1);
INSERT INTO page_view (id, session_id, url, viewed_at)
    SELECT -i, -1, '/p/' || i % 5000, now() FROM generate_series(1, {rows}) i;
INSERT INTO web_session (id, customer_id, ip, user_agent, started_at)
    SELECT -i - 1, -2, '192.0.2.' || i % 256, 'Mozilla/5.0', now() FROM generate_series(1, {rows}) i;
INSERT INTO page_view (id, session_id, url) SELECT -i - {rows}, -i - 1, '/' FROM generate_series(1, {rows}, 1000) i;
ANALYZE;
"""


def know(engine: Ours, people: range) -> int:
    rows = 0
    with TemporaryFile("w", encoding="utf-8") as file:

        def take(_ref: TableRef, columns: tuple[str, ...], batches: Iterator[Batch]) -> None:
            nonlocal rows
            lines = Lines(columns)
            for batch in batches:
                rows += len(batch)
                file.writelines(f"{line}\n" for _, line in lines.of(batch))

        read(subjects(people), engine.graph, engine.stores, instruction(Right.know), "benchmark", take)
    return rows


def erase(engine: Ours, people: range) -> int:
    prepared = prepare(subjects(people), engine.graph, engine.stores, instruction(Right.erase), "benchmark")
    done = execute(prepared, engine.stores, MemoryJournal())
    verify(prepared, engine.stores)
    return sum(sum(counts.values()) for counts in done.counts.values())


RUNS = {"know": know, "erase": erase}


def peak() -> float:
    """MB. Not what `getrusage` tells: that of a child begins with what its parent had."""
    status = Path("/proc/self/status").read_text(encoding="ascii")
    return int(status.partition("VmHWM:")[2].split()[0]) / 1024


def measure(url: str, what: str, people: range) -> float:
    """The peak of a process that does this; what it found is said. Raises Differs where it found nothing."""
    parts = [__file__, "--child", what, url, str(people.start), str(people.stop)]
    ran = subprocess.run([sys.executable, *parts], capture_output=True, text=True, check=False)
    if ran.returncode:
        raise Differs(ran.stderr)
    megabytes, before, rows, seconds = map(float, ran.stdout.split())
    print(f"{megabytes:10.0f} {before:14.0f} {rows:12,.0f} {seconds:9.1f}   ", end="")
    return megabytes


def child(what: str, url: str, start: str, stop: str) -> int:
    engine = ours(url)
    engine.stores["insurer"].limits = PATIENT
    before, begun = peak(), time.perf_counter()
    rows = RUNS[what](engine, range(int(start), int(stop)))
    print(peak(), before, rows, time.perf_counter() - begun)
    return 0


def main() -> int:
    parser = argparse.ArgumentParser(description="Peak memory of the engine.")
    parser.add_argument("-n", type=int, default=20_000, metavar="CUSTOMERS", help="default 20000")
    parser.add_argument("--people", type=int, default=10_000, help="in one batch; default 10000")
    parser.add_argument("--rows", type=int, default=2_000_000, help="of one person in one table; default 2000000")
    chosen = parser.parse_args()
    people, peaks = range(1, chosen.people + 1), []
    whose = {
        f"{chosen.people:,} people": people,
        "one person, rows that nothing hangs on": range(OWNER_OF_LEAVES, OWNER_OF_LEAVES + 1),
        "one person, rows that others hang on": range(OWNER_OF_PARENTS, OWNER_OF_PARENTS + 1),
    }
    try:
        with insurer(max(chosen.n, chosen.people)) as (url,):
            say(f"two people with {chosen.rows:,} rows each")
            with psycopg.connect(url, autocommit=True) as connection:
                connection.execute(OWNERS.format(rows=chosen.rows))
            print("   peak MB  MB at its start         rows   seconds")
            for what in RUNS:
                for who, those in whose.items():
                    peaks.append(measure(url, what, those))
                    print(f"{what}: {who}", flush=True)
    except (NoDatabase, Differs) as error:
        say(str(error))
        return 1
    print(f"peak memory to {MOST} MB: {max(peaks) / MOST:.2f}")
    return 0


if __name__ == "__main__":
    sys.exit(child(*sys.argv[2:]) if sys.argv[1:2] == ["--child"] else main())
