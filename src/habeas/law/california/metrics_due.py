"""Who publishes yearly figures, by when and where.

Cal. Code Regs., tit. 11, §7102; Civ. Code §1798.99.85; read 2026-11-23 (https://cppa.ca.gov/regulations/,
https://leginfo.legislature.ca.gov). The threshold counts consumers whose information the business, in the calendar
year, bought, received for its commercial purposes, sold, shared or otherwise made available for commercial purposes;
not those it holds. Data brokers have no threshold. Left out: the figures themselves (`metrics`).

>>> are_due(2026, 9_999_999).value, are_due(2026, 10_000_000).value, are_due(2026, 5, is_data_broker=True).value
(False, True, True)
>>> str(due_on(2026).value)
'2027-07-01'
>>> posted = Publication(date(2027, 7, 2), Place.PRIVACY_POLICY)
>>> [fault.value for fault in publication_faults(2026, posted).value]
['late']
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from habeas.law.california.parameters import Name, parameter
from habeas.law.california.ruling import ruling
from habeas.law.rule import rule
from habeas.law.verdict import Verdict


class Place(StrEnum):
    """Where the figures stand."""

    PRIVACY_POLICY = "privacy_policy"
    LINKED_FROM_POLICY = "linked_from_policy"  # on a page that the policy links to
    ELSEWHERE = "elsewhere"


class Fault(StrEnum):
    """What is wrong with a publication."""

    LATE = "late"
    EARLY = "early"  # published before the year is over, so not the figures of the whole year
    PLACE = "place"
    CLICK_WALL = "click_wall"  # the reader must pass something to see the figures
    POPULATION_UNSAID = "population_unsaid"  # all individuals are counted, and the text does not say so
    NOT_FILED = "not_filed"  # a data broker files the figures with its registration too


_WORDS = {
    Fault.LATE: "They are not published in time.",
    Fault.EARLY: "They were published before the year was over.",
    Fault.PLACE: "They do not stand where they must, in the privacy policy.",
    Fault.CLICK_WALL: "A reader must pass something to see them.",
    Fault.POPULATION_UNSAID: "The text does not say that all individuals are counted.",
    Fault.NOT_FILED: "They were not filed with the registration.",
}


@dataclass(frozen=True, slots=True)
class Publication:
    """How the figures were published."""

    published_on: date | None
    place: Place = Place.PRIVACY_POLICY
    click_wall: bool = False
    all_individuals: bool = False
    says_all_individuals: bool = False
    filed_with_registration: bool = True


@rule("I-09", "I-11", "P-13")
def are_due(year: int, consumers: int, *, also_made_available: int = 0, is_data_broker: bool = False) -> Verdict[bool]:
    """Must the business publish figures for this calendar year?

    `consumers`: those whose information it bought, received for its commercial purposes, sold or shared in the year, as
    it knows or should know; `also_made_available`: further ones whose information it otherwise made available.
    """
    if is_data_broker:
        return ruling(True, "A data broker publishes its figures whatever its size.", "I-11")
    row = parameter(Name.LARGE_HOLDER, date(year, 12, 31))
    counted = consumers + also_made_available
    reason = f"{counted:,} consumers counted in {year}; figures are due from {row.number:,}."
    return ruling(counted >= row.number, reason, "I-09", parameters=(row,))


@rule("I-10", "I-11", "P-14")
def due_on(year: int) -> Verdict[date]:
    """By which day are the figures of this calendar year published?"""
    row = parameter(Name.METRICS_DUE, date(year + 1, 1, 1))
    due = date.fromisoformat(f"{year + 1}-{row.word}")
    return ruling(due, f"The figures of {year} are published by {due}.", "I-10", "I-11", parameters=(row,))


@rule("I-10", "I-11", "J-07")
def publication_faults(
    year: int, publication: Publication, *, is_data_broker: bool = False, on: date | None = None
) -> Verdict[tuple[Fault, ...]]:
    """What is wrong with how the figures of this year were published? Nothing: they stand as they must.

    `on`: the day of looking; what is not published then, and not due yet, is no fault. Without it, the day is past.
    """
    due = due_on(year)
    published = publication.published_on
    if published is None and on is not None and on <= due.value:
        reason = f"The figures of {year} are not published and not due before {due.value}."
        return ruling((), reason, *(("I-11", "J-07") if is_data_broker else ("I-10",)), parameters=due.parameters)
    in_policy = publication.place is Place.PRIVACY_POLICY
    linked = publication.place is Place.LINKED_FROM_POLICY
    tests = {
        Fault.LATE: published is None or published > due.value,
        Fault.EARLY: published is not None and published <= date(year, 12, 31),
        # 99.85(b) names the privacy policy; §7102(a)(2) also a page linked from it.
        Fault.PLACE: not (in_policy or (linked and not is_data_broker)),
        Fault.CLICK_WALL: publication.click_wall and is_data_broker,
        Fault.POPULATION_UNSAID: publication.all_individuals and not publication.says_all_individuals,
        Fault.NOT_FILED: is_data_broker and not publication.filed_with_registration,
    }
    faults = tuple(fault for fault, found in tests.items() if found)
    reason = (
        " ".join(_WORDS[one] for one in faults) if faults else f"The figures of {year} are published as they must be."
    )
    rows = ("I-11", "J-07") if is_data_broker else ("I-10",)
    return ruling(faults, reason, *rows, parameters=due.parameters)
