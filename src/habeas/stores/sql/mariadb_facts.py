"""What the generic inspection misses in MariaDB: collations, indexes that serve a normal form, tables elsewhere."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace

import sqlalchemy as sa

from habeas.datamap.facts import TableFacts

COLLATIONS = sa.text(
    """
    SELECT table_name, column_name, collation_name FROM information_schema.columns
    WHERE table_schema = DATABASE() AND collation_name IS NOT NULL
    """
)
# Checks that stand with their column are missing from the generic inspection; MySQL has no such column here.
CHECKS = sa.text(
    """
    SELECT table_name, constraint_name, check_clause FROM information_schema.check_constraints
    WHERE constraint_schema = DATABASE()
    """
)
# Tables of other databases with a foreign key into this one: a cascade there would delete rows nobody looked at.
FOREIGNERS = sa.text(
    """
    SELECT DISTINCT table_schema, table_name FROM information_schema.key_column_usage
    WHERE referenced_table_schema = DATABASE() AND table_schema <> DATABASE()
    """
)


def completed(tables: Mapping[str, TableFacts], connection: sa.Connection) -> dict[str, TableFacts]:
    tables = _with_collations(tables, connection)
    if getattr(connection.dialect, "is_mariadb", False):
        checks: dict[str, list[tuple[str, str]]] = defaultdict(list)
        for table, name, clause in map(tuple, connection.execute(CHECKS)):
            checks[table].append((name, clause))
        tables = {name: _checked(table, checks[name]) for name, table in tables.items()}
    return dict(tables)


def _checked(table: TableFacts, checks: Sequence[tuple[str, str]]) -> TableFacts:
    """JSON is a text with a check."""
    clauses = {clause for _, clause in checks}
    columns = {
        name: replace(column, family="json") if f"json_valid(`{name}`)" in clauses else column
        for name, column in table.columns.items()
    }
    return replace(table, columns=columns, checks=tuple(checks))


def _with_collations(tables: Mapping[str, TableFacts], connection: sa.Connection) -> dict[str, TableFacts]:
    """How the texts of each column compare. An index over a column that ignores case serves a lookup by e-mail."""
    found: dict[str, dict[str, str]] = defaultdict(dict)
    for table, column, collation in map(tuple, connection.execute(COLLATIONS)):
        found[table][column] = collation
    return {name: _compared(table, found[name]) for name, table in tables.items()}


def _compared(table: TableFacts, collations: Mapping[str, str]) -> TableFacts:
    columns = {name: replace(column, collation=collations.get(name, "")) for name, column in table.columns.items()}
    indexed = (table.primary_key, *table.uniques, *table.indexes)
    served = [(f"lower({one[0]})",) for one in indexed if one and collations.get(one[0], "").endswith("_ci")]
    return replace(table, columns=columns, indexes=(*table.indexes, *dict.fromkeys(served)))


def foreigners(connection: sa.Connection) -> dict[str, list[str]]:
    """Database -> its tables with a foreign key into the connection's own."""
    found: dict[str, list[str]] = defaultdict(list)
    for schema, table in map(tuple, connection.execute(FOREIGNERS)):
        found[schema].append(table)
    return found
