"""The broker's account with DROP: lists, keys, people, a connection that fails, providers, what data may serve.

Civ. Code §1798.99.86; Cal. Code Regs., tit. 11, §§7610, 7612(b), 7613, 7616; read 2026-11-23 in summaries only
(https://privacy.ca.gov). Left out: how the connection is made (`protocol`).

>>> missing_lists({Identifier.EMAIL, Identifier.CTVID}, selected={DropList.EMAIL}).value
(<DropList.CTVID: 'CTVID'>,)
>>> may_operate_account(authorised=True).value, may_operate_account(authorised=False).value
(True, False)
>>> usable_keys({"old": datetime(2026, 8, 1, 9, 0), "new": datetime(2026, 11, 1, 9, 0)}).value
('new',)
>>> str(connection_failed(date(2026, 11, 23), brokers_fault=False).value.report_by)
'2027-01-07'
>>> may_contact_to_verify().value
False
>>> directions([Recipient("mailer", Role.SERVICE_PROVIDER)], Status.DELETED).value
(Direction(recipient='mailer', step='delete'),)
>>> may_retain("1798.105(d)(8)").value, may_use_retained(kept_for="105(d)(8)", used_for="advertising").value
(True, False)
>>> may_use_drop_data(DropUse.SUPPRESSION).value, may_use_drop_data(DropUse.ENRICHMENT).value
(True, False)
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from habeas.law.california.drop.basis import is_marketing, is_purpose, provision_named
from habeas.law.california.drop.lists import DropList, Identifier, Status, lists_of
from habeas.law.california.parameters import Name, parameter
from habeas.law.california.provisions import provision
from habeas.law.california.ruling import ruling
from habeas.law.errors import ImpossibleInput, UncoveredCase
from habeas.law.rule import rule
from habeas.law.verdict import Verdict


class Role(StrEnum):
    """Who got the data from the broker."""

    SERVICE_PROVIDER = "service_provider"
    CONTRACTOR = "contractor"
    THIRD_PARTY = "third_party"


class DropUse(StrEnum):
    """What somebody wants data from the platform for."""

    DELETION = "deletion"
    OPT_OUT = "opt_out"
    SUPPRESSION = "suppression"
    DIRECTING_PROVIDERS = "directing_providers"
    ENRICHMENT = "enrichment"
    MEASUREMENT = "measurement"
    CONFIRMATION = "confirmation"  # of who somebody is or where they live
    MARKETING = "marketing"
    OTHER = "other"


_OUR_DUTIES = frozenset({DropUse.DELETION, DropUse.OPT_OUT, DropUse.SUPPRESSION, DropUse.DIRECTING_PROVIDERS})


@dataclass(frozen=True, slots=True)
class Recipient:
    """Somebody who holds data for or from the broker."""

    name: str
    role: Role


@dataclass(frozen=True, slots=True)
class Direction:
    """What a recipient is told to do."""

    recipient: str
    step: str  # delete, or opt_out


@dataclass(frozen=True, slots=True)
class Failure:
    """What follows a connection that failed."""

    fetch_by_hand: bool
    report_by: date | None  # none where the fault is the broker's own


@rule("J-17")
def missing_lists(
    held: Collection[Identifier | DropList], selected: Collection[DropList]
) -> Verdict[tuple[DropList, ...]]:
    """Which lists must the broker select yet, for the identifiers in its data map?"""
    missing = tuple(name for name in lists_of(held).value if name not in selected)
    reason = f"Select {', '.join(missing)}: the data map holds it." if missing else "Every list needed is selected."
    warnings = ("Until the list is selected, requests on it are not seen.",) if missing else ()
    return ruling(missing, reason, "J-17", warnings=warnings)


@rule("J-18")
def may_operate_account(*, authorised: bool, brokers_own_account: bool = True) -> Verdict[bool]:
    """May this person, of the broker or of its agent, use the account and the key?"""
    if not brokers_own_account:
        return ruling(False, "An agent operates the broker's own account, never another one for it.", "J-18")
    if not authorised:
        return ruling(False, "Only people whom the broker has authorised use its account and key.", "J-18")
    return ruling(True, "Authorised; the broker answers for what is done.", "J-18")


@rule("J-18")
def usable_keys(issued: Mapping[str, datetime]) -> Verdict[tuple[str, ...]]:
    """Which of the keys issued still works? The newest alone."""
    newest = max(issued, key=lambda key: issued[key], default=None)
    if newest and sum(at == issued[newest] for at in issued.values()) > 1:
        raise ImpossibleInput("Two keys cannot be issued at the same instant: each ends the one before it.")
    reason = "A new key switches off every older one." if newest else "No key has been issued."
    return ruling((newest,) if newest else (), reason, "J-18")


@rule("J-19")
def connection_failed(failed_on: date, *, brokers_fault: bool) -> Verdict[Failure]:
    """What follows when the automated connection fails?"""
    if brokers_fault:
        reason = "The lists are fetched by hand in the portal; the fault is the broker's to mend."
        return ruling(Failure(True, None), reason, "J-19")
    row = parameter(Name.DROP_FAULT_REPORT, failed_on)
    report_by = row.period.after(failed_on)
    reason = f"The lists are fetched by hand, and the fault is reported in writing in the account by {report_by}."
    return ruling(Failure(True, report_by), reason, "J-19", parameters=(row,))


@rule("J-20")
def may_contact_to_verify() -> Verdict[bool]:
    """May the broker contact a consumer to verify a request from the platform? Never."""
    return ruling(False, "The agency has verified the consumer; the broker does not ask again.", "J-20")


@rule("J-12", "J-13")
def directions(recipients: Sequence[Recipient], status: Status) -> Verdict[tuple[Direction, ...]]:
    """What are the service providers and contractors told, once an item has this outcome?"""
    steps = {Status.DELETED: "delete", Status.OPTED_OUT: "opt_out"}
    if status not in steps:
        return ruling((), "Nothing was deleted or opted out, so that nobody is directed.", "J-13")
    told = [one for one in recipients if one.role is not Role.THIRD_PARTY]
    found = tuple(Direction(one.name, steps[status]) for one in told)
    reason = f"All service providers and contractors, {len(found)}, are directed: {steps[status].replace('_', ' ')}."
    return ruling(found, reason, "J-13", *(("J-12",) if status is Status.OPTED_OUT else ()))


@rule("J-14")
def may_retain(kept_under: str, *, reasonably_necessary: bool = True) -> Verdict[bool]:
    """May data be kept under this provision, such as `1798.105(d)(8)`, `1798.145(d)` or a law that exempts it, `FCRA`?"""
    if not kept_under.strip():
        raise ImpossibleInput("Say under which provision it is kept.")
    found = provision_named(kept_under)
    if is_purpose(found):
        why = "It is kept so far as that purpose reasonably needs it."
        return ruling(reasonably_necessary, why if reasonably_necessary else "That purpose does not need it.", "J-14")
    if found:
        return ruling(True, "It is exempt.", "J-14")
    if is_marketing(kept_under):
        return ruling(False, "Nothing is kept for marketing.", "J-14")
    wanted = "a purpose of 1798.105(d)(1) to (8) or an exemption of 1798.145 or 1798.146"
    if any(letter.isdigit() for letter in kept_under):
        return ruling(False, f"{kept_under!r} is not {wanted}.", "J-14")
    raise UncoveredCase(f"{kept_under!r} is not {wanted}.")


@rule("J-14")
def may_use_retained(*, kept_for: str, used_for: str, purpose: str = "") -> Verdict[bool]:
    """May data that was kept be used for this?

    `kept_for`: the provision under which it stays, as for `may_retain`. `purpose`: what it is kept for, in words.
    """
    if not kept_for.strip() or not used_for.strip():
        raise ImpossibleInput("Say under which provision it is kept, and what it would be used for.")
    if is_marketing(used_for):
        return ruling(False, "What is kept is never used for marketing.", "J-14")
    kept = provision_named(kept_for)
    if not kept:
        return ruling(False, f"{kept_for!r} names no provision under which data may be kept.", "J-14")
    in_words = bool(purpose.strip()) and used_for.strip().casefold() == purpose.strip().casefold()
    same = in_words or provision_named(used_for) == kept
    return ruling(same, f"What is kept under {kept_for!r} is used for that purpose only.", "J-14")


@rule("J-28", "J-26")
def may_use_drop_data(use: DropUse, *, least_needed: bool = True) -> Verdict[bool]:
    """May data from the platform be used, or handed to a provider, for this?"""
    doubts = (provision("J-28").doubt,)
    if use not in _OUR_DUTIES:
        reason = "Data from the platform serves to delete, opt out and suppress, and nothing else."
        return ruling(False, reason, "J-28", doubts=doubts)
    if not least_needed:
        return ruling(False, "No more is used or handed on than is needed.", "J-28", doubts=doubts)
    return ruling(True, "The platform's requests are carried out with it.", "J-28", doubts=doubts)
