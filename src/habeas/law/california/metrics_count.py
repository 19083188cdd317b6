"""Requests as the yearly figures count them: by kind, year of receipt and outcome, each once.

Cal. Code Regs., tit. 11, §7102; Civ. Code §1798.99.85; read 2026-11-23 (https://cppa.ca.gov/regulations/,
https://leginfo.legislature.ca.gov). Left out: which of these figures are published (`metrics`).

>>> specific = CountedRequest(Right.KNOW_SPECIFIC, date(2026, 3, 1), date(2026, 3, 9), Outcome.DENIED, id="7")
>>> categories = CountedRequest(Right.KNOW_CATEGORIES, date(2026, 3, 1), date(2026, 3, 9), Outcome.COMPLIED, id="7")
>>> line = table([Column.KNOW], [specific, categories], 2026, False, lambda request: False)[Column.KNOW]
>>> line.received, line.partial, days_of([10, 12]).median
(1, 1, 11)
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from statistics import median

from habeas.law.california.rights import Right
from habeas.law.errors import ImpossibleInput


class Column(StrEnum):
    """The kinds of request that are counted."""

    DROP = "drop"  # through the platform for data brokers
    DELETE = "delete"
    CORRECT = "correct"
    KNOW = "know"
    KNOW_SOLD = "know_sold"  # what was sold or shared, and to whom; only brokers count it apart
    ACCESS_ADMT = "access_admt"
    OPT_OUT = "opt_out"
    LIMIT = "limit"
    OPT_OUT_ADMT = "opt_out_admt"


class Outcome(StrEnum):
    """How a request was answered."""

    COMPLIED = "complied"
    PARTIAL = "partial"
    DENIED = "denied"


class DenialKind(StrEnum):
    """Why a request was denied in whole or in part, as the figures break it down."""

    NOT_VERIFIABLE = "not_verifiable"
    NOT_BY_CONSUMER = "not_by_consumer"
    EXEMPT = "exempt"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class CountedRequest:
    """One request. Requests with the same `id` and kind are one.

    `treated_down`: the specific pieces were denied and the categories given instead, which is a grant in part.
    `exemptions`: the provisions of §§1798.145 and 1798.146 on which something was kept.
    """

    right: Right | Column
    received_on: date
    answered_on: date | None = None
    outcome: Outcome | None = None
    denial: DenialKind | None = None
    exemptions: tuple[str, ...] = ()
    treated_down: bool = False
    by_signal: bool = False
    californian: bool = True
    id: str = ""

    def __post_init__(self) -> None:
        if (self.answered_on is None) != (self.outcome is None):
            raise ImpossibleInput("An answered request has a day and an outcome; an open one has neither.")
        if self.answered_on and self.answered_on < self.received_on:
            raise ImpossibleInput(f"An answer on {self.answered_on} precedes receipt on {self.received_on}.")
        if (self.denial or self.exemptions) and self.outcome in (None, Outcome.COMPLIED) and not self.treated_down:
            raise ImpossibleInput("Only a request denied in whole or in part has a reason of denial.")

    @property
    def column(self) -> Column | None:
        """The line it is counted in; none for an opt-in and an appeal, which nobody counts."""
        return _COUNTED_AS.get(self.right)

    @property
    def result(self) -> Outcome | None:
        """How it came out as a whole."""
        return Outcome.PARTIAL if self.treated_down and self.outcome else self.outcome


@dataclass(frozen=True, slots=True)
class Days:
    """How many calendar days the answers took; none where nothing is answered."""

    answered: int
    median: int | float | None
    mean: float | None


@dataclass(frozen=True, slots=True)
class Figures:
    """One line of the table. `complied` is in whole or in part; `denied` is in whole."""

    received: int
    complied: int
    partial: int
    denied: int
    open: int
    by_signal: int
    median_days: int | float | None
    mean_days: float | None
    denials: Mapping[DenialKind, int]
    exemptions: Mapping[str, int]


_COUNTED_AS: Mapping[str, Column] = {
    **{str(column): column for column in Column},
    str(Right.KNOW_CATEGORIES): Column.KNOW,
    str(Right.KNOW_SPECIFIC): Column.KNOW,
}


def table(
    columns: Sequence[Column],
    requests: Iterable[CountedRequest],
    year: int,
    all_individuals: bool,
    has_reason: Callable[[CountedRequest], bool],
) -> dict[Column, Figures]:
    """The requests of the year by kind. `has_reason`: whether a request counts among the reasons of denial."""
    lines: dict[Column, list[CountedRequest]] = {column: [] for column in columns}
    for request in _each_once(requests):
        counted = request.received_on.year == year and (request.californian or all_individuals)
        if counted and request.column and request.column in lines:
            lines[request.column].append(request)
    return {column: _figures(line, has_reason) for column, line in lines.items()}


def _figures(line: Sequence[CountedRequest], has_reason: Callable[[CountedRequest], bool]) -> Figures:
    results = Counter(request.result for request in line)
    reasons = [request for request in line if has_reason(request)]
    kinds = Counter(request.denial or DenialKind.OTHER for request in reasons)
    days = days_of([(r.answered_on - r.received_on).days for r in line if r.answered_on])
    return Figures(
        received=len(line),
        complied=results[Outcome.COMPLIED] + results[Outcome.PARTIAL],
        partial=results[Outcome.PARTIAL],
        denied=results[Outcome.DENIED],
        open=results[None],
        by_signal=sum(request.by_signal for request in line),
        median_days=days.median,
        mean_days=days.mean,
        denials={kind: kinds[kind] for kind in DenialKind},
        exemptions=dict(sorted(Counter(one for request in reasons for one in set(request.exemptions)).items())),
    )


def _each_once(requests: Iterable[CountedRequest]) -> Iterable[CountedRequest]:
    """One request of a kind is one count: those with the same id and kind are put together."""
    same: dict[tuple[Column | None, str], list[CountedRequest]] = {}
    for request in requests:
        if request.id:
            same.setdefault((request.column, request.id), []).append(request)
        else:
            yield request
    for parts in same.values():
        yield parts[0] if len(parts) == 1 else _together(parts)


def _together(parts: Sequence[CountedRequest]) -> CountedRequest:
    answers = [part.answered_on for part in parts if part.answered_on]
    is_open = len(answers) < len(parts)
    results = {part.result for part in parts}
    return CountedRequest(
        parts[0].right,
        min(part.received_on for part in parts),
        None if is_open else max(answers),
        None if is_open else (results.pop() if len(results) == 1 else Outcome.PARTIAL),
        None if is_open else next((part.denial for part in parts if part.denial), None),
        () if is_open else tuple(sorted({one for part in parts for one in part.exemptions})),
        by_signal=all(part.by_signal for part in parts),
        californian=any(part.californian for part in parts),
        id=parts[0].id,
    )


def days_of(days: Sequence[int]) -> Days:
    """Their median, as a whole number where it is one, and their mean to one decimal."""
    if not days:
        return Days(0, None, None)
    middle = median(days)
    # In whole numbers, so that a half is rounded up whatever the float.
    tenths = (20 * sum(days) + len(days)) // (2 * len(days))
    return Days(len(days), int(middle) if middle == int(middle) else middle, tenths / 10)
