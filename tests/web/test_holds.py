"""A direction not to delete freezes at once, case number or not, and nothing is deleted while it lasts (§1798.145(a)(1)(B))."""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta
from types import SimpleNamespace
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.test import Client
from django.urls import reverse
from web.conftest import NOW, Ask, Asked, Insurer, approve, whole_database

from habeas.engine.batch import Identifier, Subject
from habeas.engine.errors import EngineError
from habeas.law.errors import Refused
from habeas.web import sealing
from habeas.web.holds import services
from habeas.web.holds.models import Hold, Manner
from habeas.web.jobs import tasks
from habeas.web.jobs.worker import drain
from habeas.web.ledger.models import Entry
from habeas.web.portal.forms import DELETE, KNOW_BOTH
from habeas.web.requests.models import Right
from habeas.web.requests.services import key_check, running
from habeas.web.requests.states import State

pytestmark = pytest.mark.django_db


def direct(staff: Client, **fields: str) -> Hold:
    """A direction as it comes in by telephone, without a case number."""
    data = {"agency": "Department of Justice", "manner": "by telephone", "directed_on": "2026-11-23", **fields}
    response = staff.post(reverse("console:holds"), data)
    assert response.status_code == 302, response.content.decode()
    return Hold.objects.latest("id")


def rows_of(project: Insurer) -> int:
    return int(project.rows("core", "SELECT count(*) FROM person")[0][0])


def test_a_direction_by_telephone_without_a_case_number_freezes_at_once_and_staff_are_asked_for_the_number(
    project: Insurer, ask: Ask, staff: Client
) -> None:
    asked = ask(project.applicant, DELETE)
    hold = direct(staff, email=project.applicant["email"])
    refused = staff.post(f"/staff/requests/{asked.reference}/approve/", {"digest": asked.stored.plan_digest})
    assert refused.status_code == 409 and hold.reference in refused.content.decode()
    assert asked.stored.state == State.READY
    page = staff.get(reverse("console:holds")).content.decode()
    assert "Obtain the case number from the agency" in page
    staff.post(reverse("console:hold_case", args=[hold.reference]), {"case_number": "CA-2026-17"})
    assert "Obtain the case number" not in staff.get(reverse("console:holds")).content.decode()


def test_a_hold_over_somebody_else_holds_nobody_else(project: Insurer, ask: Ask, staff: Client) -> None:
    direct(staff, email=project.policyholder["email"])
    asked = ask(project.applicant, DELETE)
    approve(staff, asked)
    assert asked.stored.state == State.ANSWERED


def test_the_person_is_found_by_any_identifier_on_file(project: Insurer, ask: Ask, staff: Client) -> None:
    """The request came by e-mail, the direction names a telephone number: the record on file joins them."""
    asked = ask(project.applicant, DELETE)
    direct(staff, phone=project.applicant["phone"])
    assert "Held." in staff.get(f"/staff/requests/{asked.reference}/").content.decode()


def test_a_hold_that_comes_after_the_approval_stops_the_run(
    project: Insurer, ask: Ask, staff: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = ask(project.applicant, DELETE)
    before = rows_of(project)
    with monkeypatch.context() as patch:  # the worker is slow
        patch.setattr(tasks, "run_approved", SimpleNamespace(enqueue=lambda *_: None))
        staff.post(f"/staff/requests/{asked.reference}/approve/", {"digest": asked.stored.plan_digest})
    assert asked.stored.state == State.APPROVED
    hold = direct(staff, email=project.applicant["email"])
    tasks.run_approved.enqueue(Right.DELETE)
    drain()
    assert asked.stored.state == State.READY and hold.reference in asked.stored.failure
    assert rows_of(project) == before


def test_a_request_to_know_is_answered_all_the_same(project: Insurer, ask: Ask, staff: Client) -> None:
    direct(staff, email=project.applicant["email"])
    asked = ask(project.applicant, KNOW_BOTH)
    approve(staff, asked)
    assert asked.stored.state == State.ANSWERED


@pytest.fixture
def held(project: Insurer, ask: Ask, staff: Client) -> tuple[Asked, Hold]:
    asked = ask(project.applicant, DELETE)
    return asked, direct(staff, email=project.applicant["email"], case_number="CA-1")


def test_a_held_deletion_is_denied_on_that_ground_and_only_where_a_hold_stands(
    project: Insurer, ask: Ask, staff: Client
) -> None:
    asked = ask(project.applicant, DELETE)
    path = f"/staff/requests/{asked.reference}/deny/"
    refused = staff.post(path, {"ground": "law_enforcement_hold"})
    assert refused.status_code == 409 and "No hold covers this person" in refused.content.decode()
    direct(staff, email=project.applicant["email"])
    assert staff.post(path, {"ground": "law_enforcement_hold"}).status_code == 302
    assert asked.stored.state == State.DENIED and "1798.145(a)(1)(B)" in asked.stored.basis_of_denial


def test_a_released_hold_lets_the_deletion_go_on(held: tuple[Asked, Hold], staff: Client) -> None:
    asked, hold = held
    staff.post(
        reverse("console:hold_release", args=[hold.reference]), {"reason": "The agency has withdrawn its direction."}
    )
    approve(staff, asked)
    assert asked.stored.state == State.ANSWERED


def test_a_hold_ends_by_itself_and_a_renewal_carries_it_on(held: tuple[Asked, Hold], analyst: User) -> None:
    asked, hold = held
    people = [Subject(1, asked.stored.identifiers)]
    last = datetime.combine(hold.ends_on, time(20), UTC)  # noon in California on the last day
    assert services.covering(people, last)
    assert not services.covering(people, last + timedelta(days=1))
    with pytest.raises(Refused):
        services.renew(hold=hold, good_cause=" ", person=analyst, now=last)
    renewed = services.renew(hold=hold, good_cause="The investigation goes on.", person=analyst, now=last)
    assert renewed.ends_on - hold.ends_on == hold.ends_on - hold.directed_on
    assert services.covering(people, last + timedelta(days=1))


def test_who_is_held_is_sealed_and_stands_in_no_log(held: tuple[Asked, Hold], project: Insurer) -> None:
    email = project.applicant["email"].encode()
    _, hold = held
    assert email not in bytes(hold.sealed_identifiers)
    assert all(email not in entry.text.encode() for entry in Entry.objects.filter(reference=hold.reference))
    assert email not in whole_database()
    assert hold.identifiers == (Identifier("email", project.applicant["email"]),)


def test_a_rotated_master_key_opens_holds_too(held: tuple[Asked, Hold], project: Insurer) -> None:
    keys = project.folder / "keys" / "master.key"
    keys.write_text(f"{sealing.new_master_key()},{keys.read_text()}", encoding="utf-8")
    sealing.forget_keys()
    key_check.rewrap(actor="test", now=held[1].placed_at)
    old = Hold.objects.get()
    assert old.key_id == sealing.master_keys()[0].id
    assert old.identifiers == held[1].identifiers


@pytest.mark.parametrize(
    ("fields", "says"),
    [
        ({}, "Say who is meant"),
        ({"record": "core.person"}, "Expected KIND=VALUE"),
        ({"email": "a@example.com", "directed_on": "tomorrow"}, "valid date"),
    ],
)
def test_a_direction_that_names_nobody_is_asked_again(
    project: Insurer, staff: Client, fields: dict[str, str], says: str
) -> None:
    data = {"agency": "DOJ", "manner": "in writing", "directed_on": "2026-11-23", **fields}
    response = staff.post(reverse("console:holds"), data)
    assert response.status_code == 422 and says in response.content.decode()
    assert not Hold.objects.exists()


def test_only_those_who_decide_place_holds(project: Insurer, db: None) -> None:
    auditor = User.objects.create_user("auditor")
    with pytest.raises(Exception, match="your role does not include this"):
        services.place(
            identifiers=[Identifier("email", "a@example.com")],
            agency="DOJ",
            manner=Manner.WRITING,
            directed_on=NOW.date(),
            person=auditor,
            now=NOW,
        )


@pytest.mark.parametrize(
    ("fields", "says"),
    [
        ({"record": "nonsense=17"}, "the data map finds nobody by"),
        ({"phone": "12"}, "too short to mean one person"),
        ({"email": "a@example.com", "directed_on": "2026-01-01"}, "is not in force today"),
        ({"email": "a@example.com", "directed_on": "1990-01-01"}, "parameter"),
        ({"email": "a@example.com", "directed_on": "9999-12-31"}, "is not in force today"),
    ],
)
def test_a_direction_that_would_freeze_nobody_is_refused(
    project: Insurer, staff: Client, fields: dict[str, str], says: str
) -> None:
    data = {"agency": "DOJ", "manner": "in writing", "directed_on": "2026-11-23", **fields}
    response = staff.post(reverse("console:holds"), data)
    assert response.status_code == 422 and says in response.content.decode().lower()
    assert not Hold.objects.exists()


def test_staff_see_whom_a_hold_means_and_whether_anybody_is_on_file(project: Insurer, staff: Client) -> None:
    direct(staff, email=project.applicant["email"])
    page = staff.get(reverse("console:holds")).content.decode()
    assert project.applicant["email"] in page and "records on file" in page
    direct(staff, email="nobody@example.com")
    assert "No record on file has this" in staff.get(reverse("console:holds")).content.decode()


def test_a_hold_placed_while_the_deletion_runs_stops_it_before_the_next_system(
    project: Insurer, ask: Ask, staff: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = ask(project.applicant, DELETE)
    before = rows_of(project)
    whole = running.execute

    def slow(*args: Any) -> Any:
        direct(staff, email=project.applicant["email"])
        return whole(*args)

    with monkeypatch.context() as patch:
        patch.setattr(running, "execute", slow)
        approve(staff, asked)
    assert asked.stored.state == State.FAILED and "a hold covers this person" in asked.stored.failure
    assert rows_of(project) == before


def broken_off(project: Insurer, ask: Ask, staff: Client, monkeypatch: pytest.MonkeyPatch) -> Asked:
    """A deletion that ended after its first system."""
    asked = ask(project.applicant, DELETE)
    whole = running.execute

    def fail_at_the_second(ready: Any, stores: Any, journal: Any, progress: Any) -> Any:
        seen: list[str] = []

        def step(name: str) -> None:
            seen.append(name)
            if len(seen) == 2:
                raise EngineError("the power failed")
            progress(name)

        return whole(ready, stores, journal, step)

    with monkeypatch.context() as patch:
        patch.setattr(running, "execute", fail_at_the_second)
        approve(staff, asked)
    assert asked.stored.state == State.FAILED
    return asked


def test_a_retry_heeds_a_hold_whose_record_the_broken_off_run_may_have_erased(
    project: Insurer, ask: Ask, staff: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = broken_off(project, ask, staff, monkeypatch)
    direct(staff, phone="(415) 555-0199")  # on file nowhere any more
    staff.post(f"/staff/requests/{asked.reference}/retry/")
    drain()
    assert asked.stored.state == State.READY and "a hold covers this person" in asked.stored.failure
    # And it can be ended, by denying what is left.
    denied = staff.post(f"/staff/requests/{asked.reference}/deny/", {"ground": "law_enforcement_hold"})
    assert denied.status_code == 302
    assert (asked.stored.state, asked.stored.answer) == (State.DENIED, "complied in part")


def test_a_released_hold_is_not_renewed_and_not_released_twice(held: tuple[Asked, Hold], analyst: User) -> None:
    hold = held[1]
    for _ in range(2):
        services.release(hold=hold, reason="Withdrawn.", person=analyst, now=hold.placed_at)
    assert Entry.objects.filter(action="hold released").count() == 1
    with pytest.raises(Refused, match="has been released"):
        services.renew(hold=hold, good_cause="A trial.", person=analyst, now=hold.placed_at)
