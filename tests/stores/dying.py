"""A run in a process of its own that is killed: `python dying.py FOLDER SWAPS` dies before swapping in one more file."""

from __future__ import annotations

import json
import os
import signal
import sys
from collections.abc import Mapping
from pathlib import Path

from engine.world import ERASE, World, subjects, system_of

from habeas.engine.execute import execute
from habeas.engine.explain import prepare
from habeas.engine.journal import Keys, MemoryJournal
from habeas.stores.files import folder

TABLES = """
visit: {path: "*.parquet", subject: self, columns: {key: {identifies: email}, n: {}}}
reader: {path: "*.csv", subject: self, columns: {email: {identifies: email}, name: {}}}
"""
KEYS = "keys.journal"


class Written(MemoryJournal):
    """A journal that outlives the process."""

    def __init__(self, path: Path) -> None:
        super().__init__()
        self.path = path
        if path.exists():
            self.keys[0] = json.loads(path.read_text())

    def begin(self, keys: Mapping[int, Keys]) -> None:
        super().begin(keys)
        self.path.write_text(json.dumps(keys[0]))


def world_in(place: Path) -> World:
    return World([system_of(TABLES, system="web", title="Web", files=".")], place)


def main(place: Path, swaps: int) -> None:
    here = world_in(place)
    prepared = prepare(subjects("a@x.org"), here.graph, here.stores, ERASE, "v1")
    real, left = os.replace, iter(range(swaps))

    def replace(source: str, target: str) -> None:
        if next(left, None) is None:
            os.kill(os.getpid(), signal.SIGKILL)
        real(source, target)

    folder.os.replace = replace  # type: ignore[assignment]
    execute(prepared, here.stores, Written(place / KEYS))


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]))
