"""Fetching a package: sealed at rest, opened by a code that comes by mail."""

from __future__ import annotations

import zipfile
from datetime import timedelta
from io import BytesIO

import pytest
from django.test import Client
from django.utils import timezone
from web.conftest import Ask, Asked, Insurer, approve, code_in, newest_letter, whole_database

from habeas.web.jobs.worker import drain
from habeas.web.requests import documents
from habeas.web.requests.models import Document, DocumentKind, FetchCode, Request
from habeas.web.requests.states import State

pytestmark = pytest.mark.django_db


@pytest.fixture
def asked(project: Insurer, ask: Ask, staff: Client) -> Asked:
    found = ask(project.applicant)
    approve(staff, found)
    return found


def new_code(client: Client, asked: Asked) -> str:
    assert client.post(f"{asked.status}code/").status_code == 302
    drain()
    return code_in(newest_letter("your code is"))


def fetch(client: Client, asked: Asked, code: str) -> int:
    response = client.post(f"{asked.status}package/", {"code": code})
    return response.status_code


def wrong(code: str) -> str:
    return f"{(int(code.replace(' ', '')) + 1) % 10**8:08d}"


def test_the_code_from_the_mail_opens_the_package_once(asked: Asked, client: Client) -> None:
    code = new_code(client, asked)
    response = client.post(f"{asked.status}package/", {"code": code})
    data = b"".join(response.streaming_content)  # type: ignore[attr-defined]
    assert response.status_code == 200 and len(data) == int(response["Content-Length"])
    assert "index.html" in " ".join(zipfile.ZipFile(BytesIO(data)).namelist())
    assert response["Cache-Control"] == "no-store" and asked.reference in response["Content-Disposition"]
    assert fetch(client, asked, code) == 422


@pytest.mark.parametrize("spelling", ["{}", " {} ", "{0[0]}-{0[1]}"])
def test_a_code_may_be_typed_with_or_without_the_gap(asked: Asked, client: Client, spelling: str) -> None:
    code = new_code(client, asked)
    typed = spelling.format(code.split()) if "[" in spelling else spelling.format(code.replace(" ", ""))
    assert fetch(client, asked, typed) == 200


@pytest.mark.parametrize("typed", ["", "12345678901234567890123", "abc", "0", "<b>", "a\0"])
def test_what_is_no_code_is_refused_and_shown_beside_the_field(asked: Asked, client: Client, typed: str) -> None:
    new_code(client, asked)
    assert fetch(client, asked, typed) == 422
    assert client.post(f"{asked.status}package/").status_code == 422


@pytest.mark.parametrize(("guesses", "status"), [(4, 200), (5, 422)])
def test_five_wrong_guesses_kill_a_code(asked: Asked, client: Client, guesses: int, status: int) -> None:
    code = new_code(client, asked)
    for _ in range(guesses):
        assert fetch(client, asked, wrong(code)) == 422
    assert fetch(client, asked, code) == status


@pytest.mark.parametrize(("seconds", "status"), [(5, 200), (-1, 422)])
def test_a_code_works_for_a_while(asked: Asked, client: Client, seconds: int, status: int) -> None:
    code = new_code(client, asked)
    FetchCode.objects.update(expires_at=timezone.now() + timedelta(seconds=seconds))
    assert fetch(client, asked, code) == status


def test_only_the_newest_code_counts(asked: Asked, client: Client) -> None:
    old, new = new_code(client, asked), new_code(client, asked)
    assert fetch(client, asked, old) == 422
    assert fetch(client, asked, new) == 200


def test_five_codes_an_hour_are_sent_and_no_sixth(asked: Asked, client: Client) -> None:
    for _ in range(5):
        new_code(client, asked)
    assert client.post(f"{asked.status}code/").status_code == 422
    assert FetchCode.objects.count() == 5
    FetchCode.objects.update(expires_at=timezone.now() - timedelta(minutes=41))  # the hour is over
    assert client.post(f"{asked.status}code/").status_code == 302


@pytest.mark.parametrize(("seconds", "status"), [(60, 302), (-1, 422)])
def test_a_package_can_be_fetched_until_it_expires(asked: Asked, client: Client, seconds: int, status: int) -> None:
    code = new_code(client, asked)
    Document.objects.update(expires_at=timezone.now() + timedelta(seconds=seconds))
    assert client.post(f"{asked.status}code/").status_code == status
    assert (f"{asked.status}package/" in client.get(asked.status).content.decode()) is (status == 302)
    if status != 302:
        assert fetch(client, asked, code) == 422


def test_the_code_of_one_request_does_not_open_another(project: Insurer, ask: Ask, staff: Client) -> None:
    client = Client()
    mine, other = ask(project.applicant), ask(project.policyholder)
    approve(staff, mine)
    approve(staff, other)
    new_code(client, mine)
    code = code_in(newest_letter("your code is"))
    new_code(client, other)
    assert fetch(client, other, code) == 422


def test_there_is_no_package_before_the_answer(project: Insurer, ask: Ask, client: Client) -> None:
    asked = ask(project.applicant)
    assert client.post(f"{asked.status}code/").status_code == 422
    assert fetch(client, asked, "12345678") == 422


def test_a_package_whose_answer_failed_is_nobodys(asked: Asked, client: Client) -> None:
    Request.objects.update(state=State.FAILED)
    assert client.post(f"{asked.status}code/").status_code == 422
    assert f"{asked.status}package/" not in client.get(asked.status).content.decode()


def test_package_and_codes_cannot_be_read_where_they_lie(project: Insurer, asked: Asked, client: Client) -> None:
    code = new_code(client, asked).replace(" ", "")
    stored = b"".join(path.read_bytes() for path in documents.folder().iterdir())
    assert stored and b"PK\x03\x04" not in stored
    for value in (project.applicant["family_name"], "index.html", asked.reference):
        assert value.encode() not in stored
    assert code.encode() not in whole_database()


def test_nothing_but_sealed_documents_is_left_on_the_disk(asked: Asked) -> None:
    assert {path.suffix for path in documents.folder().iterdir()} == {".sealed"}
    assert len(list(documents.folder().iterdir())) == Document.objects.count() == 2


def test_the_receipt_needs_the_private_link_alone(asked: Asked, client: Client) -> None:
    response = client.get(f"{asked.status}receipt/")
    assert response.status_code == 200 and response["Content-Type"] == "application/json"


def test_a_package_that_is_gone_from_the_disk_is_said_to_be_gone(asked: Asked, client: Client) -> None:
    code = new_code(client, asked)
    (documents.folder() / Document.objects.get(kind=DocumentKind.PACKAGE).file).unlink()
    assert fetch(client, asked, code) == 422
