"""Automated decision-making technology (ADMT): what is in scope, and from when its duties hold.

Cal. Code Regs., tit. 11, §§7001(e), (ddd), 7021, 7062(c), (f), 7200, 7222(e); read 2026-11-23
(https://cppa.ca.gov/regulations/). Insurance is not among the significant decisions and advertising is taken out of them.
Left out: the notice before use and the answer to a request for access (`admt_notice`), and the opt-out
(`admt_opt_out`).

>>> is_in_scope(Decision.INSURANCE).value, is_in_scope(Decision.HIRING).value
(False, True)
>>> is_in_scope(Decision.HIRING, human=Human(interprets=True, reviews=True, may_change=True)).value
False
>>> request_duties(Right.ACCESS_ADMT, date(2026, 12, 15)).value.due
False
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from habeas.law.california.clock import Clock, clock
from habeas.law.california.parameters import Name, parameter
from habeas.law.california.rights import Right
from habeas.law.california.ruling import ruling
from habeas.law.errors import UncoveredCase
from habeas.law.rule import rule
from habeas.law.verdict import Verdict


class Decision(StrEnum):
    """What the technology is used to decide."""

    FINANCIAL_SERVICES = "financial_services"
    LENDING = "lending"
    HOUSING = "housing"
    EDUCATION = "education"
    ADMISSION = "admission"  # to an education
    EMPLOYMENT = "employment"  # such as promotion, demotion, dismissal
    HIRING = "hiring"
    WORK_ALLOCATION = "work_allocation"
    COMPENSATION = "compensation"
    CONTRACTING = "contracting"  # with an independent contractor
    HEALTHCARE = "healthcare"
    INSURANCE = "insurance"
    ADVERTISING = "advertising"
    OTHER = "other"


_NOT_SIGNIFICANT = frozenset({Decision.INSURANCE, Decision.ADVERTISING, Decision.OTHER})


class Role(StrEnum):
    """The part the technology has in the decision."""

    REPLACES = "replaces"
    SUBSTANTIALLY_REPLACES = "substantially_replaces"
    ASSISTS = "assists"  # people decide


@dataclass(frozen=True, slots=True)
class Human:
    """What the person in the decision can and does do; what is not stated is not so."""

    interprets: bool = False  # knows how to interpret and use the output
    reviews: bool = False  # reviews the output and other information relevant to the decision
    may_change: bool = False  # has the authority to decide otherwise


@rule("H-50")
def is_significant(decision: Decision) -> Verdict[bool]:
    """Is this a significant decision?

    >>> is_significant(Decision.LENDING).value, is_significant(Decision.ADVERTISING).value
    (True, False)
    """
    if decision not in _NOT_SIGNIFICANT:
        return ruling(True, f"A decision on {decision.replace('_', ' ')} is a significant one.", "H-50")
    why = {
        Decision.INSURANCE: "Insurance is not on the list of significant decisions.",
        Decision.ADVERTISING: "Advertising is no significant decision.",
    }.get(decision, "It is not on the list of significant decisions.")
    return ruling(False, why, "H-50")


@rule("H-51")
def is_human_involved(human: Human) -> Verdict[bool]:
    """Is a human involved, so that the technology does not replace human decision-making? It takes all three.

    >>> is_human_involved(Human(interprets=True, reviews=True)).reason
    'No human is involved: nobody has the authority to decide otherwise.'
    """
    tests = (
        (human.interprets, "nobody knows how to interpret the output"),
        (human.reviews, "nobody reviews the output and other relevant information"),
        (human.may_change, "nobody has the authority to decide otherwise"),
    )
    lacking = [text for holds, text in tests if not holds]
    if lacking:
        return ruling(False, f"No human is involved: {', and '.join(lacking)}.", "H-51")
    return ruling(True, "A human interprets and reviews the output, and may decide otherwise.", "H-51")


@rule("H-50", "H-51")
def is_in_scope(
    decision: Decision, *, role: Role = Role.SUBSTANTIALLY_REPLACES, human: Human | None = None
) -> Verdict[bool]:
    """Does the article on ADMT reach this use: a significant decision, made without human involvement?

    `human`: who is in the decision, if anybody is.
    """
    significant = is_significant(decision)
    if not significant.value:
        return ruling(False, significant.reason, "H-50")
    if role is Role.ASSISTS:
        return ruling(False, "The technology does not replace or substantially replace human decision-making.", "H-50")
    involved = is_human_involved(human or Human())
    if involved.value:
        return ruling(False, f"{involved.reason} The technology replaces nobody.", "H-50", "H-51")
    reason = f"{significant.reason} {involved.reason}"
    return ruling(True, reason, "H-50", "H-51")


class RequestDuty(StrEnum):
    """One thing owed to whoever makes a request about ADMT."""

    ANSWER_COURTEOUSLY = "answer_courteously"  # it is not due yet, and from when it is
    LOG = "log"
    CONFIRM_RECEIPT = "confirm_receipt"
    VERIFY = "verify"  # as for specific pieces
    RESPOND = "respond"
    STOP = "stop"


@dataclass(frozen=True, slots=True)
class AdmtRequest:
    """What a request about ADMT sets off. `clock` and `verified_like` are none where nothing of the kind is owed."""

    due: bool
    duties: tuple[RequestDuty, ...]
    clock: Clock | None = None
    verified_like: Right | None = None


_ANSWERED = (RequestDuty.LOG, RequestDuty.CONFIRM_RECEIPT, RequestDuty.VERIFY, RequestDuty.RESPOND)
_REQUESTS = {
    Right.ACCESS_ADMT: _ANSWERED,
    Right.APPEAL_ADMT: _ANSWERED,
    Right.OPT_OUT_ADMT: (RequestDuty.LOG, RequestDuty.STOP),
}


@rule("H-55", "P-21")
def is_due(on: date) -> Verdict[bool]:
    """Do the duties about ADMT (notice before use, opt-out, access) hold on this day?

    >>> is_due(date(2026, 12, 31)).value, is_due(date(2027, 1, 1)).value
    (False, True)
    """
    start = parameter(Name.ADMT_DUTIES, on)
    due = on >= start.day
    reason = f"The duties about ADMT hold from {start.day}{'' if due else '; they are not due yet'}."
    return ruling(due, reason, "H-55", parameters=(start,))


@rule("H-55", "P-21", "D-16")
def request_duties(right: Right, receipt_on: date) -> Verdict[AdmtRequest]:
    """What does a request about ADMT set off? Access runs like a request for specific pieces.

    A request received before the duties hold is answered with courtesy, and logged.

    >>> str(request_duties(Right.ACCESS_ADMT, date(2027, 1, 4)).value.clock.respond_by)
    '2027-02-18'
    """
    if right not in _REQUESTS:
        raise UncoveredCase(f"A request of kind {str(right)!r} is not about ADMT.")
    held = is_due(receipt_on)
    if not held.value:
        found = AdmtRequest(False, (RequestDuty.ANSWER_COURTEOUSLY, RequestDuty.LOG))
        return ruling(found, held.reason, "H-55", parameters=held.parameters)
    dates = clock(right, receipt_on)
    verified_like = None if right is Right.OPT_OUT_ADMT else Right.KNOW_SPECIFIC
    found = AdmtRequest(True, _REQUESTS[right], dates.value, verified_like)
    rows = ("D-16",) if right is Right.OPT_OUT_ADMT else ("H-55",)
    used = (*held.parameters, *dates.parameters)
    return ruling(found, f"{held.reason} {dates.reason}", *rows, parameters=used, doubts=dates.doubts)
