"""Rewrites files without (or with masked) rows: new files beside the old ones, swapped in together at the end."""

from __future__ import annotations

import os
import shutil
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from habeas.stores.errors import StoreRefused
from habeas.stores.files.change import Change
from habeas.stores.files.csvfile import rewrite_csv
from habeas.stores.files.parquet import rewrite_parquet

Seen = tuple[int, int, int]  # which file it is, when it was written, its size


def seen(path: Path) -> Seen:
    found = path.stat()
    return found.st_ino, found.st_mtime_ns, found.st_size


@dataclass
class Rewrites:
    """Files written anew and not yet in place."""

    before: Mapping[Path, Seen]
    pending: dict[Path, list[Change]] = field(default_factory=dict)
    written: dict[Path, Path] = field(default_factory=dict)
    swapped: int = 0

    def add(self, path: Path, change: Change) -> None:
        self.pending.setdefault(path, []).append(change)

    def commit(self) -> None:
        """Write all new files, then swap them in. Until the first swap nothing has changed."""
        for path, changes in self.pending.items():
            target = path.with_name(f".{path.name}{NEW}")
            self.written[path] = target
            rewrite = rewrite_parquet if path.suffix == ".parquet" else rewrite_csv
            met = rewrite(path, target, changes)
            if met != sum(len(change.rows) for change in changes):
                raise StoreRefused(f"{path.name}: not all rows were found again in it; nothing was changed")
            _keep_rights(path, target)
            _flush(target)
        for path in self.written:
            if seen(path) != self.before[path]:
                raise StoreRefused(f"{path.name} changed while it was read; nothing was changed, run again")
        for path, target in self.written.items():
            os.replace(target, path)
            self.swapped += 1
        for folder in {path.parent for path in self.written}:
            _flush(folder)
        self.pending, self.written = {}, {}

    def discard(self) -> None:
        """Remove what was written and not swapped in."""
        for target in self.written.values():
            target.unlink(missing_ok=True)
        self.pending, self.written = {}, {}


NEW = ".habeas-new"


def remove_leftovers(folder: Path) -> None:
    """New files that a killed run did not swap in: copies of people's data that nobody would look after."""
    for path in folder.rglob(f".*{NEW}"):
        path.unlink(missing_ok=True)


def _keep_rights(path: Path, target: Path) -> None:
    shutil.copystat(path, target)
    old, new = path.stat(), target.stat()
    if (old.st_uid, old.st_gid) != (new.st_uid, new.st_gid):
        os.chown(target, old.st_uid, old.st_gid)


def _flush(path: Path) -> None:
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
