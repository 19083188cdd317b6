"""Reads a database's own description of itself."""

from __future__ import annotations

import warnings
from collections import defaultdict
from collections.abc import Iterable
from typing import Any

import sqlalchemy as sa
from sqlalchemy import types

from habeas.datamap.facts import ColumnFacts, ForeignKey, SystemFacts, TableFacts

FAMILIES: tuple[tuple[type[Any], str], ...] = (
    (types.Boolean, "boolean"),
    (types.Integer, "integer"),
    (types.Numeric, "decimal"),
    (types.DateTime, "datetime"),
    (types.Date, "date"),
    (types.Time, "time"),
    (types.Uuid, "uuid"),
    (types.LargeBinary, "binary"),
    (types.JSON, "json"),
    (types.String, "text"),
)

# Partitions of a partitioned table: child, parent.
PARTITIONS = sa.text(
    """
    SELECT c.relname, p.relname FROM pg_inherits i JOIN pg_class c ON c.oid = i.inhrelid
    JOIN pg_class p ON p.oid = i.inhparent WHERE c.relispartition
    """
)
# Indexes over expressions, which the generic inspection leaves out: table, definition.
EXPRESSIONS = {
    "postgresql": sa.text("SELECT tablename, indexdef FROM pg_indexes WHERE schemaname = ANY (current_schemas(false))"),
    "sqlite": sa.text("SELECT tbl_name, sql FROM sqlite_master WHERE type = 'index' AND sql IS NOT NULL"),
}


def read_facts(connection: sa.Connection) -> SystemFacts:
    """Tables, columns, keys and constraints of the connection's default schema, in a handful of queries."""
    inspector = sa.inspect(connection)
    with warnings.catch_warnings():
        # The inspection warns of types and indexes it does not know; both are handled here.
        warnings.simplefilter("ignore", sa.exc.SAWarning)
        columns = inspector.get_multi_columns()
        keys = inspector.get_multi_pk_constraint()
        foreign = inspector.get_multi_foreign_keys()
        uniques = inspector.get_multi_unique_constraints()
        indexes = inspector.get_multi_indexes()
        checks = inspector.get_multi_check_constraints()
    spelled = _expressions(connection)
    tables = {}
    for name, found in columns.items():
        table = name[1]
        primary = tuple(keys[name]["constrained_columns"]) if name in keys else ()
        tables[table] = TableFacts(
            name=table,
            columns={column["name"]: _column(column, connection.dialect) for column in found},
            primary_key=primary,
            foreign_keys=tuple(_foreign_keys(foreign.get(name) or ())),
            uniques=tuple(_uniques(uniques.get(name) or (), indexes.get(name) or ())),
            indexes=tuple(_indexes(indexes.get(name) or ())) + tuple(spelled.get(table, ())),
            checks=tuple((str(check["name"]), check["sqltext"]) for check in checks.get(name) or ()),
        )
    return SystemFacts(_without_partitions(tables, connection))


def _column(column: Any, dialect: sa.Dialect) -> ColumnFacts:
    kind = column["type"]
    base = getattr(kind, "data_type", kind) if type(kind).__name__ == "DOMAIN" else kind
    values = tuple(getattr(base, "enums", ()) or ())
    try:
        spelling = base.compile(dialect=dialect)
    except sa.exc.CompileError:
        spelling = "TEXT"
    return ColumnFacts(
        name=column["name"],
        type=spelling,
        family=next((family for known, family in FAMILIES if isinstance(base, known)), "other"),
        nullable=bool(column["nullable"]),
        max_length=getattr(base, "length", None) if not values else None,
        values=values,
        generated=bool(column.get("computed")),
    )


def _foreign_keys(found: Iterable[Any]) -> Iterable[ForeignKey]:
    for key in found:
        action = (key.get("options") or {}).get("ondelete") or "NO ACTION"
        yield ForeignKey(
            tuple(key["constrained_columns"]), key["referred_table"], tuple(key["referred_columns"]), action.upper()
        )


def _uniques(constraints: Iterable[Any], indexes: Iterable[Any]) -> Iterable[tuple[str, ...]]:
    for constraint in constraints:
        yield tuple(constraint["column_names"])
    for index in indexes:
        if index["unique"] and None not in index["column_names"]:
            yield tuple(index["column_names"])


def _indexes(found: Iterable[Any]) -> Iterable[tuple[str, ...]]:
    for index in found:
        if None not in index["column_names"]:
            yield tuple(index["column_names"])


def _expressions(connection: sa.Connection) -> dict[str, list[tuple[str, ...]]]:
    """Indexes over one expression, such as lower(email), by table."""
    found: dict[str, list[tuple[str, ...]]] = defaultdict(list)
    query = EXPRESSIONS.get(connection.dialect.name)
    if query is not None:
        for table, definition in connection.execute(query):
            inside = definition[definition.index("(") + 1 : definition.rindex(")")]
            if "(" in inside:
                found[table].append((_plain(inside),))
    return found


def _plain(expression: str) -> str:
    """`lower((email)::text)` as `lower(email)`."""
    plain = expression.replace('"', "").replace("::text", "").replace("((", "(").replace("))", ")")
    return plain if plain.endswith(")") else plain + ")"


def _without_partitions(tables: dict[str, TableFacts], connection: sa.Connection) -> dict[str, TableFacts]:
    """Partitions hidden behind their parent, with their foreign keys counted as the parent's."""
    if connection.dialect.name != "postgresql":
        return tables
    for child, parent in connection.execute(PARTITIONS):
        part, whole = tables.pop(child, None), tables.get(parent)
        if part is not None and whole is not None:
            merged = tuple(dict.fromkeys((*whole.foreign_keys, *part.foreign_keys)))
            tables[parent] = TableFacts(
                whole.name,
                whole.columns,
                whole.primary_key or part.primary_key,
                merged,
                whole.uniques,
                whole.indexes or part.indexes,
                whole.checks,
            )
    return tables
