"""Staff decide: deny with a ground from the law, extend, or ask for more. Approving has a module of its own."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from django.contrib.auth.models import User
from django.db import transaction

from habeas.law.california.clock import california_day, clock
from habeas.law.california.clock import extend as clock_extend
from habeas.law.california.denial import Denial, Ground, deny
from habeas.law.california.duties import Duty
from habeas.law.california.know import may_decline_repeat
from habeas.law.california.rights import Right as LawRight
from habeas.law.errors import DenialRefused
from habeas.law.verdict import Verdict
from habeas.web.accounts.permissions import actor as actor_of
from habeas.web.accounts.permissions import may_decide, require
from habeas.web.jobs import tasks
from habeas.web.ledger import record
from habeas.web.project import current
from habeas.web.requests import letters, queries
from habeas.web.requests.instruction import law_rights
from habeas.web.requests.models import Request, Right
from habeas.web.requests.services import evidence, precedence
from habeas.web.requests.states import IllegalMove, State, check_move


def vouch(*, request: Request, reason: str, person: User, now: datetime) -> None:
    """Staff have made sure who it is by other means, and say how."""
    require(may_decide(person))
    evidence.vouch(request=request, reason=reason, actor=actor_of(person), now=now)


def retry(*, request: Request, person: User, now: datetime) -> Request:
    """Run a failed request again, under the approval it has; compare again where comparing or planning had failed."""
    require(may_decide(person))
    with transaction.atomic():
        locked = Request.objects.select_for_update().get(pk=request.pk)
        if locked.state == State.VERIFYING and locked.failure:
            _begin_anew(locked)
        elif locked.state == State.FAILED:
            locked.state = State.APPROVED
            tasks.run_approved.enqueue(locked.right)
        else:
            label = locked.get_state_display().lower()
            raise IllegalMove(f"this request is {label}; only what failed can be run again")
        locked.failure = ""
        locked.save(update_fields=["state", "failure"])
        record.write(actor=actor_of(person), action="retried", reference=locked.reference, now=now)
    return locked


def _begin_anew(request: Request) -> None:
    """Compare again, and plan what comes of it; what staff vouched for is only planned."""
    if evidence.is_verified(request):
        tasks.plan.enqueue(request.pk)
    else:
        tasks.compare.enqueue(request.pk)


def refuse(
    *, request: Request, ground: Ground, rationale: str, reviewed_by: str, person: User, now: datetime
) -> Verdict[Denial]:
    """Deny with a ground. Raises DenialRefused when the law does not allow it so.

    Specific pieces that cannot be verified are denied alone where the evidence suffices for categories: the request
    then goes on as one for categories (§7024(a)).
    """
    require(may_decide(person))
    with transaction.atomic():
        locked = Request.objects.select_for_update().get(pk=request.pk)
        check_move(locked.state, State.DENIED)
        begun = hasattr(locked, "journal")
        if begun and ground is not Ground.LAW_ENFORCEMENT_HOLD:
            raise IllegalMove("part of this request has been carried out already; run it again to its end")
        _refuse_untrue(locked, ground, rationale, reviewed_by, person, now)
        verdict = _verdict(locked, law_rights(locked)[0], ground, rationale, reviewed_by, now)
        goes_on = Duty.EVALUATE_AS_KNOW_CATEGORIES in verdict.value.duties
        if goes_on and not evidence.reaches(locked, LawRight.KNOW_CATEGORIES):
            # Evaluated at once, and refused for the categories too (§7024(b)).
            lesser = _verdict(locked, LawRight.KNOW_CATEGORIES, ground, rationale, reviewed_by, now)
            verdict, goes_on = replace(lesser, citations=(*verdict.citations, *lesser.citations)), False
        locked.basis_of_denial = f"{ground.value}: {'; '.join(map(str, verdict.citations))}"
        locked.sealed_denial = locked.seal({"rationale": rationale, "reviewed_by": reviewed_by}, "denial")
        if goes_on:
            locked.state, locked.specific_denied, locked.sealed_plan = State.VERIFYING, True, b""
            tasks.compare.enqueue(locked.pk)
        else:
            # A hold can stop a deletion that had begun: what was done before it stays done.
            answer = "complied in part" if begun else "denied"
            locked.state, locked.answered_at, locked.answer = State.DENIED, now, answer
        locked.save()
        facts: dict[str, object] = {"ground": ground.value, "citations": [str(found) for found in verdict.citations]}
        action = "denied in part" if goes_on else "denied"
        record.write(actor=actor_of(person), action=action, reference=locked.reference, now=now, facts=facts)
        letters.deny(locked, verdict, now)
    return verdict


FACTS = 20  # signs that a statement of facts has at the least: "the bare words" are none


def _refuse_untrue(
    request: Request, ground: Ground, rationale: str, reviewed_by: str, person: User, now: datetime
) -> None:
    """Raises DenialRefused for a ground that the request's own record contradicts."""
    text = ground.text
    if ground is Ground.NOT_VERIFIED and evidence.is_verified(request):
        raise DenialRefused("The evidence reaches the degree that this request needs.", text.citations)
    if ground is Ground.LAW_ENFORCEMENT_HOLD and not precedence.holds_over(request, now):
        raise DenialRefused("No hold covers this person; enter the direction first, under Holds.", text.citations)
    if ground is Ground.REPEATED_KNOW:
        known = Request.objects.filter(right=Right.KNOW, state__in=(State.ANSWERED, State.CLOSED)).exclude(
            answer="denied"
        )
        days = [one.received_on for one in queries.of_same_person(request, known)]
        repeat = may_decline_repeat(request.received_on, days)
        if not repeat.value:
            raise DenialRefused(repeat.reason, repeat.citations)
    if text.needs_rationale and 0 < len(rationale.strip()) < FACTS:
        raise DenialRefused("State the facts in a sentence; the consumer reads them.", text.citations)
    if text.needs_reviewer and reviewed_by.strip().casefold() == person.get_username().casefold():
        raise DenialRefused("Whoever decides cannot be the second person who reviewed it.", text.citations)


def _verdict(
    request: Request, right: LawRight, ground: Ground, rationale: str, reviewed_by: str, now: datetime
) -> Verdict[Denial]:
    business = current().business
    # Whoever places a hold says so; for another ground nobody has stated it yet.
    holds = precedence.holds_over(request, now) if ground is Ground.LAW_ENFORCEMENT_HOLD else ()
    stated = any(hold.reproductive_care for hold in holds) if holds else None
    return deny(
        right,
        ground,
        rationale=rationale,
        reviewed_by=reviewed_by,
        reproductive_care=stated,
        sells_or_shares=business.sells or business.shares,
        opt_out_on_file=False,
    )


def extend(*, request: Request, reason: str, person: User, now: datetime) -> Request:
    """Tell the consumer that, and why, we need longer. Raises ExtensionRefused when the law does not allow it."""
    require(may_decide(person))
    with transaction.atomic():
        locked = Request.objects.select_for_update().get(pk=request.pk)
        if not locked.is_open:
            raise IllegalMove(f"this request is {locked.get_state_display().lower()}; only an open one can be extended")
        right = law_rights(locked)[0]
        today = california_day(now)
        again = locked.extended_at is not None
        verdict = clock_extend(right, locked.received_on, notice_on=today, reason=reason, already_extended=again)
        dates = clock(right, locked.received_on).value
        locked.extended_at, locked.respond_by = now, verdict.value
        locked.respond_alarm = dates.extended_alarm or verdict.value
        locked.save(update_fields=["extended_at", "respond_by", "respond_alarm"])
        facts: dict[str, object] = {"until": verdict.value.isoformat(), "warnings": list(verdict.warnings)}
        record.write(actor=actor_of(person), action="extended", reference=locked.reference, now=now, facts=facts)
        letters.extend(locked, verdict, reason.strip(), now)
    return locked


def ask_for_more(*, request: Request, message: str, person: User, now: datetime) -> Request:
    """Tell the consumer what is still needed; the clock runs on (§7021(b))."""
    require(may_decide(person))
    with transaction.atomic():
        locked = Request.objects.select_for_update().get(pk=request.pk)
        if locked.state != State.VERIFYING:
            check_move(locked.state, State.VERIFYING)
        locked.state = State.VERIFYING
        locked.sealed_more = locked.seal(message, "more")
        locked.save(update_fields=["state", "sealed_more"])
        record.write(actor=actor_of(person), action="asked for more", reference=locked.reference, now=now)
        letters.ask(locked, message, now)
    return locked
