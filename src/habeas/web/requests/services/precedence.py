"""Which request of a person comes first."""

from __future__ import annotations

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
        raise IllegalMove(f"the same person has an open request to know, {waiting[0].reference}; answer that one first")


def nothing_unfinished(request: Request) -> None:
    """A run that was broken off is resumed: else what it did would stand in no answer. Raises IllegalMove."""
    broken = Request.objects.filter(right=request.right, state__in=(State.FAILED, State.RUNNING))
    same = queries.of_same_person(request, broken)
    if same:
        name = same[0].reference
        raise IllegalMove(f"{name}, for the same person, did not end; finish it first with: habeas retry {name}")
