"""Settings about recipients, selling and sharing, signals, links and languages, held against what follows from them.

Civ. Code §§1798.135, 1798.140(e), (j), (ad), (ag), (ah), (ai); Cal. Code Regs., tit. 11, §§7003, 7011, 7013 to 7015,
7025, 7050 to 7053; read 2026-11-23 (https://cppa.ca.gov/regulations/). Who a recipient is, is decided in `disclosure`;
signals in `frictionless`; links in `notices.links`. Left out: whether a website in truth behaves as it is set.

>>> sold = Settings(recipients=(Recipient("Ads Inc.", shared=True),))
>>> [fault.finding.row for fault in disclosing_faults(sold)][:1]
['A-46']
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from habeas.law.california.configuration.settings import Change, Fault, Recipient, RecipientChange, Settings
from habeas.law.california.disclosure import Role, kind_of_disclosure, role_of
from habeas.law.california.finding import error, warning
from habeas.law.california.frictionless import Site, check_site, is_frictionless
from habeas.law.california.notices.links import check_links, check_policy_link
from habeas.law.california.notices.presentation import Presentation, check_presentation


def disclosing_faults(settings: Settings) -> Iterator[Fault]:
    """What is unlawful in the settings about those to whom the business discloses, and in what it says of that."""
    for recipient in settings.recipients:
        yield from _role(recipient)
        yield from _sale(settings, recipient)
    yield from _signals_and_links(settings)
    shown = Presentation(languages=settings.notice_languages)
    for found in check_presentation(shown, languages=settings.languages).value:
        yield Fault(found)


def _role(recipient: Recipient) -> Iterator[Fault]:
    where = f"recipients.{recipient.name}"
    if not recipient.contract_recorded and not recipient.cross_context_advertising:
        if recipient.role is not Role.THIRD_PARTY:
            text = f"No contract with {recipient.name!r} is recorded; without one it is a third party."
            remedy = "Record what its contract says, or call it a third party."
            yield Fault(warning("A-47", where, text, remedy))
        return
    true = _true_role(recipient)
    if true is recipient.role:
        return
    verdict = role_of(
        recipient.role, recipient.contract, does_cross_context_advertising=recipient.cross_context_advertising
    )
    found = error(
        verdict.rows[0],
        where,
        f"{recipient.name!r} is called a {recipient.role.replace('_', ' ')}. {verdict.reason}",
        "Make a contract with every clause, or call it a third party and look whether it is a sale.",
        also=("A-47",),
        applied=f"{recipient.name!r} is treated as a third party.",
    )
    yield Fault(found, _for_recipient(recipient.name, lambda one: replace(one, role=Role.THIRD_PARTY)))


def _true_role(recipient: Recipient) -> Role:
    if not recipient.contract_recorded and not recipient.cross_context_advertising:
        return recipient.role
    return role_of(
        recipient.role, recipient.contract, does_cross_context_advertising=recipient.cross_context_advertising
    ).value


def _for_recipient(name: str, change: RecipientChange) -> Change:
    def mend(settings: Settings) -> Settings:
        return replace(
            settings, recipients=tuple(change(one) if one.name == name else one for one in settings.recipients)
        )

    return mend


def _sale(settings: Settings, recipient: Recipient) -> Iterator[Fault]:
    passing = kind_of_disclosure(
        _true_role(recipient),
        consideration=recipient.consideration,
        for_cross_context_advertising=recipient.cross_context_advertising,
    ).value
    where = f"recipients.{recipient.name}"
    for done, is_so, said in (
        ("sells", recipient.sold or passing.sold, settings.sells),
        ("shares", recipient.shared or passing.shared, settings.shares),
    ):
        if is_so and not said:
            found = error(
                "A-46",
                done,
                f"The business says that it does not {done.removesuffix('s')}, and {done} to {recipient.name!r}.",
                f"Set `{done}: true`, list it in the policy and offer the opt-out, or stop ({where}).",
                also=("B-53",),
                applied=f"`{done}` counts as true.",
            )
            yield Fault(found, _says_so(done))


def _says_so(done: str) -> Change:
    return (lambda all_: replace(all_, sells=True)) if done == "sells" else (lambda all_: replace(all_, shares=True))


def site_of(settings: Settings) -> Site:
    """The website as the rules on signals take it."""
    posted = any(link.purpose in ("opt_out", "alternative") for link in settings.links)
    return replace(settings.signals, sells_or_shares=sells_in_truth(settings), link_posted=posted)


def sells_in_truth(settings: Settings) -> bool:
    """Whether anything is sold or shared, whatever the settings say."""
    return settings.sells_or_shares or any(
        found.sold or found.shared
        for found in (
            kind_of_disclosure(
                _true_role(one),
                consideration=one.consideration,
                for_cross_context_advertising=one.cross_context_advertising,
            ).value
            for one in settings.recipients
        )
    )


def _signals_and_links(settings: Settings) -> Iterator[Fault]:
    if not settings.has_website:
        return
    sells = sells_in_truth(settings)
    site = site_of(settings)
    says_none = not sells if settings.states_no_sale is None else settings.states_no_sale
    links = check_links(
        settings.links,
        sells_or_shares=sells,
        sensitive_beyond_permitted=settings.sensitive_beyond_permitted,
        frictionless=is_frictionless(site).value,
        states_no_sale=says_none,
    )
    for check in (check_site(site), links, check_policy_link(settings.links)):
        for found in check.value:
            yield Fault(found)
