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
    """By when is DROP accessed next? Without an access yet, one period after the duty began for this broker.

    `period_days`: another period than the one in force. `started_on`: the day on which it became a broker.
    """
    if last_access_on is None:
        return _first_access(started_on, period_days)
    period, used = _period(last_access_on, period_days)
    due = period.after(last_access_on)
    earlier = _shorter_period(last_access_on, due) if period_days is None else None
    alarm = parameter(Name.DROP_ALARM, max(last_access_on, _start()))
    work_to = min(due, earlier or due)
    found = Access(due, alarm.period.before(work_to))
    warnings = (f"If a shorter period starts before then, the access is due by {earlier}.",) if earlier else ()
    doubts = ("Whether a period that is shortened ends a running one early.",) if earlier else ()
    reason = f"After the access of {last_access_on} the next is due by {due}, on whatever day that falls."
    return ruling(found, reason, "J-10", "J-11", parameters=(*used, alarm), warnings=warnings, doubts=doubts)


def _first_access(started_on: date | None, period_days: int | None) -> Verdict[Access]:
    began = max(_start(), started_on or date.min)
    period, used = _period(began, period_days)
    due = period.after(began)
    reason = f"The duty began on {began}; the first access is due by {due}, and best at once."
    doubt = "Whether the first access is due at once or within the first period."
    return ruling(Access(due, began), reason, "J-10", "J-11", parameters=used, doubts=(doubt,))


def _shorter_period(last_access_on: date, due: date) -> date | None:
    row = parameter(Name.DROP_ACCESS, due)
    earlier = max(row.valid_from, row.period.after(last_access_on))
    return earlier if earlier < due else None


@rule("J-10", "P-19")
def access_breaches(
    accesses: Sequence[date], *, on: date | None = None, period_days: int | None = None
) -> Verdict[tuple[Breach, ...]]:
    """Which accesses came too late? With `on`, also whether one is overdue on that day."""
    if not accesses:
        raise UncoveredCase("Without an access there is no period that ended; ask `next_access` for the first one.")
    days = sorted(set(accesses))
    breaches = []
    used: dict[Parameter, None] = {}
    for last, following in zip(days, [*days[1:], None], strict=True):
        period, rows = _period(last, period_days)
        used |= dict.fromkeys(rows)
        due, until = period.after(last), following or on
        if until and until > due:
            breaches.append(Breach(due, following, (until - due).days))
    reason = f"{len(breaches)} of {len(days)} periods ended without an access in time."
    return ruling(tuple(breaches), reason, "J-10", parameters=used)


@rule("J-10", "J-11", "P-19")
def download_deadlines(downloaded_on: date, *, period_days: int | None = None) -> Verdict[Download]:
    """By when is a download processed and reported, and the next one fetched?"""
    access = next_access(downloaded_on, period_days=period_days)
    period, _ = _period(downloaded_on, period_days)
    process_by = period.after(downloaded_on)
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
    due = period.after(downloaded_on)
    reason = f"Due by {due}; {'processed' if processed_on else 'still open'} on {day}."
    return ruling(day > due, reason, "J-10", "J-12", parameters=used)


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
