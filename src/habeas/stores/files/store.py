"""A folder of files as a store: each table of the data map is the files its `path` matches."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa
import sqlalchemy as sa
from sqlalchemy.dialects import postgresql
from sqlalchemy.sql.compiler import SQLCompiler

from habeas.datamap.facts import ColumnFacts, SystemFacts, TableFacts
from habeas.datamap.tables import System
from habeas.stores.errors import StoreReadOnly, StoreRefused, StoreUnreachable
from habeas.stores.files.rewrite import Change, Rewrites
from habeas.stores.protocol import Counted, Rules
from habeas.stores.reached import Key, Keys, Mask, Null, Reached, Reference
from habeas.stores.sql.dialects import DuckDB
from habeas.stores.sql.statements import Builder

FILE, ROW = "habeas_file", "habeas_row"  # where a row lies, beside its own columns
ROWS_AT_ONCE = 2000
SUFFIXES = (".parquet", ".csv")

_FAMILIES = {
    "BOOLEAN": "boolean", "DATE": "date", "TIME": "time", "UUID": "uuid", "BLOB": "binary", "JSON": "json",
    "VARCHAR": "text", "FLOAT": "decimal", "DOUBLE": "decimal",
}  # fmt: skip


class FileStore:
    """A folder. A change writes new files beside the old ones and swaps them in when all are written.

    Raises StoreUnreachable for a missing folder, StoreReadOnly where files cannot be written, StoreRefused for files
    that are not what their ending says.
    """

    def __init__(self, system: System, folder: Path, *, secret: str = "") -> None:
        self.system = system.system
        self.secret = secret
        self.folder = folder / (system.files or "")
        self.paths = {name: table.path for name, table in system.tables.items() if table.path and table.ignore is None}
        self._ignored = [table.path for table in system.tables.values() if table.path and table.ignore is not None]
        self._facts: SystemFacts | None = None

    def files(self, table: str) -> list[Path]:
        """The files of a table, in a fixed order."""
        return sorted(path for path in self.folder.glob(self.paths[table]) if path.suffix in SUFFIXES)

    def facts(self) -> SystemFacts:
        """Tables with their columns; a file that no table of the map covers counts as a table of its own."""
        if self._facts is None:
            if not self.folder.is_dir():
                raise StoreUnreachable(f"system {self.system!r}: its folder of files does not exist; check `files`")
            with self._session() as session:
                tables = {name: session.describe(name) for name in self.paths if self.files(name)}
            for stray in self._stray():
                tables[stray] = TableFacts(stray, {})
            self._facts = SystemFacts(tables)
        return self._facts

    def _stray(self) -> list[str]:
        known = {path for name in self.paths for path in self.files(name)}
        known |= {path for pattern in self._ignored for path in self.folder.glob(pattern)}
        found = sorted(path for path in self.folder.rglob("*") if path.suffix in SUFFIXES and path not in known)
        return [path.relative_to(self.folder).as_posix() for path in found]

    @contextmanager
    def _session(self) -> Iterator[FileSession]:
        config: dict[str, str | bool | int | float | list[str]] = {
            "autoinstall_known_extensions": "false",
            "autoload_known_extensions": "false",
            "memory_limit": "1GB",
        }
        connection = duckdb.connect(":memory:", config=config)
        try:
            session = FileSession(self, connection)
            session.open()
            yield session
        except duckdb.Error as error:
            raise StoreRefused(
                f"system {self.system!r}: DuckDB cannot read its files ({type(error).__name__})"
            ) from None
        finally:
            connection.close()

    @contextmanager
    def reading(self) -> Iterator[FileSession]:
        if not self.folder.is_dir():
            raise StoreUnreachable(f"system {self.system!r}: its folder of files does not exist; check `files`")
        with self._session() as session:
            yield session

    @contextmanager
    def writing(self) -> Iterator[FileSession]:
        with self.reading() as session:
            try:
                yield session
                session.rewrites.commit()
            except PermissionError:
                raise StoreReadOnly(
                    f"system {self.system!r}: its files cannot be written; give the service the right to"
                ) from None
            except OSError as error:
                raise StoreUnreachable(
                    f"system {self.system!r}: {os.strerror(error.errno or 0)} while rewriting files; nothing was changed"
                ) from None
            finally:
                session.rewrites.discard()

    def sql(self, reached: Reached, rules: Rules, masks: Mapping[str, Mask] | None) -> str:
        builder = Builder(DuckDB(), "***")
        table = builder.table(reached.node)
        what = f"rewrite without, or with masked {', '.join(masks)}:" if masks else "rewrite without:"
        condition = sa.and_(builder.belongs(reached, table), *builder.ruled_by_none(rules, table))
        return f"-- {what}\n{sa.select(sa.text('*')).select_from(table).where(condition).compile(dialect=_DIALECT)}"


_DIALECT = postgresql.dialect(paramstyle="numeric_dollar")  # type: ignore[no-untyped-call]


class FileSession:
    """Views over the files in an in-memory DuckDB, and the rewrites that wait for the end."""

    def __init__(self, store: FileStore, connection: duckdb.DuckDBPyConnection) -> None:
        self.store = store
        self.connection = connection
        self.statements = 0
        self.rewrites = Rewrites()

    def open(self) -> None:
        for table in self.store.paths:
            files = self.store.files(table)
            if files:
                self.connection.execute(f'CREATE VIEW "{table}" AS {" UNION ALL BY NAME ".join(map(_source, files))}')

    def describe(self, table: str) -> TableFacts:
        rows = self.connection.execute(f'DESCRIBE "{table}"').fetchall()
        columns = {
            name: ColumnFacts(name, kind, _family(kind), nullable != "NO")
            for name, kind, nullable, *_ in rows
            if name not in (FILE, ROW)
        }
        return TableFacts(table, columns)

    def _builder(self) -> Builder:
        return Builder(DuckDB(), self.store.secret)

    def _run(self, statement: sa.ClauseElement, builder: Builder) -> Iterator[tuple[Any, ...]]:
        self.statements += 1
        compiled = statement.compile(dialect=_DIALECT)
        cursor = self.connection.cursor()
        for name, keys in builder.parameters.items():
            assert isinstance(keys, Keys)
            cursor.register(name, _arrow(keys))
        assert isinstance(compiled, SQLCompiler)
        values = [compiled.params[name] for name in compiled.positiontup or ()]
        # Arrow, because the driver's own rows need a further package for time zones.
        for batch in cursor.sql(str(compiled), params=values).to_arrow_reader(ROWS_AT_ONCE):
            yield from zip(*(column.to_pylist() for column in batch.columns), strict=True)

    def export(self, reached: Reached, columns: Sequence[str]) -> Iterator[tuple[int, Key]]:
        for part in reached.chunks():
            builder = self._builder()
            for row in self._run(builder.export(part, columns), builder):
                yield row[0], tuple(row[1:])

    def count(self, reached: Reached, rules: Rules, columns: Sequence[str]) -> Iterator[Counted]:
        for part in reached.chunks():
            builder = self._builder()
            for ordinal, rule, rows, *filled in self._run(builder.count(part, rules, columns), builder):
                yield Counted(ordinal, rule, rows, tuple(filled))

    def rows(self, reached: Reached, rules: Rules, columns: Sequence[str]) -> Iterator[tuple[int, Key]]:
        for part in reached.chunks():
            builder = self._builder()
            for row in self._run(builder.rows(part, rules, columns), builder):
                yield row[0], tuple(row[1:])

    def referenced(self, reference: Reference, keys: Sequence[Key]) -> set[Key]:
        builder = self._builder()
        columns = self.store.facts().tables[reference.table].columns
        return set(self._run(builder.referenced(reference, keys, columns), builder))

    def violations(self, reached: Reached, rules: Rules, masks: Mapping[str, Mask]) -> Sequence[str]:
        columns = reached.node.facts.columns
        return [
            f"{reached.node.ref}.{name} may not be null in its files; give it a constant"
            for name, mask in masks.items()
            if isinstance(mask, Null) and not columns[name].nullable
        ]

    def delete(self, reached: Reached, rules: Rules) -> Mapping[int, int]:
        return self._change(reached, rules, None)

    def mask(self, reached: Reached, rules: Rules, masks: Mapping[str, Mask]) -> Mapping[int, int]:
        return self._change(reached, rules, masks)

    def _change(self, reached: Reached, rules: Rules, masks: Mapping[str, Mask] | None) -> Mapping[int, int]:
        counts: dict[int, int] = {}
        found: dict[str, dict[int, str]] = {}
        for part in reached.chunks():
            builder = self._builder()
            table = builder.named(part.node.ref.table, {**part.node.facts.columns, FILE: _PLACE, ROW: _PLACE})
            witness = part.ways[0][0].columns[0]
            wanted = [
                table.c[FILE],
                table.c[ROW],
                table.c[witness].cast(sa.Text),
                builder.rule(rules, table).label("rule"),
            ]
            for ordinal, file, row, value, rule in self._run(builder.reached(part, wanted, table), builder):
                if rule == len(rules):
                    counts[ordinal] = counts.get(ordinal, 0) + 1
                    found.setdefault(file, {})[row] = value
            for file, rows in found.items():
                self.rewrites.add(Path(file), Change(rows, witness, masks, self.store.secret))
            found = {}
        return counts


_PLACE = ColumnFacts("place", "VARCHAR", "text")


def _source(path: Path) -> str:
    """One file as a query with the place of each row."""
    quoted = str(path).replace("'", "''")
    if path.suffix == ".parquet":
        return f"SELECT * EXCLUDE (file_row_number), '{quoted}' AS {FILE}, file_row_number AS {ROW} FROM read_parquet('{quoted}', file_row_number=true)"  # noqa: S608
    options = "header=true, delim=',', quote='\"', escape='\"', all_varchar=true, parallel=false, strict_mode=true"
    return f"SELECT *, '{quoted}' AS {FILE}, row_number() OVER () - 1 AS {ROW} FROM read_csv('{quoted}', {options})"  # noqa: S608


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
