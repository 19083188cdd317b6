"""When a request was received, and by when it must be confirmed, answered or acted on.

Cal. Code Regs., tit. 11, §§7021, 7026(f), 7027(g), 7221(n); Civ. Code §§1798.130(a)(2)(A), 1798.145(h)(1); read
2026-11-23 (https://cppa.ca.gov/regulations/). The day of receipt is the day in California on which the request reached
the business by any channel, verified or not. An answer is due 45 calendar days after it; "will begin on the day" of
receipt can be read as a day less, so alarms stand one day before. An opt-out, a limit and an opt-out of ADMT owe no
confirmation and have 15 business days. No deadline is rolled past a weekend or a holiday. Left out: what the answer
must say (`letters`), who was told in the meantime (`stopping`), and the platform for data brokers (`drop`).

>>> found = clock(Right.DELETE, receipt_date(datetime.fromisoformat("2026-11-21T00:00:00+00:00")).value).value
>>> str(found.receipt_date), str(found.respond_by), str(found.extended_by)
('2026-11-20', '2027-01-04', '2027-02-18')
>>> print(extend(Right.DELETE, date(2026, 11, 20), notice_on=date(2027, 1, 3), reason="A paper archive.").reason)
The consumer was told the reason on 2027-01-03; the answer is due by 2027-02-18.
>>> is_overdue(Right.OPT_OUT, date(2026, 11, 23), on=date(2026, 12, 17)).value
True
>>> may_deny_unverified(Right.DELETE, date(2026, 11, 20), on=date(2027, 1, 4)).value
True
>>> str(signal_clock(datetime.fromisoformat("2026-11-24T02:30:00+00:00")).value.stop_by.safe)
'2026-12-11'
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

from habeas.law.california.calendar import Deadlines, business_day_deadlines
from habeas.law.california.parameters import Name, parameter
from habeas.law.california.rights import VERIFIED, Right, verifiable
from habeas.law.california.ruling import refusal, ruling
from habeas.law.errors import ExtensionRefused, ImpossibleInput, NaiveInstant, UncoveredCase
from habeas.law.rule import rule
from habeas.law.verdict import Verdict

CALIFORNIA = ZoneInfo("America/Los_Angeles")
_ONE_DAY = timedelta(days=1)
_ANSWER_ROWS = ("D-01", "D-03", "P-31", "P-32", "P-33", "P-34", "P-35")
_ADMT = frozenset({Right.ACCESS_ADMT, Right.APPEAL_ADMT, Right.OPT_OUT_ADMT})
_STOP_ROWS = {Right.OPT_OUT: "D-13", Right.LIMIT: "D-15", Right.OPT_OUT_ADMT: "D-16"}
_STOPPED = frozenset(_STOP_ROWS)


@dataclass(frozen=True, slots=True)
class Clock:
    """Every date that follows from the day of receipt. An alarm is the day to work to; the other is the legal date."""

    right: Right
    receipt_date: date
    confirm_by: Deadlines | None  # none where no confirmation is owed
    respond_by: date
    respond_by_alarm: date
    extended_by: date | None  # none where there is no extension
    extended_alarm: date | None
    stop_by: Deadlines | None  # opt-out, limit, ADMT: by when the processing has stopped

    @property
    def extension_notice_by(self) -> date | None:
        """The last day on which the consumer can be told of an extension."""
        return self.respond_by if self.extended_by else None

    @property
    def extension_notice_alarm(self) -> date | None:
        """The day to tell the consumer of an extension by, in either way of counting."""
        return self.respond_by_alarm if self.extended_by else None


def california_day(instant: datetime) -> date:
    """The day in California. Raises NaiveInstant for an instant without a time zone."""
    if instant.utcoffset() is None:
        raise NaiveInstant(f"{instant.isoformat()} has no time zone; store the instant in UTC.")
    return instant.astimezone(CALIFORNIA).date()


@rule("P-30")
def receipt_date(instant: datetime) -> Verdict[date]:
    """On which day was the request received? The day in California, whatever the channel and the state of the request.

    Raises NaiveInstant for an instant without a time zone.
    """
    day = california_day(instant)
    return ruling(day, f"The request was received on {day}, the day in California.", "P-30")


@rule("D-01", "D-03", "D-13", "D-15", "D-16", "H-55", "P-21", "P-31", "P-32", "P-33", "P-34", "P-35")
def clock(right: Right, receipt_on: date) -> Verdict[Clock]:
    """By when must a request received on this day be confirmed, and answered or acted on?

    Warns of a request about automated decisions that comes before the duties about them hold.
    """
    return _clock(right, receipt_on)


@lru_cache(maxsize=16384)  # it follows from the right and the day alone; room for every pair of the calendar
def _clock(right: Right, receipt_on: date) -> Verdict[Clock]:
    if right not in VERIFIED and right not in _STOPPED:
        raise UncoveredCase(f"No rule here sets a deadline for {right.a_request}.")
    found = _answered(right, receipt_on) if right in VERIFIED else _stopped(right, receipt_on)
    return _not_yet(found, receipt_on) if right in _ADMT else found


def _not_yet(found: Verdict[Clock], receipt_on: date) -> Verdict[Clock]:
    """The same dates, with the day from which they bind."""
    start = parameter(Name.ADMT_DUTIES, receipt_on)
    early = f"The duties about automated decisions hold from {start.day}; these dates do not bind before."
    warnings = (early,) if receipt_on < start.day else ()
    used = (*found.parameters, start)
    return ruling(found.value, found.reason, *found.rows, "H-55", parameters=used, warnings=warnings)


def _answered(right: Right, receipt_on: date) -> Verdict[Clock]:
    confirm = parameter(Name.CONFIRM_RECEIPT, receipt_on)
    respond = parameter(Name.RESPONSE, receipt_on)
    extended = parameter(Name.RESPONSE_EXTENDED, receipt_on)
    respond_by = respond.period.after(receipt_on)
    # 145(h)(1) and §7021(b) together: 90 days from receipt, not 45 more after the 90.
    extended_by = extended.period.after(receipt_on)
    dates = Clock(
        right=right,
        receipt_date=receipt_on,
        confirm_by=business_day_deadlines(receipt_on, confirm.period.count),
        respond_by=respond_by,
        respond_by_alarm=respond_by - _ONE_DAY,
        extended_by=extended_by,
        extended_alarm=extended_by - _ONE_DAY,
        stop_by=None,
    )
    reason = f"A request received on {receipt_on} is answered by {respond_by}."
    return ruling(dates, reason, *_ANSWER_ROWS, parameters=(confirm, respond, extended))


def _stopped(right: Right, receipt_on: date) -> Verdict[Clock]:
    stop = parameter(Name.OPT_OUT, receipt_on)
    stop_by = business_day_deadlines(receipt_on, stop.period.count)
    dates = Clock(right, receipt_on, None, stop_by.std, stop_by.safe, None, None, stop_by)
    reason = f"The processing stops as soon as feasible, at the latest by {stop_by.std}; no confirmation is owed."
    return ruling(dates, reason, "D-01", _STOP_ROWS[right], "P-33", "P-34", "P-35", parameters=(stop,))


@rule("D-05", "D-06", "P-36")
def extend(
    right: Right,
    receipt_on: date,
    *,
    notice_on: date,
    reason: str,
    already_extended: bool = False,
    reasonably_necessary: bool = True,
) -> Verdict[date]:
    """By when is the answer due, if the consumer is told on `notice_on` that, and why, more time is needed?

    Raises ExtensionRefused: extended once already, no reason or no need, told too late, or a right without extension.
    """
    dates = clock(right, receipt_on).value
    if dates.extended_by is None:
        raise refusal(ExtensionRefused, f"There is no extension for {right.a_request}.", "D-05")
    # §7021(b): one extension, 90 days in total.
    if already_extended:
        raise refusal(ExtensionRefused, "The response period has been extended once already.", "D-05", "D-06")
    # 130(a)(2)(A): the notice gives the reason.
    if not reason.strip():
        raise refusal(ExtensionRefused, "The notice of the extension must give the consumer the reason.", "D-05")
    if not reasonably_necessary:
        raise refusal(ExtensionRefused, "An extension must be reasonably necessary.", "D-05")
    if notice_on < receipt_on:
        raise ImpossibleInput(f"Notice on {notice_on} precedes receipt on {receipt_on}.")
    # 130(a)(2)(A): the notice goes out within the first 45-day period.
    if notice_on > dates.respond_by:
        late = f"The consumer had to be told by {dates.respond_by}; the notice is dated {notice_on}."
        raise refusal(ExtensionRefused, late, "D-05", "P-36")
    told = f"The consumer was told the reason on {notice_on}; the answer is due by {dates.extended_by}."
    warnings, doubts = _cautious_reading(dates, notice_on)
    warnings += clock(right, receipt_on).warnings
    used = (parameter(Name.RESPONSE_EXTENDED, receipt_on),)
    rows = ("D-05", "D-06", "P-36")
    return ruling(dates.extended_by, told, *rows, parameters=used, warnings=warnings, doubts=doubts)


def _cautious_reading(dates: Clock, notice_on: date) -> tuple[tuple[str, ...], tuple[str, ...]]:
    if notice_on <= dates.respond_by_alarm:
        return (), ()
    alarm = dates.respond_by_alarm
    return (
        (f"If the day of receipt counts as the first day, the last day for this notice was {alarm}.",),
        ("Whether the day of receipt counts as the first day of the response period.",),
    )


@rule("D-03", "D-05", "D-13", "D-15", "D-16", "P-33")
def is_overdue(right: Right, receipt_on: date, *, on: date, extended: bool = False) -> Verdict[bool]:
    """Has a request that is still open on this day missed its deadline? `extended`: by a valid extension."""
    dates = clock(right, receipt_on).value
    due = dates.extended_by if extended and dates.extended_by else dates.respond_by
    late = on > due
    reason = f"The request was due by {due}; it is {'overdue' if late else 'in time'} on {on}."
    told = clock(right, receipt_on).warnings
    if dates.stop_by is not None:
        return ruling(late, reason, _STOP_ROWS[right], "P-33", warnings=(*told, *past_safe(dates, on)))
    return ruling(late, reason, "D-03", "D-05", warnings=told)


def past_safe(dates: Clock, on: date) -> tuple[str, ...]:
    """The warning that the strictest reading of "business day" sets an earlier last day than this one, if it does."""
    if dates.stop_by is None or on <= dates.stop_by.safe:
        return ()
    return (f"In the strictest reading of business days the last day was {dates.stop_by.safe}.",)


@rule("D-04", "D-03")
def may_deny_unverified(
    right: Right, receipt_on: date, *, on: date, extended: bool = False, cannot_verify: bool = False
) -> Verdict[bool]:
    """May a request whose maker is still unverified on this day be denied for that, going by the calendar?

    Before the last day of the response period only if `cannot_verify`: every way to verify has been tried. Raises
    ImpossibleInput for a day before receipt, NeverVerified for a right that is never verified.
    """
    dates = clock(verifiable(right), receipt_on).value
    if on < receipt_on:
        raise ImpossibleInput(f"A denial on {on} precedes receipt on {receipt_on}.")
    due = dates.extended_by if extended and dates.extended_by else dates.respond_by
    late = (f"The answer was due by {due}.",) if on > due else ()
    if cannot_verify or on >= dates.respond_by:
        return ruling(
            True, f"The request may be denied as unverified; the answer is due by {due}.", "D-04", warnings=late
        )
    reason = f"There is time to verify until {dates.respond_by}; verification does not move that date."
    return ruling(False, reason, "D-04", "D-03")


@rule("D-17")
def signal_clock(received_at: datetime) -> Verdict[Clock]:
    """By when must an opt-out preference signal take effect? It is an opt-out from the moment it is received."""
    found = clock(Right.OPT_OUT, california_day(received_at))
    reason = f"The signal counts as an opt-out from {received_at.isoformat()}. {found.reason}"
    return ruling(found.value, reason, "D-17", "D-13", "P-33", parameters=found.parameters)
