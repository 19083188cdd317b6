"""How sure a business must be of who is asking, what reaches that degree, and what follows if it is not reached.

Cal. Code Regs., tit. 11, §§7060, 7062, 7221(b)(1)(B), with §§7022(a), 7022(g), 7023(a), 7024(a)-(b); read 2026-11-23
(https://cppa.ca.gov/regulations/). The numbers of data points are the regulation's safe harbour ("may include"), not
the only way. To delete or correct what is sensitive, the declaration is not demanded in terms; asking for it is our
default (`Choices`). Left out: what counts as a point (`evidence`), account holders (`accounts`), agents (`agents`) and
minors (`minors`).

>>> assess(Right.KNOW_SPECIFIC, points=3, declaration=False).reason
'A reasonably high degree of certainty is not reached: a signed declaration is missing.'
>>> fallback(Right.KNOW_SPECIFIC).value.must_deny, fallback(Right.CORRECT).value.must_deny
(True, False)
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from habeas.law.california.choices import DEFAULT, Choices
from habeas.law.california.delete import must_offer_opt_out
from habeas.law.california.duties import Duty
from habeas.law.california.rights import Right, VerifiableRight, verifiable
from habeas.law.california.ruling import ruling
from habeas.law.errors import ImpossibleInput, UncoveredCase
from habeas.law.rule import rule
from habeas.law.verdict import Verdict


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


@dataclass(frozen=True, slots=True)
class Fallback:
    """What follows when the degree is not reached by the deadline. `must_deny` is False where the law says may."""

    must_deny: bool
    duties: tuple[Duty, ...]


DECLARATION_TEXT = (
    "I declare under penalty of perjury under the laws of the State of California that I am the consumer whose "
    "personal information is the subject of this request."
)
_FEW, _MANY = 2, 3  # §7062(b), (c): matching data points


@rule("E-20", "E-21", "E-23", "E-24", "E-25", "E-26")
def required_degree(right: VerifiableRight, *, sensitive: bool = False) -> Verdict[Degree]:
    """How certain must the business be of who makes this request?

    `sensitive`: the data is sensitive, or a wrong deletion or correction would harm; for the rights to know the degree
    does not depend on it. Raises NeverVerified for an opt-out and its like.

    >>> required_degree(Right.DELETE, sensitive=True).value.phrase
    'reasonably high degree of certainty'
    """
    match verifiable(right):
        case Right.KNOW_CATEGORIES:
            return _degree(Degree.REASONABLE, "A request to know categories", "E-20")
        case Right.KNOW_SPECIFIC:
            return _degree(Degree.REASONABLY_HIGH, "A request for specific pieces of information", "E-21")
        case Right.ACCESS_ADMT:
            return _degree(Degree.REASONABLY_HIGH, "A request to access ADMT", "E-21")
        case Right.APPEAL_ADMT:
            return _degree(Degree.REASONABLY_HIGH, "An appeal against ADMT", "E-25", "E-21")
        case Right.DELETE | Right.CORRECT if sensitive:
            return _degree(Degree.REASONABLY_HIGH, f"A request to {right} sensitive information", "E-24")
        case Right.DELETE | Right.CORRECT:
            return _degree(Degree.REASONABLE, f"A request to {right} information of low sensitivity", "E-23")
    raise UncoveredCase(f"No rule here says how certain {right.a_request} must be.")


def _degree(degree: Degree, request: str, *rows: str) -> Verdict[Degree]:
    return ruling(degree, f"{request} is verified to a {degree.phrase}.", *rows)


@rule("E-20", "E-21", "E-23", "E-24", "E-25")
def requirement(right: VerifiableRight, *, sensitive: bool = False, choices: Choices = DEFAULT) -> Verdict[Requirement]:
    """Which data points and declaration reach the degree for this request?

    >>> requirement(Right.KNOW_SPECIFIC).value
    Requirement(data_points=3, declaration=True)
    """
    degree = required_degree(right, sensitive=sensitive)
    if degree.value is Degree.REASONABLE:
        reason = f"{degree.reason} Two matching reliable data points reach it."
        return ruling(Requirement(_FEW, False), reason, *dict.fromkeys((*degree.rows, "E-20")))
    demanded = right not in (Right.DELETE, Right.CORRECT) or choices.declaration_for_sensitive
    with_what = "Three matching reliable data points" + (" and a signed declaration" if demanded else "")
    rows = dict.fromkeys((*degree.rows, "E-21"))
    return ruling(Requirement(_MANY, demanded), f"{degree.reason} {with_what} reach it.", *rows)


@rule("E-20", "E-21", "E-23", "E-24", "E-25")
def assess(
    right: VerifiableRight,
    *,
    points: int,
    declaration: bool = False,
    sensitive: bool = False,
    choices: Choices = DEFAULT,
) -> Verdict[Assessment]:
    """Do so many matched data points, with or without a signed declaration, reach the degree for this request?

    Which points count is decided in `evidence`.

    >>> assess(Right.KNOW_CATEGORIES, points=2).value.reached
    True
    """
    if points < 0:
        raise ImpossibleInput(f"Matched data points cannot be negative, found {points!r}.")
    needed = requirement(right, sensitive=sensitive, choices=choices)
    degree = required_degree(right, sensitive=sensitive).value
    points_missing = max(0, needed.value.data_points - points)
    declaration_missing = needed.value.declaration and not declaration
    reached = points_missing == 0 and not declaration_missing
    found = Assessment(reached, degree, needed.value, points_missing, declaration_missing)
    return ruling(found, _outcome(degree, points_missing, declaration_missing), *needed.rows)


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


@rule("E-25", "E-31", "E-32", "E-33", "E-34", "E-35", "E-36")
def fallback(
    right: VerifiableRight,
    *,
    sells_or_shares: bool = True,
    opt_out_on_file: bool = False,
    no_method: bool = False,
) -> Verdict[Fallback]:
    """What is owed when identity is still not verified at the deadline? The answer keeps its date (§7021(b)).

    The defaults about the opt-out are the cautious ones. `no_method`: no reasonable method of verifying exists at all.

    >>> fallback(Right.DELETE, sells_or_shares=False).value.duties
    (<Duty.STATE_REASON: 'state_reason'>, <Duty.SAY_UNVERIFIED: 'say_unverified'>)
    """
    found = _fallback(verifiable(right), sells_or_shares, opt_out_on_file)
    if not no_method:
        return found
    owed = Fallback(found.value.must_deny, (*found.value.duties, Duty.EXPLAIN_NO_METHOD))
    reason = f"{found.reason} The answer and the privacy policy say that no reasonable method exists, and why."
    return ruling(owed, reason, *found.rows, "E-36")


def _fallback(right: VerifiableRight, sells_or_shares: bool, opt_out_on_file: bool) -> Verdict[Fallback]:
    said: tuple[Duty, ...] = (Duty.STATE_REASON, Duty.SAY_UNVERIFIED)
    match right:
        case Right.KNOW_SPECIFIC:
            duties = (*said, Duty.EVALUATE_AS_KNOW_CATEGORIES)
            return ruling(Fallback(True, duties), _unverified("specific pieces must be denied"), "E-31", "E-32")
        case Right.KNOW_CATEGORIES:
            duties = (*said, Duty.POINT_TO_POLICY)
            return ruling(Fallback(False, duties), _unverified("the request may be denied"), "E-33")
        case Right.DELETE:
            offer = must_offer_opt_out(sells_or_shares=sells_or_shares, opt_out_on_file=opt_out_on_file)
            duties = (*said, Duty.OFFER_OPT_OUT) if offer.value else said
            reason = f"{_unverified('the request may be denied')} {offer.reason}"
            return ruling(Fallback(False, duties), reason, "E-34")
        case Right.CORRECT:
            return ruling(Fallback(False, said), _unverified("the request may be denied"), "E-35")
        case Right.ACCESS_ADMT:
            return ruling(Fallback(True, said), _unverified("access must be denied"), "E-31")
        case Right.APPEAL_ADMT:
            return ruling(Fallback(True, said), _unverified("the appeal is denied as access would be"), "E-25", "E-31")
    raise UncoveredCase(f"No rule here says what follows an unverified {right.words}.")


def _unverified(consequence: str) -> str:
    return f"The identity of the requestor could not be verified, so {consequence}."
