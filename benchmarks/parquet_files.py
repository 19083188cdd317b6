"""Parquet files of a web log in which one person has rows in three files."""

from __future__ import annotations

from pathlib import Path

import duckdb

PERSON = "device-471100-x"  # among the others, in the order of texts
HOLDING = 3  # files with rows of the person
MINE = 4  # in each of them, spread over the file
ROWS = """
SELECT CASE WHEN {mine} THEN '{person}' ELSE 'device-' || ((hash(n) % 1000000)::VARCHAR) END AS device,
       TIMESTAMP '2026-01-01' + to_seconds(n) AS at,
       '/page/' || (hash(n, 1) % 40) AS page,
       (hash(n, 2) % 256) || '.' || (hash(n, 3) % 256) || '.0.1' AS ip,
       (hash(n, 4) % 100000)::BIGINT AS session,
       ((hash(n, 5) % 100000) / 100)::DECIMAL(9, 2) AS amount
FROM (SELECT i, i + {first} AS n FROM range({rows}) t(i))
"""


def make(folder: Path, files: int, rows: int) -> None:
    """The same files on every run. Devices are scattered, so that no row group can be ruled out by its least and greatest."""
    folder.mkdir(parents=True)
    with duckdb.connect() as connection:
        for number in range(files):
            step = rows // MINE
            mine = f"i % {step} = {step // 2}" if number in holding(files) else "false"
            query = ROWS.format(mine=mine, person=PERSON, first=number * rows, rows=rows)
            target = folder / f"{number:03}.parquet"
            connection.execute(f"COPY ({query}) TO '{target}' (FORMAT parquet, COMPRESSION zstd)")


def holding(files: int) -> list[int]:
    return [(2 * at + 1) * files // (2 * HOLDING) for at in range(HOLDING)]
