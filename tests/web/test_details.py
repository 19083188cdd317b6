"""Who mistyped something can mend it; who guesses cannot go on guessing."""

from __future__ import annotations

import pytest
from django.test import Client
from web.conftest import Ask, Insurer, typed

from habeas.web.jobs.worker import drain
from habeas.web.requests.services import evidence
from habeas.web.requests.states import State

pytestmark = pytest.mark.django_db


def test_a_wrong_birth_date_can_be_mended_and_the_request_goes_on(project: Insurer, ask: Ask, client: Client) -> None:
    asked = ask({**project.applicant, "birth_date": "1901-01-01"})
    assert asked.stored.state == State.VERIFYING
    page = client.get(f"/request/{asked.link}/").content.decode()
    assert f"/request/{asked.link}/details/" in page and "birth" not in page
    fields = typed(project.applicant)
    assert client.get(f"/request/{asked.link}/details/").status_code == 200
    assert client.post(f"/request/{asked.link}/details/", fields | {"birth_date": "soon"}).status_code == 422
    assert client.post(f"/request/{asked.link}/details/", fields).status_code == 302
    drain()
    assert asked.stored.state == State.READY


def test_the_address_cannot_be_mended_away(project: Insurer, ask: Ask, client: Client) -> None:
    asked = ask({**project.applicant, "birth_date": "1901-01-01"})
    client.post(f"/request/{asked.link}/details/", typed(project.applicant, email="mallory@example.net"))
    drain()
    assert asked.stored.claim["fields"]["email"] == project.applicant["email"]


def test_guessing_ends_after_three_times(project: Insurer, ask: Ask, client: Client) -> None:
    asked = ask({**project.applicant, "birth_date": "1901-01-01"})
    for number in range(evidence.CORRECTIONS):
        wrong = typed(project.applicant, birth_date=f"190{number}-02-02")
        assert client.post(f"/request/{asked.link}/details/", wrong)["Location"].endswith(f"/{asked.link}/")
        drain()
    client.post(f"/request/{asked.link}/details/", typed(project.applicant))
    drain()
    assert asked.stored.state == State.VERIFYING
    assert "details/" not in client.get(f"/request/{asked.link}/").content.decode()
