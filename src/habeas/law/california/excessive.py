"""What may be charged, and when a request may be refused as manifestly unfounded or excessive.

Civ. Code §§1798.130(a)(2)(A), 1798.145(h)(3); read 2026-11-23 (https://leginfo.legislature.ca.gov). Answering is free. A
request that is manifestly unfounded or excessive may be refused, or answered for a fee that covers the cost; the
business carries the burden of proof, so nothing goes without a written rationale and a second pair of eyes. Left out:
whether the facts bear the claim, which a person judges; further requests to know (`know.may_decline_repeat`); the cost
of verifying (`verification`).

>>> case = dict(rationale="40 identical requests in a month.", reviewer="counsel", notice="You asked 40 times.")
>>> charge(20, Claim.EXCESSIVE, cost=25, cost_basis="Half an hour of an analyst.", **case).value
20
>>> may_refuse(Claim.UNFOUNDED, **case).value
True
>>> charge(5)
Traceback (most recent call last):
    ...
habeas.law.errors.FeeRefused: A request is answered free of charge. (Civ. Code §1798.130(a)(2)(A))
"""

from __future__ import annotations

from enum import StrEnum

from habeas.law.california.ruling import refusal, ruling
from habeas.law.errors import DenialRefused, FeeRefused, ImpossibleInput
from habeas.law.rule import rule
from habeas.law.verdict import Verdict


class Claim(StrEnum):
    """What is held against the request; either has to be manifest."""

    UNFOUNDED = "unfounded"
    EXCESSIVE = "excessive"  # above all because it repeats


@rule("D-08", "D-09")
def charge(
    fee: float,
    claim: Claim | None = None,
    *,
    rationale: str = "",
    reviewer: str = "",
    notice: str = "",
    cost: float | None = None,
    cost_basis: str = "",
) -> Verdict[float]:
    """What may the consumer be charged for the answer? Nothing, unless the request is manifestly unfounded or excessive.

    `rationale`: the written proof; `reviewer`: who else looked at it; `notice`: the reason as the consumer is told it;
    `cost`, `cost_basis`: what answering costs and how that was worked out. Raises FeeRefused.
    """
    if fee < 0 or (cost is not None and cost < 0):
        raise ImpossibleInput(f"A fee of {fee} for a cost of {cost} cannot be.")
    if fee == 0:
        return ruling(fee, "The request is answered free of charge.", "D-09")
    if claim is None:
        raise refusal(FeeRefused, "A request is answered free of charge.", "D-09")
    missing = _undocumented(rationale, reviewer, notice)
    missing += [] if cost is not None else ["the cost of answering"]
    missing += [] if cost_basis.strip() else ["the basis of the cost"]
    if missing or cost is None:
        raise refusal(FeeRefused, f"A fee needs {', '.join(missing)}.", "D-08")
    if fee > cost:
        raise refusal(FeeRefused, f"A fee of {fee:g} is more than the cost of {cost:g}.", "D-08")
    return ruling(fee, f"The request is manifestly {claim}; a fee that covers the cost may be charged.", "D-08")


@rule("D-08")
def may_refuse(claim: Claim, *, rationale: str, reviewer: str, notice: str) -> Verdict[bool]:
    """May a request be refused as manifestly unfounded or excessive? Raises DenialRefused while it is undocumented."""
    missing = _undocumented(rationale, reviewer, notice)
    if missing:
        raise refusal(DenialRefused, f"To refuse a request as {claim} needs {', '.join(missing)}.", "D-08")
    return ruling(True, f"The request is manifestly {claim} and may be refused; the consumer is told why.", "D-08")


def _undocumented(rationale: str, reviewer: str, notice: str) -> list[str]:
    needed = {"a written rationale": rationale, "a reviewer": reviewer, "notice of the reason": notice}
    return [name for name, text in needed.items() if not text.strip()]
