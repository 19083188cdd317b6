"""A run in a process of its own that is killed: `python dying.py FOLDER POINT` dies at that point of its way.

A file has four: half of it is written; all is written and nothing flushed; it is flushed and not swapped in; it is swapped
in and its folder not flushed. After the last file comes the note that all is done.
"""

from __future__ import annotations

import json
import os
import signal
import sys
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any, BinaryIO

from engine.world import ERASE, World, subjects, system_of

from habeas.engine.execute import execute
from habeas.engine.explain import prepare
from habeas.engine.journal import Keys, MemoryJournal
from habeas.stores.files import rewrite
from habeas.stores.files.change import Change, Rewrite

TABLES = """
visit: {path: "*.parquet", subject: self, columns: {key: {identifies: email}, n: {}}}
reader: {path: "*.csv", subject: self, columns: {email: {identifies: email}, name: {}}}
event: {path: "*.json*", subject: self, columns: {email: {identifies: email}, at: {}}}
"""
KEYS = "keys.journal"
FILES = 8  # as `test_files_faults` makes them
POINTS = range(4 * FILES + 1)


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


class Way:
    """The points of the way, counted down to the last."""

    def __init__(self, point: int) -> None:
        self.left = point

    def passes(self, before: Callable[[], None] = lambda: None) -> None:
        self.left -= 1
        if self.left < 0:
            before()
            os.kill(os.getpid(), signal.SIGKILL)


def watched(call: Callable[..., Any], way: Way) -> Callable[..., Any]:
    def watching(*arguments: Any) -> Any:
        way.passes()
        return call(*arguments)

    return watching


def halved(real: Rewrite, way: Way) -> Rewrite:
    def writing(source: BinaryIO, target: BinaryIO, changes: Sequence[Change], name: str) -> int:
        met = real(source, target, changes, name)
        target.flush()
        way.passes(lambda: os.ftruncate(target.fileno(), target.tell() // 2))
        return met

    return writing


def main(place: Path, point: int) -> None:
    here = world_in(place)
    prepared = prepare(subjects("a@x.org"), here.graph, here.stores, ERASE, "v1")
    way, journal = Way(point), Written(place / KEYS)
    rewrite.REWRITES.update({kind: halved(real, way) for kind, real in rewrite.REWRITES.items()})
    os.fsync, os.replace = watched(os.fsync, way), watched(os.replace, way)
    journal.done = watched(journal.done, way)  # type: ignore[method-assign]
    execute(prepared, here.stores, journal)


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]))
