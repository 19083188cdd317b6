"""What a deletion owes to others and to the consumer: whom it is passed on to, and what the answer says.

Civ. Code §§1798.105(c), 1798.145(a); Cal. Code Regs., tit. 11, §§7022(b)-(h), 7080(d)(2), 7101; read 2026-11-23
(https://cppa.ca.gov/regulations/). Who counts as a service provider or contractor follows from the contract
(`disclosure`). Left out: by when (`clock`), what stays and why (`what_stays`), how a hold ends.

>>> shop = Recipient("T1", sold=True)
>>> gone = Recipient("T2", sold=True, skip=Skip.IMPOSSIBLE, facts="T2 was dissolved in March 2026.")
>>> [(found.name, found.told) for found in whom_to_tell((shop, gone)).value]
[('T1', True), ('T2', False)]
>>> check_deletion_answer(DeletionAnswer(says_whether_complied=True)).reason
'1 error: The answer does not say that a record of the request is kept.'
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from habeas.law.california.delete import DeleteScope, delete_scope, must_offer_opt_out
from habeas.law.california.disclosure import Role
from habeas.law.california.disproportionate import Processes, Task, may_claim
from habeas.law.california.finding import Findings, error, report
from habeas.law.california.reach import Source
from habeas.law.california.ruling import ruling
from habeas.law.parameter import Parameter
from habeas.law.rule import rule
from habeas.law.verdict import Verdict


class Skip(StrEnum):
    """Why a third party is not told."""

    IMPOSSIBLE = "impossible"
    DISPROPORTIONATE = "disproportionate"


_READY = Processes(has_request_methods=True, has_trained_staff=True)


@dataclass(frozen=True, slots=True)
class Recipient:
    """Somebody who got the data.

    `deleted_by_us`: the business deletes there itself. `skip`: telling it is impossible or out of proportion, with the
    `facts` for which it is.
    """

    name: str
    role: Role = Role.THIRD_PARTY
    sold: bool = False
    shared: bool = False
    deleted_by_us: bool = False
    skip: Skip | None = None
    facts: str = ""


@dataclass(frozen=True, slots=True)
class Telling:
    """Whether a recipient is told of the deletion; if not, the explanation that the consumer gets, if one is due."""

    name: str
    told: bool
    deleted_by_us: bool = False
    explanation: str = ""


@rule("G-02", "G-03")
def whom_to_tell(recipients: Sequence[Recipient], processes: Processes = _READY) -> Verdict[tuple[Telling, ...]]:
    """Who is told of a deletion? Every provider and contractor, and every third party it was sold to or shared with.

    Raises ClaimRefused for a third party that is left out without facts, or by a business without processes.
    """
    found = tuple(_telling(one, processes) for one in recipients)
    told = [one.name for one in found if one.told]
    reason = f"Told of the deletion: {', '.join(told) or 'nobody'}."
    rows = ("G-02", "G-03") if any(one.explanation for one in found) else ("G-02",)
    return ruling(found, reason, *rows)


def _telling(recipient: Recipient, processes: Processes) -> Telling:
    if recipient.role is not Role.THIRD_PARTY:
        return Telling(recipient.name, not recipient.deleted_by_us, recipient.deleted_by_us)
    if not (recipient.sold or recipient.shared):
        return Telling(recipient.name, False)
    if recipient.skip is None:
        return Telling(recipient.name, True)
    claim = may_claim(
        Task.TELL_THIRD_PARTIES,
        processes,
        facts=recipient.facts,
        impossible=recipient.skip is Skip.IMPOSSIBLE,
        significantly_outweighs=recipient.skip is Skip.DISPROPORTIONATE,
    )
    return Telling(recipient.name, False, explanation=claim.reason)


@dataclass(frozen=True, slots=True)
class DeletionAnswer:
    """What the answer says, and what it is about. `denied` includes denied in part."""

    says_whether_complied: bool = False
    says_record_is_kept: bool = False
    denied: bool = False
    explains_basis: bool = False  # in detail
    law_forbids_explaining: bool = False
    third_parties_not_told: bool = False
    explains_third_parties: bool = False  # with the facts
    sells_or_shares: bool = True
    opt_out_on_file: bool = False
    offers_opt_out: bool = False


@rule("G-03", "G-07", "G-08", "G-10")
def check_deletion_answer(answer: DeletionAnswer) -> Verdict[Findings]:
    """What does this answer to a request to delete still lack?"""
    offer = must_offer_opt_out(sells_or_shares=answer.sells_or_shares, opt_out_on_file=answer.opt_out_on_file).value
    explained = not answer.denied or answer.law_forbids_explaining or answer.explains_basis
    told = not answer.third_parties_not_told or answer.explains_third_parties
    offered = not (answer.denied and offer) or answer.offers_opt_out
    tests = (
        (answer.says_whether_complied, "G-08", "The answer does not say whether the request was complied with."),
        (answer.says_record_is_kept, "G-08", "The answer does not say that a record of the request is kept."),
        (explained, "G-07", "The basis of the denial is not explained in detail."),
        (told, "G-03", "The answer does not explain, with the facts, why third parties were not told."),
        (offered, "G-10", "The answer does not ask whether the consumer wants to opt out of sale and sharing."),
    )
    found = tuple(error(row, "answer", text, "Say it.") for holds, row, text in tests if not holds)
    rows = tuple(dict.fromkeys(one.row for one in found)) or ("G-08",)
    return report(found, *rows, good="The answer says all that is due.")


@rule("G-09", "G-13")
def may_keep_suppression(
    receipt_on: date, *, minimal: bool, confidential: bool, only_to_keep_deleted: bool, source: Source = Source.GIVEN
) -> Verdict[bool]:
    """May an entry be kept by which the data is recognized, and stays deleted, when it comes in again?

    >>> entry = {"minimal": True, "confidential": True, "only_to_keep_deleted": True}
    >>> may_keep_suppression(date(2026, 11, 23), **entry).value
    True
    """
    rows, used = _suppression(receipt_on, source)
    tests = ((minimal, "minimal"), (confidential, "confidential"), (only_to_keep_deleted, "for this purpose only"))
    missing = [text for holds, text in tests if not holds]
    if missing:
        return ruling(False, f"The entry must be {', '.join(missing)}.", *rows, parameters=used)
    reason = "A minimal, confidential entry may be kept so that the data stays deleted."
    return ruling(True, reason, *rows, parameters=used)


def _suppression(receipt_on: date | None, source: Source) -> tuple[tuple[str, ...], tuple[Parameter, ...]]:
    """The rows and parameters: an entry for what others supplied rests on the new bill once the right reaches it."""
    if receipt_on is None or source not in (Source.BOUGHT, Source.THIRD_PARTY):
        return ("G-09",), ()
    scope = delete_scope(receipt_on)
    rows = ("G-09", "G-13") if scope.value is DeleteScope.ABOUT_CONSUMER else ("G-09",)
    return rows, scope.parameters


@rule("G-09", "G-13")
def may_recreate(
    *,
    suppressed: bool,
    given_anew_by_consumer: bool = False,
    receipt_on: date | None = None,
    source: Source = Source.GIVEN,
) -> Verdict[bool]:
    """May a record come into being again for somebody whose data was deleted?

    Not from a list that comes in, while the entry stands; the consumer may of course come back. (Our choice.)
    `receipt_on`: of the request to delete. `source`: of the record that was deleted; for what others supplied the entry
    rests on the new bill, once the right reaches such information.

    >>> may_recreate(suppressed=True).value
    False
    """
    if suppressed and not given_anew_by_consumer:
        rows, used = _suppression(receipt_on, source)
        reason = "The consumer asked for deletion; the entry keeps the data from coming back."
        return ruling(False, reason, *rows, parameters=used)
    return ruling(True, "Nothing keeps this record from being made.", "G-09")


@rule("G-11")
def is_choice_of_deletion_lawful(
    *,
    offers_delete_all: bool,
    offers_parts: bool = True,
    deletes_parts_elsewhere: bool = False,
    points_there: bool = False,
) -> Verdict[bool]:
    """May a form offer this choice of what to delete?

    `deletes_parts_elsewhere`: users can delete chosen categories somewhere else, such as in their settings.

    >>> is_choice_of_deletion_lawful(offers_delete_all=False).value
    False
    """
    if offers_parts and not offers_delete_all:
        return ruling(False, "A choice of parts needs one choice that deletes all.", "G-11")
    if deletes_parts_elsewhere and not points_there:
        return ruling(False, "Tell consumers where they can delete chosen categories, and point there.", "G-11")
    return ruling(True, "The choice may be offered.", "G-11")


@rule("G-14")
def kept_for_loyalty_program(held: Mapping[str, bool], *, stays: bool = True) -> Verdict[tuple[str, ...]]:
    """What may stay for a loyalty program whose member asks to delete? `held`: each item, and whether it is needed.

    >>> kept_for_loyalty_program({"email": True, "spend": True, "browsing": False}).value
    ('email', 'spend')
    """
    if not stays:
        return ruling((), "The consumer leaves the program; nothing stays for it.", "G-14")
    kept = tuple(name for name, needed in held.items() if needed)
    return ruling(kept, "What the program needs stays while the consumer is a member; the rest is deleted.", "G-14")


class Hold(StrEnum):
    """What freezes data."""

    LAW_ENFORCEMENT = "law_enforcement"  # an agency directed not to delete
    LITIGATION = "litigation"


@rule("G-16")
def may_delete_now(
    holds: Collection[Hold] = (),
    *,
    open_request_to_know: bool = False,
    reproductive_care: bool | None = None,
    preserves_civil_evidence: bool = False,
) -> Verdict[bool]:
    """May the data be deleted now? Not under a hold, nor before an open request to know of the same consumer.

    `reproductive_care`: whether it is about contraception, pregnancy care, perinatal care or abortion services. No
    hold is a ground to keep such data but the duty to preserve evidence in a pending civil proceeding
    (`preserves_civil_evidence`); counsel decides before anything is deleted, and while the fact is not stated.

    >>> may_delete_now([Hold.LITIGATION], reproductive_care=False).settled, may_delete_now().value
    (True, True)
    """
    if holds:
        evidence = preserves_civil_evidence and set(holds) == {Hold.LITIGATION}
        return _held(holds, False if evidence else reproductive_care)
    if open_request_to_know:
        return ruling(False, "The open request to know is answered first.", "G-16")
    return ruling(True, "Nothing holds the data.", "G-16")


def _held(holds: Collection[Hold], reproductive_care: bool | None) -> Verdict[bool]:
    words = " and ".join(str(one).replace("_", " ") for one in dict.fromkeys(holds))
    if reproductive_care:
        reason = f"A hold ({words}) is no ground to keep such data; ask counsel before doing anything."
        doubt = "Whether data about reproductive care that somebody wants held is deleted at once."
        return ruling(False, reason, "G-16", "A-60", doubts=(doubt,))
    reason = f"The data is under a hold ({words})."
    if reproductive_care is None:
        doubt = "It is not stated whether the data is about reproductive care, which no such hold keeps; ask counsel."
        return ruling(False, reason, "G-16", "A-60", doubts=(doubt,))
    return ruling(False, reason, "G-16")


@rule("G-17")
def reaches_request_record() -> Verdict[bool]:
    """Does a request to delete reach the record of requests?

    >>> reaches_request_record().value
    False
    """
    return ruling(False, "The record of the request is kept as the regulation requires; deletion spares it.", "G-17")
