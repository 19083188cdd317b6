"""When a consumer who said no may be asked again.

Cal. Code Regs., tit. 11, §§7025(c)(3)-(4), 7026(k), 7027(l), 7028(b)-(c), 7221(k); Civ. Code §§1798.125(b)(3),
1798.135(c)(4)-(5); read 2026-11-23 (https://cppa.ca.gov/regulations/). The wait runs from the day of the request for
sale and sharing, from its receipt for a limit and for ADMT. It is over on the same day of the last month; who counts
that day as part of the wait (Civ. Code §10) asks a day later, of which the verdict warns. Left out: how the question is
put (`interface`) and the two steps of the answer (`consent`).

>>> sent, came = date(2026, 11, 20), date(2026, 11, 23)
>>> str(may_ask_from(SaidNo.OPT_OUT, sent, came).value), str(may_ask_from(SaidNo.LIMIT, sent, came).value)
('2027-11-20', '2027-11-23')
>>> may_ask_again(SaidNo.OPT_OUT, sent, came, on=date(2027, 1, 10)).value
False
>>> may_ask_again(SaidNo.OPT_OUT, sent, came, on=date(2027, 1, 10), starts_transaction_that_needs_it=True).value
True
"""

from __future__ import annotations

from datetime import date
from enum import StrEnum

from habeas.law.california.datum import compact
from habeas.law.california.parameters import Name, parameter
from habeas.law.california.ruling import ruling
from habeas.law.errors import ImpossibleInput
from habeas.law.rule import rule
from habeas.law.verdict import Verdict

_EDGE = "Counting the last day as part of the wait, the first day to ask is the next one."
_REFUSED_UNKNOWN = "Which technology the consumer opted out of is not known."


class SaidNo(StrEnum):
    """What the consumer refused."""

    OPT_OUT = "opt_out"  # the sale and sharing; also a consumer under 16 who did not opt in
    LIMIT = "limit"  # further use of sensitive information
    OPT_OUT_ADMT = "opt_out_admt"
    INCENTIVE = "incentive"  # to join a financial incentive


@rule("D-18", "P-05", "P-37")
def may_ask_from(
    said_no_to: SaidNo, requested_on: date, receipt_on: date | None = None, *, turns_16_on: date | None = None
) -> Verdict[date]:
    """From which day may the business ask again, if no exception applies?

    `requested_on`: the click, the postmark, the call; `receipt_on`: when it reached the business, by default the same
    day; `turns_16_on`: of a consumer under 16, who did not consent to the sale or sharing.
    """
    received = requested_on if receipt_on is None else receipt_on
    if received < requested_on:
        raise ImpossibleInput(f"Receipt on {received} precedes the request of {requested_on}.")
    wait = parameter(Name.NO_RE_ASK, received)
    start = received if said_no_to in (SaidNo.LIMIT, SaidNo.OPT_OUT_ADMT) else requested_on
    first = wait.period.after(start)
    if said_no_to is SaidNo.OPT_OUT and turns_16_on is not None and start < turns_16_on < first:
        reason = f"The wait ends on {turns_16_on}, when the consumer turns 16."
        return ruling(turns_16_on, reason, "D-18", parameters=(wait,))
    reason = f"The business waits {wait.period} from {start}, until {first}."
    return ruling(first, reason, "D-18", "P-37", parameters=(wait,))


@rule("D-18")
def may_ask_again(
    said_no_to: SaidNo,
    requested_on: date,
    receipt_on: date | None = None,
    *,
    on: date,
    turns_16_on: date | None = None,
    starts_transaction_that_needs_it: bool = False,
    conflicts_with_signal: bool = False,
    admt_refused: str = "",
    admt_asked_about: str = "",
) -> Verdict[bool]:
    """May the business ask the consumer on this day for the consent that was refused?

    `starts_transaction_that_needs_it`: the consumer started something that cannot be done without the sale, sharing or
    use. `conflicts_with_signal`: a setting or an incentive of a known consumer conflicts with a preference signal.
    `admt_refused`, `admt_asked_about`: names of technologies; the wait covers only the one that was refused,
    and every one while it is not known which that was. Names compare without case, blanks and punctuation.
    """
    first = may_ask_from(said_no_to, requested_on, receipt_on, turns_16_on=turns_16_on)
    if exception := _exception(said_no_to, starts_transaction_that_needs_it, conflicts_with_signal):
        return ruling(True, exception, "D-18")
    refused, asked = compact(admt_refused), compact(admt_asked_about)
    if said_no_to is SaidNo.OPT_OUT_ADMT and asked and not refused and on < first.value:
        reason = "What was refused is not known, so the wait holds for every technology."
        return ruling(False, reason, "D-18", parameters=first.parameters, doubts=(_REFUSED_UNKNOWN,))
    if said_no_to is SaidNo.OPT_OUT_ADMT and asked and refused and asked != refused:
        return ruling(True, "The question is about another technology than the one refused.", "D-18")
    if on < first.value:
        return ruling(False, first.reason, "D-18", parameters=first.parameters)
    edge = (_EDGE,) if on == first.value != turns_16_on else ()
    reason = f"The wait was over on {first.value}."
    return ruling(True, reason, "D-18", parameters=first.parameters, warnings=edge, doubts=edge)


def _exception(said_no_to: SaidNo, needed: bool, conflict: bool) -> str:
    # §7028(b)-(c) speak of the sale or sharing and of sensitive information only.
    if needed and said_no_to in (SaidNo.OPT_OUT, SaidNo.LIMIT):
        return "The consumer started a transaction that cannot be done without it, and may be told so and asked."
    # §7025(c)(3)-(4): the notice of a conflict between a signal and a setting or an incentive.
    if conflict and said_no_to is SaidNo.OPT_OUT:
        return "The consumer may be told that the signal conflicts with a setting or an incentive, and asked."
    return ""
