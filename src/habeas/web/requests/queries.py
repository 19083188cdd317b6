"""Reads that several doors share."""

from __future__ import annotations

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


def by_link(link: str) -> Request | None:
    """The request whose private link this is."""
    return Request.objects.filter(link_hash=sealing.token_hash(link)).first()


def days_left(request: Request, today: date) -> int:
    return (request.respond_by - today).days
