"""The rows of a batch on their way into packages: one temporary file, read back request by request."""

from __future__ import annotations

import pickle
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import groupby
from operator import itemgetter
from pathlib import Path
from tempfile import TemporaryFile
from typing import BinaryIO

from habeas.datamap.graph import TableRef
from habeas.engine.plan import Plan
from habeas.stores.protocol import Batch


@dataclass
class Spool:
    """Where each request's rows of each table begin, and how many they are."""

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
        for start, _ in self.places.get((ordinal, ref), ()):
            self.file.seek(start)
            for row in pickle.load(self.file):  # noqa: S301 (our own unlinked file)
                yield dict(zip(names, row, strict=True))

    def add(self, ref: TableRef, columns: tuple[str, ...], batches: Iterator[Batch]) -> None:
        """Rows of one table: those of one request that come together make one entry of the file."""
        self.columns[ref] = columns
        for batch in batches:
            for ordinal, group in groupby(sorted(batch, key=itemgetter(0)), itemgetter(0)):
                rows = [row[1:] for row in group]
                self.places.setdefault((ordinal, ref), []).append((self.file.tell(), len(rows)))
                pickle.dump(rows, self.file, protocol=pickle.HIGHEST_PROTOCOL)
                filled = self.filled.setdefault((ordinal, ref), [0] * len(columns))
                for index, values in enumerate(zip(*rows, strict=True)):
                    filled[index] += len(rows) - values.count(None)


@contextmanager
def spooled(folder: Path) -> Iterator[Spool]:
    """An empty spool. Its file has no name and is gone with the process; it lies in the data folder."""
    with TemporaryFile(dir=folder) as file:
        yield Spool(file)
