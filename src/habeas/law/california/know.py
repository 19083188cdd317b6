"""What a request to know reaches back to, which stores may go unsearched, and when a repeat may be declined.

Cal. Code Regs., tit. 11, §7024; Civ. Code §1798.130(a)(2)(B), (a)(4)(B)-(C), (b); read 2026-11-23
(https://cppa.ca.gov/regulations/). Nothing has to be kept longer so that it can be given. Left out: what the answer
holds (`answer_to_know`, `specific_pieces`) and how it is delivered (`delivery_of_answer`).

>>> window = look_back(date(2026, 11, 20)).value
>>> str(window.start_on), str(window.end_on)
('2025-11-20', '2026-11-20')
>>> str(look_back(date(2026, 11, 23), since=date(2019, 1, 1)).value.start_on)
'2022-01-01'
>>> may_decline_repeat(date(2026, 11, 23), [date(2026, 1, 10), date(2026, 6, 1)]).value
True
>>> may_skip_search(is_accessible=False, only_for_law=True, is_used_commercially=False, names_categories=True).value
True
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from types import MappingProxyType

from habeas.law.california.disproportionate import Processes, Task, may_claim
from habeas.law.california.parameters import Name, parameter
from habeas.law.california.rights import KNOW, Right
from habeas.law.california.ruling import ruling
from habeas.law.errors import ImpossibleInput
from habeas.law.rule import rule
from habeas.law.verdict import Verdict


@dataclass(frozen=True, slots=True)
class Window:
    """The collection dates that the answer covers, both ends included."""

    start_on: date
    end_on: date


@rule("F-15", "D-11", "D-12", "P-06", "P-07")
def look_back(receipt_on: date, *, since: date | None = None, everything: bool = False) -> Verdict[Window]:
    """Which collection dates does the answer cover? A later `since` never shortens the usual window.

    The answer states the window.
    """
    if since is not None and since > receipt_on:
        raise ImpossibleInput(f"A look-back cannot start on {since}, after receipt on {receipt_on}.")
    usual = parameter(Name.LOOK_BACK, receipt_on)
    default_start = usual.period.before(receipt_on)
    if not everything and (since is None or since >= default_start):
        reason = f"The answer covers the {usual.period} before the request, from {default_start} to {receipt_on}."
        return ruling(Window(default_start, receipt_on), reason, "D-11", "F-15", parameters=(usual,))
    # §7020(e), §7024(h): further back on request, but nothing collected before 2022 can be demanded.
    floor = parameter(Name.EARLIEST_COLLECTION, receipt_on)
    asked = floor.day if everything or since is None else max(since, floor.day)
    start = min(asked, default_start)
    reason = f"The answer covers what was collected from {start} to {receipt_on}, as asked."
    if everything or since != start:
        reason += f" The law gives no right to what was collected before {floor.day}."
    return ruling(Window(start, receipt_on), reason, "D-12", "F-15", parameters=(floor,))


@rule("D-12", "A-55", "P-06")
def may_keep_to_usual_window(
    receipt_on: date,
    processes: Processes,
    *,
    facts: str,
    possible_since: date | None = None,
    impossible: bool = False,
    significantly_outweighs: bool = False,
) -> Verdict[Window]:
    """Which window may the answer keep to, if a longer one is said to be impossible or out of proportion?

    `possible_since`: what was collected from this day on can be given after all; without it, only what was collected in
    the usual window. Raises ClaimRefused when the claim does not stand.

    >>> ready = Processes(has_request_methods=True, has_trained_staff=True)
    >>> facts = "The tapes before 2025 can only be read on a drive that is no longer made."
    >>> str(may_keep_to_usual_window(date(2026, 11, 23), ready, facts=facts, impossible=True).value.start_on)
    '2025-11-23'
    """
    may_claim(
        Task.LOOK_BACK,
        processes,
        facts=facts,
        impossible=impossible,
        significantly_outweighs=significantly_outweighs,
    )
    window = look_back(receipt_on, since=possible_since)
    reason = f"{window.reason} The answer explains why it goes no further: {facts.strip()}"
    return ruling(window.value, reason, "D-12", "A-55", parameters=window.parameters)


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


@rule("D-10", "P-08")
def may_decline_repeat(
    receipt_on: date, answered_receipt_dates: Collection[date], *, right: Right = Right.KNOW_SPECIFIC
) -> Verdict[bool]:
    """May this request to know be declined, given the receipt dates of those that were answered before?

    Receipt is confirmed and the reason given all the same. Requests that were declined do not count. Requests of
    another kind (`right`) are never declined for this.
    """
    if right not in KNOW:
        return ruling(False, f"The limit is one on requests to know, not on those of kind {str(right)!r}.", "D-10")
    free = parameter(Name.FREE_KNOW_REQUESTS, receipt_on)
    window = parameter(Name.FREE_KNOW_WINDOW, receipt_on)
    # 130(b): not more than twice in a 12-month period; the day exactly 12 months ago has left the window.
    opens_after = window.period.before(receipt_on)
    answered = sum(opens_after < day <= receipt_on for day in answered_receipt_dates)
    reason = (
        f"{answered} requests to know received after {opens_after} and up to {receipt_on} were answered; "
        f"the law asks for {free.number} in {window.period}."
    )
    return ruling(answered >= free.number, reason, "D-10", parameters=(free, window))


@rule("F-04")
def may_skip_search(
    *, is_accessible: bool, only_for_law: bool, is_used_commercially: bool, names_categories: bool
) -> Verdict[bool]:
    """May a store go unsearched? Only with all four conditions of §7024(c) together.

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
    return ruling(not failed, reason, "F-04")
