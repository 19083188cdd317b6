import pytest
from hypothesis import given
from hypothesis import strategies as st

from habeas.law.california.interface import Option, Screen, Side, screen_faults

NO = Option("No", Side.MORE_PRIVATE)


def rows(screen):
    return [one.row for one in screen_faults(screen).value]


@given(st.integers(1, 9), st.integers(1, 9))
def test_refusing_may_take_as_many_steps_as_agreeing_and_no_more(refusing, agreeing):
    screen = Screen((Option("Yes", Side.LESS_PRIVATE, agreeing), Option("No", Side.MORE_PRIVATE, refusing)))
    assert rows(screen) == (["C-12"] if refusing > agreeing else [])


@given(st.floats(0.1, 9), st.floats(0.1, 9))
def test_agreeing_may_look_as_strong_as_refusing_and_no_stronger(refusing, agreeing):
    yes = Option("Yes", Side.LESS_PRIVATE, prominence=agreeing)
    screen = Screen((yes, Option("No", Side.MORE_PRIVATE, prominence=refusing)))
    assert rows(screen) == (["C-13"] if agreeing > refusing else [])


@pytest.mark.parametrize(
    "label", ["Ask me later", "MAYBE LATER", "Not now.", "More information", " preferences ", "Settings"]
)
@pytest.mark.parametrize("side", [Side.MORE_PRIVATE, Side.NEITHER])
def test_words_that_put_off_or_lead_away_do_not_refuse(label, side):
    assert rows(Screen((Option("Accept all", Side.LESS_PRIVATE), Option(label, side)))) == ["C-13"]
    assert rows(Screen((Option("Accept all", Side.LESS_PRIVATE), Option(label, side), NO))) == []


def test_a_screen_on_which_one_can_only_agree_refuses_nothing():
    assert rows(Screen((Option("Accept", Side.LESS_PRIVATE),))) == ["C-13"]


def test_a_ticked_refusal_is_no_fault():
    ticked = Option("Do not sell my data", Side.MORE_PRIVATE, preselected=True)
    assert rows(Screen((Option("Sell my data", Side.LESS_PRIVATE), ticked))) == []


@pytest.mark.parametrize(
    ("label", "expected"),
    [
        ("Do not stop not selling", ["C-14"]),
        ("Never don't share", ["C-14"]),
        ("Do not sell", []),
        ("No, do not sell", []),
        ("No", []),
    ],
)
def test_a_label_that_negates_twice_is_found(label, expected):
    assert rows(Screen((Option("Yes", Side.LESS_PRIVATE), Option(label, Side.MORE_PRIVATE)))) == expected
