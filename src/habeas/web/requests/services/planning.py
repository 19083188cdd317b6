"""What would happen, shown before it is decided."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from habeas.engine.batch import Subject
from habeas.engine.explain import Prepared, prepare
from habeas.engine.plan import Plan
from habeas.law.california.clock import receipt_date
from habeas.web.ledger import record
from habeas.web.project import current, systems
from habeas.web.requests.instruction import instruction
from habeas.web.requests.models import Request
from habeas.web.requests.states import State, check_move


def prepared(request: Request, now: datetime) -> Prepared:
    """The request as a batch of one. Raises StoreError and PlanRefused."""
    found = systems()
    subject = Subject(request.pk, request.identifiers)
    salts = {request.pk: bytes.fromhex(request.claim["salt"])}
    return prepare(
        [subject], found.graph, found.stores, instruction(request, receipt_date(now)), current().version, salts
    )


def make_plan(*, request: Request, now: datetime) -> Plan:
    """Explain the request and make it ready to decide."""
    plan = prepared(request, now).plans[request.pk]
    keep_plan(request=request, plan=plan, actor="system", now=now)
    return plan


def keep_plan(*, request: Request, plan: Plan, actor: str, now: datetime) -> None:
    with transaction.atomic():
        if request.state != State.READY:
            check_move(request.state, State.READY)
        request.state = State.READY
        request.sealed_plan = request.seal(plan.to_json(), "plan")
        request.plan_digest = plan.digest
        request.map_version = plan.map_version
        request.planned_at = now
        request.failure = ""
        request.save()
        facts: dict[str, object] = {"digest": plan.digest, "map": plan.map_version, "rows": plan.rows()}
        record.write(actor=actor, action="planned", reference=request.reference, now=now, facts=facts)
