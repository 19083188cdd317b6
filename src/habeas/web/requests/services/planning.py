"""What would happen, shown before it is decided."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime

from django.db import transaction

from habeas.engine.batch import PEOPLE_A_CHUNK, Subject, chunks
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
from habeas.web.requests.states import MOVES, State, check_move

PLANNED = ("state", "sealed_plan", "plan_digest", "map_version", "planned_at", "failure")
ROWS_AT_ONCE = 100  # in one statement that changes many requests


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


def explained(requests: Sequence[Request], subjects: Sequence[Subject], now: datetime) -> Mapping[int, Plan]:
    """What would happen to requests that are told the same thing, by number. Raises StoreError and PlanRefused."""
    if requests[0].right == Right.CORRECT:
        return correcting.prepared(requests, salts(requests), now).plans
    return prepared_set(requests, subjects, now).plans


def salts(requests: Sequence[Request]) -> dict[int, bytes]:
    return {request.pk: bytes.fromhex(request.claim["salt"]) for request in requests}


def alike(requests: Iterable[Request], now: datetime) -> Iterator[tuple[list[Request], list[Subject]]]:
    """Requests that are told the same thing, in sets of a size that fits in memory, with whom each is about."""
    today = california_day(now)
    told: dict[tuple[object, ...], str] = {}
    sets: dict[str, list[Request]] = {}
    for request in requests:
        kind = (request.right, request.received_on, request.everything)
        if kind not in told:
            told[kind] = repr(instruction(request, today))
        sets.setdefault(told[kind], []).append(request)
    for together in sets.values():
        for part in chunks(together, _most_people()):
            yield list(part), [Subject(request.pk, request.identifiers) for request in part]


def _most_people() -> int:
    """In one transaction: what the system that takes the fewest allows."""
    return min((one.limits.people_per_transaction for one in current().systems.values()), default=PEOPLE_A_CHUNK)


def make_plan(*, request: Request, now: datetime) -> Plan:
    """Explain the request and make it ready to decide. Raises IllegalMove when it was decided meanwhile."""
    plan = explained([request], [Subject(request.pk, request.identifiers)], now)[request.pk]
    keep_plan(request=request, plan=plan, now=now)
    return plan


def make_plans(*, requests: Sequence[Request], now: datetime) -> None:
    """Explain requests in sets and make them ready to decide; who was decided meanwhile is left as decided.

    They are planned as they would be run: a record that two of them share, and nobody else, goes with both. Where only
    one is approved in the end, its plan has changed, and it is shown anew.
    """
    for together, subjects in alike(requests, now):
        plans = explained(together, subjects, now)
        _keep_plans([(request, plans[request.pk]) for request in together], now, "planned", "")


def keep_plan(*, request: Request, plan: Plan, now: datetime, action: str = "planned", failure: str = "") -> None:
    """Store a plan that waits to be decided. Raises IllegalMove when the request was decided meanwhile."""
    with transaction.atomic():
        if not _keep_plans([(request, plan)], now, action, failure):
            check_move(Request.objects.get(pk=request.pk).state, State.READY)


def _keep_plans(plans: Sequence[tuple[Request, Plan]], now: datetime, action: str, failure: str) -> list[Request]:
    """Store those whose request may still become ready to decide; which these were."""
    with transaction.atomic():
        stored = Request.objects.select_for_update().filter(pk__in=[request.pk for request, _ in plans])
        states = dict(stored.values_list("pk", "state"))
        kept = [(one, plan) for one, plan in plans if may_be_planned(states[one.pk])]
        if not kept:
            return []
        for request, plan in kept:
            request.state, request.failure, request.planned_at = State.READY, failure, now
            request.sealed_plan = request.seal(plan.to_json(), "plan")
            request.plan_digest, request.map_version = plan.digest, plan.map_version
        changed = [request for request, _ in kept]
        Request.objects.bulk_update(changed, PLANNED, batch_size=ROWS_AT_ONCE)
        record.write_all([_told(request, plan, action) for request, plan in kept], now)
    return changed


def may_be_planned(state: str) -> bool:
    return state == State.READY or State.READY in MOVES[State(state)]


def _told(request: Request, plan: Plan, action: str) -> record.Happened:
    facts: dict[str, object] = {"digest": plan.digest, "map": plan.map_version, "rows": plan.rows()}
    return record.Happened("system", action, request.reference, facts)
