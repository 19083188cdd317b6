"""Other laws that take a record out of the Act, record by record and never company by company.

Civ. Code §§1798.145(c)-(g), (o), (q), (r), 1798.146; Cal. Code Regs., tit. 11, §§7270-7271; read 2026-11-23
(https://leginfo.legislature.ca.gov). The conditions inside each exemption are not evaluated: the data map
says which records are under which regime, and why. FCRA, GLBA and DPPA leave the liability for a breach
(§1798.150) in place. An insurer applies the Act to whatever the Insurance Code does not govern. Left out: the general
carve-outs of §1798.145(a)-(b) (see `carve_outs`), and deidentified patient information (§1798.146(a)(4)).

>>> is_exempt(Regime.INSURANCE, Right.KNOW_SPECIFIC).value, is_exempt(Regime.YEARBOOK, Right.KNOW_SPECIFIC).value
(True, False)
>>> records = (Governed("claims", Regime.INSURANCE), Governed("page views"))
>>> [found.exempt for found in what_is_exempt(records, Right.DELETE).value]
[True, False]
>>> insurer_must_apply(InsurerData.JOB_APPLICANT).value, insurer_must_apply(InsurerData.CLAIM).value
(True, False)
>>> breach_liability_stays(Regime.FCRA).value
True
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from types import MappingProxyType

from habeas.law.california.provisions import provision
from habeas.law.california.rights import Right
from habeas.law.california.ruling import ruling
from habeas.law.errors import UncoveredCase
from habeas.law.rule import rule
from habeas.law.verdict import Citation, Verdict, civil_code, regulation


class Regime(StrEnum):
    """The regimes a data map can name."""

    INSURANCE = "insurance"
    GLBA = "glba"
    HIPAA = "hipaa"
    CMIA = "cmia"
    CLINICAL_TRIAL = "clinical_trial"
    FCRA = "fcra"
    DPPA = "dppa"
    VEHICLE_WARRANTY = "vehicle_warranty"
    COMMERCIAL_CREDIT = "commercial_credit"
    STUDENT_GRADES = "student_grades"
    STUDENT_ASSESSMENT = "student_assessment"
    YEARBOOK = "yearbook"

    @property
    def text(self) -> RegimeText:
        """What to print."""
        return _TEXTS[self]


@dataclass(frozen=True, slots=True)
class RegimeText:
    """How the answer names a regime, says why the record is left out, and where the rights in it are found."""

    title: str
    basis: str
    pointer: str
    citations: tuple[Citation, ...]
    rights: frozenset[Right]  # the rights that do not reach such records


_ALL = frozenset(Right)


def _text(
    title: str,
    about: str,
    source: str,
    notice: str,
    *citations: Citation,
    rights: frozenset[Right] = _ALL,
) -> RegimeText:
    return RegimeText(
        title,
        f"This request does not reach this information, which is {about}.",
        f"Your rights in this information come from {source}; see our {notice}.",
        citations,
        rights,
    )


_OPT_OUT = frozenset({Right.OPT_OUT})
_DELETE_AND_OPT_OUT = frozenset({Right.DELETE, Right.OPT_OUT})
_KNOW_SPECIFIC = frozenset({Right.KNOW_SPECIFIC})

_TEXTS: Mapping[Regime, RegimeText] = MappingProxyType(
    {
        Regime.INSURANCE: _text(
            "Insurance Code",
            "about a policy, an application, or a claim and is governed by the California Insurance Code",
            "the California Insurance Code",
            "notice of insurance information practices",
            regulation("7270"),
            regulation("7271"),
        ),
        Regime.GLBA: _text(
            "Financial privacy (GLBA)",
            "governed by the federal Gramm-Leach-Bliley Act, the California Financial Information Privacy Act, or "
            "the federal Farm Credit Act",
            "those financial privacy laws",
            "financial privacy notice",
            civil_code("1798.145(e)"),
        ),
        Regime.HIPAA: _text(
            "Protected health information (HIPAA)",
            "protected health information governed by the federal HIPAA rules",
            "the federal HIPAA rules",
            "notice of privacy practices",
            civil_code("1798.145(c)(1)"),
            civil_code("1798.146(a)(1)-(3)"),
        ),
        Regime.CMIA: _text(
            "Medical information (CMIA)",
            "medical information governed by the California Confidentiality of Medical Information Act",
            "the Confidentiality of Medical Information Act",
            "notice of privacy practices",
            civil_code("1798.145(c)(1)"),
            civil_code("1798.146(a)(1)-(2)"),
        ),
        Regime.CLINICAL_TRIAL: _text(
            "Clinical trials and research",
            "part of a clinical trial or other research conducted under the rules that protect human subjects",
            "those rules and the consent you signed",
            "study information sheet",
            civil_code("1798.145(c)(1)(C)"),
            civil_code("1798.146(a)(5)"),
        ),
        Regime.FCRA: _text(
            "Consumer reports (FCRA)",
            "used under the federal Fair Credit Reporting Act",
            "the Fair Credit Reporting Act",
            "consumer report notice",
            civil_code("1798.145(d)"),
        ),
        Regime.DPPA: _text(
            "Motor vehicle records (DPPA)",
            "governed by the federal Driver's Privacy Protection Act",
            "the Driver's Privacy Protection Act",
            "notice on motor vehicle records",
            civil_code("1798.145(f)"),
        ),
        Regime.VEHICLE_WARRANTY: _text(
            "Vehicle and vessel warranty or recall",
            "shared between a dealer and a manufacturer only for a warranty repair or a recall",
            "the warranty and the law on recalls",
            "warranty information",
            civil_code("1798.145(g)"),
            rights=_OPT_OUT,
        ),
        Regime.COMMERCIAL_CREDIT: _text(
            "Commercial credit reporting",
            "the name or business contact of an owner, director, officer, or manager in a commercial credit report",
            "the law on commercial credit reports",
            "commercial credit notice",
            civil_code("1798.145(o)"),
            rights=_DELETE_AND_OPT_OUT,
        ),
        Regime.STUDENT_GRADES: _text(
            "Student grades and scores",
            "a grade, score, or test result that we hold for the school or district where you are enrolled",
            "the law on student records",
            "student records notice",
            civil_code("1798.145(q)(1)"),
            rights=frozenset({Right.DELETE}),
        ),
        Regime.STUDENT_ASSESSMENT: _text(
            "Educational assessments",
            "an educational assessment that would lose its validity if it were disclosed",
            "the law on student records",
            "assessment rules",
            civil_code("1798.145(q)(2)"),
            rights=_KNOW_SPECIFIC,
        ),
        Regime.YEARBOOK: _text(
            "Yearbooks and other physical items",
            "used with your consent to produce a physical item, such as a yearbook, at significant expense",
            "the consent you gave",
            "order terms",
            civil_code("1798.145(r)"),
            rights=_DELETE_AND_OPT_OUT,
        ),
    }
)


@dataclass(frozen=True, slots=True)
class Governed:
    """A record, and the other law that governs it, if any.

    `later_applied`: what a visitor left before applying to an insurer.
    """

    name: str
    regime: Regime | None = None
    later_applied: bool = False


@dataclass(frozen=True, slots=True)
class Standing:
    """Whether a record is out of the request's reach; the consumer is told by which law, and where to turn."""

    name: str
    exempt: bool
    regime: str = ""
    basis: str = ""
    pointer: str = ""
    citations: tuple[Citation, ...] = ()


class InsurerData(StrEnum):
    """What an insurer, its agents and support organizations hold."""

    WEBSITE_VISITOR = "website_visitor"  # who has not applied
    MARKETING = "marketing"
    EMPLOYEE = "employee"
    JOB_APPLICANT = "job_applicant"
    APPLICATION = "application"  # for insurance
    POLICY = "policy"
    POLICY_SERVICING = "policy_servicing"
    CLAIM = "claim"


_INSURANCE_CODE = frozenset(
    {InsurerData.APPLICATION, InsurerData.POLICY, InsurerData.POLICY_SERVICING, InsurerData.CLAIM}
)
_BREACH_LIABILITY = frozenset({Regime.FCRA, Regime.GLBA, Regime.DPPA})


@rule("A-58", "A-59")
def is_exempt(regime: Regime, right: Right) -> Verdict[bool]:
    """Are records under this regime out of reach of this kind of request?"""
    text = regime.text
    row = "A-58" if regime is Regime.INSURANCE else "A-59"
    if right in text.rights:
        return replace(ruling(True, text.basis, row), citations=text.citations)
    reason = f"The regime {text.title!r} leaves a request of this kind in place."
    return replace(ruling(False, reason, row), citations=text.citations)


@rule("A-58", "A-59", "G-15")
def what_is_exempt(records: Sequence[Governed], right: Right) -> Verdict[tuple[Standing, ...]]:
    """Which of these records does the request not reach, and which law governs them?"""
    found = tuple(_standing(record, right) for record in records)
    exempt = [one for one in found if one.exempt]
    reason = f"{len(exempt)} of {len(found)} records are outside; the request reaches the rest."
    rows = tuple(dict.fromkeys("A-58" if record.regime is Regime.INSURANCE else "A-59" for record in records))
    return ruling(found, reason, *(rows or ("A-59",)), "G-15", doubts=applied_later(records))


def _standing(record: Governed, right: Right) -> Standing:
    if record.regime is None or not is_exempt(record.regime, right).value:
        return Standing(record.name, False)
    text = record.regime.text
    return Standing(record.name, True, record.regime.value, text.basis, text.pointer, text.citations)


def applied_later(records: Iterable[Governed]) -> tuple[str, ...]:
    """The doubt about what visitors left who applied later, if there is any of it."""
    open_question = any(record.later_applied and record.regime is None for record in records)
    return (provision("A-58").doubt,) if open_question else ()


@rule("A-58")
def insurer_must_apply(data: InsurerData, *, later_applied: bool = False) -> Verdict[bool]:
    """Must an insurer apply the Act to data of this kind? To all that the Insurance Code does not govern.

    `later_applied`: the visitor has applied for insurance since.
    """
    if data in _INSURANCE_CODE:
        return ruling(False, "The Insurance Code governs this; the rights in it come from there.", "A-58")
    doubts = [provision("A-58").doubt] if later_applied else []
    return ruling(True, "The Insurance Code does not govern this; the Act applies.", "A-58", doubts=doubts)


@rule("A-59")
def breach_liability_stays(regime: Regime) -> Verdict[bool]:
    """Does the business stay liable for a breach of records that this regime takes out of the Act?"""
    if regime in _BREACH_LIABILITY:
        return ruling(True, f"The exemption {regime.text.title!r} does not reach the liability for a breach.", "A-59")
    raise UncoveredCase(f"No rule here says whether {regime.text.title!r} leaves the liability for a breach in place.")
