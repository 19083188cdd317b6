"""Which request of a person comes first."""

from __future__ import annotations

from datetime import datetime

from habeas.engine.batch import Subject
from habeas.law.california.delete_duties import may_delete_now
from habeas.web.holds import services as holds
from habeas.web.holds.models import Hold
from habeas.web.requests import queries
from habeas.web.requests.models import Request, Right
from habeas.web.requests.states import IllegalMove, State


def know_first(request: Request) -> None:
    """A deletion waits for the same person's open request to know: else nothing is left to answer it with.

    Raises IllegalMove, naming that request.
    """
    if request.right != Right.DELETE:
        return
    waiting = queries.of_same_person(request, queries.queue().filter(right=Right.KNOW))
    if waiting:
        why = may_delete_now(open_request_to_know=True).cited()
        raise IllegalMove(f"the same person has an open request to know, {waiting[0].reference}. {why}")


def holds_over(request: Request, now: datetime) -> list[Hold]:
    """The directions not to delete that cover this person. Raises StoreError."""
    if not holds.in_force(now):
        return []
    begun = hasattr(request, "journal")
    written = {request.pk: request.unseal(request.journal.sealed_keys, "journal")} if begun else {}
    return list(holds.covering([Subject(request.pk, request.identifiers)], now, written).get(request.pk, ()))


def not_held(request: Request, now: datetime) -> None:
    """Nothing is deleted while an agency directs otherwise (Civ. Code §1798.145(a)(1)(B)).

    Raises IllegalMove, naming the hold; StoreError.
    """
    if request.right == Right.DELETE and (found := holds_over(request, now)):
        raise IllegalMove(held_message(found))


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
