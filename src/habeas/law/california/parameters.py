"""The legal values that change with time, each with the dates it holds and its citation.

Civ. Code §§1798.105, 1798.130, 1798.135 and Cal. Code Regs., tit. 11, §§7021 to 7102, read on 2026-11-23 in
the text in force on 2026-01-01 (https://cppa.ca.gov/regulations/, https://leginfo.legislature.ca.gov).

A value belongs to a request by the date on which the request was received. First dates are chosen so: a value
of the 2018 Act holds from 2020-01-01, when the Act became operative; a value that came with Proposition 24 or
stands only in the regulations read holds from 2023-01-01. The history before 2026 was not read.

Two rows of 2027 are assumptions: SB 923 and AB 883 were reported as signed, their text was not read. Left
out: the thresholds of "business" and of the yearly metrics, law-enforcement holds, and everything about
automated decisions.

>>> str(parameter(Name.RESPONSE, date(2026, 11, 20)).period)
'45 calendar days'
>>> parameter("delete_scope", date(2026, 12, 31)).value, parameter("delete_scope", date(2027, 1, 1)).value
('from the consumer', 'about the consumer')
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from habeas.law.errors import LawError, ParameterNotInForce, UnknownParameter
from habeas.law.period import Period, Unit
from habeas.law.verdict import Citation, civil_code, regulation


class Name(StrEnum):
    """The parameters, by the question each one answers."""

    CONFIRM_RECEIPT = "confirm_receipt"
    RESPONSE = "response"
    RESPONSE_EXTENDED = "response_extended"
    OPT_OUT = "opt_out"
    NO_RE_ASK = "no_re_ask"
    LOOK_BACK = "look_back"
    EARLIEST_COLLECTION = "earliest_collection"
    FREE_KNOW_REQUESTS = "free_know_requests"
    FREE_KNOW_WINDOW = "free_know_window"
    SAME_CORRECTION_BAR = "same_correction_bar"
    HEALTH_STATEMENT_WORDS = "health_statement_words"
    RECORD_RETENTION = "record_retention"
    POLICY_REFRESH = "policy_refresh"
    DROP_ACCESS = "drop_access"
    DELETE_SCOPE = "delete_scope"


@dataclass(frozen=True, slots=True)
class Parameter:
    """One value and the first and last day (both included) on which a request received is under it."""

    name: Name
    value: Period | date | int | str
    valid_from: date
    valid_to: date | None
    citations: tuple[Citation, ...]
    assumption: str = ""

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
        return LawError(f"Parameter {str(self.name)!r} holds {self.value!r}, not {expected}.")


_ACT = date(2020, 1, 1)  # the 2018 Act became operative
_PROP_24 = date(2023, 1, 1)  # Proposition 24 and the regulations under it
_LAST_2026, _FIRST_2027 = date(2026, 12, 31), date(2027, 1, 1)

_RESPOND = (regulation("7021(b)"), civil_code("1798.130(a)(2)(A)"))
_LOOK_BACK = (regulation("7024(h)"), civil_code("1798.130(a)(2)(B)"))
_NO_RE_ASK = (
    *(regulation(s) for s in ("7026(k)", "7027(l)", "7221(k)")),
    *(civil_code(s) for s in ("1798.125(b)(3)", "1798.135(c)(4)-(5)")),
)
_OPT_OUT = tuple(regulation(s) for s in ("7026(f)(1)", "7027(g)(1)", "7221(n)(1)"))
_DROP = (civil_code("1798.99.86(c)(1)"),)
_UNREAD = "The bill's text was not read; the start on 2027-01-01 is assumed."


def _months(count: int) -> Period:
    return Period(count, Unit.MONTHS)


def _days(count: int) -> Period:
    return Period(count, Unit.CALENDAR_DAYS)


def _business_days(count: int) -> Period:
    return Period(count, Unit.BUSINESS_DAYS)


TABLE: tuple[Parameter, ...] = (
    Parameter(Name.CONFIRM_RECEIPT, _business_days(10), _PROP_24, None, (regulation("7021(a)"),)),
    Parameter(Name.RESPONSE, _days(45), _ACT, None, _RESPOND),
    Parameter(Name.RESPONSE_EXTENDED, _days(90), _ACT, None, _RESPOND),
    Parameter(Name.OPT_OUT, _business_days(15), _PROP_24, None, _OPT_OUT),
    Parameter(Name.NO_RE_ASK, _months(12), _ACT, None, _NO_RE_ASK),
    Parameter(Name.LOOK_BACK, _months(12), _ACT, None, _LOOK_BACK),
    Parameter(Name.EARLIEST_COLLECTION, date(2022, 1, 1), _PROP_24, None, (regulation("7020(e)"), *_LOOK_BACK)),
    Parameter(Name.FREE_KNOW_REQUESTS, 2, _ACT, None, (civil_code("1798.130(b)"),)),
    Parameter(Name.FREE_KNOW_WINDOW, _months(12), _ACT, None, (civil_code("1798.130(b)"),)),
    Parameter(Name.SAME_CORRECTION_BAR, _months(6), _PROP_24, None, (regulation("7023(g)"),)),
    Parameter(Name.HEALTH_STATEMENT_WORDS, 250, _PROP_24, None, (regulation("7023(f)(3)"),)),
    Parameter(Name.RECORD_RETENTION, _months(24), _PROP_24, None, (regulation("7101(a)"),)),
    Parameter(Name.POLICY_REFRESH, _months(12), _ACT, None, (civil_code("1798.130(a)(5)"),)),
    Parameter(Name.DROP_ACCESS, _days(45), date(2026, 8, 1), _LAST_2026, _DROP),
    Parameter(Name.DROP_ACCESS, _days(30), _FIRST_2027, None, (*_DROP, Citation("AB 883 (2026)")), _UNREAD),
    Parameter(Name.DELETE_SCOPE, "from the consumer", _ACT, _LAST_2026, (civil_code("1798.105(a)"),)),
    Parameter(
        Name.DELETE_SCOPE,
        "about the consumer",
        _FIRST_2027,
        None,
        (civil_code("1798.105(a)"), Citation("SB 923 (2026)")),
        _UNREAD,
    ),
)


def parameter(name: Name | str, on: date) -> Parameter:
    """The row in force on the day the request was received."""
    try:
        wanted = Name(name)
    except ValueError:
        raise UnknownParameter(f"No legal parameter {name!r}; known are {', '.join(Name)}.") from None
    for row in TABLE:
        if row.name is wanted and row.valid_from <= on <= (row.valid_to or date.max):
            return row
    raise ParameterNotInForce(f"Parameter {str(wanted)!r} has no value on {on}; see TABLE for its dates.")
