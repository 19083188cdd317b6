"""Rewrites files without (or with masked) rows: new files beside the old ones, swapped in together at the end."""

from __future__ import annotations

import os
import shutil
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from habeas.stores.files.csvfile import rewrite_csv
from habeas.stores.files.parquet import rewrite_parquet
from habeas.stores.reached import Mask


@dataclass(frozen=True)
class Change:
    """Rows of one file by number, with the text that column `witness` must hold there: a wrong row is never touched."""

    rows: Mapping[int, str | None]
    witness: str
    masks: Mapping[str, Mask] | None
    secret: str


@dataclass
class Rewrites:
    """Files written anew and not yet in place."""

    pending: dict[Path, list[Change]] = field(default_factory=dict)
    written: dict[Path, Path] = field(default_factory=dict)

    def add(self, path: Path, change: Change) -> None:
        self.pending.setdefault(path, []).append(change)

    def commit(self) -> None:
        """Write all new files, then swap them in. Until the first swap nothing has changed."""
        for path, changes in self.pending.items():
            target = path.with_name(f".{path.name}.habeas-new")
            self.written[path] = target
            rewrite = rewrite_parquet if path.suffix == ".parquet" else rewrite_csv
            rewrite(path, target, changes)
            shutil.copystat(path, target)
            _flush(target)
        for path, target in self.written.items():
            os.replace(target, path)
        for folder in {path.parent for path in self.written}:
            _flush(folder)
        self.pending, self.written = {}, {}

    def discard(self) -> None:
        """Remove what was written and not swapped in."""
        for target in self.written.values():
            target.unlink(missing_ok=True)
        self.pending, self.written = {}, {}


def _flush(path: Path) -> None:
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
