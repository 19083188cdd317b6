"""Statements for a database that joins its keys and checks foreign keys row by row."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import sqlalchemy as sa

from habeas.datamap.facts import TableFacts
from habeas.stores.reached import Keys, Predicate, Reached, Reference
from habeas.stores.sql.dialects.dialect import columns_of
from habeas.stores.sql.statements import Builder


def referenced_keys(
    builder: Builder, reference: Reference, keys: Sequence[tuple[object, ...]], facts: TableFacts
) -> sa.Select[Any]:
    """`referenced`, answering with the places of the keys: a collation may find them in another spelling."""
    table = builder.named(reference.table, facts.columns, facts.schema)
    name = builder.name()
    places = Keys(list(range(len(keys))), list(keys))
    source, parameters = builder.dialect.keys(name, places, [facts.column(c) for c in reference.columns])
    builder.parameters.update(parameters)
    held = sa.select(*(builder.at(column, table) for column in reference.columns))
    if reference.released is not None:
        left = [builder.belongs(reference.released, table), *builder.ruled_by_none(reference.stay, table)]
        held = held.where(sa.not_(builder.known(sa.and_(*left))))
    asked = columns_of([source.c[f"v{index}"] for index in range(len(reference.columns))])
    return sa.select(source.c.ord).where(asked.in_(held))


def locked(builder: Builder, reached: Reached, rules: Sequence[Predicate]) -> sa.Select[Any]:
    """Holds the rows of a single way until the transaction ends."""
    table = builder.table(reached.node)
    condition = sa.and_(builder.to_change(reached, table), *builder.ruled_by_none(rules, table))
    return sa.select(sa.func.count()).select_from(table).where(condition).with_for_update()


def delete_leaves(builder: Builder, reached: Reached, rules: Sequence[Predicate]) -> sa.Delete:
    """`delete`, of rows to which no row of the same table points but themselves."""
    statement, facts = builder.delete(reached, rules), reached.node.facts
    for key in facts.foreign_keys:
        if key.table == facts.name:
            child, table = statement.table.alias("child"), statement.table
            itself = sa.and_(*(child.c[a] == child.c[b] for a, b in zip(key.columns, key.target, strict=True)))
            pointing = [child.c[name] for name in key.columns]
            known = [column.is_not(None) for column in pointing]
            # Named as a table of its own, for the rows to be deleted are not to be read at the same time.
            held = sa.select(*pointing).where(sa.not_(itself), *known).distinct().subquery(builder.name())
            statement = statement.where(columns_of([table.c[name] for name in key.target]).not_in(sa.select(held)))
    return statement
