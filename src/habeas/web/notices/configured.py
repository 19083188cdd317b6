"""What the project sets, as the rules of law take it; and the project as it is applied.

An unlawful setting never reaches a page or a form: `lawful` puts the lawful default in its place, whatever happens.
"""

from __future__ import annotations

import typing
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from typing import Any, TypeVar

from habeas.datamap import business as written
from habeas.datamap.business import Asked, Business
from habeas.datamap.project import Project
from habeas.law.california.choices import DEFAULT, Choices
from habeas.law.california.configuration.check import lawful_configuration
from habeas.law.california.configuration.settings import Notary, Recipient, Settings
from habeas.law.california.disclosure import Consideration, Contract, Role
from habeas.law.california.frictionless import Site
from habeas.law.california.methods import Method
from habeas.law.california.notices.links import Link, Placement
from habeas.law.california.rights import Right
from habeas.law.errors import LawError
from habeas.law.facts import FactsUnreadable, read

Word = TypeVar("Word", bound=StrEnum)
# What the form of this service asks for: requests to know and to delete.
OWN_RIGHTS = (Right.KNOW_CATEGORIES, Right.KNOW_SPECIFIC, Right.DELETE)
ROLES = {
    written.Role.service_provider: Role.SERVICE_PROVIDER,
    written.Role.contractor: Role.CONTRACTOR,
    written.Role.third_party: Role.THIRD_PARTY,
}


@dataclass(frozen=True)
class Unknown:
    """A word in a setting that nothing knows; the setting goes without it."""

    file: str
    where: tuple[str | int, ...]
    text: str


class _Reader:
    """Reads words of settings; those that nothing knows are noted and left out."""

    def __init__(self) -> None:
        self.unknown: list[Unknown] = []

    def one(self, word: str, kind: type[Word], file: str, *where: str | int) -> Word | None:
        try:
            return kind(word)
        except ValueError:
            known = ", ".join(found.value for found in kind)
            self.unknown.append(Unknown(file, where, f"{word!r} is not known here; known are {known}"))
            return None

    def many(self, words: Iterable[str], kind: type[Word], *where: str | int) -> tuple[Word, ...]:
        found = (self.one(word, kind, "business.yml", *where, at) for at, word in enumerate(words))
        return tuple(word for word in found if word is not None)


def settings_of(project: Project) -> tuple[Settings, tuple[Unknown, ...]]:
    """The settings that the law has something to say about, and the words in them that nothing knows."""
    reader = _Reader()
    business, requests = project.business, project.business.requests
    settings = Settings(
        methods=_methods(business, reader),
        opt_out_methods=_listed(business, "opt_out_methods", reader),
        limit_methods=_listed(business, "limit_methods", reader),
        admt_methods=_listed(business, "admt_methods", reader),
        form_behind_link=requests.form_behind_link,
        online_only=business.online_only,
        direct_relationship=business.direct_relationship,
        in_person=requests.in_person,
        main_way=reader.one(requests.main_way, Method, "business.yml", "requests", "main_way")
        if requests.main_way
        else None,
        admt_for_significant_decisions=business.admt_for_significant_decisions,
        date_range=False,
        offers_all=requests.date_range,  # the form of this service offers everything
        retention_months=requests.retention_months,
        account_required=reader.many(requests.account_required, Right, "requests", "account_required"),
        login_required=reader.many(requests.login_required, Right, "requests", "login_required"),
        asked=_asked(business, reader),
        necessities=requests.necessities,
        notary=_notary(requests.notary, reader),
        verification_fee=requests.verification_fee,
        two_step=reader.many(requests.two_step, Right, "requests", "two_step"),
        delete_all=requests.delete_all,
        delete_parts=requests.delete_parts,
        deletes_parts_elsewhere=requests.deletes_parts_elsewhere,
        points_there=requests.points_there,
        languages=business.languages,
        notice_languages=business.notice_languages,
        sells=business.sells,
        shares=business.shares,
        sensitive_beyond_permitted=business.uses_sensitive_beyond_permitted,
        recipients=tuple(_recipient(at, one, reader) for at, one in enumerate(project.recipients.recipients)),
        signals=_signals(business.signals),
        has_website=bool(business.website) or business.online_only,
        links=tuple(_links(business, reader)),
    )
    return settings, tuple(reader.unknown)


def _methods(business: Business, reader: _Reader) -> tuple[Method, ...]:
    contact = business.contact
    offered = {
        Method.WEB_FORM: True,  # this service
        Method.TOLL_FREE: bool(contact.toll_free),
        Method.EMAIL: True,
        Method.POST: bool(contact.postal),
    }
    if business.requests.methods is None:
        return tuple(method for method, is_there in offered.items() if is_there)
    named = reader.many(business.requests.methods, Method, "requests", "methods")
    # A way without its number or address is none.
    return tuple(method for method in named if offered.get(method, True))


def _listed(business: Business, name: str, reader: _Reader) -> tuple[Method, ...]:
    words: tuple[str, ...] | None = getattr(business.requests, name)
    if words is not None:
        return reader.many(words, Method, "requests", name)
    return tuple(one for one in _methods(business, _Reader()) if one is not Method.WEB_FORM)


def _asked(business: Business, reader: _Reader) -> dict[Right, tuple[str, ...]]:
    asked = dict.fromkeys(OWN_RIGHTS, business.ask)
    for name, fields in business.requests.ask.items():
        right = reader.one(name, Right, "business.yml", "requests", "ask", name)
        if right is not None:
            asked[right] = tuple(dict.fromkeys((*asked.get(right, ()), *fields)))
    return asked


def _notary(notary: written.Notary | None, reader: _Reader) -> Notary | None:
    if notary is None:
        return None
    rights = reader.many(notary.rights, Right, "requests", "notary", "rights")
    return Notary(rights, notary.business_pays, notary.reimburses, notary.told_before_submission)


def _recipient(at: int, one: written.Recipient, reader: _Reader) -> Recipient:
    paid = reader.one(one.consideration, Consideration, "recipients.yml", "recipients", at, "consideration")
    return Recipient(
        name=one.name,
        role=ROLES[one.role],
        contract=Contract(**one.contract.model_dump(exclude={"reference"})) if one.contract else None,
        contract_recorded=one.contract is not None,
        sold=one.sold,
        shared=one.shared,
        consideration=paid or Consideration.NONE,
        cross_context_advertising=one.cross_context_advertising,
    )


def _signals(signals: written.Signals) -> Site:
    return Site(
        processes_signals=signals.processed,
        charges_fee=signals.charges_fee,
        changes_experience=signals.changes_experience,
        shows_popup=signals.shows_popup,
        displays_status=signals.displays_status,
        policy_explains=signals.policy_explains,
        covers_offline=signals.covers_offline,
        sells_offline=signals.sells_offline,
    )


def _links(business: Business, reader: _Reader) -> Iterator[Link]:
    if business.links is None:
        yield Link("Privacy policy")  # nothing is said; the pages of this service have it
    for at, link in enumerate(business.links or ()):
        placement = reader.one(link.placement, Placement, "business.yml", "links", at, "placement")
        yield Link(**{**link.model_dump(), "placement": placement or Placement.BODY})


def choices_of(business: Business) -> tuple[Choices, tuple[Unknown, ...]]:
    """What the business has chosen where the law leaves it a choice, and what of it nothing knows."""
    hints = typing.get_type_hints(Choices)
    chosen: dict[str, Any] = {}
    unknown: list[Unknown] = []
    for name, value in business.choices.items():
        try:
            if name not in hints:
                raise FactsUnreadable(f"{name!r} is no choice of the business; known are {', '.join(hints)}")
            found = read(value, hints[name], name)
            replace(DEFAULT, **{name: found})  # refuses what is impossible
            chosen[name] = found
        except LawError as error:
            unknown.append(Unknown("business.yml", ("choices", name), str(error)))
    return replace(DEFAULT, **chosen), tuple(unknown)


def lawful(project: Project, on: date) -> Project:
    """The project as it is applied on this day: no unlawful setting in it. Never fails."""
    try:
        settings = lawful_configuration(settings_of(project)[0], on=on).value
    except LawError:
        return replace(project, business=_with(project.business, requests=written.Requests(), ask=_own_fields(())))
    return replace(
        project,
        business=_lawful_business(project.business, settings),
        recipients=written.Recipients(recipients=tuple(_lawful_recipients(project, settings))),
    )


def _lawful_business(business: Business, settings: Settings) -> Business:
    requests = business.requests.model_copy(
        update={
            "date_range": settings.offers_all,
            "account_required": settings.account_required,
            "login_required": settings.login_required,
            "two_step": settings.two_step,
            "verification_fee": settings.verification_fee,
            "delete_all": settings.delete_all,
            "notary": business.requests.notary if settings.notary else None,
        }
    )
    # What any of the form's rights may not ask for, the form does not ask for.
    kept = [set(settings.asked.get(right, ())) for right in OWN_RIGHTS]
    asked = _own_fields(name for name in business.ask if all(name in one for one in kept))
    return _with(business, requests=requests, ask=asked, sells=settings.sells, shares=settings.shares)


def _own_fields(names: Iterable[str]) -> tuple[str, ...]:
    """The fields that the form has; without any it asks what finds a record."""
    known = {found.value for found in Asked}
    return tuple(name for name in names if name in known) or (Asked.name.value, Asked.email.value)


def _with(business: Business, **changes: Any) -> Business:
    return business.model_copy(update=changes)


def _lawful_recipients(project: Project, settings: Settings) -> Iterator[written.Recipient]:
    roles: Mapping[Role, written.Role] = {role: name for name, role in ROLES.items()}
    for one, applied in zip(project.recipients.recipients, settings.recipients, strict=True):
        yield one.model_copy(update={"role": roles[applied.role]})
