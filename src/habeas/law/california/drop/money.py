"""What a data broker pays: fees, and a penalty for each day.

Civ. Code §1798.99.82; Cal. Code Regs., tit. 11, §§7600, 7611; read 2026-11-23 in summaries only
(https://privacy.ca.gov). Amounts are in dollars. Left out: the costs of enforcement and a surcharge for cards, which
have no figure, and the fee for access of a broker that starts during a year, of which no figure was read.

>>> deletion_penalty(requests=1000, days_late=10, on=date(2026, 11, 23)).value
2000000
>>> late_registration_penalty(2026, date(2027, 2, 1)).value
200
>>> registration_fee(2026).value
6000
>>> str(new_broker(date(2026, 11, 23)).value.account_by)
'2027-01-07'
>>> penalty_so_far([Overdue(date(2026, 11, 20), requests=3)], on=date(2026, 11, 23)).value
1800
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from habeas.law.california.drop.broker import registration
from habeas.law.california.parameters import Name, parameter
from habeas.law.california.ruling import ruling
from habeas.law.errors import ImpossibleInput
from habeas.law.rule import rule
from habeas.law.verdict import Verdict


@dataclass(frozen=True, slots=True)
class Overdue:
    """Requests that were due on one day; `done_on` is none while they are not deleted."""

    due_on: date
    done_on: date | None = None
    requests: int = 1


@dataclass(frozen=True, slots=True)
class NewBroker:
    """What a broker that starts during a year owes."""

    account_by: date
    owes_access_fee: bool


@rule("J-04")
def registration_fee(year: int) -> Verdict[int]:
    """What does it cost to register in this year?"""
    row = parameter(Name.BROKER_FEE, date(year, 1, 1))
    return ruling(row.number, f"Registration in {year} costs ${row.number:,}.", "J-04", parameters=(row,))


@rule("J-04")
def new_broker(started_on: date) -> Verdict[NewBroker]:
    """What does a business owe that becomes a data broker on this day, during a year?"""
    row = parameter(Name.NEW_BROKER_ACCOUNT, started_on)
    found = NewBroker(row.period.after(started_on), True)
    reason = f"It opens its account by {found.account_by} and pays the fee for access."
    return ruling(found, reason, "J-04", parameters=(row,))


@rule("J-03")
def late_registration_penalty(year_met: int, registered_on: date) -> Verdict[int]:
    """What does it cost a data broker of `year_met` to register, or to be still unregistered, on this day?"""
    window = registration(year_met)
    if registered_on < window.value.opens_on:
        raise ImpossibleInput(f"Registration for {year_met} opens on {window.value.opens_on}.")
    days = max(0, (registered_on - window.value.closes_on).days)
    row = parameter(Name.LATE_REGISTRATION_PENALTY, registered_on)
    reason = f"{days} days late at ${row.number} a day is ${days * row.number:,}."
    return ruling(days * row.number, reason, "J-03", parameters=(*window.parameters, row))


@rule("J-06")
def deletion_penalty(*, requests: int, days_late: int, on: date) -> Verdict[int]:
    """What do this many requests cost that are this many days late? Costs of enforcement come on top."""
    if requests < 0 or days_late < 0:
        raise ImpossibleInput("Requests and days are counted from zero.")
    row = parameter(Name.DELETION_PENALTY, on)
    amount = requests * days_late * row.number
    reason = f"{requests:,} requests late by {days_late:,} days at ${row.number} each a day is ${amount:,}."
    return ruling(amount, reason, "J-06", parameters=(row,))


@rule("J-06")
def penalty_so_far(overdue: Sequence[Overdue], on: date) -> Verdict[int]:
    """What do these requests cost by this day? One that is still open is late each day after it was due."""
    request_days = sum(one.requests * max(0, (min(one.done_on or on, on) - one.due_on).days) for one in overdue)
    row = parameter(Name.DELETION_PENALTY, on)
    amount = request_days * row.number
    reason = f"{request_days:,} days of requests late at ${row.number} is ${amount:,}, and the costs of enforcement."
    return ruling(amount, reason, "J-06", parameters=(row,))
