"""The answers of a run: receipts, documents, states and letters of a set in one transaction."""

from __future__ import annotations

import logging
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from habeas.delivery.errors import DeliveryError
from habeas.engine.batch import chunks
from habeas.engine.errors import EngineError
from habeas.stores.errors import StoreError
from habeas.web.ledger import record
from habeas.web.requests import answers, documents, letters
from habeas.web.requests.models import Document, Request
from habeas.web.requests.states import State

log = logging.getLogger(__name__)
AT_ONCE = 100  # in one transaction; as many packages are made again when a worker dies
FIELDS = ("state", "answered_at", "answer", "basis_of_denial", "failure")


@dataclass(frozen=True)
class Answer:
    """What a request is answered with: the body of its receipt, and its package if it has one."""

    request: Request
    body: Mapping[str, object]
    package: Document | None = None


def answer(found: Sequence[Answer], now: datetime) -> None:
    """Answer requests that are still this worker's. What stops one does not stop the others: it fails alone."""
    for some in chunks(found, AT_ONCE):
        _together(some, now)


def _together(found: Sequence[Answer], now: datetime) -> None:
    try:
        _answer(found, now)
    except Exception as error:  # noqa: BLE001 (the outermost loop over the answers of a set)
        if len(found) > 1:
            for one in found:
                _together([one], now)
            return
        log.error("the answer to request %s failed: %s", found[0].request.pk, type(error).__name__)
        documents.discard(one.package for one in found)
        fail(request=found[0].request, error=error, now=now)


def _answer(found: Sequence[Answer], now: datetime) -> None:
    with documents.undone_on_error() as made, transaction.atomic():
        ours = _still_ours(found)
        if ours:
            bodies = {locked.reference: one.body for locked, one in ours}
            receipts = record.receipts(bodies=bodies, actor="system", now=now)
            for locked, one in ours:
                made.append(documents.keep_receipt(locked, receipts[locked.reference], now))
                _set_answer(locked, one.body, now)
            documents.note([*made, *(one.package for _, one in ours if one.package is not None)])
            Request.objects.bulk_update([locked for locked, _ in ours], FIELDS)
            record.write_all([_told(locked) for locked, _ in ours], now)
            letters.answer([(locked, one.body) for locked, one in ours], now)
    kept = {locked.pk for locked, _ in ours}
    documents.discard(one.package for one in found if one.request.pk not in kept)


def _still_ours(found: Sequence[Answer]) -> list[tuple[Request, Answer]]:
    """With the rows as they are stored; where our lease had run out, another worker has answered or will."""
    numbers = [one.request.pk for one in found]
    rows = Request.objects.select_for_update().filter(pk__in=numbers, state=State.RUNNING)
    locked = {row.pk: row for row in rows}
    return [
        (locked[one.request.pk], one)
        for one in found
        if one.request.pk in locked and locked[one.request.pk].claimed_by == one.request.claimed_by
    ]


def _set_answer(request: Request, body: Mapping[str, object], now: datetime) -> None:
    basis = [text for text in (request.basis_of_denial, answers.basis(body)) if text]
    request.state, request.answered_at, request.failure = State.ANSWERED, now, ""
    request.answer = _nature(body, bool(basis))
    request.basis_of_denial = "; ".join(basis)


def _nature(body: Mapping[str, object], has_basis: bool) -> str:
    """The nature of the response (§7101(b)(5)): a deletion of which everything stays was denied."""
    if has_basis and body.get("nothing_found"):
        return "denied"
    return "complied in part" if has_basis else "complied in whole"


def _told(request: Request) -> record.Happened:
    return record.Happened("system", "answered", request.reference, {"answer": request.answer})


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
        if locked.state != State.RUNNING or locked.claimed_by != request.claimed_by:
            return
        locked.state = State.FAILED
        locked.failure = message[:500]
        locked.save(update_fields=["state", "failure"])
        facts: dict[str, object] = {"error": type(error).__name__}
        record.write(actor="system", action="failed", reference=locked.reference, now=now, facts=facts)
