"""The link that proves control of an address."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core import mail
from django.test import Client
from django.utils import timezone
from web.conftest import Ask, Insurer, confirm_path, newest_letter

from habeas.web.jobs.worker import drain
from habeas.web.requests.models import EmailLink, EvidenceKind
from habeas.web.requests.states import State

pytestmark = pytest.mark.django_db


def confirmed(asked: object) -> int:
    return int(asked.stored.evidence.filter(kind=EvidenceKind.EMAIL).count())  # type: ignore[attr-defined]


def test_opening_the_link_confirms_nothing_and_pressing_the_button_does(
    project: Insurer, ask: Ask, client: Client
) -> None:
    asked = ask(project.applicant, confirm=False)
    path = confirm_path(newest_letter("confirm"))
    for _ in range(3):  # mail programs fetch links before anybody has read the letter
        assert client.get(path).status_code == 200
        assert client.head(path).status_code == 200
    assert confirmed(asked) == 0
    assert client.post(path).status_code == 200
    assert confirmed(asked) == 1


def test_a_link_works_once(project: Insurer, ask: Ask, client: Client) -> None:
    asked = ask(project.applicant)
    path = confirm_path(newest_letter("confirm"))
    for response in (client.post(path), client.get(path)):
        assert response.status_code == 410
        assert b"expired or was used before" in response.content
    assert confirmed(asked) == 1


@pytest.mark.parametrize(("seconds", "status"), [(60, 200), (-1, 410)])
def test_a_link_works_until_it_expires(project: Insurer, ask: Ask, client: Client, seconds: int, status: int) -> None:
    asked = ask(project.applicant, confirm=False)
    EmailLink.objects.update(expires_at=timezone.now() + timedelta(seconds=seconds))
    path = confirm_path(newest_letter("confirm"))
    assert client.get(path).status_code == status
    assert client.post(path).status_code == status
    assert confirmed(asked) == (status == 200)


def test_an_invented_link_confirms_nothing(project: Insurer, client: Client) -> None:
    assert client.post("/confirm/invented/").status_code == 410


def test_without_the_confirmed_address_nothing_is_planned(project: Insurer, ask: Ask) -> None:
    asked = ask(project.applicant, confirm=False)
    assert asked.stored.state == State.VERIFYING and not asked.stored.sealed_plan


def test_a_mailbox_that_is_not_on_file_is_answered_only_when_staff_made_sure(
    project: Insurer, ask: Ask, staff: Client
) -> None:
    """Who knows a person's name, birth date, telephone and address could else be answered in a mailbox of his own."""
    asked = ask(project.applicant, email="new@example.com")
    assert asked.stored.state == State.VERIFYING
    page = f"/staff/requests/{asked.reference}/"
    assert "not the one on file" in staff.get(page).content.decode()
    assert staff.post(f"{page}vouch/", {"reason": "ok"}).status_code == 422
    assert staff.post(f"{page}vouch/", {"reason": "Called her at the number in the policy."}).status_code == 302
    drain()
    assert asked.stored.state == State.READY
    assert {to for one in mail.outbox for to in one.to} == {"new@example.com"}
