"""Which files hold rows of whom: one scan tells, and what is asked about the same keys afterwards reads those files only."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from hashlib import blake2b
from typing import Any

import sqlalchemy as sa

from habeas.datamap.facts import ColumnFacts
from habeas.datamap.graph import Node
from habeas.stores.files.layout import FILE, ROW
from habeas.stores.files.storage import File
from habeas.stores.reached import Reached
from habeas.stores.sql.dialects.dialect import Expression
from habeas.stores.sql.statements import Builder, Rows

QUESTIONS = 100
PLACE = {name: ColumnFacts(name, "VARCHAR", "text") for name in (FILE, ROW)}
Scan = Callable[[Sequence[str]], Iterable[str]]


@dataclass
class FileBuilder(Builder):
    """Statements over files that know where each row lies, and read some of the files only."""

    files: Sequence[str] | None = None

    def table(self, node: Node) -> sa.TableClause:
        return self.named(node.ref.table, {**node.facts.columns, **PLACE})

    def reached(
        self, reached: Reached, wanted: Sequence[Expression], table: Rows, left: Sequence[Expression] = ()
    ) -> sa.Select[Any] | sa.CompoundSelect[Any]:
        return super().reached(reached, wanted, table, (*left, *self._here(table)))

    def _here(self, table: Rows) -> list[Expression]:
        if self.files is None:
            return []
        # DuckDB does not even open a file that is ruled out by its name.
        names = [sa.literal(name) for name in self.files]
        return [table.c[FILE].in_(names) if names else sa.false()]


@dataclass
class Holding:
    """What scans have told about files. A file that somebody wrote to is another one, and scanned again."""

    _known: dict[bytes, dict[File, bool]] = field(default_factory=dict)

    def files(self, part: Reached, files: Sequence[File], scan: Scan) -> list[str] | None:
        """The names of the files with rows of `part`; None where all are to be read.

        `scan` is given names of files, and returns those that hold rows.
        """
        if sum(len(keys) for _, keys in part.ways) >= len(files):
            return None  # so many keys would rule out hardly a file
        known = self._known.setdefault(_question(part), {})
        unread = [file for file in files if file not in known]
        if unread:
            found = set(scan([file.name for file in unread]))
            known.update((file, file.name in found) for file in unread)
        if len(self._known) > QUESTIONS:
            self._known.pop(next(iter(self._known)))
        return [file.name for file in files if known[file]]


def _question(part: Reached) -> bytes:
    """Table, ways and keys; not who asked."""
    ways = [(access.columns, access.normalise, access.where, keys.values) for access, keys in part.ways]
    return blake2b(repr((part.node.ref, ways)).encode(), digest_size=16).digest()
