"""What an item of a list leads to: whether it matches, what is deleted, what stays, and the status reported.

Civ. Code §1798.99.86; Cal. Code Regs., tit. 11, §§7613, 7614; read 2026-11-23 in summaries only
(https://privacy.ca.gov). A proposal to match on more than half of the identifiers was dropped and is not here. Left
out: how hashes are made (`hashing`), and by when all this is done (`cycle`).

>>> is_match("a" * 43 + "=", ["A" * 43 + "="]).value
False
>>> parts_match(DropList.NDZ, {Identifier.FIRST_NAME, Identifier.LAST_NAME, Identifier.DATE_OF_BIRTH}).value
False
>>> held = [Held("phone", "c-1"), Held("income band", "c-1"), Held("report", "c-1", exempt_under="FCRA")]
>>> found = outcome(held).value
>>> found.status.name, found.delete, found.keep
('DELETED', ('phone', 'income band'), ('report',))
>>> outcome([Held("phone", "c-1"), Held("phone", "c-2")]).value.opt_out
('c-1', 'c-2')
>>> may_sell_new_record(["h1", "h2"], suppressed={"h2"}).value
False
>>> change = amendment(Status.NOT_FOUND, Status.DELETED, changed_on=date(2026, 11, 23)).value
>>> change.status.name, str(change.amend_by)
('DELETED', '2027-01-07')
>>> removal(open_work=True).value.restore
False
>>> may_overwrite_stored().value
False
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from habeas.law.california.drop.basis import provision_named
from habeas.law.california.drop.cycle import next_access
from habeas.law.california.drop.lists import PARTS, DropList, Identifier, Status
from habeas.law.california.ruling import ruling
from habeas.law.errors import ImpossibleInput
from habeas.law.rule import rule
from habeas.law.verdict import Verdict


@dataclass(frozen=True, slots=True)
class Held:
    """Something held about a consumer behind the identifier: a column, a record, an inference."""

    item: str
    consumer: str
    exempt_under: str = ""  # the provision or law under which it stays, as `account.may_retain` takes it
    first_party: bool = False
    inferred: bool = False

    def __post_init__(self) -> None:
        if not self.consumer.strip():
            raise ImpossibleInput(f"Say whose {self.item!r} it is: whether an item names one consumer decides it.")
        if self.exempt_under.strip() and not provision_named(self.exempt_under):
            raise ImpossibleInput(
                f"{self.exempt_under!r} exempts nothing; expected 1798.105(d)(1) to (8), a provision of 1798.145 or "
                "1798.146, or the law that it names, such as FCRA."
            )

    @property
    def exempt(self) -> bool:
        """Whether a provision lets it stay."""
        return bool(self.exempt_under.strip())

    @property
    def stays(self) -> bool:
        """Whether it is left out of a deletion."""
        return self.exempt or self.first_party


@dataclass(frozen=True, slots=True)
class Outcome:
    """What is done for one item and what is reported."""

    status: Status
    delete: tuple[str, ...] = ()
    keep: tuple[str, ...] = ()
    opt_out: tuple[str, ...] = ()  # consumers
    direct_providers: bool = False
    # Matched or not, the request stands and what is collected later is screened against its hash.
    keep_hash: bool = True


@dataclass(frozen=True, slots=True)
class Amendment:
    """A status sent again."""

    path: str
    status: Status
    amend_by: date


@dataclass(frozen=True, slots=True)
class Removal:
    """What ends with a request that was withdrawn or changed."""

    stop_suppressing: bool
    report_status: bool
    close_work: bool
    restore: bool


_FIRST_PARTY = "Whether data collected as a first party is left out of the deletion."


@rule("J-21")
def is_match(entry: str, stored: Collection[str]) -> Verdict[bool]:
    """Does the hash of an entry equal one of the stored hashes, letter for letter?"""
    found = entry in stored
    return ruling(found, "The hashes are equal." if found else "No stored hash equals the entry's.", "J-21")


@rule("J-21", "J-27")
def parts_match(drop_list: DropList, equal: Collection[Identifier]) -> Verdict[bool]:
    """Is a record a match on this list whose standardised identifiers equal the entry's in these parts? All or none."""
    lacking = [part for part in PARTS[drop_list] if part not in equal]
    if not lacking:
        return ruling(True, f"All parts of {drop_list} agree.", "J-21")
    reason = f"No match on {drop_list}: {', '.join(lacking)} differs; other stored values may be tried."
    return ruling(False, reason, "J-21", "J-27")


@rule("J-12", "J-14", "J-22", "J-23", "J-24", "J-25")
def outcome(held: Sequence[Held]) -> Verdict[Outcome]:
    """What becomes of an item behind whose identifier all of this is held? Nothing held: no match."""
    consumers = tuple(dict.fromkeys(one.consumer for one in held))
    if not consumers:
        reason = "No match; the hash is kept to screen what is collected later."
        return ruling(Outcome(Status.NOT_FOUND), reason, "J-25")
    if len(consumers) > 1:
        found = Outcome(Status.OPTED_OUT, keep=_items(held), opt_out=consumers, direct_providers=True)
        all_stays = all(one.stays for one in held)
        doubts = ("Whether several people whose data all stays are reported as exempted.",) if all_stays else ()
        if all_stays and not all(one.exempt for one in held):
            doubts = (*doubts, _FIRST_PARTY)
        reason = f"The identifier belongs to {len(consumers)} consumers: all are opted out, and nothing is deleted."
        return ruling(found, reason, "J-22", "J-12", doubts=doubts)
    return _of_one_consumer(held)


def _of_one_consumer(held: Sequence[Held]) -> Verdict[Outcome]:
    delete, keep = _items(one for one in held if not one.stays), _items(one for one in held if one.stays)
    warnings = ("What stays serves the purpose for which it stays, and never marketing.",) if keep else ()
    # Whether first-party data stays was read in summaries only: a doubt only where it decides.
    by_first_party = any(one.first_party and not one.exempt for one in held)
    doubts = (_FIRST_PARTY,) if by_first_party else ()
    rows = ("J-24", "J-14") if keep else ("J-23",)
    if not delete:
        found = Outcome(Status.EXEMPTED, keep=keep)
        return ruling(found, "A match, and everything held stays.", *rows, warnings=warnings, doubts=doubts)
    found = Outcome(Status.DELETED, delete, keep, direct_providers=True)
    reason = f"A match with one consumer: everything not exempt is deleted, {len(delete)} of {len(held)}."
    return ruling(found, reason, "J-23", *rows, warnings=warnings, doubts=doubts)


def _items(held: Iterable[Held]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(one.item for one in held))


@rule("J-25")
def may_sell_new_record(hashes: Collection[str], suppressed: Collection[str]) -> Verdict[bool]:
    """May a record with these hashes, newly collected, be sold or shared? Not if a request stands for one of them."""
    if any(one in suppressed for one in hashes):
        return ruling(False, "A request stands for this person: the record is processed and not sold.", "J-25")
    return ruling(True, "No request stands for this record.", "J-25")


@rule("J-25", "J-39", "P-19")
def amendment(
    reported: Status, now: Status, *, changed_on: date, last_access_on: date | None = None
) -> Verdict[Amendment | None]:
    """What is sent when the status of an item already reported has changed? None: nothing has."""
    if reported is now:
        return ruling(None, "The status is the one reported.", "J-39")
    access = next_access(last_access_on or changed_on)
    due_on = access.value.due_on
    found = Amendment("/data/amend", now, max(due_on, changed_on))
    overdue = (f"The access due by {due_on} is overdue: access DROP and amend at once.",) if due_on < changed_on else ()
    reason = f"The status is amended from {reported} to {now}, at the latest by {found.amend_by}."
    doubt = "The time within which a status is amended."
    warnings, doubts = (*access.warnings, *overdue), (doubt, *access.doubts)
    return ruling(found, reason, "J-25", "J-39", parameters=access.parameters, warnings=warnings, doubts=doubts)


@rule("J-29")
def removal(*, hash_known: bool = True, open_work: bool = False) -> Verdict[Removal]:
    """What follows for an item in the file of those removed?"""
    found = Removal(hash_known, report_status=False, close_work=open_work, restore=False)
    reason = "The request was withdrawn or changed: no more suppression, no status, and nothing deleted comes back."
    return ruling(found, reason, "J-29")


@rule("J-26")
def may_overwrite_stored() -> Verdict[bool]:
    """May a stored value be replaced by its standardised form? Never."""
    return ruling(False, "Standardised values serve to match; what is stored stays as it is.", "J-26")
