"""What a law-enforcement agency's direction not to delete does to the information, and for how long.

Civ. Code §1798.145(a)(1)(B), (a)(2); read 2026-11-23 (https://leginfo.legislature.ca.gov). The Act does not ask for
writing nor for the case number to be quoted, so any direction freezes the information while staff find out. For
information about contraception, pregnancy care, perinatal care or abortion services no such direction is a ground to
keep it: the system deletes nothing by itself, and counsel decides; the same until it is stated that the information is
of no such kind. A direction that ran out without a case number is still reported to staff. Left out: holds for
litigation (`delete_duties`).

>>> by_phone = Direction(date(2026, 11, 23))
>>> state = holding([by_phone], on=date(2026, 11, 30), reproductive_care=False).value
>>> state.frozen, str(state.until), [str(task) for task in state.tasks]
(True, '2027-02-21', ['obtain_case_number', 'confirm_investigation'])
>>> may_delete([by_phone], on=date(2027, 2, 22)).value, may_use([by_phone], on=date(2027, 2, 21)).value
(True, False)
>>> str(renew(date(2027, 2, 21), on=date(2027, 2, 1), good_cause="The trial is set for May.").value)
'2027-05-22'
>>> may_refuse_for_hold([by_phone], on=date(2026, 11, 30), reproductive_care=True).value
False
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from habeas.law.california.parameters import Name, parameter
from habeas.law.california.ruling import refusal, ruling
from habeas.law.errors import HoldRefused, ImpossibleInput
from habeas.law.parameter import Parameter
from habeas.law.rule import rule
from habeas.law.verdict import Verdict

_COUNSEL = "What a direction means for information about reproductive care; counsel decides."
_UNSTATED = "It is not stated whether the information is about reproductive care, which a direction does not hold."


@dataclass(frozen=True, slots=True)
class Renewal:
    """The agency renewed its direction: when, for what good cause, and whether it went no further than necessary."""

    on: date
    good_cause: str
    as_far_as_necessary: bool = True


@dataclass(frozen=True, slots=True)
class Direction:
    """An agency told the business not to delete; what staff have found out is filled in later."""

    directed_on: date
    case_number: str = ""
    agency_approved: bool | None = None  # the investigation; None: not yet known
    renewals: tuple[Renewal, ...] = ()
    released_on: date | None = None  # the agency withdrew it
    in_writing: bool = False  # makes no difference


class Task(StrEnum):
    """What staff still have to do about a direction."""

    OBTAIN_CASE_NUMBER = "obtain_case_number"
    CONFIRM_INVESTIGATION = "confirm_investigation"  # that the agency approved it
    ASK_COUNSEL = "ask_counsel"


@dataclass(frozen=True, slots=True)
class Holding:
    """What the directions come to on a day."""

    frozen: bool
    until: date | None  # the last day
    tasks: tuple[Task, ...]


@rule("D-19")
def renew(until: date, *, on: date, good_cause: str, as_far_as_necessary: bool = True) -> Verdict[date]:
    """Until when does a hold last that ended on `until` and is renewed? Raises HoldRefused without good cause."""
    if not good_cause.strip():
        raise refusal(HoldRefused, "A hold is renewed only for good cause; none is given.", "D-19")
    if not as_far_as_necessary:
        raise refusal(HoldRefused, "A hold is renewed only as far as necessary.", "D-19")
    length = parameter(Name.HOLD, on)
    # A renewal that comes too late is a direction of its own.
    start = until if on <= until else on
    late = (f"The hold had ended on {until}; this counts as a new direction.",) if on > until else ()
    end = length.period.after(start)
    return ruling(end, f"The hold lasts until {end}.", "D-19", parameters=(length,), warnings=late)


def _until(direction: Direction, on: date) -> tuple[date, Parameter]:
    """The last day of the hold, as known on a day."""
    length = parameter(Name.HOLD, direction.directed_on)
    end = length.period.after(direction.directed_on)
    for renewal in direction.renewals:
        if renewal.on < direction.directed_on:
            raise ImpossibleInput(f"A renewal on {renewal.on} precedes the direction of {direction.directed_on}.")
        if renewal.on <= on:
            necessary = renewal.as_far_as_necessary
            end = renew(end, on=renewal.on, good_cause=renewal.good_cause, as_far_as_necessary=necessary).value
    return end, length


@rule("D-19", "P-15")
def holding(directions: Sequence[Direction], *, on: date, reproductive_care: bool | None = None) -> Verdict[Holding]:
    """Is the information frozen on this day, until when, and what must staff do?

    `reproductive_care`: whether it is about contraception, pregnancy care, perinatal care or abortion services; while
    that is not stated, the information stays frozen and counsel is asked.
    """
    given = [(one, *_until(one, on)) for one in directions if one.directed_on <= on]
    live = [(one, end, length) for one, end, length in given if on <= end and not _is_released(one, on)]
    if not live:
        return _not_frozen(on, [(one, end) for one, end, _ in given if on > end and not _is_released(one, on)])
    until = max(end for _, end, _ in live)
    state = Holding(True, until, _tasks([one for one, _, _ in live], reproductive_care))
    reason = f"A law-enforcement agency directed the business not to delete; the hold lasts until {until}."
    used = tuple(dict.fromkeys(found for _, _, found in live))
    return ruling(state, reason, "D-19", parameters=used, doubts=_doubts(reproductive_care))


def _doubts(reproductive_care: bool | None) -> tuple[str, ...]:
    if reproductive_care is None:
        return (_UNSTATED,)
    return (_COUNSEL,) if reproductive_care else ()


def _not_frozen(on: date, expired: Sequence[tuple[Direction, date]]) -> Verdict[Holding]:
    """No direction is in force; one that ran out before its case number was known does not end unnoticed."""
    unproved = [(one, end) for one, end in expired if not one.case_number.strip()]
    warnings = tuple(
        f"The direction of {one.directed_on} ran out on {end}, and its case number was never obtained; ask the agency."
        for one, end in unproved
    )
    tasks = (Task.OBTAIN_CASE_NUMBER,) if unproved else ()
    return ruling(Holding(False, None, tasks), f"No direction is in force on {on}.", "D-19", warnings=warnings)


def _is_released(direction: Direction, on: date) -> bool:
    return direction.released_on is not None and on >= direction.released_on


def _tasks(live: Collection[Direction], reproductive_care: bool | None) -> tuple[Task, ...]:
    wanted = (
        (Task.OBTAIN_CASE_NUMBER, any(not one.case_number.strip() for one in live)),
        (Task.CONFIRM_INVESTIGATION, any(one.agency_approved is None for one in live)),
        (Task.ASK_COUNSEL, reproductive_care is not False or any(one.agency_approved is False for one in live)),
    )
    return tuple(task for task, due in wanted if due)


@rule("D-19")
def may_delete(directions: Sequence[Direction], *, on: date, reproductive_care: bool | None = None) -> Verdict[bool]:
    """May the system delete the information on this day? Nothing is deleted by itself while a direction stands."""
    found = holding(directions, on=on, reproductive_care=reproductive_care)
    if not found.value.frozen:
        return ruling(True, found.reason, "D-19", warnings=found.warnings)
    reason = found.reason
    if reproductive_care:
        reason += " It is no ground to refuse a deletion of such information: counsel decides at once."
    return ruling(False, reason, "D-19", parameters=found.parameters, doubts=found.doubts)


@rule("D-19")
def may_refuse_for_hold(
    directions: Sequence[Direction], *, on: date, reproductive_care: bool | None = None
) -> Verdict[bool]:
    """May a request to delete be refused because of a direction?

    Not before it is stated whether the information is about reproductive care.
    """
    found = holding(directions, on=on, reproductive_care=reproductive_care)
    if reproductive_care:
        reason = "A direction is no ground to keep information about reproductive care; ask counsel."
        return ruling(False, reason, "D-19", doubts=(_COUNSEL,))
    if reproductive_care is None and found.value.frozen:
        reason = "State first whether the information relates to reproductive care; until then it is kept, not refused."
        return ruling(False, reason, "D-19", doubts=found.doubts)
    if directions and all(one.agency_approved is False for one in directions):
        return ruling(False, "The agency has not approved the investigation; its direction is no ground.", "D-19")
    proved = all(one.case_number.strip() and one.agency_approved is not False for one in directions)
    warnings = () if proved else ("The direction's case number or approved investigation is not on record yet.",)
    return ruling(found.value.frozen, found.reason, "D-19", warnings=warnings if found.value.frozen else ())


@rule("D-19")
def may_use(
    directions: Sequence[Direction],
    *,
    on: date,
    otherwise_exempt: bool = False,
    for_the_investigation: bool = False,
) -> Verdict[bool]:
    """May information be used although its deletion was asked for and only a direction keeps it?

    `otherwise_exempt`: its deletion is exempt for another reason, which then says what it may be used for.
    """
    # Whatever kind of information it is.
    frozen = holding(directions, on=on, reproductive_care=False).value.frozen
    if frozen and for_the_investigation:
        return ruling(True, "The information is held for the investigation.", "D-19")
    if frozen and not otherwise_exempt:
        return ruling(False, "What is held for law enforcement is used for nothing else.", "D-19")
    if otherwise_exempt:
        return ruling(True, "Its deletion is exempt for another reason.", "D-19")
    # Only the direction kept it: when that has ended, what was asked for is done.
    return ruling(False, f"No direction is in force on {on}; the information is deleted now, not used.", "D-19")
