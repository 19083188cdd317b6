"""The rows of a batch on their way into packages: one temporary file, read back request by request."""

from __future__ import annotations

import pickle
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryFile
from typing import BinaryIO

from habeas.datamap.graph import TableRef
from habeas.engine.explain import Prepared
from habeas.engine.fetch import fetch
from habeas.engine.plan import Plan
from habeas.stores.protocol import Store
from habeas.stores.reached import Key


@dataclass
class Spool:
    """Where each request's rows of each table begin, and how many they are; statements answer in order of requests."""

    file: BinaryIO
    places: dict[tuple[int, TableRef], list[tuple[int, int]]] = field(default_factory=dict)
    columns: dict[TableRef, tuple[str, ...]] = field(default_factory=dict)
    filled: dict[tuple[int, TableRef], list[int]] = field(default_factory=dict)  # rows that hold a value, by column

    def completed(self, ordinal: int, plan: Plan) -> Plan:
        """The plan of a request with what was counted on the way."""
        own = [ref for at, ref in self.places if at == ordinal]
        rows = {ref: sum(count for _, count in self.places[(ordinal, ref)]) for ref in own}
        filled = {ref: dict(zip(self.columns[ref], self.filled[(ordinal, ref)], strict=True)) for ref in own}
        return plan.with_delivered(rows, filled)

    def rows(self, ordinal: int, ref: TableRef) -> Iterator[Mapping[str, object]]:
        names = self.columns[ref]
        for start, count in self.places.get((ordinal, ref), ()):
            at = start
            for _ in range(count):
                self.file.seek(at)
                row = pickle.load(self.file)  # noqa: S301 (our own unlinked file)
                at = self.file.tell()
                yield dict(zip(names, row, strict=True))

    def add(self, ref: TableRef, rows: Iterator[tuple[int, Key]]) -> None:
        current, start, count = None, 0, 0
        filled: list[int] = []
        for ordinal, row in rows:
            if ordinal != current:
                self._close(current, ref, start, count)
                current, start, count = ordinal, self.file.tell(), 0
                filled = self.filled.setdefault((ordinal, ref), [0] * len(row))
            for index, value in enumerate(row):
                if value is not None:
                    filled[index] += 1
            pickle.dump(row, self.file, protocol=pickle.HIGHEST_PROTOCOL)
            count += 1
        self._close(current, ref, start, count)

    def _close(self, ordinal: int | None, ref: TableRef, start: int, count: int) -> None:
        if ordinal is not None and count:
            self.places.setdefault((ordinal, ref), []).append((start, count))


@contextmanager
def spooled(prepared: Prepared | None, stores: Mapping[str, Store], folder: Path) -> Iterator[Spool]:
    """All rows of a batch, or none. The file has no name and is gone with the process; it lies in the data folder."""
    with TemporaryFile(dir=folder) as file:
        spool = Spool(file)
        for stream in fetch(prepared, stores) if prepared else ():
            spool.columns[stream.table] = stream.columns
            spool.add(stream.table, stream.rows)
        yield spool
