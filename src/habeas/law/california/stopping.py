"""How an opt-out or a limit takes effect: at once in real time, before the next batch, and for who was sold to meanwhile.

Cal. Code Regs., tit. 11, §§7026(f), 7027(g), 7221(m)-(n); read 2026-11-23 (https://cppa.ca.gov/regulations/). The 15
business days are no allowance: what can stop earlier stops earlier. Recipients of the time between the consumer's act
(a click, a postmark) and the end of the sale are told to comply and to pass it on. A day without a time counts whole.
Left out: signals (`opt_out`), ADMT before the processing starts (`admt`).

>>> sale = Disclosure("C1", date(2026, 11, 20))
>>> told = interim_recipients(Right.OPT_OUT, [sale], submitted=date(2026, 11, 19), completed=date(2026, 11, 24)).value
>>> [(one.recipient, [str(what) for what in one.told_to]) for one in told]
[('C1', ['comply', 'pass_it_on'])]
>>> batches(date(2026, 11, 23), batches_on=[date(2026, 11, 27)], excluded_from=date(2026, 12, 1)).value.avoidable
(datetime.date(2026, 11, 27),)
>>> str(instructions(Right.LIMIT, date(2026, 11, 23), ["Host"]).value.by.safe)
'2026-12-11'
>>> at = datetime.fromisoformat
>>> real_time_stops(at("2026-11-23T09:00-08:00"), bids_at=[at("2026-11-23T09:00:05-08:00")]).value
False
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from enum import StrEnum

from habeas.law.california.calendar import Deadlines
from habeas.law.california.clock import CALIFORNIA, clock
from habeas.law.california.disclosure import Role
from habeas.law.california.instructed import Recipient, whom_to_instruct
from habeas.law.california.rights import Right
from habeas.law.california.ruling import ruling
from habeas.law.errors import ImpossibleInput, UncoveredCase
from habeas.law.rule import rule
from habeas.law.verdict import Verdict

_INTERIM = {Right.OPT_OUT: "D-14", Right.LIMIT: "D-14", Right.OPT_OUT_ADMT: "D-16"}


_STOPPED = {Right.OPT_OUT: "D-13", Right.LIMIT: "D-15", Right.OPT_OUT_ADMT: "D-16"}


class Order(StrEnum):
    """What a recipient is told to do."""

    COMPLY = "comply"
    PASS_IT_ON = "pass_it_on"  # to those to whom it gave the information


@dataclass(frozen=True, slots=True)
class Disclosure:
    """Information of the consumer went to somebody; a day, or an instant where it is known."""

    recipient: str
    on: date | datetime
    role: Role = Role.THIRD_PARTY


@dataclass(frozen=True, slots=True)
class Notice:
    """Who is told of the request, and to do what."""

    recipient: str
    told_to: tuple[Order, ...] = tuple(Order)


@dataclass(frozen=True, slots=True)
class Instruction:
    """Who is instructed to stop, and by when."""

    recipients: tuple[str, ...]
    by: Deadlines


@dataclass(frozen=True, slots=True)
class Batches:
    """What a sale in batches makes of an opt-out."""

    stop_by: Deadlines
    in_time: bool
    avoidable: tuple[date, ...]  # batches that still hold the consumer and need not
    unlawful: tuple[date, ...] = ()  # batches that hold the consumer after the last day


@rule("D-13")
def real_time_stops(
    opted_out_at: datetime, *, bids_at: Sequence[datetime] = (), in_same_session: bool = True
) -> Verdict[bool]:
    """Does real-time advertising stop at once, with no bid request after the opt-out?

    `in_same_session`: the opt-out takes effect in the session in which it is made, and is not queued for later.
    """
    later = sum(bid > opted_out_at for bid in bids_at)
    if later:
        went = "1 bid request went" if later == 1 else f"{later} bid requests went"
        reason = f"{went} out after the opt-out; real-time advertising stops at once."
        return ruling(False, reason, "D-13")
    if not in_same_session:
        reason = "The opt-out waits in a queue; real-time advertising stops at once, in the same session."
        return ruling(False, reason, "D-13")
    return ruling(True, "Real-time advertising stopped at once.", "D-13")


@rule("D-13", "D-15", "D-16", "P-04", "P-33")
def batches(
    receipt_on: date, *, batches_on: Collection[date], excluded_from: date, right: Right = Right.OPT_OUT
) -> Verdict[Batches]:
    """Is a consumer who opted out left out of the batches in time, and which earlier batch could leave them out too?

    `excluded_from`: the day from which batches no longer hold the consumer.
    """
    if excluded_from < receipt_on:
        raise ImpossibleInput(f"A request received on {receipt_on} cannot take effect on {excluded_from}.")
    started = clock(right, receipt_on)
    stop_by = started.value.stop_by
    if stop_by is None:
        raise UncoveredCase(f"{right.request} stops no sale.")
    holding = sorted(day for day in batches_on if receipt_on < day < excluded_from)
    avoidable = tuple(day for day in holding if day <= stop_by.std)
    unlawful = tuple(day for day in holding if day > stop_by.std)
    warnings = list(started.warnings)
    warnings += [f"The batch of {day} could leave the consumer out; the period is no allowance." for day in avoidable]
    if excluded_from > stop_by.safe:
        warnings.append(f"In the strictest reading the processing had to stop by {stop_by.safe}.")
    found = Batches(stop_by, excluded_from <= stop_by.std, avoidable, unlawful)
    reason = f"The consumer is left out from {excluded_from}; the last day for that is {stop_by.std}."
    if unlawful:
        named = ", ".join(map(str, unlawful))
        reason = f"Unlawful, for they still hold the consumer after the last day, {stop_by.std}: batches of {named}."
    return ruling(found, reason, _STOPPED[right], "P-33", parameters=started.parameters, warnings=warnings)


@rule("D-14", "D-15", "D-16")
def interim_recipients(
    right: Right, disclosures: Collection[Disclosure], *, submitted: date | datetime, completed: date | datetime
) -> Verdict[tuple[Notice, ...]]:
    """Who received the information between the consumer's act and the end of the sale or use, and must be told?

    `submitted`: the click or the postmark, not the receipt. An opt-out concerns third parties, not service providers.
    """
    if right not in _INTERIM:
        raise UncoveredCase(f"{right.request} stops no disclosure.")
    start, end = _from(submitted), _to(completed)
    if end < start:
        raise ImpossibleInput(f"The request of {submitted} cannot have been completed on {completed}.")
    third_parties_only = right is Right.OPT_OUT
    meanwhile = (
        one.recipient
        for one in disclosures
        if _from(one.on) <= end and _to(one.on) >= start and (one.role is Role.THIRD_PARTY or not third_parties_only)
    )
    told = tuple(map(Notice, dict.fromkeys(meanwhile)))
    reason = f"Nobody received the information from {submitted} to {completed}."
    if told:
        who = "1 recipient is" if len(told) == 1 else f"{len(told)} recipients are"
        reason = f"{who} told to comply and to pass it on, for the time from {submitted} to {completed}."
    return ruling(told, reason, _INTERIM[right])


@rule("D-15", "D-16")
def instructions(right: Right, receipt_on: date, recipients: Collection[Recipient | str]) -> Verdict[Instruction]:
    """Which service providers, contractors and recipients must be instructed to stop, and by when?

    A limit and an opt-out of ADMT reach those who hold the information for the business; an opt-out of sale does not.
    A recipient without a role holds the information for the business. A limit instructs no third party.
    """
    started = clock(right, receipt_on)
    stop_by = started.value.stop_by
    if stop_by is None:
        raise UncoveredCase(f"{right.request} stops no processing.")
    if right is Right.OPT_OUT:
        reason = "An opt-out of sale and sharing needs no instruction to service providers."
        return ruling(Instruction((), stop_by), reason, "D-13", "P-33")
    named = (one if isinstance(one, Recipient) else Recipient(one, Role.SERVICE_PROVIDER) for one in recipients)
    told = whom_to_instruct(right, tuple(named)).value
    reason = f"They are instructed within the same time, by {stop_by.std}." if told else "Nobody has to be instructed."
    rows = ("D-15",) if right is Right.LIMIT else ("D-16", "H-55")
    return ruling(
        Instruction(told, stop_by), reason, *rows, "P-33", parameters=started.parameters, warnings=started.warnings
    )


def _from(moment: date | datetime) -> datetime:
    if isinstance(moment, datetime):
        return moment.astimezone(CALIFORNIA)
    return datetime.combine(moment, time.min, CALIFORNIA)


def _to(moment: date | datetime) -> datetime:
    if isinstance(moment, datetime):
        return moment.astimezone(CALIFORNIA)
    return datetime.combine(moment, time.max, CALIFORNIA)
