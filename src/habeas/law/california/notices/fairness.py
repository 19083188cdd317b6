"""Nobody is treated worse for using a right.

Civ. Code §1798.125(a); Cal. Code Regs., tit. 11, §7080(a)-(c); read 2026-11-23 (https://cppa.ca.gov/regulations/).
Customers may not be discriminated against, staff and applicants not punished. Left out: when a difference in price
is reasonably related to the value of the data, which people judge (`related_to_value`).

>>> is_discrimination(Treatment.HIGHER_PRICE).value, is_discrimination(Treatment.DENIED_REQUEST, lawful=True).value
(True, False)
"""

from __future__ import annotations

from enum import StrEnum

from habeas.law.california.notices.collection import Audience
from habeas.law.california.ruling import ruling
from habeas.law.rule import rule
from habeas.law.verdict import Verdict


class Treatment(StrEnum):
    """What happened to somebody who used a right."""

    NOTHING = "nothing"
    DENIED_GOODS = "denied_goods"  # goods or services
    HIGHER_PRICE = "higher_price"  # a price, a rate, a discount or benefit lost, a penalty
    LOWER_QUALITY = "lower_quality"
    THREAT = "threat"  # the suggestion of any of these
    DISMISSAL = "dismissal"
    REFUSED_JOB = "refused_job"
    WORSE_WORK = "worse_work"  # demotion, pay, hours, any other act against somebody at work
    DENIED_REQUEST = "denied_request"


@rule("B-57")
def is_discrimination(
    treatment: Treatment,
    *,
    because_of_request: bool = True,
    person: Audience = Audience.CUSTOMERS,
    lawful: bool = False,
    related_to_value: bool = False,
) -> Verdict[bool]:
    """Is this treatment of somebody who used a right discrimination or retaliation?

    `lawful`: the law permits the denial. `related_to_value`: a price or quality is reasonably related to the value of
    the data, and the incentive was noticed as it must be.
    """
    who = person.replace("_", " ")
    if treatment is Treatment.NOTHING or not because_of_request:
        return ruling(False, f"Nothing was done to these {who} for using a right.", "B-57")
    if treatment is Treatment.DENIED_REQUEST:
        reason = "The law permits the denial, so it is no discrimination."
        return ruling(not lawful, reason if lawful else "A request denied without ground is held against it.", "B-57")
    if related_to_value and treatment in (Treatment.HIGHER_PRICE, Treatment.LOWER_QUALITY):
        return ruling(False, "The difference is reasonably related to the value of the data.", "B-57", "B-56")
    act = treatment.replace("_", " ")
    return ruling(True, f"{act.capitalize()} for using a right is not allowed against {who}.", "B-57")
