"""Read every finished file back, as its reader will, and look once more for what must never be disclosed.

The values were cleaned on their way in; that one is still here means a fault, and the package is not released
(section 7024(d), failing closed). Fixed wording is checked for known numbers only: a password may be a common word.
"""

import json
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from html import unescape
from html.parser import HTMLParser
from typing import IO

from habeas.delivery.cells import Json, safe_for_spreadsheet
from habeas.delivery.data_file import ROWS_BEGIN, ROWS_END
from habeas.delivery.dossier import Column, Disposition
from habeas.delivery.errors import NeverDisclosed
from habeas.delivery.never_disclose import ANOTHER_PERSON, TextFilter
from habeas.delivery.tables import Written


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
        records = _records(stream)
        self.text(written.csv_name, " | ".join(next(records)), table=written.table.name, where="the column names")
        for record in records:
            for column, value in zip(written.columns, record, strict=True):
                self._value(written.csv_name, written, column, value)

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
            reader.take(line)
        reader.close()

    def page_cell(self, file: str, written: Written, kind: str, text: str) -> None:
        """Check a cell of the page; a mark is wording."""
        if kind == "mark":
            return self.text(file, text, table=written.table.name)
        for found in self._guard.scan(text, known_only=kind != "free"):
            raise NeverDisclosed(file=file, table=written.table.name, column=f"a cell of the kind {kind}", kind=found)
        return None

    def _value(self, file: str, written: Written, column: Column, text: str) -> None:
        wording = _WORDING.get(column.disposition)
        if wording is not None:
            # Nothing but its own wording may ever stand in such a column.
            if text not in ("", wording(column), safe_for_spreadsheet(wording(column))):
                raise _leftover(file, written, column, "a column that is not shown")
            return self.text(file, text, table=written.table.name, where=f"column {column.name!r}")
        known_only = column.disposition is not Disposition.FREE_TEXT
        for kind in self._guard.scan(text, known_only=known_only):
            raise _leftover(file, written, column, kind)
        return None


class _PageReader(HTMLParser):
    """Hands every cell of the page, and every other text and attribute, to the check."""

    def __init__(self, check: FinalCheck, file: str, tables: Mapping[str, Written]) -> None:
        super().__init__(convert_charrefs=True)
        self._check, self._file, self._tables = check, file, tables
        self._table: Written | None = None
        self._kind = ""
        self._cell: list[str] = []
        self._pending: list[str] = []

    def take(self, line: str) -> None:
        """Read one line more. A plain row of cells means the same to every reader of HTML; the rest is parsed."""
        if line.startswith("<tr><td "):
            self._feed_pending()
            if self._is_between_cells() and _ROW.fullmatch(line):
                self._row(line)
                return
        self._pending.append(line)
        if len(self._pending) == _LINES_AT_ONCE:
            self._feed_pending()

    def close(self) -> None:
        self._feed_pending()
        super().close()

    def _feed_pending(self) -> None:
        self.feed("".join(self._pending))
        self._pending.clear()

    def _is_between_cells(self) -> bool:
        return self._table is not None and not self._kind and not self.rawdata and self.cdata_elem is None

    def _row(self, line: str) -> None:
        assert self._table is not None
        for kind, label, text in _CELL.findall(line):
            self._check.text(self._file, unescape(label), where="an attribute")
            self._check.page_cell(self._file, self._table, kind, unescape(text))

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        named = dict(attrs)
        if tag == "section":
            self._table = self._tables.get(named.get("id") or "", self._table)
        if tag == "td":
            self._kind, self._cell = named.get("class") or "free", []
        for value in named.values():
            self._check.text(self._file, value or "", where="an attribute")

    def handle_endtag(self, tag: str) -> None:
        if tag == "td" and self._table is not None:
            self._check.page_cell(self._file, self._table, self._kind, "".join(self._cell))
            self._kind = ""

    def handle_data(self, data: str) -> None:
        if self._kind:
            self._cell.append(data)
        else:
            self._check.text(self._file, data)


_WORDING: Mapping[Disposition, Callable[[Column], str]] = {
    Disposition.DESCRIBE: lambda column: column.not_shown,
    Disposition.REDACT: lambda _: ANOTHER_PERSON,
}
_LINES_AT_ONCE = 200
_CELL = re.compile(r'<td class="(free|value|mark)" dir="auto" data-label="([^"<>]*)">([^<>]*)</td>')
_ROW = re.compile(rf"<tr>(?:{_CELL.pattern})+</tr>\n?")
# RFC 4180; not the csv module, whose limit on the length of a field is one for the whole process.
_FIELD = re.compile(r'(?:"([^"]*(?:""[^"]*)*)"|([^,"]*))(?:,|\r\n\Z)')


def _leftover(file: str, written: Written, column: Column, kind: str) -> NeverDisclosed:
    where = f"{column.disposition.value} column {column.name!r}"
    return NeverDisclosed(file=file, table=written.table.name, column=where, kind=kind)


def _lines(stream: IO[bytes]) -> Iterator[str]:
    for line in stream:
        yield line.decode("utf-8")


def _records(stream: IO[bytes]) -> Iterator[list[str]]:
    pending: list[str] = []
    is_open = False
    for line in _lines(stream):
        pending.append(line)
        # A line end inside quotes belongs to the value.
        is_open ^= line.count('"') % 2 == 1
        if not is_open:
            yield [
                match[2] if match[1] is None else match[1].replace('""', '"')
                for match in _FIELD.finditer("".join(pending))
            ]
            pending = []


def _leaves(value: Json) -> Iterator[str]:
    match value:
        case None | bool():
            return
        case list():
            for one in value:
                yield from _leaves(one)
        case dict():
            for key, one in value.items():
                yield key
                yield from _leaves(one)
        case _:
            yield str(value)
