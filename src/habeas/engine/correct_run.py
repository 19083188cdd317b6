"""Run a prepared correction and ask again whether it is done. Beside `execute` the only module that changes data."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import replace
from functools import partial
from itertools import chain

from habeas.datamap.graph import Access, Graph, Node, Parent, TableRef
from habeas.engine.batch import Identifier, Subject
from habeas.engine.correct import PreparedCorrection, prepare_correction
from habeas.engine.correction import Change, key_columns
from habeas.engine.errors import OutcomesDiffer, StillThere
from habeas.engine.execute import PATIENCE, Executed, Progress
from habeas.engine.journal import Counts, Journal
from habeas.engine.keysets import PLANNED, decoded, encoded
from habeas.engine.patience import Patience
from habeas.engine.plan import Plan
from habeas.engine.rules import Fate
from habeas.stores.protocol import Session, Store
from habeas.stores.reached import Keys, Reached

CHANGES = "=changes"  # in a journal: [system, table, column, key ..., old, new] for each value that gives way


def execute_correction(
    prepared: PreparedCorrection,
    stores: Mapping[str, Store],
    journal: Journal,
    progress: Progress = lambda _: None,
    patience: Patience = PATIENCE,
) -> Executed:
    """Run a set: one transaction a system, old values journalled before. A killed run that is run again ends the same."""
    ordinals = [subject.ordinal for subject in prepared.subjects]
    changes, planned = _begin(prepared, journal)
    finished = journal.finished(ordinals)
    come_back = set(prepared.changes)  # of systems that had committed: restored, or fed with the old value again
    totals: dict[int, dict[str, int]] = {ordinal: {} for ordinal in ordinals}
    statements, retries = 0, {}
    for system in sorted({ref.system for ref in prepared.graph.nodes}):
        waiting = [ordinal for ordinal in ordinals if system not in finished.get(ordinal, {})]
        own = [one for one in changes if one.table.system == system and (one.ordinal in waiting or one in come_back)]
        if own:
            progress(system)
            tried = patience.again(system, partial(_write, own, prepared.graph, stores[system]))
            statements += tried.result
            if tried.retries:
                retries[system] = tried.retries
        done = {ordinal: planned[ordinal].get(system, {}) for ordinal in waiting}
        if done:
            journal.done(system, done)
        for ordinal in ordinals:
            totals[ordinal].update(done[ordinal] if ordinal in done else finished[ordinal][system])
    return Executed(totals, statements, retries)


def _write(own: Sequence[Change], graph: Graph, store: Store) -> int:
    """One system in one transaction; the statements it took."""
    with store.writing() as session:
        _replace(own, graph, session)
        return session.statements


def _begin(prepared: PreparedCorrection, journal: Journal) -> tuple[list[Change], dict[int, Mapping[str, Counts]]]:
    """What is to be changed, and in how many rows: by the plan, or by the journal of a run that was broken off."""
    begun = journal.begun([subject.ordinal for subject in prepared.subjects])
    new = {one.ordinal: _planned(prepared.plans[one.ordinal]) for one in prepared.subjects if one.ordinal not in begun}
    changes = [change for change in prepared.changes if change.ordinal in new]
    written: dict[int, list[object]] = {ordinal: [] for ordinal in new}
    for change in changes:
        written[change.ordinal].append(_written(change))
    if new:
        journal.begin({ordinal: {CHANGES: written[ordinal], PLANNED: rows} for ordinal, rows in new.items()})
    planned: dict[int, Mapping[str, Counts]] = dict(new)
    for ordinal, keys in begun.items():
        new_ones = [change for change in prepared.changes if change.ordinal == ordinal]
        changes.extend(dict.fromkeys([*journalled(ordinal, keys), *new_ones]))
        rows = keys[PLANNED]
        assert isinstance(rows, Mapping)
        planned[ordinal] = rows
    return changes, planned


def journalled(ordinal: int, begun: Mapping[str, object]) -> list[Change]:
    """The changes that a broken-off run had written down."""
    rows = begun.get(CHANGES, [])
    assert isinstance(rows, list)
    return [_read(ordinal, row) for row in rows]


def _written(change: Change) -> list[object]:
    return [*change.table, change.column, *map(encoded, (*change.key, change.old, change.new))]


def _read(ordinal: int, row: Sequence[object]) -> Change:
    system, table, column, *values = row
    *key, old, new = map(decoded, values)
    return Change(ordinal, TableRef(str(system), str(table)), str(column), tuple(key), old, new)


def _replace(changes: Sequence[Change], graph: Graph, session: Session) -> None:
    """One statement for each column of a table."""
    columns: dict[tuple[TableRef, str], list[Change]] = {}
    for change in changes:
        columns.setdefault((change.table, change.column), []).append(change)
    for (ref, name), own in columns.items():
        node = graph.nodes[ref]
        rows = session.replace(node, key_columns(node), name, [(one.key, one.old, one.new) for one in own])
        # Fewer where a key that cascades, or an earlier try, has changed them already.
        if rows < len({one.key for one in own}) or node.facts.has_triggers:
            _refuse_held(ref, name, own, node, session)


def _refuse_held(ref: TableRef, name: str, own: Sequence[Change], node: Node, session: Session) -> None:
    """Raises OutcomesDiffer before the transaction ends, and then nothing of it may stay."""
    if left := _held(name, own, node, session):
        raise OutcomesDiffer(
            f"{ref}: {len(own)} values of {name} were to be corrected and {left} are as they were; nothing was changed in "
            f"{ref.system!r}: if it happens again, look at the triggers and rules of the table"
        )


def _planned(plan: Plan) -> dict[str, dict[str, int]]:
    """Rows to correct: {"system": {"system.table:correct": rows}}."""
    planned: dict[str, dict[str, int]] = {}
    for outcome in plan.outcomes:
        if outcome.fate is Fate.correct:
            planned.setdefault(outcome.table.system, {})[f"{outcome.table}:{outcome.fate}"] = outcome.rows
    return planned


def verify_correction(
    prepared: PreparedCorrection, stores: Mapping[str, Store], journal: Journal
) -> Mapping[int, Plan]:
    """What is found when the stores are asked again, by the corrected identifiers too.

    Raises StillThere where a wrong value is still held, in a row of the run or in another one.
    """
    left = dict(_still_held(prepared, stores, journal))
    subjects = [replace(subject, identifiers=_identifiers(subject)) for subject in prepared.subjects]
    again = prepare_correction(subjects, prepared.graph, stores, prepared.instruction, prepared.map_version, fresh=True)
    for change in again.changes:
        left[str(change.table)] = left.get(str(change.table), 0) + 1
    if left:
        found = ", ".join(f"{table}: {rows}" for table, rows in sorted(left.items()))
        raise StillThere(f"after the correction the systems still hold values that are wrong ({found}); run it again")
    return again.plans


def _identifiers(subject: Subject) -> tuple[Identifier, ...]:
    """Those the person came with, and those that the correction has given her."""
    kinds = {identifier.kind for identifier in subject.identifiers}
    new = (Identifier(one.what, one.new) for one in subject.corrections if one.what in kinds)
    return tuple(dict.fromkeys((*subject.identifiers, *new)))


def _still_held(
    prepared: PreparedCorrection, stores: Mapping[str, Store], journal: Journal
) -> Iterator[tuple[str, int]]:
    columns: dict[tuple[TableRef, str], list[Change]] = {}
    for ordinal, keys in journal.begun([subject.ordinal for subject in prepared.subjects]).items():
        for change in journalled(ordinal, keys):
            columns.setdefault((change.table, change.column), []).append(change)
    with ExitStack() as stack:
        systems = sorted({ref.system for ref, _ in columns})
        sessions = {name: stack.enter_context(stores[name].reading(fresh=True)) for name in systems}
        for (ref, name), own in columns.items():
            rows = _held(name, own, prepared.graph.nodes[ref], sessions[ref.system])
            if rows:
                yield str(ref), rows


def _held(name: str, changes: Sequence[Change], node: Node, session: Session) -> int:
    """Rows that hold the value which was to give way."""
    old, names = {(one.ordinal, *one.key): one.old for one in changes}, key_columns(node)
    found = chain.from_iterable(session.rows(_rows(node, names, changes), (), (*names, name)))
    return sum(str(value) == str(old.get((ordinal, *key))) for ordinal, *key, value in found)


def _rows(node: Node, names: tuple[str, ...], changes: Sequence[Change]) -> Reached:
    keys = Keys([one.ordinal for one in changes], [one.key for one in changes])
    return Reached(node, ((Access(names, Parent(node.ref, names)), keys),))
