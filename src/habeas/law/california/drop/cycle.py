"""When DROP is accessed next, and by when what came from it is processed.

Civ. Code §1798.99.86(c)-(d); read 2026-11-23 in part and in summaries (https://leginfo.legislature.ca.gov). The period
is the one in force on the day of the last access. Where a shorter one starts before that period ends, the alarm is set
for the earlier day. Nothing is rolled past a weekend or a holiday. A download is the receipt of every item in it. Left
out: what becomes of an item (`matching`).

>>> found = next_access(date(2026, 11, 10)).value
>>> str(found.due_on), str(found.alarm_on)
('2026-12-25', '2026-12-18')
>>> str(next_access(date(2026, 11, 10), period_days=30).value.due_on)
'2026-12-10'
>>> [str(breach.due_on) for breach in access_breaches([date(2026, 8, 1), date(2026, 9, 16)]).value]
['2026-09-15']
>>> str(download_deadlines(date(2026, 8, 1)).value.process_by)
'2026-09-15'
>>> found = worst_case(date(2026, 8, 1)).value
>>> str(found.done_by), found.days
('2026-10-30', 90)
>>> found = new_data(date(2026, 11, 23)).value
>>> str(found.delete_by), found.may_sell
('2027-01-07', False)
>>> is_processed_late(date(2026, 8, 1), processed_on=date(2026, 9, 16)).value
True
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from habeas.law.california.drop.lists import Status
from habeas.law.california.parameters import Name, parameter
from habeas.law.california.ruling import ruling
from habeas.law.errors import ImpossibleInput, UncoveredCase
from habeas.law.parameter import Parameter
from habeas.law.period import Period, Unit
from habeas.law.rule import rule
from habeas.law.verdict import Verdict


@dataclass(frozen=True, slots=True)
class Access:
    """The day by which DROP is accessed, and the day to work to."""

    due_on: date
    alarm_on: date


@dataclass(frozen=True, slots=True)
class Breach:
    """An access that came too late, or has not come."""

    due_on: date
    accessed_on: date | None
    days_late: int


@dataclass(frozen=True, slots=True)
class Download:
    """What follows for every item of one download."""

    received_on: date
    process_by: date
    next_access_by: date
    next_access_alarm: date
    report_by: date  # before the next download, which is refused otherwise


@dataclass(frozen=True, slots=True)
class Wait:
    """How long a consumer waits at worst."""

    accessed_by: date
    done_by: date
    days: int


@dataclass(frozen=True, slots=True)
class NewData:
    """What becomes of data newly obtained about somebody whose request stands."""

    may_sell: bool
    delete_by: date | None  # none where nothing is deleted


_SHORTENED = "Whether a period that is shortened ends a running one early."
_FIRST_ACCESS = "Whether the first access is due at once or within the first period."


def _period(on: date, period_days: int | None) -> tuple[Period, tuple[Parameter, ...]]:
    """The period in force, or the one asked about."""
    if period_days is not None:
        return Period(period_days, Unit.CALENDAR_DAYS), ()
    row = parameter(Name.DROP_ACCESS, max(on, _start()))
    return row.period, (row,)


def _start() -> date:
    return parameter(Name.DROP_START, date(2026, 1, 1)).day


@rule("J-10", "J-11", "P-19")
def next_access(
    last_access_on: date | None, *, period_days: int | None = None, started_on: date | None = None
) -> Verdict[Access]:
    """By when is DROP accessed next? Without an access since the duty began for this broker, one period after that.

    `period_days`: another period than the one in force. `started_on`: the day on which it became a broker.
    """
    if last_access_on is None or last_access_on < max(_start(), started_on or date.min):
        return _first_access(started_on, period_days)
    period, used = _period(last_access_on, period_days)
    due = period.after(last_access_on)
    earlier = _shorter_period(last_access_on, due) if period_days is None else None
    alarm = parameter(Name.DROP_ALARM, last_access_on)
    work_to = min(due, earlier or due)
    found = Access(due, alarm.period.before(work_to))
    warnings = (f"If a shorter period starts before then, the access is due by {earlier}.",) if earlier else ()
    doubts = (_SHORTENED,) if earlier else ()
    reason = f"After the access of {last_access_on} the next is due by {due}, on whatever day that falls."
    return ruling(found, reason, "J-10", "J-11", parameters=(*used, alarm), warnings=warnings, doubts=doubts)


def _first_access(started_on: date | None, period_days: int | None) -> Verdict[Access]:
    began = max(_start(), started_on or date.min)
    period, used = _period(began, period_days)
    due = period.after(began)
    reason = f"The duty began on {began}; the first access is due by {due}, and best at once."
    return ruling(Access(due, began), reason, "J-10", "J-11", parameters=used, doubts=(_FIRST_ACCESS,))


def _shorter_period(last_access_on: date, due: date) -> date | None:
    row = parameter(Name.DROP_ACCESS, due)
    earlier = max(row.valid_from, row.period.after(last_access_on))
    return earlier if earlier < due else None


@rule("J-10", "P-19")
def access_breaches(
    accesses: Sequence[date], *, on: date | None = None, started_on: date | None = None, period_days: int | None = None
) -> Verdict[tuple[Breach, ...]]:
    """Which accesses came too late, the first one included? With `on`, also whether one is overdue on that day.

    `started_on`: the day on which it became a broker; otherwise the first day of the duty, before which nothing counts.
    """
    began = max(_start(), started_on or date.min)
    days = sorted({day for day in accesses if day >= began})
    if not days and on is None:
        raise UncoveredCase("Without an access in the time of the duty, say the day (`on`) on which it is still open.")
    breaches, warnings = [], []
    used: dict[Parameter, None] = {}
    for last, following in zip([began, *days], [*days, None], strict=True):
        period, rows = _period(last, period_days)
        used |= dict.fromkeys(rows)
        due, until = period.after(last), following or on
        if until and until > due:
            breaches.append(Breach(due, following, (until - due).days))
        elif until and period_days is None:
            warnings += _shortened(last, until)
    first = (_FIRST_ACCESS,) if (days[0] if days else on or began) > began else ()
    doubts = (*first, *((_SHORTENED,) if warnings else ()))
    counted = f"{len(breaches)} {'period' if len(breaches) == 1 else 'periods'} ended without an access in time"
    reason = f"{counted}, counted from {began}."
    return ruling(tuple(breaches), reason, "J-10", parameters=used, warnings=warnings, doubts=doubts)


def _shortened(last: date, until: date) -> list[str]:
    """What to say where a day is in time, unless a shorter period that started meanwhile ends the running one."""
    earlier = _shorter_period(last, _period(last, None)[0].after(last))
    late = earlier is not None and until > earlier
    return [f"If the shorter period ends a running one early, {earlier} was the last day, and {until} is late."] * late


@rule("J-10", "J-11", "P-19")
def download_deadlines(downloaded_on: date, *, period_days: int | None = None) -> Verdict[Download]:
    """By when is a download processed and reported, and the next one fetched?"""
    access = next_access(downloaded_on, period_days=period_days)
    period, _ = _period(downloaded_on, period_days)
    process_by = period.after(max(downloaded_on, _start()))
    due, alarm = access.value.due_on, access.value.alarm_on
    found = Download(downloaded_on, process_by, due, alarm, due)
    reason = f"What was downloaded on {downloaded_on} is processed by {process_by} and reported before the next access."
    return ruling(
        found, reason, "J-10", "J-11", parameters=access.parameters, warnings=access.warnings, doubts=access.doubts
    )


@rule("J-10", "J-12", "P-19")
def is_processed_late(
    downloaded_on: date, *, processed_on: date | None = None, on: date | None = None, period_days: int | None = None
) -> Verdict[bool]:
    """Was an item deleted or opted out too late, or (`on`) is it too late while still open?"""
    day = processed_on or on
    if day is None or day < downloaded_on:
        raise ImpossibleInput("Say the day of processing, or the day on which it is still open, after the download.")
    period, used = _period(downloaded_on, period_days)
    counted_from = max(downloaded_on, _start())  # nothing is late under a duty that has not begun
    due = period.after(counted_from)
    warnings = _shortened(counted_from, day) if period_days is None and day <= due else []
    doubts = (_SHORTENED,) if warnings else ()
    reason = f"Due by {due}; {'processed' if processed_on else 'still open'} on {day}."
    return ruling(day > due, reason, "J-10", "J-12", parameters=used, warnings=warnings, doubts=doubts)


@rule("J-16", "P-19")
def worst_case(submitted_on: date) -> Verdict[Wait]:
    """How long does a consumer wait at worst who asked the agency on this day?"""
    counted_from = max(submitted_on, _start())
    access, used = _period(counted_from, None)
    accessed_by = access.after(counted_from)
    processing, also_used = _period(accessed_by, None)
    done_by = processing.after(accessed_by)
    found = Wait(accessed_by, done_by, (done_by - submitted_on).days)
    reason = f"At worst the broker sees the request by {accessed_by} and has processed it by {done_by}."
    return ruling(found, reason, "J-16", parameters=dict.fromkeys((*used, *also_used)))


@rule("J-15", "P-19")
def new_data(
    obtained_on: date,
    *,
    status: Status = Status.DELETED,
    last_screened_on: date | None = None,
    lifted: bool = False,
    exempt: bool = False,
    period_days: int | None = None,
) -> Verdict[NewData]:
    """What becomes of data newly obtained about somebody whose request stands?

    `status`: what was reported; one opted out is not deleted. `last_screened_on`: when what is new was last deleted.
    `lifted`: the consumer said otherwise.
    """
    if lifted:
        return ruling(NewData(True, None), "The consumer has withdrawn the request.", "J-15", "J-29")
    if exempt:
        warning = "It may serve the purpose for which it is exempt, and never marketing."
        return ruling(NewData(True, None), "What is newly obtained is exempt.", "J-15", "J-14", warnings=(warning,))
    if status is Status.OPTED_OUT:
        return ruling(NewData(False, None), "It may not be sold or shared: the consumer is opted out.", "J-15", "J-22")
    period, used = _period(obtained_on, period_days)
    delete_by = period.after(obtained_on)
    if last_screened_on is not None and last_screened_on <= obtained_on:
        delete_by = max(obtained_on, period.after(last_screened_on))
    reason = f"It is deleted by {delete_by}, as every {period}, and may not be sold or shared meanwhile."
    return ruling(NewData(False, delete_by), reason, "J-15", parameters=used)
