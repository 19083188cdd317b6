"""Which request of a person comes first (a deletion would leave nothing to answer with)."""

from __future__ import annotations

import pytest
from django.test import Client
from web.conftest import Ask, Insurer, approve

from habeas.web.portal.forms import DELETE, KNOW_BOTH
from habeas.web.requests.states import State

pytestmark = pytest.mark.django_db


def test_a_deletion_waits_for_the_same_persons_open_request_to_know(project: Insurer, ask: Ask, staff: Client) -> None:
    known, gone = ask(project.applicant, KNOW_BOTH), ask(project.applicant, DELETE)
    refused = staff.post(f"/staff/requests/{gone.reference}/approve/", {"digest": gone.stored.plan_digest})
    assert refused.status_code == 409 and known.reference in refused.content.decode()
    assert gone.stored.state == State.READY
    approve(staff, known)
    approve(staff, gone)
    assert gone.stored.state == State.ANSWERED


def test_a_deletion_does_not_wait_for_somebody_else(project: Insurer, ask: Ask, staff: Client) -> None:
    ask(project.policyholder, KNOW_BOTH)
    gone = ask(project.applicant, DELETE)
    approve(staff, gone)
    assert gone.stored.state == State.ANSWERED
