"""Write one table to its three places in a single pass over its rows; nothing but counts stays in memory."""

import json
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from html import escape
from typing import IO

from habeas.delivery.cells import Cell, cell, csv_line
from habeas.delivery.dossier import Column, Disposition, Table
from habeas.delivery.errors import MalformedDossier
from habeas.delivery.never_disclose import TextFilter

ROWS_ON_THE_PAGE = 200
_JSON = json.JSONEncoder(ensure_ascii=False, allow_nan=False)


@dataclass(frozen=True)
class Written:
    """A table as it was written: what the summary, the page and the data file say of it."""

    table: Table
    anchor: str
    csv_name: str
    rows: int
    taken_out: Mapping[str, int]  # kinds found by the filter, and how often
    held: Mapping[str, int]  # names of columns described or redacted, and in how many rows they hold something
    page: tuple[int, int]  # where its rows stand in the two streams
    data: tuple[int, int]

    @property
    def columns(self) -> tuple[Column, ...]:
        return self.table.shown_columns


@dataclass(frozen=True)
class Streams:
    """Where rows go: the table's own CSV file, and the rows of all tables for the page and the data file."""

    csv: IO[bytes]
    page: IO[bytes]
    data: IO[bytes]


def write_table(table: Table, streams: Streams, guard: TextFilter, *, anchor: str, csv_name: str) -> Written:
    """Write the rows as they come; raises MalformedDossier when two columns have one name."""
    _refuse_doubles(table)
    columns = table.shown_columns
    page_start, data_start = streams.page.tell(), streams.data.tell()
    openings = [_openings(column) for column in columns]
    rows, taken_out, held = 0, Counter[str](), Counter[str]()
    streams.csv.write(csv_line([column.name for column in columns]).encode())
    for row in table.rows:
        cells = [cell(row.get(column.name), column, guard) for column in columns]
        rows += 1
        _count(columns, cells, taken_out, held)
        streams.csv.write(csv_line([one.csv for one in cells]).encode())
        streams.data.write(_data_row(columns, cells, is_first=rows == 1).encode())
        if rows <= ROWS_ON_THE_PAGE:
            streams.page.write(_page_row(openings, cells).encode())
    page, data = (page_start, streams.page.tell()), (data_start, streams.data.tell())
    return Written(table, anchor, csv_name, rows, taken_out, held, page, data)


def _refuse_doubles(table: Table) -> None:
    doubles = [name for name, count in Counter(column.name for column in table.columns).items() if count > 1]
    if doubles:
        raise MalformedDossier(f"table {table.name!r} of {table.system!r} names the columns {doubles} more than once")


def _count(columns: tuple[Column, ...], cells: list[Cell], taken_out: Counter[str], held: Counter[str]) -> None:
    for column, one in zip(columns, cells, strict=True):
        taken_out.update(one.found)
        if one.is_mark and column.disposition in (Disposition.DESCRIBE, Disposition.REDACT):
            held[column.name] += 1


def _data_row(columns: tuple[Column, ...], cells: list[Cell], *, is_first: bool) -> str:
    # One row a line, so that the finished file can be read back row by row.
    values = {column.name: one.json for column, one in zip(columns, cells, strict=True)}
    return ("" if is_first else ",\n") + _JSON.encode(values)


def _page_row(openings: list[tuple[str, str]], cells: list[Cell]) -> str:
    return "<tr>" + "".join(map(_page_cell, openings, cells)) + "</tr>\n"


def _openings(column: Column) -> tuple[str, str]:
    """How a cell of this column begins: with a value, and with wording in its place."""
    kind = "free" if column.disposition is Disposition.FREE_TEXT else "value"
    rest = f'dir="auto" data-label="{escape(column.label or column.name)}">'
    return f'<td class="{kind}" {rest}', f'<td class="mark" {rest}'


def _page_cell(openings: tuple[str, str], one: Cell) -> str:
    return f"{openings[one.is_mark]}{escape(one.html)}</td>"
