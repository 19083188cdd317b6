"""The yearly figures count what this installation did, each request once (§7102)."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone
from web.conftest import Ask, Insurer, approve

from habeas.law.california.clock import california_day
from habeas.law.california.metrics_count import Column, DenialKind
from habeas.web.portal.forms import DELETE, KNOW_BOTH
from habeas.web.requests.metrics import figures
from habeas.web.requests.models import Request
from habeas.web.requests.services import purging

pytestmark = pytest.mark.django_db
THIS_YEAR = california_day(timezone.now()).year


def test_a_year_of_requests(project: Insurer, ask: Ask, staff: Client) -> None:
    whole, part, open_one = ask(project.applicant, KNOW_BOTH), ask(project.policyholder, KNOW_BOTH), None
    approve(staff, whole)
    approve(staff, part)  # the policy is governed by insurance law and withheld
    open_one = ask(project.policyholder, KNOW_BOTH)
    denied = ask(project.applicant, DELETE)
    staff.post(f"/staff/requests/{denied.reference}/deny/", {"ground": "not_a_consumer"})
    assert open_one.stored.is_open
    found = figures(THIS_YEAR).value
    know, delete = found[Column.KNOW], found[Column.DELETE]
    assert (know.received, know.complied, know.partial, know.denied, know.open) == (3, 2, 1, 0, 1)
    assert (delete.received, delete.complied, delete.denied) == (1, 0, 1)
    assert delete.denials[DenialKind.NOT_BY_CONSUMER] == 1
    assert (know.median_days, know.mean_days) == (0, 0.0)
    assert figures(THIS_YEAR - 1).value[Column.KNOW].received == 0


def test_a_purged_request_still_counts(project: Insurer, ask: Ask, staff: Client) -> None:
    asked = ask(project.applicant, KNOW_BOTH)
    approve(staff, asked)
    before = figures(THIS_YEAR).value[Column.KNOW]
    purging.run(timezone.now() + timedelta(days=20))
    purging.run(timezone.now() + timedelta(days=2000))
    assert asked.stored.purged_at is not None
    assert figures(THIS_YEAR).value[Column.KNOW] == before


def test_a_request_counts_in_the_year_it_came_in(project: Insurer, ask: Ask) -> None:
    ask(project.applicant, KNOW_BOTH)
    received = Request.objects.get().received_on
    Request.objects.update(received_on=received.replace(year=received.year - 1, month=12, day=31))
    assert figures(THIS_YEAR).value[Column.KNOW].received == 0
    assert figures(THIS_YEAR - 1).value[Column.KNOW].open == 1
