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


def by_link(link: str) -> Request | None:
    """The request whose private link this is."""
    return Request.objects.filter(link_hash=sealing.token_hash(link)).first()


def days_left(request: Request, today: date) -> int:
    return (request.respond_by - today).days
