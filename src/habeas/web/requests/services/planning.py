"""What would happen, shown before it is decided."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from habeas.engine.batch import Subject
from habeas.engine.explain import Prepared, prepare
from habeas.engine.plan import Plan
from habeas.engine.read import Sink, read
from habeas.engine.resume import resume
from habeas.law.california.clock import california_day
from habeas.web.ledger import record
from habeas.web.project import current, systems
from habeas.web.requests.instruction import instruction
from habeas.web.requests.journal import RequestJournal
from habeas.web.requests.models import Request, Right
from habeas.web.requests.services import correcting
from habeas.web.requests.states import State, check_move


def prepared(request: Request, now: datetime) -> Prepared:
    """The request as a batch of one. Raises StoreError and PlanRefused."""
    return prepared_set([request], [Subject(request.pk, request.identifiers)], now)


def prepared_set(requests: Sequence[Request], subjects: Sequence[Subject], now: datetime) -> Prepared:
    """Requests with the same instruction as one set; where a run was broken off, with what it had written down."""
    found = systems()
    told = instruction(requests[0], california_day(now))
    journal = RequestJournal({request.pk: request for request in requests}, now)
    return resume(subjects, found.graph, found.stores, told, current().version, journal, salts(requests))


def prepared_to_read(
    requests: Sequence[Request], subjects: Sequence[Subject], now: datetime, sink: Sink | None
) -> Prepared:
    """Requests to know with the same instruction as one set, their rows handed to `sink` where there is one.

    Reading changes nothing, so no journal is asked.
    """
    found = systems()
    told = instruction(requests[0], california_day(now))
    version, salt = current().version, salts(requests)
    if sink is None:
        return prepare(subjects, found.graph, found.stores, told, version, salt)
    return read(subjects, found.graph, found.stores, told, version, sink, salt)


def prepared_afresh(request: Request, subject: Subject, now: datetime) -> Prepared:
    """The request as if it came in today, without the journal of its run."""
    found = systems()
    told = instruction(request, california_day(now))
    return prepare([subject], found.graph, found.stores, told, current().version, salts([request]))


def explained(request: Request, now: datetime) -> Plan:
    """What would happen to this request alone. Raises StoreError and PlanRefused."""
    if request.right == Right.CORRECT:
        return correcting.prepared([request], salts([request]), now).plans[request.pk]
    return prepared(request, now).plans[request.pk]


def salts(requests: Sequence[Request]) -> dict[int, bytes]:
    return {request.pk: bytes.fromhex(request.claim["salt"]) for request in requests}


def make_plan(*, request: Request, now: datetime) -> Plan:
    """Explain the request and make it ready to decide."""
    plan = explained(request, now)
    keep_plan(request=request, plan=plan, now=now)
    return plan


def keep_plan(*, request: Request, plan: Plan, now: datetime, action: str = "planned", failure: str = "") -> None:
    """Store a plan that waits to be decided. Raises IllegalMove when the request was decided meanwhile."""
    with transaction.atomic():
        locked = Request.objects.select_for_update().get(pk=request.pk)
        if locked.state != State.READY:
            check_move(locked.state, State.READY)
        fields = {
            "state": State.READY,
            "sealed_plan": locked.seal(plan.to_json(), "plan"),
            "plan_digest": plan.digest,
            "map_version": plan.map_version,
            "planned_at": now,
            "failure": failure,
        }
        for name, value in fields.items():
            setattr(request, name, value)
        request.save(update_fields=list(fields))
        facts: dict[str, object] = {"digest": plan.digest, "map": plan.map_version, "rows": plan.rows()}
        record.write(actor="system", action=action, reference=request.reference, now=now, facts=facts)
