"""Changes in a database that joins the keys and checks foreign keys row by row, as InnoDB does."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any

import sqlalchemy as sa

from habeas.datamap.facts import ForeignKey
from habeas.stores.masks import Mask, Null
from habeas.stores.protocol import Rules
from habeas.stores.reached import AllOf, AlreadyMasked, KeyAmong, Matches, NoneOf, OlderThan, Predicate, Reached
from habeas.stores.sql.joined import delete_leaves, locked
from habeas.stores.sql.statements import Builder

Run = Callable[[sa.Executable, Builder], sa.CursorResult[Any]]
NewBuilder = Callable[[], Builder]


def one_by_one(reached: Reached) -> Iterator[Reached]:
    """Each way by itself: a row that two ways reach is gone, or masked already, when the second comes."""
    yield from (Reached(reached.node, (way,)) for way in reached.ways if len(way[1]))


def lock(run: Run, builder: NewBuilder, reached: Reached, rules: Rules) -> None:
    """So that what is counted next is what is changed afterwards."""
    for part in one_by_one(reached):
        own = builder()
        run(locked(own, part, rules), own)


def update(run: Run, builder: NewBuilder, reached: Reached, rules: Rules, masks: Mapping[str, Mask]) -> int:
    """The rows changed."""
    rows = 0
    for part in one_by_one(reached):
        # Another pointer of the same row may lead to somebody who stays.
        pointer = part.ways[0][0].columns if reached.node.is_cascade else masks
        led = {name: mask for name, mask in masks.items() if name in pointer}
        if led:
            own = builder()
            rows += run(own.update(part, rules, led), own).rowcount
    return rows


def delete(run: Run, builder: NewBuilder, parts: list[Reached], rules: Rules) -> int:
    """Rows that point at others of their own table let go of them first, or where they cannot, the last ones go first."""
    facts = parts[0].node.facts
    own = [key for key in facts.foreign_keys if key.table == facts.name]
    if all(_may_let_go(key, parts[0], rules) for key in own):
        nulls: dict[str, Mask] = {name: Null() for key in own for name in key.columns}
        for part in parts if nulls else ():
            update(run, builder, part, rules, nulls)
        return _all(run, builder, parts, rules)
    rows = 0
    while some := _all(run, builder, parts, rules, only_leaves=True):
        rows += some
    return rows


def _all(run: Run, builder: NewBuilder, parts: list[Reached], rules: Rules, only_leaves: bool = False) -> int:
    rows = 0
    for whole in parts:
        for part in one_by_one(whole):
            own = builder()
            rows += run(delete_leaves(own, part, rules) if only_leaves else own.delete(part, rules), own).rowcount
    return rows


def pointers_to_let_go(reached: Reached, rules: Rules) -> dict[str, Mask]:
    """Columns that point at rows of their own table and may become null before these rows go.

    Deleted in several statements, a row may go before the one that points at it.
    """
    facts = reached.node.facts
    own = (key for key in facts.foreign_keys if key.table == facts.name and not key.deferrable)
    return {name: Null() for key in own if _may_let_go(key, reached, rules) for name in key.columns}


def _may_let_go(key: ForeignKey, reached: Reached, rules: Rules) -> bool:
    """Whether its columns may be null, and neither find the rows nor rule them."""
    facts = reached.node.facts
    used = {name for rule in rules for name in _columns(rule)}
    used |= {name for access, _ in reached.ways for name in (*access.columns, *(name for name, _ in access.where))}
    return all(facts.columns[name].nullable and name not in used for name in key.columns)


def _columns(rule: Predicate) -> Iterator[str]:
    match rule:
        case Matches(conditions):
            yield from (name for name, _ in conditions)
        case KeyAmong(columns, _):
            yield from columns
        case AlreadyMasked(masks):
            yield from (name for name, _ in masks)
        case AllOf(parts) | NoneOf(parts):
            for part in parts:
                yield from _columns(part)
        case OlderThan(column, _):
            yield column
        case _:
            yield rule.column
