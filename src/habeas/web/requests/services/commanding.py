"""A request made, approved and run in one go by staff on the command line; the ledger says who and why."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from uuid import uuid4

from django.db import transaction

from habeas.engine.batch import Correction, Identifier
from habeas.engine.errors import EngineError
from habeas.stores.errors import StoreError
from habeas.web.jobs.reaping import HOST, is_dead, sign_of_life
from habeas.web.ledger import record
from habeas.web.requests.models import Door, EvidenceKind, Request, Right
from habeas.web.requests.services import evidence, intake, planning, precedence, running
from habeas.web.requests.states import IllegalMove, State, check_move


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
    corrections: tuple[Correction, ...] = (),
) -> Request:
    """Receive, plan, approve and run. A failed run is a failed request that can be run again."""
    is_know = right is Right.KNOW
    received = intake.receive(
        right=right,
        fields={},
        door=door,
        actor=actor,
        now=now,
        wants_categories=is_know,
        wants_specific=is_know,
        everything=everything,
        corrections=corrections,
    )
    request = received.request
    _vouch(request, identifiers, reason, actor, now)
    try:
        precedence.not_stopped(request, now)
        precedence.nothing_unfinished(request)
    except IllegalMove as error:
        Request.objects.filter(pk=request.pk).update(failure=str(error)[:500])
        raise
    try:
        planning.make_plan(request=request, now=now)
    except (StoreError, EngineError) as error:
        # It stands in the queue with the reason, and staff can have it planned again.
        Request.objects.filter(pk=request.pk).update(failure=str(error)[:500])
        raise
    return _run(request, actor, "approved", now, progress)


def retry(*, request: Request, actor: str, now: datetime, progress: Callable[[str], None]) -> Request:
    """Run again what failed, or what a process that has died left behind. Raises IllegalMove."""
    is_left = request.state == State.RUNNING and bool(request.claimed_by) and is_dead(request.claimed_by)
    if request.state != State.FAILED and not is_left:
        raise IllegalMove(
            f"{request.reference} is {request.get_state_display().lower()}; only what failed can be run again"
        )
    return _run(request, actor, "retried", now, progress)


def _run(request: Request, actor: str, action: str, now: datetime, progress: Callable[[str], None]) -> Request:
    """Taken and run in one step: a worker beside us must not run it too, and one that comes after us may."""
    worker = f"{HOST}-{uuid4().hex[:8]}"
    with sign_of_life(worker):
        _take(request, actor, action, worker, now)
        running.run([request], now, progress)
    request.refresh_from_db()
    return request


def _vouch(request: Request, identifiers: tuple[Identifier, ...], reason: str, actor: str, now: datetime) -> None:
    with transaction.atomic():
        request.sealed_identifiers = request.seal([[one.kind, one.value] for one in identifiers], "identifiers")
        request.save(update_fields=["sealed_identifiers"])
        evidence.add(request=request, kind=EvidenceKind.STAFF, facts={"reason": reason}, actor=actor, now=now)


def _take(request: Request, actor: str, action: str, worker: str, now: datetime) -> None:
    with transaction.atomic():
        if action == "approved":
            check_move(request.state, State.APPROVED)
            request.approved_digest = request.plan_digest
        request.state, request.started_at, request.claimed_by = State.RUNNING, now, worker
        request.failure = ""
        request.save(update_fields=["approved_digest", "state", "started_at", "claimed_by", "failure"])
        facts: dict[str, object] = {"digest": request.approved_digest}
        record.write(actor=actor, action=action, reference=request.reference, now=now, facts=facts)
