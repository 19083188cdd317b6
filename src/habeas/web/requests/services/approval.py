"""Staff approve plans: the very plans they were shown, one or several at once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime

from django.contrib.auth.models import User
from django.db import transaction

from habeas.engine.errors import PlanChanged
from habeas.engine.plan import Plan
from habeas.web.accounts.permissions import actor as actor_of
from habeas.web.accounts.permissions import may_decide, require
from habeas.web.jobs import tasks
from habeas.web.ledger import record
from habeas.web.requests.models import Request
from habeas.web.requests.services import planning, precedence
from habeas.web.requests.states import IllegalMove, State, check_move

Refused = dict[int, IllegalMove | PlanChanged]


def approve(*, request: Request, digest: str, person: User, now: datetime) -> Request:
    """Approve the plan with this digest.

    Raises PlanChanged when the systems or the data map would now lead to another plan: the new one is stored and
    must be looked at; PermissionDenied; IllegalMove.
    """
    approved, refused = approve_all(requests=[request], digests={request.pk: digest}, person=person, now=now)
    for error in refused.values():
        raise error
    return approved[0]


def approve_all(
    *, requests: Sequence[Request], digests: Mapping[int, str], person: User, now: datetime
) -> tuple[list[Request], Refused]:
    """Approve the plans with these digests, by number: the approved requests, and why others were not.

    Everything that is asked for one is asked for each; the systems are asked for all of them at once. Raises
    PermissionDenied, StoreError.
    """
    require(may_decide(person))
    refused: Refused = {}
    for request in requests:
        try:
            check_move(request.state, State.APPROVED)
        except IllegalMove as error:
            refused[request.pk] = error
    refused |= precedence.stopped([one for one in requests if one.pk not in refused], now)
    fresh: dict[int, Plan] = {}
    for together, subjects in planning.alike([one for one in requests if one.pk not in refused], now):
        fresh |= planning.explained(together, subjects, now)
    for request in requests:
        if request.pk in fresh and fresh[request.pk].digest != request.plan_digest:
            planning.keep_plan(request=request, plan=fresh[request.pk], now=now)
    with transaction.atomic():
        approved = _approve(fresh, digests, refused)
        if approved:
            Request.objects.filter(pk__in=[one.pk for one in approved]).update(state=State.APPROVED, failure="")
            Request.objects.bulk_update(approved, ["approved_digest"], batch_size=planning.ROWS_AT_ONCE)
            record.write_all([_told(one, person) for one in approved], now)
            for right in {one.right for one in approved}:
                tasks.run_approved.enqueue(right)
    return approved, refused


def _approve(fresh: Mapping[int, Plan], digests: Mapping[int, str], refused: Refused) -> list[Request]:
    """Those whose plan is what was shown, what is stored and what would be made now; the others are noted as refused."""
    approved = []
    for locked in Request.objects.select_for_update().filter(pk__in=list(fresh)):
        try:
            check_move(locked.state, State.APPROVED)
        except IllegalMove as error:
            refused[locked.pk] = error
            continue
        if not digests[locked.pk] == locked.plan_digest == fresh[locked.pk].digest:
            refused[locked.pk] = PlanChanged(
                "the plan has changed since it was shown; look at the new one and approve that"
            )
            continue
        locked.state, locked.failure = State.APPROVED, ""
        locked.approved_digest = locked.plan_digest
        approved.append(locked)
    return approved


def _told(request: Request, person: User) -> record.Happened:
    return record.Happened(actor_of(person), "approved", request.reference, {"digest": request.approved_digest})
