"""Prepare a batch: resolve, decide, count. Nothing is written; what comes out is the object that is executed."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from typing import NamedTuple

from habeas.datamap.graph import Graph, TableRef
from habeas.engine.batch import Instruction, Right, Subject
from habeas.engine.cascades import Written, cascade_rules, narrow
from habeas.engine.errors import PlanRefused
from habeas.engine.keysets import add_keys
from habeas.engine.order import children_first
from habeas.engine.plan import Plan
from habeas.engine.resolve import Reach, resolve
from habeas.engine.rules import Fate, TableRules, decide, held
from habeas.engine.sharing import Rules, hold_back, needed_keys
from habeas.engine.tally import Tally
from habeas.stores.masks import Mask
from habeas.stores.protocol import Session, Store
from habeas.stores.reached import NoneOf, Predicate

Needed = Mapping[TableRef, Sequence[tuple[str, ...]]]
Find = Callable[[Mapping[str, Session], Needed], Reach]


@dataclass(frozen=True)
class Prepared:
    """A chunk of people, what they reach, the rules, and each one's plan by ordinal."""

    subjects: tuple[Subject, ...]
    graph: Graph
    instruction: Instruction
    map_version: str
    reach: Reach
    rules: Rules
    plans: Mapping[int, Plan]
    statements: int


def prepare(
    subjects: Sequence[Subject],
    graph: Graph,
    stores: Mapping[str, Store],
    instruction: Instruction,
    map_version: str,
    salts: Mapping[int, bytes] | None = None,
    written: Mapping[int, Mapping[str, object]] | None = None,
    *,
    fresh: bool = False,
    find: Find | None = None,
) -> Prepared:
    """The plans of one chunk of people. Statements grow with the tables, not with the people.

    `written` are the keys that an unfinished run had journalled, by ordinal: see `engine.resume`; `find` reaches rows in
    another way than from the people. Raises PlanRefused
    when masking would break a constraint, or rows go that the map is silent about, and what the stores raise.
    A `fresh` look asks no replica.
    """
    with ExitStack() as stack:
        sessions: dict[str, Session] = {
            name: stack.enter_context(stores[name].reading(fresh=fresh))
            for name in sorted({ref.system for ref in graph.nodes})
        }
        return prepared_in(sessions, subjects, graph, instruction, map_version, salts, written, find)


def prepared_in(
    sessions: Mapping[str, Session],
    subjects: Sequence[Subject],
    graph: Graph,
    instruction: Instruction,
    map_version: str,
    salts: Mapping[int, bytes] | None = None,
    written: Written | None = None,
    find: Find | None = None,
) -> Prepared:
    """`prepare` over sessions that are open."""
    if instruction.right is Right.know:
        graph = graph.for_reading()
    rules = decided(graph, instruction)
    also = needed_keys(graph, rules) if instruction.right is Right.erase else {}
    reach = find(sessions, also) if find is not None else resolve(subjects, graph, sessions, also)
    for ordinal, keys in (written or {}).items():
        add_keys(reach, ordinal, keys)
    if instruction.right is Right.erase:
        rules = _settled(reach, instruction, sessions, also, written or {})
        _refuse_violations(reach, rules, sessions)
    counted = [ref for ref in order(graph, instruction.right) if not reach.reached(ref).is_empty]
    tally = Tally()
    tally.count(counted, reach, rules, sessions, by_column=instruction.right is Right.know)
    tally.check(reach, written or ())
    plans = tally.plans(subjects, graph, instruction, map_version, salts or {})
    statements = sum(session.statements for session in sessions.values())
    return Prepared(tuple(subjects), graph, instruction, map_version, reach, rules, plans, statements)


def decided(graph: Graph, instruction: Instruction, reach: Reach | None = None) -> Rules:
    """The rules of every table, before sharing is looked at."""
    rules = {
        ref: cascade_rules(node, reach) if node.is_cascade else decide(node, instruction)
        for ref, node in graph.nodes.items()
    }
    if instruction.right is not Right.erase:
        return rules
    return {ref: held(own, ref, instruction) for ref, own in rules.items()}


def _settled(
    reach: Reach, instruction: Instruction, sessions: Mapping[str, Session], also: Needed, written: Written
) -> Rules:
    """What is held back, and what hangs on the rest: a row that is held keeps what hangs on it, which may hold others."""
    rules: Rules = {}
    while True:
        # What was held once stays held: the rows that held it may have left the reach with it.
        held = {ref: own for ref, own in rules.items() if not reach.graph.nodes[ref].is_cascade}
        rules = hold_back(reach, {**decided(reach.graph, instruction, reach), **held}, instruction, sessions)
        if not narrow(reach, rules, sessions, also, written):
            return rules


def trim_rules(rules: TableRules) -> tuple[Predicate, ...] | None:
    """Rules under none of which exactly the rows that are kept in part fall; None when there can be none."""
    return rules_for(rules, [index for index, ruling in enumerate(rules.rulings) if ruling.fate is Fate.trim])


def rules_for(rules: TableRules, chosen: Sequence[int]) -> tuple[Predicate, ...] | None:
    """Rules under none of which exactly the rows fall that these rulings decide; None for no ruling.

    A ruling between two chosen ones must hold for no row of the later one.
    """
    if not chosen:
        return None
    some = NoneOf(tuple(rules.rulings[index].predicate for index in chosen))
    return (*(ruling.predicate for ruling in rules.rulings[: chosen[0]]), some)


def mask_rules(rules: TableRules) -> tuple[Predicate, ...] | None:
    """Rules under none of which exactly the rows to mask fall; None when the table masks nothing."""
    if rules.keeps_all:
        return None
    if rules.default.fate is Fate.mask:
        return rules.predicates
    held = tuple(ruling.predicate for ruling in rules.rulings if ruling.fate is Fate.mask)
    if not held:
        return None
    return (*(ruling.predicate for ruling in rules.rulings if ruling.fate is not Fate.mask), NoneOf(held))


def _refuse_violations(reach: Reach, rules: Rules, sessions: Mapping[str, Session]) -> None:
    found: list[str] = []
    for ref, own in rules.items():
        for chosen, masks in ((trim_rules(own), own.trims), (mask_rules(own), own.masks)):
            if chosen is not None and not reach.reached(ref).is_empty:
                found.extend(sessions[ref.system].violations(reach.reached(ref), chosen, masks))
    if found:
        raise PlanRefused(found)


def order(graph: Graph, right: Right) -> tuple[TableRef, ...]:
    """Systems in name order reversed by links for an erasure; parents first for reading."""
    if right is Right.know:
        return tuple(sorted(graph.nodes))
    return children_first(graph)


def statements_of(prepared: Prepared, stores: Mapping[str, Store]) -> list[tuple[TableRef, str]]:
    """The very SQL an erasure would run, table by table in its order."""
    shown = []
    for step in steps(prepared):
        reached = prepared.reach.reached(step.table)
        shown.append((step.table, stores[step.table.system].sql(reached, step.spared, step.masks)))
    return shown


class Step(NamedTuple):
    """Rows of a table under none of the rules `spared` meet the fate: masked, or deleted where there are no masks."""

    table: TableRef
    fate: Fate
    masks: Mapping[str, Mask] | None
    spared: tuple[Predicate, ...]


def steps(prepared: Prepared) -> list[Step]:
    """What an erasure does in which order."""
    found: list[Step] = []
    for ref in children_first(prepared.graph):
        own = prepared.rules[ref]
        if prepared.reach.reached(ref).is_empty:
            continue
        for fate, chosen, masks in ((Fate.trim, trim_rules(own), own.trims), (Fate.mask, mask_rules(own), own.masks)):
            if chosen is not None:
                found.append(Step(ref, fate, masks, chosen))
        if own.default.fate is Fate.erase and not own.keeps_all:
            found.append(Step(ref, Fate.erase, None, own.predicates))
    return found
