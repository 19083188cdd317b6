"""What one file holds, and how DuckDB reads the files of a table."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import BinaryIO

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq

from habeas.stores.errors import StoreRefused
from habeas.stores.files.csvfile import read_header, refuse_open_end
from habeas.stores.files.splice import read_footer
from habeas.stores.files.storage import LINES, File

FILE, ROW = "habeas_file", "habeas_row"  # where a row lies, beside its own columns

PARQUET = "filename=true, file_row_number=true, union_by_name=true, hive_partitioning=false"
# Nothing is guessed: a file that is not what its header says is refused.
CSV = (
    "auto_detect=false, header=true, delim=',', quote='\"', escape='\"', parallel=false, strict_mode=true,"
    " max_line_size=16777216, hive_partitioning=false"
)
FORMATS = {LINES: "newline_delimited", ".json": "array"}
JSON = "maximum_object_size=16777216, hive_partitioning=false"


@dataclass(frozen=True)
class Layout:
    """The columns of a file; of a Parquet file also their types."""

    columns: tuple[str, ...]
    schema: pa.Schema | None = None

    def may_hold(self, names: Collection[str]) -> bool:
        """Whether it has one of the columns, or nothing at all."""
        own = {name.lower() for name in self.columns}
        return not own or any(name.lower() in own for name in names)


def read_layout(file: File, stream: BinaryIO, connection: duckdb.DuckDBPyConnection) -> Layout:
    """Raises StoreRefused for a file that is not what its ending says, and what DuckDB and pyarrow raise."""
    match file.kind:
        case ".parquet":
            return _parquet_layout(file, stream)
        case ".csv":
            names = read_header(file.unpacked(stream), file.short)
            stream.seek(0)
            refuse_open_end(file.unpacked(stream), file.short)
            return Layout(tuple(names))
        case _:
            return Layout(_json_keys(file, connection))


def _parquet_layout(file: File, stream: BinaryIO) -> Layout:
    try:
        read_footer(stream)
    except ValueError as error:
        raise StoreRefused(
            f"{file.short} cannot be read: it is {error}; ignore it in the data map or mend it"
        ) from None
    schema = pq.read_schema(stream)
    _refuse_twins(file, schema.names)
    return Layout(tuple(schema.names), schema)


def _json_keys(file: File, connection: duckdb.DuckDBPyConnection) -> tuple[str, ...]:
    """Every key of the top level that some record has."""
    read = f"read_json_objects({text(file.name)}, format='{FORMATS[file.kind]}', {JSON})"
    query = f"SELECT DISTINCT unnest(json_keys(json)) FROM {read}"  # noqa: S608
    names = sorted(name for (name,) in connection.execute(query).fetchall())
    _refuse_twins(file, names)
    return tuple(names)


def _refuse_twins(file: File, names: Sequence[str]) -> None:
    """DuckDB does not tell `Email` from `email`."""
    if len({name.lower() for name in names}) < len(names):
        raise StoreRefused(f"{file.short} has columns that differ in case only; give each a name of its own")


def view(layouts: Mapping[File, Layout], named: Iterable[str]) -> str:
    """The files of a table as one query, with the place of each row. Folders like `day=1` add no columns.

    `named` are the columns that the data map names: a record of JSON may leave out any of them.
    """
    sources = []
    tables = [file for file in layouts if file.kind == ".parquet"]
    if tables:
        place = f"filename AS {FILE}, file_row_number AS {ROW}"
        listed = ", ".join(text(file.name) for file in tables)
        sources.append(
            f"SELECT * EXCLUDE (filename, file_row_number), {place} FROM read_parquet([{listed}], {PARQUET})"  # noqa: S608
        )
    for file, layout in layouts.items():
        if file.kind != ".parquet":
            place = f"{text(file.name)} AS {FILE}, row_number() OVER () - 1 AS {ROW}"
            sources.append(f"SELECT *, {place} FROM {_reader(file, layout.columns, tuple(named))}")  # noqa: S608
    return " UNION ALL BY NAME ".join(sources)


def _reader(file: File, columns: Sequence[str], named: Sequence[str]) -> str:
    """All values as text, as they are written: what a type would be guessed to be might change with the next record."""
    if file.kind == ".csv":
        return f"read_csv({text(file.name)}, columns={{{_texts(columns)}}}, {CSV})"
    known = {name.lower() for name in columns}
    every = (*columns, *(name for name in named if name.lower() not in known))
    return f"read_json({text(file.name)}, columns={{{_texts(every)}}}, format='{FORMATS[file.kind]}', {JSON})"


def _texts(columns: Iterable[str]) -> str:
    return ", ".join(f"{text(name)}: 'VARCHAR'" for name in columns)


def text(value: object) -> str:
    return "'" + str(value).replace("'", "''") + "'"
