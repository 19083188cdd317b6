"""Approving a plan: the one that was shown, and no other."""

from __future__ import annotations

import pytest
from django.test import Client
from web.conftest import Ask, Asked, Insurer, approve

from habeas.web.jobs.worker import drain
from habeas.web.ledger.models import Entry
from habeas.web.requests.states import State

pytestmark = pytest.mark.django_db


@pytest.fixture
def asked(project: Insurer, ask: Ask) -> Asked:
    return ask(project.applicant, "delete")


def post(staff: Client, asked: Asked, digest: str) -> int:
    return staff.post(f"/staff/requests/{asked.reference}/approve/", {"digest": digest}).status_code


def appear(project: Insurer) -> None:
    """A policy appears: a row in a table where the person had none."""
    (person,) = project.rows("core", "SELECT id FROM person WHERE lower(email) = ?", project.applicant["email"])[0]
    project.change(
        "core",
        "INSERT INTO policy (person_id, policy_number, product, premium, start_on, end_on, status) "
        "VALUES (?, 'GP-NEW', 'auto', 1, '2026-01-01', '2027-01-01', 'active')",
        person,
    )


def test_the_plan_that_was_shown_is_approved_and_run(asked: Asked, staff: Client) -> None:
    digest = asked.stored.plan_digest
    assert digest in staff.get(f"/staff/requests/{asked.reference}/").content.decode()
    assert post(staff, asked, digest) == 302
    assert (asked.stored.state, asked.stored.approved_digest) == (State.APPROVED, digest)
    drain()
    assert asked.stored.state == State.ANSWERED


@pytest.mark.parametrize("digest", ["", "0" * 64, "a\0b", "<script>"])
def test_another_digest_approves_nothing(asked: Asked, staff: Client, digest: str) -> None:
    assert post(staff, asked, digest) == 409
    assert (asked.stored.state, asked.stored.approved_digest) == (State.READY, "")


def test_a_plan_that_changed_meanwhile_is_refused_and_the_new_one_shown(
    project: Insurer, asked: Asked, staff: Client
) -> None:
    shown = asked.stored.plan_digest
    appear(project)
    assert post(staff, asked, shown) == 409
    stored = asked.stored
    assert stored.state == State.READY and stored.plan_digest != shown
    assert stored.plan is not None and "policy" in {outcome.table.table for outcome in stored.plan.outcomes}
    assert post(staff, asked, shown) == 409  # the old one is dead for good
    assert post(staff, asked, stored.plan_digest) == 302


def test_a_plan_that_changes_between_approval_and_run_goes_back_to_staff(
    project: Insurer, asked: Asked, staff: Client
) -> None:
    assert post(staff, asked, asked.stored.plan_digest) == 302
    appear(project)
    drain()
    stored = asked.stored
    assert stored.state == State.READY and "changed after it was approved" in stored.failure
    assert project.rows("core", "SELECT 1 FROM person WHERE lower(email) = ?", project.applicant["email"])
    approve(staff, asked)
    assert asked.stored.state == State.ANSWERED and asked.stored.failure == ""


def test_another_row_in_a_known_table_needs_no_new_approval(project: Insurer, asked: Asked, staff: Client) -> None:
    shown = asked.stored.plan_digest
    project.change(
        "core",
        "INSERT INTO application (person_id, product, started_at) "
        "SELECT id, 'auto', '2026-01-01 00:00:00' FROM person WHERE lower(email) = ?",
        project.applicant["email"],
    )
    assert post(staff, asked, shown) == 302


def test_approving_twice_runs_once(asked: Asked, staff: Client) -> None:
    digest = asked.stored.plan_digest
    assert [post(staff, asked, digest), post(staff, asked, digest)] == [302, 409]
    drain()
    assert post(staff, asked, digest) == 409
    assert Entry.objects.filter(action="answered").count() == 1


def test_a_retry_is_no_way_around_the_approval(asked: Asked, staff: Client) -> None:
    response = staff.post(f"/staff/requests/{asked.reference}/retry/")
    assert response.status_code == 409 and asked.stored.state == State.READY


def test_the_ledger_names_staff_by_number_and_the_plan_by_digest(asked: Asked, staff: Client) -> None:
    digest = asked.stored.plan_digest
    post(staff, asked, digest)
    entry = Entry.objects.get(action="approved")
    assert entry.actor.startswith("staff:") and entry.actor[6:].isdecimal()
    assert entry.content["facts"] == {"digest": digest}
