"""Staff decide: approve, deny with a ground from the law, or ask for more."""

from __future__ import annotations

from datetime import datetime

from django.contrib.auth.models import User
from django.db import transaction

from habeas.engine.errors import PlanChanged
from habeas.law.california.denial import Denial, Ground, deny
from habeas.law.verdict import Verdict
from habeas.web.accounts.permissions import actor as actor_of
from habeas.web.accounts.permissions import may_decide, require
from habeas.web.jobs import tasks
from habeas.web.ledger import record
from habeas.web.project import current
from habeas.web.requests import letters
from habeas.web.requests.instruction import law_rights
from habeas.web.requests.models import EvidenceKind, Request
from habeas.web.requests.services import evidence, planning
from habeas.web.requests.states import State, check_move


def approve(*, request: Request, digest: str, person: User, now: datetime) -> Request:
    """Approve the plan with this digest.

    Raises PlanChanged when the systems or the data map would now lead to another plan: the new one is stored and
    must be looked at; PermissionDenied; IllegalMove.
    """
    require(may_decide(person))
    return _approve(request, digest, actor_of(person), now)


def approve_from_command_line(*, request: Request, digest: str, actor: str, now: datetime) -> Request:
    """The same for whoever may run commands on the host."""
    return _approve(request, digest, actor, now)


def _approve(request: Request, digest: str, actor: str, now: datetime) -> Request:
    check_move(request.state, State.APPROVED)
    fresh = planning.prepared(request, now).plans[request.pk]
    if not (digest == request.plan_digest == fresh.digest):
        if fresh.digest != request.plan_digest:
            planning.keep_plan(request=request, plan=fresh, actor="system", now=now)
        raise PlanChanged("the plan has changed since it was shown; look at the new one and approve that")
    with transaction.atomic():
        locked = Request.objects.select_for_update().get(pk=request.pk)
        check_move(locked.state, State.APPROVED)
        locked.state = State.APPROVED
        locked.approved_digest = digest
        locked.failure = ""
        locked.save()
        record.write(actor=actor, action="approved", reference=locked.reference, now=now, facts={"digest": digest})
        tasks.run_approved.enqueue(locked.right)
    return locked


def retry(*, request: Request, person: User, now: datetime) -> Request:
    """Run a failed request again, under the approval it has."""
    require(may_decide(person))
    with transaction.atomic():
        locked = Request.objects.select_for_update().get(pk=request.pk)
        check_move(locked.state, State.APPROVED)
        locked.state = State.APPROVED
        locked.failure = ""
        locked.save()
        record.write(actor=actor_of(person), action="retried", reference=locked.reference, now=now)
        tasks.run_approved.enqueue(locked.right)
    return locked


def refuse(
    *, request: Request, ground: Ground, rationale: str, reviewed_by: str, person: User, now: datetime
) -> Verdict[Denial]:
    """Deny with a ground. Raises DenialRefused when the law does not allow it so."""
    require(may_decide(person))
    business = current().business
    verdict = deny(
        law_rights(request)[0],
        ground,
        rationale=rationale,
        reviewed_by=reviewed_by,
        reproductive_care=None,
        sells_or_shares=business.sells or business.shares,
        opt_out_on_file=False,
    )
    with transaction.atomic():
        locked = Request.objects.select_for_update().get(pk=request.pk)
        check_move(locked.state, State.DENIED)
        locked.state = State.DENIED
        locked.answered_at = now
        locked.answer = "denied"
        locked.basis_of_denial = f"{ground.value}: {'; '.join(map(str, verdict.citations))}"[:300]
        locked.save()
        facts: dict[str, object] = {"ground": ground.value, "citations": [str(found) for found in verdict.citations]}
        record.write(actor=actor_of(person), action="denied", reference=locked.reference, now=now, facts=facts)
        letters.deny(locked, verdict, now)
    return verdict


def ask_for_more(*, request: Request, message: str, person: User, now: datetime) -> Request:
    """Tell the consumer what is still needed; the clock runs on (§7021(b))."""
    require(may_decide(person))
    with transaction.atomic():
        locked = Request.objects.select_for_update().get(pk=request.pk)
        if locked.state != State.VERIFYING:
            check_move(locked.state, State.VERIFYING)
        locked.state = State.VERIFYING
        locked.asked_more = message
        locked.save()
        record.write(actor=actor_of(person), action="asked for more", reference=locked.reference, now=now)
        letters.ask(locked, message, now)
    return locked


def vouch(*, request: Request, reason: str, actor: str, now: datetime) -> None:
    """Staff know who it is by other means; the reason is kept with the evidence."""
    evidence.add(request=request, kind=EvidenceKind.STAFF, facts={"reason": reason}, actor=actor, now=now)
