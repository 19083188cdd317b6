"""Lengths of time as the law names them: calendar days, business days, months.

A business day needs a calendar, so `Period.after` refuses it (see `habeas.law.california.calendar`). No
provision read (2026-11-23) says how months are counted; the rule here is our choice: the same day of the
month, or the month's last day where that day is missing.

>>> add_months(date(2027, 8, 31), 6)
datetime.date(2028, 2, 29)
>>> Period(45, Unit.CALENDAR_DAYS).after(date(2026, 11, 20))
datetime.date(2027, 1, 4)
"""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass
from datetime import MAXYEAR, MINYEAR, date, timedelta
from enum import StrEnum

from habeas.law.errors import ImpossibleInput, UncoveredCase


class Unit(StrEnum):
    """What a period counts."""

    CALENDAR_DAYS = "calendar days"
    BUSINESS_DAYS = "business days"
    MONTHS = "months"


def add_months(start_on: date, months: int) -> date:
    """The same day of the month `months` later (or earlier), clamped to the month's last day."""
    year, month0 = divmod(start_on.year * 12 + start_on.month - 1 + months, 12)
    if not MINYEAR <= year <= MAXYEAR:
        raise ImpossibleInput(f"No calendar reaches {months} months from {start_on}.")
    return date(year, month0 + 1, min(start_on.day, monthrange(year, month0 + 1)[1]))


@dataclass(frozen=True, slots=True)
class Period:
    """A positive length of time with its unit."""

    count: int
    unit: Unit

    def __post_init__(self) -> None:
        if self.count < 1:
            raise ImpossibleInput(f"A period counts at least 1, found {self.count!r}.")

    def __str__(self) -> str:
        return f"{self.count} {self.unit}"

    def after(self, start_on: date) -> date:
        """The last day of the period that starts on `start_on`, that day itself not counted."""
        return self._shift(start_on, self.count)

    def before(self, end_on: date) -> date:
        """The day that lies one period before `end_on`."""
        return self._shift(end_on, -self.count)

    def _shift(self, day: date, count: int) -> date:
        if self.unit is Unit.CALENDAR_DAYS:
            try:
                return day + timedelta(days=count)
            except OverflowError:
                raise ImpossibleInput(f"No calendar reaches {count} days from {day}.") from None
        if self.unit is Unit.MONTHS:
            return add_months(day, count)
        raise UncoveredCase(f"{self} cannot be counted without a calendar; use business_day_deadlines.")
