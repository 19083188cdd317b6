"""Read every finished file back, as its reader will, and look once more for what must never be disclosed.

The values were cleaned on their way in; that one is still here means a fault, and the package is not released
(section 7024(d), failing closed). Fixed wording is checked for known numbers only: a password may be a common word.
"""

import csv
import json
from collections.abc import Iterator, Mapping, Sequence
from html.parser import HTMLParser
from io import TextIOWrapper
from typing import IO

from habeas.delivery.cells import ANOTHER_PERSON, safe_for_spreadsheet
from habeas.delivery.data_file import ROWS_BEGIN, ROWS_END
from habeas.delivery.dossier import Column, Disposition
from habeas.delivery.errors import NeverDisclosed
from habeas.delivery.never_disclose import TextFilter
from habeas.delivery.tables import Written

_CHUNK = 1 << 16


class FinalCheck:
    """Raises NeverDisclosed for the first leftover."""

    def __init__(self, guard: TextFilter) -> None:
        self._guard = guard
        self._numbers = guard.numbers_only()

    def text(self, file: str, text: str, *, table: str = "", where: str = "fixed wording") -> None:
        """Check wording that holds no values."""
        for kind in self._numbers.scan(text, known_only=True):
            raise NeverDisclosed(file=file, table=table, column=where, kind=kind)

    def csv(self, stream: IO[bytes], written: Written) -> None:
        """Check a CSV file record by record."""
        stream.seek(0)
        reader = csv.reader(_lines(stream))
        self.text(written.csv_name, " | ".join(next(reader)), table=written.table.name, where="the column names")
        for record in reader:
            for column, value in zip(written.columns, record, strict=True):
                self._value(written.csv_name, written, column, value, spelled=safe_for_spreadsheet)

    def data(self, file: str, stream: IO[bytes], tables: Sequence[Written]) -> None:
        """Check the data file line by line; `tables` come in the order of the file."""
        stream.seek(0)
        coming = iter(tables)
        current: Written | None = None
        for line in map(str.strip, _lines(stream)):
            if current is None:
                self.text(file, line)
                current = next(coming) if line == ROWS_BEGIN else None
            elif line == ROWS_END:
                current = None
            elif line:
                row = json.loads(line.removesuffix(","))
                for column in current.columns:
                    for leaf in _leaves(row[column.name]):
                        self._value(file, current, column, leaf)

    def page(self, file: str, stream: IO[bytes], tables: Sequence[Written]) -> None:
        """Check the page as a browser reads it."""
        stream.seek(0)
        reader = _PageReader(self, file, {written.anchor: written for written in tables})
        for line in _lines(stream):
            reader.feed(line)
        reader.close()

    def page_cell(self, file: str, written: Written, kind: str, text: str) -> None:
        """Check a cell of the page; a mark is wording."""
        if kind == "mark":
            return self.text(file, text, table=written.table.name)
        for found in self._guard.scan(text, known_only=kind != "free"):
            raise NeverDisclosed(file=file, table=written.table.name, column=f"a cell of the kind {kind}", kind=found)
        return None

    def _value(self, file: str, written: Written, column: Column, text: str, spelled: type[str] | object = str) -> None:
        raise NotImplementedError


def _lines(stream: IO[bytes]) -> Iterator[str]:
    for line in stream:
        yield line.decode("utf-8")
