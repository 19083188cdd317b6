"""When a request to know, delete or correct was received, and by when it must be confirmed and answered.

Cal. Code Regs., tit. 11, §7021; Civ. Code §§1798.130(a)(2)(A), 1798.145(h)(1); read 2026-11-23
(https://cppa.ca.gov/regulations/). The day of receipt is the day in California on which the request reached
the business by any channel, verified or not. The response is due 45 calendar days after it; "will begin on
the day" of receipt can be read as a day less, so alarms stand one day before. No deadline is rolled past a
weekend or a holiday.

Left out: opt-out and limit (they have no confirmation and 15 business days), and automated decisions.

>>> c = clock(receipt_date(datetime.fromisoformat("2026-11-21T00:00:00+00:00")))
>>> str(c.receipt_date), str(c.respond_by), str(c.extended_by)
('2026-11-20', '2027-01-04', '2027-02-18')
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from habeas.law.california.calendar import Deadlines, business_day_deadlines
from habeas.law.california.parameters import Name, parameter
from habeas.law.errors import ExtensionRefused, ImpossibleInput, NaiveInstant
from habeas.law.verdict import Citation, Verdict, civil_code, regulation

CALIFORNIA = ZoneInfo("America/Los_Angeles")
_ONE_DAY = timedelta(days=1)
_EXTENSION = (regulation("7021(b)"), civil_code("1798.130(a)(2)(A)"), civil_code("1798.145(h)(1)"))


@dataclass(frozen=True, slots=True)
class Clock:
    """Every date that follows from the day of receipt."""

    receipt_date: date
    confirm_by: Deadlines
    respond_by: date
    respond_by_alarm: date
    extended_by: date
    extended_alarm: date
    citations: tuple[Citation, ...]


def receipt_date(instant: datetime) -> date:
    """The day in California on which the request arrived."""
    if instant.utcoffset() is None:
        raise NaiveInstant(f"{instant.isoformat()} has no time zone; store the instant in UTC.")
    return instant.astimezone(CALIFORNIA).date()


def clock(receipt_on: date) -> Clock:
    """The deadlines of a request to know, delete or correct received on this day."""
    confirm = parameter(Name.CONFIRM_RECEIPT, receipt_on)
    respond = parameter(Name.RESPONSE, receipt_on)
    extended = parameter(Name.RESPONSE_EXTENDED, receipt_on)
    respond_by = respond.period.after(receipt_on)
    # 145(h)(1) and §7021(b) together: 90 days from receipt, not 45 more after the 90.
    extended_by = extended.period.after(receipt_on)
    return Clock(
        receipt_date=receipt_on,
        confirm_by=business_day_deadlines(receipt_on, confirm.period.count),
        respond_by=respond_by,
        respond_by_alarm=respond_by - _ONE_DAY,
        extended_by=extended_by,
        extended_alarm=extended_by - _ONE_DAY,
        citations=(*confirm.citations, *respond.citations),
    )


def extend(clock: Clock, *, notice_on: date, reason: str, already_extended: bool) -> Verdict[date]:
    """The new due date, if the consumer is told on `notice_on` that and why more time is needed."""
    # §7021(b): one extension, 90 days in total.
    if already_extended:
        raise ExtensionRefused("The response period has been extended once already.", _EXTENSION)
    # 130(a)(2)(A): the notice gives the reason.
    if not reason.strip():
        raise ExtensionRefused("The notice of the extension must give the consumer the reason.", _EXTENSION)
    if notice_on < clock.receipt_date:
        raise ImpossibleInput(f"Notice on {notice_on} precedes receipt on {clock.receipt_date}.")
    # 130(a)(2)(A): the notice goes out within the first 45-day period.
    if notice_on > clock.respond_by:
        raise ExtensionRefused(
            f"The consumer had to be told by {clock.respond_by}; the notice is dated {notice_on}.", _EXTENSION
        )
    return Verdict(
        clock.extended_by,
        f"The consumer was told the reason on {notice_on}; the answer is due by {clock.extended_by}.",
        _EXTENSION,
        _late_in_the_cautious_reading(clock, notice_on),
    )


def _late_in_the_cautious_reading(clock: Clock, notice_on: date) -> tuple[str, ...]:
    if notice_on <= clock.respond_by_alarm:
        return ()
    return (
        f"If the day of receipt counts as the first day, the last day for this notice was {clock.respond_by_alarm}.",
    )


def is_overdue(clock: Clock, on: date, *, extended: bool = False) -> bool:
    """Whether a request still unanswered on this day has missed its deadline."""
    return on > (clock.extended_by if extended else clock.respond_by)
