"""Whether a known consumer stands opted out, after all that happened.

Cal. Code Regs., tit. 11, §§7025(c)(1), (c)(5), 7028(a); read 2026-11-23 (https://cppa.ca.gov/regulations/). Only an
opt-in in two steps, the request and then its confirmation, ends an opt-out; a visit without the signal says nothing.
Left out: what was agreed for one program or setting (`signal_conflict`), and when one may ask again (`re_ask`).

>>> opted = Happening(Event.SIGNAL, datetime(2026, 11, 23, 9))
>>> later = Happening(Event.VISIT_WITHOUT_SIGNAL, datetime(2026, 12, 1, 9))
>>> is_opted_out((opted, later)).value
True
>>> is_opted_in(requested_at=datetime(2026, 12, 1, 9), confirmed_at=None).value
False
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from habeas.law.california.ruling import ruling
from habeas.law.errors import ImpossibleInput
from habeas.law.rule import rule
from habeas.law.verdict import Verdict


class Event(StrEnum):
    """What the consumer did."""

    SIGNAL = "signal"  # came with an opt-out preference signal
    VISIT_WITHOUT_SIGNAL = "visit_without_signal"
    OPT_OUT = "opt_out"  # by link, form, telephone, letter, agent
    OPT_IN_REQUESTED = "opt_in_requested"
    OPT_IN_CONFIRMED = "opt_in_confirmed"
    TRANSFERRED = "transferred"  # the business was taken over


@dataclass(frozen=True, slots=True)
class Happening:
    """One event. `known_consumer`: the business knew who it was."""

    what: Event
    at: datetime
    known_consumer: bool = True


@rule("H-25", "C-18")
def is_opted_out(happenings: tuple[Happening, ...]) -> Verdict[bool]:
    """Does the known consumer stand opted out of sale and sharing?

    What an unknown visitor did is no act of the known consumer; it stays with the browser.
    """
    out, asked = False, False
    for one in sorted((one for one in happenings if one.known_consumer), key=lambda one: one.at):
        if one.what in (Event.SIGNAL, Event.OPT_OUT):
            out, asked = True, False
        elif one.what is Event.OPT_IN_REQUESTED:
            asked = True
        elif one.what is Event.OPT_IN_CONFIRMED and asked:
            out, asked = False, False
    if out and asked:
        return ruling(True, "The opt-in was requested and not confirmed; the consumer is opted out.", "H-25", "C-18")
    if out:
        return ruling(True, "The consumer opted out and has not opted in again.", "H-25", "C-18")
    return ruling(False, "No opt-out of this consumer stands.", "H-25", "C-18")


@rule("C-18")
def is_opted_in(*, requested_at: datetime | None, confirmed_at: datetime | None) -> Verdict[bool]:
    """Has a consumer who opted out, or limited, opted in again? By two steps, the request and then its confirmation."""
    if confirmed_at is not None and requested_at is None:
        return ruling(False, "There was no request to opt in that could be confirmed.", "C-18")
    if requested_at is None:
        return ruling(False, "The consumer has not asked to opt in.", "C-18")
    if confirmed_at is None:
        return ruling(False, "The request to opt in was not confirmed; the opt-out stands.", "C-18")
    if confirmed_at < requested_at:
        raise ImpossibleInput("A request to opt in cannot be confirmed before it is made.")
    return ruling(True, "The consumer asked to opt in and then confirmed it.", "C-18")
