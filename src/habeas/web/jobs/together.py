"""Tasks of one kind that wait together are done together: statements grow with the sets, not with the requests."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from django.db import transaction
from django.utils import timezone
from django_tasks import TaskContext, TaskResult, TaskResultStatus
from django_tasks.base import Task
from django_tasks_db.models import DBTaskResult, get_date_max

MOST = 1000  # tasks in a set


def enqueue_all(task: Task[Any, Any], numbers: Iterable[int]) -> None:
    """`task.enqueue` for each number, in one statement."""
    DBTaskResult.objects.bulk_create(
        DBTaskResult(
            args_kwargs={"args": [number], "kwargs": {}},
            priority=task.priority,
            task_path=task.module_path,
            queue_name=task.queue_name,
            run_after=get_date_max(),
            backend_name=task.backend,
        )
        for number in numbers
    )


@contextmanager
def with_waiting(context: TaskContext) -> Iterator[list[Any]]:
    """The first argument of this task and of those of its kind that wait too; all of them end as this one does.

    They belong to this worker as long as it works, so that they go back with it when it dies.
    """
    own = context.task_result
    others = _taken(own, MOST - 1)
    try:
        yield list(dict.fromkeys((own.args[0], *(task.args_kwargs["args"][0] for task in others))))
    except BaseException as error:
        # By its type only: a message may hold personal data.
        name = f"{type(error).__module__}.{type(error).__qualname__}"
        _end(others, status=TaskResultStatus.FAILED, exception_class_path=name)
        raise
    _end(others, status=TaskResultStatus.SUCCESSFUL)


def _taken(own: TaskResult[Any], most: int) -> Sequence[DBTaskResult[Any, Any]]:
    with transaction.atomic():
        waiting = DBTaskResult.objects.ready().filter(task_path=own.task.module_path, backend_name=own.backend)
        found = list(waiting.select_for_update(skip_locked=True)[:most])
        now, workers = timezone.now(), own.worker_ids[-1:]
        taken = DBTaskResult.objects.filter(pk__in=[task.pk for task in found])
        if found:
            taken.update(status=TaskResultStatus.RUNNING, started_at=now, worker_ids=workers)
    return found


def _end(tasks: Sequence[DBTaskResult[Any, Any]], **fields: object) -> None:
    if tasks:
        ended = DBTaskResult.objects.filter(pk__in=[task.pk for task in tasks], status=TaskResultStatus.RUNNING)
        ended.update(finished_at=timezone.now(), **fields)
