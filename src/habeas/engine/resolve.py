"""From identifiers to key sets per table: breadth first over links, in sets, across stores by keys only."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from operator import itemgetter
from typing import Protocol

from habeas.datamap.facts import ColumnFacts
from habeas.datamap.graph import Graph, Node, Parent, Seed, TableRef
from habeas.datamap.tables import Normalise
from habeas.engine.batch import Subject
from habeas.stores.keys import elements_of, normal_forms
from habeas.stores.protocol import Batch, Session
from habeas.stores.reached import Key, Keys, Reached

Pairs = list[tuple[int, Key]]
Way = tuple[TableRef, int]  # a table and the number of one of its accesses


@dataclass
class Reach:
    """Everything a batch reaches: for each table its ways in with keys, and the keys that were asked for on top."""

    graph: Graph
    keys: dict[Way, Keys] = field(default_factory=dict)
    exported: dict[tuple[TableRef, tuple[str, ...]], dict[tuple[int, Key], None]] = field(default_factory=dict)

    def reached(self, ref: TableRef) -> Reached:
        node = self.graph.nodes[ref]
        return Reached(node, tuple((access, self.keys.get((ref, i), Keys())) for i, access in enumerate(node.accesses)))

    def values(self, ref: TableRef, columns: tuple[str, ...]) -> tuple[Key, ...]:
        """The distinct keys of reached rows of `ref`, for columns that were exported."""
        return tuple(dict.fromkeys(key for _, key in self.exported.get((ref, columns), {})))

    @property
    def tables(self) -> tuple[TableRef, ...]:
        return parents_first(self.graph)


Note = Callable[[Batch], None]


class Reader(Protocol):
    """Somebody who reads whole tables on the way, so that their keys need no statement of their own."""

    def read(self, fresh: Reached, columns: Sequence[str], note: Note | None) -> bool:
        """Read the rows, of which `note` sees `columns`, or say that it does not."""


def resolve(
    subjects: Sequence[Subject],
    graph: Graph,
    sessions: Mapping[str, Session],
    also: Mapping[TableRef, Iterable[tuple[str, ...]]] | None = None,
    reader: Reader | None = None,
) -> Reach:
    """The reach of a batch. One statement for each table that other tables hang on; leaves need none.

    `also` names column groups whose values the caller needs for tables that no other hangs on. Where a `reader` reads a
    table, it needs no statement here.
    """
    reach = Reach(graph)
    follow(reach, _seeds(subjects, graph), sessions, also, reader)
    return reach


def follow(
    reach: Reach,
    pending: dict[Way, Pairs],
    sessions: Mapping[str, Session],
    also: Mapping[TableRef, Iterable[tuple[str, ...]]] | None = None,
    reader: Reader | None = None,
) -> None:
    """Add to a reach everything that hangs on the pending keys."""
    graph = reach.graph
    order = parents_first(graph)
    while any(pending.values()):
        for ref in order:
            fresh = _take(ref, graph.nodes[ref], pending, reach)
            if fresh is not None:
                groups = dict.fromkeys((*graph.exported(ref), *((also or {}).get(ref) or ())))
                _follow(fresh, tuple(groups), sessions[ref.system], pending, reach, reader)


def _seeds(subjects: Sequence[Subject], graph: Graph) -> dict[Way, Pairs]:
    known: dict[str, Pairs] = {}
    for subject in subjects:
        for identifier in subject.identifiers:
            known.setdefault(identifier.kind, []).append((subject.ordinal, (identifier.value,)))
    return {
        (ref, index): list(known[access.source.kind])
        for ref, node in graph.nodes.items()
        for index, access in enumerate(node.accesses)
        if isinstance(access.source, Seed) and access.source.kind in known
    }


def _take(ref: TableRef, node: Node, pending: dict[Way, Pairs], reach: Reach) -> Reached | None:
    """The keys for `ref` that are new, moved from pending into the reach; None when there is nothing new."""
    ways = []
    for index, access in enumerate(node.accesses):
        known = reach.keys.setdefault((ref, index), Keys())
        have = set(zip(known.ordinals, known.values, strict=True))
        offered = _offered(pending.pop((ref, index), []), access.normalise)
        fresh = [pair for pair in dict.fromkeys(offered) if pair not in have]
        known.extend(fresh)
        keys = Keys()
        keys.extend(fresh)
        ways.append((access, keys))
    reached = Reached(node, tuple(ways))
    return None if reached.is_empty else reached


def _offered(pairs: Pairs, how: Normalise | None) -> Pairs:
    if how is None:
        return [pair for pair in pairs if "" not in pair[1]]  # what `normal_forms` says, for many keys
    return [(ordinal, form) for ordinal, key in pairs for form in normal_forms(key, how)]


def _follow(
    fresh: Reached,
    groups: tuple[tuple[str, ...], ...],
    session: Session,
    pending: dict[Way, Pairs],
    reach: Reach,
    reader: Reader | None,
) -> None:
    """Read the values that open other tables, and hand them on."""
    ref = fresh.node.ref
    columns = tuple(dict.fromkeys(name for group in groups for name in group))
    found = [reach.exported.setdefault((ref, group), {}) for group in groups]
    before = [len(pairs) for pairs in found]
    places = [[columns.index(name) + 1 for name in group] for group in groups]
    arrays = [_array(fresh.node.facts.column(group[0])) for group in groups]

    def note(batch: Batch) -> None:
        for pairs, at, facts in zip(found, places, arrays, strict=True):
            pairs.update(dict.fromkeys(_pairs(batch, at) if facts is None else _elements(batch, at[0], facts)))

    if not (reader is not None and reader.read(fresh, columns, note if groups else None)) and groups:
        for batch in session.export(fresh, columns):
            note(batch)
    fresh_pairs = {group: list(pairs)[start:] for group, pairs, start in zip(groups, found, before, strict=True)}
    for way, group in _openings(ref, reach.graph):
        pending.setdefault(way, []).extend(fresh_pairs[group])


def _pairs(batch: Batch, at: Sequence[int]) -> Iterable[tuple[int, Key]]:
    """Ordinals with the values at these places; a key with an unknown part opens nothing."""
    columns = [list(map(itemgetter(place), batch)) for place in at]
    pairs = zip(map(itemgetter(0), batch), zip(*columns, strict=True), strict=True)
    return (pair for pair in pairs if None not in pair[1]) if any(None in column for column in columns) else pairs


def _array(facts: ColumnFacts | None) -> ColumnFacts | None:
    return facts if facts is not None and facts.is_each else None


def _elements(batch: Batch, at: int, facts: ColumnFacts) -> Iterable[tuple[int, Key]]:
    """Ordinals with each element of the arrays at this place."""
    return ((row[0], (value,)) for row in batch for value in elements_of(row[at], facts))


def _openings(ref: TableRef, graph: Graph) -> list[tuple[Way, tuple[str, ...]]]:
    return [
        ((child, index), access.source.columns)
        for child, node in graph.nodes.items()
        for index, access in enumerate(node.accesses)
        if isinstance(access.source, Parent) and access.source.ref == ref
    ]


def settled(graph: Graph) -> frozenset[TableRef]:
    """The tables whose keys are all known when their turn comes: they are in no ring of links, nor behind one."""
    found: set[TableRef] = set()
    for ref in parents_first(graph):
        sources = (access.source for access in graph.nodes[ref].accesses)
        if all(source.ref in found for source in sources if isinstance(source, Parent)):
            found.add(ref)
    return frozenset(found)


def parents_first(graph: Graph) -> tuple[TableRef, ...]:
    """Tables in an order in which links lead forward; where links form a ring it is cut somewhere."""
    order: dict[TableRef, None] = {}
    visiting: set[TableRef] = set()

    def visit(ref: TableRef) -> None:
        if ref in order or ref in visiting or ref not in graph.nodes:
            return
        visiting.add(ref)
        for access in graph.nodes[ref].accesses:
            if isinstance(access.source, Parent):
                visit(access.source.ref)
        visiting.discard(ref)
        order[ref] = None

    for ref in sorted(graph.nodes):
        visit(ref)
    return tuple(order)
