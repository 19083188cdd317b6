"""Which people of a batch are the same: they reach the same record that identifies a person."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass

from habeas.datamap.graph import Graph, Seed, TableRef
from habeas.engine.batch import Subject
from habeas.engine.keysets import add_keys
from habeas.engine.resolve import Reach, resolve
from habeas.stores.protocol import Session, Store
from habeas.stores.reached import Key, Keys

Meeting = tuple[object, Key]  # a place in the graph and a key there
Written = Mapping[int, Mapping[str, object]]  # the keys that broken-off runs had journalled, by ordinal


@dataclass(frozen=True)
class Overlap:
    """Who is who among two groups of people, and on how many records that identify a person each stands."""

    same: Mapping[int, set[int]]
    records: Mapping[int, int]


def overlapping(
    subjects: Sequence[Subject],
    others: Sequence[Subject],
    graph: Graph,
    stores: Mapping[str, Store],
    written: Written | None = None,
) -> Overlap:
    """For each of `subjects` that shares a person's record with one of `others`, which those are, by ordinal.

    Ordinals must be unique over both. A record that only several people point at (an address, a household) does not
    make them the same; a record with identifying columns does. `written` adds what a broken-off run had reached and may
    have erased. Raises what the stores raise.
    """
    with ExitStack() as stack:
        systems = {ref.system for ref in graph.nodes}
        sessions: dict[str, Session] = {name: stack.enter_context(stores[name].reading()) for name in sorted(systems)}
        reach = resolve([*subjects, *others], graph, sessions, _row_keys(graph))
    for ordinal, keys in (written or {}).items():
        add_keys(reach, ordinal, keys)
    theirs = {subject.ordinal for subject in others}
    same: dict[int, set[int]] = {}
    for together in _meetings(reach).values():
        for mine in together - theirs:
            if together & theirs:
                same.setdefault(mine, set()).update(together & theirs)
    return Overlap(same, _records(reach))


def _row_keys(graph: Graph) -> dict[TableRef, list[tuple[str, ...]]]:
    """The primary keys of tables that identify people: a leaf of the graph would not tell them by itself."""
    return {
        ref: [node.facts.primary_key]
        for ref, node in graph.nodes.items()
        if node.facts.primary_key and any(isinstance(access.source, Seed) for access in node.accesses)
    }


def _meetings(reach: Reach) -> dict[Meeting, set[int]]:
    """Who stands at each seed value, and at each row of a table that identifies people."""
    met: dict[Meeting, set[int]] = {}
    for ref, node in reach.graph.nodes.items():
        for index, access in enumerate(node.accesses):
            keys = reach.keys.get((ref, index))
            if isinstance(access.source, Seed) and keys is not None:
                for ordinal, key in keys.pairs():
                    met.setdefault((access.source.kind, key), set()).add(ordinal)
    for ref, (columns,) in _row_keys(reach.graph).items():
        for ordinal, key in reach.exported.get((ref, columns), Keys()).pairs():
            met.setdefault(((ref, columns), key), set()).add(ordinal)
    return met


def _records(reach: Reach) -> dict[int, int]:
    """The number of identifying records that each reaches."""
    found: dict[int, int] = {}
    for ref, (columns,) in _row_keys(reach.graph).items():
        for ordinal in reach.exported.get((ref, columns), Keys()).ordinals:
            found[ordinal] = found.get(ordinal, 0) + 1
    return found
