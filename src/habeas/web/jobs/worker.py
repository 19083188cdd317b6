"""The worker: in a thread of `habeas serve`, or as many processes as it takes."""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable
from datetime import datetime, timedelta
from uuid import uuid4

from django.db import DatabaseError, close_old_connections
from django.utils import timezone
from django_tasks_db.management.commands.db_worker import Worker

from habeas.web.jobs import reaping, tasks

log = logging.getLogger(__name__)
INTERVAL = 0.5  # seconds between looks into an empty queue
PAUSE = 5.0  # seconds after the database did not answer
REAP_EVERY = timedelta(minutes=1)
PURGE_EVERY = timedelta(hours=6)


class PatientWorker(Worker):
    """Works while there is work, returns the work of dead workers, and outlasts a database that is away for a while."""

    def __init__(self, *, until_empty: bool) -> None:
        self.until_empty = until_empty
        super().__init__(
            queue_names=["*"],
            interval=INTERVAL,
            batch=True,
            backend_name="default",
            startup_delay=False,
            max_tasks=None,
            worker_id=f"{reaping.HOST}-{uuid4().hex[:12]}",
            excluded_queue_names=[],
        )

    def run(self) -> None:
        with reaping.sign_of_life(self.worker_id):
            due = purge_due = timezone.now()
            while self.running:
                if timezone.now() >= due:
                    due = timezone.now() + REAP_EVERY
                    self._work(reaping.return_work)
                if timezone.now() >= purge_due and not self.until_empty:
                    purge_due = timezone.now() + PURGE_EVERY
                    tasks.purge.enqueue()
                    tasks.erase_kept.enqueue()
                self._work(lambda _: super(PatientWorker, self).run())
                if self.until_empty:
                    return
                if self.running:
                    time.sleep(INTERVAL)

    def _work(self, what: Callable[[datetime], None]) -> None:
        try:
            what(timezone.now())
        except DatabaseError as error:
            if self.until_empty:
                raise
            log.error("the worker waits: the database does not answer (%s)", type(error).__name__)
            close_old_connections()
            time.sleep(PAUSE)


def make_worker(*, until_empty: bool = False) -> PatientWorker:
    """A worker over all queues; `until_empty` ends it when nothing waits."""
    return PatientWorker(until_empty=until_empty)


class WorkerThread(threading.Thread):
    """A worker beside the web server. `stop` lets the task at hand end."""

    def __init__(self) -> None:
        super().__init__(name="worker", daemon=True)
        self.worker = make_worker()

    def run(self) -> None:
        self.worker.run()

    def stop(self) -> None:
        self.worker.running = False
        self.join(timeout=30)


def drain() -> None:
    """Do everything that waits, then return."""
    make_worker(until_empty=True).run()
