"""From identifiers to key sets per table: breadth first over links, in sets, across stores by keys only."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Protocol

from habeas.datamap.facts import ColumnFacts
from habeas.datamap.graph import Graph, Node, Parent, Seed, TableRef
from habeas.datamap.tables import Normalise
from habeas.engine.batch import Subject
from habeas.stores.keys import elements_of, normal_forms
from habeas.stores.protocol import Batch, Session
from habeas.stores.reached import KEYS_A_STATEMENT, Key, Keys, Reached, Seen

Way = tuple[TableRef, int]  # a table and the number of one of its accesses


@dataclass
class Reach:
    """Everything a batch reaches: for each table its ways in with keys, and the keys that were asked for on top."""

    graph: Graph
    keys: dict[Way, Keys] = field(default_factory=dict)
    exported: dict[tuple[TableRef, tuple[str, ...]], Keys] = field(default_factory=dict)
    # Of tables with links that stop: those of the exported keys that led further.
    opened: dict[tuple[TableRef, tuple[str, ...]], Keys] = field(default_factory=dict)

    def reached(self, ref: TableRef) -> Reached:
        node = self.graph.nodes[ref]
        return Reached(node, tuple((access, self.keys.get((ref, i), Keys())) for i, access in enumerate(node.accesses)))

    def values(self, ref: TableRef, columns: tuple[str, ...]) -> Iterator[Sequence[Key]]:
        """The keys of reached rows of `ref`, for columns that were exported, as many at a time as a statement carries."""
        keys = self.exported.get((ref, columns), Keys())
        for start in range(0, len(keys), KEYS_A_STATEMENT):
            yield tuple(dict.fromkeys(keys.slice(start, start + KEYS_A_STATEMENT).values))

    @property
    def tables(self) -> tuple[TableRef, ...]:
        return parents_first(self.graph)


Pending = dict[Way, list[Keys]]  # each without repetitions
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
    pending: Pending,
    sessions: Mapping[str, Session],
    also: Mapping[TableRef, Iterable[tuple[str, ...]]] | None = None,
    reader: Reader | None = None,
) -> None:
    """Add to a reach everything that hangs on the pending keys."""
    graph = reach.graph
    order = parents_first(graph)
    while any(len(keys) for offers in pending.values() for keys in offers):
        for ref in order:
            fresh = _take(ref, graph.nodes[ref], pending, reach)
            if fresh is not None:
                groups = dict.fromkeys((*graph.exported(ref), *((also or {}).get(ref) or ())))
                for part, leads in _parts(fresh):
                    _follow(part, tuple(groups), sessions[ref.system], pending, reach, reader, leads)


def _seeds(subjects: Sequence[Subject], graph: Graph) -> Pending:
    known: dict[str, dict[tuple[int, Key], None]] = {}
    for subject in subjects:
        for identifier in subject.identifiers:
            known.setdefault(identifier.kind, {})[(subject.ordinal, (identifier.value,))] = None
    offers = {kind: _keys(pairs) for kind, pairs in known.items()}
    return {
        (ref, index): [offers[access.source.kind]]
        for ref, node in graph.nodes.items()
        for index, access in enumerate(node.accesses)
        if isinstance(access.source, Seed) and access.source.kind in offers
    }


def _keys(pairs: Collection[tuple[int, Key]]) -> Keys:
    return Keys((ordinal for ordinal, _ in pairs), (key for _, key in pairs))


def _take(ref: TableRef, node: Node, pending: Pending, reach: Reach) -> Reached | None:
    """The keys for `ref` that are new, moved from pending into the reach; None when there is nothing new."""
    ways = []
    for index, access in enumerate(node.accesses):
        known = reach.keys.setdefault((ref, index), Keys())
        fresh = _new(known, [_offered(keys, access.normalise) for keys in pending.pop((ref, index), [])])
        known.extend(fresh)
        ways.append((access, fresh))
    reached = Reached(node, tuple(ways))
    return None if reached.is_empty else reached


def _new(known: Keys, offers: Sequence[Keys]) -> Keys:
    if len(offers) == 1 and not len(known):
        return offers[0]  # nobody offers a pair twice
    seen, fresh = Seen(known), Keys()
    for keys in offers:
        fresh.extend(seen.fresh(keys))
    return fresh


def _offered(keys: Keys, how: Normalise | None) -> Keys:
    """What a store looks for: never an empty text."""
    if how is None and not any("" in column for column in keys.columns if isinstance(column, list)):
        return keys
    return _keys(dict.fromkeys((ordinal, form) for ordinal, key in keys.pairs() for form in normal_forms(key, how)))


def _parts(fresh: Reached) -> Iterator[tuple[Reached, bool]]:
    """The rows that lead further, and those behind a link that stops."""
    if not fresh.node.stops:
        yield fresh, True
        return
    for leads in (True, False):
        part = Reached(fresh.node, tuple(way for way in fresh.ways if way[0].stops is not leads))
        if not part.is_empty:
            yield part, leads


def _follow(
    fresh: Reached,
    groups: tuple[tuple[str, ...], ...],
    session: Session,
    pending: Pending,
    reach: Reach,
    reader: Reader | None,
    leads: bool,
) -> None:
    """Read the values that open other tables, and hand them on."""
    ref = fresh.node.ref
    known = reach.opened if leads and fresh.node.stops else reach.exported
    columns = tuple(dict.fromkeys(name for group in groups for name in group))
    may_repeat = not _is_met_once(fresh.node, reach.graph)
    openers = [
        Opener.of(fresh.node, group, columns, known.setdefault((ref, group), Keys()), may_repeat) for group in groups
    ]

    def note(batch: Batch) -> None:
        for opener in openers:
            opener.note(batch)

    before = [len(opener.keys) for opener in openers]
    if not (reader is not None and reader.read(fresh, columns, note if groups else None)) and groups:
        for batch in session.export(fresh, columns):
            note(batch)
    opened = {
        group: opener.keys.slice(start, len(opener.keys))
        for group, opener, start in zip(groups, openers, before, strict=True)
    }
    if known is reach.opened:
        for group, keys in opened.items():
            all_keys = reach.exported.setdefault((ref, group), Keys())
            all_keys.extend(Seen(all_keys).fresh(keys))
    for way, group in _openings(ref, reach.graph):
        # What the database deletes along with a row goes along, wherever the reach ends.
        if leads or reach.graph.nodes[way[0]].is_cascade:
            pending.setdefault(way, []).append(opened[group])


def _is_met_once(node: Node, graph: Graph) -> bool:
    """Whether a row comes by once for a request, whatever the number of statements."""
    arrays = (node.facts.column(access.columns[0]) for access in node.accesses)
    return (
        node.ref in settled(graph)
        and not node.stops
        and not any(facts is not None and facts.is_each for facts in arrays)
    )


@dataclass
class Opener:
    """Gathers the values of one group of columns from rows that pass by."""

    keys: Keys
    places: Sequence[int]
    array: ColumnFacts | None  # of a column that holds many values
    seen: Seen | None  # where they may come again

    @staticmethod
    def of(node: Node, group: tuple[str, ...], columns: Sequence[str], keys: Keys, may_repeat: bool) -> Opener:
        facts = node.facts.column(group[0])
        is_one = bool(node.facts.primary_key) and set(node.facts.primary_key) <= set(group)
        return Opener(
            keys,
            [columns.index(name) + 1 for name in group],
            facts if facts is not None and facts.is_each else None,
            None if is_one and not may_repeat else Seen(keys),
        )

    def note(self, batch: Batch) -> None:
        came = self._values(batch)
        self.keys.extend(came if self.seen is None else self.seen.fresh(came))

    def _values(self, batch: Batch) -> Keys:
        if self.array is not None:
            pairs = [(row[0], (value,)) for row in batch for value in elements_of(row[self.places[0]], self.array)]
            return _keys(pairs)
        ordinals, *columns = ([row[place] for row in batch] for place in (0, *self.places))
        if not any(None in column for column in columns):
            return Keys.of(ordinals, columns)
        # A key with an unknown part opens nothing.
        return _keys([(row[0], key) for row in batch if None not in (key := tuple(row[at] for at in self.places))])


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
