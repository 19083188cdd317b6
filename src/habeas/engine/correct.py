"""Prepare a correction: which values of which rows would give way, counted and explained. Nothing is written."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, replace
from itertools import chain

from habeas.datamap.graph import Graph, TableRef
from habeas.datamap.tables import Normalise
from habeas.engine.batch import Correction, Instruction, Subject
from habeas.engine.beside import notes
from habeas.engine.correction import Change, contradictions, judged, key_columns, targets, unfit
from habeas.engine.errors import PlanRefused
from habeas.engine.order import pointers
from habeas.engine.plan import Outcome, Plan, digest, kinds_text
from habeas.engine.resolve import Reach, resolve
from habeas.engine.rules import CORRECTED, Fate, TableRules, decide
from habeas.stores.protocol import NewValue, Session, Store
from habeas.stores.reached import Key, Reference

REASONS = {
    Fate.correct: CORRECTED,
    Fate.right_already: "holds nothing to correct",
    Fate.differs: "holds a third value, which somebody has to look at",
    Fate.shared: "shared with others, of whom it may be true; somebody has to look at it",
}
Wanted = Mapping[TableRef, Mapping[str, Mapping[int, tuple[Correction, Normalise | None]]]]  # table, column, ordinal


@dataclass(frozen=True)
class PreparedCorrection:
    """A set of people, the values that would give way, and each one's plan by ordinal."""

    subjects: tuple[Subject, ...]
    graph: Graph
    instruction: Instruction
    map_version: str
    changes: tuple[Change, ...]
    plans: Mapping[int, Plan]
    statements: int

    def only(self, ordinals: Collection[int]) -> PreparedCorrection:
        """The part that is about some of the people."""
        return replace(
            self,
            subjects=tuple(subject for subject in self.subjects if subject.ordinal in ordinals),
            changes=tuple(change for change in self.changes if change.ordinal in ordinals),
        )


def prepare_correction(
    subjects: Sequence[Subject],
    graph: Graph,
    stores: Mapping[str, Store],
    instruction: Instruction,
    map_version: str,
    salts: Mapping[int, bytes] | None = None,
    *,
    fresh: bool = False,
) -> PreparedCorrection:
    """The plans of a set of people. Nothing is written.

    Raises PlanRefused for a value that a column cannot hold, that breaks a constraint, or that somebody else has where it
    must be unique, and what the stores raise.
    """
    graph = graph.for_reading()
    wanted = _wanted(subjects, graph)
    with ExitStack() as stack:
        systems = sorted({ref.system for ref in graph.nodes})
        sessions: dict[str, Session] = {
            name: stack.enter_context(stores[name].reading(fresh=fresh)) for name in systems
        }
        reach = resolve(subjects, graph, sessions, _pointed_at(graph, wanted))
        rules = {ref: decide(graph.nodes[ref], instruction) for ref in wanted}
        tally = _Tally({}, [])
        for ref in sorted(wanted):
            _look(ref, reach, rules[ref], wanted[ref], sessions, tally)
        refused = [*contradictions(tally.changes), *_refused(graph, tally.changes, sessions)]
        statements = sum(session.statements for session in sessions.values())
    if refused:
        raise PlanRefused(list(dict.fromkeys(refused)))
    plans = {}
    for subject in subjects:
        found = tuple(kind.of(rows) for kind, rows in tally.outcomes.get(subject.ordinal, {}).items())
        kinds = kinds_text(instruction.right, map_version, found)
        own = digest(subject, kinds, (salts or {}).get(subject.ordinal, b""))
        filled = _columns(tally, subject.ordinal)
        plans[subject.ordinal] = Plan(instruction.right, map_version, found, own, filled, notes=notes(graph, found))
    return PreparedCorrection(tuple(subjects), graph, instruction, map_version, tuple(tally.changes), plans, statements)


@dataclass
class _Tally:
    outcomes: dict[int, dict[Outcome, int]]
    changes: list[Change]

    def add(self, ordinal: int, kind: Outcome, rows: int = 1) -> None:
        own = self.outcomes.setdefault(ordinal, {})
        own[kind] = own.get(kind, 0) + rows


def _columns(tally: _Tally, ordinal: int) -> dict[TableRef, dict[str, int]]:
    """How many values give way in each column."""
    found: dict[TableRef, dict[str, int]] = {}
    for change in tally.changes:
        if change.ordinal == ordinal:
            own = found.setdefault(change.table, {})
            own[change.column] = own.get(change.column, 0) + 1
    return found


def _wanted(subjects: Sequence[Subject], graph: Graph) -> Wanted:
    wanted: dict[TableRef, dict[str, dict[int, tuple[Correction, Normalise | None]]]] = {}
    known: dict[str, dict[TableRef, dict[str, Normalise | None]]] = {}
    refused: list[str] = []
    for subject in subjects:
        for correction in subject.corrections:
            if correction.what not in known:
                known[correction.what] = targets(correction, graph)
            for ref, columns in known[correction.what].items():
                for name, how in columns.items():
                    wanted.setdefault(ref, {}).setdefault(name, {})[subject.ordinal] = (correction, how)
                    refused.extend(unfit(ref, name, graph.nodes[ref].facts.columns[name], correction))
    if refused:
        raise PlanRefused(list(dict.fromkeys(refused)))
    return wanted


def _pointed_at(graph: Graph, wanted: Wanted) -> dict[TableRef, list[tuple[str, ...]]]:
    """The keys of shared tables, by which others may point at a row."""
    return {
        ref: list(dict.fromkeys(pointer.target for pointer in pointers(graph.nodes[ref], graph)))
        for ref in wanted
        if any(access.is_up for access in graph.nodes[ref].accesses)
    }


def _look(
    ref: TableRef,
    reach: Reach,
    rules: TableRules,
    wanted: Mapping[str, Mapping[int, tuple[Correction, Normalise | None]]],
    sessions: Mapping[str, Session],
    tally: _Tally,
) -> None:
    """Judge every reached row of a table."""
    reached, node = reach.reached(ref), reach.graph.nodes[ref]
    if reached.is_empty:
        return
    kinds = [Outcome(ref, ruling.fate, 0, ruling.reason, ruling.citation, ruling.pointer) for ruling in rules.rulings]
    for ordinal, rule, rows, _ in sessions[ref.system].count(reached, rules.predicates, ()):
        if rule < len(kinds):
            tally.add(ordinal, kinds[rule], rows)
    held = _held_by_others(ref, reach, sessions)
    key, names = key_columns(node), tuple(wanted)
    columns = tuple(dict.fromkeys((*key, *names, *(name for group in held for name in group))))
    for ordinal, *row in chain.from_iterable(sessions[ref.system].rows(reached, rules.predicates, columns)):
        values = dict(zip(columns, row, strict=True))
        changes: list[Change] = []
        fates = {Fate.right_already}
        for name in names:
            if ordinal in wanted[name]:
                correction, how = wanted[name][ordinal]
                fate, new = judged(values[name], correction, how, node.facts.columns[name])
                fates.add(fate)
                if fate is Fate.correct:
                    identity = tuple(values[part] for part in key)
                    changes.append(Change(ordinal, ref, name, identity, values[name], new))
        is_shared = any(tuple(values[name] for name in group) in keys for group, keys in held.items())
        fate = next(one for one in (Fate.correct, Fate.differs, Fate.right_already) if one in fates)
        if fate is Fate.correct and is_shared:
            fate, changes = Fate.shared, []
        tally.add(ordinal, Outcome(ref, fate, 0, REASONS[fate]))
        tally.changes.extend(changes)


def _held_by_others(ref: TableRef, reach: Reach, sessions: Mapping[str, Session]) -> dict[tuple[str, ...], set[Key]]:
    """The keys of a shared table that rows of somebody else point at."""
    node = reach.graph.nodes[ref]
    found: dict[tuple[str, ...], set[Key]] = {}
    if any(access.is_up for access in node.accesses):
        for pointer in pointers(node, reach.graph):
            own = reach.reached(pointer.child) if pointer.child in reach.graph.nodes else None
            reference = Reference(pointer.child.table, pointer.columns, pointer.target, own)
            for keys in reach.values(ref, pointer.target):
                others = sessions[pointer.child.system].referenced(reference, keys)
                found.setdefault(pointer.target, set()).update(others)
    return found


def _refused(graph: Graph, changes: Sequence[Change], sessions: Mapping[str, Session]) -> Iterator[str]:
    """The constraints that the new values would break."""
    tables: dict[TableRef, dict[str, list[NewValue]]] = {}
    for change in changes:
        new = (change.key, change.old, change.new)
        tables.setdefault(change.table, {}).setdefault(change.column, []).append(new)
    for ref, columns in tables.items():
        for name, own in columns.items():
            node = graph.nodes[ref]
            yield from sessions[ref.system].refusals(node, key_columns(node), name, own, columns.keys())
