"""Which constraints the new values of a correction would break, found out before anything is written."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa

from habeas.datamap.graph import Node
from habeas.stores.protocol import NewValue
from habeas.stores.sql.statements import Builder

Run = Callable[[sa.Executable, Builder], sa.CursorResult[Any]]


@dataclass(frozen=True)
class Trial:
    """Rows of a table as they would be with new values in one column, looked at by the database itself."""

    run: Run
    builder: Callable[[], Builder]
    node: Node
    key: Sequence[str]
    column: str
    together: Collection[str]  # the table's columns that change at once: what speaks of several is left to the run

    def breaks(self, changes: Sequence[NewValue]) -> list[str]:
        """What stands against the new values, without them: they are the person's."""
        facts, ref = self.node.facts, self.node.ref
        found = []
        for name, text in facts.checks:
            meant = [column for column in facts.columns if _names(text, column)]
            if self._is_meant(meant) and self._fails(text, changes):
                found.append(f"{ref}: the new value of {self.column} would break the check constraint {name} ({text})")
        for unique in dict.fromkeys((facts.primary_key, *facts.uniques)):
            if self._is_meant(unique) and (self._meets_another(unique, changes) or self._meet(unique, changes)):
                names = ", ".join(unique)
                verb = "is" if len(unique) == 1 else "are together"
                found.append(
                    f"{ref}.{names} {verb} unique, and another row holds the new value already; somebody has to look at both"
                )
        return found

    def _is_meant(self, columns: Collection[str]) -> bool:
        return set(columns) & set(self.together) == {self.column}

    def _fails(self, check: str, changes: Sequence[NewValue]) -> bool:
        builder = self.builder()
        rows = self._changed(builder, changes, self.node.ref.table)  # a check may name its table
        failing = sa.select(sa.literal(1)).select_from(rows).where(sa.not_(sa.literal_column(f"({check})")))
        return self.run(failing.limit(1), builder).first() is not None

    def _meets_another(self, unique: Sequence[str], changes: Sequence[NewValue]) -> bool:
        builder = self.builder()
        rows, table = self._changed(builder, changes), builder.table(self.node)
        met = sa.and_(*(table.c[name] == rows.c[name] for name in unique))
        itself = sa.and_(*(table.c[name] == rows.c[f"habeas_{at}"] for at, name in enumerate(self.key)))
        meets = sa.select(sa.literal(1)).select_from(rows.join(table, met)).where(sa.not_(itself))
        return self.run(meets.limit(1), builder).first() is not None

    def _meet(self, unique: Sequence[str], changes: Sequence[NewValue]) -> bool:
        """Whether two rows of the set would agree."""
        if len(changes) < 2:
            return False
        builder = self.builder()
        rows = self._changed(builder, changes)
        wanted = [*(rows.c[f"habeas_{at}"] for at in range(len(self.key))), *(rows.c[name] for name in unique)]
        once = sa.select(*wanted).where(*(rows.c[name].is_not(None) for name in unique)).distinct().subquery()
        shared = sa.select(sa.literal(1)).select_from(once).group_by(*(once.c[name] for name in unique))
        return self.run(shared.having(sa.func.count() > 1).limit(1), builder).first() is not None

    def _changed(self, builder: Builder, changes: Sequence[NewValue], name: str = "habeas_new") -> sa.Subquery:
        table, source, found = builder.to_replace(self.node, self.key, self.column, changes)
        new = source.c[f"v{len(self.key) + 1}"]
        wanted: list[sa.ColumnElement[Any]] = [
            (new if column == self.column else table.c[column]).label(column) for column in self.node.facts.columns
        ]
        rows = [source.c[f"v{at}"].label(f"habeas_{at}") for at in range(len(self.key))]
        return sa.select(*wanted, *rows).where(*found).subquery(name)


def _names(check: str, column: str) -> bool:
    """Whether a condition speaks of a column; a text that spells it counts too.

    >>> _names("(ended > born)", "born"), _names("born_on > 0", "born")
    (True, False)
    """
    return re.search(rf"(?<!\w){re.escape(column)}(?!\w)", check, re.IGNORECASE) is not None
