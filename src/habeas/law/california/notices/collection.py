"""The notice at collection: given in time, where it is met, with all it must hold; and whether one may collect at all.

Civ. Code §§1798.100(a)(3), (c), 1798.145(m)(4); Cal. Code Regs., tit. 11, §§7002(f), 7012, 7271(b)(2); read 2026-11-23
(https://cppa.ca.gov/regulations/). The form for privacy requests collects as well and needs the notice like any other.
How long a category is kept is looked at in `retention`. Left out: notices of third parties that control collection,
beyond whether there is one.

>>> row = Collected(purposes=("delivery",), sold_or_shared=False, retention="24 months after the last order")
>>> check_notice({Category.IDENTIFIERS: row}).value
()
>>> [found.row for found in check_notice({Category.IDENTIFIERS: row}, landing=Landing.TOP).value]
['B-36']
>>> check_data_map({"core.visit.place": [Category.GEOLOCATION]}, [Category.IDENTIFIERS]).value[0].where
'core.visit.place'
>>> [found.row for found in check_audiences([Audience.CUSTOMERS, Audience.APPLICANTS], [Audience.CUSTOMERS]).value]
['B-39']
>>> may_collect([Category.GEOLOCATION], listed=[Category.IDENTIFIERS]).value
False
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum

from habeas.law.california.categories import Category, SensitiveCategory
from habeas.law.california.finding import Finding, Findings, error, report
from habeas.law.california.notices.lists import missing, terms
from habeas.law.california.notices.practices import label
from habeas.law.california.notices.retention import check_retention
from habeas.law.california.ruling import ruling
from habeas.law.rule import rule
from habeas.law.verdict import Verdict


@dataclass(frozen=True, slots=True)
class Collected:
    """What a notice at collection says of one category. `sold_or_shared` None: it does not say. `term`: the words
    shown for it, empty for the statute's own."""

    purposes: tuple[str, ...] = ()
    sold_or_shared: bool | None = None
    retention: str = ""
    term: str = ""
    held_beyond_need: bool = False


class Landing(StrEnum):
    """What an online notice is, or where the link to it leads."""

    NOTICE = "notice"  # the notice itself
    SECTION = "section"  # the section of the policy that holds it
    TOP = "top"  # the beginning of the policy


class Given(StrEnum):
    """When the notice is given."""

    BEFORE = "before"
    AT = "at"  # the moment of collection
    AFTER = "after"
    NEVER = "never"


class Channel(StrEnum):
    """How the information is collected, and how a notice is given."""

    WEB_FORM = "web_form"
    REQUEST_FORM = "request_form"  # the form for privacy requests
    WEBSITE = "website"  # by observing visitors
    APP = "app"
    TELEPHONE = "telephone"
    IN_PERSON = "in_person"
    PAPER = "paper"
    DEVICE = "device"  # a connected device such as a speaker
    VIRTUAL = "virtual"  # augmented or virtual reality


_ONLINE = frozenset({Channel.WEB_FORM, Channel.REQUEST_FORM, Channel.WEBSITE, Channel.APP})
_FORMS = frozenset({Channel.WEB_FORM, Channel.REQUEST_FORM})


class Audience(StrEnum):
    """Whose information is collected."""

    CUSTOMERS = "customers"
    VISITORS = "visitors"
    EMPLOYEES = "employees"
    APPLICANTS = "applicants"  # for work
    CONTRACTORS = "contractors"
    BUSINESS_CONTACTS = "business_contacts"


@rule("B-30", "B-40", "A-61")
def may_collect(
    categories: Collection[Category | SensitiveCategory],
    *,
    listed: Collection[Category | SensitiveCategory],
    given: Given = Given.AT,
    met_by_consumer: bool = True,
    registered_broker: bool = False,
    from_consumer: bool = True,
    registration_links_opt_out: bool = False,
) -> Verdict[bool]:
    """May these categories be collected, given what the notice lists and when it is given?

    `met_by_consumer`: it stands where the consumer meets it. A registered data broker that does not collect from the
    consumer (`from_consumer`) needs no notice if its registration links to a policy that tells how to opt out.
    """
    # §7012(i)
    if registered_broker and not from_consumer and registration_links_opt_out:
        return ruling(True, "A registered data broker needs no notice at collection here.", "B-40")
    if given in (Given.AFTER, Given.NEVER) or not met_by_consumer:
        return ruling(False, "No notice at collection is given in time; so nothing may be collected.", "B-30")
    lacking = list(missing(frozenset(listed), categories, "B-30"))
    if lacking:
        return ruling(False, " ".join(found.text for found in lacking), "A-61", "B-30")
    return ruling(True, "The notice lists what is collected, and is given in time.", "A-61", "B-30")


@rule("B-12", "B-30", "A-61")
def check_data_map(
    held: Mapping[str, Collection[Category | SensitiveCategory]], listed: Collection[Category | SensitiveCategory]
) -> Verdict[Findings]:
    """Which of the places of a data map hold a category that the notice does not list? Its collection is not allowed."""
    return report(_unlisted(held, listed), "A-61", "B-30", good="The notice lists every category that is held.")


def _unlisted(
    held: Mapping[str, Collection[Category | SensitiveCategory]], listed: Collection[Category | SensitiveCategory]
) -> Iterator[Finding]:
    for place, kinds in held.items():
        for found in missing(listed, kinds, "B-30"):
            yield error("B-30", place, f"{place}: {found.text}", found.remedy, also=("A-61",))


@rule("B-31", "B-32", "B-33", "B-34", "B-35", "B-36", "B-37", "B-38")
def check_notice(
    categories: Mapping[Category | SensitiveCategory, Collected],
    *,
    collects: Collection[Category | SensitiveCategory] = (),
    in_fact_sold: Collection[Category | SensitiveCategory] = (),
    channel: Channel = Channel.WEB_FORM,
    landing: Landing = Landing.NOTICE,
    near_fields: bool = True,
    given: Given = Given.AT,
    spoken: bool = False,
    links_policy: bool = True,
    links_opt_out_notice: bool | None = None,
    sells_or_shares: bool = False,
    third_party_controls: bool = False,
    third_party_notice: bool = False,
) -> Verdict[Findings]:
    """Does the notice at collection hold what it must, and does it stand where it is met?

    `in_fact_sold`: the categories sold or shared in truth. `links_opt_out_notice`: None where it does if it must.
    `links_policy` and `links_opt_out_notice` mean, off line, that it says where they are. `third_party_controls`: an
    advertising network, a network in a shop or the like controls the collection; it gives its own notice or a joint one.
    """
    sells = sells_or_shares or bool(in_fact_sold) or any(said.sold_or_shared for said in categories.values())
    found = [
        *_none_listed(categories),
        *_where(channel, landing, near_fields, given, spoken),
        *terms({kind: said.term for kind, said in categories.items()}, "B-31"),
        *missing(categories, collects, "B-31"),
        *(one for kind, said in categories.items() for one in _category(kind, said, kind in in_fact_sold)),
        *_links(channel, links_policy, links_opt_out_notice in (None, True), sells),
    ]
    if third_party_controls and not third_party_notice:
        text = "A third party controls the collection and gives neither a notice of its own nor a joint one."
        found.append(error("B-37", "third party", text, "Give the notice together, or have it give its own."))
    rows = ("B-31", "B-32", "B-33", "B-34", "B-35", "B-36", "B-37", "B-38")
    return report(found, *rows, good="The notice at collection holds what it must.")


def _none_listed(categories: Collection[Category | SensitiveCategory]) -> Iterator[Finding]:
    if not categories:
        text = "The notice lists no category of personal information."
        yield error("B-31", "categories", text, "List each category that is collected, in the statute's terms.")


def _where(channel: Channel, landing: Landing, near_fields: bool, given: Given, spoken: bool) -> Iterator[Finding]:
    if given in (Given.AFTER, Given.NEVER):
        when = "after the information is collected" if given is Given.AFTER else "never"
        yield error(
            "B-30", "notice", f"The notice is given {when}.", "Give it before or at collection, or do not collect."
        )
    if channel in _ONLINE and landing is Landing.TOP:
        text = "The link leads to the top of the policy, not to the section with the notice at collection."
        yield error("B-36", "link", text, "Link to the section that holds the notice.")
    if channel in _FORMS and not near_fields:
        also = ("B-38",) if channel is Channel.REQUEST_FORM else ()
        text = "The link to the notice stands neither near the fields of the form nor near its button."
        yield error("B-37", "form", text, "Put the link near the fields or the button.", also=also)
    if spoken and channel not in (Channel.TELEPHONE, Channel.IN_PERSON):
        text = "The notice is only spoken, although nobody is talked to."
        yield error("B-37", "notice", text, "Show the notice where the information is collected.")


def _category(kind: Category | SensitiveCategory, said: Collected, is_sold: bool) -> Iterator[Finding]:
    where = f"category {kind.value}"
    if not any(purpose.strip() for purpose in said.purposes):
        text = f"The notice does not say what category {label(kind)} is collected for."
        yield error("B-32", where, text, "Say the purposes.")
    if said.sold_or_shared is None:
        text = f"The notice does not say whether category {label(kind)} is sold or shared."
        yield error("B-33", where, text, "Say yes or no.")
    elif said.sold_or_shared is False and is_sold:
        text = f"The notice says that category {label(kind)} is not sold or shared, and that is not true."
        yield error("B-33", where, text, "Say that it is sold or shared.")
    # Category L is kept as its kinds are.
    if not (kind is Category.SENSITIVE and not said.retention.strip()):
        yield from check_retention(said.retention, category=kind, held_beyond_need=said.held_beyond_need).value


def _links(channel: Channel, policy: bool, opt_out: bool, sells: bool) -> Iterator[Finding]:
    verb = "link to" if channel in _ONLINE else "say where to find"
    if not policy:
        yield error("B-35", "links", f"The notice does not {verb} the privacy policy.", f"Let it {verb} the policy.")
    if sells and not opt_out:
        text = f"Personal information is sold or shared, and the notice does not {verb} the notice of opt-out."
        yield error("B-35", "links", text, f"Let it {verb} the notice of opt-out.")


@rule("B-39", "B-30")
def check_audiences(collected_from: Collection[Audience], given_to: Collection[Audience]) -> Verdict[Findings]:
    """Does everybody whose information is collected get a notice at collection, staff and applicants too?"""
    lacking = [one for one in dict.fromkeys(collected_from) if one not in given_to]
    return report((_left_out(one) for one in lacking), "B-30", "B-39", good="Everybody gets a notice at collection.")


def _left_out(audience: Audience) -> Finding:
    staff = audience in (Audience.EMPLOYEES, Audience.APPLICANTS, Audience.CONTRACTORS, Audience.BUSINESS_CONTACTS)
    words = audience.replace("_", " ")
    text = f"Information of {words} is collected and they get no notice at collection."
    return error("B-39" if staff else "B-30", words, text, "Give them the notice before or at collection.")
