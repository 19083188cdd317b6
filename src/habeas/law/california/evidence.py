"""From a list of evidence to a degree of certainty: what counts, what does not and why, and what is still missing.

Cal. Code Regs., tit. 11, §§7060(c), (h), 7061, 7062; read 2026-11-23 (https://cppa.ca.gov/regulations/). Each reliable
datum that matches counts once: fields of one kind are one datum (`datum.KINDS`: first and last name are the name), and
so are equal values. A confirmed e-mail address is possession, no second point about identity; an address that spells
the name adds nothing to the name until a person has looked at it (our choice). The numbers of points are a
safe harbour: an identity service, or a documented method of the business, may reach a degree too. Left out: how data is
compared (`habeas.matching`), which signs make a suspicion (`accounts`), and records without a name (`device`).

>>> name, street = Item(Proof.DATA_POINT, "name"), Item(Proof.DATA_POINT, "street")
>>> found = degree_reached(Right.KNOW_SPECIFIC, (name, street, Item(Proof.EMAIL_POSSESSION, "email")))
>>> found.value.reached, found.value.missing
(False, ('1 data point', 'a signed declaration'))
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from habeas.law.california.choices import DEFAULT, Choices
from habeas.law.california.datum import compact, kind_of, spells
from habeas.law.california.rights import Right, VerifiableRight
from habeas.law.california.ruling import ruling
from habeas.law.california.verification import Degree, assess, required_degree
from habeas.law.errors import ImpossibleInput
from habeas.law.rule import rule
from habeas.law.verdict import Verdict


class Proof(StrEnum):
    """Kinds of evidence."""

    DATA_POINT = "data_point"  # what the consumer gave agrees with what is on file
    DOCUMENT = "document"  # agrees too; asked for only by exception
    EMAIL_POSSESSION = "email_possession"
    PHONE_POSSESSION = "phone_possession"
    DECLARATION = "declaration"  # under penalty of perjury, to be the consumer
    LOGIN = "login"  # to the consumer's own password-protected account
    REAUTHENTICATION = "reauthentication"
    IDENTITY_SERVICE = "identity_service"  # of a third party, under the same rules
    DEVICE_PUSH = "device_push"
    OTHER_METHOD = "other_method"  # documented by the business


@dataclass(frozen=True, slots=True)
class Item:
    """One piece of evidence. `field` says which datum it is about (`datum.KINDS`, in any spelling), `repeats` which
    other datum it only repeats. What does not match, or is not reliable, reaches nothing, of whatever kind."""

    kind: Proof
    field: str = ""
    value: str = ""  # to see whether two are the same, and whether an e-mail address spells the name
    matches: bool = True
    reliable: bool = True
    independent: bool = True
    contested: bool = False  # the datum that a correction disputes
    repeats: str = ""
    reviewed: bool = False  # a person found that both count
    signed: bool = True
    under_perjury: bool = True
    degree: Degree | None = None  # reached by an identity service or another method

    @property
    def holds(self) -> bool:
        """Whether it agrees and can be relied on."""
        return self.matches and self.reliable

    @property
    def datum(self) -> str:
        """The kind of datum it is about."""
        return kind_of(self.field)


@dataclass(frozen=True, slots=True)
class Discounted:
    """Evidence that does not count, and why."""

    kind: Proof
    field: str
    why: str


class Path(StrEnum):
    """How the consumer is, or is to be, verified."""

    ACCOUNT = "account"
    DATA_POINTS = "data_points"
    IDENTITY_SERVICE = "identity_service"
    OTHER_METHOD = "other_method"


@dataclass(frozen=True, slots=True)
class Reached:
    """Whether the degree is reached, on which path, what counted, what did not, and what would reach it."""

    reached: bool
    degree: Degree
    path: Path
    points: int
    counted: tuple[str, ...]
    discounted: tuple[Discounted, ...]
    missing: tuple[str, ...]
    declaration: bool


_POINTS = (Proof.DATA_POINT, Proof.DOCUMENT)
_POSSESSION = (Proof.EMAIL_POSSESSION, Proof.PHONE_POSSESSION)
_ACCOUNT = (Proof.LOGIN, Proof.REAUTHENTICATION)
_ELSEWHERE = {Proof.IDENTITY_SERVICE: Path.IDENTITY_SERVICE, Proof.OTHER_METHOD: Path.OTHER_METHOD}
# A person may have several of these; they are two data where both values are known and differ.
_SEVERAL = frozenset({"phone", "email"})
_MAY_SPELL = frozenset({"email", "user_name"})
_PARTS = {"place": "address"}  # a whole address holds the place
_UNSEEN = (
    "Without the values nobody can see whether the {other} spells the name; if it does, the two are one point until a "
    "person has looked."
)
_ORDER = (Degree.REASONABLE, Degree.REASONABLY_HIGH)


@rule("E-03", "E-10", "E-15", "E-16", "E-20", "E-21", "E-23", "E-24", "E-25")
def degree_reached(
    right: VerifiableRight,
    evidence: Sequence[Item],
    *,
    sensitive: bool = False,
    fraud_suspected: bool = False,
    choices: Choices = DEFAULT,
) -> Verdict[Reached]:
    """Does this evidence reach the degree that this request needs, and if not, what is missing?

    `sensitive`: the data is sensitive, or a mistake would harm. `fraud_suspected`: on the account, whose log-in then
    proves nothing. Fields are recognized in any spelling as those of `datum.KINDS`: name (first, last, given, family,
    full name, surname), email, phone (telephone, mobile), address (street), place (city, state, postal code),
    date_of_birth; others compare by their words. Raises NeverVerified for an opt-out and its like.
    """
    needed = required_degree(right, sensitive=sensitive)
    if any(one.kind is Proof.REAUTHENTICATION and one.holds for one in evidence) and not fraud_suspected:
        found = Reached(True, needed.value, Path.ACCOUNT, 0, (), (), (), _is_declared(evidence))
        return ruling(found, "The account holder authenticated anew for this request.", "E-15")
    for one in evidence:
        if one.kind in _ELSEWHERE and one.degree and one.holds and _is_enough(one.degree, needed.value):
            return _reached_elsewhere(right, one, needed.value, _is_declared(evidence))
    return _by_points(right, evidence, sensitive, fraud_suspected, choices)


def _reached_elsewhere(right: VerifiableRight, one: Item, degree: Degree, declared: bool) -> Verdict[Reached]:
    first = "E-03" if one.kind is Proof.IDENTITY_SERVICE else "E-01"
    rows = (first, *required_degree(right, sensitive=degree is Degree.REASONABLY_HIGH).rows)
    found = Reached(True, degree, _ELSEWHERE[one.kind], 0, (), (), (), declared)
    who = "An identity service" if one.kind is Proof.IDENTITY_SERVICE else "A documented method of the business"
    warning = "This is not the way that the regulation names: the method's documents must show why it suffices."
    return ruling(found, f"{who} reached a {degree.phrase}.", *rows, warnings=(warning,))


def _by_points(
    right: VerifiableRight, evidence: Sequence[Item], sensitive: bool, fraud_suspected: bool, choices: Choices
) -> Verdict[Reached]:
    counted, discounted = _count(evidence, right, fraud_suspected)
    declared = _is_declared(evidence)
    judged = assess(right, points=len(counted), declaration=declared, sensitive=sensitive, choices=choices)
    missing = tuple(_missing(judged.value.points_missing, judged.value.declaration_missing))
    path = Path.DATA_POINTS
    rows, reason = judged.rows, judged.reason
    if any(one.kind is Proof.LOGIN and one.holds for one in evidence) and not fraud_suspected and missing:
        path, missing, rows = Path.ACCOUNT, ("a new authentication",), ("E-15",)
        reason = "An open session alone does not do: the account holder must authenticate anew."
    if fraud_suspected:
        rows = (*rows, "E-16")
    if any(one.contested for one in evidence) and right is Right.CORRECT:
        rows = (*rows, "E-10")
    if declared:
        rows = (*rows, "E-22")
    names = tuple(one.field for one in counted)
    found = Reached(not missing, judged.value.degree, path, len(counted), names, tuple(discounted), missing, declared)
    return ruling(found, reason, *rows, warnings=_unseen(counted))


def _unseen(counted: Sequence[Item]) -> Iterator[str]:
    """A name and an address both count, and nobody can compare them."""
    named = [one for one in counted if one.datum == "name"]
    for one in counted:
        if one.datum not in _MAY_SPELL or one.repeats or one.reviewed:
            continue
        if any(not (one.value.strip() and name.value.strip()) and not name.reviewed for name in named):
            yield _UNSEEN.format(other=_words(one.field))


def _missing(points: int, declaration: bool) -> Iterator[str]:
    if points:
        yield "1 data point" if points == 1 else f"{points} data points"
    if declaration:
        yield "a signed declaration"


def _is_enough(degree: Degree, needed: Degree) -> bool:
    return _ORDER.index(degree) >= _ORDER.index(needed)


def _is_declared(evidence: Sequence[Item]) -> bool:
    return any(one.kind is Proof.DECLARATION and not _declaration_flaw(one) for one in evidence)


def _count(evidence: Sequence[Item], right: Right, fraud: bool) -> tuple[list[Item], list[Discounted]]:
    counted: list[Item] = []
    flaws: dict[int, str] = {}
    # In one order whatever the order given: the name before what may spell it, the known value before the unknown.
    for at in sorted(range(len(evidence)), key=lambda place: _rank(evidence[place])):
        one = evidence[at]
        if one.kind is Proof.DECLARATION and not _declaration_flaw(one):
            continue
        flaws[at] = _flaw(one, counted, evidence, right, fraud)
        if not flaws[at]:
            counted.append(one)
    discounted = [Discounted(evidence[at].kind, evidence[at].field, flaws[at]) for at in sorted(flaws) if flaws[at]]
    return [evidence[at] for at in sorted(flaws) if not flaws[at]], discounted


def _rank(one: Item) -> tuple[object, ...]:
    return (
        one.datum in _MAY_SPELL,
        bool(one.repeats),
        one.datum in _PARTS,
        not one.value.strip(),
        one.datum,
        compact(one.value),
        repr(one),
    )


def _flaw(one: Item, counted: Sequence[Item], evidence: Sequence[Item], right: Right, fraud: bool) -> str:
    """Why this item is no data point; empty when it is one."""
    if one.kind in _POINTS and not one.datum:
        raise ImpossibleInput("A matched data point needs the name of its field.")
    if one.kind in _POINTS:
        return _point_flaw(one, counted, evidence, right)
    if one.kind is Proof.DECLARATION:
        return _declaration_flaw(one)
    if not one.holds:
        return "it failed" if not one.matches else "it is not reliable"
    if one.kind in _POSSESSION:
        return "possession of an address or a number is no second point about identity"
    if one.kind in _ACCOUNT:
        return "fraud on the account is suspected" if fraud else "an open session needs a new authentication"
    if one.kind is Proof.DEVICE_PUSH:
        return "it shows who holds the device; it serves where the records bear no name"
    return "it does not reach the degree this request needs"


def _point_flaw(one: Item, counted: Sequence[Item], evidence: Sequence[Item], right: Right) -> str:
    if not one.matches:
        return "it does not agree with what is on file"
    if right is Right.CORRECT and any(other.contested and _is_one_datum(one, other) for other in evidence):
        return "it is what the correction contests"
    if not one.reliable:
        return "it is not reliable"
    for other in counted:
        if _is_one_datum(one, other):
            return "it counts once" if one.datum == other.datum else f"it is the same as the {_words(other.field)}"
        if _repeats(one, other, evidence) and not (one.reviewed or other.reviewed):
            return f"it repeats the {_words(other.field)} until a person has found that both count"
    return "" if one.independent or one.reviewed else "it is not independent of another"


def _is_one_datum(one: Item, other: Item) -> bool:
    ours, theirs = _value(one), _value(other)
    if ours and ours == theirs:
        return True
    if one.datum != other.datum:
        return _PARTS.get(one.datum) == other.datum and "address" in other.field.casefold()
    return one.datum not in _SEVERAL or not (ours and theirs)


def _value(one: Item) -> str:
    value = compact(one.value)
    # A telephone number with and without the country's 1.
    return value[1:] if one.datum == "phone" and value.isdigit() and len(value) == 11 else value


def _repeats(one: Item, other: Item, evidence: Sequence[Item]) -> bool:
    said = {kind_of(one.repeats)} & {other.datum} or {kind_of(other.repeats)} & {one.datum}
    if said - {""}:
        return True
    if other.datum != "name" or one.datum not in _MAY_SPELL or not one.value.strip():
        return False
    return spells(one.value, [name.value for name in evidence if name.datum == "name" and name.matches])


def _words(field: str) -> str:
    return field.replace("_", " ")


def _declaration_flaw(one: Item) -> str:
    if not one.signed:
        return "it is not signed"
    if not one.under_perjury:
        return "it is not under penalty of perjury"
    return "" if one.reliable and one.matches else "it is not the consumer's"
