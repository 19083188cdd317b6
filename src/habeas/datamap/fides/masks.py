"""How a column is erased: what the dataset asks for, as far as the database can hold it."""

from __future__ import annotations

from typing import Any

from habeas.datamap.facts import ColumnFacts, TableFacts
from habeas.datamap.fides.categories import is_personal
from habeas.datamap.fides.document import DatasetField, Override

REMOVED = "Removed"
SHORTEST_HASH = 16  # characters that a keyed hash needs to stay unique
NO_MASK = "columns that must have a value and that no mask fits; they stay where the row has to stay"

Rule = tuple[Any] | None  # (value of `erase`,); None: the column has none


def erase_rule(one: DatasetField, table: TableFacts | None) -> tuple[Rule, str]:
    """The rule of a column, and what is lost on the way ("" for nothing)."""
    column = table.columns.get(one.name) if table else None
    if one.read_only:
        return None, "read-only fields; they are not masked, and go where the whole row is erased"
    if one.override is None and not (is_personal(one.categories) or one.identity):
        return None, ""
    if _is_key(one, table):
        why = "masking of keys; rows are tied together by them" if one.override else ""
        return None, why
    if column is not None and column.generated:
        return None, "masking of generated columns; mask the columns they are made of"
    if one.override is not None:
        value, why = _overridden(one.override)
        if column is None or _fits(value, column, table):
            return (value,), why
        return _fitting(
            column, table
        ), f"masks that the column cannot hold; another was chosen ({one.override.strategy})"
    rule = (None,) if column is None else _fitting(column, table)
    return rule, "" if rule else NO_MASK


def _is_key(one: DatasetField, table: TableFacts | None) -> bool:
    if one.primary_key or one.references:
        return True
    keys = [table.primary_key, *(key.columns for key in table.foreign_keys)] if table else []
    return any(one.name in key for key in keys)


def _overridden(override: Override) -> tuple[Any, str]:
    match override.strategy:
        case "null_rewrite":
            return None, ""
        case "string_rewrite":
            settings = dict(override.configuration)
            value = settings.pop("rewrite_value", REMOVED)
            return str(value), "settings of masking strategies" if any(settings.values()) else ""
        case "hash":
            return {"hash": "text"}, "settings of masking strategies" if override.configuration else ""
        case "random_string_rewrite":
            why = "settings of masking strategies" if override.configuration else ""
            return {"random": "same_format"}, why
        case name:
            return {"hash": "text"}, f"masking strategy `{name}`; a keyed hash stands in its place"


def _fits(value: Any, column: ColumnFacts, table: TableFacts | None) -> bool:
    if value is None:
        return column.nullable
    if column.family != "text" or column.values:
        return False
    if isinstance(value, str):
        return not _is_unique(column, table) and len(value) <= (column.max_length or len(value))
    return (column.max_length or SHORTEST_HASH) >= SHORTEST_HASH


def _is_unique(column: ColumnFacts, table: TableFacts | None) -> bool:
    return table is not None and any(column.name in unique for unique in table.uniques)


def _fitting(column: ColumnFacts, table: TableFacts | None) -> Rule:
    """Null where that may be, else the plainest value of the type that no constraint speaks of."""
    if column.nullable:
        return (None,)
    if table is not None and any(column.name.lower() in text.lower() for _, text in table.checks):
        return None
    if _is_unique(column, table) or column.family == "text":
        constant = REMOVED[: column.max_length]
        return next(((value,) for value in (constant, {"hash": "text"}) if _fits(value, column, table)), None)
    match column.family:
        case "integer" | "decimal":
            return (0,)
        case "boolean":
            return (False,)
        case "date" | "datetime":
            return ({"generalise": "year"},)
    return None
