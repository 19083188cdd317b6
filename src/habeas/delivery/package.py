"""Build the consumer's data package: one ZIP that a person can read and another program can use.

Civil Code 1798.130(a)(3)(B)(iii) asks for a form that is easily understandable and, where feasible, structured, commonly
used and machine-readable; section 7024(d) of title 11 for an output that never holds certain values. Rows pass once
and are kept in temporary files, so that memory does not grow with their number; the package reaches the target only
after every file in it has been read back and checked.
"""

import shutil
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import SpooledTemporaryFile
from typing import IO, BinaryIO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from habeas.delivery.data_file import data_file, schema_text
from habeas.delivery.dossier import Dossier
from habeas.delivery.final_check import FinalCheck
from habeas.delivery.never_disclose import TextFilter
from habeas.delivery.outline import Described, by_system, described
from habeas.delivery.page import page
from habeas.delivery.readme_file import readme
from habeas.delivery.tables import Streams, Written, write_table
from habeas.delivery.zip_names import csv_name

PAGE, DATA, SCHEMA, README = "index.html", "data.json", "schema.json", "README.txt"
_IN_MEMORY = 1 << 20
_EARLIEST_YEAR, _LATEST_YEAR = 1980, 2107  # what a ZIP can date
_READABLE_BY_OWNER = 0o600


@dataclass(frozen=True)
class TableSummary:
    """What became of one table; `redactions` counts the places where a value was taken out or replaced."""

    system: str
    table: str
    file: str
    rows: int
    redactions: int
    withheld: int


@dataclass(frozen=True)
class Summary:
    """What the package holds, for the ledger: counts and names only."""

    tables: tuple[TableSummary, ...]
    described: tuple[Described, ...]
    files: tuple[str, ...]

    @property
    def rows(self) -> Mapping[tuple[str, str], int]:
        """Return the number of rows delivered for each (system, table)."""
        counts: dict[tuple[str, str], int] = {}
        for one in self.tables:
            counts[one.system, one.table] = counts.get((one.system, one.table), 0) + one.rows
        return counts

    @property
    def redactions(self) -> int:
        return sum(one.redactions for one in self.tables)


def write_package(
    dossier: Dossier,
    target: BinaryIO,
    *,
    known_values: Iterable[tuple[str, str]],
    others: Iterable[str] = (),
    scratch: Path | None = None,
) -> Summary:
    """Write the package to `target` and say what is in it.

    `known_values` are (kind, value) pairs of everything about this person that must never be disclosed, as stored in
    the columns to be described; `others` are values that tell other people apart, as `other_people.telling` chooses
    them. `scratch` is a folder for temporary files, which hold personal information.
    Raises NeverDisclosed when such a value is found in a finished file and MalformedDossier when the dossier
    contradicts itself; nothing has been written to `target` then.
    """
    with _spool(scratch) as built:
        with ZipFile(built, "w", ZIP_DEFLATED, strict_timestamps=False) as archive:
            summary = _Builder(dossier, archive, TextFilter(known_values, others), scratch).build()
        built.seek(0)
        shutil.copyfileobj(built, target)
    return summary


@dataclass
class _Builder:
    dossier: Dossier
    archive: ZipFile
    guard: TextFilter
    scratch: Path | None
    files: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.check = FinalCheck(self.guard)

    def build(self) -> Summary:
        with _spool(self.scratch) as page_rows, _spool(self.scratch) as data_rows:
            tables = self._tables(page_rows, data_rows)
            in_order = [written for group in by_system(tables).values() for written in group]
            with _spool(self.scratch) as stream:
                _assemble(page(self.dossier, tables), stream, page_rows, {one.anchor: one.page for one in tables})
                self.check.page(PAGE, stream, tables)
                self._add(PAGE, stream)
            with _spool(self.scratch) as stream:
                _assemble(data_file(self.dossier, tables), stream, data_rows, {one.anchor: one.data for one in tables})
                self.check.data(DATA, stream, in_order)
                self._add(DATA, stream)
        self._add_text(SCHEMA, schema_text())
        self._add_text(README, readme(self.dossier, tables))
        return Summary(tuple(map(_summary, tables)), described(tables), tuple(self.files))

    def _tables(self, page_rows: IO[bytes], data_rows: IO[bytes]) -> list[Written]:
        tables: list[Written] = []
        taken: set[str] = set()
        for place, table in enumerate(self.dossier.tables, 1):
            name = csv_name(table.system, table.name, taken)
            with _spool(self.scratch) as stream:
                streams = Streams(stream, page_rows, data_rows)
                written = write_table(table, streams, self.guard, anchor=f"t{place}", csv_name=name)
                self.check.csv(stream, written)
                self._add(name, stream)
            tables.append(written)
        return tables

    def _add_text(self, name: str, text: str) -> None:
        self.check.text(name, text)
        with _spool(self.scratch) as stream:
            stream.write(text.encode())
            self._add(name, stream)

    def _add(self, name: str, stream: IO[bytes]) -> None:
        stream.seek(0)
        # The date of the answer, not of the run: the same dossier gives the same bytes.
        day = self.dossier.prepared_on
        entry = ZipInfo(name, (min(max(day.year, _EARLIEST_YEAR), _LATEST_YEAR), day.month, day.day, 0, 0, 0))
        entry.compress_type, entry.external_attr, entry.create_system = ZIP_DEFLATED, _READABLE_BY_OWNER << 16, 3
        with self.archive.open(entry, "w", force_zip64=True) as file:
            shutil.copyfileobj(stream, file)
        self.files.append(name)


def _assemble(
    pieces: Iterator[str | Written], stream: IO[bytes], rows: IO[bytes], spans: Mapping[str, tuple[int, int]]
) -> None:
    for piece in pieces:
        if isinstance(piece, str):
            stream.write(piece.encode("utf-8", errors="replace"))
        else:
            start, end = spans[piece.anchor]
            _copy(rows, stream, start, end)


def _copy(source: IO[bytes], stream: IO[bytes], start: int, end: int) -> None:
    source.seek(start)
    left = end - start
    while left > 0 and (chunk := source.read(min(left, _IN_MEMORY))):
        stream.write(chunk)
        left -= len(chunk)


def _summary(written: Written) -> TableSummary:
    table = written.table
    redactions = sum(written.taken_out.values()) + sum(written.held.values())
    return TableSummary(table.system, table.name, written.csv_name, written.rows, redactions, table.withheld)


def _spool(scratch: Path | None) -> "SpooledTemporaryFile[bytes]":
    return SpooledTemporaryFile(max_size=_IN_MEMORY, dir=None if scratch is None else str(scratch))
