from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from habeas.law.california.disclosure import Role
from habeas.law.california.rights import Right
from habeas.law.california.stopping import Disclosure, batches, instructions, interim_recipients, real_time_stops
from habeas.law.errors import ImpossibleInput, UncoveredCase

DAYS = st.dates(date(2026, 1, 1), date(2028, 1, 1))
CLICK = datetime(2026, 11, 23, 17, tzinfo=UTC)
STOPS = st.sampled_from([Right.OPT_OUT, Right.LIMIT, Right.OPT_OUT_ADMT])


@given(STOPS, DAYS, st.integers(0, 30), st.lists(st.tuples(DAYS, st.sampled_from(list(Role))), max_size=9))
def test_who_is_told_received_something_from_the_day_of_the_request_to_the_last(right, submitted, takes, sales):
    completed = submitted + timedelta(takes)
    disclosures = [Disclosure(f"C{at}", on, role) for at, (on, role) in enumerate(sales)]
    told = interim_recipients(right, disclosures, submitted=submitted, completed=completed).value
    expected = {
        one.recipient
        for one in disclosures
        if submitted <= one.on <= completed and (right is not Right.OPT_OUT or one.role is Role.THIRD_PARTY)
    }
    assert {one.recipient for one in told} == expected


def test_a_recipient_of_several_disclosures_is_told_once():
    twice = [Disclosure("C1", date(2026, 11, day)) for day in (20, 21)]
    told = interim_recipients(Right.OPT_OUT, twice, submitted=date(2026, 11, 19), completed=date(2026, 11, 24)).value
    assert [one.recipient for one in told] == ["C1"]


def test_a_request_cannot_be_completed_or_take_effect_before_it_is_made():
    with pytest.raises(ImpossibleInput):
        interim_recipients(Right.OPT_OUT, [], submitted=date(2026, 11, 24), completed=date(2026, 11, 23))
    with pytest.raises(ImpossibleInput):
        batches(date(2026, 11, 24), batches_on=[], excluded_from=date(2026, 11, 23))


@pytest.mark.parametrize("right", [Right.DELETE, Right.KNOW_SPECIFIC])
def test_a_request_that_stops_nothing_has_no_batches_and_no_instructions(right):
    with pytest.raises(UncoveredCase):
        batches(date(2026, 11, 23), batches_on=[], excluded_from=date(2026, 11, 24), right=right)
    with pytest.raises(UncoveredCase):
        instructions(right, date(2026, 11, 23), [])


@given(st.lists(st.integers(-3600, 3600), max_size=9))
def test_one_bid_after_the_click_is_too_many(seconds):
    bids = [CLICK + timedelta(seconds=later) for later in seconds]
    assert real_time_stops(CLICK, bids_at=bids).value is (max(seconds, default=0) <= 0)
