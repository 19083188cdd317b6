"""The yearly figures: how many requests of each kind were received, granted and denied, and how fast.

Cal. Code Regs., tit. 11, §7102; Civ. Code §1798.99.85; read 2026-11-23 (https://cppa.ca.gov/regulations/,
https://leginfo.legislature.ca.gov). A business above the large-holder threshold and a data broker count different kinds
and tell different things of them. A request counts in the year it was received; days are calendar days from receipt to
the answer, denials included, and a request that is open has none. The mean is rounded to one decimal, a half up. Left
out: whether and where the figures are published (`metrics_due`).

>>> one = CountedRequest(Column.DELETE, date(2026, 3, 1), date(2026, 3, 11), Outcome.COMPLIED)
>>> both = (date(2026, 12, 31), date(2027, 1, 31))
>>> two = CountedRequest(Column.DELETE, *both, Outcome.DENIED, DenialKind.NOT_VERIFIABLE)
>>> found = yearly_figures([one, two], 2026).value[Column.DELETE]
>>> found.received, found.complied, found.denied, found.median_days, found.mean_days
(2, 1, 1, 20.5, 20.5)
>>> broker_figures([two], 2026).value[Column.DELETE].denials[DenialKind.NOT_VERIFIABLE]
1
>>> days_to_answer([3, 10, 12, 20, 30, 44, 45, 45, 60, None]).value
Days(answered=9, median=30, mean=29.9)
>>> hits = [SignalHit("browser-1", date(2026, 5, 1)), SignalHit("browser-1", date(2026, 5, 2))]
>>> len(countable_signals(hits).value)
1
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from habeas.law.california.metrics_count import (
    Column,
    CountedRequest,
    Days,
    DenialKind,
    Figures,
    Outcome,
    days_of,
    table,
)
from habeas.law.california.ruling import ruling
from habeas.law.errors import ImpossibleInput
from habeas.law.rule import rule
from habeas.law.verdict import Verdict


@dataclass(frozen=True, slots=True)
class SignalHit:
    """One visit: the known consumer or else the browser profile, and whether the opt-out signal was sent."""

    profile: str
    on: date
    signal: bool = True


# §7102(a)(1)(A)-(G); days for all but ADMT, (H). 99.85(a) for brokers.
_ADMT = frozenset({Column.ACCESS_ADMT, Column.OPT_OUT_ADMT})
_HOLDER = tuple(column for column in Column if column not in (Column.DROP, Column.KNOW_SOLD))
_BROKER = (Column.DROP, Column.DELETE, Column.KNOW, Column.KNOW_SOLD, Column.OPT_OUT, Column.LIMIT)


@rule("I-09", "I-10", "I-12", "I-13")
def yearly_figures(
    requests: Sequence[CountedRequest], year: int, *, all_individuals: bool = False
) -> Verdict[dict[Column, Figures]]:
    """What does a business above the large-holder threshold publish for the calendar year?

    A breakdown of its denials, which it may add, is of requests denied in whole. What was sold is counted under know.
    """
    merged = [replace(r, right=Column.KNOW) if r.right is Column.KNOW_SOLD else r for r in requests]
    found = table(_HOLDER, merged, year, all_individuals, _denied_whole)
    without_days = {column: replace(found[column], median_days=None, mean_days=None) for column in _ADMT}
    return _published(found | without_days, year, all_individuals, "I-09", _uncounted(merged, _HOLDER, year))


@rule("I-11", "I-12", "I-13")
def broker_figures(
    requests: Sequence[CountedRequest], year: int, *, all_individuals: bool = False
) -> Verdict[dict[Column, Figures]]:
    """What does a data broker publish for the calendar year?

    A request granted in part counts among those complied with and among the reasons of denial too.
    """
    found = table(_BROKER, requests, year, all_individuals, _denied_any)
    further = (*_uncounted(requests, _BROKER, year), *_unexplained(requests, year))
    return _published(found, year, all_individuals, "I-11", further)


def _uncounted(requests: Sequence[CountedRequest], columns: Sequence[Column], year: int) -> Iterator[str]:
    kinds = [one.column for one in requests if one.received_on.year == year]
    for kind in dict.fromkeys(kind for kind in kinds if kind and kind not in columns):
        yield f"Requests of kind {str(kind)!r} are not counted in these figures: {kinds.count(kind)}."


def _unexplained(requests: Sequence[CountedRequest], year: int) -> Iterator[str]:
    denied = [one for one in requests if one.received_on.year == year and _denied_any(one)]
    if any(one.denial is None for one in denied):
        yield "A request was denied and no reason is recorded; it is counted among other reasons."
    if any(one.denial is DenialKind.EXEMPT and not one.exemptions for one in denied):
        yield "A request was denied as exempt and no provision is recorded."


def _published(
    found: dict[Column, Figures], year: int, all_individuals: bool, row: str, further: Iterable[str]
) -> Verdict[dict[Column, Figures]]:
    signals = sum(one.by_signal for one in found.values())
    warnings = list(further)
    if all_individuals:
        warnings.append(
            "Say that all individuals are counted, and hold the figures of Californians for the Attorney General."
        )
    if signals:
        warnings.append(f"Say how opt-out signals are counted: {signals} changes of state, not pages.")
    received = sum(one.received for one in found.values())
    reason = f"{received} {'request' if received == 1 else 'requests'} received in {year}."
    rows = (row, "I-12", *(("I-10",) if all_individuals else ()), *(("I-13",) if signals else ()))
    return ruling(found, reason, *rows, warnings=warnings)


def _denied_whole(request: CountedRequest) -> bool:
    return request.result is Outcome.DENIED


def _denied_any(request: CountedRequest) -> bool:
    return request.result in (Outcome.DENIED, Outcome.PARTIAL)


@rule("I-09", "I-11")
def days_to_answer(days: Sequence[int | None]) -> Verdict[Days]:
    """What are the median and the mean of these days from receipt to answer? None stands for an open request."""
    answered = [one for one in days if one is not None]
    if any(one < 0 for one in answered):
        raise ImpossibleInput("An answer does not precede its request.")
    found = days_of(answered)
    if not answered:
        return ruling(found, "No request has been answered.", "I-09", "I-11")
    reason = f"{found.answered} answers took {found.median} days in the median and {found.mean} in the mean."
    return ruling(found, reason, "I-09", "I-11")


@rule("I-13")
def countable_signals(hits: Sequence[SignalHit]) -> Verdict[tuple[SignalHit, ...]]:
    """Which visits count as a request to opt out by signal? Each change of a profile from no signal to a signal."""
    sending: dict[str, bool] = {}
    changes = []
    for hit in sorted(hits, key=lambda hit: hit.on):
        if hit.signal and not sending.get(hit.profile, False):
            changes.append(hit)
        sending[hit.profile] = hit.signal
    reason = f"{len(hits)} visits are {len(changes)} changes of state to opted out."
    return ruling(tuple(changes), reason, "I-13")
