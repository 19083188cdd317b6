"""Approved requests are run: every waiting request of one right goes through the engine in one set."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import datetime
from typing import TypeVar

from django.db import transaction
from django.utils import timezone

from habeas.datamap.graph import TableRef
from habeas.delivery.errors import DeliveryError
from habeas.engine.batch import Subject, chunks
from habeas.engine.correct_run import execute_correction, verify_correction
from habeas.engine.errors import EngineError, OutcomesDiffer
from habeas.engine.execute import execute
from habeas.engine.explain import Prepared
from habeas.engine.kept import kept_rows
from habeas.engine.plan import Plan
from habeas.engine.rules import Fate
from habeas.engine.verify import verify
from habeas.stores.errors import StoreError
from habeas.stores.protocol import Batch
from habeas.web.holds import services as holds
from habeas.web.holds.models import Hold
from habeas.web.kept import register
from habeas.web.ledger import record
from habeas.web.project import systems
from habeas.web.requests import answers, documents, letters
from habeas.web.requests.journal import RequestJournal
from habeas.web.requests.known import known_values
from habeas.web.requests.models import Request, Right
from habeas.web.requests.packing import Write, packers
from habeas.web.requests.services import correcting, planning, precedence, windows
from habeas.web.requests.services.answering import AT_ONCE, Answer, answer, fail
from habeas.web.requests.services.lease import LEASE, Lease, LeaseLost
from habeas.web.requests.spool import spooled
from habeas.web.requests.states import State

log = logging.getLogger(__name__)
Progress = Callable[[str], None]
T = TypeVar("T")


def claim_approved(right: Right, now: datetime, worker: str = "") -> list[Request]:
    """Take every approved request of this right; a running one whose worker is gone counts as approved."""
    with transaction.atomic():
        give_back(now=now)
        found = list(Request.objects.select_for_update().filter(state=State.APPROVED, right=right))
        taken = {"state": State.RUNNING, "started_at": now, "claimed_by": worker}
        Request.objects.filter(pk__in=[request.pk for request in found]).update(**taken)
    for request in found:
        request.state, request.started_at, request.claimed_by = State.RUNNING, now, worker
    return found


def claimants() -> set[str]:
    """Who has requests in hand."""
    running = Request.objects.filter(state=State.RUNNING).exclude(claimed_by="")
    return set(running.values_list("claimed_by", flat=True))


def give_back(*, now: datetime, gone: Iterable[str] = ()) -> set[Right]:
    """Make the running requests of dead workers approved again; the rights that wait for a run now."""
    running = Request.objects.filter(state=State.RUNNING)
    dead = running.filter(started_at__lt=now - LEASE) | running.filter(claimed_by__in=[name for name in gone if name])
    rights = {Right(right) for right in dead.values_list("right", flat=True)}
    dead.update(state=State.APPROVED, claimed_by="")
    return rights


def run(requests: Iterable[Request], now: datetime, progress: Progress = lambda _: None) -> None:
    """Run claimed requests in sets. One that fails is marked so and can be run again; the others go on."""
    for together, subjects in planning.alike(requests, now):
        _run_set(together, subjects, now, progress)


def _run_set(requests: Sequence[Request], subjects: Sequence[Subject], now: datetime, progress: Progress) -> None:
    lease = Lease.of(requests)
    try:
        lease.confirm()  # sets before this one may have taken long
        if requests[0].right == Right.DELETE:
            _erase(requests, subjects, now, progress, lease)
        elif requests[0].right == Right.CORRECT:
            _correct(requests, now, progress, lease)
        else:
            _know(requests, subjects, now, progress, lease)
    except LeaseLost:
        log.warning("a run of %s requests stops: another worker has taken them over", len(requests))
    except windows.WindowClosed as closed:
        windows.wait(requests, closed)
    except (StoreError, EngineError, DeliveryError, OSError, letters.LetterIncomplete) as error:
        for request in requests:
            fail(request=request, error=error, now=now)


def _still_approved(request: Request, plan: Plan, now: datetime) -> bool:
    """Counts may have changed; a new table, fate or reason needs a new approval."""
    approved = request.plan
    # What a broken-off run has changed already is met again with nothing left to do: that is no new fate.
    kinds = {kind for kind in plan.kinds if kind[1] not in (Fate.masked_before, Fate.right_already)}
    if approved is not None and kinds <= approved.kinds:
        return True
    message = "the plan changed after it was approved; look at the new one and approve that"
    planning.keep_plan(request=request, plan=plan, now=now, action="plan changed", failure=message)
    return False


class HeldMeanwhile(EngineError):
    """A hold was placed while the deletion ran; what is left stays. Its message names the hold."""


def _looking_again(subjects: Sequence[Subject], started: datetime, progress: Progress, lease: Lease) -> Progress:
    """Before each system is changed: is this run still ours, is there a new hold? Raises LeaseLost, HeldMeanwhile."""

    def look_again(step: str) -> None:
        lease.confirm()
        if holds.placed_since(started):
            for found in holds.covering(subjects, timezone.now()).values():
                raise HeldMeanwhile(precedence.held_message(found))
        progress(step)

    return look_again


def _freeze(request: Request, plan: Plan, found: list[Hold], now: datetime) -> bool:
    """Whether a hold that came after the approval stops the deletion; it waits for a decision then."""
    if found:
        planning.keep_plan(request=request, plan=plan, now=now, action="held", failure=precedence.held_message(found))
    return bool(found)


def _erase(
    requests: Sequence[Request], subjects: Sequence[Subject], now: datetime, progress: Progress, lease: Lease
) -> None:
    stores = systems().stores
    for is_last in (False, True):
        requests, subjects, ready = _unchanged(requests, subjects, now)
        if not requests:
            return
        journal = RequestJournal({request.pk: request for request in requests}, now)
        look_again = windows.heeding(_looking_again(subjects, timezone.now(), progress, lease))
        kept = kept_rows(ready, stores)
        try:
            done = execute(ready, stores, journal, look_again)
            break
        except OutcomesDiffer:
            # Rows may have come since the plan was made: a new one counts them.
            if is_last:
                raise
    progress("asking again")
    left = verify(ready, stores)
    bodies = {
        request: answers.erasure(request, ready.plans[request.pk], done.counts[request.pk], left[request.pk], now)
        for request in requests
    }
    register.enter(kept, [request.pk for request in requests], now)
    answer([Answer(request, body) for request, body in bodies.items()], now)


def _unchanged(
    requests: Sequence[Request], subjects: Sequence[Subject], now: datetime
) -> tuple[Sequence[Request], Sequence[Subject], Prepared]:
    """Those that may be run as they were approved, prepared as one set; the others are shown to staff.

    Whoever leaves the set may hold back a record that was to go with it, so the rest is looked at again.
    """
    while True:
        ready = planning.prepared_set(requests, subjects, now)
        held = precedence.holds_over_all(requests, now)
        unchanged = [
            request
            for request in requests
            if not _freeze(request, ready.plans[request.pk], held.get(request.pk, []), now)
            and _still_approved(request, ready.plans[request.pk], now)
        ]
        if len(unchanged) in (0, len(requests)):
            return unchanged, subjects, ready
        numbers = {request.pk for request in unchanged}
        requests, subjects = unchanged, [one for one in subjects if one.ordinal in numbers]


def _correct(requests: Sequence[Request], now: datetime, progress: Progress, lease: Lease) -> None:
    ready = correcting.prepared(requests, planning.salts(requests), now)
    unchanged = [request for request in requests if _still_approved(request, ready.plans[request.pk], now)]
    if not unchanged:
        return
    ready = ready.only({request.pk for request in unchanged})
    stores = systems().stores
    journal = RequestJournal({request.pk: request for request in unchanged}, now)

    def still_ours(step: str) -> None:
        lease.confirm()
        progress(step)

    done = execute_correction(ready, stores, journal, windows.heeding(still_ours))
    progress("asking again")
    verify_correction(ready, stores, journal)
    bodies = {
        request: answers.correction(request, ready.plans[request.pk], done.counts[request.pk], now)
        for request in unchanged
    }
    answer([Answer(request, body) for request, body in bodies.items()], now)


def _know(
    requests: Sequence[Request], subjects: Sequence[Subject], now: datetime, progress: Progress, lease: Lease
) -> None:
    """Rows that are read for a package are counted on the way; only answers by category alone count in the stores."""
    stores = systems().stores
    reads = any(request.delivers_specific for request in requests)
    checkpoint = record.newest_checkpoint()
    with spooled(documents.folder()) as spool:

        def take(ref: TableRef, columns: tuple[str, ...], batches: Iterator[Batch]) -> None:
            lease.go_on()
            spool.add(ref, columns, batches)

        ready = planning.prepared_to_read(requests, subjects, now, take if reads else None)
        known = known_values(ready, stores)
        if reads:
            ready = replace(ready, plans={at: spool.completed(at, plan) for at, plan in ready.plans.items()})
        with packers(len(requests), documents.folder()) as own:
            for some in chunks(requests, AT_ONCE):
                lease.go_on()
                approved = [one for one in some if _still_approved(one, ready.plans[one.pk], now)]
                begun = _unless_failing(
                    approved,
                    lambda one: documents.begin(one, ready, spool, known[one.pk], checkpoint, own, now),
                    now,
                )
                packed = _unless_failing(list(begun), lambda one: _packed(one, begun[one], ready, progress, now), now)  # noqa: B023 (called at once)
                answer(list(packed.values()), now)


def _packed(request: Request, write: Write, ready: Prepared, progress: Progress, now: datetime) -> Answer:
    progress(request.reference)
    packed = documents.pack(request, write, now)
    return Answer(request, answers.knowledge(request, ready.plans[request.pk], packed, now), packed.document)


def _unless_failing(requests: Sequence[Request], do: Callable[[Request], T], now: datetime) -> dict[Request, T]:
    """What comes of each. Whatever goes wrong is this request's failure and not that of the others in the set."""
    done: dict[Request, T] = {}
    for request in requests:
        try:
            done[request] = do(request)
        except Exception as error:  # noqa: BLE001 (the outermost loop over the packages of a set)
            log.error("the package of request %s failed: %s", request.pk, type(error).__name__)
            fail(request=request, error=error, now=now)
    return done
