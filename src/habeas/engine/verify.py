"""Absence is proven, not assumed: ask the stores again, by the journalled keys and by the identifiers."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import ExitStack

from habeas.engine.errors import StillThere
from habeas.engine.explain import Prepared, prepare
from habeas.engine.plan import Plan
from habeas.engine.rules import Fate
from habeas.stores.protocol import Store


def verify(prepared: Prepared, stores: Mapping[str, Store]) -> Mapping[int, Plan]:
    """What is still found for each request, and why it may stay.

    Raises StillThere, naming tables and counts, when a row that should be gone is found by either way.
    """
    left = _by_keys(prepared, stores)
    again = prepare(prepared.subjects, prepared.graph, stores, prepared.instruction, prepared.map_version, fresh=True)
    for plan in again.plans.values():
        for outcome in plan.outcomes:
            if outcome.fate in (Fate.erase, Fate.mask):
                left[str(outcome.table)] = left.get(str(outcome.table), 0) + outcome.rows
    if left:
        found = ", ".join(f"{table}: {rows}" for table, rows in sorted(left.items()))
        raise StillThere(f"after the erasure the systems still hold rows that should be gone ({found}); run it again")
    return again.plans


def _by_keys(prepared: Prepared, stores: Mapping[str, Store]) -> dict[str, int]:
    """Rows still found by the keys of the run, under a ruling that should have taken them away."""
    left: dict[str, int] = {}
    with ExitStack() as stack:
        sessions = {
            name: stack.enter_context(stores[name].reading(fresh=True))
            for name in sorted({r.system for r in prepared.graph.nodes})
        }
        for ref, own in prepared.rules.items():
            reached = prepared.reach.reached(ref)
            if reached.is_empty or own.keeps_all:
                continue
            for counted in sessions[ref.system].count(reached, own.predicates, ()):
                if own.ruling(counted.rule).fate in (Fate.erase, Fate.mask):
                    left[str(ref)] = left.get(str(ref), 0) + counted.rows
    return left
