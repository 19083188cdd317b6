"""Absence is proven, not assumed: ask the stores again, by the journalled keys and by the identifiers."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from contextlib import ExitStack

from habeas.engine.balance import rows_left
from habeas.engine.errors import StillThere
from habeas.engine.explain import Prepared, prepared_in
from habeas.engine.plan import Plan
from habeas.engine.rules import CHANGED
from habeas.stores.protocol import Session, Store


def verify(prepared: Prepared, stores: Mapping[str, Store]) -> Mapping[int, Plan]:
    """What is still found for each request, and why it may stay.

    Raises StillThere, naming tables and counts, when a row that should be gone is found by either way.
    """
    with ExitStack() as stack:
        sessions: dict[str, Session] = {
            name: stack.enter_context(stores[name].reading(fresh=True))
            for name in sorted({ref.system for ref in prepared.graph.nodes})
        }
        return what_is_left(prepared, sessions)


def what_is_left(
    prepared: Prepared, sessions: Mapping[str, Session], blind: Collection[str] = ()
) -> Mapping[int, Plan]:
    """`verify` over sessions that are open; what a `blind` one answers is from before the change, and proves nothing."""
    left = _by_keys(prepared, sessions, blind)
    again = prepared_in(sessions, prepared.subjects, prepared.graph, prepared.instruction, prepared.map_version)
    for plan in again.plans.values():
        for outcome in plan.outcomes:
            if outcome.fate in CHANGED and outcome.table.system not in blind:
                left[str(outcome.table)] = left.get(str(outcome.table), 0) + outcome.rows
    if left:
        found = ", ".join(f"{table}: {rows}" for table, rows in sorted(left.items()))
        raise StillThere(f"after the erasure the systems still hold rows that should be gone ({found}); run it again")
    return again.plans


def _by_keys(prepared: Prepared, sessions: Mapping[str, Session], blind: Collection[str]) -> dict[str, int]:
    """Rows still found by the keys of the run, under a ruling that should have taken them away."""
    found = {
        str(ref): rows_left(prepared, ref, sessions[ref.system]) for ref in prepared.rules if ref.system not in blind
    }
    return {table: rows for table, rows in found.items() if rows}
