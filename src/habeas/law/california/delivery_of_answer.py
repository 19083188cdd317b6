"""How an answer to a request to know is delivered: in which form, by which way, and how safely.

Civ. Code §1798.130(a)(2)(A), (a)(3)(B)(iii); Cal. Code Regs., tit. 11, §7024(f)-(g); read 2026-11-23
(https://cppa.ca.gov/regulations/). The account of a consumer who has one; otherwise by mail or electronically, as the
consumer chooses; always in writing and free. Left out: what the answer holds (`answer_to_know`), and how somebody who
lost the account is verified.

>>> delivery_way(has_account=False, asked_for=Way.MAIL).value
<Way.MAIL: 'mail'>
>>> check_formats((Format.PDF,)).value[0].row
'F-09'
>>> check_delivery(Way.LINK, authenticated=True, link_expires=True).value
()
>>> may_answer_by_portal(shows_all_that_is_due=True, secure=True, authenticates_again=False).value
False
"""

from __future__ import annotations

from collections.abc import Collection
from enum import StrEnum

from habeas.law.california.finding import Findings, error, report
from habeas.law.california.ruling import ruling
from habeas.law.rule import rule
from habeas.law.verdict import Verdict


class Way(StrEnum):
    """How the answer travels."""

    ACCOUNT = "account"
    MAIL = "mail"  # paper
    LINK = "link"  # a download
    EMAIL = "email"  # the answer in the message itself
    TELEPHONE = "telephone"  # not in writing


class Choice(StrEnum):
    """What a consumer without an account is asked."""

    MAIL = "mail"
    ELECTRONIC = "electronic"


class Format(StrEnum):
    """What the answer is written in."""

    PAPER = "paper"
    PDF = "pdf"
    HTML = "html"
    TEXT = "text"
    CSV = "csv"
    JSON = "json"
    XML = "xml"
    SPREADSHEET = "spreadsheet"
    IMAGE = "image"  # screenshots, scans
    PROPRIETARY = "proprietary"  # opened with the business's own software only


_READ_BY_PEOPLE = frozenset({Format.PAPER, Format.PDF, Format.HTML, Format.TEXT, Format.SPREADSHEET})
_READ_BY_MACHINES = frozenset({Format.CSV, Format.JSON, Format.XML, Format.SPREADSHEET})


@rule("F-09")
def check_formats(
    formats: Collection[Format], *, technically_feasible: bool = True, understandable: bool = True
) -> Verdict[Findings]:
    """What is wrong with an answer in these formats?

    `technically_feasible`: a structured, commonly used, machine-readable format is. `understandable`: no codes and
    abbreviations that only the business knows.
    """
    tests = (
        (understandable and bool(_READ_BY_PEOPLE & set(formats)), "Deliver a form that is easily understood."),
        (
            not technically_feasible or bool(_READ_BY_MACHINES & set(formats)),
            "Deliver a structured, commonly used, machine-readable form that can be carried elsewhere.",
        ),
    )
    found = (error("F-09", "formats", text, "Add the form.") for holds, text in tests if not holds)
    return report(found, "F-09", good="The formats suffice.")


@rule("F-12", "D-09")
def delivery_way(*, has_account: bool, asked_for: Way | Choice | None = None) -> Verdict[Way | None]:
    """By which way is the answer delivered? None: ask the consumer first, who may choose mail or electronic delivery.

    `has_account`: maintains one and can get into it.
    """
    if has_account:
        return ruling(Way.ACCOUNT, "The answer is delivered through the account, free of charge.", "F-12", "D-09")
    if asked_for is None:
        return ruling(None, "Ask whether the answer shall come by mail or electronically.", "F-12")
    way = Way.MAIL if asked_for.value == Choice.MAIL.value else Way.LINK
    words = "by mail" if way is Way.MAIL else "electronically"
    return ruling(way, f"The answer is delivered {words}, as the consumer chose, free of charge.", "F-12", "D-09")


@rule("F-12", "F-13", "D-09")
def check_delivery(
    way: Way,
    *,
    chosen: Choice | None = None,
    has_account: bool = False,
    fee: float = 0,
    authenticated: bool = False,
    link_expires: bool = False,
    personal_information_in_message: bool = False,
) -> Verdict[Findings]:
    """What is wrong with delivering an answer so?

    `chosen`: by a consumer without an account. `authenticated`: only the consumer can open it. `fee`: anything asked
    for it, postage too.
    """
    electronic = way in (Way.LINK, Way.EMAIL, Way.ACCOUNT)
    other_way = not has_account and chosen is not None and electronic == (chosen is Choice.MAIL)
    past_account = has_account and way is not Way.ACCOUNT
    tests = (
        (way is not Way.TELEPHONE, "F-12", "The answer is in writing."),
        (not past_account, "F-12", "A consumer with an account gets the answer through it."),
        (not other_way, "F-12", "The consumer chose another way."),
        (not fee, "D-09", "The answer is free."),
        (way not in (Way.LINK, Way.ACCOUNT) or authenticated, "F-13", "Only the consumer can open the download."),
        (way is not Way.LINK or link_expires, "F-13", "The link expires."),
        (
            way is not Way.EMAIL and not personal_information_in_message,
            "F-13",
            "The message itself holds no personal information.",
        ),
    )
    found = tuple(error(row, way.value, text, "Deliver it so.") for holds, row, text in tests if not holds)
    rows = tuple(dict.fromkeys(one.row for one in found)) or ("F-12", "F-13")
    return report(found, *rows, good="The answer may be delivered so.")


@rule("F-14")
def may_answer_by_portal(
    *, shows_all_that_is_due: bool, secure: bool, authenticates_again: bool, verifies: bool = True
) -> Verdict[bool]:
    """Does a self-service portal satisfy a request to know?

    `shows_all_that_is_due`: what service providers hold, inferences and the descriptions of what is not shown included.
    `authenticates_again`: before it shows anything. `verifies`: as any request of this kind is verified.
    """
    tests = (
        (shows_all_that_is_due, "it does not show all that is due"),
        (secure, "it is not reasonably secure"),
        (authenticates_again, "it shows data to whoever holds a session"),
        (verifies, "it does not verify"),
    )
    failed = [text for holds, text in tests if not holds]
    if failed:
        return ruling(False, f"The portal does not satisfy the request: {', and '.join(failed)}.", "F-14")
    return ruling(True, "The portal satisfies the request.", "F-14")
