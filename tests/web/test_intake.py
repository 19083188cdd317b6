"""A request is received: dates, reference, private link, acknowledgement and declaration."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from django.core import mail
from django.test import Client
from web.conftest import NOW, Insurer, form, newest_letter, typed

from habeas.law.california.verification import DECLARATION_TEXT
from habeas.web.jobs.worker import drain
from habeas.web.ledger.models import Entry
from habeas.web.requests import queries
from habeas.web.requests.models import Door, EvidenceKind, Request, Right
from habeas.web.requests.services import evidence, intake
from habeas.web.requests.services.intake import LETTERS, Received

pytestmark = pytest.mark.django_db


def receive(project: Insurer, now: datetime, **how: object) -> Received:
    given = {"wants_categories": True, "wants_specific": True, "signed_by": "", **how}
    fields = typed(project.applicant)
    return intake.receive(right=Right.KNOW, fields=fields, door=Door.WEB, actor="consumer", now=now, **given)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("received_at", "received_on", "confirm_by", "respond_by"),
    [
        # Friday afternoon, 16:00 in California; Thanksgiving and the day after lie between.
        (datetime(2026, 11, 21, 0, 0, tzinfo=UTC), date(2026, 11, 20), date(2026, 12, 8), date(2027, 1, 4)),
        # A minute before and a minute after midnight in California: another day, whatever the day is in UTC.
        (datetime(2026, 6, 2, 6, 59, tzinfo=UTC), date(2026, 6, 1), date(2026, 6, 15), date(2026, 7, 16)),
        (datetime(2026, 6, 2, 7, 0, tzinfo=UTC), date(2026, 6, 2), date(2026, 6, 16), date(2026, 7, 17)),
    ],
)
def test_the_clock_starts_on_the_day_it_is_in_california(
    project: Insurer, received_at: datetime, received_on: date, confirm_by: date, respond_by: date
) -> None:
    request = receive(project, received_at).request
    assert (request.received_on, request.confirm_by, request.respond_by) == (received_on, confirm_by, respond_by)
    assert request.confirm_alarm <= request.confirm_by and request.respond_alarm < request.respond_by


def test_references_can_be_read_out_and_no_two_are_alike(project: Insurer) -> None:
    found = {receive(project, NOW).request.reference for _ in range(20)}
    assert len(found) == 20
    for reference in found:
        assert reference[:3] == "HB-" and set(reference[3:].replace("-", "")) <= set(LETTERS)


def test_the_private_link_opens_the_request_and_is_stored_as_a_hash_only(project: Insurer, client: Client) -> None:
    received = receive(project, NOW)
    assert received.request.reference in client.get(f"/request/{received.link}/").content.decode()
    assert received.link not in received.request.link_hash
    assert client.get(f"/request/{received.link[:-1]}/").status_code == 404
    assert client.get(f"/request/{received.request.reference}/").status_code == 404


def test_the_acknowledgement_says_how_we_verify_and_when_to_expect_an_answer(project: Insurer) -> None:
    receive(project, datetime(2026, 11, 21, tzinfo=UTC))
    drain()
    letter = newest_letter("confirm")
    assert "January 4, 2027" in letter and "November 20, 2026" in letter
    assert "compare" in letter and "make sure that it is you" in letter
    assert mail.outbox[0].to == [project.applicant["email"]]


def test_the_acknowledgement_goes_out_within_the_day(project: Insurer) -> None:
    request = receive(project, NOW).request
    drain()
    letter = request.letters.get()
    assert letter.kind == "acknowledgement" and letter.sent_at is not None and letter.written_at == NOW


@pytest.mark.parametrize(("signed_by", "is_kept"), [("Ashley Campbell", True), ("   ", False), ("", False)])
def test_a_declaration_is_kept_as_signed(project: Insurer, signed_by: str, is_kept: bool) -> None:
    request = receive(project, NOW, signed_by=signed_by).request
    kept = [found.facts for found in request.evidence.filter(kind=EvidenceKind.DECLARATION)]
    assert kept == ([{"text": DECLARATION_TEXT, "signed_by": signed_by, "is_named": True}] if is_kept else [])


def test_a_declaration_can_be_signed_later(project: Insurer, client: Client) -> None:
    client.post("/request/", form(project.applicant, signed_by=""))
    drain()
    link = Request.objects.get().claim["link"]
    assert 'name="signed_by"' in client.get(f"/request/{link}/").content.decode()
    assert client.post(f"/request/{link}/declaration/", {"signed_by": " "}).status_code == 422
    assert not Request.objects.get().evidence.filter(kind=EvidenceKind.DECLARATION).exists()
    assert client.post(f"/request/{link}/declaration/", {"signed_by": "Ashley Campbell"}).status_code == 302
    assert Request.objects.get().evidence.filter(kind=EvidenceKind.DECLARATION).count() == 1
    assert 'name="signed_by"' not in client.get(f"/request/{link}/").content.decode()


def test_the_ledger_knows_the_request_and_not_the_person(project: Insurer, client: Client) -> None:
    client.post("/request/", form(project.applicant, "delete"))
    entry = Entry.objects.get(action="received")
    assert entry.content["facts"] == {"right": "Request to delete", "door": "web"}
    assert (entry.actor, entry.reference) == ("consumer", Request.objects.get().reference)


def test_the_record_of_an_open_request_says_what_when_and_how(project: Insurer) -> None:
    record = queries.legal_record(receive(project, NOW).request)
    assert record["date_of_request"] == date(2026, 11, 23)
    assert record["nature_of_request"] == "Request to know (categories and specific pieces)"
    assert record["manner_of_request"] == "Web form"
    assert record["date_of_response"] is None


def test_no_letter_carries_a_persons_data_in_its_text_or_subject(project: Insurer) -> None:
    receive(project, NOW)
    drain()
    for one in mail.outbox:
        for name in ("family_name", "birth_date", "street", "phone"):
            assert project.applicant[name] not in f"{one.subject}{one.body}", name


def test_a_declaration_under_another_name_does_not_count(project: Insurer) -> None:
    request = receive(project, NOW, signed_by="Mickey Mouse").request
    assert [found.facts["is_named"] for found in request.evidence.filter(kind=EvidenceKind.DECLARATION)] == [False]
    assert evidence.assessment(request).value.declaration_missing


def test_a_request_is_taken_where_the_calendar_has_no_data(
    project: Insurer, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A cautious date is better than a page that falls down, in a year whose holidays nobody has listed."""
    monkeypatch.setattr(intake, "california_day", lambda _: date(2029, 1, 2))
    assert client.post("/request/", form(project.applicant)).status_code == 302
    found = Request.objects.get()
    assert (found.confirm_by, found.respond_by) == (date(2029, 1, 12), date(2029, 2, 16))
