"""What is personal information, who is a consumer, who may act for one, and which requests there are.

Civ. Code §§1798.140(i), (q), (v), (ak), 1798.145(m)-(n); Cal. Code Regs., tit. 11, §7001(d), (jj)-(rr), (ccc); read
2026-11-23 (https://leginfo.legislature.ca.gov). Left out: which records one request reaches (`reach`), what an agent must
show (`agents`).

>>> is_personal_information(linkable=True, form=Form.MODEL).value
True
>>> is_consumer(Relation.EMPLOYEE, natural_person=True, california_resident=True).value
True
>>> is_household(same_address=True, cohabit=True, share_devices_or_services=False).value
False
>>> [str(found) for found in requests_on(date(2026, 12, 31)).value][-3:]
['opt_out', 'limit', 'opt_in']
>>> may_act_as_agent(authorized=True).value, is_signed(electronic=True).value
(True, True)
"""

from __future__ import annotations

from datetime import date
from enum import StrEnum

from habeas.law.california.parameters import Name, parameter
from habeas.law.california.provisions import provision
from habeas.law.california.reach import Status
from habeas.law.california.rights import Right
from habeas.law.california.ruling import ruling
from habeas.law.rule import rule
from habeas.law.verdict import Verdict


class Form(StrEnum):
    """In which form information is held: a data map can register each."""

    DIGITAL = "digital"
    PAPER = "paper"
    IMAGE = "image"
    AUDIO = "audio"
    LOG = "log"
    METADATA = "metadata"
    COMPRESSED = "compressed"
    ENCRYPTED = "encrypted"
    MODEL = "model"  # an AI system that can put it out


class Relation(StrEnum):
    """What somebody is to the business; it makes no difference."""

    CUSTOMER = "customer"
    VISITOR = "visitor"
    EMPLOYEE = "employee"
    JOB_APPLICANT = "job_applicant"
    CONTRACTOR = "contractor"
    BUSINESS_CONTACT = "business_contact"
    NONE = "none"


@rule("A-31", "A-40", "A-41", "A-42")
def is_personal_information(
    *,
    linkable: bool,
    form: Form = Form.DIGITAL,
    status: Status = Status.PERSONAL,
    biometric: bool = False,
    collected_without_knowledge: bool = False,
    deidentification_on_record: bool = False,
) -> Verdict[bool]:
    """Is this personal information?

    `linkable`: reasonably, to a consumer or a household. `collected_without_knowledge`: of the consumer.
    `deidentification_on_record`: all three conditions, for what is called deidentified (`backups.is_deidentified`);
    otherwise it is not taken on trust.
    """
    if not linkable:
        return ruling(False, "It cannot reasonably be linked to a consumer or a household.", "A-40")
    if status is Status.PUBLICLY_AVAILABLE and biometric and collected_without_knowledge:
        reason = "Biometrics collected without the consumer's knowledge are never publicly available."
        return ruling(True, reason, "A-41")
    if status is Status.DEIDENTIFIED and not deidentification_on_record:
        return ruling(True, "It is called deidentified, and not all three conditions are on record.", "A-42")
    if status in (Status.PERSONAL, Status.UNLINKED):
        return ruling(True, f"It can be linked to a consumer or a household; held as {form} it is no less so.", "A-40")
    rows = ("A-41", "A-31") if status is Status.PUBLICLY_AVAILABLE else ("A-41",)
    return ruling(False, f"It is {status.replace('_', ' ')}, which is no personal information.", *rows)


@rule("A-43")
def is_consumer(
    relation: Relation = Relation.NONE, *, natural_person: bool = True, california_resident: bool
) -> Verdict[bool]:
    """Is somebody a consumer? A natural person who resides in California, whatever they are to the business."""
    if not natural_person:
        return ruling(False, "Only a natural person is a consumer.", "A-43")
    if not california_resident:
        return ruling(False, "The rights belong to residents of California.", "A-43")
    words = "" if relation is Relation.NONE else f", {relation.replace('_', ' ')} or not"
    return ruling(True, f"A natural person who resides in California is a consumer{words}.", "A-43")


@rule("A-43")
def must_answer(
    *, natural_person: bool = True, california_resident: bool, extend_to_all: bool = False
) -> Verdict[bool]:
    """Is somebody's request answered? A consumer's by law, that of others if the business extends the rights to all.

    >>> must_answer(california_resident=False, extend_to_all=True).value
    True
    """
    consumer = is_consumer(natural_person=natural_person, california_resident=california_resident)
    if consumer.value or not (extend_to_all and natural_person):
        return consumer
    return ruling(True, "The law gives no duty; the business extends the rights to everybody.", "A-43")


@rule("A-44")
def is_household(*, same_address: bool, cohabit: bool, share_devices_or_services: bool) -> Verdict[bool]:
    """Are these consumers a household?"""
    found = same_address and cohabit and share_devices_or_services
    reason = "A household lives together at one address and shares devices or services."
    return ruling(found, reason, "A-44")


@rule("A-51")
def may_act_as_agent(
    *, authorized: bool, natural_person_or_entity: bool = True, registered: bool | None = None
) -> Verdict[bool]:
    """May somebody act as a consumer's agent? Anybody whom the consumer has authorized; no registration is needed."""
    if not (authorized and natural_person_or_entity):
        return ruling(False, "An agent is a person or business entity that the consumer has authorized.", "A-51")
    doubts = (provision("A-51").doubt,) if registered is False else ()
    return ruling(True, "The consumer has authorized the agent.", "A-51", doubts=doubts)


@rule("A-52", "P-21")
def requests_on(on: date) -> Verdict[tuple[Right, ...]]:
    """Which kinds of request can be made on this day? Those about ADMT from the day on which its duties apply."""
    begins = parameter(Name.ADMT_DUTIES, on)
    later = frozenset({Right.ACCESS_ADMT, Right.OPT_OUT_ADMT, Right.APPEAL_ADMT})
    found = tuple(right for right in Right if right not in later or on >= begins.day)
    return ruling(found, f"{len(found)} kinds of request can be made.", "A-52", parameters=(begins,))


@rule("A-54")
def is_signed(*, electronic: bool = False, on_paper: bool = False) -> Verdict[bool]:
    """Is a document signed? An electronic signature is one."""
    return ruling(electronic or on_paper, "A signature on paper and an electronic one both count.", "A-54")
