"""Who may act for a consumer by law or by permission, and what of consumers who have died.

Civ. Code §1798.140(h), (i), (ak); Cal. Code Regs., tit. 11, §7001(d); read 2026-11-23
(https://leginfo.legislature.ca.gov). Left out: what is asked of agents (`agents`) and of parents (`minors`). The law
read says nothing of the dead: a person looks at such a request.

>>> standing(Relation.CONSERVATOR).value.value, standing(Relation.SPOUSE).value.value
('acts_by_law', 'needs_permission')
>>> standing(Relation.HEIR, deceased=True).settled
False
"""

from __future__ import annotations

from enum import StrEnum

from habeas.law.california.ruling import ruling
from habeas.law.rule import rule
from habeas.law.verdict import Verdict


class Relation(StrEnum):
    """What somebody is to the consumer for whom the request is made."""

    SELF = "self"
    AGENT = "agent"  # a person or a business, registered or not
    POWER_OF_ATTORNEY = "power_of_attorney"
    CONSERVATOR = "conservator"
    PARENT = "parent"
    GUARDIAN = "guardian"  # of a minor
    SPOUSE = "spouse"
    EXECUTOR = "executor"
    HEIR = "heir"
    OTHER = "other"


class Standing(StrEnum):
    """Under which rules the request is looked at."""

    OWN_REQUEST = "own_request"
    ACTS_BY_LAW = "acts_by_law"  # shows the paper; no permission is needed besides
    NEEDS_PERMISSION = "needs_permission"  # the rules about agents
    RULES_ON_MINORS = "rules_on_minors"
    MANUAL_REVIEW = "manual_review"


_BY_LAW = frozenset({Relation.CONSERVATOR, Relation.POWER_OF_ATTORNEY})
_OF_CHILDREN = frozenset({Relation.PARENT, Relation.GUARDIAN})
_AFTER_DEATH = frozenset({Relation.EXECUTOR, Relation.HEIR})


@rule("A-51", "E-45", "E-50")
def standing(relation: Relation, *, consumer_is_minor: bool = False, deceased: bool = False) -> Verdict[Standing]:
    """Under which rules may this person make a request for the consumer?"""
    if deceased or relation in _AFTER_DEATH:
        reason = "The consumer has died: a person looks at the request, with counsel."
        return ruling(Standing.MANUAL_REVIEW, reason, "E-50")
    if relation is Relation.SELF:
        return ruling(Standing.OWN_REQUEST, "The consumer makes the request.", "A-43")
    if relation in _BY_LAW:
        rows = ("E-45", "E-42") if relation is Relation.POWER_OF_ATTORNEY else ("E-45",)
        return ruling(Standing.ACTS_BY_LAW, "A conservator or holder of a power of attorney may act.", *rows)
    if relation in _OF_CHILDREN and consumer_is_minor:
        return ruling(Standing.RULES_ON_MINORS, "A parent or guardian may act for a minor child.", "E-45")
    reason = "Whoever is authorized by the consumer may act as agent; being related alone does not suffice."
    return ruling(Standing.NEEDS_PERMISSION, reason, "A-51", "E-40")
