"""A request made, approved and run in one go by staff on the command line; the ledger says who and why."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from django.db import transaction

from habeas.engine.batch import Identifier
from habeas.web.ledger import record
from habeas.web.requests.models import Door, EvidenceKind, Request, Right
from habeas.web.requests.services import evidence, intake, planning, running
from habeas.web.requests.states import State, check_move


def run_at_once(
    *,
    right: Right,
    identifiers: tuple[Identifier, ...],
    everything: bool,
    reason: str,
    actor: str,
    now: datetime,
    door: Door,
    progress: Callable[[str], None],
) -> Request:
    """Receive, plan, approve and run. A failed run is a failed request that can be run again."""
    received = intake.receive(
        right=right,
        fields={},
        door=door,
        actor=actor,
        now=now,
        wants_categories=right is Right.KNOW,
        wants_specific=right is Right.KNOW,
        everything=everything,
    )
    request = received.request
    with transaction.atomic():
        request.sealed_identifiers = request.seal([[one.kind, one.value] for one in identifiers], "identifiers")
        request.save(update_fields=["sealed_identifiers"])
        evidence.add(request=request, kind=EvidenceKind.STAFF, facts={"reason": reason}, actor=actor, now=now)
    plan = planning.make_plan(request=request, now=now)
    with transaction.atomic():
        check_move(request.state, State.APPROVED)
        # Approved and taken in one step: a worker beside us must not run it too.
        request.approved_digest = plan.digest
        request.state, request.started_at = State.RUNNING, now
        request.save()
        record.write(
            actor=actor, action="approved", reference=request.reference, now=now, facts={"digest": plan.digest}
        )
    running.run([request], now, progress)
    request.refresh_from_db()
    return request
