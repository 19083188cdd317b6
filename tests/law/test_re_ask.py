from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from habeas.law.california.re_ask import SaidNo, may_ask_again, may_ask_from
from habeas.law.errors import ImpossibleInput
from habeas.law.period import add_months

DAYS = st.dates(date(2026, 1, 1), date(2028, 1, 1))
NOES = st.sampled_from(list(SaidNo))


@given(NOES, DAYS, st.integers(0, 30), st.integers(-400, 400))
def test_without_an_exception_the_wait_alone_decides(said_no_to, asked, travels, later):
    received = asked + timedelta(travels)
    first = may_ask_from(said_no_to, asked, received).value
    assert first in (add_months(asked, 12), add_months(received, 12))
    on = first + timedelta(later)
    assert may_ask_again(said_no_to, asked, received, on=on).value is (later >= 0)


@given(NOES, DAYS, st.dates(date(2026, 1, 1), date(2030, 1, 1)))
def test_turning_16_never_makes_the_wait_longer(said_no_to, asked, birthday):
    usual, young = (may_ask_from(said_no_to, asked, turns_16_on=day).value for day in (None, birthday))
    assert young <= usual
    assert young == usual or said_no_to is SaidNo.OPT_OUT


def test_a_request_cannot_arrive_before_it_is_made():
    with pytest.raises(ImpossibleInput):
        may_ask_from(SaidNo.LIMIT, date(2026, 11, 23), date(2026, 11, 22))
