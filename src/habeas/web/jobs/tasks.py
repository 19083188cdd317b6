"""The tasks. Each catches what can go wrong and records it on the request; nothing personal reaches the task table."""

from __future__ import annotations

import logging
from collections.abc import Callable, Sequence
from datetime import timedelta
from functools import wraps
from smtplib import SMTPException
from typing import TYPE_CHECKING, ParamSpec

from django.core.mail.backends.base import BaseEmailBackend
from django.utils import timezone
from django_tasks import TaskContext, task
from django_tasks.base import Task

from habeas.web.jobs.together import with_waiting

if TYPE_CHECKING:
    from habeas.web.requests.models import Letter

log = logging.getLogger(__name__)
P = ParamSpec("P")

MAIL_ATTEMPTS = 8
RETRIES = (timedelta(minutes=1), timedelta(minutes=5), timedelta(minutes=30), timedelta(hours=2))


class TaskFailed(Exception):
    """A task failed; its cause is named by type only, since messages may hold personal data."""


def scrubbed(function: Callable[P, None]) -> Callable[P, None]:
    """The outermost loop of a job: an unforeseen error is recorded by its type and place, without its message."""

    @wraps(function)
    def run(*args: P.args, **kwargs: P.kwargs) -> None:
        try:
            function(*args, **kwargs)
        except Exception as error:  # noqa: BLE001 (the outermost loop of a job)
            place = error.__traceback__
            while place is not None and place.tb_next is not None:
                place = place.tb_next
            where = f"{place.tb_frame.f_code.co_name}:{place.tb_lineno}" if place else "unknown place"
            name = f"{type(error).__name__} in {where}"
            log.error("task %s failed: %s", function.__name__, name)
            raise TaskFailed(name) from None

    return run


def in_one_set(numbers: Sequence[int], do: Callable[[Sequence[int]], None], again: Task[[int], None]) -> None:
    """Do it for all of these requests at once; when that does not work, for each alone: one's trouble is not another's.

    What stops a request is shown to staff with it, never only in a log. While a system does not answer it is tried again.
    """
    from habeas.engine.errors import EngineError
    from habeas.stores.errors import StoreError

    try:
        do(numbers)
    except StoreError as error:
        if error.permanent and len(numbers) > 1:
            _each_alone(numbers, do, again)
            return
        _note(numbers, str(error))
        if not error.permanent:
            for number in numbers:
                again.using(run_after=timezone.now() + RETRIES[1]).enqueue(number)
    except Exception as error:
        if len(numbers) > 1:
            _each_alone(numbers, do, again)
        elif isinstance(error, EngineError):
            _note(numbers, str(error))
        else:
            name = type(error).__name__
            _note(numbers, f"an unforeseen error ({name}); look at the log of the worker, then retry")
            raise


def _each_alone(numbers: Sequence[int], do: Callable[[Sequence[int]], None], again: Task[[int], None]) -> None:
    unforeseen: Exception | None = None
    for number in numbers:
        try:
            in_one_set([number], do, again)
        except Exception as error:  # noqa: BLE001 (raised when the others are done)
            unforeseen = error
    if unforeseen is not None:
        raise unforeseen


@task(takes_context=True)
@scrubbed
def compare(context: TaskContext, number: int) -> None:
    """Compare the claims that wait with the records on file; tried again while a system does not answer."""
    with with_waiting(context) as numbers:
        in_one_set(numbers, _compare, compare)


def _compare(numbers: Sequence[int]) -> None:
    from habeas.web.requests.models import Request
    from habeas.web.requests.services import evidence
    from habeas.web.requests.states import State

    verifying = Request.objects.filter(pk__in=numbers, state=State.VERIFYING).prefetch_related("evidence")
    if requests := list(verifying):
        evidence.compare_with_records(requests=requests, now=timezone.now())


@task(takes_context=True)
@scrubbed
def plan(context: TaskContext, number: int) -> None:
    """Explain the verified requests that wait; a system that does not answer is shown to staff and tried again."""
    with with_waiting(context) as numbers:
        in_one_set(numbers, _plan, plan)


def _plan(numbers: Sequence[int]) -> None:
    from habeas.web.requests.models import Request
    from habeas.web.requests.services import evidence, planning
    from habeas.web.requests.states import State

    verifying = Request.objects.filter(pk__in=numbers, state=State.VERIFYING).prefetch_related("evidence")
    planning.make_plans(requests=[one for one in verifying if evidence.is_verified(one)], now=timezone.now())


@task(takes_context=True)
@scrubbed
def run_approved(context: TaskContext, right: str) -> None:
    """Run every approved request of one right in one set; all tasks that ask for it are answered by one run."""
    from habeas.web.requests.models import Right
    from habeas.web.requests.services import running
    from habeas.web.requests.services.answering import fail

    worker = next(reversed(context.task_result.worker_ids), "")
    with with_waiting(context) as rights:
        for each in rights:
            now = timezone.now()
            requests = running.claim_approved(Right(each), now, worker)
            try:
                running.run(requests, now)
            except Exception as error:  # whatever it is, the requests must not stay running
                for request in requests:
                    fail(request=request, error=error, now=timezone.now())
                raise


@task(takes_context=True)
@scrubbed
def send_letter(context: TaskContext, number: int) -> None:
    """Send the letters that wait; each is tried again with growing pauses, then left for staff to see."""
    from habeas.web.requests import letters
    from habeas.web.requests.models import Letter

    with with_waiting(context) as numbers, letters.mail_server() as server:
        for letter in Letter.objects.select_related("request").filter(pk__in=numbers, sent_at=None):
            _send(letter, server)


def _send(letter: Letter, server: BaseEmailBackend) -> None:
    from habeas.web.requests import letters

    try:
        letters.send(letter, timezone.now(), server)
    except (OSError, SMTPException) as error:
        letter.attempts += 1
        letter.failure = f"the mail server did not take it ({type(error).__name__})"
        letter.save(update_fields=["attempts", "failure"])
        if letter.attempts < MAIL_ATTEMPTS:
            pause = RETRIES[min(letter.attempts, len(RETRIES)) - 1]
            send_letter.using(run_after=timezone.now() + pause).enqueue(letter.pk)
    except Exception as error:  # noqa: BLE001 (one letter that cannot be sent does not hold up the others)
        log.error("letter %s cannot be sent: %s", letter.pk, type(error).__name__)
        letter.failure = f"it cannot be sent ({type(error).__name__})"
        letter.save(update_fields=["failure"])


@task()
@scrubbed
def purge() -> None:
    """Close, forget and purge what is due."""
    from habeas.web.requests.services import purging

    done = purging.run(timezone.now())
    log.info("purge: %s", ", ".join(f"{number} {what}" for what, number in done.items()))


@task()
@scrubbed
def erase_kept() -> None:
    """Erase the rows whose exception has ended."""
    from habeas.web.kept import erasing

    done = erasing.run(timezone.now())
    log.info("kept rows: %s", ", ".join(f"{number} {what}" for what, number in done.items()))


def _note(numbers: Sequence[int], message: str) -> None:
    from habeas.web.requests.models import Request

    Request.objects.filter(pk__in=numbers).update(failure=message[:500])
