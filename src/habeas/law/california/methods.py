"""Which ways of making a request a business must offer, given how it meets its consumers.

Cal. Code Regs., tit. 11, §§7020, 7026(a), 7027(b), 7221(c), 7222(d); Civ. Code §1798.130(a)(1); read 2026-11-23
(https://cppa.ca.gov/regulations/). The text of SB 923 was not read: that an online-only business needs an online way
besides its email address from 2027-01-01 is assumed. Left out: whether the ways work (`upkeep`) and how their screens
look (`interface`).

>>> shop = Meets(website=True, in_person=True)
>>> print(*(found.text for found in missing_methods(Right.DELETE, [Way(Method.EMAIL)], shop).value), sep="\\n")
Two designated ways are needed; there is 1.
One way must be a toll-free telephone number.
One way must be through the website.
Consumers are met in person: consider a way in person.
>>> app = Meets(website=True, online_only=True, direct_relationship=True)
>>> [len(missing_methods(Right.DELETE, [Way(Method.EMAIL)], app, on=date(y, 1, 1)).value) for y in (2026, 2027)]
[0, 1]
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from habeas.law.california.finding import Finding, Findings, error, report, warning
from habeas.law.california.rights import VERIFIED, Right
from habeas.law.errors import ImpossibleInput, UncoveredCase
from habeas.law.parameter import Parameter
from habeas.law.rule import rule
from habeas.law.verdict import Citation, Verdict

_ONLINE_WAY = Parameter(
    "C-02",
    "online way besides the email address",
    date(2027, 1, 1),
    date(2026, 1, 1),
    None,
    (Citation("SB 923 (2026)"),),
    "The text of SB 923 was not read; its start on 2027-01-01 is assumed.",
)


class Method(StrEnum):
    """A way to make a request."""

    TOLL_FREE = "toll_free"
    TELEPHONE = "telephone"  # not free of charge
    WEB_FORM = "web_form"
    WEBSITE = "website"  # another way through the website, such as a portal or a chat
    EMAIL = "email"
    POST = "post"
    IN_PERSON = "in_person"
    PAPER_FORM = "paper_form"
    APP = "app"
    PREFERENCE_SIGNAL = "preference_signal"
    COOKIE_BANNER = "cookie_banner"  # or another cookie tool
    PRE_USE_LINK = "pre_use_link"  # in the notice before ADMT is used


_ONLINE = frozenset({Method.WEB_FORM, Method.WEBSITE, Method.APP})
_WAYS = 2  # §7020(b), §7026(a), §7027(b), §7221(c)
_IN_PERSON = frozenset({Method.IN_PERSON, Method.PAPER_FORM})
_THROUGH_WEBSITE = frozenset({Method.WEB_FORM, Method.WEBSITE})
# The ways that reflect how the business mainly deals with consumers; any other main way is its own.
_SERVED_BY = {
    Method.WEBSITE: _THROUGH_WEBSITE,
    Method.WEB_FORM: _THROUGH_WEBSITE,
    Method.IN_PERSON: _IN_PERSON,
    Method.TELEPHONE: frozenset({Method.TELEPHONE, Method.TOLL_FREE}),
}
# Words of a title that do not say what is opted out of.
_SAY_NOTHING_TEXT = (
    "a about all an and button choice choices choose click continue for form go here in info information it learn link "
    "more my no now of on opt option options optout our out page please press read request right rights see select settings "
    "submit tap that the this to us use visit web we you your"
)
_SAY_NOTHING = frozenset(_SAY_NOTHING_TEXT.split())


@dataclass(frozen=True, slots=True)
class Way:
    """One designated way. `behind_link`: the form is reached by the link the law names; `title`: of the pre-use link, which
    says what is opted out of; there is none by default."""

    method: Method
    behind_link: bool = True
    title: str = ""


@dataclass(frozen=True, slots=True)
class Meets:
    """How the business meets the consumers. `main_way`: the way it mainly deals with them, where that is known."""

    website: bool = False
    online_only: bool = False  # it exists online and nowhere else
    direct_relationship: bool = False  # with the consumers whose information it collects
    in_person: bool = False
    collects_online: bool | None = None  # by default, if it has a website
    main_way: Method | None = None

    def __post_init__(self) -> None:
        if self.online_only and self.in_person:
            raise ImpossibleInput("A business that works online only meets nobody in person.")

    @property
    def is_collecting_online(self) -> bool:
        """Whether it collects personal information online."""
        return self.website or self.online_only if self.collects_online is None else self.collects_online


@rule("C-01", "C-02", "C-03", "C-04", "C-05", "C-06")
def missing_methods(right: Right, ways: Collection[Way], meets: Meets, *, on: date | None = None) -> Verdict[Findings]:
    """What is wrong with the ways a business offers for a request of this kind?

    `on`: the day for which this is asked, as the duty of online-only businesses changes with SB 923; without one, the
    law read holds. Warnings say what to consider.
    """
    offered = frozenset(way.method for way in ways)
    if right in VERIFIED and meets.online_only and meets.direct_relationship and Method.EMAIL in offered:
        return _by_email(offered, on)
    if right in VERIFIED:
        return report(_for_verified(offered, meets), "C-01", "C-03", good=_ENOUGH)
    if right in _STOPS:
        row = _STOPS[right]
        return report(_to_stop(row, ways, meets), row, "C-03", good=_ENOUGH)
    raise UncoveredCase(f"No rule here says how {right.a_request} is made.")


_ENOUGH = "The ways offered are enough."
_STOPS = {Right.OPT_OUT: "C-04", Right.LIMIT: "C-05", Right.OPT_OUT_ADMT: "C-06"}


def _by_email(offered: frozenset[Method], on: date | None) -> Verdict[Findings]:
    since = _ONLINE_WAY.day
    if offered & _ONLINE:
        return report((), "C-02", good=_ENOUGH)
    if on is None or on < since:
        good = f"Online only and in direct contact, an email address is enough until SB 923 applies (assumed: {since})."
        return report((), "C-02", good=good)
    text = f"From {since} a business that works online only needs an online way besides its email address."
    return report([error("C-02", "methods", text, _ADD)], "C-02", parameters=(_ONLINE_WAY,))


_TOO_FEW = ("Two designated ways are needed; there is none.", "Two designated ways are needed; there is 1.")
_ADD = "Offer the way that is missing."


def _for_verified(offered: frozenset[Method], meets: Meets) -> Iterator[Finding]:
    counted = offered - {Method.PREFERENCE_SIGNAL, Method.COOKIE_BANNER, Method.PRE_USE_LINK}
    if len(counted) < _WAYS:
        yield error("C-01", "methods", _TOO_FEW[len(counted)], _ADD)
    if Method.TOLL_FREE not in offered:
        yield error("C-01", "methods", "One way must be a toll-free telephone number.", _ADD)
    if (meets.website or meets.online_only) and not offered & {Method.WEB_FORM, Method.WEBSITE}:
        yield error("C-01", "methods", "One way must be through the website.", _ADD)
    yield from _in_person(offered, meets)


def _to_stop(row: str, ways: Collection[Way], meets: Meets) -> Iterator[Finding]:
    offered = frozenset(way.method for way in ways)
    # §7026(a)(4), §7027(b): a cookie tool is not by itself a way to opt out or to limit.
    counted = offered - {Method.COOKIE_BANNER}
    if Method.COOKIE_BANNER in offered and not counted:
        yield error(row, "methods", "A cookie banner is not by itself a way to make this request.", _ADD)
    elif len(counted) < _WAYS:
        yield error(row, "methods", _TOO_FEW[len(counted)], _ADD)
    if meets.is_collecting_online:
        yield from _online_minimum(row, ways)
    if meets.main_way is not None and not counted & _SERVED_BY.get(meets.main_way, {meets.main_way}):
        named = str(meets.main_way).replace("_", " ")
        yield error(row, "methods", f"One way must be how the business mainly deals with consumers: {named}.", _ADD)
    yield from _in_person(offered, meets)


def _online_minimum(row: str, ways: Collection[Way]) -> Iterator[Finding]:
    offered = frozenset(way.method for way in ways)
    linked = any(way.method is Method.WEB_FORM and way.behind_link for way in ways)
    if row == "C-04" and Method.PREFERENCE_SIGNAL not in offered:
        yield error(row, "methods", "Who collects online must process the opt-out preference signal.", _ADD)
    if row in ("C-04", "C-05") and not linked:
        yield error(row, "methods", "Who collects online must offer an interactive form behind the link.", _ADD)
    if row == "C-06" and not any(way.method is Method.PRE_USE_LINK and _says_what(way.title) for way in ways):
        yield error(
            row, "methods", "Online, the pre-use notice needs a link whose title says what is opted out of.", _ADD
        )


def _says_what(title: str) -> bool:
    plain = "".join(sign if sign.isalpha() else " " for sign in title.casefold()).split()
    return any(len(word) > 2 and word not in _SAY_NOTHING for word in plain)


def _in_person(offered: frozenset[Method], meets: Meets) -> Iterator[Finding]:
    if meets.in_person and not offered & _IN_PERSON:
        yield warning(
            "C-03",
            "methods",
            "Consumers are met in person: consider a way in person.",
            "Offer it, or decide that it is not needed.",
        )
