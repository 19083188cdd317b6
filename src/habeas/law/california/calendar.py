"""Business days, counted in three calendars because the law does not say which one it means.

Cal. Code Regs., tit. 11, §§7021(a), 7026(f) name business days without a definition (read 2026-11-23,
https://cppa.ca.gov/regulations/, https://leginfo.legislature.ca.gov). STD is the ordinary reading: Monday to
Friday less the days on which state offices are closed. WK removes no holiday. CIV is Civ. Code §§7, 9: every
day but Sundays and the holidays of Gov. Code §§6700, 6701, so that a Saturday counts. STD is the date to
show; SAFE, the earliest of the three, is the date to work to.

The first day is excluded (Civ. Code §10). Left out: rolling a calendar-day deadline past a holiday (Civ. Code
§11), which is never needed if nobody relies on it.

>>> deadlines = business_days_after(date(2026, 11, 20), 10).value
>>> str(deadlines.std), str(deadlines.safe)
('2026-12-08', '2026-12-03')
>>> calendars_counting(date(2026, 11, 28)).value
(<BusinessCalendar.CIV: 'civ'>,)
>>> str(months_after(date(2027, 8, 31), 6).value)
'2028-02-29'
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from types import MappingProxyType

from habeas.law.california.holiday_table import CIVIL_HOLIDAYS, FIRST_DAY, LAST_DAY, STATE_OFFICE_CLOSURES
from habeas.law.california.ruling import ruling
from habeas.law.errors import CalendarNotCovered, ImpossibleInput, UncoveredCase
from habeas.law.period import add_months
from habeas.law.rule import rule
from habeas.law.verdict import Verdict


class BusinessCalendar(StrEnum):
    """The three readings of "business day"."""

    STD = "std"  # Monday to Friday, state offices open
    WK = "wk"  # Monday to Friday
    CIV = "civ"  # Monday to Saturday, no holiday of the Government Code


@dataclass(frozen=True, slots=True)
class Deadlines:
    """The last day of a business-day period in each calendar."""

    std: date
    wk: date
    civ: date

    @property
    def safe(self) -> date:
        """The earliest of the three: met, it is met in every reading."""
        return min(self.std, self.wk, self.civ)


@dataclass(frozen=True, slots=True)
class BusinessDays:
    """The business days of one calendar from the first to the last day for which its data is known."""

    first_on: date
    last_on: date
    ordinals: tuple[int, ...]  # in order, so that counting on is one look-up

    def includes(self, day: date) -> bool:
        """Whether the day counts. Raises CalendarNotCovered."""
        if not self.first_on <= day <= self.last_on:
            raise self._not_covered(day)
        at = bisect_left(self.ordinals, day.toordinal())
        return at < len(self.ordinals) and self.ordinals[at] == day.toordinal()

    def after(self, start_on: date, count: int) -> date:
        """The `count`-th business day after `start_on`. Raises CalendarNotCovered."""
        if count < 1:
            raise ImpossibleInput(f"Business days are counted from 1, found {count!r}.")
        # Civ. Code §10: the first day is excluded and the last included.
        start = start_on.toordinal()
        at = bisect_right(self.ordinals, start) + count - 1
        if start + 1 < self.first_on.toordinal() or at >= len(self.ordinals):
            raise self._not_covered(start_on)
        return date.fromordinal(self.ordinals[at])

    def _not_covered(self, day: date) -> CalendarNotCovered:
        return CalendarNotCovered(
            f"The business-day calendar covers {self.first_on} to {self.last_on}, which does not serve {day}; "
            "list the year in habeas.law.california.holiday_table."
        )


Calendars = Mapping[BusinessCalendar, BusinessDays]


def calendars(
    closures: Collection[date], holidays: Collection[date], first_on: date = FIRST_DAY, last_on: date = LAST_DAY
) -> Calendars:
    """The three calendars, from the days on which state offices are closed and the Government Code's holidays."""
    days = range(first_on.toordinal(), last_on.toordinal() + 1)
    closed, holy = ({day.toordinal() for day in found} for found in (closures, holidays))
    # Ordinal 1 was a Monday, so that a multiple of seven is a Sunday, and the day before it a Saturday.
    weekdays = [day for day in days if 1 <= day % 7 <= 5]
    counted = {
        BusinessCalendar.STD: [day for day in weekdays if day not in closed],
        BusinessCalendar.WK: weekdays,
        BusinessCalendar.CIV: [day for day in days if day % 7 and day not in holy],
    }
    return MappingProxyType({name: BusinessDays(first_on, last_on, tuple(found)) for name, found in counted.items()})


KNOWN: Calendars = calendars(STATE_OFFICE_CLOSURES, CIVIL_HOLIDAYS)


def is_business_day(day: date, calendar: BusinessCalendar, among: Calendars = KNOWN) -> bool:
    """Whether the day counts in this calendar."""
    if calendar not in among:
        raise UncoveredCase(f"No business-day calendar {calendar!r}; known are {', '.join(BusinessCalendar)}.")
    return among[calendar].includes(day)


def add_business_days(start_on: date, count: int, calendar: BusinessCalendar, among: Calendars = KNOWN) -> date:
    """The `count`-th business day after `start_on`."""
    return among[calendar].after(start_on, count)


def business_day_deadlines(start_on: date, count: int, among: Calendars = KNOWN) -> Deadlines:
    """The `count`-th business day after `start_on` in all three calendars."""
    return Deadlines(*(days.after(start_on, count) for days in among.values()))


@rule("P-33", "P-34", "P-35")
def business_days_after(start_on: date, count: int) -> Verdict[Deadlines]:
    """Which day is the `count`-th business day after this one, in each calendar and in the safest reading?"""
    found = business_day_deadlines(start_on, count)
    reason = (
        f"Business day {count} after {start_on} is {found.std}; work to {found.safe}, which is safe in any reading."
    )
    return ruling(found, reason, "P-33", "P-34", "P-35")


@rule("P-33", "P-35")
def calendars_counting(day: date) -> Verdict[tuple[BusinessCalendar, ...]]:
    """In which of the three calendars is this a business day?"""
    found = tuple(name for name in BusinessCalendar if is_business_day(day, name))
    named = " and ".join(name.upper() for name in found) or "no calendar"
    return ruling(found, f"{day} counts as a business day in {named}.", "P-33", "P-35")


@rule("P-37")
def months_after(start_on: date, months: int) -> Verdict[date]:
    """Which day lies this many months later? The same day of the month, or the last of a month that lacks it."""
    day = add_months(start_on, months)
    return ruling(day, f"{months} months after {start_on} is {day}.", "P-37")
