"""What a service provider or contractor does when the business tells it to delete.

Civ. Code §1798.105(c)(3); Cal. Code Regs., tit. 11, §7022(c); read 2026-11-23 (https://cppa.ca.gov/regulations/). Left
out: what the contract must say (`disclosure`), and requests that a consumer sends to the processor by mistake, which
are answered or handed on (`methods`).

>>> duties = what_processor_owes(has_subcontractors=True).value
>>> [str(one) for one in duties]
['delete_or_enable', 'pass_on_to_subcontractors']
>>> must_processor_act(told_by_business=False).value
False
"""

from __future__ import annotations

from enum import StrEnum

from habeas.law.california.disproportionate import Processes, Task, may_claim
from habeas.law.california.ruling import ruling
from habeas.law.rule import rule
from habeas.law.verdict import Verdict


class ProcessorDuty(StrEnum):
    """What it does."""

    DELETE_OR_ENABLE = "delete_or_enable"  # erase, deidentify or aggregate, or enable the business to
    DELETE_THE_REST = "delete_the_rest"  # of what an exception covers in part
    USE_FOR_EXCEPTION_ONLY = "use_for_exception_only"
    PASS_ON_TO_SUBCONTRACTORS = "pass_on_to_subcontractors"
    TELL_OTHERS = "tell_others"  # who got the data through it


@rule("G-05")
def must_processor_act(*, told_by_business: bool) -> Verdict[bool]:
    """Must a service provider or contractor act on a deletion? When the business tells it, not the consumer."""
    if told_by_business:
        return ruling(True, "The business has told it to delete.", "G-05")
    return ruling(False, "It need not act on what a consumer asks of it directly.", "G-05")


@rule("G-05")
def what_processor_owes(
    *,
    has_excepted_data: bool = False,
    has_subcontractors: bool = False,
    others_accessed: bool = False,
    at_direction_of_business: bool = False,
    impossible: bool = False,
    disproportionate: bool = False,
    facts: str = "",
) -> Verdict[tuple[ProcessorDuty, ...]]:
    """What does a service provider or contractor owe that was told of a deletion?

    `others_accessed`: somebody else got the data through it. `impossible`, `disproportionate`: so is telling them; the
    `facts` say why. Raises ClaimRefused for a claim without facts.
    """
    spared = at_direction_of_business
    if others_accessed and not spared and (impossible or disproportionate):
        ready = Processes(has_request_methods=True, has_trained_staff=True)
        claim = {"impossible": impossible, "significantly_outweighs": disproportionate}
        spared = may_claim(Task.TELL_THIRD_PARTIES, ready, facts=facts, **claim).value
    tests = (
        (not has_excepted_data, ProcessorDuty.DELETE_OR_ENABLE),
        (has_excepted_data, ProcessorDuty.DELETE_THE_REST),
        (has_excepted_data, ProcessorDuty.USE_FOR_EXCEPTION_ONLY),
        (has_subcontractors, ProcessorDuty.PASS_ON_TO_SUBCONTRACTORS),
        (others_accessed and not spared, ProcessorDuty.TELL_OTHERS),
    )
    duties = tuple(duty for holds, duty in tests if holds)
    return ruling(duties, "It owes: " + ", ".join(str(duty).replace("_", " ") for duty in duties) + ".", "G-05")
