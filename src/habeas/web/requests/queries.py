"""Reads that several doors share."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from django.db.models import QuerySet

from habeas.web import sealing
from habeas.web.requests.models import Request
from habeas.web.requests.states import OPEN


def queue() -> QuerySet[Request]:
    """Open requests, the one due first on top."""
    return Request.objects.filter(state__in=OPEN).order_by("respond_by", "received_at")


def answered() -> QuerySet[Request]:
    return Request.objects.exclude(state__in=OPEN).order_by("-received_at")


def legal_record(request: Request) -> dict[str, object]:
    """What must be on record of every request (§7101(b)), by the law's names."""
    return {
        "date_of_request": request.received_on,
        "nature_of_request": request.title,
        "manner_of_request": request.get_door_display(),
        "date_of_response": request.answered_at,
        "nature_of_response": request.answer,
        "basis_of_denial": request.basis_of_denial,
    }


def of_same_person(request: Request, found: Iterable[Request]) -> list[Request]:
    """Those of `found` that are about the person of `request`: the same record on file, or the same address."""
    return same_people([request], found).get(request.pk, [])


def same_people(requests: Iterable[Request], found: Iterable[Request]) -> dict[int, list[Request]]:
    """`of_same_person` for a set, by number; who has none is not in it."""
    marked: dict[tuple[str, str], list[Request]] = {}
    for other in found:
        for mark in _marks(other) if other.is_readable else ():
            marked.setdefault(mark, []).append(other)
    same = {}
    for request in requests:
        others = {other.pk: other for mark in _marks(request) for other in marked.get(mark, ())} if marked else {}
        others.pop(request.pk, None)
        if others:
            same[request.pk] = sorted(others.values(), key=lambda other: (other.respond_by, other.received_at))
    return same


def _marks(request: Request) -> set[tuple[str, str]]:
    marks = {(one.kind, one.value.strip().lower()) for one in request.identifiers}
    address = request.claim["fields"].get("email", "").strip().lower()
    return marks | ({("email", address)} if address else set())


def by_link(link: str) -> Request | None:
    """The request whose private link this is."""
    return Request.objects.filter(link_hash=sealing.token_hash(link)).first()


def days_left(request: Request, today: date) -> int:
    return (request.respond_by - today).days
