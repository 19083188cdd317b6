"""Which rows cannot go because a row that stays points at them.

Looked at children first, so that a row which has to stay holds its parents too: a rental that somebody else's payment
refers to stays, and with it the customer it belongs to.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

from habeas.datamap.graph import Graph, Node, Parent, TableRef
from habeas.engine.batch import Instruction
from habeas.engine.resolve import Reach
from habeas.engine.rules import Fate, Ruling, TableRules
from habeas.stores.protocol import Session
from habeas.stores.reached import AllOf, AlreadyMasked, Key, KeyAmong, Null, Predicate, Reached, Reference

Rules = dict[TableRef, TableRules]


def references(node: Node, graph: Graph) -> dict[tuple[str, tuple[str, ...], tuple[str, ...]], None]:
    """(table, its columns, target columns) of everything in the same system that points at `node`'s rows."""
    found = {
        (table.name, key.columns, key.target): None
        for table in graph.facts[node.ref.system].tables.values()
        for key in table.foreign_keys
        if key.table == node.ref.table
    }
    for access in node.accesses:
        if access.is_up and isinstance(access.source, Parent) and access.source.ref.system == node.ref.system:
            found[(access.source.ref.table, access.source.columns, access.columns)] = None
    return found


def needed_keys(graph: Graph, rules: Mapping[TableRef, TableRules]) -> dict[TableRef, list[tuple[str, ...]]]:
    """The column groups whose values must be known to look at sharing."""
    needed: dict[TableRef, list[tuple[str, ...]]] = {}
    for ref, node in graph.nodes.items():
        if rules[ref].default.fate is Fate.erase and not rules[ref].keeps_all:
            groups = dict.fromkeys(
                target
                for table, columns, target in references(node, graph)
                if _matters(node, table, columns, graph, rules)
            )
            if groups:
                needed[ref] = list(groups)
    return needed


def _matters(
    node: Node, table: str, columns: tuple[str, ...], graph: Graph, rules: Mapping[TableRef, TableRules]
) -> bool:
    """Whether a reference could hold a row back; most are the very links by which the rows are reached."""
    child = TableRef(node.ref.system, table)
    if child not in graph.nodes:
        return True
    own = rules[child]
    return not (
        own.default.fate is Fate.erase and not own.rulings and _is_way_in(child, columns, node, graph)
    ) or _may_stay(child, graph, rules, {node.ref})


def _may_stay(child: TableRef, graph: Graph, rules: Mapping[TableRef, TableRules], seen: set[TableRef]) -> bool:
    """Whether rows of `child` may themselves be held back by their own references."""
    if child in seen:
        return False
    seen = seen | {child}
    node = graph.nodes[child]
    for table, columns, _ in references(node, graph):
        other = TableRef(child.system, table)
        if other == child:
            continue
        if other not in graph.nodes or rules[other].rulings or rules[other].default.fate is not Fate.erase:
            return True
        if not _is_way_in(other, columns, node, graph) or _may_stay(other, graph, rules, seen):
            return True
    return False


def _is_way_in(child: TableRef, columns: tuple[str, ...], node: Node, graph: Graph) -> bool:
    return any(
        access.columns == columns
        and isinstance(access.source, Parent)
        and access.source.ref == node.ref
        and not access.where
        and access.normalise is None
        for access in graph.nodes[child].accesses
    )


def hold_back(reach: Reach, rules: Rules, instruction: Instruction, sessions: Mapping[str, Session]) -> Rules:
    """The rules with the rows that must stay ruled `shared` (or `keep`, where the map says while what)."""
    done = dict(rules)
    for ref in children_first(reach.graph):
        node = reach.graph.nodes[ref]
        if done[ref].default.fate is Fate.erase and not done[ref].keeps_all and not reach.reached(ref).is_empty:
            done[ref] = _held(node, reach, done, instruction, sessions[ref.system])
    return done


def _held(node: Node, reach: Reach, rules: Rules, instruction: Instruction, session: Session) -> TableRules:
    held: dict[tuple[str, tuple[str, ...]], set[Key]] = {}
    own = rules[node.ref]
    grew = True
    while grew:
        grew = False
        for reference in _asked(node, reach, {**rules, node.ref: _with(own, node, held, instruction)}):
            keys = reach.values(node.ref, reference.target)
            found = session.referenced(reference, keys) if keys else set()
            known = held.setdefault((reference.table, reference.target), set())
            # A row that points at its own table may hold back further rows once it is held back itself.
            grew = grew or (reference.table == node.ref.table and not found <= known)
            known |= found
    return _with(own, node, held, instruction)


def _asked(node: Node, reach: Reach, rules: Rules) -> Iterator[Reference]:
    graph = reach.graph
    for table, columns, target in references(node, graph):
        child = TableRef(node.ref.system, table)
        if child not in graph.nodes:
            yield Reference(table, columns, target, None)
            continue
        own = rules[child]
        if own.default.fate is Fate.erase and not own.rulings and _is_way_in(child, columns, node, graph):
            continue
        yield Reference(table, columns, target, *_released(child, columns, own, reach))


def _released(
    child: TableRef, columns: tuple[str, ...], own: TableRules, reach: Reach
) -> tuple[Reached | None, tuple[Predicate, ...]]:
    """The rows of `child` that let go: erased ones, and masked ones whose reference becomes null."""
    lets_go = own.default.fate is Fate.erase or all(isinstance(own.masks.get(name), Null) for name in columns)
    if own.keeps_all or not lets_go:
        return None, ()
    stay = tuple(ruling.predicate for ruling in own.rulings if ruling.fate is not Fate.masked_before)
    return reach.reached(child), stay


def _with(
    own: TableRules, node: Node, held: Mapping[tuple[str, tuple[str, ...]], set[Key]], instruction: Instruction
) -> TableRules:
    rulings = list(own.rulings)
    for (table, target), keys in held.items():
        if keys:
            rulings.extend(_held_rulings(table, KeyAmong(target, tuple(sorted(keys, key=str))), own, node, instruction))
    kept_first = sorted(rulings, key=lambda ruling: ruling.fate is not Fate.keep)
    return replace(own, rulings=tuple(kept_first))


def _held_rulings(
    table: str, predicate: KeyAmong, own: TableRules, node: Node, instruction: Instruction
) -> Iterator[Ruling]:
    """A held row is kept under its exception, or loses its personal columns, or stays as it is."""
    keep = node.table.keep
    shared = f"shared with others: rows of {table} that stay point at it"
    if keep is not None and table in keep.while_:
        basis = instruction.exceptions[keep.because]
        yield Ruling(Fate.keep, basis.text, basis.citation, predicate=predicate)
    elif own.masks:
        masked = AlreadyMasked(tuple(own.masks.items()))
        yield Ruling(Fate.masked_before, f"{shared}; nothing left to mask", predicate=AllOf((predicate, masked)))
        yield Ruling(Fate.mask, f"{shared}; its personal columns are masked", predicate=predicate)
    else:
        yield Ruling(Fate.shared, shared, predicate=predicate)


def children_first(graph: Graph) -> tuple[TableRef, ...]:
    """Tables in an order in which rows can be erased: whoever points comes before what is pointed at."""
    order: dict[TableRef, None] = {}
    visiting: set[TableRef] = set()

    def visit(ref: TableRef) -> None:
        if ref in order or ref in visiting:
            return
        visiting.add(ref)
        for table, _, _ in references(graph.nodes[ref], graph):
            child = TableRef(ref.system, table)
            if child in graph.nodes and child != ref:
                visit(child)
        visiting.discard(ref)
        order[ref] = None

    for ref in sorted(graph.nodes):
        visit(ref)
    return tuple(order)
