"""The general carve-outs: where the Act does not stand in the way of other duties, and for which data none of them holds.

Civ. Code §1798.145(a)-(b); read 2026-11-23 (https://leginfo.legislature.ca.gov). Data related to accessing, procuring or
searching for contraception, pregnancy care, perinatal care or abortion services knows no carve-out of subdivision (a);
deidentified or aggregate use, and the duty to preserve evidence in a pending civil proceeding, are left untouched. The
privilege of subdivision (b) names six sections, those on deletion and correction not among them. Left out: whether the
facts of a ground are there, which a person decides; the law-enforcement hold itself (§1798.145(a)(1)(B)).

>>> may_rely_on(CarveOut.SUBPOENA, Right.DELETE, reproductive_care=False).value
True
>>> may_rely_on(CarveOut.SUBPOENA, Right.DELETE, reproductive_care=True)  # doctest: +ELLIPSIS
Traceback (most recent call last):
    ...
habeas.law.errors.DenialRefused: Data about reproductive care knows no such ground... (Civ. Code §1798.145(a)(1); ...
"""

from __future__ import annotations

from enum import StrEnum

from habeas.law.california.rights import KNOW, Right
from habeas.law.california.ruling import refusal, ruling
from habeas.law.errors import DenialRefused
from habeas.law.rule import rule
from habeas.law.verdict import Verdict


class CarveOut(StrEnum):
    """The grounds."""

    COMPLY_WITH_LAW = "comply_with_law"
    SUBPOENA = "subpoena"  # or a court order
    INQUIRY = "inquiry"  # civil, criminal or regulatory
    LAW_ENFORCEMENT = "law_enforcement"  # cooperation, and the direction not to delete
    LEGAL_CLAIMS = "legal_claims"  # exercising or defending them
    DEIDENTIFIED_USE = "deidentified_use"  # deidentified or aggregate information
    OUT_OF_STATE = "out_of_state"  # every aspect of the conduct outside California
    PRIVILEGE = "privilege"  # evidentiary privilege, subdivision (b)


# 145(b) names §§110, 115, 120, 121, 130 and 135: to know, to opt out, to limit.
_PRIVILEGED = KNOW | {Right.OPT_OUT, Right.LIMIT}
_ALTERING = frozenset({Right.DELETE, Right.CORRECT})
_WORDS = {
    CarveOut.COMPLY_WITH_LAW: "another law obliges the business",
    CarveOut.SUBPOENA: "a court order or subpoena obliges the business",
    CarveOut.INQUIRY: "an authority has opened an inquiry",
    CarveOut.LAW_ENFORCEMENT: "the business cooperates with law enforcement",
    CarveOut.LEGAL_CLAIMS: "the business exercises or defends legal claims",
    CarveOut.DEIDENTIFIED_USE: "the information is used deidentified or in the aggregate",
    CarveOut.OUT_OF_STATE: "every aspect of the conduct takes place outside California",
    CarveOut.PRIVILEGE: "an evidentiary privilege protects the information",
}


@rule("A-60")
def may_rely_on(
    ground: CarveOut, right: Right, *, reproductive_care: bool | None = None, preserves_civil_evidence: bool = False
) -> Verdict[bool]:
    """May a request be refused, for the data concerned, on this general ground?

    `reproductive_care`: whether the data relates to contraception, pregnancy, perinatal care or abortion services; it
    must be known. `preserves_civil_evidence`: the data is only preserved as evidence in a pending civil proceeding.
    Raises DenialRefused.
    """
    if ground is CarveOut.PRIVILEGE:
        return _privilege(right)
    # Evidence is preserved against deletion and alteration; to preserve it is no reason to hide it.
    preserved = preserves_civil_evidence and right in _ALTERING
    if ground is not CarveOut.DEIDENTIFIED_USE and not preserved:
        _refuse_for_reproductive_care(reproductive_care)
    reason = f"The Act does not stand in the way where {_WORDS[ground]}."
    if reproductive_care and preserved:
        reason = "The data is preserved as evidence in a pending civil proceeding, and used for nothing else."
    return ruling(True, reason, "A-60")


def _privilege(right: Right) -> Verdict[bool]:
    if right not in _PRIVILEGED:
        text = f"An evidentiary privilege is no ground against a request of kind {str(right)!r}."
        raise refusal(DenialRefused, text, "A-60")
    return ruling(True, f"The Act does not stand in the way where {_WORDS[CarveOut.PRIVILEGE]}.", "A-60")


def _refuse_for_reproductive_care(reproductive_care: bool | None) -> None:
    if reproductive_care is None:
        raise refusal(DenialRefused, "State first whether the data relates to reproductive care.", "A-60")
    if reproductive_care:
        text = "Data about reproductive care knows no such ground, except to preserve evidence in a civil proceeding"
        raise refusal(DenialRefused, f"{text}; ask counsel.", "A-60")
