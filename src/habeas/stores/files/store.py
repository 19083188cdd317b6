"""A folder of files as a store: each table of the data map is the files its `path` matches."""

from __future__ import annotations

import fcntl
import os
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

import duckdb
import pyarrow as pa
import sqlalchemy as sa

from habeas.datamap.facts import SystemFacts, TableFacts
from habeas.datamap.tables import System
from habeas.stores.errors import StoreError, StoreReadOnly, StoreRefused, StoreUnreachable
from habeas.stores.files.rewrite import remove_leftovers
from habeas.stores.files.session import DIALECT, FileSession
from habeas.stores.masks import Mask
from habeas.stores.protocol import Rules
from habeas.stores.reached import Reached
from habeas.stores.sql.dialects.duckdb import DuckDB
from habeas.stores.sql.statements import Builder

SUFFIXES = (".parquet", ".csv")


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
        """The files of a table, in a fixed order. A link is followed: replacing it would leave the data behind it."""
        found = (path.resolve() for path in self.folder.glob(self.paths[table]) if path.suffix in SUFFIXES)
        return sorted(path for path in set(found) if path.is_file())

    def facts(self) -> SystemFacts:
        """Tables with their columns; a file that no table of the map covers counts as a table of its own."""
        if self._facts is None:
            with self.reading() as session:
                tables = {name: session.describe(name) for name in session.tables}
            for stray in self._stray():
                tables[stray] = TableFacts(stray, {})
            self._facts = SystemFacts(tables)
        return self._facts

    def _stray(self) -> list[str]:
        known = {path for name in self.paths for path in self.files(name)}
        known |= {path.resolve() for pattern in self._ignored for path in self.folder.glob(pattern)}
        found = sorted(path for path in self.folder.rglob("*") if path.suffix in SUFFIXES)
        return [path.relative_to(self.folder).as_posix() for path in found if path.resolve() not in known]

    @contextmanager
    def reading(self) -> Iterator[FileSession]:
        with self._translated(), self._session() as session:
            yield session

    @contextmanager
    def writing(self) -> Iterator[FileSession]:
        with self._translated(), self._alone(), self._session() as session:
            try:
                yield session
                session.rewrites.commit()
            except OSError as error:
                raise self._failed(error, session.rewrites.swapped) from None
            finally:
                session.rewrites.discard()

    @contextmanager
    def _session(self) -> Iterator[FileSession]:
        with tempfile.TemporaryDirectory(prefix="habeas-") as spill:
            config: dict[str, str | bool | int | float | list[str]] = {
                "autoinstall_known_extensions": "false",
                "autoload_known_extensions": "false",
                "memory_limit": "1GB",
                "temp_directory": spill,
            }
            connection = duckdb.connect(":memory:", config=config)
            try:
                yield FileSession(connection, {name: self.files(name) for name in self.paths}, self.secret)
            finally:
                connection.close()

    @contextmanager
    def _translated(self) -> Iterator[None]:
        """Our errors for those of DuckDB and pyarrow, whose messages may quote the data."""
        if not self.folder.is_dir():
            raise StoreUnreachable(f"system {self.system!r}: its folder of files does not exist; check `files`")
        try:
            yield
        except OSError as error:
            raise self._failed(error, 0) from None
        except (duckdb.Error, pa.ArrowException, UnicodeDecodeError) as error:
            kind = type(error).__name__
            error.args, error.__traceback__ = (kind,), None
            if isinstance(error, UnicodeDecodeError):
                error.object = b""
            raise StoreRefused(
                f"system {self.system!r}: its files cannot be read or changed as the data map says ({kind})"
            ) from None

    @contextmanager
    def _alone(self) -> Iterator[None]:
        """Two runs at once would swap in files that undo each other."""
        descriptor = os.open(self.folder, os.O_RDONLY)
        try:
            try:
                fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                raise StoreUnreachable(
                    f"system {self.system!r}: another run is changing its files; try again later"
                ) from None
            remove_leftovers(self.folder)
            yield
        finally:
            os.close(descriptor)

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
