"""What an answer to a request to know covers, leaves out by law, and may decline.

Cal. Code Regs., tit. 11, §7024; Civ. Code §1798.130(a)(2)(B), (a)(4)(B)-(C), (b); read 2026-11-23
(https://cppa.ca.gov/regulations/). Left out: delivery, redaction of what belongs to others (§1798.145(k)),
and the claim that a longer look-back is impossible or disproportionate, which is for counsel.

>>> window = look_back(date(2026, 11, 20), since=None, everything=False).value
>>> str(window.start_on), str(window.end_on)
('2025-11-20', '2026-11-20')
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from types import MappingProxyType

from habeas.law.california.parameters import Name, parameter
from habeas.law.errors import ImpossibleInput
from habeas.law.verdict import Citation, Verdict, civil_code, regulation


@dataclass(frozen=True, slots=True)
class Window:
    """The collection dates that the answer covers, both ends included."""

    start_on: date
    end_on: date


def look_back(receipt_on: date, *, since: date | None, everything: bool) -> Verdict[Window]:
    """The window of the answer; state it in the answer. A later `since` never shortens the default window."""
    if since is not None and since > receipt_on:
        raise ImpossibleInput(f"A look-back cannot start on {since}, after receipt on {receipt_on}.")
    usual = parameter(Name.LOOK_BACK, receipt_on)
    default_start = usual.period.before(receipt_on)
    if not everything and (since is None or since >= default_start):
        reason = f"The answer covers the {usual.period} before the request, from {default_start} to {receipt_on}."
        return Verdict(Window(default_start, receipt_on), reason, usual.citations)
    # §7020(e), §7024(h): further back on request, but nothing collected before 2022 can be demanded.
    floor = parameter(Name.EARLIEST_COLLECTION, receipt_on)
    asked = floor.day if everything or since is None else max(since, floor.day)
    start = min(asked, default_start)
    reason = f"The answer covers what was collected from {start} to {receipt_on}, as asked."
    if everything or since != start:
        reason += f" The law gives no right to what was collected before {floor.day}."
    return Verdict(Window(start, receipt_on), reason, floor.citations)


class CategoriesPart(StrEnum):
    """The six parts of an answer about categories; the last two are separate lists (§7024(k))."""

    COLLECTED = "collected"
    SOURCES = "sources"
    PURPOSES = "purposes"
    THIRD_PARTIES = "third_parties"
    SOLD_OR_SHARED = "sold_or_shared"
    DISCLOSED = "disclosed"

    @property
    def heading(self) -> str:
        """The heading to print."""
        return _HEADINGS[self]


_HEADINGS: Mapping[CategoriesPart, str] = MappingProxyType(
    {
        CategoriesPart.COLLECTED: "Categories of personal information we collected about you",
        CategoriesPart.SOURCES: "Categories of sources it came from",
        CategoriesPart.PURPOSES: "Why we collected, sold, or shared it",
        CategoriesPart.THIRD_PARTIES: "Categories of third parties to whom we disclosed it",
        CategoriesPart.SOLD_OR_SHARED: "Categories we sold or shared, and for each the categories of third parties",
        CategoriesPart.DISCLOSED: "Categories we disclosed for a business purpose, and for each the categories of "
        "service providers and contractors",
    }
)
SIX_PARTS: tuple[CategoriesPart, ...] = tuple(CategoriesPart)
SIX_PARTS_CITATIONS: tuple[Citation, ...] = (regulation("7024(k)"), civil_code("1798.130(a)(4)(B)-(C)"))


class NeverDisclose(StrEnum):
    """What no answer may contain, not even for a verified consumer (§7024(d))."""

    SSN = "ssn"
    DRIVER_LICENCE = "driver_licence"
    GOVERNMENT_ID = "government_id"
    FINANCIAL_ACCOUNT = "financial_account"
    HEALTH_INSURANCE_ID = "health_insurance_id"
    MEDICAL_ID = "medical_id"
    PASSWORD = "password"
    SECURITY_QUESTION = "security_question"
    SECURITY_ANSWER = "security_answer"
    BIOMETRIC = "biometric"

    @property
    def description(self) -> str:
        """What to say is held in place of the value (§7024(d)(1): with sufficient particularity)."""
        return _DESCRIPTIONS[self]


_DESCRIPTIONS: Mapping[NeverDisclose, str] = MappingProxyType(
    {
        NeverDisclose.SSN: "Social Security number",
        NeverDisclose.DRIVER_LICENCE: "driver's license number",
        NeverDisclose.GOVERNMENT_ID: "government-issued identification number, such as a passport number",
        NeverDisclose.FINANCIAL_ACCOUNT: "financial account number",
        NeverDisclose.HEALTH_INSURANCE_ID: "health insurance identification number",
        NeverDisclose.MEDICAL_ID: "medical identification number",
        NeverDisclose.PASSWORD: "account password",
        NeverDisclose.SECURITY_QUESTION: "security question for your account",
        NeverDisclose.SECURITY_ANSWER: "answer to a security question for your account",
        NeverDisclose.BIOMETRIC: "unique biometric data including a fingerprint scan",
    }
)
NEVER_DISCLOSE_CITATIONS: tuple[Citation, ...] = (regulation("7024(d)"),)


def may_decline_repeat(receipt_on: date, answered_receipt_dates: Collection[date]) -> Verdict[bool]:
    """Whether this request to know may be declined, given the receipt dates of those that were answered."""
    free = parameter(Name.FREE_KNOW_REQUESTS, receipt_on)
    window = parameter(Name.FREE_KNOW_WINDOW, receipt_on).period
    # 130(b): not more than twice in a 12-month period; the day exactly 12 months ago has left the window.
    opens_after = window.before(receipt_on)
    answered = sum(opens_after < day <= receipt_on for day in answered_receipt_dates)
    reason = (
        f"{answered} requests to know received after {opens_after} and up to {receipt_on} were answered; "
        f"the law asks for {free.number} in {window}."
    )
    return Verdict(answered >= free.number, reason, free.citations)


def may_skip_search(
    *, is_accessible: bool, only_for_law: bool, is_used_commercially: bool, names_categories: bool
) -> Verdict[bool]:
    """Whether a store may go unsearched: all four conditions of §7024(c) together.

    `is_accessible`: kept in a searchable or reasonably accessible format. `only_for_law`: kept solely for legal or
    compliance purposes. `is_used_commercially`: sold or used for a commercial purpose. `names_categories`: the
    answer describes the categories of records that were not searched.
    """
    failed = [
        text
        for holds, text in (
            (not is_accessible, "it is searchable or reasonably accessible"),
            (only_for_law, "it is not kept solely for legal or compliance purposes"),
            (not is_used_commercially, "it is sold or used commercially"),
            (names_categories, "the answer does not name the categories of records not searched"),
        )
        if not holds
    ]
    reason = f"The store must be searched: {', and '.join(failed)}." if failed else "The store may go unsearched."
    return Verdict(not failed, reason, (regulation("7024(c)"),))
