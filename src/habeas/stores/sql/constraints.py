"""Which constraints a mask would break, found out before anything is written."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

import sqlalchemy as sa

from habeas.datamap.facts import ColumnFacts, TableFacts
from habeas.stores.protocol import Rules
from habeas.stores.reached import Constant, Mask, Null, Reached
from habeas.stores.sql.statements import Builder


def violations(
    connection: sa.Connection,
    builder: Callable[[], Builder],
    reached: Reached,
    rules: Rules,
    masks: Mapping[str, Mask],
) -> Sequence[str]:
    """What stands against the masks: by the schema alone, and by trying checks on the masked rows."""
    facts = reached.node.facts
    found = [text for name, mask in masks.items() for text in _by_schema(reached.node.ref, facts, name, mask)]
    for name, text in facts.checks:
        if any(column in text for column in masks) and _breaks(connection, builder(), reached, rules, masks, text):
            found.append(f"{reached.node.ref}: the masked rows would break the check constraint {name} ({text})")
    return found


def _by_schema(ref: object, facts: TableFacts, name: str, mask: Mask) -> Iterator[str]:
    column = facts.columns[name]
    if column.generated:
        yield f"{ref}.{name} is a generated column and cannot be masked; mask the columns it is made of"
    if isinstance(mask, Null) and (not column.nullable or name in facts.primary_key):
        yield f'{ref}.{name} is NOT NULL and cannot become null; give it a constant, for example erase: "Removed"'
    if isinstance(mask, Constant):
        yield from _constant(ref, facts, column, mask)


def _constant(ref: object, facts: TableFacts, column: ColumnFacts, mask: Constant) -> Iterator[str]:
    for unique in (facts.primary_key, *facts.uniques):
        if unique == (column.name,):
            yield f"{ref}.{column.name} is unique and cannot become the same constant for everybody; use erase: {{hash: text}}"
            break
    if column.values and mask.value not in column.values:
        yield f"{ref}.{column.name} takes one of {', '.join(column.values)}, not {mask.value!r}"
    if column.max_length is not None and isinstance(mask.value, str) and len(mask.value) > column.max_length:
        yield f"{ref}.{column.name} takes {column.max_length} characters, {mask.value!r} has {len(mask.value)}"
    if any(column.name in key.columns for key in facts.foreign_keys):
        yield f"{ref}.{column.name} is a foreign key and cannot become a constant; use erase: null where it may be null"


def _breaks(
    connection: sa.Connection, builder: Builder, reached: Reached, rules: Rules, masks: Mapping[str, Mask], check: str
) -> bool:
    """Whether a reached row, once masked, fails the check. The database evaluates its own constraint."""
    for part in reached.chunks():
        table = builder.table(part.node)
        wanted: list[sa.ColumnElement[Any]] = [
            builder.masked(name, masks[name], part.node, table).label(name) if name in masks else table.c[name]
            for name in part.node.facts.columns
        ]
        rows = builder.reached(
            part,
            [
                sa.case((sa.and_(sa.true(), *builder.ruled_by_none(rules, table)), 1), else_=0).label("habeas_masked"),
                *wanted,
            ],
            table,
        )
        masked = rows.subquery(part.node.ref.table)
        failing = (
            sa.select(sa.literal(1))
            .select_from(masked)
            .where(masked.c.habeas_masked == 1, sa.not_(sa.literal_column(f"({check})")))
        )
        if connection.execute(failing.limit(1), builder.parameters).first() is not None:
            return True
    return False
