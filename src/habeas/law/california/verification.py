"""How sure a business must be of who is asking, how it gets there, and what follows if it does not.

Cal. Code Regs., tit. 11, §§7060, 7062, with §§7022(a), 7022(g), 7023(a), 7024(a)-(b); read 2026-11-23
(https://cppa.ca.gov/regulations/). The numbers of data points are the regulation's safe harbour ("may
include"), not the only way. For a sensitive deletion or correction the declaration is not demanded in terms;
asking for it is our default. Left out: account holders (§7061), agents (§7063), minors (§7070), appeals about
automated decisions.

`points` counts reliable data points that matched; whether two of them are independent is judged in matching.

>>> assess(Right.KNOW_SPECIFIC, sensitive=False, points=3, declaration=False).reason
'A reasonably high degree of certainty is not reached: a signed declaration is missing.'
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType

from habeas.law.california.delete import must_offer_opt_out
from habeas.law.california.duties import Duty
from habeas.law.california.rights import Right, VerifiableRight, verifiable
from habeas.law.errors import ImpossibleInput, UncoveredCase
from habeas.law.verdict import Citation, Verdict, civil_code, regulation


class Degree(StrEnum):
    """How certain the business must be."""

    REASONABLE = "reasonable"
    REASONABLY_HIGH = "reasonably_high"

    @property
    def phrase(self) -> str:
        """The regulation's words for it."""
        return f"{self.replace('_', ' ')} degree of certainty"


@dataclass(frozen=True, slots=True)
class Requirement:
    """What reaches the degree in the safe harbour."""

    data_points: int
    declaration: bool


@dataclass(frozen=True, slots=True)
class Assessment:
    """Whether the evidence reaches the degree, and what is missing if not."""

    reached: bool
    degree: Degree
    requirement: Requirement
    points_missing: int
    declaration_missing: bool
    reason: str
    citations: tuple[Citation, ...]


@dataclass(frozen=True, slots=True)
class Fallback:
    """What follows when the degree is not reached by the deadline. `must_deny` is False where the law says may."""

    must_deny: bool
    duties: tuple[Duty, ...]


DECLARATION_TEXT = (
    "I declare under penalty of perjury under the laws of the State of California that I am the consumer whose "
    "personal information is the subject of this request."
)

# §7060(c)(2): avoid collecting the kinds of Civ. Code §1798.81.5(d), unless necessary to verify.
FORBIDDEN_FIELDS: Mapping[str, str] = MappingProxyType(
    {
        "ssn": "Social Security number",
        "driver_licence": "driver's license number",
        "state_id": "state identification card number",
        "passport": "passport number",
        "military_id": "military identification number",
        "government_id": "other government-issued identification number",
        "tax_number": "tax identification number",
        "account_number_with_code": "account or card number with its security code or password",
        "medical_information": "medical information",
        "health_insurance": "health insurance information",
        "biometric": "unique biometric data",
        "genetic": "genetic data",
        "login_with_password": "user name or email address with its password",
    }
)
FORBIDDEN_FIELDS_CITATIONS: tuple[Citation, ...] = (regulation("7060(c)(2)"), civil_code("1798.81.5(d)"))


def may_ask(field: str, *, necessity: str = "") -> Verdict[bool]:
    """Whether a form may ask for this kind of field; a forbidden kind needs a recorded necessity."""
    cited = FORBIDDEN_FIELDS_CITATIONS
    if field not in FORBIDDEN_FIELDS:
        return Verdict(True, "The field is not among the kinds to avoid.", cited)
    name = FORBIDDEN_FIELDS[field]
    if necessity.strip():
        return Verdict(True, f"Asking for a {name} is recorded as necessary to verify: {necessity.strip()}", cited)
    return Verdict(False, f"A form asks for no {name} unless it is necessary to verify and the need recorded.", cited)


def required_degree(right: VerifiableRight, *, sensitive: bool) -> Verdict[Degree]:
    """The degree for this request; `sensitive` is whether the data is sensitive or a mistake would harm."""
    match verifiable(right):
        case Right.KNOW_CATEGORIES:
            return _degree(Degree.REASONABLE, "A request to know categories", "7062(b)")
        case Right.KNOW_SPECIFIC | Right.ACCESS_ADMT:
            return _degree(Degree.REASONABLY_HIGH, "A request for specific information", "7062(c)")
        case Right.DELETE | Right.CORRECT if sensitive:
            return _degree(Degree.REASONABLY_HIGH, f"A request to {right} sensitive information", "7062(d)")
        case Right.DELETE | Right.CORRECT:
            return _degree(Degree.REASONABLE, f"A request to {right} information of low sensitivity", "7062(d)")
    raise UncoveredCase(f"No rule here says how certain a request of kind {str(right)!r} must be.")


def _degree(degree: Degree, request: str, section: str) -> Verdict[Degree]:
    return Verdict(degree, f"{request} is verified to a {degree.phrase}.", (regulation(section),))


def requirement(right: VerifiableRight, *, sensitive: bool) -> Verdict[Requirement]:
    """The data points and the declaration that reach the degree for this request."""
    degree = required_degree(right, sensitive=sensitive)
    match degree.value:
        case Degree.REASONABLE:
            reason = f"{degree.reason} Two matching reliable data points reach it."
            return Verdict(Requirement(2, False), reason, (regulation("7062(b)"), *degree.citations))
        case Degree.REASONABLY_HIGH:
            reason = f"{degree.reason} Three matching reliable data points and a signed declaration reach it."
            return Verdict(Requirement(3, True), reason, (regulation("7062(c)"), *degree.citations))
    raise UncoveredCase(f"No requirement is known for the degree {degree.value!r}.")


def assess(right: VerifiableRight, *, sensitive: bool, points: int, declaration: bool) -> Assessment:
    """Whether this evidence reaches the degree for this request."""
    if points < 0:
        raise ImpossibleInput(f"Matched data points cannot be negative, found {points!r}.")
    needed = requirement(right, sensitive=sensitive)
    degree = required_degree(right, sensitive=sensitive).value
    points_missing = max(0, needed.value.data_points - points)
    declaration_missing = needed.value.declaration and not declaration
    reached = points_missing == 0 and not declaration_missing
    return Assessment(
        reached,
        degree,
        needed.value,
        points_missing,
        declaration_missing,
        _outcome(degree, points_missing, declaration_missing),
        tuple(dict.fromkeys(needed.citations)),
    )


def _outcome(degree: Degree, points_missing: int, declaration_missing: bool) -> str:
    missing = []
    if points_missing:
        missing.append("1 data point" if points_missing == 1 else f"{points_missing} data points")
    if declaration_missing:
        missing.append("a signed declaration")
    if not missing:
        return f"A {degree.phrase} is reached."
    verb = "is" if points_missing + declaration_missing == 1 else "are"
    return f"A {degree.phrase} is not reached: {' and '.join(missing)} {verb} missing."


def fallback(right: VerifiableRight, *, sells_or_shares: bool, opt_out_on_file: bool) -> Verdict[Fallback]:
    """What is owed when identity is still not verified at the deadline (the answer keeps its date, §7021(b))."""
    said: tuple[Duty, ...] = (Duty.STATE_REASON, Duty.SAY_UNVERIFIED)
    duties: tuple[Duty, ...]
    match right:
        case Right.KNOW_SPECIFIC:
            duties = (*said, Duty.EVALUATE_AS_KNOW_CATEGORIES)
            cited = (regulation("7062(f)"), regulation("7024(a)"))
            return Verdict(Fallback(True, duties), _unverified("specific pieces must be denied"), cited)
        case Right.KNOW_CATEGORIES:
            duties = (*said, Duty.POINT_TO_POLICY)
            return Verdict(Fallback(False, duties), _unverified("the request may be denied"), (regulation("7024(b)"),))
        case Right.DELETE:
            offer = must_offer_opt_out(sells_or_shares=sells_or_shares, opt_out_on_file=opt_out_on_file)
            duties = (*said, Duty.OFFER_OPT_OUT) if offer.value else said
            reason = f"{_unverified('the request may be denied')} {offer.reason}"
            return Verdict(Fallback(False, duties), reason, (regulation("7022(a)"), *offer.citations))
        case Right.CORRECT:
            return Verdict(Fallback(False, said), _unverified("the request may be denied"), (regulation("7023(a)"),))
    raise UncoveredCase(f"No rule here says what follows an unverified request of kind {str(right)!r}.")


def _unverified(consequence: str) -> str:
    return f"The identity of the requestor could not be verified, so {consequence}."
