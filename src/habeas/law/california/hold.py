"""A direction of a law-enforcement agency not to delete: what it freezes, how long, and what it never covers.

Civ. Code §1798.145(a)(1)(B), (a)(2); read 2026-11-23 (https://leginfo.legislature.ca.gov). The text asks for an
investigation that the agency approved and an active case number; it asks neither for writing nor for the number to be
quoted. So any direction freezes at once, and staff obtain the number. Left out: litigation holds (`what_stays`), and
what the consumer is told.

>>> str(hold_until(date(2026, 11, 23)).value)
'2027-02-21'
>>> str(renew_until(date(2027, 2, 21), on=date(2027, 2, 20), good_cause="A trial date is set.").value)
'2027-05-22'
>>> direction = Direction(date(2026, 11, 23), ends_on=date(2027, 2, 21))
>>> may_delete([direction], on=date(2026, 11, 24)).value, may_delete([direction], on=date(2027, 2, 22)).value
(False, True)
>>> what_staff_owe(direction).value, may_use_held(HeldUse.MARKETING).value
((<Task.OBTAIN_CASE_NUMBER: 'obtain_case_number'>,), False)
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from habeas.law.california.parameters import Name, parameter
from habeas.law.california.provisions import provision
from habeas.law.california.ruling import refusal, ruling
from habeas.law.errors import HoldRefused, ImpossibleInput
from habeas.law.rule import rule
from habeas.law.verdict import Verdict


@dataclass(frozen=True, slots=True)
class Direction:
    """One direction, with what is known of it so far. `ends_on` is its last day, renewals included."""

    directed_on: date
    ends_on: date
    case_number: str = ""
    in_writing: bool = False
    reproductive_care: bool = False  # the data touches contraception, pregnancy, perinatal care or abortion services
    released_on: date | None = None


class Task(StrEnum):
    """What a direction leaves to staff."""

    OBTAIN_CASE_NUMBER = "obtain_case_number"
    ASK_COUNSEL = "ask_counsel"


class HeldUse(StrEnum):
    """What somebody would do with held data."""

    THE_INVESTIGATION = "the_investigation"
    MARKETING = "marketing"
    ANALYTICS = "analytics"
    ORDINARY_BUSINESS = "ordinary_business"
    SALE = "sale"


@rule("D-19", "P-15")
def hold_until(directed_on: date) -> Verdict[date]:
    """What is the last day of a hold that was directed on this day?"""
    row = parameter(Name.HOLD, directed_on)
    until = row.period.after(directed_on)
    reason = f"A direction of {directed_on} holds for {row.period}, through {until}."
    return ruling(until, reason, "D-19", parameters=(row,))


@rule("D-19", "P-15")
def renew_until(ends_on: date, *, on: date, good_cause: str, case_number: str = "") -> Verdict[date]:
    """What is the last day of the hold, if it is renewed on this day for this cause?

    The new period begins where the old one ends. Raises HoldRefused: no cause, or the hold has run out.
    """
    if not good_cause.strip():
        raise refusal(HoldRefused, "A hold is renewed for good cause only; state the cause.", "D-19")
    if on > ends_on:
        raise refusal(HoldRefused, f"The hold ran out on {ends_on}; it takes a new direction.", "D-19")
    row = parameter(Name.HOLD, on)
    until = row.period.after(ends_on)
    warnings = () if case_number.strip() else ("There is still no case number; obtain it from the agency.",)
    reason = f"Renewed for {row.period}, through {until}, as far as that is necessary."
    return ruling(until, reason, "D-19", parameters=(row,), warnings=warnings)


@rule("D-19", "G-16")
def may_delete(directions: Sequence[Direction], *, on: date) -> Verdict[bool]:
    """May the data be deleted on this day, given the directions about it? Not while one is in force.

    A direction about reproductive care freezes too until counsel has looked: what is deleted cannot be had back.
    """
    active = [one for one in directions if _is_in_force(one, on)]
    if not active:
        return ruling(True, f"No direction not to delete is in force on {on}.", "D-19", "G-16")
    last = max(one.ends_on for one in active)
    doubts = (provision("D-19").doubt,) if any(one.reproductive_care for one in active) else ()
    return ruling(False, f"An agency has directed us not to delete, through {last}.", "D-19", "G-16", doubts=doubts)


def _is_in_force(direction: Direction, on: date) -> bool:
    if direction.ends_on < direction.directed_on:
        raise ImpossibleInput(f"A hold of {direction.directed_on} cannot have ended on {direction.ends_on}.")
    released = direction.released_on is not None and on >= direction.released_on
    return direction.directed_on <= on <= direction.ends_on and not released


@rule("D-19")
def what_staff_owe(direction: Direction) -> Verdict[tuple[Task, ...]]:
    """What must staff still do about a direction that has frozen the data?"""
    tasks = [] if direction.case_number.strip() else [Task.OBTAIN_CASE_NUMBER]
    doubts: tuple[str, ...] = ()
    if direction.reproductive_care:
        tasks, doubts = [*tasks, Task.ASK_COUNSEL], (provision("D-19").doubt,)
    words = " and ".join(task.replace("_", " ") for task in tasks) or "nothing more"
    return ruling(tuple(tasks), f"Still to do: {words}.", "D-19", doubts=doubts)


@rule("D-19")
def may_use_held(use: HeldUse, *, deletion_is_exempt_anyway: bool = False) -> Verdict[bool]:
    """May held data, whose deletion was asked for, be put to this use?"""
    if use is HeldUse.THE_INVESTIGATION:
        return ruling(True, "The data is held for the investigation.", "D-19")
    if deletion_is_exempt_anyway:
        return ruling(True, "The data may be kept on another ground, and be used for that.", "D-19")
    return ruling(False, "Data held for an agency serves no other use.", "D-19")
