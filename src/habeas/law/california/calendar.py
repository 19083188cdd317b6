"""Business days, counted in three calendars because the law does not say which one it means.

Cal. Code Regs., tit. 11, §§7021(a), 7026(f) name business days without a definition (read 2026-11-23,
https://cppa.ca.gov/regulations/, https://leginfo.legislature.ca.gov). STD is the ordinary reading: Monday to
Friday less the days on which state offices are closed. WK removes no holiday. CIV is Civ. Code §§7, 9: every
day but Sundays and the holidays of Gov. Code §§6700, 6701, so that a Saturday counts. STD is the date to
show; SAFE, the earliest of the three, is the date to work to.

The first day is excluded (Civ. Code §10). Left out: rolling a calendar-day deadline past a holiday (Civ. Code
§11), which is never needed if nobody relies on it.

>>> deadlines = business_day_deadlines(date(2026, 11, 20), 10)
>>> str(deadlines.std), str(deadlines.safe)
('2026-12-08', '2026-12-03')
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from itertools import islice

from habeas.law.california.holiday_table import CIVIL_HOLIDAYS, FIRST_DAY, LAST_DAY, STATE_OFFICE_CLOSURES
from habeas.law.errors import CalendarNotCovered, ImpossibleInput, UncoveredCase
from habeas.law.verdict import Citation, civil_code, government_code

CITATIONS: tuple[Citation, ...] = (
    *(civil_code(s) for s in ("7", "9", "10")),
    *(government_code(s) for s in ("6700", "6701", "19853")),
)
_SATURDAY, _SUNDAY = 5, 6


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


def is_business_day(day: date, calendar: BusinessCalendar) -> bool:
    """Whether the day counts in this calendar."""
    if not FIRST_DAY <= day <= LAST_DAY:
        raise CalendarNotCovered(
            f"The business-day calendar covers {FIRST_DAY} to {LAST_DAY}, not {day}; "
            "list the year in habeas.law.california.holiday_table."
        )
    match calendar:
        case BusinessCalendar.STD:
            return day.weekday() < _SATURDAY and day not in STATE_OFFICE_CLOSURES
        case BusinessCalendar.WK:
            return day.weekday() < _SATURDAY
        case BusinessCalendar.CIV:
            return day.weekday() != _SUNDAY and day not in CIVIL_HOLIDAYS
    raise UncoveredCase(f"No business-day calendar {calendar!r}; known are {', '.join(BusinessCalendar)}.")


def _business_days_after(start_on: date, calendar: BusinessCalendar) -> Iterator[date]:
    day = start_on
    while True:
        day += timedelta(days=1)
        if is_business_day(day, calendar):
            yield day


def add_business_days(start_on: date, count: int, calendar: BusinessCalendar) -> date:
    """The `count`-th business day after `start_on`."""
    if count < 1:
        raise ImpossibleInput(f"Business days are counted from 1, found {count!r}.")
    # Civ. Code §10: the first day is excluded and the last included.
    return next(islice(_business_days_after(start_on, calendar), count - 1, None))


def business_day_deadlines(start_on: date, count: int) -> Deadlines:
    """The `count`-th business day after `start_on` in all three calendars."""
    return Deadlines(*(add_business_days(start_on, count, calendar) for calendar in BusinessCalendar))
