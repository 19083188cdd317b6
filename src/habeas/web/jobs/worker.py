"""The worker: in a thread of `habeas serve`, or as many processes as it takes."""

from __future__ import annotations

import socket
import threading
from uuid import uuid4

from django_tasks_db.management.commands.db_worker import Worker

INTERVAL = 0.5  # seconds between looks into an empty queue


def make_worker(*, until_empty: bool = False) -> Worker:
    """A worker over all queues; `until_empty` ends it when nothing waits."""
    return Worker(
        queue_names=["*"],
        interval=INTERVAL,
        batch=until_empty,
        backend_name="default",
        startup_delay=False,
        max_tasks=None,
        worker_id=f"{socket.gethostname()[:30]}-{uuid4().hex[:8]}",
        excluded_queue_names=[],
    )


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
