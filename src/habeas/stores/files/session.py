"""Files through DuckDB: views over them, and the rewrites that wait for the end."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq
import sqlalchemy as sa
from sqlalchemy.dialects import postgresql
from sqlalchemy.sql.compiler import SQLCompiler

from habeas.datamap.facts import ColumnFacts, TableFacts
from habeas.datamap.graph import Access, Node, Parent
from habeas.stores.files.change import Change
from habeas.stores.files.csvfile import read_header, refuse_open_end
from habeas.stores.files.rewrite import Rewrites, seen
from habeas.stores.masks import Constant, Mask
from habeas.stores.protocol import Batch, Counted, Rules
from habeas.stores.reached import Key, Keys, Reached, Reference
from habeas.stores.sql.constraints import by_schema
from habeas.stores.sql.dialects.duckdb import DuckDB
from habeas.stores.sql.statements import Builder

FILE, ROW = "habeas_file", "habeas_row"  # where a row lies, beside its own columns
ROWS_AT_ONCE = 2000
DIALECT = postgresql.dialect(paramstyle="numeric_dollar")  # type: ignore[no-untyped-call]

_FAMILIES = {
    "BOOLEAN": "boolean", "DATE": "date", "TIME": "time", "UUID": "uuid", "BLOB": "binary", "JSON": "json",
    "VARCHAR": "text", "FLOAT": "decimal", "DOUBLE": "decimal",
}  # fmt: skip


class FileSession:
    """One look at the files, or one change of them."""

    def __init__(
        self, connection: duckdb.DuckDBPyConnection, tables: Mapping[str, Sequence[Path]], secret: str
    ) -> None:
        self.connection = connection
        self.tables = {name: files for name, files in tables.items() if files}
        self.secret = secret
        self.statements = 0
        self.rewrites = Rewrites({path: seen(path) for files in self.tables.values() for path in files})
        self._facts: dict[str, TableFacts] = {}
        # Whatever the process is set to: a year begins for DuckDB when it begins for pyarrow.
        self.connection.execute("SET GLOBAL TimeZone = 'UTC'")
        for table, files in self.tables.items():
            self.connection.execute(f"CREATE VIEW {_quoted(table)} AS {_source(files)}")

    def describe(self, table: str) -> TableFacts:
        if table not in self._facts:
            rows = self.connection.execute(f"DESCRIBE {_quoted(table)}").fetchall()
            required = _required(self.tables[table])
            columns = {
                name: ColumnFacts(name, kind, _family(kind), name not in required)
                for name, kind, *_ in rows
                if name not in (FILE, ROW)
            }
            self._facts[table] = TableFacts(table, columns)
        return self._facts[table]

    def _builder(self) -> Builder:
        return Builder(DuckDB(), self.secret)

    def _run(self, statement: sa.ClauseElement, builder: Builder) -> Iterator[tuple[Any, ...]]:
        for batch in self._batches(statement, builder):
            yield from batch

    def _batches(self, statement: sa.ClauseElement, builder: Builder) -> Iterator[Batch]:
        self.statements += 1
        compiled = statement.compile(dialect=DIALECT)
        cursor = self.connection.cursor()
        for name, keys in builder.parameters.items():
            assert isinstance(keys, Keys)
            cursor.register(name, _arrow(keys))
        assert isinstance(compiled, SQLCompiler)
        values = [compiled.params[name] for name in compiled.positiontup or ()]
        # Arrow, because the driver's own rows need a further package for time zones.
        for batch in cursor.sql(str(compiled), params=values).to_arrow_reader(ROWS_AT_ONCE):
            yield list(zip(*(column.to_pylist() for column in batch.columns), strict=True))

    def export(self, reached: Reached, columns: Sequence[str]) -> Iterator[Batch]:
        for part in reached.chunks():
            builder = self._builder()
            yield from self._batches(builder.export(part, columns), builder)

    def count(self, reached: Reached, rules: Rules, columns: Sequence[str]) -> Iterator[Counted]:
        for part in reached.chunks():
            builder = self._builder()
            for ordinal, rule, rows, *filled in self._run(builder.count(part, rules, columns), builder):
                yield Counted(ordinal, rule, rows, tuple(filled))

    def rows(self, reached: Reached, rules: Rules, columns: Sequence[str]) -> Iterator[Batch]:
        for part in reached.chunks():
            builder = self._builder()
            yield from self._batches(builder.rows(part, rules, columns), builder)

    def referenced(self, reference: Reference, keys: Sequence[Key]) -> set[Key]:
        builder = self._builder()
        statement = builder.referenced(reference, keys, self.describe(reference.table))
        return set(self._run(statement, builder))

    def violations(self, reached: Reached, rules: Rules, masks: Mapping[str, Mask]) -> Sequence[str]:
        node = reached.node
        return [text for name, mask in masks.items() for text in by_schema(node.ref, node.facts, name, mask)]

    def delete(self, reached: Reached, rules: Rules) -> Mapping[int, int]:
        return self._change(reached, rules, None)

    def mask(self, reached: Reached, rules: Rules, masks: Mapping[str, Mask]) -> Mapping[int, int]:
        return self._change(reached, rules, masks)

    def _change(self, reached: Reached, rules: Rules, masks: Mapping[str, Mask] | None) -> Mapping[int, int]:
        counts: dict[int, int] = {}
        found: dict[str, dict[int, str | None]] = {}
        witness = _witness(reached)
        for part in reached.chunks():
            builder = self._builder()
            table = builder.named(part.node.ref.table, {**part.node.facts.columns, FILE: _PLACE, ROW: _PLACE})
            value = table.c[witness].cast(sa.Text) if witness else sa.null()
            wanted = [table.c[FILE], table.c[ROW], value, builder.spared(rules, table).label("spared")]
            for ordinal, file, row, text, spared in self._run(builder.reached(part, wanted, table), builder):
                if not spared:
                    counts[ordinal] = counts.get(ordinal, 0) + 1
                    found.setdefault(file, {})[row] = text
        for file, rows in found.items():
            self.rewrites.add(Path(file), Change(rows, witness, masks, self.secret))
        return counts

    def replace(
        self, node: Node, key: Sequence[str], column: str, changes: Sequence[tuple[Key, object, object]]
    ) -> int:
        keys = Keys(list(range(len(changes))), [(*row, old) for row, old, _ in changes])
        names = (*key, column)
        reached = Reached(node, ((Access(names, Parent(node.ref, names)), keys),))
        found: dict[tuple[str, object], dict[int, str | None]] = {}
        witness, builder = _witness(reached), self._builder()
        table = builder.named(node.ref.table, {**node.facts.columns, FILE: _PLACE, ROW: _PLACE})
        value = table.c[witness].cast(sa.Text) if witness else sa.null()
        for at, file, row, text in self._run(
            builder.reached(reached, [table.c[FILE], table.c[ROW], value], table), builder
        ):
            found.setdefault((file, changes[at][2]), {})[row] = text
        for (file, new), rows in found.items():
            assert isinstance(new, str | int | float | bool)
            self.rewrites.add(Path(file), Change(rows, witness, {column: Constant(new)}, self.secret))
        return sum(map(len, found.values()))


_PLACE = ColumnFacts("place", "VARCHAR", "text")


def _witness(reached: Reached) -> str:
    """A key column that reads the same as text in DuckDB, pyarrow and CSV; "" when there is none."""
    columns = reached.node.facts.columns
    names = (name for access, _ in reached.ways for name in access.columns)
    return next((name for name in names if columns[name].family in ("text", "integer")), "")


def _source(files: Sequence[Path]) -> str:
    """The files of a table as one query, with the place of each row. Folders like `day=1` add no columns."""
    tables = [path for path in files if path.suffix == ".parquet"]
    sources = []
    if tables:
        options = "filename=true, file_row_number=true, union_by_name=true, hive_partitioning=false"
        place = f"filename AS {FILE}, file_row_number AS {ROW}"
        listed = ", ".join(map(_text, tables))
        sources.append(
            f"SELECT * EXCLUDE (filename, file_row_number), {place} FROM read_parquet([{listed}], {options})"  # noqa: S608
        )
    # Nothing is guessed: a file that is not what its header says is refused.
    options = (
        "auto_detect=false, header=true, delim=',', quote='\"', escape='\"', parallel=false, strict_mode=true,"
        " max_line_size=16777216, hive_partitioning=false"
    )
    for path in files:
        if path.suffix == ".csv":
            place = f"{_text(path)} AS {FILE}, row_number() OVER () - 1 AS {ROW}"
            refuse_open_end(path)
            columns = ", ".join(f"{_text(name)}: 'VARCHAR'" for name in read_header(path))
            sources.append(
                f"SELECT *, {place} FROM read_csv({_text(path)}, columns={{{columns}}}, {options})"  # noqa: S608
            )
    return " UNION ALL BY NAME ".join(sources)


def _text(value: object) -> str:
    return "'" + str(value).replace("'", "''") + "'"


def _quoted(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'


def _required(files: Sequence[Path]) -> set[str]:
    """Columns that some Parquet file declares as never null; DuckDB does not tell."""
    schemas = (pq.read_schema(path) for path in files if path.suffix == ".parquet")
    return {field.name for schema in schemas for field in schema if not field.nullable}


def _family(kind: str) -> str:
    base = kind.split("(")[0]
    if base.startswith("TIMESTAMP"):
        return "datetime"
    if base.endswith("INT") or base.endswith("INTEGER"):
        return "integer"
    return "decimal" if base == "DECIMAL" else _FAMILIES.get(base, "other")


def _arrow(keys: Keys) -> pa.Table:
    width = len(keys.values[0]) if keys.values else 1
    columns = {"ord": pa.array(keys.ordinals, pa.int64())}
    for index in range(width):
        columns[f"v{index}"] = (
            pa.array([key[index] for key in keys.values]) if keys.values else pa.array([], pa.string())
        )
    return pa.table(columns)
