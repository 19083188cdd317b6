"""The states of a request and the legal moves between them."""

from __future__ import annotations

from django.db import models


class State(models.TextChoices):
    VERIFYING = "verifying", "Verifying"  # received; evidence is collected
    READY = "ready", "Ready to decide"  # verified and planned
    APPROVED = "approved", "Approved"  # waits for the worker
    RUNNING = "running", "Running"  # a worker has it
    FAILED = "failed", "Failed"  # the run stopped; nothing is lost, it can be run again
    ANSWERED = "answered", "Answered"  # package or receipt delivered
    DENIED = "denied", "Denied"  # answered with a ground
    CLOSED = "closed", "Closed"


MOVES: dict[State, frozenset[State]] = {
    State.VERIFYING: frozenset({State.READY, State.DENIED}),
    State.READY: frozenset({State.APPROVED, State.DENIED, State.VERIFYING}),
    State.APPROVED: frozenset({State.RUNNING, State.READY}),
    State.RUNNING: frozenset({State.ANSWERED, State.FAILED, State.READY}),
    State.FAILED: frozenset({State.APPROVED, State.DENIED, State.READY}),
    State.ANSWERED: frozenset({State.CLOSED}),
    State.DENIED: frozenset({State.CLOSED}),
    State.CLOSED: frozenset(),
}

OPEN = (State.VERIFYING, State.READY, State.APPROVED, State.RUNNING, State.FAILED)


class IllegalMove(Exception):
    """A request cannot go from its state to that one."""


def check_move(old: str, new: State) -> None:
    """Raises IllegalMove, with what is possible instead."""
    possible = MOVES[State(old)]
    if new not in possible:
        names = ", ".join(state.label.lower() for state in State if state in possible) or "nothing further"
        raise IllegalMove(f"this request is {State(old).label.lower()}; from there it can become: {names}")
