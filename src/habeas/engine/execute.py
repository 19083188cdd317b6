"""Run a prepared erasure. Beside `correct_run` the only module of the engine that changes data."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import partial

from habeas.datamap.graph import Graph, Parent
from habeas.engine.balance import Balance
from habeas.engine.errors import PlanChanged
from habeas.engine.explain import Prepared, steps
from habeas.engine.journal import Counts, Journal
from habeas.engine.keysets import PLANNED, keys_of_all, read_keys
from habeas.engine.order import cuts, is_nullable
from habeas.engine.patience import Patience
from habeas.engine.rules import CHANGED, Fate
from habeas.stores.masks import Null
from habeas.stores.protocol import Session, Store
from habeas.stores.reached import Seen

PATIENCE = Patience()


@dataclass(frozen=True)
class Executed:
    """What was done, by ordinal: {"system.table:fate": rows}."""

    counts: Mapping[int, Counts]
    statements: int
    retries: Mapping[str, int] = field(default_factory=dict)  # system -> tries that failed


Progress = Callable[[str], None]


def execute(
    prepared: Prepared,
    stores: Mapping[str, Store],
    journal: Journal,
    progress: Progress = lambda _: None,
    patience: Patience = PATIENCE,
) -> Executed:
    """Run the plans of a chunk: one transaction for each system, keys journalled before, counts after.

    What fails because a system is at work for others, or loses its connection, is tried again with `patience`.
    Raises what the stores raise; a system's transaction then leaves nothing behind, and running again resumes
    (see `engine.resume`). Raises PlanChanged where an unfinished run had keys that `prepared` does not know.
    """
    ordinals = [subject.ordinal for subject in prepared.subjects]
    known = journal.finished(ordinals)
    finished = {ordinal: known.get(ordinal, {}) for ordinal in ordinals}
    planned = _begin(prepared, journal, finished)
    totals: dict[int, dict[str, int]] = {ordinal: {} for ordinal in ordinals}
    statements, retries = 0, {}
    for system in systems_in_order(prepared.graph):
        found: dict[int, dict[str, int]] = {}
        if any(system not in systems for systems in finished.values()) or _has_come_back(prepared, system):
            progress(system)
            done = patience.again(system, partial(_write, prepared, system, stores[system]))
            found, sent = done.result
            statements += sent
            if done.retries:
                retries[system] = done.retries
            if done.is_repeated:
                planned = {ordinal: {**_planned(prepared, ordinal), **planned[ordinal]} for ordinal in ordinals}
        news: dict[int, Counts] = {}
        for ordinal in ordinals:
            earlier = finished[ordinal].get(system)
            # A run that was killed after its commit had done what it planned, and did not live to say so.
            counts = _most(found.get(ordinal, {}), planned[ordinal].get(system, {}) if earlier is None else earlier)
            if counts != earlier:
                news[ordinal] = counts
            totals[ordinal].update(counts)
        if news:
            journal.done(system, news)
    return Executed(totals, statements, retries)


def _write(prepared: Prepared, system: str, store: Store) -> tuple[dict[int, dict[str, int]], int]:
    """One system in one transaction: rows by ordinal, and the statements it took."""
    with store.writing() as session:
        return run_system(prepared, system, session), session.statements


def _has_come_back(prepared: Prepared, system: str) -> bool:
    """Whether a system that had committed holds rows to erase all the same: it was restored, or lost its last commits."""
    return any(
        outcome.table.system == system and outcome.fate in (Fate.erase, Fate.mask)
        for plan in prepared.plans.values()
        for outcome in plan.outcomes
    )


Planned = Mapping[str, Counts]  # system -> counts


def _begin(prepared: Prepared, journal: Journal, finished: Mapping[int, Mapping[str, Counts]]) -> dict[int, Planned]:
    """Write down keys and planned counts of everybody who is new; what an unfinished run had planned for the others."""
    reached = keys_of_all(prepared.reach, finished.keys())
    planned: dict[int, Planned] = {ordinal: {} for ordinal in finished}
    begun = journal.begun(finished.keys())
    for ordinal, keys in begun.items():
        _refuse_lost_keys(keys, reached[ordinal], finished[ordinal])
        earlier = keys.get(PLANNED)
        planned[ordinal] = earlier if isinstance(earlier, Mapping) else {}
    new = {at: {**reached[at], PLANNED: _planned(prepared, at)} for at in finished if at not in begun}
    if new:
        journal.begin(new)
    return planned


def _planned(prepared: Prepared, ordinal: int) -> dict[str, dict[str, int]]:
    planned: dict[str, dict[str, int]] = {}
    for outcome in prepared.plans[ordinal].outcomes:
        if outcome.fate in CHANGED:
            own = planned.setdefault(outcome.table.system, {})
            name = f"{outcome.table}:{outcome.fate}"
            own[name] = own.get(name, 0) + outcome.rows
    return planned


def _refuse_lost_keys(
    begun: Mapping[str, object], reached: Mapping[str, object], finished: Mapping[str, Counts]
) -> None:
    for name, keys in begun.items():
        if "#" in name and name.partition(".")[0] not in finished and keys != reached.get(name):
            have = read_keys(0, reached.get(name))
            if len(Seen(have).fresh(read_keys(0, keys))):
                raise PlanChanged(
                    f"an unfinished run reached rows of {name.partition('#')[0]} that are no longer found; "
                    "prepare with habeas.engine.resume, which reads them from the journal"
                )


def _most(found: Counts, planned: Counts) -> dict[str, int]:
    return {name: max(found.get(name, 0), planned.get(name, 0)) for name in (*planned, *found)}


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


def run_system(prepared: Prepared, system: str, session: Session) -> dict[int, dict[str, int]]:
    """One system in an open transaction: rows by ordinal. Raises OutcomesDiffer, and then nothing of it may stay."""
    counts: dict[int, dict[str, int]] = {}
    balance = Balance()
    _break_rings(prepared, system, session)
    for ref, fate, masks, rules in steps(prepared):
        if ref.system != system:
            continue
        reached = prepared.reach.reached(ref)
        changed = session.delete(reached, rules) if masks is None else session.mask(reached, rules, masks)
        for ordinal, rows in changed.counts.items():
            own = counts.setdefault(ordinal, {})
            own[f"{ref}:{fate}"] = own.get(f"{ref}:{fate}", 0) + rows
        balance.note(ref, fate, changed)
    balance.check(prepared, system, session)
    return counts


def _break_rings(prepared: Prepared, system: str, session: Session) -> None:
    """Where tables point at each other in a ring, the nullable side of rows about to go is nulled first."""
    going = {step.table for step in steps(prepared) if step.fate is Fate.erase and step.table.system == system}
    for ref, late in cuts(prepared.graph).items():
        for pointer in late:
            if {ref, pointer.child} <= going and not pointer.may_wait and is_nullable(pointer, prepared.graph):
                nulls = dict.fromkeys(pointer.columns, Null())
                session.mask(prepared.reach.reached(pointer.child), prepared.rules[pointer.child].predicates, nulls)
