"""A worker's hold on the requests it runs: it is renewed as the run goes on, and its loss is noticed.

A worker that was silent for too long is taken for dead, and another goes on with its requests. If it was only slow, it
must stop before it changes anything more.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils import timezone

from habeas.web.requests.models import Request
from habeas.web.requests.states import State

LEASE = timedelta(hours=2)  # a run that says nothing for so long is taken for dead
RENEW_AFTER = timedelta(minutes=1)


class LeaseLost(Exception):
    """Another worker has taken these requests over; nothing more is done to them here."""


@dataclass
class Lease:
    """Requests and the worker they were claimed for."""

    numbers: Sequence[int]
    worker: str
    renewed_at: datetime

    @classmethod
    def of(cls, requests: Sequence[Request]) -> Lease:
        return cls([request.pk for request in requests], requests[0].claimed_by, timezone.now())

    def confirm(self) -> None:
        """Before anything is changed: all of them are still ours, and the lease begins anew. Raises LeaseLost."""
        own = Request.objects.filter(pk__in=self.numbers, claimed_by=self.worker)
        if own.count() < len(self.numbers):
            raise LeaseLost
        self.renewed_at = timezone.now()
        own.filter(state=State.RUNNING).update(started_at=self.renewed_at)

    def go_on(self) -> None:
        """`confirm`, once in a while. Raises LeaseLost."""
        if timezone.now() - self.renewed_at >= RENEW_AFTER:
            self.confirm()
