"""An erasure against the truth: run, checked and asked again inside the stores' transactions, which are rolled back."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import ExitStack
from dataclasses import dataclass

from habeas.datamap.graph import TableRef
from habeas.engine.execute import run_system, systems_in_order
from habeas.engine.explain import Prepared
from habeas.engine.journal import Counts
from habeas.engine.plan import Plan
from habeas.engine.verify import what_is_left
from habeas.stores.protocol import Beside, Rehearsal, Session, Store


@dataclass(frozen=True)
class Rehearsed:
    """What would be done, by ordinal; what triggers and foreign keys would do besides; what would be found afterwards."""

    counts: Mapping[int, Counts]
    beside: Mapping[str, tuple[Beside, ...]]
    left: Mapping[int, Plan]
    not_asked: tuple[str, ...]  # systems whose new state cannot be asked for before it is kept

    def sentences(self) -> list[str]:
        """What was touched besides, in words."""
        found = []
        for system, many in self.beside.items():
            for one in many:
                what = [f"+{one.put_in} rows"] * bool(one.put_in) + [f"-{one.taken_out} rows"] * bool(one.taken_out)
                what += [f"{one.changed} rows changed"] * bool(one.changed)
                where = TableRef(system, one.table) if one.table else f"{system}, tables not told apart"
                found.append(f"by triggers or cascades: {where} {', '.join(what)}")
        return found + [f"{system}: new files written and thrown away, not asked again" for system in self.not_asked]


def rehearse(prepared: Prepared, stores: Mapping[str, Store]) -> Rehearsed:
    """Run the plans and take everything back. Rows are locked meanwhile as in a run; sequences may move.

    Raises what the run would raise, StillThere where rows would be left that should be gone.
    """
    counts: dict[int, dict[str, int]] = {subject.ordinal: {} for subject in prepared.subjects}
    with ExitStack() as stack:
        sessions: dict[str, Rehearsal] = {}
        beside = {}
        for system in systems_in_order(prepared.graph):
            session = sessions[system] = stack.enter_context(stores[system].rehearsing())
            for ordinal, found in run_system(prepared, system, session).items():
                counts[ordinal].update(found)
            session.check()
            beside[system] = tuple(session.beside())
        asked: dict[str, Session] = dict(sessions)
        blind = tuple(system for system, session in sessions.items() if not session.sees_changes)
        left = what_is_left(prepared, asked, blind)
    return Rehearsed(counts, beside, left, blind)
