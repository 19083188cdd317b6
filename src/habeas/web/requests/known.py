"""What must not leak through a person's free text: values never disclosed, and what tells other people apart."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field
from itertools import chain

from habeas.datamap.graph import Node
from habeas.datamap.tables import Column
from habeas.delivery.other_people import telling
from habeas.engine.explain import Prepared
from habeas.stores.keys import elements_of
from habeas.stores.protocol import Session, Store

NAMES = ("given_name", "family_name", "name")


@dataclass(frozen=True)
class Known:
    """One person's values: (description, value) of those never disclosed, and those of other people."""

    never: tuple[tuple[str, str], ...] = ()
    others: tuple[str, ...] = ()


@dataclass
class _Found:
    never: dict[tuple[str, str], None] = field(default_factory=dict)
    others: dict[str, None] = field(default_factory=dict)
    own: dict[str, None] = field(default_factory=dict)

    def add(self, columns: Mapping[str, Column], row: Mapping[str, Sequence[object]]) -> None:
        held = {name: [str(value) for value in values if value is not None] for name, values in row.items()}
        for name, value in ((name, value) for name, values in held.items() for value in values):
            column = columns[name]
            if column.disclose == "never":
                self.never[(column.describe, value)] = None
            elif column.about == "other":
                self.others[value] = None
            else:
                self.own[value] = None
        # A name in two columns is one in a text, in either order.
        names = [name for name in held if columns[name].identifies in NAMES and columns[name].about is None]
        parts = [value for name in names for value in held[name]]
        self.own.update(dict.fromkeys((" ".join(parts), " ".join(reversed(parts)))))


def known_values(prepared: Prepared, stores: Mapping[str, Store]) -> Mapping[int, Known]:
    """For each person, withheld rows included: one statement for each table that holds such values (§7024(d)).

    Who the others are matters to free text alone, and is not asked where there is none.
    """
    found = {subject.ordinal: _Found() for subject in prepared.subjects}
    reached = [node for ref, node in prepared.graph.nodes.items() if not prepared.reach.reached(ref).is_empty]
    has_free_text = any(column.free_text for node in reached for column in node.table.fields.values())
    with ExitStack() as stack:
        sessions: dict[str, Session] = {}
        for node in reached:
            names = [name for name in node.table.fields if node.facts.column(name) is not None]
            columns = [name for name in names if _matters(node.table.fields[name], has_free_text)]
            if not columns:
                continue
            if node.ref.system not in sessions:
                sessions[node.ref.system] = stack.enter_context(stores[node.ref.system].reading())
            for ordinal, row in _rows(prepared, node, columns, sessions[node.ref.system]):
                found[ordinal].add(node.table.fields, row)
    for subject in prepared.subjects:
        found[subject.ordinal].own.update(dict.fromkeys(one.value for one in subject.identifiers))
    return {at: Known(tuple(one.never), telling(one.others, one.own)) for at, one in found.items()}


def _rows(
    prepared: Prepared, node: Node, columns: list[str], session: Session
) -> Iterator[tuple[int, Mapping[str, Sequence[object]]]]:
    """The values of each row by column; an array has several."""
    facts = [node.facts.column(name) for name in columns]
    for ordinal, *row in chain.from_iterable(session.export(prepared.reach.reached(node.ref), columns)):
        values = [
            tuple(elements_of(one, of)) if of and of.is_each else (one,) for one, of in zip(row, facts, strict=True)
        ]
        yield ordinal, dict(zip(columns, values, strict=True))


def _matters(column: Column, has_free_text: bool) -> bool:
    if column.disclose == "never":
        return True
    identifies = column.identifies is not None or (column.about == "other" and "A" in column.category)
    return has_free_text and identifies
