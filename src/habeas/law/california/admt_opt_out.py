"""Opt-outs of automated decisions: when none has to be offered, and what one stops.

Cal. Code Regs., tit. 11, §7221(b), (m), (n); read 2026-11-23 (https://cppa.ca.gov/regulations/). Whether a technology
works for its purpose and does not unlawfully discriminate is for whoever evaluated it to say. Left out: methods
(§7221(c)), agents and fraud (`denial`).

>>> may_refuse_opt_out(OptOutException.HUMAN_APPEAL, Decision.LENDING, human_appeal=True, reviewer_may_change=True).value
True
>>> stop(receipt_on=date(2027, 1, 4), processing_started_on=None).value.action.value
'do_not_start'
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from habeas.law.california.admt import Decision, is_due
from habeas.law.california.calendar import Deadlines
from habeas.law.california.clock import clock
from habeas.law.california.instructed import Recipient, whom_to_instruct
from habeas.law.california.rights import Right
from habeas.law.california.ruling import ruling
from habeas.law.rule import rule
from habeas.law.verdict import Verdict


class OptOutException(StrEnum):
    """Why no opt-out is offered."""

    HUMAN_APPEAL = "human_appeal"
    HIRING_OR_ADMISSION = "hiring_or_admission"
    ALLOCATION_OR_COMPENSATION = "allocation_or_compensation"


_DECISIONS = {
    OptOutException.HIRING_OR_ADMISSION: frozenset({Decision.HIRING, Decision.ADMISSION}),
    OptOutException.ALLOCATION_OR_COMPENSATION: frozenset({Decision.WORK_ALLOCATION, Decision.COMPENSATION}),
}


@rule("H-53")
def may_refuse_opt_out(
    exception: OptOutException,
    decision: Decision,
    *,
    human_appeal: bool = False,
    reviewer_may_change: bool = False,
    used_solely: bool = False,
    works_for_purpose: bool = False,
    discriminates_unlawfully: bool | None = None,
) -> Verdict[bool]:
    """May the opt-out be left out, on this exception? What is not stated about the conditions does not hold.

    `human_appeal`: the decision can be appealed to a person; `reviewer_may_change`: who has the authority to change it.
    `used_solely`: for that assessment, or that allocation, and for nothing else. `discriminates_unlawfully`: null while
    nobody has evaluated that.

    >>> hiring = (OptOutException.HIRING_OR_ADMISSION, Decision.HIRING)
    >>> may_refuse_opt_out(*hiring, used_solely=True, works_for_purpose=True).value
    False
    >>> shown = {"used_solely": True, "works_for_purpose": True, "discriminates_unlawfully": False}
    >>> may_refuse_opt_out(*hiring, **shown).value
    True
    """
    if exception is OptOutException.HUMAN_APPEAL:
        if human_appeal and reviewer_may_change:
            return ruling(True, "The decision can be appealed to a person who may change it.", "H-53")
        lacking = "who has the authority to change the decision" if human_appeal else "at all"
        return ruling(False, f"There is no appeal to a person {lacking}.", "H-53")
    if decision not in _DECISIONS[exception]:
        reason = f"The exception is not about a decision on {decision.replace('_', ' ')}."
        return ruling(False, reason, "H-53")
    tests = (
        (used_solely, "it is not used solely for this"),
        (works_for_purpose, "it is not shown to work for its purpose"),
        (discriminates_unlawfully is not None, "it is not shown that it does not unlawfully discriminate"),
        (not discriminates_unlawfully, "it unlawfully discriminates"),
    )
    failed = [text for holds, text in tests if not holds]
    if failed:
        return ruling(False, f"The exception does not hold: {', and '.join(failed)}.", "H-53")
    return ruling(True, "The technology serves this alone, works for it, and does not discriminate.", "H-53")


class Action(StrEnum):
    """What the business does."""

    DO_NOT_START = "do_not_start"
    STOP = "stop"


@dataclass(frozen=True, slots=True)
class Stop:
    """What an opt-out brings about. `stop_by` is none where the processing must not start at all."""

    action: Action
    stop_by: Deadlines | None
    instruct: tuple[str, ...]


@rule("D-16")
def stop(
    *, receipt_on: date, processing_started_on: date | None, recipients: tuple[Recipient, ...] = ()
) -> Verdict[Stop]:
    """What does an opt-out of ADMT stop, and by when?

    `processing_started_on`: of this consumer's information with this technology; null if not started. `recipients`: to
    whom it was disclosed for that; they are instructed in the same time.

    >>> found = stop(receipt_on=date(2027, 1, 4), processing_started_on=date(2027, 1, 2)).value
    >>> str(found.stop_by.std), str(found.stop_by.safe)
    ('2027-01-26', '2027-01-22')
    """
    held = is_due(receipt_on)
    warned = () if held.value else (held.reason,)
    if processing_started_on is None or processing_started_on > receipt_on:
        reason = "The opt-out came before the processing started; it does not start."
        return ruling(Stop(Action.DO_NOT_START, None, ()), reason, "D-16", parameters=held.parameters, warnings=warned)
    dates = clock(Right.OPT_OUT_ADMT, receipt_on)
    told = whom_to_instruct(Right.OPT_OUT_ADMT, recipients)
    found = Stop(Action.STOP, dates.value.stop_by, told.value)
    reason = f"{dates.reason} {told.reason}"
    used = (*held.parameters, *dates.parameters)
    return ruling(found, reason, "D-16", parameters=used, warnings=warned, doubts=dates.doubts)
