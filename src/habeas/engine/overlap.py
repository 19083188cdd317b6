"""Which people of a batch are the same: they reach the same record that identifies a person."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import ExitStack

from habeas.datamap.graph import Graph, Seed, TableRef
from habeas.engine.batch import Subject
from habeas.engine.resolve import Reach, resolve
from habeas.stores.protocol import Session, Store
from habeas.stores.reached import Key

Meeting = tuple[object, Key]  # a place in the graph and a key there


def overlapping(
    subjects: Sequence[Subject], others: Sequence[Subject], graph: Graph, stores: Mapping[str, Store]
) -> dict[int, set[int]]:
    """For each of `subjects` that shares a person's record with one of `others`, which those are, by ordinal.

    Ordinals must be unique over both. A record that only several people point at (an address, a household) does not
    make them the same; a record with identifying columns does. Raises what the stores raise.
    """
    with ExitStack() as stack:
        systems = {ref.system for ref in graph.nodes}
        sessions: dict[str, Session] = {name: stack.enter_context(stores[name].reading()) for name in sorted(systems)}
        reach = resolve([*subjects, *others], graph, sessions, _row_keys(graph))
    met = _meetings(reach)
    theirs = {subject.ordinal for subject in others}
    found: dict[int, set[int]] = {}
    for together in met.values():
        for mine in together - theirs:
            if together & theirs:
                found.setdefault(mine, set()).update(together & theirs)
    return found


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
    identifying = set()
    for ref, node in reach.graph.nodes.items():
        for index, access in enumerate(node.accesses):
            if isinstance(access.source, Seed):
                identifying.add(ref)
                keys = reach.keys.get((ref, index))
                for ordinal, key in zip(keys.ordinals, keys.values, strict=True) if keys else ():
                    met.setdefault((access.source.kind, key), set()).add(ordinal)
    for (ref, columns), pairs in reach.exported.items():
        if ref in identifying and columns == reach.graph.nodes[ref].facts.primary_key:
            for ordinal, key in pairs:
                met.setdefault(((ref, columns), key), set()).add(ordinal)
    return met
