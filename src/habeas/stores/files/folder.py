"""A folder of files on this machine."""

from __future__ import annotations

import fcntl
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

import duckdb

from habeas.stores.errors import StoreUnreachable
from habeas.stores.files.change import changed_meanwhile
from habeas.stores.files.storage import File, kind_of

NEW = ".habeas-new"


class Folder:
    """New files are written beside the old ones. Raises StoreUnreachable for a folder that is not there."""

    def __init__(self, path: Path, system: str) -> None:
        self.path, self.system = path, system

    def files(self, pattern: str) -> list[File]:
        """A link is followed: replacing it would leave the data behind it."""
        if not self.path.is_dir():
            raise StoreUnreachable(f"system {self.system!r}: its folder of files does not exist; check `files`")
        found = {path.resolve(): path for path in self.path.glob(pattern) if kind_of(path.name)}
        return [
            File(str(path), shown.relative_to(self.path).as_posix(), _version(path.stat()))
            for path, shown in sorted(found.items())
            if path.is_file() and kind_of(path.name)
        ]

    def attach(self, connection: duckdb.DuckDBPyConnection) -> None:
        """DuckDB reads local files by itself."""

    def open(self, file: File) -> BinaryIO:
        return Path(file.name).open("rb")

    @contextmanager
    def alone(self) -> Iterator[None]:
        """Two runs at once would swap in files that undo each other."""
        descriptor = os.open(self.path, os.O_RDONLY)
        try:
            try:
                fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                raise StoreUnreachable(
                    f"system {self.system!r}: another run is changing its files; try again later"
                ) from None
            self._remove_leftovers()
            yield
        finally:
            os.close(descriptor)

    def _remove_leftovers(self) -> None:
        """New files that a killed run did not swap in: copies of people's data that nobody would look after."""
        for path in self.path.rglob(f".*{NEW}"):
            path.unlink(missing_ok=True)
        for file in self.files("**/*"):
            _target(Path(file.name)).unlink(missing_ok=True)  # behind a link, outside the folder

    @contextmanager
    def rewriting(self, file: File) -> Iterator[tuple[BinaryIO, BinaryIO]]:
        path = Path(file.name)
        target = _target(path)
        try:
            with path.open("rb") as source, target.open("xb") as out:
                _keep_rights(path, target)
                yield source, out
                out.flush()
                os.fsync(out.fileno())
            if _version(path.stat()) != file.version:
                raise changed_meanwhile(file.short)
            os.replace(target, path)
            _flush(path.parent)
        finally:
            target.unlink(missing_ok=True)


def _target(path: Path) -> Path:
    return path.with_name(f".{path.name}{NEW}")


def _version(found: os.stat_result) -> tuple[int, int, int]:
    return found.st_ino, found.st_mtime_ns, found.st_size


def _keep_rights(path: Path, target: Path) -> None:
    shutil.copystat(path, target)
    old, new = path.stat(), target.stat()
    if (old.st_uid, old.st_gid) != (new.st_uid, new.st_gid):
        os.chown(target, old.st_uid, old.st_gid)


def _flush(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
