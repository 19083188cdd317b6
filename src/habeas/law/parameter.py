"""A legal value that changes with time: what it is, the days it holds, and the sections it stands in.

>>> from habeas.law.period import Unit
>>> from habeas.law.verdict import regulation
>>> cure = Parameter("P-99", "cure", Period(5, Unit.CALENDAR_DAYS), date(2026, 1, 1), None, (regulation("7020(f)"),))
>>> str(cure.period), cure.holds_on(date(2025, 12, 31))
('5 calendar days', False)
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from habeas.law.errors import LawError
from habeas.law.period import Period
from habeas.law.verdict import Citation


@dataclass(frozen=True, slots=True)
class Parameter:
    """One value and the first and last day (both included) on which a request received is under it.

    `assumption` says what was assumed where the text of the law was not read.
    """

    id: str
    name: str
    value: Period | date | int | str
    valid_from: date
    valid_to: date | None
    citations: tuple[Citation, ...]
    assumption: str = ""

    def holds_on(self, day: date) -> bool:
        """Whether the value is in force on this day."""
        return self.valid_from <= day <= (self.valid_to or date.max)

    @property
    def period(self) -> Period:
        """The value as a length of time."""
        if isinstance(self.value, Period):
            return self.value
        raise self._other_kind("a length of time")

    @property
    def day(self) -> date:
        """The value as a date."""
        if isinstance(self.value, date):
            return self.value
        raise self._other_kind("a date")

    @property
    def number(self) -> int:
        """The value as a whole number."""
        if isinstance(self.value, int):
            return self.value
        raise self._other_kind("a number")

    @property
    def word(self) -> str:
        """The value as a name."""
        if isinstance(self.value, str):
            return self.value
        raise self._other_kind("a word")

    def _other_kind(self, expected: str) -> LawError:
        return LawError(f"Parameter {self.id} ({self.name}) holds {self.value!r}, not {expected}.")
