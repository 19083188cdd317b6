"""Reads a database's own description of itself."""

from __future__ import annotations

import re
import warnings
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any

import sqlalchemy as sa
from sqlalchemy import types

from habeas.datamap.facts import ColumnFacts, ForeignKey, SystemFacts, TableFacts
from habeas.datamap.tables import Normalise
from habeas.stores.sql import mariadb_facts
from habeas.stores.sql.dialects import DIALECTS
from habeas.stores.sql.postgres_facts import foreigners, without_partitions
from habeas.stores.sql.reactions import with_reactions
from habeas.stores.sql.sqlite_facts import read_actions, read_checks, read_collations, read_indexes
from habeas.stores.sql.triggers import with_triggers

FAMILIES: tuple[tuple[type[Any], str], ...] = (
    (types.Boolean, "boolean"),
    (types.Integer, "integer"),
    (types.Numeric, "decimal"),
    (types.DateTime, "datetime"),
    (types.Date, "date"),
    (types.Time, "time"),
    (types.Uuid, "uuid"),
    (types.LargeBinary, "binary"),
    (types.BINARY, "binary"),
    (types.VARBINARY, "binary"),
    (types.JSON, "json"),
    (types.ARRAY, "array"),
    (types.String, "text"),
)

# Indexes over expressions, which the generic inspection leaves out: table, definition.
EXPRESSIONS = {
    "postgresql": sa.text("SELECT tablename, indexdef FROM pg_indexes WHERE schemaname = current_schema()"),
    "sqlite": sa.text("SELECT tbl_name, sql FROM sqlite_master WHERE type = 'index' AND sql IS NOT NULL"),
}


def read_facts(connection: sa.Connection) -> SystemFacts:
    """Tables, columns, keys and constraints of the connection's default schema, in a handful of queries.

    Tables of other schemas are among them where they point into it.
    """
    tables = _read(connection)
    if connection.dialect.name == "sqlite":
        tables = _as_sqlite_has_them(tables, connection)
    if connection.dialect.name == "postgresql":
        tables = without_partitions(tables, connection)
        own = connection.scalar(sa.text("SELECT current_schema()"))
        tables |= _elsewhere(connection, foreigners(connection), own)
    if connection.dialect.name in ("mariadb", "mysql"):
        tables = mariadb_facts.completed(tables, connection)
        own = connection.scalar(sa.text("SELECT DATABASE()"))
        tables |= _elsewhere(connection, mariadb_facts.foreigners(connection), own)
    touched = with_triggers(connection)
    tables |= {name: replace(tables[name], has_triggers=True) for name in touched & tables.keys()}
    tables = with_reactions(tables, connection)
    return SystemFacts(tables, _lookups(connection.dialect), DIALECTS[connection.dialect.name].paths)


def _elsewhere(
    connection: sa.Connection, schemas: Mapping[str, Sequence[str]], own: str | None
) -> dict[str, TableFacts]:
    """Tables of other schemas that point into the connection's own, under the names they have there."""
    return {
        f"{schema}.{name}": replace(table, name=f"{schema}.{name}", schema=schema)
        for schema, names in schemas.items()
        for name, table in _read(connection, schema, names, own).items()
    }


def _read(
    connection: sa.Connection, schema: str | None = None, only: Sequence[str] | None = None, target: str | None = None
) -> dict[str, TableFacts]:
    """The tables of a schema; of their foreign keys those that lead to the schema `target`."""
    inspector = sa.inspect(connection)
    place: dict[str, Any] = {"schema": schema, "filter_names": only}
    with warnings.catch_warnings():
        # The inspection warns of types and indexes it does not know; both are handled here.
        warnings.simplefilter("ignore", sa.exc.SAWarning)
        columns = inspector.get_multi_columns(**place)
        keys = inspector.get_multi_pk_constraint(**place)
        foreign = inspector.get_multi_foreign_keys(**place)
        uniques = inspector.get_multi_unique_constraints(**place)
        indexes = inspector.get_multi_indexes(**place)
        checks = inspector.get_multi_check_constraints(**place)
    spelled = _expressions(connection) if schema is None else {}
    tables = {}
    for name, found in columns.items():
        table = name[1]
        pointing = [key for key in foreign.get(name) or () if key["referred_schema"] in (None, target)]
        tables[table] = TableFacts(
            name=table,
            columns={column["name"]: _column(column, connection.dialect, spelled.get(table, ())) for column in found},
            primary_key=tuple(keys[name]["constrained_columns"]) if name in keys else (),
            foreign_keys=tuple(_foreign_keys(pointing, connection.dialect.name == "sqlite")),
            uniques=tuple(_uniques(uniques.get(name) or (), indexes.get(name) or ())),
            indexes=tuple(_indexes(indexes.get(name) or ())) + tuple(spelled.get(table, ())),
            checks=(
                *((str(check["name"]), check["sqltext"]) for check in checks.get(name) or ()),
                *(check for column in found for check in _domain_checks(column)),
            ),
        )
    return tables


def _lookups(dialect: sa.Dialect) -> dict[str, str]:
    column: sa.ColumnElement[Any] = sa.literal_column("{}")
    ours = DIALECTS[dialect.name]
    return {how.value: str(ours.normalised(column, how).compile(dialect=dialect)) for how in Normalise}


def _column(column: Any, dialect: sa.Dialect, expressions: Iterable[tuple[str, ...]] = ()) -> ColumnFacts:
    kind = column["type"]
    base = getattr(kind, "data_type", kind) if type(kind).__name__ == "DOMAIN" else kind
    element = {"name": column["name"], "type": getattr(base, "item_type", None), "nullable": True}
    own = re.compile(rf"\b{re.escape(column['name'])}\b")
    values = tuple(getattr(base, "enums", ()) or ())
    try:
        spelling = base.compile(dialect=dialect)
    except sa.exc.CompileError:
        spelling = "TEXT"
    return ColumnFacts(
        name=column["name"],
        type=spelling,
        family=next((family for known, family in FAMILIES if isinstance(base, known)), "other"),
        nullable=bool(column["nullable"]) and not getattr(kind, "not_null", False),
        max_length=getattr(base, "length", None) if not values else None,
        values=values,
        generated=bool(column.get("computed")),
        element=_column(element, dialect) if element["type"] is not None else None,
        expressions=tuple(text for (text, *_) in expressions if own.search(text)),
    )


def _domain_checks(column: Any) -> Iterable[tuple[str, str]]:
    """The constraint of a domain, told of the column that has it."""
    check = getattr(column["type"], "check", None)
    if check is not None:
        name = str(column["name"]).replace('"', '""')
        yield f"of domain {column['type'].name}", re.sub(r"\bVALUE\b", lambda _: f'"{name}"', str(check))


def _foreign_keys(found: Iterable[Any], all_wait: bool) -> Iterable[ForeignKey]:
    for key in found:
        options = key.get("options") or {}
        target = tuple(key["referred_columns"])
        if len(target) == len(key["constrained_columns"]):  # SQLite takes a key to a table that is not there
            yield ForeignKey(
                tuple(key["constrained_columns"]),
                key["referred_table"],
                target,
                (options.get("ondelete") or "NO ACTION").upper(),
                all_wait or bool(options.get("deferrable")),
            )


def _as_sqlite_has_them(tables: Mapping[str, TableFacts], connection: sa.Connection) -> dict[str, TableFacts]:
    uniques, indexes = read_indexes(connection)
    checks = read_checks(connection)
    collations = read_collations(connection)
    actions = read_actions(connection)
    return {
        name: replace(
            _as_declared(table, tables, actions),
            uniques=tuple(dict.fromkeys((*table.uniques, *uniques.get(name, ())))),
            indexes=tuple(dict.fromkeys((*table.indexes, *indexes.get(name, ())))),
            columns=_numbered(table),
            checks=checks.get(name, ()),
            collations=collations.get(name, {}),
        )
        for name, table in tables.items()
    }


def _numbered(table: TableFacts) -> Mapping[str, ColumnFacts]:
    """The columns; one that stands for the number of the row is never null, other primary keys may be."""
    [name, *more] = table.primary_key or ("",)
    if more or name not in table.columns or table.columns[name].type.upper() != "INTEGER":
        return table.columns
    return {**table.columns, name: replace(table.columns[name], nullable=False)}


def _as_declared(
    table: TableFacts, tables: Mapping[str, TableFacts], actions: Mapping[tuple[str, tuple[str, ...], str], str]
) -> TableFacts:
    """Foreign keys with names spelled as their target declares them: SQLite does not mind the case."""
    declared = {name.lower(): known for name, known in tables.items()}
    keys = []
    for key in table.foreign_keys:
        target = declared.get(key.table.lower())
        if target is not None:
            spelled = {name.lower(): name for name in target.columns}
            columns = {name.lower(): name for name in table.columns}
            keys.append(
                replace(
                    key,
                    columns=tuple(columns.get(name.lower(), name) for name in key.columns),
                    table=target.name,
                    target=tuple(spelled.get(name.lower(), name) for name in key.target),
                    on_delete=actions.get(
                        (table.name.lower(), tuple(name.lower() for name in key.columns), key.table.lower()),
                        key.on_delete,
                    ),
                )
            )
    return replace(table, foreign_keys=tuple(keys))


def _uniques(constraints: Iterable[Any], indexes: Iterable[Any]) -> Iterable[tuple[str, ...]]:
    for constraint in constraints:
        yield tuple(constraint["column_names"])
    for index in indexes:
        if index["unique"] and _is_whole(index):
            yield tuple(index["column_names"])


def _indexes(found: Iterable[Any]) -> Iterable[tuple[str, ...]]:
    for index in found:
        if _is_whole(index):
            if index.get("dialect_options", {}).get("postgresql_using") == "gin":
                yield (f"gin({index['column_names'][0]})",)  # serves what an array holds, and no equality
            else:
                yield tuple(index["column_names"])


def _is_whole(index: Any) -> bool:
    """Neither over an expression nor over some rows only."""
    return None not in index["column_names"] and not any(
        name.endswith("_where") and condition is not None
        for name, condition in index.get("dialect_options", {}).items()
    )


def _expressions(connection: sa.Connection) -> dict[str, list[tuple[str, ...]]]:
    """Indexes over one expression, such as lower(email), by table."""
    found: dict[str, list[tuple[str, ...]]] = defaultdict(list)
    query = EXPRESSIONS.get(connection.dialect.name)
    if query is not None:
        for table, definition in connection.execute(query):
            if " where " in definition.lower():  # over some rows only
                continue
            inside = definition[definition.index("(") + 1 : definition.rindex(")")]
            if "(" in inside:
                found[table].append((_plain(inside),))
    return found


def _plain(expression: str) -> str:
    """`lower((email)::text)` as `lower(email)`."""
    plain = expression.replace('"', "").replace("::text", "").replace("((", "(").replace("))", ")")
    return plain if plain.endswith(")") else plain + ")"
