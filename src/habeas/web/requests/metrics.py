"""The yearly figures of this installation, as the law counts them (§7102): each request once, in the year it came in."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from habeas.law.california.clock import california_day
from habeas.law.california.denial import Ground
from habeas.law.california.metrics import yearly_figures
from habeas.law.california.metrics_count import Column, CountedRequest, DenialKind, Figures, Outcome
from habeas.law.california.rights import Right as LawRight
from habeas.law.verdict import Verdict
from habeas.web.requests.models import Request, Right
from habeas.web.requests.states import OPEN, State

KINDS: Mapping[str, DenialKind] = {
    Ground.NOT_VERIFIED: DenialKind.NOT_VERIFIABLE,
    Ground.NOT_A_CONSUMER: DenialKind.NOT_BY_CONSUMER,
    Ground.ALL_EXEMPT: DenialKind.EXEMPT,
    Ground.GENERAL_CARVE_OUT: DenialKind.EXEMPT,
}
RIGHTS = {Right.KNOW: LawRight.KNOW_SPECIFIC, Right.DELETE: LawRight.DELETE, Right.CORRECT: LawRight.CORRECT}


def figures(year: int) -> Verdict[dict[Column, Figures]]:
    """Received, complied with, denied, and days to the answer, by kind of request."""
    return yearly_figures(list(counted(year)), year)


def counted(year: int) -> Iterator[CountedRequest]:
    """The requests received in the year, purged ones too: what is counted names nobody."""
    for request in Request.objects.filter(received_on__year=year).only(
        "right", "received_on", "answered_at", "answer", "basis_of_denial", "specific_denied", "state", "reference"
    ):
        yield _count(request)


def _count(request: Request) -> CountedRequest:
    right = RIGHTS[Right(request.right)]
    if request.state in OPEN or request.answered_at is None:
        return CountedRequest(right, request.received_on, id=request.reference)
    outcome = _outcome(request)
    ground = request.basis_of_denial.partition(":")[0]
    denial = KINDS.get(ground, DenialKind.OTHER) if ground in set(Ground) else DenialKind.EXEMPT
    return CountedRequest(
        right,
        request.received_on,
        california_day(request.answered_at),
        outcome,
        denial if outcome is not Outcome.COMPLIED else None,
        treated_down=request.specific_denied and outcome is not Outcome.DENIED,
        id=request.reference,
    )


def _outcome(request: Request) -> Outcome:
    if request.state == State.DENIED or request.answer == "denied":
        return Outcome.DENIED
    return Outcome.PARTIAL if request.basis_of_denial else Outcome.COMPLIED
