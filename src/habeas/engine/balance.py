"""Outcomes add up: every row that is reached meets one fate, and what was done to it is what the plan said."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

from habeas.datamap.graph import TableRef
from habeas.engine.errors import OutcomesDiffer
from habeas.engine.explain import Prepared
from habeas.engine.rules import CHANGED, Fate
from habeas.stores.protocol import Changed, Session

Met = Counter[tuple[int, Fate]]  # rows by ordinal and fate


@dataclass
class Balance:
    """What the statements of one system did, table by table, while they run."""

    done: dict[TableRef, Met] = field(default_factory=dict)
    odd: set[TableRef] = field(default_factory=set)  # another number of rows was touched than meant

    def note(self, ref: TableRef, fate: Fate, changed: Changed) -> None:
        own = self.done.setdefault(ref, Counter())
        own.update({(ordinal, fate): rows for ordinal, rows in changed.counts.items()})
        if changed.rows != sum(changed.counts.values()):
            self.odd.add(ref)

    def check(self, prepared: Prepared, system: str, session: Session) -> None:
        """Before the transaction ends. Raises OutcomesDiffer, and then nothing of it may stay.

        A table is asked again only where something speaks for it: numbers that differ, or a trigger that may undo. A
        row of two people, and one that went by a cascade or in an earlier try, make numbers differ and nothing more.
        """
        planned = _planned(prepared, system)
        for ref in sorted(self.done.keys() | planned.keys()):
            said, did = planned.get(ref, Counter()), self.done.get(ref, Counter())
            if ref in self.odd or did != said or prepared.graph.nodes[ref].facts.has_triggers:
                left, more = rows_left(prepared, ref, session), (did - said).total()
                if left or more:
                    raise OutcomesDiffer(
                        f"{ref}: {said.total()} rows were to be changed, {left} of them are as they were and {more} came "
                        f"since the plan; nothing was changed in {system!r}: if it happens again, look at the triggers "
                        "and rules of the table"
                    )


def _planned(prepared: Prepared, system: str) -> dict[TableRef, Met]:
    planned: dict[TableRef, Met] = {}
    for ordinal, plan in prepared.plans.items():
        for outcome in plan.outcomes:
            if outcome.table.system == system and outcome.fate in CHANGED:
                planned.setdefault(outcome.table, Counter())[(ordinal, outcome.fate)] += outcome.rows
    return planned


def rows_left(prepared: Prepared, ref: TableRef, session: Session) -> int:
    """Rows found by the keys of the run, under a ruling that should have changed them."""
    own, reached = prepared.rules[ref], prepared.reach.reached(ref)
    if reached.is_empty or not own.changes_any:
        return 0
    found = session.count(reached, own.predicates, ())
    return sum(counted.rows for counted in found if own.ruling(counted.rule).fate in CHANGED)
