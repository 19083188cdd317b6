"""What waits together is done together: statements grow by a small number a request, and one's trouble is not another's."""

from __future__ import annotations

from typing import Any

import pytest
from django.contrib.auth.models import User
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django_tasks_db.models import DBTaskResult
from web.conftest import NOW, Insurer, typed

from habeas.engine.errors import PlanChanged, PlanRefused
from habeas.stores.errors import StoreUnreachable
from habeas.web.jobs.worker import drain, make_worker
from habeas.web.ledger import record
from habeas.web.ledger.models import Entry, SignedCheckpoint
from habeas.web.requests import documents
from habeas.web.requests.models import Document, DocumentKind, Door, Letter, Request, Right
from habeas.web.requests.services import approval, decision, evidence, intake, planning
from habeas.web.requests.states import IllegalMove, State

pytestmark = pytest.mark.django_db


def receive(
    project: Insurer, count: int, right: Right = Right.KNOW, who: dict[str, str] | None = None
) -> list[Request]:
    fields = typed(who or project.applicant)
    return [
        intake.receive(
            right=right, fields=fields, door=Door.WEB, actor="consumer", now=NOW, wants_specific=right == Right.KNOW
        ).request
        for _ in range(count)
    ]


def vouch(analyst: User) -> None:
    for request in Request.objects.filter(state=State.VERIFYING):
        decision.vouch(request=request, reason="Called back.", person=analyst, now=NOW)


def approve(analyst: User) -> tuple[list[Request], approval.Refused]:
    ready = list(Request.objects.filter(state=State.READY))
    return approval.approve_all(
        requests=ready, digests={one.pk: one.plan_digest for one in ready}, person=analyst, now=NOW
    )


def states() -> list[str]:
    return list(Request.objects.order_by("pk").values_list("state", flat=True))


def work() -> int:
    """How many queries the worker needed for what waited."""
    with CaptureQueriesContext(connection) as caught:
        drain()
    return len(caught)


LETTER = 1  # that a letter was sent is noted before the next one is
ALLOWANCE = 6  # of the size of a set: a read of the tree may take a node more


@pytest.mark.parametrize("right", Right)
def test_statements_of_the_worker_do_not_grow_with_the_requests(project: Insurer, analyst: User, right: Right) -> None:
    counts = []
    for count, who in ((2, project.applicant), (22, project.policyholder)):  # what is erased is not found again
        receive(project, count, right, who)
        compared = work() - count * LETTER
        vouch(analyst)
        planned = work()
        with CaptureQueriesContext(connection) as caught:
            approve(analyst)
        ran = work() - count * LETTER
        counts.append((compared, planned, len(caught), ran))
    assert states() == [State.ANSWERED] * 24
    few, many = counts
    assert all(second <= first + ALLOWANCE for first, second in zip(few, many, strict=True)), counts


def test_a_set_of_answers_stands_on_one_checkpoint_and_each_receipt_verifies(project: Insurer, analyst: User) -> None:
    from habeas.proofs.receipt import verify_receipt

    receive(project, 3)
    drain()
    vouch(analyst)
    drain()
    approve(analyst)
    before = SignedCheckpoint.objects.count()
    drain()
    # One for the receipts, one at the foot of the letters.
    assert SignedCheckpoint.objects.count() == before + 2
    found = [
        verify_receipt(b"".join(documents.contents(one)), record.signer().verifier)
        for one in Document.objects.filter(kind=DocumentKind.RECEIPT)
    ]
    assert {one.body["reference"] for one in found} == set(Request.objects.values_list("reference", flat=True))
    assert len({one.checkpoint.size for one in found}) == 1 and len({one.leaf_index for one in found}) == 3


def test_tasks_that_wait_together_are_one_set_and_all_end(project: Insurer, monkeypatch: pytest.MonkeyPatch) -> None:
    sets: list[int] = []
    real = evidence.compare_with_records
    monkeypatch.setattr(
        evidence,
        "compare_with_records",
        lambda *, requests, now: (sets.append(len(requests)), real(requests=requests, now=now))[1],
    )
    receive(project, 5)
    drain()
    assert sets == [5]
    assert set(DBTaskResult.objects.values_list("status", flat=True)) == {"SUCCESSFUL"}
    assert Letter.objects.filter(sent_at=None).count() == 0


def test_tasks_that_were_taken_along_go_back_when_their_worker_dies(
    project: Insurer, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Killed(BaseException):
        """The process is gone: nothing more is written."""

    def dies(**_: object) -> None:
        raise Killed

    receive(project, 3)
    with monkeypatch.context() as patch:
        patch.setattr(evidence, "compare_with_records", dies)
        patch.setattr("habeas.web.jobs.together._end", lambda *_, **__: None)
        patch.setattr(DBTaskResult, "set_failed", lambda *_: None)
        make_worker(until_empty=True).run()
    assert DBTaskResult.objects.filter(status="RUNNING").count() >= 3
    drain()
    assert set(DBTaskResult.objects.values_list("status", flat=True)) == {"SUCCESSFUL"}
    assert Request.objects.exclude(sealed_identifiers=b"").count() == 3


def test_one_plan_that_is_refused_does_not_stop_the_others(
    project: Insurer, analyst: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    refused = receive(project, 3, Right.DELETE)[1].pk
    drain()
    vouch(analyst)
    real = planning.prepared_set

    def prepared(requests: Any, *others: Any) -> Any:
        if refused in {request.pk for request in requests}:
            raise PlanRefused(["crm.contact: first_name may not be null"])
        return real(requests, *others)

    monkeypatch.setattr(planning, "prepared_set", prepared)
    drain()
    assert states() == [State.READY, State.VERIFYING, State.READY]
    assert "first_name" in Request.objects.get(pk=refused).failure


def test_a_system_that_is_away_is_noted_for_each_and_asked_again_later(
    project: Insurer, monkeypatch: pytest.MonkeyPatch
) -> None:
    receive(project, 2)
    calls: list[int] = []

    def away(*, requests: Any, now: object) -> None:
        calls.append(len(requests))
        raise StoreUnreachable("core does not answer")

    monkeypatch.setattr(evidence, "compare_with_records", away)
    drain()
    assert calls == [2]
    assert {one.failure for one in Request.objects.all()} == {"core does not answer"}
    assert DBTaskResult.objects.filter(status="READY", task_path__endswith="compare").count() == 2


def test_each_plan_is_approved_by_its_own_digest_and_one_that_is_not_is_named(project: Insurer, analyst: User) -> None:
    receive(project, 3)
    drain()
    vouch(analyst)
    drain()
    first, second, third = Request.objects.order_by("pk")
    Request.objects.filter(pk=third.pk).update(state=State.DENIED)
    third.refresh_from_db()
    digests = {first.pk: first.plan_digest, second.pk: first.plan_digest, third.pk: third.plan_digest}
    approved, refused = approval.approve_all(requests=[first, second, third], digests=digests, person=analyst, now=NOW)
    assert [one.pk for one in approved] == [first.pk]
    assert isinstance(refused[second.pk], PlanChanged) and isinstance(refused[third.pk], IllegalMove)
    assert states() == [State.APPROVED, State.READY, State.DENIED]
    assert [one.reference for one in Entry.objects.filter(action="approved")] == [first.reference]


def test_an_answer_that_fails_fails_alone_and_leaves_no_file(
    project: Insurer, analyst: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    receive(project, 3)
    drain()
    vouch(analyst)
    drain()
    approve(analyst)
    unlucky = Request.objects.order_by("pk")[1]
    real = documents.keep_receipt

    def keep(request: Request, *others: Any) -> Document:
        if request.pk == unlucky.pk:
            raise OSError(5, "pulled the plug")
        return real(request, *others)

    monkeypatch.setattr(documents, "keep_receipt", keep)
    drain()
    assert states() == [State.ANSWERED, State.FAILED, State.ANSWERED]
    assert Document.objects.filter(request=unlucky).count() == 0
    assert len(list(documents.folder().iterdir())) == Document.objects.count() == 4
