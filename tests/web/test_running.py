"""Runs: in sets, one's failure is not another's, nothing is lost, nothing half-written stays."""

from __future__ import annotations

import errno
import os
import shutil
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.test import Client
from django.utils import timezone
from django_tasks_db.models import DBTaskResult
from web.conftest import Ask, Asked, Insurer, approve, newest_letter

from habeas.delivery.errors import DeliveryError
from habeas.engine.errors import PlanRefused
from habeas.stores.sql.store import SqlStore
from habeas.web import project as web_project
from habeas.web.jobs import reaping, tasks
from habeas.web.jobs.worker import drain
from habeas.web.ledger.models import Entry
from habeas.web.portal.forms import DELETE, KNOW_BOTH
from habeas.web.requests import documents
from habeas.web.requests.models import Document, JournalRecord, Request, Right
from habeas.web.requests.services import approval, planning, running
from habeas.web.requests.services.lease import Lease
from habeas.web.requests.states import State

pytestmark = pytest.mark.django_db


@pytest.fixture
def with_web() -> bool:
    return True


@pytest.fixture
def people(project: Insurer) -> list[dict[str, str]]:
    """Five people who can be verified: the demo's two, and three more with a unique number."""
    query = (
        "SELECT first_name, last_name, birth_date, email, mobile, street, postal_code FROM person p "
        "JOIN address a ON a.id = p.address_id WHERE email IS NOT NULL AND mobile IS NOT NULL AND p.id > 20 "
        "AND (SELECT count(*) FROM person o WHERE o.mobile = p.mobile) = 1 ORDER BY p.id LIMIT 3"
    )
    names = ("given_name", "family_name", "birth_date", "email", "phone", "street", "postal_code")
    more = [dict(zip(names, row, strict=True)) for row in project.rows("core", query)]
    return [project.applicant, project.policyholder, *more]


def approve_all(analyst: User, asked: list[Asked]) -> None:
    for one in asked:
        stored = one.stored
        assert stored.state == State.READY, stored.failure
        approval.approve(request=stored, digest=stored.plan_digest, person=analyst, now=timezone.now())


def states(asked: list[Asked]) -> list[str]:
    return [one.stored.state for one in asked]


@pytest.fixture
def statements(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """How many statements the stores were sent: the last number counts the current run."""
    counted = [0]
    reading, writing = SqlStore.reading, SqlStore.writing

    def counting(original: Any) -> Any:
        from contextlib import contextmanager

        @contextmanager
        def session(self: SqlStore, **how: bool) -> Iterator[Any]:
            with original(self, **how) as found:
                yield found
                counted[-1] += found.statements

        return session

    monkeypatch.setattr(SqlStore, "reading", counting(reading))
    monkeypatch.setattr(SqlStore, "writing", counting(writing))
    return counted


@pytest.mark.parametrize("what", [KNOW_BOTH, DELETE])
def test_five_people_cost_as_many_statements_as_one(
    project: Insurer, ask: Ask, analyst: User, people: list[dict[str, str]], statements: list[int], what: str
) -> None:
    complete(project, project.policyholder)
    batch = [ask(person, what) for person in people]
    single = ask(project.policyholder, what)
    approve_all(analyst, [*batch, single])
    Request.objects.update(state=State.READY)
    shutil.copytree(project.folder / "data", project.folder / "before")
    counts = []
    for together in (batch, [single]):
        Request.objects.filter(reference__in=[one.reference for one in together]).update(state=State.APPROVED)
        tasks.run_approved.enqueue(together[0].stored.right)
        statements.append(0)
        drain()
        assert states(together) == [State.ANSWERED] * len(together)
        counts.append(statements[-1])
        web_project.forget()
        shutil.rmtree(project.folder / "data")
        shutil.copytree(project.folder / "before", project.folder / "data")
    assert counts[0] == counts[1] > 20


def complete(project: Insurer, who: dict[str, str]) -> None:
    """Give somebody a row in every table, so that none is skipped for want of keys."""
    project.change(
        "core",
        "INSERT INTO application (person_id, product, started_at) "
        "SELECT id, 'auto', '2026-01-01 00:00:00' FROM person WHERE lower(email) = ?",
        who["email"],
    )
    contact = "SELECT id, {} FROM contact WHERE lower(email) = ?"
    for table, columns, values in (
        ("lead", "contact_id, source, created_at", "'web', '2026-01-01 00:00:00'"),
        ("quote", "contact_id, product, quoted_premium, quoted_at", "'auto', 9, '2026-01-01 00:00:00'"),
        ("call_note", "contact_id, agent_name, body, called_at", "'A', 'B', '2026-01-01 00:00:00'"),
    ):
        project.change("crm", f"INSERT INTO {table} ({columns}) {contact.format(values)}", who["email"])
    project.change("crm", "INSERT OR IGNORE INTO newsletter VALUES (?, '2026-01-01 00:00:00', 'home')", who["email"])


def test_one_run_answers_every_request_of_a_right_and_leaves_the_other_right_alone(
    project: Insurer, ask: Ask, analyst: User, people: list[dict[str, str]]
) -> None:
    know = [ask(person) for person in people[:2]]
    delete = ask(people[2], DELETE)
    approve_all(analyst, [*know, delete])
    found = running.claim_approved(Right.KNOW, timezone.now())
    running.run(found, timezone.now())
    assert states(know) == [State.ANSWERED] * 2 and states([delete]) == [State.APPROVED]


@pytest.mark.parametrize(
    ("error", "shown"),
    [
        (DeliveryError("what must not leave was found in notes"), "what must not leave was found in notes"),
        (OSError(errno.ENOSPC, "No space left on device"), "No space left on device"),
        (ValueError("about anna@example.com"), "an unforeseen error (ValueError)"),
    ],
    ids=["filter", "disk", "bug"],
)
def test_one_whose_package_fails_does_not_stop_the_others(
    project: Insurer,
    ask: Ask,
    analyst: User,
    people: list[dict[str, str]],
    monkeypatch: pytest.MonkeyPatch,
    error: Exception,
    shown: str,
) -> None:
    batch = [ask(person) for person in people[:3]]
    approve_all(analyst, batch)
    pack = documents.pack

    def fails_for_the_second(request: Request, *others: Any) -> documents.Packed:
        if request.reference == batch[1].reference:
            raise error
        return pack(request, *others)

    monkeypatch.setattr(documents, "pack", fails_for_the_second)
    drain()
    assert states(batch) == [State.ANSWERED, State.FAILED, State.ANSWERED]
    assert shown in batch[1].stored.failure and "anna" not in batch[1].stored.failure


def test_a_system_that_is_down_fails_the_run_visibly_and_a_retry_ends_it(
    project: Insurer, ask: Ask, analyst: User, staff: Client, client: Client
) -> None:
    asked = ask(project.applicant, DELETE)
    approve_all(analyst, [asked])
    crm = project.folder / "data" / "crm.sqlite3"
    crm.rename(crm.with_suffix(".away"))
    drain()
    assert states([asked]) == [State.FAILED] and "crm" in asked.stored.failure
    assert "went wrong on our side" in client.get(asked.status).content.decode()
    assert asked.stored.failure not in client.get(asked.status).content.decode()
    assert "Failed" in staff.get("/staff/").content.decode()
    crm.with_suffix(".away").rename(crm)
    assert staff.post(f"/staff/requests/{asked.reference}/retry/").status_code == 302
    drain()
    assert states([asked]) == [State.ANSWERED] and asked.stored.failure == ""


@pytest.mark.parametrize("system", [1, 2, 3])
@pytest.mark.parametrize("is_noted", [True, False], ids=["after it was noted", "before it was noted"])
def test_a_run_that_is_broken_off_at_any_system_resumes_from_its_journal(
    project: Insurer,
    ask: Ask,
    analyst: User,
    staff: Client,
    monkeypatch: pytest.MonkeyPatch,
    system: int,
    is_noted: bool,
) -> None:
    """Killed when a system had committed: what is left is still found though the way to it may be gone."""
    asked = ask(project.applicant, DELETE)
    approve_all(analyst, [asked])
    plan = asked.stored.plan
    assert plan is not None
    from habeas.web.requests.journal import RequestJournal

    done, calls = RequestJournal.done, []

    def dies(self: RequestJournal, name: str, counts: Any) -> None:
        calls.append(name)
        if len(calls) < system or is_noted:
            done(self, name, counts)
        if len(calls) == system:
            raise OSError(errno.EIO, "pulled the plug")

    with monkeypatch.context() as patch:
        patch.setattr(RequestJournal, "done", dies)
        drain()
    assert states([asked]) == [State.FAILED]
    assert JournalRecord.objects.get().systems.count() == system - (not is_noted)
    staff.post(f"/staff/requests/{asked.reference}/retry/")
    drain()
    assert states([asked]) == [State.ANSWERED], asked.stored.failure
    counted: dict[str, int] = {}
    for found in JournalRecord.objects.get().systems.all():
        counted.update(found.counts)
    from habeas.engine.rules import Fate

    explained = {f"{o.table}:{o.fate}": o.rows for o in plan.outcomes if o.fate in (Fate.erase, Fate.mask) and o.rows}
    assert {name: rows for name, rows in counted.items() if rows} == explained
    assert not project.rows("crm", "SELECT 1 FROM contact WHERE lower(email) = ?", project.applicant["email"])


def test_what_is_half_erased_cannot_be_denied(
    project: Insurer, ask: Ask, analyst: User, staff: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = ask(project.applicant, DELETE)
    approve_all(analyst, [asked])
    from habeas.web.requests.journal import RequestJournal

    with monkeypatch.context() as patch:
        patch.setattr(RequestJournal, "done", lambda *_: (_ for _ in ()).throw(OSError(errno.EIO, "x")))
        drain()
    page = f"/staff/requests/{asked.reference}/deny/"
    assert staff.post(page, {"ground": "not_a_consumer"}).status_code == 409
    assert states([asked]) == [State.FAILED]


@pytest.mark.parametrize("where", ["fsync", "replace"])
def test_a_full_disk_fails_the_run_leaves_nothing_half_written_and_a_retry_ends_it(
    project: Insurer, ask: Ask, analyst: User, staff: Client, monkeypatch: pytest.MonkeyPatch, where: str
) -> None:
    asked = ask(project.applicant)
    approve_all(analyst, [asked])

    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    with monkeypatch.context() as patch:
        patch.setattr(os, where, full)
        drain()
    assert states([asked]) == [State.FAILED] and "No space left" in asked.stored.failure
    assert list(documents.folder().iterdir()) == [] and not Document.objects.exists()
    staff.post(f"/staff/requests/{asked.reference}/retry/")
    drain()
    assert states([asked]) == [State.ANSWERED]
    assert len(list(documents.folder().iterdir())) == 2


def test_a_disk_that_fills_at_the_receipt_leaves_the_request_failed_and_not_running(
    project: Insurer, ask: Ask, analyst: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = ask(project.applicant)
    approve_all(analyst, [asked])

    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(documents, "keep_receipt", full)
    drain()
    assert states([asked]) == [State.FAILED]
    assert not Entry.objects.filter(action__in=("receipt", "answered")).exists()


def test_an_unforeseen_error_marks_the_request_failed_by_its_type_and_stores_no_message(
    project: Insurer, ask: Ask, analyst: User, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    asked = ask(project.applicant)
    approve_all(analyst, [asked])
    secret = project.applicant["email"]

    def breaks(*_: object) -> None:
        raise ValueError(f"cannot handle {secret}")

    monkeypatch.setattr(running, "known_values", breaks)
    drain()
    assert states([asked]) == [State.FAILED] and "ValueError" in asked.stored.failure
    stored = "".join(f"{task.args_kwargs}{task.traceback}" for task in DBTaskResult.objects.all())
    assert "ValueError" in stored
    for text in (stored, asked.stored.failure, caplog.text, repr([one.text for one in Entry.objects.all()])):
        assert secret not in text


def test_task_arguments_are_numbers_and_rights(project: Insurer, ask: Ask, staff: Client) -> None:
    approve(staff, ask(project.applicant))
    found = [value for task in DBTaskResult.objects.all() for value in task.args_kwargs["args"]]
    assert found and all(isinstance(value, int) or value in Right.values for value in found)
    assert not any(task.args_kwargs["kwargs"] for task in DBTaskResult.objects.all())


@pytest.mark.parametrize(("minutes", "is_taken"), [(121, True), (119, False)])
def test_a_request_whose_run_has_been_silent_for_two_hours_is_taken_over(
    project: Insurer, ask: Ask, analyst: User, minutes: int, is_taken: bool
) -> None:
    asked = ask(project.applicant)
    approve_all(analyst, [asked])
    now = timezone.now()
    assert running.claim_approved(Right.KNOW, now - timedelta(minutes=minutes), "another")
    assert bool(running.claim_approved(Right.KNOW, now)) is is_taken


def test_a_run_that_goes_on_keeps_its_lease(project: Insurer, ask: Ask, analyst: User) -> None:
    asked = ask(project.applicant)
    approve_all(analyst, [asked])
    now = timezone.now()
    found = running.claim_approved(Right.KNOW, now - timedelta(hours=3), "one")
    Lease.of(found).confirm()
    assert running.claim_approved(Right.KNOW, now, "another") == []


def test_a_worker_that_died_is_noticed_at_once_and_its_request_run_by_the_next(
    project: Insurer, ask: Ask, analyst: User
) -> None:
    """It was killed with the request in hand: its task says running, and nobody holds its file."""
    asked = ask(project.applicant)
    approve_all(analyst, [asked])
    dead = f"{reaping.HOST}-0123456789ab"
    DBTaskResult.objects.filter(status="READY").update(status="RUNNING", worker_ids=[dead], started_at=timezone.now())
    running.claim_approved(Right.KNOW, timezone.now(), dead)
    assert states([asked]) == [State.RUNNING]
    drain()
    assert states([asked]) == [State.ANSWERED]


def test_the_work_of_a_living_worker_is_left_alone(project: Insurer, ask: Ask, analyst: User) -> None:
    asked = ask(project.applicant)
    approve_all(analyst, [asked])
    alive = f"{reaping.HOST}-0123456789ab"
    with reaping.sign_of_life(alive):
        DBTaskResult.objects.filter(status="READY").update(
            status="RUNNING", worker_ids=[alive], started_at=timezone.now()
        )
        running.claim_approved(Right.KNOW, timezone.now(), alive)
        drain()
    assert states([asked]) == [State.RUNNING]


def test_a_worker_of_another_machine_is_judged_by_its_lease(project: Insurer) -> None:
    assert not reaping.is_dead("elsewhere-0123456789ab")
    assert reaping.is_dead(f"{reaping.HOST}-0123456789ab")


def test_two_workers_that_run_the_same_request_answer_once(project: Insurer, ask: Ask, analyst: User) -> None:
    asked = ask(project.applicant)
    approve_all(analyst, [asked])
    now = timezone.now()
    first = running.claim_approved(Right.KNOW, now - timedelta(hours=3), "one")
    second = running.claim_approved(Right.KNOW, now, "another")
    assert [one.pk for one in first] == [one.pk for one in second]
    running.run(second, now)
    running.run(first, now)
    assert Entry.objects.filter(action="answered").count() == 1
    drain()
    assert newest_letter("your information is ready")


def test_a_plan_that_would_break_a_constraint_is_shown_and_can_be_made_again(
    project: Insurer, ask: Ask, staff: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuses(*_: object) -> None:
        raise PlanRefused(["crm.contact: first_name may not be null"])

    with monkeypatch.context() as patch:
        patch.setattr(planning, "prepared_set", refuses)
        asked = ask(project.applicant, DELETE)
    page = f"/staff/requests/{asked.reference}/"
    assert states([asked]) == [State.VERIFYING] and "first_name" in asked.stored.failure
    assert f"{page}retry/" in staff.get(page).content.decode()
    assert staff.post(f"{page}retry/").status_code == 302
    drain()
    assert states([asked]) == [State.READY] and asked.stored.failure == ""


@pytest.mark.parametrize("state", [one for one in State if one != State.FAILED])
def test_only_what_failed_can_be_run_again(project: Insurer, ask: Ask, staff: Client, state: State) -> None:
    asked = ask(project.applicant, confirm=False)
    Request.objects.update(state=state)
    assert staff.post(f"/staff/requests/{asked.reference}/retry/").status_code == 409
    assert states([asked]) == [state]
