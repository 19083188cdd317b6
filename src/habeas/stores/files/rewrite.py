"""Files are rewritten one after the other, each swapped in as soon as it is written: there is need of space for one."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from gzip import GzipFile
from typing import BinaryIO, cast

from habeas.stores.files.change import Change, Rewrite, changed_meanwhile
from habeas.stores.files.csvfile import rewrite_csv
from habeas.stores.files.jsonfile import rewrite_array, rewrite_lines
from habeas.stores.files.parquet import rewrite_parquet
from habeas.stores.files.storage import LINES, File, Storage

REWRITES: dict[str, Rewrite] = {
    ".parquet": rewrite_parquet,
    ".csv": rewrite_csv,
    LINES: rewrite_lines,
    ".json": rewrite_array,
}


@dataclass
class Rewrites:
    """What is to become of which files, until the end of a session."""

    storage: Storage
    pending: dict[File, list[Change]] = field(default_factory=dict)
    swapped: int = 0

    def add(self, file: File, change: Change) -> None:
        self.pending.setdefault(file, []).append(change)

    def commit(self) -> None:
        """A file is the old one or the new one, never half of one; those before a failure stay done.

        Raises StoreChanged where a file is not the one that was read.
        """
        for file, changes in self.pending.items():
            with self.storage.rewriting(file) as (source, target):
                _write(file, source, target, changes)
            self.swapped += 1
        self.pending = {}

    def rehearse(self) -> None:
        """Write each new file and throw it away."""
        for file, changes in self.pending.items():
            with suppress(_ThrownAway), self.storage.rewriting(file) as (source, target):
                _write(file, source, target, changes)
                raise _ThrownAway


class _ThrownAway(Exception):
    """A new file that is not to take the old one's place."""


def _write(file: File, source: BinaryIO, target: BinaryIO, changes: Sequence[Change]) -> None:
    if _rewrite(file, source, target, changes) != sum(len(change.rows) for change in changes):
        raise changed_meanwhile(file.short)


def _rewrite(file: File, source: BinaryIO, target: BinaryIO, changes: Sequence[Change]) -> int:
    rewrite = REWRITES[file.kind]
    if not file.is_packed:
        return rewrite(source, target, changes, file.short)
    with GzipFile(filename="", fileobj=target, mode="wb", mtime=0) as packed:
        return rewrite(file.unpacked(source), cast(BinaryIO, packed), changes, file.short)
