"""Files as a store: each table of the data map is the files that its `path` matches."""

from __future__ import annotations

import os
import tempfile
import zlib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from gzip import BadGzipFile

import duckdb
import pyarrow as pa
import sqlalchemy as sa

from habeas.datamap.facts import SystemFacts, TableFacts
from habeas.datamap.inside import EACH
from habeas.datamap.tables import Link, System, Table
from habeas.stores.errors import StoreError, StoreReadOnly, StoreRefused, StoreUnreachable
from habeas.stores.files.holding import Holding
from habeas.stores.files.layout import Layout, read_layout
from habeas.stores.files.rewrite import Rewrites
from habeas.stores.files.session import DIALECT, FileRehearsal, FileSession
from habeas.stores.files.storage import File, Storage
from habeas.stores.masks import Mask
from habeas.stores.protocol import Rules
from habeas.stores.reached import Reached
from habeas.stores.sql.dialects.duckdb import DuckDB
from habeas.stores.sql.statements import Builder

CONFIG: dict[str, str | bool | int | float | list[str]] = {
    "autoinstall_known_extensions": "false",
    "autoload_known_extensions": "false",
    "memory_limit": "1GB",
    "temp_file_encryption": "true",  # what a killed run leaves there nobody can read
}


class FileStore:
    """Each file is replaced by a new one when that is written; a run that ends in between is run again.

    Raises StoreUnreachable for a missing folder or bucket, StoreReadOnly where files cannot be written, StoreRefused
    for files that are not what their ending says, StoreChanged for files that somebody else writes.
    """

    def __init__(self, system: System, storage: Storage, *, secret: str = "") -> None:
        self.system = system.system
        self.secret = secret
        self.storage = storage
        self.tables = {name: table for name, table in system.tables.items() if table.path and table.ignore is None}
        self._ignored = [table.path for table in system.tables.values() if table.path and table.ignore is not None]
        self._layouts: dict[File, Layout] = {}
        self._holding = Holding()
        self._facts: SystemFacts | None = None

    def files(self, table: str) -> list[File]:
        return self.storage.files(self.tables[table].path or "")

    def facts(self) -> SystemFacts:
        """Tables with their columns; a file that no table of the map covers counts as a table of its own."""
        if self._facts is None:
            with self.reading() as session:
                tables = {name: session.describe(name) for name in session.tables}
                for stray in self._stray(session.tables):
                    tables[stray] = TableFacts(stray, {})
            self._facts = SystemFacts(tables)
        return self._facts

    def _stray(self, layouts: Mapping[str, Mapping[File, Layout]]) -> list[str]:
        """Files of no table, and those in which nobody's rows could be found, since they lack every column to find them by."""
        known = {file.name for pattern in self._ignored for file in self.storage.files(pattern)}
        for name, files in layouts.items():
            entries = _entries(self.tables[name])
            known |= {file.name for file, layout in files.items() if not entries or layout.may_hold(entries)}
        return [file.short for file in self.storage.files("**/*") if file.name not in known]

    @contextmanager
    def reading(self, *, fresh: bool = False) -> Iterator[FileSession]:
        """A fresh look scans every file anew."""
        rewrites = Rewrites(self.storage)
        holding = Holding() if fresh else self._holding
        with self._translated(rewrites), self._session(rewrites, holding) as session:
            yield session

    @contextmanager
    def writing(self) -> Iterator[FileSession]:
        rewrites = Rewrites(self.storage)
        with self._translated(rewrites), self.storage.alone(), self._session(rewrites, self._holding) as session:
            yield session
            rewrites.commit()

    @contextmanager
    def rehearsing(self) -> Iterator[FileRehearsal]:
        rewrites = Rewrites(self.storage)
        holding = Holding()
        with (
            self._translated(rewrites),
            self.storage.alone(),
            self._session(rewrites, holding, FileRehearsal) as session,
        ):
            assert isinstance(session, FileRehearsal)
            yield session

    @contextmanager
    def _session(
        self, rewrites: Rewrites, holding: Holding, kind: type[FileSession] = FileSession
    ) -> Iterator[FileSession]:
        with tempfile.TemporaryDirectory(prefix="habeas-") as spill:
            connection = duckdb.connect(":memory:", config={**CONFIG, "temp_directory": spill})
            try:
                # Whatever the process is set to: a year begins for DuckDB when it begins for pyarrow.
                connection.execute("SET GLOBAL TimeZone = 'UTC'")
                self.storage.attach(connection)
                layouts = {name: self._look(name, connection) for name in self.tables}
                self._layouts = {file: layout for files in layouts.values() for file, layout in files.items()}
                columns = {name: table.columns for name, table in self.tables.items()}
                yield kind(connection, layouts, columns, rewrites, holding, self.secret)
            finally:
                connection.close()

    def _look(self, table: str, connection: duckdb.DuckDBPyConnection) -> dict[File, Layout]:
        """The files of a table; those that did not change are not read again."""
        found = {}
        for file in self.files(table):
            found[file] = self._layouts.get(file) or self._read(file, connection)
        return found

    def _read(self, file: File, connection: duckdb.DuckDBPyConnection) -> Layout:
        with self.storage.open(file) as stream:
            return read_layout(file, stream, connection)

    @contextmanager
    def _translated(self, rewrites: Rewrites) -> Iterator[None]:
        """Our errors for those of DuckDB and pyarrow, whose messages may quote the data."""
        try:
            yield
        except (duckdb.Error, pa.ArrowException, UnicodeDecodeError, BadGzipFile, EOFError, zlib.error) as error:
            raise self._broken(error) from None
        except OSError as error:
            # What DuckDB and pyarrow meet in the middle of a file has no number.
            is_content = type(error) is OSError and error.errno is None
            raise (self._broken(error) if is_content else self._failed(error, rewrites.swapped)) from None

    def _broken(self, error: Exception) -> StoreRefused:
        kind = type(error).__name__
        error.args, error.__traceback__ = (kind,), None
        if isinstance(error, UnicodeDecodeError):
            error.object = b""
        return StoreRefused(
            f"system {self.system!r}: its files cannot be read or changed as the data map says ({kind})"
        )

    def _failed(self, error: OSError, swapped: int) -> StoreError:
        if isinstance(error, PermissionError):
            return StoreReadOnly(f"system {self.system!r}: its files cannot be written; give the service the right to")
        what = os.strerror(error.errno) if error.errno else type(error).__name__
        left = f"{swapped} files were changed, run again" if swapped else "nothing was changed"
        return StoreUnreachable(f"system {self.system!r}: {what} while working on its files; {left}")

    def sql(self, reached: Reached, rules: Rules, masks: Mapping[str, Mask] | None) -> str:
        builder = Builder(DuckDB(), "***")
        table = builder.table(reached.node)
        what = f"rewrite with masked {', '.join(masks)}:" if masks else "rewrite without:"
        condition = sa.and_(builder.belongs(reached, table), *builder.ruled_by_none(rules, table))
        return f"-- {what}\n{sa.select(sa.text('*')).select_from(table).where(condition).compile(dialect=DIALECT)}"

    def dispose(self) -> None:
        """Nothing stays open between two sessions."""


def _entries(table: Table) -> set[str]:
    """The columns by which rows are found; none where rows of other tables lead here."""
    links = (name for subject in table.subject if isinstance(subject, Link) for name in subject.column or ())
    names = (*links, *(name for name, column in table.fields.items() if column.identifies))
    return {name.partition(".$")[0].removesuffix(EACH) for name in names}
