"""Approved requests are run: every waiting request of one right goes through the engine in one set."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import datetime, timedelta

from django.db import transaction

from habeas.delivery.errors import DeliveryError
from habeas.engine.batch import Subject, chunks
from habeas.engine.errors import EngineError
from habeas.engine.execute import execute
from habeas.engine.explain import Prepared, prepare
from habeas.engine.plan import Plan
from habeas.engine.verify import verify
from habeas.law.california.clock import receipt_date
from habeas.stores.errors import StoreError
from habeas.web.ledger import record
from habeas.web.project import current, systems
from habeas.web.requests import answers, documents, letters
from habeas.web.requests.instruction import instruction
from habeas.web.requests.journal import RequestJournal
from habeas.web.requests.models import Request, Right
from habeas.web.requests.spool import spooled
from habeas.web.requests.states import State

LEASE = timedelta(hours=2)
Progress = Callable[[str], None]


def claim_approved(right: Right, now: datetime) -> list[Request]:
    """Take every approved request of this right; a running one whose worker is gone counts as approved."""
    with transaction.atomic():
        Request.objects.filter(state=State.RUNNING, started_at__lt=now - LEASE).update(state=State.APPROVED)
        found = list(Request.objects.select_for_update().filter(state=State.APPROVED, right=right))
        Request.objects.filter(pk__in=[request.pk for request in found]).update(state=State.RUNNING, started_at=now)
    for request in found:
        request.state, request.started_at = State.RUNNING, now
    return found


def run(requests: Iterable[Request], now: datetime, progress: Progress = lambda _: None) -> None:
    """Run claimed requests in sets. One that fails is marked so and can be run again; the others go on."""
    sets: dict[str, list[Request]] = {}
    for request in requests:
        sets.setdefault(repr(instruction(request, receipt_date(now))), []).append(request)
    for together in sets.values():
        for part in chunks([Subject(request.pk, request.identifiers) for request in together]):
            numbers = {subject.ordinal for subject in part}
            _run_set([request for request in together if request.pk in numbers], part, now, progress)


def _run_set(requests: Sequence[Request], subjects: Sequence[Subject], now: datetime, progress: Progress) -> None:
    try:
        ready = _prepare(requests, subjects, now)
        unchanged = [request for request in requests if _still_approved(request, ready.plans[request.pk], now)]
        if not unchanged:
            return
        if len(unchanged) < len(requests):
            numbers = {request.pk for request in unchanged}
            ready = _prepare(unchanged, [subject for subject in subjects if subject.ordinal in numbers], now)
        if unchanged[0].right == Right.DELETE:
            _erase(unchanged, ready, now, progress)
        else:
            _know(unchanged, ready, now, progress)
    except (StoreError, EngineError, DeliveryError, OSError) as error:
        for request in requests:
            fail(request=request, error=error, now=now)


def _prepare(requests: Sequence[Request], subjects: Sequence[Subject], now: datetime) -> Prepared:
    found = systems()
    salts = {request.pk: bytes.fromhex(request.claim["salt"]) for request in requests}
    told = instruction(requests[0], receipt_date(now))
    return prepare(subjects, found.graph, found.stores, told, current().version, salts)


def _still_approved(request: Request, plan: Plan, now: datetime) -> bool:
    """Counts may have changed; a new table, fate or reason needs a new approval."""
    approved = request.plan
    if approved is not None and plan.kinds <= approved.kinds:
        return True
    with transaction.atomic():
        request.state = State.READY
        request.sealed_plan = request.seal(plan.to_json(), "plan")
        request.plan_digest, request.map_version, request.planned_at = plan.digest, plan.map_version, now
        request.failure = "the plan changed after it was approved; look at the new one and approve that"
        request.save()
        record.write(
            actor="system", action="plan changed", reference=request.reference, now=now, facts={"digest": plan.digest}
        )
    return False


def _erase(requests: Sequence[Request], ready: Prepared, now: datetime, progress: Progress) -> None:
    stores = systems().stores
    done = execute(ready, stores, RequestJournal({request.pk: request for request in requests}, now), progress)
    progress("asking again")
    left = verify(ready, stores)
    for request in requests:
        body = answers.erasure(request, ready.plans[request.pk], done.counts[request.pk], left[request.pk], now)
        _answer(request, body, now, "complied")


def _know(requests: Sequence[Request], ready: Prepared, now: datetime, progress: Progress) -> None:
    stores = systems().stores
    known = documents.known_values(ready, stores)
    with spooled(ready, stores, documents.folder()) as spool:
        for request in requests:
            progress(request.reference)
            try:
                packed = documents.pack(request, ready, spool, known.get(request.pk, ()), now)
            except DeliveryError as error:
                fail(request=request, error=error, now=now)
                continue
            _answer(request, answers.knowledge(request, ready.plans[request.pk], packed, now), now, "complied")


def _answer(request: Request, body: Mapping[str, object], now: datetime, nature: str) -> None:
    withheld = bool(body.get("withheld") or body.get("kept"))
    with transaction.atomic():
        receipt = record.receipt(body=body, actor="system", reference=request.reference, now=now)
        documents.keep_receipt(request, receipt, now)
        request.state = State.ANSWERED
        request.answered_at = now
        request.answer = f"{nature} in part" if withheld else f"{nature} in whole"
        request.basis_of_denial = answers.basis(body)
        request.failure = ""
        request.save()
        record.write(
            actor="system", action="answered", reference=request.reference, now=now, facts={"answer": request.answer}
        )
        letters.answer(request, body, now)


def fail(*, request: Request, error: Exception, now: datetime) -> None:
    """Mark a running request as failed. Nothing is lost: what was done is journalled, and a retry resumes."""
    if request.state != State.RUNNING:
        return
    message = str(error) if isinstance(error, StoreError | EngineError | DeliveryError) else type(error).__name__
    if isinstance(error, OSError):
        message = f"the package could not be written ({error.strerror}); make room on the disk and retry"
    with transaction.atomic():
        request.state = State.FAILED
        request.failure = message[:500]
        request.save()
        record.write(
            actor="system", action="failed", reference=request.reference, now=now, facts={"error": type(error).__name__}
        )
