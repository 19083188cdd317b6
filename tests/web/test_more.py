"""Asking a consumer for more; the clock runs on."""

from __future__ import annotations

import pytest
from django.test import Client
from web.conftest import Ask, Insurer, confirm_path, newest_letter, whole_database

from habeas.web.jobs.worker import drain
from habeas.web.requests.states import State

pytestmark = pytest.mark.django_db
MESSAGE = "Please tell us your <former> name."


def test_the_consumer_is_asked_by_letter_and_behind_the_private_link(
    project: Insurer, ask: Ask, staff: Client, client: Client
) -> None:
    asked = ask(project.applicant)
    due = asked.stored.respond_by
    assert staff.post(f"/staff/requests/{asked.reference}/more/", {"message": MESSAGE}).status_code == 302
    drain()
    assert MESSAGE in newest_letter("something more")
    assert "&lt;former&gt;" in client.get(asked.status).content.decode()
    assert (asked.stored.state, asked.stored.respond_by) == (State.VERIFYING, due)
    assert MESSAGE.encode() not in whole_database()


def test_the_link_in_the_letter_brings_the_request_back(
    project: Insurer, ask: Ask, staff: Client, client: Client
) -> None:
    asked = ask(project.applicant)
    staff.post(f"/staff/requests/{asked.reference}/more/", {"message": MESSAGE})
    drain()
    client.post(confirm_path(newest_letter("something more")))
    drain()
    assert asked.stored.state == State.READY


@pytest.mark.parametrize("message", ["", "   ", "x" * 501, "a\0b"])
def test_a_message_that_is_none_is_refused_beside_the_field(
    project: Insurer, ask: Ask, staff: Client, message: str
) -> None:
    asked = ask(project.applicant)
    response = staff.post(f"/staff/requests/{asked.reference}/more/", {"message": message})
    assert response.status_code == 422 and b'id="id_message_error"' in response.content
    assert asked.stored.state == State.READY
