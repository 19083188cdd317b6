"""The requests a consumer can make, as Cal. Code Regs., tit. 11, §7001(jj)-(rr) lists them (read 2026-11-23,
https://cppa.ca.gov/regulations/).

Rules that switch on a right raise `UncoveredCase` for those they do not treat. Left out: requests under the
Delete Act's platform.

>>> is_verifiable(Right.DELETE), is_verifiable(Right.OPT_OUT)
(True, False)
"""

from __future__ import annotations

from enum import StrEnum

from habeas.law.errors import UncoveredCase
from habeas.law.verdict import Citation, regulation

CITATION: Citation = regulation("7001(jj)-(rr)")


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


KNOW: frozenset[Right] = frozenset({Right.KNOW_CATEGORIES, Right.KNOW_SPECIFIC})
_VERIFIED = KNOW | {Right.DELETE, Right.CORRECT, Right.ACCESS_ADMT, Right.APPEAL_ADMT}
_NEVER_VERIFIED = frozenset({Right.OPT_OUT, Right.LIMIT, Right.OPT_OUT_ADMT})


def is_verifiable(right: Right) -> bool:
    """Whether the business verifies who is asking (§§7001(jjj), 7060(a)-(b), 7221(b)(1)(B))."""
    if right in _VERIFIED:
        return True
    if right in _NEVER_VERIFIED:
        return False
    raise UncoveredCase(f"No rule here says whether {str(right)!r} is verified.")
