"""What becomes of a request at the door: whether it came the right way, and what may be demanded of its sender.

Cal. Code Regs., tit. 11, §§7020(d)-(f), 7021(b), 7026(c)-(d), 7050(c), 7060(b); Civ. Code §§1798.130(a)(2)(A), (a)(3)(A),
1798.140(i); read 2026-11-23 (https://cppa.ca.gov/regulations/). A request is never ignored: one that came the wrong way
or lacks something counts as submitted, or its sender is told what to do. Left out: gaps in verification
(`verification`), what a business may ask in order to verify (`asking`), and whether the sender is a consumer (`scope`).

>>> found = deficient(Right.DELETE, date(2026, 11, 23), Defect.WRONG_CHANNEL).value
>>> str(found.clock_from), str(found.respond_by), found.tell_how_to_cure
('2026-11-23', '2027-01-07', False)
>>> choices = Choices(misdirected=Misdirected.CURE_NOTICE)
>>> deficient(Right.DELETE, date(2026, 11, 23), Defect.WRONG_CHANNEL, choices=choices).value.tell_how_to_cure
True
>>> may_close_in_silence(Defect.UNCONFIRMED).value
False
>>> may_require_login(Right.DELETE, has_account=True).value, may_demand_proof_of_residency(Right.OPT_OUT).value
(True, False)
>>> may_need_confirmation(Right.DELETE, online=True).value
True
>>> offers_older_records(36, offers_date_range=False).value[0].row
'C-09'
>>> received_by_provider(told_consumer=True).value
()
>>> unneeded_demands(Right.OPT_OUT, ["email", "selfie"], needed=["email"]).value
('selfie',)
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from habeas.law.california.choices import DEFAULT, Choices, Misdirected
from habeas.law.california.clock import Clock, clock
from habeas.law.california.datum import is_known, kind_of, proves_identity
from habeas.law.california.finding import Findings, error, report
from habeas.law.california.parameters import Name, parameter
from habeas.law.california.provisions import provision
from habeas.law.california.rights import NEVER_VERIFIED, VERIFIED, Right
from habeas.law.california.ruling import ruling
from habeas.law.errors import ImpossibleInput, UncoveredCase
from habeas.law.period import add_months
from habeas.law.rule import rule
from habeas.law.verdict import Verdict

_READ_ON = date(2026, 11, 23)


class Defect(StrEnum):
    """Why a request is not as the business would have it."""

    WRONG_CHANNEL = "wrong_channel"  # not a designated method
    INCOMPLETE = "incomplete"  # lacks something that has nothing to do with verification
    UNCONFIRMED = "unconfirmed"  # the second step of a deletion asked for online was not taken
    VERIFICATION = "verification"  # who asks is not established


@dataclass(frozen=True, slots=True)
class Handling:
    """What is done with a defective request. Without a `clock_from` its clock starts when it is cured."""

    counts_as_submitted: bool
    tell_how_to_cure: bool
    tell_by: date | None
    clock_from: date | None
    respond_by: date | None


@rule("C-08", "C-10", "D-07", "P-30", "P-33")
def deficient(
    right: Right, receipt_on: date, defect: Defect, *, cured_on: date | None = None, choices: Choices = DEFAULT
) -> Verdict[Handling]:
    """What becomes of a request that was misdirected or lacks something? It is never ignored nor closed in silence."""
    if defect is Defect.VERIFICATION:
        raise UncoveredCase("A gap in verification is no deficiency; the rules of verification decide.")
    if cured_on is not None and cured_on < receipt_on:
        raise ImpossibleInput(f"A request of {receipt_on} cannot have been cured on {cured_on}.")
    dates = clock(right, receipt_on).value
    due, strict = dates.respond_by, _strictly(dates)
    if defect is Defect.UNCONFIRMED:
        if right is not Right.DELETE:
            raise UncoveredCase(f"{right.request} has no second step to confirm.")
        reason = (
            f"The consumer is told how to confirm; the clock runs from {receipt_on} and the answer is due by {due}."
        )
        return ruling(
            Handling(cured_on is not None, cured_on is None, due, receipt_on, due), reason, "C-08", "C-10", "D-07"
        )
    if choices.misdirected is Misdirected.TREAT_AS_SUBMITTED:
        reason = f"The request counts as submitted on {receipt_on}; the answer is due by {due}."
        return ruling(Handling(True, False, None, receipt_on, due), reason, *_rows("P-30", dates), warnings=strict)
    if cured_on is None:
        reason = f"The consumer is told without delay, at the latest by {due}, how to submit or mend the request."
        return ruling(Handling(False, True, due, None, None), reason, *_rows("D-07", dates), warnings=strict)
    dates = clock(right, cured_on).value
    due, strict = dates.respond_by, _strictly(dates)
    reason = f"The request was cured on {cured_on}; the answer is due by {due}."
    return ruling(Handling(True, False, None, cured_on, due), reason, *_rows("P-30", dates), warnings=strict)


def _rows(row: str, dates: Clock) -> tuple[str, ...]:
    return ("C-10", row, "P-33") if dates.stop_by else ("C-10", row)


def _strictly(dates: Clock) -> tuple[str, ...]:
    """The earlier day to work to, where business days are counted."""
    if dates.stop_by is None or dates.stop_by.safe == dates.stop_by.std:
        return ()
    return (f"In the strictest reading of business days the last day is {dates.stop_by.safe}.",)


@rule("C-10", "C-08")
def may_close_in_silence(defect: Defect) -> Verdict[bool]:
    """May a defective request be closed, or left lying, without a word to the consumer? Never."""
    reason = f"A request with the defect {str(defect).replace('_', ' ')!r} is answered, treated as submitted, or cured."
    return ruling(False, reason, "C-08" if defect is Defect.UNCONFIRMED else "C-10")


@rule("C-19", "A-43")
def may_demand_proof_of_residency(right: Right) -> Verdict[bool]:
    """May the business demand proof that the person lives in California? Not for an opt-out, a limit or their like."""
    if right in NEVER_VERIFIED:
        reason = (
            "Only what identifies whose information is to stop is asked; where the person lives need not be proved."
        )
        return ruling(False, reason, "C-19")
    doubt = "Whether residency may be proved before a verified request; the text read does not say."
    warning = "Ask for no more than is needed, and for no identity document if anything else will do."
    return ruling(
        True, "Residency may be asked as far as needed.", "C-19", "A-43", warnings=(warning,), doubts=(doubt,)
    )


@rule("C-07", "E-17")
def may_require_login(right: Right, *, has_account: bool, locked_out: bool = False) -> Verdict[bool]:
    """May the business make the consumer use an account for the request? Nobody has to create one."""
    if has_account and locked_out and right in VERIFIED:
        return ruling(False, "Whoever cannot get into the account is verified without it.", "E-17")
    if not has_account:
        return ruling(False, "Nobody needs to create an account to make a request.", "C-07")
    if right in VERIFIED:
        return ruling(True, "Who has an account may be asked to use it for a request that is verified.", "C-07")
    reason = f"{right.request} never needs an account, not even from those who have one."
    return ruling(False, reason, "C-07", doubts=(provision("C-07").doubt,))


@rule("C-08", "C-18")
def may_need_confirmation(right: Right, *, online: bool) -> Verdict[bool]:
    """May the business ask the consumer to confirm the request in a second step?"""
    if right is Right.OPT_IN:
        return ruling(True, "Opting in again takes the request and then its confirmation.", "C-18")
    if right is Right.DELETE and online:
        return ruling(
            True, "A deletion asked for online may take a second step; the clock runs from the first.", "C-08"
        )
    how = "" if right is not Right.DELETE else " made offline"
    return ruling(False, f"{right.request}{how} takes no second step.", "C-08")


@rule("C-09", "P-06", "P-07")
def offers_older_records(
    retention_months: int | None,
    *,
    offers_date_range: bool = False,
    offers_all: bool = False,
    earliest_offered_on: date | None = None,
    on: date = _READ_ON,
) -> Verdict[Findings]:
    """What is wrong with how a request to know can ask for older information?

    `retention_months`: how long anything is kept at most; None: without limit. `earliest_offered_on`: how far back the
    range of dates goes, if it is bounded.
    """
    usual, floor = parameter(Name.LOOK_BACK, on), parameter(Name.EARLIEST_COLLECTION, on)
    if retention_months is not None and retention_months <= usual.period.count:
        reason = f"Nothing is kept for longer than {usual.period}, so no older part can be asked for."
        return ruling((), reason, "C-09", parameters=(usual,))
    reaches = floor.day if retention_months is None else max(floor.day, add_months(on, -retention_months))
    text = ""
    if not offers_date_range and not offers_all:
        text = f"Information is kept for longer than {usual.period}: offer a range of dates, or all."
    elif not offers_all and earliest_offered_on is not None and earliest_offered_on > reaches:
        text = f"The range of dates starts on {earliest_offered_on}; it must reach back to {reaches}."
    found = [error("C-09", "date range", text, "Let the form ask for older information.")] if text else []
    good = "The consumer can ask for information older than the usual look-back."
    return report(found, "C-09", parameters=(usual, floor), good=good)


@rule("C-11")
def received_by_provider(
    *, acts_as_instructed: bool = False, told_consumer: bool = False, logged: bool = True
) -> Verdict[Findings]:
    """What is wrong with how a service provider or contractor dealt with a request that it received?

    `told_consumer`: that it cannot act, because it only provides a service to the business.
    """
    checks = (
        (not acts_as_instructed and not told_consumer, "It acts as the business instructs, or says that it cannot."),
        (not logged, "What was done is put on record."),
    )
    found = [
        error("C-11", "service provider", text, "Tell the consumer, and note it.") for wrong, text in checks if wrong
    ]
    done = "acted on the business's instructions" if acts_as_instructed else "told the consumer that it cannot act"
    return report(found, "C-11", good=f"The service provider {done}.")


# What no request to stop needs, besides what proves who asks (§7026(d), §7060(b); the enforcement decisions).
_NO_NEED = frozenset(map(kind_of, ("account", "consumer confirmation", "proof of residency", "log in", "login")))
_UNKNOWN = "Not recognized, so check that a request to stop needs it and that it proves nobody's identity: {names}."


@rule("C-19", "C-20")
def unneeded_demands(right: Right, asked: Collection[str], *, needed: Collection[str] = ()) -> Verdict[tuple[str, ...]]:
    """What is asked for that this kind of request does not need?

    `needed`: what it takes to find whose information it is; nothing, where it can be done without. A request to stop
    never needs proof of identity, nor the consumer's confirmation (`consumer_confirmation`) of what an agent asks.
    Fields are recognized in any spelling, as by `asking.may_ask`.
    """
    wanted = set(map(kind_of, needed))
    proofs = {one for one in asked if right in NEVER_VERIFIED and (proves_identity(one) or kind_of(one) in _NO_NEED)}
    found = tuple(one for one in asked if one in proofs or kind_of(one) not in wanted)
    unknown = [one for one in asked if one not in found and right in NEVER_VERIFIED and not is_known(one)]
    doubts = (_UNKNOWN.format(names=", ".join(unknown).replace("_", " ")),) if unknown else ()
    named = ", ".join(one.replace("_", " ") for one in found) or "nothing"
    rows = ("C-19", "C-20") if proofs else ("C-19",)
    return ruling(found, f"Asked for without need: {named}.", *rows, warnings=doubts, doubts=doubts)
