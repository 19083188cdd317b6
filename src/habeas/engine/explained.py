"""A plan in plain text: a line for each table and fate, for logs, terminals and people."""

from __future__ import annotations

from collections.abc import Iterator

from habeas.engine.plan import Outcome, Plan

NOTHING = "The systems hold nothing under these identifiers."


def explained(plan: Plan) -> str:
    """The plan, line by line; columns are as wide as the longest of their values."""
    head = f"Plan {plan.digest[:16]}, data map {plan.map_version}"
    lines = list(_aligned(plan.outcomes)) or [NOTHING]
    if plan.unmapped:
        lines.append(f"Not in the data map, neither delivered nor judged: {', '.join(plan.unmapped)}")
    lines += plan.notes
    return "\n".join((head, *lines)) + "\n"


def _aligned(outcomes: tuple[Outcome, ...]) -> Iterator[str]:
    rows = [(str(one.table), str(one.fate), str(one.rows), why(one)) for one in outcomes]
    table, fate, count = (max((len(row[at]) for row in rows), default=0) for at in range(3))
    for row in rows:
        yield f"  {row[0]:{table}}  {row[1]:{fate}}  {row[2]:>{count}}  {row[3]}"


def why(outcome: Outcome) -> str:
    return f"{outcome.reason} ({outcome.citation})" if outcome.citation else outcome.reason
