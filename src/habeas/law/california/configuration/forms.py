"""Settings of the request forms: what they ask for, of whom, and what they offer.

Cal. Code Regs., tit. 11, §§7020(d)-(e), 7022(h), 7026(c)-(d), 7027(d)-(e), 7060(b)-(e); Civ. Code §1798.130(a)(2)(A);
read 2026-11-23 (https://cppa.ca.gov/regulations/). Which field, which notary and which choice of deletion is lawful is
decided in `asking`, `delete_duties` and `intake`. Left out: the steps and looks of a form (`design`).

>>> faults = form_faults(Settings(date_range=False, retention_months=24), date(2026, 11, 23))
>>> [fault.finding.row for fault in faults]
['C-09']
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from habeas.law.california.asking import may_charge, may_require_notary, refused_fields
from habeas.law.california.configuration.settings import Change, Fault, Settings
from habeas.law.california.delete_duties import is_choice_of_deletion_lawful
from habeas.law.california.finding import error
from habeas.law.california.intake import may_need_confirmation, may_require_login, offers_older_records
from habeas.law.california.parameters import Name, parameter
from habeas.law.california.rights import NEVER_VERIFIED, Right, verifiable
from habeas.law.verdict import Verdict


def form_faults(settings: Settings, on: date) -> Iterator[Fault]:
    """What is unlawful in the settings of the forms on this day."""
    yield from _date_range(settings, on)
    yield from _accounts(settings)
    yield from _fields(settings)
    yield from _costs(settings)
    yield from _two_steps(settings)
    yield from _deletion(settings)


def _date_range(settings: Settings, on: date) -> Iterator[Fault]:
    older = offers_older_records(
        settings.retention_months,
        offers_date_range=settings.date_range,
        offers_all=settings.offers_all,
        earliest_offered_on=settings.earliest_offered_on,
        on=on,
    )
    earliest = parameter(Name.EARLIEST_COLLECTION, on).day
    for one in older.value:
        found = replace(one, where="date_range", applied=f"The form offers everything since {earliest}.")
        yield Fault(found, lambda all_: replace(all_, offers_all=True, earliest_offered_on=None))


def _accounts(settings: Settings) -> Iterator[Fault]:
    for name, rights, has_account in (
        ("account_required", settings.account_required, False),
        ("login_required", settings.login_required, True),
    ):
        for right in rights:
            verdict = may_require_login(right, has_account=has_account)
            if not verdict.value:
                found = error(
                    "C-07",
                    f"{name}.{right.value}",
                    f"The form for a request of kind {str(right)!r} asks for {_ACCOUNT[name]}. {verdict.reason}",
                    "Let people make this request without an account.",
                    applied="The form is open to everybody.",
                )
                yield Fault(found, _open_to_all)


def login_verdicts(settings: Settings) -> list[Verdict[bool]]:
    """What the rules say of each form that asks for an account or a log-in, with their doubts."""
    made = [may_require_login(right, has_account=False) for right in settings.account_required]
    return made + [may_require_login(right, has_account=True) for right in settings.login_required]


_ACCOUNT = {"account_required": "an account to be made", "login_required": "a log-in of those who have an account"}


def _open_to_all(settings: Settings) -> Settings:
    return replace(settings, account_required=(), login_required=_verified(settings.login_required))


def _verified(rights: tuple[Right, ...]) -> tuple[Right, ...]:
    return tuple(right for right in rights if may_require_login(right, has_account=True).value)


def _fields(settings: Settings) -> Iterator[Fault]:
    for right, asked in settings.asked.items():
        for name in refused_fields(right, asked, necessities=settings.necessities).value:
            why = refused_fields(right, (name,), necessities=settings.necessities)
            row = "E-02" if right in NEVER_VERIFIED else "E-04"
            where = f"asked.{right.value}.{name}"
            remedy = "Leave it out of the form."
            if row == "E-04":
                remedy = f"Leave it out of the form, or record in `necessities` why nothing less verifies: {name!r}."
            found = error(row, where, why.reason, remedy, applied=f"The form does not ask for {name!r}.")
            yield Fault(found, _without_refused)


def _without_refused(settings: Settings) -> Settings:
    kept = {
        right: tuple(
            one for one in asked if one not in refused_fields(right, asked, necessities=settings.necessities).value
        )
        for right, asked in settings.asked.items()
    }
    return replace(settings, asked=kept)


def _costs(settings: Settings) -> Iterator[Fault]:
    if settings.verification_fee and not may_charge("consumer").value:
        found = error(
            "E-08",
            "verification_fee",
            "Verification costs the consumer a fee.",
            "Verify free of charge.",
            applied="No fee is taken.",
        )
        yield Fault(found, lambda all_: replace(all_, verification_fee=False))
    yield from _notary(settings)


def _notary(settings: Settings) -> Iterator[Fault]:
    notary = settings.notary
    for right in notary.rights if notary else ():
        assert notary is not None
        if right in NEVER_VERIFIED:
            row, why = "E-02", f"A request of kind {str(right)!r} is never verified, and a notary is required."
        else:
            terms = may_require_notary(
                verifiable(right),
                business_pays=notary.business_pays,
                reimburses=notary.reimburses,
                told_before_submission=notary.told_before_submission,
            )
            if terms.value:
                continue
            row, why = "E-08", terms.reason
        remedy = "Require no notary, or pay for it, or reimburse it and say before submission how."
        found = error(row, f"notary.{right.value}", why, remedy, applied="No notary is required.")
        yield Fault(found, _without_notary(right))


def _without_notary(right: Right) -> Change:
    def mend(settings: Settings) -> Settings:
        if settings.notary is None:
            return settings
        left = tuple(one for one in settings.notary.rights if one is not right)
        return replace(settings, notary=replace(settings.notary, rights=left) if left else None)

    return mend


def _two_steps(settings: Settings) -> Iterator[Fault]:
    for right in settings.two_step:
        verdict = may_need_confirmation(right, online=True)
        if not verdict.value:
            remedy = "Take it in one step; only a deletion asked for online may be confirmed, and opting in again is."
            applied = "The request counts when it is submitted."
            yield Fault(error("C-08", f"two_step.{right.value}", verdict.reason, remedy, applied=applied), _in_one_step)


def _in_one_step(settings: Settings) -> Settings:
    kept = tuple(right for right in settings.two_step if may_need_confirmation(right, online=True).value)
    return replace(settings, two_step=kept)


def _deletion(settings: Settings) -> Iterator[Fault]:
    choice = is_choice_of_deletion_lawful(
        offers_delete_all=settings.delete_all,
        offers_parts=settings.delete_parts or not settings.delete_all,
        deletes_parts_elsewhere=settings.deletes_parts_elsewhere,
        points_there=settings.points_there,
    )
    if choice.value:
        return
    if settings.delete_all:
        remedy, applied = "Name that place in the form.", "The form names no such place; only the business knows it."
    else:
        remedy, applied = "Offer to delete everything beside the choice of parts.", "The form offers to delete all."
    found = error("G-11", "delete_all", choice.reason, remedy, applied=applied)
    yield Fault(found, lambda all_: replace(all_, delete_all=True))
