"""Which rows cannot go because a row that stays points at them.

Looked at children first, so that a row which has to stay holds its parents too: a rental that somebody else's payment
refers to stays, and with it the customer it belongs to.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

from habeas.datamap.graph import Graph, Node, TableRef
from habeas.engine.batch import Instruction
from habeas.engine.cascades import refuse_unsaid
from habeas.engine.order import Pointer, children_first, cuts, is_way_in, pointers
from habeas.engine.resolve import Reach
from habeas.engine.rules import Fate, Ruling, TableRules, kept_rulings
from habeas.stores.masks import Null
from habeas.stores.protocol import Session
from habeas.stores.reached import AllOf, AlreadyMasked, Key, KeyAmong, Predicate, Reached, Reference

Rules = dict[TableRef, TableRules]


def needed_keys(graph: Graph, rules: Mapping[TableRef, TableRules]) -> dict[TableRef, list[tuple[str, ...]]]:
    """The column groups whose values must be known to look at sharing."""
    needed: dict[TableRef, list[tuple[str, ...]]] = {}
    for ref, node in graph.nodes.items():
        if rules[ref].default.fate is Fate.erase and not rules[ref].keeps_all:
            groups = dict.fromkeys(
                pointer.target for pointer in pointers(node, graph) if _matters(pointer, node, graph, rules, {ref})
            )
            if groups:
                needed[ref] = list(groups)
    return needed


def _matters(
    pointer: Pointer, node: Node, graph: Graph, rules: Mapping[TableRef, TableRules], seen: set[TableRef]
) -> bool:
    """Whether a pointer could hold a row back; most are the very links by which the rows are reached."""
    child = pointer.child
    if not _goes_along(pointer, node, graph, rules):
        return True
    if child in seen:
        return False
    # The rows that point go along, unless they are held back themselves.
    return any(
        _matters(further, graph.nodes[child], graph, rules, seen | {child})
        for further in pointers(graph.nodes[child], graph)
    )


def _goes_along(pointer: Pointer, node: Node, graph: Graph, rules: Mapping[TableRef, TableRules]) -> bool:
    """Whether all that points is erased with what it points at, by the rules alone."""
    if pointer.child not in graph.nodes:
        return False
    own = rules[pointer.child]
    return own.default.fate is Fate.erase and not own.rulings and is_way_in(pointer, node, graph)


def hold_back(reach: Reach, rules: Rules, instruction: Instruction, sessions: Mapping[str, Session]) -> Rules:
    """The rules with the rows that must stay ruled `shared` (or `keep`, where the map says while what)."""
    order = [
        ref
        for ref in children_first(reach.graph)
        if rules[ref].default.fate is Fate.erase and not rules[ref].keeps_all and not reach.reached(ref).is_empty
    ]
    has_rings = bool(cuts(reach.graph))
    done, before = dict(rules), None
    # In a ring a row may be held back by one that was looked at later: look again until nothing more is held.
    while done != before:
        before = dict(done)
        for ref in order:
            done[ref] = _held(rules[ref], reach.graph.nodes[ref], reach, done, instruction, sessions)
        if not has_rings:
            break
    return done


def _held(
    own: TableRules, node: Node, reach: Reach, rules: Rules, instruction: Instruction, sessions: Mapping[str, Session]
) -> TableRules:
    held: dict[tuple[TableRef, tuple[str, ...]], set[Key]] = {}
    all_pointers = pointers(node, reach.graph)
    # A row that points at its own table holds back further rows once it is held back itself: look again.
    is_chained = any(pointer.child == node.ref for pointer in all_pointers)
    grew = True
    while grew:
        grew = False
        ruled = {**rules, node.ref: _with(own, node, held, instruction)}
        for pointer in all_pointers:
            if _goes_along(pointer, node, reach.graph, ruled):
                continue
            reference = Reference(
                pointer.child.table,
                pointer.columns,
                pointer.target,
                *_released(pointer, ruled, reach),
                tuple(node.facts.collations.get(name, "") for name in pointer.target),
            )
            found: set[Key] = set()
            for keys in reach.values(node.ref, pointer.target):
                found |= sessions[pointer.child.system].referenced(reference, keys)
            if found:
                refuse_unsaid(pointer, node.ref, reach.graph)
            known = held.setdefault((pointer.child, pointer.target), set())
            grew = grew or (is_chained and not found <= known)
            known |= found
    return _with(own, node, held, instruction)


def _released(pointer: Pointer, rules: Rules, reach: Reach) -> tuple[Reached | None, tuple[Predicate, ...]]:
    """The rows that let go: erased ones, and masked ones whose pointer becomes null."""
    own = rules.get(pointer.child)
    if own is None or own.keeps_all:
        return None, ()
    nulls = all(isinstance(own.masks.get(name), Null) for name in pointer.columns)
    if own.default.fate is not Fate.erase and not nulls:
        return None, ()
    let_go = (Fate.mask, Fate.masked_before) if nulls else ()
    return reach.reached(pointer.child), tuple(r.predicate for r in own.rulings if r.fate not in let_go)


def _with(
    own: TableRules, node: Node, held: Mapping[tuple[TableRef, tuple[str, ...]], set[Key]], instruction: Instruction
) -> TableRules:
    rulings = list(own.rulings)
    for (child, target), keys in held.items():
        if keys:
            among = KeyAmong(target, tuple(sorted(keys, key=str)))
            rulings += [one for one in _held_rulings(child, among, own, node, instruction) if one not in rulings]
    kept_first = sorted(rulings, key=lambda ruling: ruling.fate not in (Fate.keep, Fate.trim))
    return replace(own, rulings=tuple(kept_first))


def _held_rulings(
    child: TableRef, predicate: KeyAmong, own: TableRules, node: Node, instruction: Instruction
) -> Iterator[Ruling]:
    """A held row is kept under its exception, or loses its personal columns, or stays as it is."""
    keep = node.table.keep
    is_near = child.system == node.ref.system
    shared = f"shared with others: rows of {child.table if is_near else child} that stay point at it"
    if keep is not None and is_near and child.table in keep.while_:
        yield from kept_rulings(node, instruction, predicate)
    elif own.masks:
        masked = AlreadyMasked(tuple(own.masks.items()))
        yield Ruling(Fate.masked_before, f"{shared}; nothing left to mask", predicate=AllOf((predicate, masked)))
        yield Ruling(Fate.mask, f"{shared}; its personal columns are masked", predicate=predicate)
    else:
        yield Ruling(Fate.shared, shared, predicate=predicate)
