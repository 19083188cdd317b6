"""Cautious dates for a request that comes before or after the days that the business-day calendar knows.

Cal. Code Regs., tit. 11, §7021; Civ. Code §§7, 9, 10; read 2026-11-23 (https://cppa.ca.gov/regulations/). A request is
taken even when nobody has listed the holidays of its year: every day counts as a business day then, so that no reading
of the law has an earlier date, and a person is told to bring the calendar up to date. The response period counts
calendar days and needs no calendar. Left out: opt-outs and their like, which have no confirmation.

>>> from habeas.law.california.rights import Right
>>> dates = clock_beyond_calendar(Right.DELETE, date(2029, 1, 2)).value
>>> str(dates.confirm_by.safe), str(dates.respond_by)
('2029-01-12', '2029-02-16')
"""

from __future__ import annotations

from datetime import date, timedelta

from habeas.law.california.calendar import Deadlines
from habeas.law.california.clock import Clock
from habeas.law.california.parameters import Name, parameter
from habeas.law.california.rights import VerifiableRight, verifiable
from habeas.law.california.ruling import ruling
from habeas.law.rule import rule
from habeas.law.verdict import Verdict


@rule("D-01", "D-03", "P-31", "P-33", "P-35")
def clock_beyond_calendar(right: VerifiableRight, receipt_on: date) -> Verdict[Clock]:
    """By when is a request confirmed and answered to be safe, where the calendar has no data for its day?

    Raises NeverVerified for an opt-out and its like.
    """
    confirm = parameter(Name.CONFIRM_RECEIPT, receipt_on)
    respond = parameter(Name.RESPONSE, receipt_on)
    extended = parameter(Name.RESPONSE_EXTENDED, receipt_on)
    every_day = receipt_on + timedelta(days=confirm.period.count)
    respond_by, extended_by = respond.period.after(receipt_on), extended.period.after(receipt_on)
    day = timedelta(days=1)
    dates = Clock(
        right=verifiable(right),
        receipt_date=receipt_on,
        confirm_by=Deadlines(every_day, every_day, every_day),
        respond_by=respond_by,
        respond_by_alarm=respond_by - day,
        extended_by=extended_by,
        extended_alarm=extended_by - day,
        stop_by=None,
    )
    warning = f"The business-day calendar has no data for {receipt_on}; every day is counted. Bring it up to date."
    reason = f"A request received on {receipt_on} is answered by {respond_by}."
    rows = ("D-01", "D-03", "P-31", "P-33", "P-35")
    return ruling(dates, reason, *rows, parameters=(confirm, respond, extended), warnings=(warning,))
