"""The legal moves of a request."""

from __future__ import annotations

import pytest

from habeas.web.requests.states import MOVES, OPEN, IllegalMove, State, check_move


@pytest.mark.parametrize("old", State)
@pytest.mark.parametrize("new", State)
def test_a_move_is_made_if_the_table_has_it_and_refused_otherwise(old: State, new: State) -> None:
    if new in MOVES[old]:
        check_move(old, new)
    else:
        with pytest.raises(IllegalMove, match=old.label.lower()):
            check_move(old, new)


def test_every_state_has_its_moves_and_an_answer_is_never_taken_back() -> None:
    assert set(MOVES) == set(State)
    for answered in set(State) - set(OPEN):
        assert MOVES[answered] <= {State.CLOSED}


def test_nothing_runs_without_an_approval() -> None:
    assert {old for old, moves in MOVES.items() if State.RUNNING in moves} == {State.APPROVED}
    assert {old for old, moves in MOVES.items() if State.APPROVED in moves} == {State.READY, State.FAILED}
    assert {old for old, moves in MOVES.items() if State.ANSWERED in moves} == {State.RUNNING}


def test_the_refusal_says_what_is_possible_instead() -> None:
    with pytest.raises(IllegalMove, match="it can become: "):
        check_move(State.APPROVED, State.DENIED)
    with pytest.raises(IllegalMove, match="nothing further"):
        check_move(State.CLOSED, State.READY)
