"""Letters are never lost: tried again while the mail server fails, then shown to staff."""

from __future__ import annotations

import smtplib
from datetime import timedelta
from typing import Any

import pytest
from django.core import mail
from django.core.mail.backends.locmem import EmailBackend
from django.test import Client
from django.utils import timezone
from django_tasks_db.models import DBTaskResult
from web.conftest import Ask, Insurer, approve

from habeas.web.jobs import tasks
from habeas.web.jobs.worker import drain
from habeas.web.ledger.models import SignedCheckpoint
from habeas.web.requests.models import Letter

pytestmark = pytest.mark.django_db
BROKEN = [
    smtplib.SMTPServerDisconnected("mail for anna@example.com refused"),
    ConnectionRefusedError(111, "x"),
    TimeoutError(),
]


def fail_with(monkeypatch: pytest.MonkeyPatch, error: Exception) -> None:
    def send(self: EmailBackend, messages: Any) -> int:
        raise error

    monkeypatch.setattr(EmailBackend, "send_messages", send)


def waiting() -> list[DBTaskResult]:
    return list(DBTaskResult.objects.filter(status="READY", task_path__endswith="send_letter"))


def pass_the_time() -> None:
    """What waits for its next try is due."""
    DBTaskResult.objects.filter(status="READY").update(run_after=timezone.now() - timedelta(seconds=1))
    drain()


@pytest.mark.parametrize("error", BROKEN, ids=["disconnected", "refused", "timeout"])
def test_a_letter_waits_for_the_mail_server_and_is_sent_when_it_is_back(
    project: Insurer, ask: Ask, monkeypatch: pytest.MonkeyPatch, error: Exception
) -> None:
    with monkeypatch.context() as patch:
        fail_with(patch, error)
        ask(project.applicant, confirm=False)
    letter = Letter.objects.get()
    assert (letter.sent_at, letter.attempts) == (None, 1)
    assert type(error).__name__ in letter.failure and "anna" not in letter.failure
    assert [task.run_after > timezone.now() for task in waiting()] == [True]
    pass_the_time()
    letter.refresh_from_db()
    assert letter.sent_at is not None and letter.failure == "" and len(mail.outbox) == 1


def test_the_pauses_grow_and_after_eight_tries_the_letter_is_left_for_staff_to_see(
    project: Insurer, ask: Ask, staff: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    fail_with(monkeypatch, BROKEN[0])
    asked = ask(project.applicant, confirm=False)
    pauses = []
    for _ in range(tasks.MAIL_ATTEMPTS):
        pauses += [round((task.run_after - timezone.now()).total_seconds() / 60) for task in waiting()]
        pass_the_time()
    assert pauses == [1, 5, 30, 120, 120, 120, 120]
    assert Letter.objects.get().attempts == tasks.MAIL_ATTEMPTS and not waiting()
    assert (
        "not sent: the mail server did not take it" in staff.get(f"/staff/requests/{asked.reference}/").content.decode()
    )


def test_a_letter_that_cannot_be_sent_at_all_is_shown_too(
    project: Insurer, ask: Ask, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    fail_with(monkeypatch, ValueError("bad header for anna@example.com"))
    ask(project.applicant, confirm=False)
    assert Letter.objects.get().failure == "it cannot be sent (ValueError)"
    assert "anna" not in caplog.text


def test_a_letter_is_sent_once_however_often_the_task_runs(project: Insurer, ask: Ask) -> None:
    ask(project.applicant, confirm=False)
    tasks.send_letter.enqueue(Letter.objects.get().pk)
    drain()
    assert len(mail.outbox) == 1


def test_every_letter_carries_the_newest_checkpoint(project: Insurer, ask: Ask, staff: Client, client: Client) -> None:
    asked = ask(project.applicant)
    staff.post(f"/staff/requests/{asked.reference}/more/", {"message": "More, please."})
    asked.stored.email_links.update(used_at=None)
    drain()
    other = ask(project.policyholder)
    approve(staff, other)
    client.post(f"{other.status}code/")
    denied = ask(project.applicant, "delete")
    staff.post(f"/staff/requests/{denied.reference}/deny/", {"ground": "not_a_consumer"})
    drain()
    assert {letter.kind for letter in Letter.objects.all()} == {
        "acknowledgement", "needs_cure", "answer", "code", "denial",
    }  # fmt: skip
    for letter in Letter.objects.all():
        # The last one signed before or with the letter, over everything that had happened until then.
        newest = SignedCheckpoint.objects.filter(at__lte=letter.written_at).order_by("-size")[0]
        assert newest.note.strip() in letter.content["text"], letter.kind


def test_letters_are_sealed_where_they_wait(project: Insurer, ask: Ask) -> None:
    ask(project.applicant, confirm=False)
    sealed = bytes(Letter.objects.get().sealed_content)
    assert project.applicant["email"].encode() not in sealed and b"confirm" not in sealed
