"""Which request of a person comes first."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from habeas.engine.batch import Subject
from habeas.law.california.delete_duties import may_delete_now
from habeas.web.holds import services as holds
from habeas.web.holds.models import Hold
from habeas.web.requests import queries
from habeas.web.requests.journal import RequestJournal
from habeas.web.requests.models import Request, Right
from habeas.web.requests.states import IllegalMove, State


def stopped(requests: Sequence[Request], now: datetime) -> dict[int, IllegalMove]:
    """Deletions that may not be approved now, by number, and why. Raises StoreError.

    A deletion waits for the same person's open request to know: else nothing is left to answer it with. And nothing is
    deleted while an agency directs otherwise (Civ. Code §1798.145(a)(1)(B)).
    """
    found: dict[int, IllegalMove] = {}
    deletions = [request for request in requests if request.right == Right.DELETE]
    waiting = queries.same_people(deletions, queries.queue().filter(right=Right.KNOW)) if deletions else {}
    for number, others in waiting.items():
        why = may_delete_now(open_request_to_know=True).cited()
        found[number] = IllegalMove(f"the same person has an open request to know, {others[0].reference}. {why}")
    for number, held in holds_over_all([one for one in deletions if one.pk not in found], now).items():
        found[number] = IllegalMove(held_message(held))
    return found


def not_stopped(request: Request, now: datetime) -> None:
    """Raises IllegalMove where a request to know or a hold stands against a deletion, naming it; StoreError."""
    for error in stopped([request], now).values():
        raise error


def holds_over(request: Request, now: datetime) -> list[Hold]:
    """The directions not to delete that cover this person. Raises StoreError."""
    return holds_over_all([request], now).get(request.pk, [])


def holds_over_all(requests: Sequence[Request], now: datetime) -> dict[int, list[Hold]]:
    """The directions not to delete that cover these people, by number. Raises StoreError."""
    if not requests or not holds.in_force(now):
        return {}
    subjects = [Subject(request.pk, request.identifiers) for request in requests]
    own = {request.pk: request for request in requests}
    written = RequestJournal(own, now).begun(own)  # what broken-off runs had reached
    return dict(holds.covering(subjects, now, written))


def held_message(found: list[Hold]) -> str:
    """Why a deletion stands still, and what staff can do."""
    names = ", ".join(hold.reference for hold in found)
    if any(hold.reproductive_care for hold in found):
        return (
            f"a hold covers this person ({names}) and touches reproductive care: ask counsel today, and answer in time"
        )
    return f"a hold covers this person ({names}): nothing is deleted; answer in time by denying it on that ground"


def nothing_unfinished(request: Request) -> None:
    """A run that was broken off is resumed: else what it did would stand in no answer. Raises IllegalMove."""
    broken = Request.objects.filter(right=request.right, state__in=(State.FAILED, State.RUNNING))
    same = queries.of_same_person(request, broken)
    if same:
        name = same[0].reference
        raise IllegalMove(f"{name}, for the same person, did not end; finish it first with: habeas retry {name}")
