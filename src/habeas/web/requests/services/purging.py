"""What is kept no longer than needed: what was typed to verify, and in the end the whole record.

The record of a request outlives its answer by the period of §7101(a); then its key is destroyed, and with it everything
that was sealed: what was typed, evidence, letters, plan and journal. What stays names nobody: dates, the kind and the
outcome of the request, for the yearly figures. What was collected only to verify goes earlier (§7060(d)).
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable, Iterator
from datetime import datetime, timedelta
from typing import TypeVar

from django.conf import settings
from django.db import transaction

from habeas.law.california.clock import california_day
from habeas.law.california.records import may_purge
from habeas.law.california.verification_data import purge as purge_typed
from habeas.web import sealing
from habeas.web.holds import services as holds
from habeas.web.holds.models import Hold
from habeas.web.ledger import record
from habeas.web.project import choices
from habeas.web.requests import documents
from habeas.web.requests.models import DocumentKind, Request
from habeas.web.requests.states import State

log = logging.getLogger(__name__)
FINAL = (State.ANSWERED, State.DENIED)


T = TypeVar("T", Request, Hold)


def run(now: datetime) -> dict[str, int]:
    """Close, forget and purge what is due; how many of each, and how many could not be read and wait for staff."""
    done = {
        "closed": _each(to_close(now), _close, now),
        "forgotten": _each(to_forget(now), _forget, now),
        "purged": _each(to_purge(now), _purge, now),
        "holds purged": _each(holds.to_purge(now), holds.purge, now),
    }
    return {what: good for what, (good, _) in done.items()} | {"unreadable": sum(bad for _, bad in done.values())}


def _each(found: Iterable[T], act: Callable[[T, datetime], bool], now: datetime) -> tuple[int, int]:
    """How many were done, and how many could not be read: one damaged record must not keep the others for ever."""
    good = bad = 0
    for one in found:
        try:
            good += act(one, now)
        except sealing.SealingError:
            log.error("%s cannot be read; its purge waits for staff", one.reference)
            bad += 1
    return good, bad


def to_close(now: datetime) -> Iterator[Request]:
    """Requests answered so long ago that a package can be fetched no more."""
    before = now - timedelta(days=settings.SERVICE.package_days)
    for request in Request.objects.filter(state__in=FINAL, answered_at__lt=before).prefetch_related("letters"):
        # An answer that has not left yet is no answer: it is shown to staff until the mail server takes it.
        if not any(letter.sent_at is None and not letter.is_for_page_only for letter in request.letters.all()):
            yield request


def to_forget(now: datetime) -> Iterator[Request]:
    """Closed requests that still hold what was typed to verify, after the days we allow ourselves."""
    closed = Request.objects.filter(state=State.CLOSED, forgotten_at=None, purged_at=None)
    for request in closed.exclude(closed_at=None):
        assert request.closed_at is not None
        due = purge_typed((), closed_on=california_day(request.closed_at), choices=choices()).value
        if california_day(now) >= due.purge_by:
            yield request


def to_purge(now: datetime) -> Iterator[Request]:
    """Closed requests whose record may go: counted from the last thing we told the consumer (§7101(a))."""
    for request in Request.objects.filter(state=State.CLOSED, purged_at=None).prefetch_related("letters"):
        told = [letter.written_at for letter in request.letters.all() if letter.kind != "code"]
        last = max([moment for moment in (request.answered_at, *told) if moment is not None], default=None)
        if last is not None and may_purge(california_day(last), california_day(now)).value:
            yield request


def _close(request: Request, now: datetime) -> bool:
    with transaction.atomic():
        locked = Request.objects.select_for_update().get(pk=request.pk)
        if locked.state not in FINAL:
            return False
        locked.state, locked.closed_at = State.CLOSED, now
        locked.save(update_fields=["state", "closed_at"])
        documents.delete_file(locked, DocumentKind.PACKAGE)
        record.write(actor="system", action="closed", reference=locked.reference, now=now)
    return True


def _forget(request: Request, now: datetime) -> bool:
    """Keep which fields were given and what came of the comparison, not the values (§7060(d))."""
    with transaction.atomic():
        locked = Request.objects.select_for_update().get(pk=request.pk)
        if locked.forgotten_at is not None or locked.purged_at is not None:
            return False  # another worker was faster
        claim = locked.claim
        kinds = sorted(name for name, value in claim["fields"].items() if value)
        locked.sealed_claim = locked.seal({**claim, "fields": {}, "given": kinds}, "claim")
        locked.forgotten_at = now
        locked.save(update_fields=["sealed_claim", "forgotten_at"])
        facts: dict[str, object] = {"kinds": kinds}
        record.write(
            actor="system", action="verification data forgotten", reference=locked.reference, now=now, facts=facts
        )
    return True


def _purge(request: Request, now: datetime) -> bool:
    """Destroy the key, and what was sealed with it. Irreversible."""
    with transaction.atomic():
        locked = Request.objects.select_for_update().get(pk=request.pk)
        if locked.purged_at is not None:
            return False
        for kind in DocumentKind:
            documents.delete_file(locked, kind)
        for related in (locked.documents, locked.evidence, locked.letters, locked.email_links):
            related.all().delete()
        if hasattr(locked, "journal"):
            locked.journal.delete()
        locked.wrapped_key = b""
        for name in ("sealed_claim", "sealed_identifiers", "sealed_plan", "sealed_denial", "sealed_more"):
            setattr(locked, name, b"")
        locked.purged_at = now
        locked.save()
        record.write(actor="system", action="purged", reference=locked.reference, now=now)
    return True
