"""The tasks. Each catches what can go wrong and records it on the request; nothing personal reaches the task table."""

from __future__ import annotations

import logging
from collections.abc import Callable
from datetime import timedelta
from functools import wraps
from smtplib import SMTPException
from typing import Concatenate, ParamSpec

from django.utils import timezone
from django_tasks import TaskContext, task

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


def noted(function: Callable[Concatenate[int, P], None]) -> Callable[Concatenate[int, P], None]:
    """A job for one request: what stops it is shown to staff with the request, never only in a log."""

    @wraps(function)
    def run(number: int, /, *args: P.args, **kwargs: P.kwargs) -> None:
        try:
            function(number, *args, **kwargs)
        except Exception as error:
            _note(number, f"an unforeseen error ({type(error).__name__}); look at the log of the worker, then retry")
            raise

    return run


@task()
@scrubbed
@noted
def compare(number: int) -> None:
    """Compare a claim with the records on file; tried again while a system does not answer."""
    from habeas.stores.errors import StoreError
    from habeas.web.requests.models import Request
    from habeas.web.requests.services import evidence
    from habeas.web.requests.states import State

    request = Request.objects.get(pk=number)
    if request.state != State.VERIFYING:
        return
    try:
        evidence.compare_with_records(request=request, now=timezone.now())
    except StoreError as error:
        _note(number, str(error))
        if not error.permanent:
            compare.using(run_after=timezone.now() + RETRIES[1]).enqueue(number)


@task()
@scrubbed
@noted
def plan(number: int) -> None:
    """Explain a verified request; a system that does not answer is shown to staff and tried again."""
    from habeas.engine.errors import EngineError
    from habeas.stores.errors import StoreError
    from habeas.web.requests.models import Request
    from habeas.web.requests.services import evidence, planning
    from habeas.web.requests.states import IllegalMove, State

    request = Request.objects.get(pk=number)
    if request.state != State.VERIFYING or not evidence.is_verified(request):
        return
    try:
        planning.make_plan(request=request, now=timezone.now())
    except IllegalMove:
        return  # staff decided while we looked
    except EngineError as error:
        _note(number, str(error))
    except StoreError as error:
        _note(number, str(error))
        if not error.permanent:
            plan.using(run_after=timezone.now() + RETRIES[1]).enqueue(number)


@task(takes_context=True)
@scrubbed
def run_approved(context: TaskContext, right: str) -> None:
    """Run every approved request of one right in one set."""
    from habeas.web.requests.models import Right
    from habeas.web.requests.services import running

    now = timezone.now()
    worker = next(reversed(context.task_result.worker_ids), "")
    requests = running.claim_approved(Right(right), now, worker)
    try:
        running.run(requests, now, lambda _: running.renew(requests, timezone.now()))
    except Exception as error:  # whatever it is, the requests must not stay running
        for request in requests:
            running.fail(request=request, error=error, now=timezone.now())
        raise


@task()
@scrubbed
def send_letter(number: int) -> None:
    """Send one letter; tried again with growing pauses, then left for staff to see."""
    from habeas.web.requests import letters
    from habeas.web.requests.models import Letter

    letter = Letter.objects.select_related("request").get(pk=number)
    if letter.sent_at is not None:
        return
    try:
        letters.send(letter, timezone.now())
    except (OSError, SMTPException) as error:
        letter.attempts += 1
        letter.failure = f"the mail server did not take it ({type(error).__name__})"
        letter.save(update_fields=["attempts", "failure"])
        if letter.attempts < MAIL_ATTEMPTS:
            pause = RETRIES[min(letter.attempts, len(RETRIES)) - 1]
            send_letter.using(run_after=timezone.now() + pause).enqueue(number)
    except Exception as error:
        Letter.objects.filter(pk=number).update(failure=f"it cannot be sent ({type(error).__name__})")
        raise


@task()
@scrubbed
def purge() -> None:
    """Close, forget and purge what is due."""
    from habeas.web.requests.services import purging

    done = purging.run(timezone.now())
    log.info("purge: %s", ", ".join(f"{number} {what}" for what, number in done.items()))


def _note(number: int, message: str) -> None:
    from habeas.web.requests.models import Request

    Request.objects.filter(pk=number).update(failure=message[:500])
