"""The requests a consumer can make, as Cal. Code Regs., tit. 11, §7001(jj)-(rr) lists them (read 2026-11-23,
https://cppa.ca.gov/regulations/).

Which of them are verified is a matter of type: a rule about verification takes a `VerifiableRight`, so that asking how
sure one must be of an opt-out is an error of the type checker, and at run time `NeverVerified`. Rules that switch on a
right raise `UncoveredCase` for those they do not treat. Left out: requests under the Delete Act's platform.

>>> Right.OPT_OUT in NEVER_VERIFIED, may_verify(Right.DELETE).value
(True, True)
>>> verifiable(Right.LIMIT)  # doctest: +ELLIPSIS
Traceback (most recent call last):
    ...
habeas.law.errors.NeverVerified: A request to limit the use of sensitive information is never verified. (Cal. ...)
"""

from __future__ import annotations

from enum import StrEnum
from typing import Literal, TypeAlias, cast

from habeas.law.california.ruling import refusal, ruling
from habeas.law.errors import NeverVerified
from habeas.law.rule import rule
from habeas.law.verdict import Verdict


class Right(StrEnum):
    """What is asked for."""

    KNOW_CATEGORIES = "know_categories"  # categories, sources, purposes, recipients
    KNOW_SPECIFIC = "know_specific"  # the specific pieces of information
    DELETE = "delete"
    CORRECT = "correct"
    OPT_OUT = "opt_out"  # of sale and sharing
    LIMIT = "limit"  # the use of sensitive information
    OPT_IN = "opt_in"  # after an opt-out
    ACCESS_ADMT = "access_admt"  # automated decision-making technology
    OPT_OUT_ADMT = "opt_out_admt"
    APPEAL_ADMT = "appeal_admt"

    @property
    def words(self) -> str:
        """The kind of request, in plain words."""
        return _WORDS[self.value]

    @property
    def request(self) -> str:
        """The same, at the head of a sentence."""
        return f"A{self.a_request[1:]}"

    @property
    def a_request(self) -> str:
        """The same, within a sentence."""
        return f"{'an' if self.words.startswith('a') else 'a'} {self.words}"


_WORDS = {
    "know_categories": "request to know categories of information",
    "know_specific": "request to know specific pieces of information",
    "delete": "request to delete",
    "correct": "request to correct",
    "opt_out": "request to opt out of sale and sharing",
    "limit": "request to limit the use of sensitive information",
    "opt_in": "request to opt in to sale and sharing",
    "access_admt": "request to access automated decision-making",
    "opt_out_admt": "request to opt out of automated decision-making",
    "appeal_admt": "appeal against an automated decision",
}


VerifiableRight: TypeAlias = Literal[
    Right.KNOW_CATEGORIES, Right.KNOW_SPECIFIC, Right.DELETE, Right.CORRECT, Right.ACCESS_ADMT, Right.APPEAL_ADMT
]
KNOW: frozenset[Right] = frozenset({Right.KNOW_CATEGORIES, Right.KNOW_SPECIFIC})
VERIFIED: frozenset[Right] = KNOW | {Right.DELETE, Right.CORRECT, Right.ACCESS_ADMT, Right.APPEAL_ADMT}
# §7060(b), §7221(f). An opt-in follows its own two steps (§7028(a)) and verifies nobody.
NEVER_VERIFIED: frozenset[Right] = frozenset({Right.OPT_OUT, Right.LIMIT, Right.OPT_OUT_ADMT, Right.OPT_IN})


@rule("A-53", "E-02", "E-26")
def may_verify(right: Right) -> Verdict[bool]:
    """May the business make sure who is asking? Never for an opt-out, a limit or an opt-out of ADMT."""
    if right in VERIFIED:
        return ruling(True, f"{right.request} is verified.", "A-53")
    return ruling(False, f"{right.request} is never verified.", "A-53", "E-02", "E-26")


def verifiable(right: Right) -> VerifiableRight:
    """The right, if it is one that is verified. Raises NeverVerified."""
    if right in VERIFIED:
        return cast(VerifiableRight, right)
    raise refusal(NeverVerified, f"{right.request} is never verified.", "E-02", "E-26")
