"""A deletion waits for the maintenance window of a system, visibly, and is taken up when it opens."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from django.contrib.auth.models import User
from django.utils import timezone
from django_tasks_db.models import DBTaskResult
from web.conftest import Ask, Asked, Insurer

from habeas.web.jobs.worker import drain
from habeas.web.portal.forms import DELETE, KNOW_BOTH
from habeas.web.requests.services import approval, windows
from habeas.web.requests.states import State

pytestmark = pytest.mark.django_db


def _opens(project: Insurer, start: datetime) -> datetime:
    """Give the core system an hour's window."""
    start = start.replace(second=0, microsecond=0)
    window = f"{start:%H:%M}-{start + timedelta(hours=1):%H:%M} UTC"
    project.edit("systems/core.yml", "{statement_timeout: 30s}", f'{{statement_timeout: 30s, window: "{window}"}}')
    return start


def _approve(analyst: User, asked: Asked) -> None:
    approval.approve(request=asked.stored, digest=asked.stored.plan_digest, person=analyst, now=timezone.now())
    drain()


def test_a_deletion_waits_for_the_window_and_then_ends_without_anybodys_help(
    project: Insurer, ask: Ask, analyst: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    opens = _opens(project, datetime.now(UTC) + timedelta(hours=3))
    asked = ask(project.applicant, DELETE)
    people = project.rows("core", "SELECT * FROM person")
    _approve(analyst, asked)
    stored = asked.stored
    assert stored.state == State.APPROVED and not stored.claimed_by
    assert stored.failure == f"waits for the window of core, which opens at {opens:%H:%M on %B} {opens.day} (UTC)"
    assert project.rows("core", "SELECT * FROM person") == people
    waiting = DBTaskResult.objects.get(run_after=opens, task_path__endswith="run_approved")

    class Later:
        now = staticmethod(lambda: opens + timedelta(minutes=1))

    monkeypatch.setattr(windows, "timezone", Later)
    DBTaskResult.objects.filter(pk=waiting.pk).update(run_after=timezone.now())
    drain()
    stored = asked.stored
    assert (stored.state, stored.failure) == (State.ANSWERED, "")
    assert len(project.rows("core", "SELECT * FROM person")) < len(people)


def test_inside_the_window_nothing_waits(project: Insurer, ask: Ask, analyst: User) -> None:
    _opens(project, datetime.now(UTC) - timedelta(minutes=20))
    asked = ask(project.applicant, DELETE)
    _approve(analyst, asked)
    assert asked.stored.state == State.ANSWERED


def test_reading_needs_no_window(project: Insurer, ask: Ask, analyst: User) -> None:
    _opens(project, datetime.now(UTC) + timedelta(hours=3))
    asked = ask(project.applicant, KNOW_BOTH)
    _approve(analyst, asked)
    assert asked.stored.state == State.ANSWERED
