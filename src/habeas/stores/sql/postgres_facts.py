"""What the generic inspection of one schema misses in PostgreSQL: partitions, and tables elsewhere that point here."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import sqlalchemy as sa

from habeas.datamap.facts import TableFacts

# Partitions of a partitioned table: child, parent.
PARTITIONS = sa.text(
    """
    SELECT c.relname, p.relname FROM pg_inherits i JOIN pg_class c ON c.oid = i.inhrelid
    JOIN pg_class p ON p.oid = i.inhparent WHERE c.relispartition AND c.relkind IN ('r', 'p', 'f')
    AND p.relnamespace = (SELECT oid FROM pg_namespace WHERE nspname = current_schema())
    """
)
# Tables of other schemas with a foreign key into this one: a cascade there would delete rows nobody looked at.
FOREIGNERS = sa.text(
    """
    SELECT DISTINCT n.nspname, c.relname FROM pg_constraint k JOIN pg_class c ON c.oid = k.conrelid
    JOIN pg_namespace n ON n.oid = c.relnamespace JOIN pg_class t ON t.oid = k.confrelid
    JOIN pg_namespace h ON h.oid = t.relnamespace
    WHERE k.contype = 'f' AND h.nspname = current_schema() AND n.nspname <> current_schema()
    """
)


def without_partitions(tables: Mapping[str, TableFacts], connection: sa.Connection) -> dict[str, TableFacts]:
    """Partitions hidden behind their parent, with their foreign keys counted as the parent's."""
    left = dict(tables)
    parents: dict[str, str] = dict(map(tuple, connection.execute(PARTITIONS)))
    for child in sorted(parents):
        root = _root(child, parents)
        part, whole = left.pop(child, None), left.get(root)
        if part is not None and whole is not None:
            left[root] = replace(
                whole,
                primary_key=whole.primary_key or part.primary_key,
                foreign_keys=tuple(dict.fromkeys((*whole.foreign_keys, *part.foreign_keys))),
                indexes=whole.indexes or part.indexes,
            )
    # Where a key points to a partition, it points to the whole.
    return {
        name: replace(
            table,
            foreign_keys=tuple(replace(key, table=_root(key.table, parents)) for key in table.foreign_keys),
        )
        for name, table in left.items()
    }


def _root(table: str, parents: Mapping[str, str]) -> str:
    while table in parents:
        table = parents[table]
    return table


def foreigners(connection: sa.Connection) -> dict[str, list[str]]:
    """Schema -> its tables with a foreign key into the connection's own."""
    found: dict[str, list[str]] = {}
    row: Any
    for row in connection.execute(FOREIGNERS):
        found.setdefault(row[0], []).append(row[1])
    return found
