"""Whose rows are those that hold a person's key: hers, or those of people whom the rows themselves name?"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import sqlalchemy as sa

from habeas.datamap.facts import SystemFacts
from habeas.stores.sql.store import SqlStore

SAMPLE = 1000  # rows looked at


@dataclass(frozen=True)
class Column:
    """A column of a table, and the kind of identifier in it."""

    table: str
    name: str
    kind: str = ""


def names_others(
    store: SqlStore, child: Column, parent: Column, named: Sequence[Column], on_file: Sequence[Column]
) -> bool:
    """Whether rows of `child` whose own columns name somebody on file mostly name another than the row of `parent` that
    they point at: the requests that a clerk took, not the orders of a customer.

    Raises the store's errors.
    """
    facts = store.facts()
    own = others = 0
    with store.reading() as session:
        for column in named:
            for people in on_file:
                if people.kind != column.kind:
                    continue
                counts = session.connection.execute(_counted(facts, child, parent, column, people)).one()
                own, others = own + (counts.own or 0), others + (counts.others or 0)
    return others > own


def _counted(
    facts: SystemFacts, child: Column, parent: Column, named: Column, people: Column
) -> sa.Select[tuple[int, int]]:
    """How many rows name the one they point at, and how many somebody else."""
    rows = _table(facts, child.table, {child.name, named.name})
    them = _table(facts, people.table, {people.name, parent.name}).alias()
    key = rows.c[child.name].label("key")
    sample = (
        sa.select(key, rows.c[named.name].label("value"))
        .where(rows.c[child.name].is_not(None), rows.c[named.name].is_not(None))
        .limit(SAMPLE)
        .subquery()
    )
    is_own = them.c[parent.name] == sample.c.key if people.table == parent.table else sa.false()
    return sa.select(
        sa.func.sum(sa.case((is_own, 1), else_=0)).label("own"),
        sa.func.sum(sa.case((is_own, 0), else_=1)).label("others"),
    ).select_from(sample.join(them, _plain(them.c[people.name]) == _plain(sample.c.value)))


def _plain(value: sa.ColumnElement[object]) -> sa.ColumnElement[str]:
    return sa.func.lower(sa.cast(value, sa.Text))


def _table(facts: SystemFacts, name: str, columns: Iterable[str]) -> sa.TableClause:
    schema = facts.tables[name].schema
    plain = name.removeprefix(f"{schema}.") if schema else name
    return sa.table(plain, *(sa.column(column) for column in columns), schema=schema or None)
