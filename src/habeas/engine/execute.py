"""The only module of the engine that changes data."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from habeas.datamap.graph import Graph, Parent, TableRef
from habeas.engine.explain import Prepared, steps
from habeas.engine.journal import Counts, Journal, keys_of
from habeas.engine.rules import Fate
from habeas.engine.sharing import references
from habeas.stores.protocol import Session, Store
from habeas.stores.reached import Null


@dataclass(frozen=True)
class Executed:
    """What was done, by ordinal: {"system.table:fate": rows}."""

    counts: Mapping[int, Counts]
    statements: int


Progress = Callable[[str], None]


def execute(
    prepared: Prepared, stores: Mapping[str, Store], journal: Journal, progress: Progress = lambda _: None
) -> Executed:
    """Run the plans of a chunk: one transaction for each system, keys journalled before, counts after.

    Raises what the stores raise; a system's transaction then leaves nothing behind, and running again resumes.
    """
    ordinals = [subject.ordinal for subject in prepared.subjects]
    for ordinal in ordinals:
        if journal.begun(ordinal) is None:
            journal.begin(ordinal, keys_of(prepared.reach, ordinal))
    totals: dict[int, dict[str, int]] = {ordinal: {} for ordinal in ordinals}
    statements = 0
    for system in systems_in_order(prepared.graph):
        earlier = {ordinal: journal.finished(ordinal).get(system) for ordinal in ordinals}
        if all(counts is not None for counts in earlier.values()):
            counts = {ordinal: dict(found or {}) for ordinal, found in earlier.items()}
        else:
            progress(system)
            with stores[system].writing() as session:
                counts = _run_system(prepared, system, session)
                statements += session.statements
            for ordinal in ordinals:
                journal.done(ordinal, system, counts.get(ordinal, {}))
        for ordinal, found in counts.items():
            totals[ordinal].update(found)
    return Executed(totals, statements)


def systems_in_order(graph: Graph) -> tuple[str, ...]:
    """Systems whose rows are reached through another come before it, so that a rerun still finds the way."""
    order: dict[str, None] = {}
    visiting: set[str] = set()
    hangs_on: dict[str, set[str]] = {ref.system: set() for ref in graph.nodes}
    for ref, node in graph.nodes.items():
        for access in node.accesses:
            if isinstance(access.source, Parent) and access.source.ref.system != ref.system:
                hangs_on[access.source.ref.system].add(ref.system)

    def visit(system: str) -> None:
        if system in order or system in visiting:
            return
        visiting.add(system)
        for other in sorted(hangs_on[system]):
            visit(other)
        visiting.discard(system)
        order[system] = None

    for system in sorted(hangs_on):
        visit(system)
    return tuple(order)


def _run_system(prepared: Prepared, system: str, session: Session) -> dict[int, dict[str, int]]:
    counts: dict[int, dict[str, int]] = {}
    _break_rings(prepared, system, session)
    for ref, masks, rules in steps(prepared):
        if ref.system != system:
            continue
        reached = prepared.reach.reached(ref)
        if masks is None:
            fate, changed = Fate.erase, session.delete(reached, rules)
        else:
            fate, changed = Fate.mask, session.mask(reached, rules, masks)
        for ordinal, rows in changed.items():
            own = counts.setdefault(ordinal, {})
            own[f"{ref}:{fate}"] = own.get(f"{ref}:{fate}", 0) + rows
    return counts


def _break_rings(prepared: Prepared, system: str, session: Session) -> None:
    """Where tables point at each other in a ring, the nullable side of rows about to go is nulled first."""
    position = {
        ref: index for index, (ref, masks, _) in enumerate(steps(prepared)) if masks is None and ref.system == system
    }
    for ref, at in position.items():
        node = prepared.graph.nodes[ref]
        for table, columns, _ in references(node, prepared.graph):
            child = TableRef(system, table)
            if child not in position or position[child] <= at:
                continue
            nullable = all(prepared.graph.nodes[child].facts.columns[name].nullable for name in columns)
            if nullable:
                session.mask(
                    prepared.reach.reached(child), prepared.rules[child].predicates, dict.fromkeys(columns, Null())
                )
