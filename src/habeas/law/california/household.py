"""What of a household's records a request reaches.

Civ. Code §§1798.140(q), 1798.145(p); read 2026-11-23 (https://leginfo.legislature.ca.gov). Requests to know, delete and
correct do not reach household data; an opt-out does, and so, with a doubt, do the rights that the section does not
name. What is about one member alone is processed as ever. Left out:
how a record comes to be one of a household, which the data map says.

>>> mine, ours = HouseholdRecord("orders"), HouseholdRecord("speaker profile", is_household=True)
>>> split_household((mine, ours), Right.DELETE).value
HouseholdSplit(processed=('orders',), not_covered=('speaker profile',), explain=True)
>>> split_household((mine, ours), Right.OPT_OUT).value.processed
('orders', 'speaker profile')
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from habeas.law.california.reach import is_household_covered
from habeas.law.california.rights import Right
from habeas.law.california.ruling import ruling
from habeas.law.rule import rule
from habeas.law.verdict import Verdict


@dataclass(frozen=True, slots=True)
class HouseholdRecord:
    """A record found for the person who asks: about the household, or about that person alone."""

    name: str
    is_household: bool = False


@dataclass(frozen=True, slots=True)
class HouseholdSplit:
    """What is processed, what the right does not cover, and whether that is explained to the consumer."""

    processed: tuple[str, ...]
    not_covered: tuple[str, ...]
    explain: bool


@rule("E-49", "A-44")
def split_household(records: Sequence[HouseholdRecord], right: Right) -> Verdict[HouseholdSplit]:
    """Which of these records does the request of one member of a household reach?"""
    held = any(one.is_household for one in records)
    reach = is_household_covered(right)
    covered = not held or reach.value
    processed = tuple(one.name for one in records if covered or not one.is_household)
    outside = tuple(one.name for one in records if one.is_household and not covered)
    if outside:
        reason = "Household records are not covered, which the answer explains; what is about one person is processed."
    else:
        reason = "Each of these records is processed."
    return ruling(
        HouseholdSplit(processed, outside, bool(outside)), reason, "E-49", "A-44", doubts=reach.doubts if held else ()
    )
