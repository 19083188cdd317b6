"""What is to become of rows of one file."""

from __future__ import annotations

from array import array
from bisect import bisect_left
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import BinaryIO, Protocol

import pyarrow as pa

from habeas.stores.errors import StoreChanged
from habeas.stores.masks import FileMask


@dataclass(frozen=True)
class Change:
    """Rows of one file by number, ascending, each once; one person may own millions of them.

    `texts` are what column `witness` must hold in those rows, so that a wrong row is never touched; None where the
    numbers alone are certain.
    """

    rows: array[int]
    witness: str
    texts: pa.Array | None
    masks: Mapping[str, FileMask] | None
    secret: str

    def place(self, number: int) -> int:
        """Where in `rows` the number stands, or -1."""
        at = bisect_left(self.rows, number)
        return at if at < len(self.rows) and self.rows[at] == number else -1

    def between(self, low: int, high: int) -> array[int]:
        """The rows low <= n < high."""
        return self.rows[bisect_left(self.rows, low) : bisect_left(self.rows, high)]

    def text(self, place: int) -> str | None:
        found: str | None = None if self.texts is None else self.texts[place].as_py()
        return found


class Rewrite(Protocol):
    def __call__(self, source: BinaryIO, target: BinaryIO, changes: Sequence[Change], name: str) -> int:
        """Write `target` as `source` with the changes applied; how many rows they met."""


def changed_meanwhile(name: str) -> StoreChanged:
    return StoreChanged(f"{name} changed while it was read; it was left as it is, run again")
