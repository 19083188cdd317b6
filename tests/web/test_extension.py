"""An answer may take longer once, if the consumer is told why in time (§7021(b))."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.contrib.auth.models import User
from django.core import mail
from django.test import Client
from web.conftest import Ask, Insurer

from habeas.law.errors import ExtensionRefused
from habeas.web.jobs.worker import drain
from habeas.web.requests.models import Letter
from habeas.web.requests.services import decision

pytestmark = pytest.mark.django_db
REASON = "Your records are in a paper archive that we are searching."


def test_the_consumer_is_told_the_reason_and_the_new_date(project: Insurer, ask: Ask, staff: Client) -> None:
    asked = ask(project.applicant)
    first = asked.stored.respond_by
    response = staff.post(f"/staff/requests/{asked.reference}/extend/", {"reason": REASON})
    assert response.status_code == 302
    drain()
    found = asked.stored
    assert found.respond_by - found.received_on == 2 * (first - found.received_on)
    assert found.respond_alarm == found.respond_by - timedelta(days=1)
    letter = str(mail.outbox[-1].body)
    assert REASON in letter and f"{found.respond_by:%B} {found.respond_by.day}, {found.respond_by.year}" in letter


def test_a_second_extension_and_one_without_a_reason_are_refused(project: Insurer, ask: Ask, staff: Client) -> None:
    asked = ask(project.applicant)
    path = f"/staff/requests/{asked.reference}/extend/"
    assert staff.post(path, {"reason": "too short"}).status_code == 422
    assert staff.post(path, {"reason": REASON}).status_code == 302
    until = asked.stored.respond_by
    again = staff.post(path, {"reason": REASON})
    assert again.status_code == 409 and "extended once already" in again.content.decode()
    assert asked.stored.respond_by == until and Letter.objects.filter(kind="extension").count() == 1


@pytest.mark.parametrize(("late", "is_allowed"), [(0, True), (1, False)])
def test_the_notice_goes_out_within_the_first_period(
    project: Insurer, ask: Ask, analyst: User, late: int, is_allowed: bool
) -> None:
    asked = ask(project.applicant)
    request = asked.stored
    now = request.received_at + (request.respond_by - request.received_on) + timedelta(days=late)
    if is_allowed:
        decision.extend(request=request, reason=REASON, person=analyst, now=now)
        assert asked.stored.extended_at == now
    else:
        with pytest.raises(ExtensionRefused):
            decision.extend(request=request, reason=REASON, person=analyst, now=now)
        assert asked.stored.extended_at is None and isinstance(asked.stored.respond_by, date)
