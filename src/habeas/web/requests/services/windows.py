"""What changes a system waits for its maintenance window, where the data map gives it one."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from habeas.datamap.window import Window
from habeas.engine.errors import EngineError
from habeas.web.project import current
from habeas.web.requests.models import Request
from habeas.web.requests.states import State

Look = Callable[[str], None]  # before each system, by its name


class WindowClosed(EngineError):
    """A system is not to be changed now; its message names the system and when it may be."""

    permanent = False

    def __init__(self, system: str, window: Window, now: datetime) -> None:
        self.opens_at = window.opens_at(now)
        opens = self.opens_at.astimezone(window.zone)
        super().__init__(
            f"waits for the window of {system}, which opens at {opens:%H:%M on %B} {opens.day} ({window.zone})"
        )


def heeding(progress: Look) -> Look:
    """Look at the clock before each system is changed. Raises WindowClosed; systems before it keep what was done."""

    def look(step: str) -> None:
        system = current().systems.get(step)
        window = system.limits.opening if system is not None else None
        now = timezone.now()
        if window is not None and not window.is_open(now):
            raise WindowClosed(step, window, now)
        progress(step)

    return look


def wait(requests: Iterable[Request], closed: WindowClosed) -> None:
    """Approved as before, with what they wait for; a worker takes them up when the window opens."""
    from habeas.web.jobs import tasks

    numbers, workers = [request.pk for request in requests], {request.claimed_by for request in requests}
    with transaction.atomic():
        waiting = Request.objects.filter(pk__in=numbers, state=State.RUNNING, claimed_by__in=workers)
        rights = set(waiting.values_list("right", flat=True))
        waiting.update(state=State.APPROVED, claimed_by="", failure=str(closed))
        for right in rights:
            tasks.run_approved.using(run_after=closed.opens_at).enqueue(right)
