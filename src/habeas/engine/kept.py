"""Rows that an erasure leaves under an exception: which they are, until when, and the same engine for them alone later."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from itertools import chain

from habeas.datamap.graph import Access, Graph, Node, Parent, Seed, TableRef
from habeas.datamap.tables import Keep
from habeas.engine.batch import Instruction, Subject
from habeas.engine.explain import Find, Needed, Prepared, prepare, rules_for
from habeas.engine.resolve import Opener, Pending, Reach, follow
from habeas.engine.rules import Fate, Ruling, TableRules, exception_of, first_free_day
from habeas.stores.protocol import Session, Store
from habeas.stores.reached import Key, Keys

Registered = Mapping[int, Mapping[TableRef, Sequence[Key]]]  # by ordinal and table, the primary keys


@dataclass(frozen=True)
class KeptRows:
    """Rows of one table that stay for one reason until one day. Without a primary key there are no `keys`."""

    table: TableRef
    reason: str
    citation: str  # "" where the row only stays because one that is kept points at it
    ends_on: date | None  # None: unknown, or as long as another row stays
    rows: int
    keys: tuple[Key, ...]


def kept_rows(prepared: Prepared, stores: Mapping[str, Store]) -> Mapping[int, tuple[KeptRows, ...]]:
    """The rows that a prepared erasure keeps under exceptions, and those that stay with them; a statement a table."""
    found: dict[int, dict[tuple[TableRef, Ruling, date | None], list[Key]]] = {}
    with ExitStack() as stack:
        sessions: dict[str, Session] = {}
        for ref, own in prepared.rules.items():
            node, reached = prepared.graph.nodes[ref], prepared.reach.reached(ref)
            for ruling, chosen in _reasons(node, own, prepared.instruction):
                spared = rules_for(own, chosen)
                if spared is None or reached.is_empty:
                    continue
                if ref.system not in sessions:
                    sessions[ref.system] = stack.enter_context(stores[ref.system].reading())
                keep = node.table.keep if ruling.fate is Fate.keep else None
                columns = (*node.facts.primary_key, *_dated(keep)) or (next(iter(node.facts.columns)),)
                for ordinal, *row in chain.from_iterable(sessions[ref.system].rows(reached, spared, columns)):
                    day = _ends_on(row[-1], keep)
                    key = tuple(row[: len(node.facts.primary_key)])
                    found.setdefault(ordinal, {}).setdefault((ref, ruling, day), []).append(key)
    return {ordinal: tuple(_groups(own)) for ordinal, own in found.items() if any(one.citation for _, one, _ in own)}


def _groups(found: Mapping[tuple[TableRef, Ruling, date | None], list[Key]]) -> Iterator[KeptRows]:
    for (ref, ruling, day), keys in found.items():
        yield KeptRows(ref, ruling.reason, ruling.citation, day, len(keys), tuple(keys) if keys[0] else ())


def _reasons(node: Node, own: TableRules, instruction: Instruction) -> Iterator[tuple[Ruling, list[int]]]:
    """The table's exception with its rulings, and the rulings of rows that stay because others do."""
    if node.table.keep is not None:
        basis = exception_of(node, instruction)
        kept = Ruling(Fate.keep, basis.text, basis.citation)
        of_exception = [
            index
            for index, one in enumerate(own.rulings)
            if one.fate in (Fate.keep, Fate.trim) and (one.reason, one.citation) == (basis.text, basis.citation)
        ]
        yield kept, of_exception
    shared = [index for index, one in enumerate(own.rulings) if one.fate is Fate.shared]
    yield Ruling(Fate.shared, "stays because a row that is kept points at it"), shared


def _dated(keep: Keep | None) -> tuple[str, ...]:
    return (keep.from_,) if keep is not None and keep.from_ is not None else ()


def _ends_on(value: object, keep: Keep | None) -> date | None:
    """The first day on which the row may go; None where its date is unknown."""
    if keep is None or keep.for_ is None:
        return None
    since = _day(value)
    return None if since is None else first_free_day(since, keep.for_)


def _day(value: object) -> date | None:
    """The day from which a store counts: an instant within a day is later than the day's beginning."""
    if isinstance(value, str):
        try:
            read = datetime.fromisoformat(value)
        except ValueError:
            return None
        return read.date() + timedelta(days=len(value) > len("2024-05-31"))
    if isinstance(value, datetime):
        is_later = value.time() != datetime.min.time()
        return value.date() + timedelta(days=is_later)
    return value if isinstance(value, date) else None


def prepare_registered(
    registered: Registered, graph: Graph, stores: Mapping[str, Store], instruction: Instruction, map_version: str
) -> Prepared:
    """An erasure of exactly the registered rows: what the person has brought since is not reached.

    Whatever points at them, from any table, still holds them back; what hangs on them by ON DELETE goes along.
    """
    names = {ref for own in registered.values() for ref in own if ref in graph.nodes}
    widened = replace(
        graph, nodes={ref: _with_way(node) if ref in names else node for ref, node in graph.nodes.items()}
    )
    subjects = [Subject(ordinal, ()) for ordinal in registered]
    return prepare(subjects, widened, stores, instruction, map_version, find=_finding(registered, widened, names))


def _with_way(node: Node) -> Node:
    return replace(node, accesses=(*node.accesses, Access(node.facts.primary_key, Seed("registered row"))))


def _finding(registered: Registered, graph: Graph, names: set[TableRef]) -> Find:
    def find(sessions: Mapping[str, Session], also: Needed) -> Reach:
        reach = Reach(graph)
        for ref in names:
            pairs = [(ordinal, key) for ordinal, own in registered.items() for key in own.get(ref, ())]
            keys = Keys([ordinal for ordinal, _ in pairs], [key for _, key in pairs])
            reach.keys[(ref, len(graph.nodes[ref].accesses) - 1)] = keys
            _export(ref, reach, sessions[ref.system], tuple(dict.fromkeys((*graph.exported(ref), *also.get(ref, ())))))
        follow(reach, _cascading(reach), sessions, also)
        return reach

    return find


def _export(ref: TableRef, reach: Reach, session: Session, groups: tuple[tuple[str, ...], ...]) -> None:
    columns = tuple(dict.fromkeys(name for group in groups for name in group))
    openers = [
        Opener.of(reach.graph.nodes[ref], group, columns, reach.exported.setdefault((ref, group), Keys()), True)
        for group in groups
    ]
    for batch in session.export(reach.reached(ref), columns) if columns else ():
        for opener in openers:
            opener.note(batch)


def _cascading(reach: Reach) -> Pending:
    return {
        (ref, index): [reach.exported.get((access.source.ref, access.source.columns), Keys())]
        for ref, node in reach.graph.nodes.items()
        for index, access in enumerate(node.accesses)
        if node.is_cascade and isinstance(access.source, Parent)
    }
