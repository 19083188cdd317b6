"""What is kept no longer than needed goes: what was typed to verify soon, the whole record after its period."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from web.conftest import Ask, Asked, Insurer, approve, whole_database

from habeas.law.california.clock import california_day
from habeas.law.california.records import purge_allowed_on
from habeas.web.holds.models import Hold
from habeas.web.jobs.worker import drain
from habeas.web.ledger.models import Entry
from habeas.web.portal.forms import DELETE, KNOW_BOTH
from habeas.web.project import choices
from habeas.web.requests import documents, queries
from habeas.web.requests.models import Evidence, Letter, Request
from habeas.web.requests.services import purging
from habeas.web.requests.states import State

pytestmark = pytest.mark.django_db


@pytest.fixture
def answered(project: Insurer, ask: Ask, staff: Client) -> Asked:
    asked = ask(project.applicant, KNOW_BOTH)
    approve(staff, asked)
    return asked


def closed(asked: Asked) -> Asked:
    """The package has expired, and the request is closed."""
    purging.run(timezone.now() + timedelta(days=15))
    assert asked.stored.state == State.CLOSED
    return asked


def test_an_open_request_is_never_closed_forgotten_or_purged(project: Insurer, ask: Ask) -> None:
    ask(project.applicant)
    assert not any(purging.run(timezone.now() + timedelta(days=5000)).values())


@pytest.mark.parametrize(("days", "closes"), [(13, 0), (15, 1)])
def test_a_request_is_closed_when_its_package_can_be_fetched_no_more(
    answered: Asked, days: int, closes: int, django_capture_on_commit_callbacks: Any
) -> None:
    package = answered.stored.documents.get(kind="package")
    with django_capture_on_commit_callbacks(execute=True):
        assert purging.run(timezone.now() + timedelta(days=days))["closed"] == closes
    assert documents.is_stored(package) is not bool(closes)


def test_what_was_typed_to_verify_goes_soon_after_closing(answered: Asked, project: Insurer) -> None:
    found = closed(answered).stored
    assert found.claim["fields"]["street"] == project.applicant["street"]
    assert found.closed_at is not None
    days = choices().purge_verification_days
    assert purging.run(found.closed_at + timedelta(days=days - 1))["forgotten"] == 0
    assert purging.run(found.closed_at + timedelta(days=days))["forgotten"] == 1
    left = answered.stored
    assert left.claim["fields"] == {} and "street" in left.claim["given"]
    # The method, its result and the declaration stay, as §7101 and §7062(c) demand.
    assert {one.kind for one in left.evidence.all()} == {"email", "match", "declaration"}
    assert purging.run(found.closed_at + timedelta(days=days + 1))["forgotten"] == 0


def test_the_private_link_and_the_console_still_work_when_what_was_typed_is_gone(
    answered: Asked, client: Client, staff: Client
) -> None:
    found = closed(answered).stored
    assert found.closed_at is not None
    purging.run(found.closed_at + timedelta(days=30))
    assert client.get(answered.status).status_code == 200
    assert staff.get(f"/staff/requests/{answered.reference}/").status_code == 200


def test_the_record_goes_when_the_law_allows_and_not_a_day_before(
    answered: Asked, project: Insurer, client: Client, staff: Client, django_capture_on_commit_callbacks: Any
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        closed(answered)
    told = answered.stored.answered_at
    assert told is not None
    allowed = purge_allowed_on(california_day(told)).value
    first = told + (allowed - california_day(told))
    assert purging.run(first - timedelta(days=1))["purged"] == 0
    with django_capture_on_commit_callbacks(execute=True):
        assert purging.run(first)["purged"] == 1
    found = answered.stored
    assert not found.is_readable and found.purged_at == first
    assert not Evidence.objects.exists() and not Letter.objects.exists() and not found.documents.exists()
    assert not any(bytes(getattr(found, name)) for name in ("sealed_claim", "sealed_identifiers", "sealed_plan"))
    assert Entry.objects.filter(reference=found.reference, action="purged").exists()
    # What names nobody stays, for the yearly figures.
    assert queries.legal_record(found)["nature_of_response"] and found.received_on
    assert client.get(answered.status).status_code == 404
    assert staff.get(f"/staff/requests/{answered.reference}/").status_code == 200
    assert staff.get("/staff/answered/").status_code == 200
    folder = documents.folder()
    assert not list(folder.glob("*.sealed"))
    assert project.applicant["email"].encode() not in whole_database()


def test_a_later_letter_begins_the_period_anew(answered: Asked) -> None:
    closed(answered)
    request = answered.stored
    assert request.answered_at is not None
    late = request.answered_at + timedelta(days=100)
    Letter.objects.create(request=request, kind="answer", written_at=late, sealed_content=b"")
    first = request.answered_at + (
        purge_allowed_on(california_day(request.answered_at)).value - california_day(request.answered_at)
    )
    assert list(purging.to_purge(first)) == []


def test_a_denied_request_is_kept_as_long(project: Insurer, ask: Ask, staff: Client) -> None:
    asked = ask(project.applicant, DELETE)
    staff.post(f"/staff/requests/{asked.reference}/deny/", {"ground": "not_a_consumer"})
    assert asked.stored.state == State.DENIED
    # A denial that has not left is none.
    assert purging.run(timezone.now() + timedelta(days=15))["closed"] == 0
    drain()
    assert purging.run(timezone.now() + timedelta(days=15))["closed"] == 1
    assert purging.run(timezone.now() + timedelta(days=365))["purged"] == 0
    assert mail.outbox


def test_one_damaged_record_does_not_keep_the_others(project: Insurer, ask: Ask, staff: Client) -> None:
    first, second = ask(project.applicant, KNOW_BOTH), ask(project.policyholder, KNOW_BOTH)
    approve(staff, first)
    approve(staff, second)
    closed(first)
    Request.objects.filter(reference=first.reference).update(sealed_claim=b"damaged")
    done = purging.run(timezone.now() + timedelta(days=60))
    assert (done["forgotten"], done["unreadable"]) == (1, 1)
    assert second.stored.forgotten_at is not None and first.stored.forgotten_at is None


def test_what_is_forgotten_is_not_forgotten_again(answered: Asked) -> None:
    request = closed(answered).stored
    later = timezone.now() + timedelta(days=60)
    stale = [request, answered.stored]  # as two workers read it
    assert [purging._forget(one, later) for one in stale] == [True, False]
    assert answered.stored.claim["given"] and Entry.objects.filter(action="verification data forgotten").count() == 1


def test_asking_again_says_that_what_was_typed_is_forgotten(project: Insurer, ask: Ask, staff: Client) -> None:
    asked = ask(project.applicant, DELETE)
    approve(staff, asked)
    closed(asked)
    purging.run(timezone.now() + timedelta(days=60))
    page = staff.post(f"/staff/requests/{asked.reference}/check/", follow=True).content.decode()
    assert "What the consumer typed is forgotten" in page


def test_an_ended_hold_is_purged_as_late_as_a_request(project: Insurer, staff: Client) -> None:
    staff.post(
        reverse("console:holds"),
        {
            "email": "anna@example.com",
            "agency": "DOJ",
            "manner": "in writing",
            "directed_on": f"{timezone.localdate()}",
        },
    )
    hold = Hold.objects.get()
    assert purging.run(timezone.now() + timedelta(days=700))["holds purged"] == 0
    assert purging.run(timezone.now() + timedelta(days=1000))["holds purged"] == 1
    hold.refresh_from_db()
    assert not hold.wrapped_key and not hold.sealed_identifiers
    assert staff.get(reverse("console:holds")).status_code == 200
