"""What the confirmation of a request's receipt says, and the notice that nothing will be done.

Cal. Code Regs., tit. 11, §7021(a); Civ. Code §1798.145(h)(2); read 2026-11-23 (https://cppa.ca.gov/regulations/). Left
out: by when a confirmation is due (`clock`), and the words of the letters (`letters`).

>>> [str(one) for one in confirmation(Right.DELETE).value.statements]
['how_requests_are_verified', 'when_to_expect_an_answer']
>>> confirmation(Right.OPT_OUT).value.owed, confirmation_lacks(Right.DELETE, []).value == tuple(Statement)
(False, True)
>>> notice = no_action_notice(Right.DELETE, date(2026, 11, 20), notice_on=date(2027, 1, 5), reasons="Exempt.")
>>> [found.text for found in notice.value]
['The consumer had to be told by 2027-01-04; the notice is dated 2027-01-05.']
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from habeas.law.california.clock import clock, past_safe
from habeas.law.california.finding import Findings, error, report
from habeas.law.california.rights import VERIFIED, Right
from habeas.law.california.ruling import ruling
from habeas.law.errors import ImpossibleInput
from habeas.law.rule import rule
from habeas.law.verdict import Verdict


class Statement(StrEnum):
    """What a confirmation says about how the request is handled."""

    HOW_REQUESTS_ARE_VERIFIED = "how_requests_are_verified"  # in general
    WHEN_TO_EXPECT_AN_ANSWER = "when_to_expect_an_answer"


@dataclass(frozen=True, slots=True)
class Confirmation:
    """Whether receipt must be confirmed, what that says, and whether the request's own channel will do."""

    owed: bool
    statements: tuple[Statement, ...]
    may_use_channel_of_request: bool = True


@rule("D-01", "D-02")
def confirmation(right: Right, *, already_decided: bool = False) -> Verdict[Confirmation]:
    """Must receipt be confirmed, and what must the confirmation say? `already_decided`: granted or denied by then."""
    if right not in VERIFIED:
        reason = f"No confirmation of receipt is owed for {right.a_request}."
        return ruling(Confirmation(False, ()), reason, "D-01")
    if already_decided:
        reason = "The request is decided, so the confirmation need not say how it will be handled."
        return ruling(Confirmation(True, ()), reason, "D-01", "D-02")
    reason = "The confirmation says how requests are verified and when to expect an answer."
    return ruling(Confirmation(True, tuple(Statement)), reason, "D-01", "D-02")


@rule("D-02")
def confirmation_lacks(
    right: Right, says: Collection[Statement], *, already_decided: bool = False
) -> Verdict[tuple[Statement, ...]]:
    """Which statements does a confirmation that says this lack?"""
    needed = confirmation(right, already_decided=already_decided).value.statements
    missing = tuple(one for one in needed if one not in says)
    named = ", ".join(str(one).replace("_", " ") for one in missing) or "nothing"
    return ruling(missing, f"The confirmation lacks {named}.", "D-02")


@rule("D-07", "P-33")
def no_action_notice(
    right: Right,
    receipt_on: date,
    *,
    notice_on: date | None,
    reasons: str,
    may_appeal: bool = False,
    tells_of_appeal: bool = False,
    extended: bool = False,
) -> Verdict[Findings]:
    """What is wrong with how the consumer was told that nothing will be done?

    `may_appeal`: the business offers an appeal; it is then named. `extended`: by a valid extension.
    """
    if notice_on is not None and notice_on < receipt_on:
        raise ImpossibleInput(f"Notice on {notice_on} precedes receipt on {receipt_on}.")
    dates = clock(right, receipt_on).value
    due = dates.extended_by if extended and dates.extended_by else dates.respond_by
    late = f"The consumer had to be told by {due}; the notice is dated {notice_on}."
    checks = (
        (notice_on is None, f"The consumer is told without delay, at the latest by {due}; no notice went out."),
        (notice_on is not None and notice_on > due, late),
        (not reasons.strip(), "The notice gives the reasons."),
        (may_appeal and not tells_of_appeal, "The notice names the right to appeal to the business."),
    )
    found = [error("D-07", "notice", text, "Send a notice that says so.") for wrong, text in checks if wrong]
    good = f"The consumer was told the reasons on {notice_on}, without a fault."
    rows = ("D-07", "P-33") if dates.stop_by else ("D-07",)
    verdict = report(found, *rows, good=good)
    return replace(verdict, warnings=(*verdict.warnings, *(past_safe(dates, notice_on) if notice_on else ())))
