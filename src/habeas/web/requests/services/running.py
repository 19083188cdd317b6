"""Approved requests are run: every waiting request of one right goes through the engine in one set."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone

from habeas.delivery.errors import DeliveryError
from habeas.engine.batch import Subject, chunks
from habeas.engine.correct_run import execute_correction, verify_correction
from habeas.engine.errors import EngineError
from habeas.engine.execute import execute
from habeas.engine.explain import Prepared
from habeas.engine.plan import Plan
from habeas.engine.rules import Fate
from habeas.engine.verify import verify
from habeas.law.california.clock import california_day
from habeas.stores.errors import StoreError
from habeas.web.holds import services as holds
from habeas.web.holds.models import Hold
from habeas.web.ledger import record
from habeas.web.project import systems
from habeas.web.requests import answers, documents, letters
from habeas.web.requests.instruction import instruction
from habeas.web.requests.journal import RequestJournal
from habeas.web.requests.models import Request, Right
from habeas.web.requests.services import correcting, planning, precedence
from habeas.web.requests.spool import Spool, spooled
from habeas.web.requests.states import State

log = logging.getLogger(__name__)
LEASE = timedelta(hours=2)  # a run that says nothing for so long is taken for dead
Progress = Callable[[str], None]


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


def renew(requests: Iterable[Request], now: datetime) -> None:
    """The run goes on: its lease begins anew."""
    numbers = [request.pk for request in requests]
    Request.objects.filter(pk__in=numbers, state=State.RUNNING).update(started_at=now)


def run(requests: Iterable[Request], now: datetime, progress: Progress = lambda _: None) -> None:
    """Run claimed requests in sets. One that fails is marked so and can be run again; the others go on."""
    sets: dict[str, list[Request]] = {}
    for request in requests:
        sets.setdefault(repr(instruction(request, california_day(now))), []).append(request)
    for together in sets.values():
        for part in chunks([Subject(request.pk, request.identifiers) for request in together]):
            numbers = {subject.ordinal for subject in part}
            _run_set([request for request in together if request.pk in numbers], part, now, progress)


def _run_set(requests: Sequence[Request], subjects: Sequence[Subject], now: datetime, progress: Progress) -> None:
    try:
        if requests[0].right == Right.DELETE:
            _erase(requests, subjects, now, progress)
        elif requests[0].right == Right.CORRECT:
            _correct(requests, now, progress)
        else:
            _know(requests, subjects, now, progress)
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


def _heeding_holds(subjects: Sequence[Subject], started: datetime, progress: Progress) -> Progress:
    """Look for new holds before each system is changed. Raises HeldMeanwhile."""

    def look_again(step: str) -> None:
        if holds.placed_since(started):
            for found in holds.covering(subjects, timezone.now()).values():
                raise HeldMeanwhile(precedence.held_message(found))
        progress(step)

    return look_again


def journals(requests: Iterable[Request]) -> dict[int, Mapping[str, object]]:
    """What broken-off runs of these requests had reached."""
    return {one.pk: one.unseal(one.journal.sealed_keys, "journal") for one in requests if hasattr(one, "journal")}


def _freeze(request: Request, plan: Plan, found: list[Hold], now: datetime) -> bool:
    """Whether a hold that came after the approval stops the deletion; it waits for a decision then."""
    if found:
        planning.keep_plan(request=request, plan=plan, now=now, action="held", failure=precedence.held_message(found))
    return bool(found)


def _erase(requests: Sequence[Request], subjects: Sequence[Subject], now: datetime, progress: Progress) -> None:
    ready = planning.prepared_set(requests, subjects, now)
    held = holds.covering(subjects, now, journals(requests))
    unchanged = [
        request
        for request in requests
        if not _freeze(request, ready.plans[request.pk], list(held.get(request.pk, ())), now)
        and _still_approved(request, ready.plans[request.pk], now)
    ]
    if not unchanged:
        return
    if len(unchanged) < len(requests):
        numbers = {request.pk for request in unchanged}
        ready = planning.prepared_set(unchanged, [one for one in subjects if one.ordinal in numbers], now)
    stores = systems().stores
    own = [one for one in subjects if one.ordinal in {request.pk for request in unchanged}]
    journal = RequestJournal({request.pk: request for request in unchanged}, now)
    done = execute(ready, stores, journal, _heeding_holds(own, timezone.now(), progress))
    progress("asking again")
    left = verify(ready, stores)
    for request in unchanged:
        body = answers.erasure(request, ready.plans[request.pk], done.counts[request.pk], left[request.pk], now)
        _answer(request, body, now)


def _correct(requests: Sequence[Request], now: datetime, progress: Progress) -> None:
    ready = correcting.prepared(requests, planning.salts(requests), now)
    unchanged = [request for request in requests if _still_approved(request, ready.plans[request.pk], now)]
    if not unchanged:
        return
    ready = ready.only({request.pk for request in unchanged})
    stores = systems().stores
    journal = RequestJournal({request.pk: request for request in unchanged}, now)
    done = execute_correction(ready, stores, journal, progress)
    progress("asking again")
    verify_correction(ready, stores, journal)
    for request in unchanged:
        _answer(request, answers.correction(request, ready.plans[request.pk], done.counts[request.pk], now), now)


def _know(requests: Sequence[Request], subjects: Sequence[Subject], now: datetime, progress: Progress) -> None:
    """Rows that are read for a package are counted on the way; only answers by category alone count in the stores."""
    stores = systems().stores
    reads = any(request.delivers_specific for request in requests)
    with spooled(documents.folder()) as spool:
        ready = planning.prepared_to_read(requests, subjects, now, spool.add if reads else None)
        known = documents.known_values(ready, stores)
        if reads:
            ready = replace(ready, plans={at: spool.completed(at, plan) for at, plan in ready.plans.items()})
        for request in requests:
            if _still_approved(request, ready.plans[request.pk], now):
                progress(request.reference)
                _deliver(request, ready, spool, known.get(request.pk, ()), now)


def _deliver(request: Request, ready: Prepared, spool: Spool, known: Iterable[tuple[str, str]], now: datetime) -> None:
    """One package. Whatever goes wrong with it is this request's failure and not that of the others in the set."""
    try:
        packed = documents.pack(request, ready, spool, known, now)
        _answer(request, answers.knowledge(request, ready.plans[request.pk], packed, now), now)
    except Exception as error:  # noqa: BLE001 (the outermost loop over the packages of a set)
        log.error("the package of request %s failed: %s", request.pk, type(error).__name__)
        fail(request=request, error=error, now=now)


def _answer(request: Request, body: Mapping[str, object], now: datetime) -> None:
    with transaction.atomic():
        locked = Request.objects.select_for_update().get(pk=request.pk)
        if locked.state != State.RUNNING:
            return  # our lease had run out, and another worker has answered
        receipt = record.receipt(body=body, actor="system", reference=request.reference, now=now)
        documents.keep_receipt(locked, receipt, now)
        basis = [text for text in (locked.basis_of_denial, answers.basis(body)) if text]
        locked.state = State.ANSWERED
        locked.answered_at = now
        locked.answer = _nature(body, bool(basis))
        locked.basis_of_denial = "; ".join(basis)
        locked.failure = ""
        locked.save(update_fields=["state", "answered_at", "answer", "basis_of_denial", "failure"])
        facts: dict[str, object] = {"answer": locked.answer}
        record.write(actor="system", action="answered", reference=request.reference, now=now, facts=facts)
        letters.answer(locked, body, now)


def _nature(body: Mapping[str, object], has_basis: bool) -> str:
    """The nature of the response (§7101(b)(5)): a deletion of which everything stays was denied."""
    if has_basis and body.get("nothing_found"):
        return "denied"
    return "complied in part" if has_basis else "complied in whole"


def fail(*, request: Request, error: Exception, now: datetime) -> None:
    """Mark a running request as failed. Nothing is lost: what was done is journalled, and a retry resumes."""
    message = f"an unforeseen error ({type(error).__name__}); look at the log of the worker, then retry"
    if isinstance(error, StoreError | EngineError | DeliveryError | letters.LetterIncomplete):
        message = str(error)
    elif isinstance(error, OSError):
        message = f"the package could not be written ({error.strerror}); make room on the disk and retry"
    with transaction.atomic():
        # The row as it is stored: what we hold in memory may belong to a transaction that was rolled back.
        locked = Request.objects.select_for_update().get(pk=request.pk)
        if locked.state != State.RUNNING:
            return
        locked.state = State.FAILED
        locked.failure = message[:500]
        locked.save(update_fields=["state", "failure"])
        facts: dict[str, object] = {"error": type(error).__name__}
        record.write(actor="system", action="failed", reference=locked.reference, now=now, facts=facts)
