"""What no answer may contain, what is said of it instead, and how a consumer finds out whether the value is right.

Cal. Code Regs., tit. 11, §§7024(d), 7023(j); read 2026-11-23 (https://cppa.ca.gov/regulations/). The list holds for
whoever asks, a verified consumer in a portal too. A template made from a body or a voice is described with what it is.
A match check answers yes or no; neither its answer nor its reason holds the value. Left out: finding such values in
free text, which the delivery does and fails closed (`habeas.delivery.never_disclose`); comparing templates.

>>> held = (Held("tax id", Kind.SSN), Held("reader", Kind.FINGERPRINT), Held("city", Kind.POSTAL_ADDRESS))
>>> found = what_is_withheld(held).value
>>> found.given, found.lines
(('city',), ('Social Security number', 'unique biometric data including a fingerprint scan'))
>>> match_answer(Kind.SSN, stated="078-05-1120", stored="078051120", verified=True, attempts_before=0, limit=3).value
<MatchAnswer.MATCH: 'match'>
>>> may_release(filter_ran=True, found=(), unreadable=1).value
False
>>> must_offer_match_check((Kind.SSN,), verified=True).value
True
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType

from habeas.law.california.kinds import Kind
from habeas.law.california.ruling import ruling
from habeas.law.errors import ImpossibleInput, UncoveredCase
from habeas.law.rule import rule
from habeas.law.verdict import Verdict


class NeverDisclose(StrEnum):
    """What no answer may contain, not even for a verified consumer (§7024(d))."""

    SSN = "ssn"
    DRIVER_LICENCE = "driver_licence"
    GOVERNMENT_ID = "government_id"
    FINANCIAL_ACCOUNT = "financial_account"
    HEALTH_INSURANCE_ID = "health_insurance_id"
    MEDICAL_ID = "medical_id"
    PASSWORD = "password"
    SECURITY_QUESTION = "security_question"
    SECURITY_ANSWER = "security_answer"
    BIOMETRIC = "biometric"

    @property
    def description(self) -> str:
        """What to say is held in place of the value (§7024(d)(1): with sufficient particularity)."""
        return _DESCRIPTIONS[self]


_DESCRIPTIONS: Mapping[NeverDisclose, str] = MappingProxyType(
    {
        NeverDisclose.SSN: "Social Security number",
        NeverDisclose.DRIVER_LICENCE: "driver's license number",
        NeverDisclose.GOVERNMENT_ID: "government-issued identification number",
        NeverDisclose.FINANCIAL_ACCOUNT: "financial account number",
        NeverDisclose.HEALTH_INSURANCE_ID: "health insurance identification number",
        NeverDisclose.MEDICAL_ID: "medical identification number",
        NeverDisclose.PASSWORD: "account password",
        NeverDisclose.SECURITY_QUESTION: "security question for your account",
        NeverDisclose.SECURITY_ANSWER: "answer to a security question for your account",
        NeverDisclose.BIOMETRIC: "unique biometric data",
    }
)
_OF_KIND: Mapping[Kind, NeverDisclose] = MappingProxyType(
    {Kind(one.value): one for one in NeverDisclose}
    | dict.fromkeys((Kind.STATE_ID, Kind.PASSPORT), NeverDisclose.GOVERNMENT_ID)
    | {Kind.PAYMENT_CARD: NeverDisclose.FINANCIAL_ACCOUNT}
    | dict.fromkeys(
        (Kind.FINGERPRINT, Kind.FACE_TEMPLATE, Kind.IRIS_OR_RETINA, Kind.VOICEPRINT, Kind.KEYSTROKE_OR_GAIT),
        NeverDisclose.BIOMETRIC,
    )
)
# What a kind is called where that says more than the description.
_PARTICULAR: Mapping[Kind, str] = MappingProxyType(
    {
        Kind.STATE_ID: "state identification card number",
        Kind.PASSPORT: "passport number",
        Kind.PAYMENT_CARD: "credit or debit card number",
        Kind.FINGERPRINT: "a fingerprint scan",
        Kind.FACE_TEMPLATE: "a scan of your face",
        Kind.IRIS_OR_RETINA: "an iris or retina scan",
        Kind.VOICEPRINT: "a voiceprint",
        Kind.KEYSTROKE_OR_GAIT: "a keystroke or gait pattern",
    }
)


@dataclass(frozen=True, slots=True)
class Held:
    """One item held. `what` says what a template of the kind `biometric` is, such as "a palm scan"."""

    name: str
    kind: Kind
    what: str = ""


@dataclass(frozen=True, slots=True)
class Withholding:
    """Which items are given, which are not, and the line that stands for each of the latter, in their order."""

    given: tuple[str, ...]
    withheld: tuple[str, ...]
    lines: tuple[str, ...]


class MatchAnswer(StrEnum):
    """All that a match check says."""

    MATCH = "match"
    NO_MATCH = "no_match"
    REFUSED = "refused"  # not verified, or too many attempts


def class_of(kind: Kind) -> NeverDisclose | None:
    """Which of the ten it is, if any."""
    return _OF_KIND.get(kind)


@rule("F-01", "F-02")
def what_is_withheld(held: Sequence[Held]) -> Verdict[Withholding]:
    """Which of these items are never disclosed, and which line says of each that it is held?

    Raises ImpossibleInput for biometric data that is not said to be anything in particular, be it by a `what` that only
    repeats the kind.
    """
    withheld = [(one.name, line_for(one)) for one in held if class_of(one.kind)]
    given = tuple(one.name for one in held if not class_of(one.kind))
    found = Withholding(given, tuple(name for name, _ in withheld), tuple(line for _, line in withheld))
    return ruling(found, f"{len(withheld)} of {len(held)} items are described and not shown.", "F-01", "F-02")


def line_for(item: Held) -> str:
    """The words that stand in place of the value."""
    group = _OF_KIND[item.kind]
    particular = "" if _only_repeats(item) else item.what.strip()
    particular = particular or _PARTICULAR.get(item.kind, "")
    if group is not NeverDisclose.BIOMETRIC:
        return particular or group.description
    if not particular:
        raise ImpossibleInput(f"Say what the biometric item {item.name!r} is, such as a fingerprint scan.")
    return f"{group.description} including {particular}"


_GENERAL = frozenset(
    (
        "a",
        "an",
        "the",
        "some",
        "my",
        "your",
        "unique",
        "biometric",
        "biometrics",
        "data",
        "datum",
        "information",
        "identifier",
        "template",
    )
)


def _only_repeats(item: Held) -> bool:
    """Whether `what` says no more than the kind does: "biometric data" of biometric data."""
    words = "".join(sign if sign.isalnum() else " " for sign in item.what.casefold()).split()
    return _OF_KIND[item.kind] is NeverDisclose.BIOMETRIC and _GENERAL.issuperset(words)


@rule("F-03")
def must_offer_match_check(withheld: Collection[Kind], *, verified: bool) -> Verdict[bool]:
    """Must the answer say how to find out whether a value not shown is the right one?"""
    if not verified:
        return ruling(False, "Only a verified consumer is told whether a value matches.", "F-03")
    if not any(class_of(kind) for kind in withheld):
        return ruling(False, "Nothing is withheld that could be confirmed.", "F-03")
    return ruling(True, "The answer says how the consumer can have a value confirmed.", "F-03")


@rule("F-03")
def match_answer(
    kind: Kind, *, stated: str, stored: str, verified: bool, attempts_before: int, limit: int
) -> Verdict[MatchAnswer]:
    """What is a consumer told who states a value and asks whether it is the one held?

    `attempts_before`: in the period to which the business's `limit` belongs. Numbers are compared without case and
    separators, secrets as they are. Raises UncoveredCase for what cannot be stated in words.
    """
    group = class_of(kind)
    if group is None:
        raise ImpossibleInput(f"A value of kind {kind.value!r} is simply disclosed.")
    if group is NeverDisclose.BIOMETRIC:
        raise UncoveredCase("No rule here says how a biometric template is compared with what a consumer states.")
    if limit < 1 or attempts_before < 0:
        raise ImpossibleInput("Attempts are counted from 0, and at least 1 is allowed.")
    if not verified:
        return ruling(MatchAnswer.REFUSED, "Verify the consumer first.", "F-03")
    if attempts_before >= limit:
        return ruling(MatchAnswer.REFUSED, "There were too many attempts; try again later.", "F-03")
    exact = group in (NeverDisclose.PASSWORD, NeverDisclose.SECURITY_QUESTION, NeverDisclose.SECURITY_ANSWER)
    same = stated == stored if exact else _significant(stated) == _significant(stored)
    if same and stored:
        return ruling(MatchAnswer.MATCH, "What you stated is what we hold.", "F-03")
    return ruling(MatchAnswer.NO_MATCH, "What you stated is not what we hold.", "F-03")


def _significant(value: str) -> str:
    return "".join(sign for sign in value.casefold() if sign.isalnum())


@rule("F-01")
def may_release(*, filter_ran: bool, found: Collection[Kind] = (), unreadable: int = 0) -> Verdict[bool]:
    """May a finished package leave? Only if every part was checked and nothing was found.

    `found`: what the output filter still sees. `unreadable`: parts that it could not check.
    """
    if not filter_ran or unreadable:
        return ruling(False, "What could not be checked does not leave.", "F-01")
    if any(class_of(kind) for kind in found):
        return ruling(False, "The package holds what is never disclosed.", "F-01")
    return ruling(True, "The package was checked, and nothing was found.", "F-01")
