"""The way in for staff, and the headers of every page."""

from __future__ import annotations

import pytest
from django.contrib.auth.models import User
from django.test import Client
from web.conftest import PASSWORD, Ask, Insurer, form

from habeas.web.requests.models import Request

pytestmark = pytest.mark.django_db
LOGIN = {"username": "analyst", "password": PASSWORD}


def test_the_right_password_opens_the_queue_and_a_wrong_one_does_not(project: Insurer, analyst: User) -> None:
    client = Client()
    assert client.post("/staff/login/", {**LOGIN, "password": "wrong"}).status_code == 200
    assert client.get("/staff/").status_code == 302
    assert client.post("/staff/login/", LOGIN)["Location"] == "/staff/"
    assert client.get("/staff/").status_code == 200


def test_a_session_from_before_the_login_is_worth_nothing_after_it(project: Insurer, analyst: User) -> None:
    client = Client()
    session = client.session
    session["planted"] = True
    session.save()
    client.cookies["habeas_session"] = session.session_key or ""
    before = client.cookies["habeas_session"].value
    client.post("/staff/login/", LOGIN)
    after = client.cookies["habeas_session"].value
    assert before and after and before != after
    attacker = Client()
    attacker.cookies["habeas_session"] = before
    assert attacker.get("/staff/").status_code == 302


@pytest.mark.parametrize(
    "where",
    ["https://evil.example/", "//evil.example", "/\\evil.example", "javascript:alert(1)", "http:///evil.example"],
)
def test_the_login_leads_to_no_other_site(project: Insurer, analyst: User, where: str) -> None:
    response = Client().post(f"/staff/login/?next={where}", {**LOGIN, "next": where})
    assert response["Location"] == "/staff/"


def test_the_login_leads_back_to_the_page_that_was_asked_for(project: Insurer, analyst: User) -> None:
    client = Client()
    asked_for = client.get("/staff/ledger/")["Location"]
    assert client.post(asked_for, {**LOGIN, "next": "/staff/ledger/"})["Location"] == "/staff/ledger/"


def test_logging_out_ends_the_session_and_takes_a_post(project: Insurer, staff: Client) -> None:
    cookie = staff.cookies["habeas_session"].value
    assert staff.get("/staff/logout/").status_code == 405
    staff.post("/staff/logout/")
    other = Client()
    other.cookies["habeas_session"] = cookie
    assert other.get("/staff/").status_code == 302


def test_a_form_without_its_token_changes_nothing(project: Insurer, ask: Ask, analyst: User) -> None:
    asked = ask(project.applicant, confirm=False)
    client = Client(enforce_csrf_checks=True)
    client.force_login(analyst)
    for path, data in (
        ("/request/", form(project.applicant)),
        (f"{asked.status}declaration/", {"signed_by": "A"}),
        (f"/staff/requests/{asked.reference}/deny/", {"ground": "not_a_consumer"}),
        ("/staff/login/", LOGIN),
    ):
        assert client.post(path, data).status_code == 403, path
    assert Request.objects.count() == 1 and asked.stored.state == "verifying"


def test_a_page_with_somebodys_data_is_kept_by_no_cache_and_runs_no_script(
    project: Insurer, ask: Ask, staff: Client
) -> None:
    asked = ask(project.applicant)
    for path in (asked.status, "/request/", f"/staff/requests/{asked.reference}/", "/staff/", "/staff/login/"):
        response = staff.get(path)
        assert "no-store" in response["Cache-Control"], path
        assert "script-src" not in response["Content-Security-Policy"]
        assert "default-src 'none'" in response["Content-Security-Policy"]
        assert response["X-Frame-Options"] == "DENY" and response["X-Content-Type-Options"] == "nosniff"
        assert response["Referrer-Policy"] == "same-origin"
        assert "<script" not in response.content.decode()


def test_refused_forms_are_kept_by_no_cache_either(project: Insurer, client: Client) -> None:
    assert "no-store" in client.post("/request/", {})["Cache-Control"]


def test_the_session_cookie_is_out_of_reach_of_scripts_and_other_sites(project: Insurer, analyst: User) -> None:
    client = Client()
    client.post("/staff/login/", LOGIN)
    cookie = client.cookies["habeas_session"]
    assert cookie["httponly"] and cookie["samesite"] == "Lax"


@pytest.mark.parametrize(
    ("demo", "mail", "status"), [(True, "outbox", 200), (False, "outbox", 404), (True, "smtp://m", 404)]
)
def test_the_outbox_exists_in_the_demo_only(
    project: Insurer, settings: object, client: Client, demo: bool, mail: str, status: int
) -> None:
    settings.DEMO = demo  # type: ignore[attr-defined]
    settings.SERVICE = settings.SERVICE.model_copy(update={"mail": mail})  # type: ignore[attr-defined]
    assert client.get("/outbox/").status_code == status


@pytest.mark.parametrize("path", ["/", "/request/", "/receipts/", "/healthy/", "/staff/login/"])
def test_public_pages_open_for_everybody(project: Insurer, client: Client, path: str) -> None:
    assert client.get(path).status_code == 200
