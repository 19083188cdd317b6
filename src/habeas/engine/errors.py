"""What the engine refuses. Messages name systems, tables and counts, never values."""

from __future__ import annotations

from collections.abc import Iterable


class EngineError(Exception):
    """The engine cannot go on. `permanent` says whether trying again is pointless."""

    permanent = True


class PlanRefused(EngineError):
    """Running the plan would break constraints of a store, or change rows that nobody spoke of; nothing was written."""

    def __init__(self, reasons: Iterable[str]) -> None:
        self.reasons = tuple(reasons)
        super().__init__("the plan is refused, nothing was written:\n" + "\n".join(self.reasons))


class PlanChanged(EngineError):
    """What would happen now is not what was approved."""


class OutcomesDiffer(EngineError):
    """Rows reached, planned and changed do not add up; the system's transaction was taken back."""

    permanent = False


class StillThere(EngineError):
    """The stores were asked again and still hold what should be gone."""

    permanent = False
