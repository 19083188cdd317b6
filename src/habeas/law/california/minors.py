"""Children: who asks for them, how parenthood is established, and whose opt-in a sale of their data takes.

Civ. Code §§1798.120(c), 1798.140(ak); Cal. Code Regs., tit. 11, §§7001(jjj), 7070, 7071; read 2026-11-23
(https://cppa.ca.gov/regulations/). The ways of establishing parenthood are examples: another reasonable way may do if
it is written down. Whether a parent may ask for a child of 13 to 17 is a choice (`Choices`) that counsel must settle;
what a child under 13 asks itself, the law read does not say. Left out: the wait before asking again for an opt-in.

>>> who_asks(9, Asker.PARENT).value.value, who_asks(9, Asker.PARENT, parenthood_established=True).value.value
('establish_parenthood', 'process')
>>> establishes_parenthood(ParenthoodProof(Way.GOVERNMENT_ID, image_deleted=False)).value
False
>>> may_sell(15, opted_in_by=Asker.MINOR, confirmed=True).value.allowed, may_sell(16).value.allowed
(True, True)
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from habeas.law.california.choices import DEFAULT, Choices, ParentOfTeen
from habeas.law.california.rights import NEVER_VERIFIED, Right
from habeas.law.california.ruling import ruling
from habeas.law.errors import ImpossibleInput
from habeas.law.rule import rule
from habeas.law.verdict import Verdict

# The ages are the law's own and stand nowhere else: §§7070, 7071; Civ. Code §1798.120(c).
_OWN_VOICE, _NO_OPT_IN, _OF_AGE = 13, 16, 18


class Asker(StrEnum):
    """Who makes a request, or gives an opt-in, about a minor."""

    MINOR = "minor"
    PARENT = "parent"  # or guardian


class Next(StrEnum):
    """What comes of the request."""

    PROCESS = "process"  # verified as any other
    ESTABLISH_PARENTHOOD = "establish_parenthood"
    REVIEW = "review"  # by a person, with counsel
    REFUSE = "refuse"


class Way(StrEnum):
    """How parenthood is established; all but the last are the regulation's."""

    SIGNED_FORM = "signed_form"
    CARD_TRANSACTION = "card_transaction"
    TOLL_FREE_CALL = "toll_free_call"
    VIDEO = "video"
    IN_PERSON = "in_person"
    GOVERNMENT_ID = "government_id"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class ParenthoodProof:
    """What was done; what is not stated was not. Each field matters for its own way only."""

    way: Way
    under_perjury: bool = False  # signed form
    returned_by: str = ""  # signed form: post, fax or scan
    holder_notified: bool = False  # card: each transaction is notified to the holder
    checked_with_database: bool = False  # identity document
    image_deleted: bool = False  # identity document, promptly after the check
    why_reasonable: str = ""  # another way


@dataclass(frozen=True, slots=True)
class Sale:
    """Whether the data may be sold or shared; whose opt-in that takes, if any, and what must be said with it."""

    allowed: bool
    opt_in_by: Asker | None
    two_steps: bool
    tell_of_opt_out: bool


@rule("E-45", "E-46", "E-48")
def who_asks(
    age: int,
    asker: Asker,
    right: Right = Right.DELETE,
    *,
    parenthood_established: bool = False,
    choices: Choices = DEFAULT,
) -> Verdict[Next]:
    """What comes of a request about a person of this age that they, or a parent, make?"""
    _check_age(age)
    if asker is Asker.PARENT and age >= _OF_AGE:
        return ruling(Next.REFUSE, "A parent of an adult needs the adult's permission, like any agent.", "E-45")
    if right is Right.OPT_IN and age < _NO_OPT_IN:
        return _opt_in(age, asker, parenthood_established)
    if right is Right.OPT_IN and asker is Asker.PARENT:
        return _parent_of_teen(choices.parent_of_teen, parenthood_established)
    if right in NEVER_VERIFIED:
        return ruling(Next.PROCESS, "Nobody is verified for a request of this kind, parent or minor.", "E-02", "E-45")
    if asker is Asker.MINOR:
        return _minor(age)
    if age >= _OWN_VOICE:
        return _parent_of_teen(choices.parent_of_teen, parenthood_established)
    return _parent(parenthood_established, "E-46")


def _minor(age: int) -> Verdict[Next]:
    if age >= _OF_AGE:
        return ruling(Next.PROCESS, "An adult asks for themselves.", "A-43")
    if age >= _OWN_VOICE:
        return ruling(Next.PROCESS, "From 13 on, minors make their own requests.", "E-48")
    doubt = "The law read does not say what becomes of a request that a child under 13 makes itself."
    return ruling(Next.REVIEW, "For a child under 13 the parent or guardian asks.", "E-46", doubts=(doubt,))


def _opt_in(age: int, asker: Asker, established: bool) -> Verdict[Next]:
    """An opt-in to sale and sharing is the minor's own from 13 on, and the parent's before."""
    if asker is (Asker.MINOR if age >= _OWN_VOICE else Asker.PARENT):
        if asker is Asker.PARENT:
            return _parent(established, "E-47", "E-46")
        return ruling(Next.PROCESS, "The minor may opt in, in two steps.", "E-47", "C-18")
    return ruling(Next.REFUSE, "Under 13 the parent opts in; from 13 to 15 the minor does.", "E-47")


def _parent(established: bool, *rows: str) -> Verdict[Next]:
    if established:
        return ruling(Next.PROCESS, "The parent or guardian may ask for the child.", *rows, "E-45")
    reason = "First establish by a reasonable way that the one who asks is the child's parent or guardian."
    return ruling(Next.ESTABLISH_PARENTHOOD, reason, *rows)


def _parent_of_teen(choice: ParentOfTeen, established: bool) -> Verdict[Next]:
    if choice is ParentOfTeen.ACCEPT:
        return _parent(established, "E-48")
    if choice is ParentOfTeen.REFUSE:
        return ruling(Next.REFUSE, "The business asks minors from 13 on to make the request themselves.", "E-48")
    return ruling(Next.REVIEW, "Staff decide with counsel about a parent of a child of 13 to 17.", "E-48")


@rule("E-46")
def establishes_parenthood(proof: ParenthoodProof) -> Verdict[bool]:
    """Does this establish that somebody is the child's parent or guardian?"""
    flaw = _flaw(proof)
    if flaw:
        return ruling(False, flaw, "E-46")
    warnings = ("Delete the picture of the document promptly.",) if proof.way is Way.GOVERNMENT_ID else ()
    if proof.way is Way.OTHER:
        warnings = ("This way is not among those the regulation names; it must be reasonable.",)
    words = proof.way.replace("_", " ")
    return ruling(True, f"Parenthood is established ({words}).", "E-46", warnings=warnings)


def _flaw(proof: ParenthoodProof) -> str:
    match proof.way:
        case Way.SIGNED_FORM if not proof.under_perjury:
            return "The form must be signed under penalty of perjury."
        case Way.SIGNED_FORM if proof.returned_by not in ("post", "fax", "scan"):
            return "The form comes back by post, fax or scan."
        case Way.CARD_TRANSACTION if not proof.holder_notified:
            return "The card must be one whose holder is notified of each transaction."
        case Way.GOVERNMENT_ID if not proof.checked_with_database:
            return "The document must be checked with a database of such documents."
        case Way.GOVERNMENT_ID if not proof.image_deleted:
            return "The picture of the document must be deleted promptly after the check."
        case Way.OTHER if not proof.why_reasonable.strip():
            return "Write down why this way is reasonable."
    return ""


@rule("E-47")
def may_sell(
    age: int | None,
    *,
    knows_age: bool = True,
    wilful_disregard: bool = False,
    opted_in_by: Asker | None = None,
    parenthood_established: bool = False,
    confirmed: bool = False,
    opted_out: bool = False,
) -> Verdict[Sale]:
    """May the data of a consumer of this age be sold or shared, as far as the opt-in of minors decides it?

    `confirmed`: the opt-in was asked for and then confirmed, in two steps. `wilful_disregard`: the business closed its
    eyes to the age, which counts as knowing it.
    """
    if age is not None:
        _check_age(age)
    if opted_out:
        return ruling(Sale(False, None, False, False), "The consumer has opted out.", "E-47")
    if age is None and wilful_disregard:
        reason = "Whoever shuts their eyes to the age is taken to know it: find out the age first."
        return ruling(Sale(False, None, False, False), reason, "E-47")
    if age is None or age >= _NO_OPT_IN or not (knows_age or wilful_disregard):
        reason = "No opt-in is needed: the business does not know, and does not shut its eyes, that this is a child."
        if age is not None and age >= _NO_OPT_IN:
            reason = "From 16 on no opt-in is needed; the consumer may opt out."
        return ruling(Sale(True, None, False, False), reason, "E-47")
    if age >= _OWN_VOICE:
        given = opted_in_by is Asker.MINOR and confirmed
        reason = "From 13 to 15 the minor must have opted in, in two steps."
        return ruling(Sale(given, Asker.MINOR, True, given), reason, "E-47", "C-18")
    given = opted_in_by is Asker.PARENT and parenthood_established
    reason = "Under 13 a parent or guardian, established as such, must have opted in."
    return ruling(Sale(given, Asker.PARENT, False, given), reason, "E-47", "E-46")


def _check_age(age: int) -> None:
    if age < 0:
        raise ImpossibleInput(f"Nobody is {age!r} years old.")
