"""What a business still owes the consumer when a request is not granted.

Cal. Code Regs., tit. 11, §§7022, 7024, 7026(e), 7062(g); Civ. Code §1798.145(h)(2); read 2026-11-23
(https://cppa.ca.gov/regulations/). When each duty arises is decided in `verification` and `denial`; here each
is only put into words for staff. Left out: the words of the letters themselves.

>>> Duty.POINT_TO_POLICY.sentence
'Provide, or point to, the practices described in the privacy policy.'
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType


class Duty(StrEnum):
    """One thing still owed."""

    STATE_REASON = "state_reason"
    SAY_UNVERIFIED = "say_unverified"
    EVALUATE_AS_KNOW_CATEGORIES = "evaluate_as_know_categories"
    POINT_TO_POLICY = "point_to_policy"
    OFFER_OPT_OUT = "offer_opt_out"
    PROCESS_THE_REST = "process_the_rest"
    EXPLAIN_BELIEF = "explain_belief"
    EXPLAIN_NO_METHOD = "explain_no_method"

    @property
    def sentence(self) -> str:
        """The duty in plain words."""
        return _SENTENCES[self]


_SENTENCES: Mapping[Duty, str] = MappingProxyType(
    {
        Duty.STATE_REASON: "Give the reason, and any right to appeal to the business, within the response period.",
        Duty.SAY_UNVERIFIED: "Say that the identity of the requestor could not be verified.",
        Duty.EVALUATE_AS_KNOW_CATEGORIES: "Evaluate the same request as a request to know categories.",
        Duty.POINT_TO_POLICY: "Provide, or point to, the practices described in the privacy policy.",
        Duty.OFFER_OPT_OUT: "Ask whether the consumer wants to opt out of sale and sharing, with the notice or a link.",
        Duty.PROCESS_THE_REST: "Process everything to which the ground does not apply.",
        Duty.EXPLAIN_BELIEF: "Tell the requestor that, and why, the request is believed to be fraudulent.",
        Duty.EXPLAIN_NO_METHOD: "Say that no reasonable method of verifying exists, and why; the policy says so too.",
    }
)
