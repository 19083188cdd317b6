"""The work of a dead worker goes back: its tasks wait again, its running requests are approved again.

A worker holds a lock on a file as long as it lives; the operating system lets go of it when the process dies, however
it dies. A worker on another machine is judged by its lease alone.
"""

from __future__ import annotations

import fcntl
import socket
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import datetime
from pathlib import Path

from django.conf import settings
from django.db import transaction
from django_tasks import TaskResultStatus
from django_tasks_db.models import DBTaskResult

HOST = socket.gethostname()[:30]


def folder() -> Path:
    path = Path(settings.DATA_DIR) / "workers"
    path.mkdir(parents=True, exist_ok=True, mode=0o700)
    return path


@contextmanager
def sign_of_life(worker: str) -> Iterator[None]:
    """The locked file of a worker, as long as it works."""
    path = folder() / worker
    with path.open("wb") as file:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        try:
            yield
        finally:
            path.unlink(missing_ok=True)


def is_dead(worker: str) -> bool:
    """Whether a worker of this machine has ended. Of another machine's nothing is known."""
    if worker.rpartition("-")[0] != HOST:
        return False
    try:
        with (folder() / worker).open("rb") as file:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except FileNotFoundError:
        return True
    except BlockingIOError:
        return False
    return True


def return_work(now: datetime) -> None:
    """Give back what dead workers had in hand."""
    from habeas.web.jobs import tasks
    from habeas.web.requests.services import running
    from habeas.web.requests.services.lease import LEASE

    with transaction.atomic():
        held = list(DBTaskResult.objects.running().select_for_update())
        names = {name for task in held for name in task.worker_ids[-1:]} | running.claimants()
        gone = {name for name in names if is_dead(name)}
        for task in held:
            if gone.intersection(task.worker_ids[-1:]) or (task.started_at or now) < now - LEASE:
                task.status = TaskResultStatus.READY
                task.save(update_fields=["status"])
        for right in running.give_back(now=now, gone=gone):
            tasks.run_approved.enqueue(right)
    for name in gone:
        with suppress(FileNotFoundError):
            (folder() / name).unlink()
