"""The business purposes, how other purposes are stated, and whether what is done with data fits the purpose.

Civ. Code §§1798.100(c), 1798.140(e), (g); Cal. Code Regs., tit. 11, §7002; read 2026-11-23
(https://leginfo.legislature.ca.gov). Which words are too general for a purpose is our choice. Left out: weighing what is
necessary and proportionate, which a person does and states.

>>> is_stated_purpose("debugging").value, is_stated_purpose("commercial purposes").value
(True, False)
>>> may_process(Processing.RETAIN, necessary=True, proportionate=True, purpose_disclosed=True).value
True
>>> [str(one) for one in not_in_notice((Category.IDENTIFIERS, Category.GEOLOCATION), (Category.IDENTIFIERS,)).value]
['G']
"""

from __future__ import annotations

from collections.abc import Collection
from enum import StrEnum

from habeas.law.california.categories import Category, SensitiveCategory
from habeas.law.california.ruling import ruling
from habeas.law.rule import rule
from habeas.law.verdict import Verdict


class BusinessPurpose(StrEnum):
    """The eight of the statute."""

    AUDITING = "auditing"  # impressions of advertisements
    SECURITY = "security"  # and integrity
    DEBUGGING = "debugging"
    TRANSIENT_USE = "transient_use"  # short-term, advertising that is not personalized included
    SERVICES = "services"  # performed on behalf of the business
    ADVERTISING = "advertising"  # and marketing, except cross-context behavioral advertising
    RESEARCH = "research"  # internal, for technological development
    QUALITY = "quality"  # verifying and improving quality or safety of a service or device


class Processing(StrEnum):
    """What is done with personal information."""

    COLLECT = "collect"
    USE = "use"
    RETAIN = "retain"
    SHARE = "share"


# Words that say that there is a purpose, and not which.
_WORDS = (
    "a all and any as business commercial for general improve internal legitimate necessary needed of operational "
    "operations or other our purpose purposes reason reasons required the use uses various"
)
_GENERAL = frozenset(_WORDS.split())


@rule("A-50")
def is_stated_purpose(purpose: str) -> Verdict[bool]:
    """Does this state a purpose: one of the eight business purposes, or another in specific words?"""
    if purpose.strip().casefold() in {one.value for one in BusinessPurpose}:
        return ruling(True, "It is one of the eight business purposes.", "A-50")
    if set(purpose.casefold().replace(",", " ").replace(".", " ").split()) <= _GENERAL:
        return ruling(False, "A purpose that is none of the eight is stated in specific words.", "A-50")
    return ruling(True, "It is stated in words of its own.", "A-50")


@rule("A-50", "A-48")
def is_business_purpose(purpose: BusinessPurpose, *, cross_context_behavioral: bool = False) -> Verdict[bool]:
    """Is processing for this purpose a business purpose?

    >>> is_business_purpose(BusinessPurpose.ADVERTISING, cross_context_behavioral=True).value
    False
    """
    if cross_context_behavioral:
        return ruling(False, "Cross-context behavioral advertising is no business purpose.", "A-50", "A-48")
    return ruling(True, f"{purpose.replace('_', ' ').capitalize()} is one of the eight.", "A-50")


@rule("A-61")
def may_process(
    what: Processing, *, necessary: bool, proportionate: bool, purpose_disclosed: bool, compatible: bool = False
) -> Verdict[bool]:
    """May personal information be collected, used, retained or shared so?

    `necessary`, `proportionate`: reasonably, to the purpose. `compatible`: the purpose, with the disclosed one and the
    context of collection.
    """
    tests = (
        (necessary, "reasonably necessary"),
        (proportionate, "proportionate"),
        (purpose_disclosed or compatible, "for a purpose that was disclosed or is compatible with it"),
    )
    failed = [text for holds, text in tests if not holds]
    if failed:
        return ruling(False, f"To {what} it is not {', nor '.join(failed)}.", "A-61")
    return ruling(True, f"To {what} it is reasonably necessary and proportionate to the purpose.", "A-61")


@rule("A-61")
def not_in_notice(
    collected: Collection[Category | SensitiveCategory], notice: Collection[Category | SensitiveCategory]
) -> Verdict[tuple[Category | SensitiveCategory, ...]]:
    """Which categories are collected although the notice does not list them? None may be."""
    missing = tuple(one for one in dict.fromkeys(collected) if one not in notice)
    if missing:
        words = "; ".join(str(one.value) for one in missing)
        return ruling(missing, f"The notice does not list: {words}. They may not be collected.", "A-61")
    return ruling(missing, "The notice lists every category that is collected.", "A-61")
