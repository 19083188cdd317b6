from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from habeas.law.california.hold import Direction, Renewal, Task, holding, may_delete, may_refuse_for_hold, may_use
from habeas.law.errors import HoldRefused, ImpossibleInput

DAY = date(2026, 11, 23)
DAYS = st.dates(date(2026, 1, 1), date(2028, 1, 1))
DIRECTIONS = st.lists(st.builds(Direction, DAYS), max_size=4)


@given(DIRECTIONS, DAYS, st.booleans())
def test_nothing_is_deleted_or_used_on_a_day_on_which_any_direction_stands(directions, on, reproductive_care):
    stands = any(one.directed_on <= on <= one.directed_on + timedelta(90) for one in directions)
    assert may_delete(directions, on=on, reproductive_care=reproductive_care).value is not stands
    assert may_use(directions, on=on).value is False  # after the direction ends it is deleted, not used
    assert may_refuse_for_hold(directions, on=on, reproductive_care=False).value is stands
    assert may_refuse_for_hold(directions, on=on).value is False


@given(DIRECTIONS, DAYS)
def test_reproductive_care_is_never_refused_because_of_a_direction(directions, on):
    assert may_refuse_for_hold(directions, on=on, reproductive_care=True).value is False


@given(st.integers(0, 5))
def test_each_renewal_in_time_adds_one_period(times):
    end, renewals = DAY + timedelta(90), []
    for _ in range(times):
        renewals.append(Renewal(end, "The trial is not over."))
        end += timedelta(90)
    assert holding([Direction(DAY, renewals=tuple(renewals))], on=end).value.until == end


def test_a_renewal_counts_only_once_it_is_made():
    direction = Direction(DAY, renewals=(Renewal(date(2027, 2, 1), "The trial is not over."),))
    assert holding([direction], on=date(2027, 1, 31)).value.until == date(2027, 2, 21)
    assert holding([direction], on=date(2027, 2, 1)).value.until == date(2027, 5, 22)


def test_a_withdrawn_direction_freezes_nothing_from_that_day():
    direction = Direction(DAY, released_on=date(2026, 12, 1))
    assert [may_delete([direction], on=date(2026, 12, day)).value for day in (1, 2)] == [True, True]
    assert not may_delete([direction], on=date(2026, 11, 30)).value


def test_a_direction_without_an_approved_investigation_goes_to_counsel():
    state = holding([Direction(DAY, "26-1", agency_approved=False)], on=DAY, reproductive_care=False).value
    assert state.frozen
    assert state.tasks == (Task.ASK_COUNSEL,)


@pytest.mark.parametrize(
    ("renewal", "error"),
    [(Renewal(date(2026, 12, 1), " "), HoldRefused), (Renewal(date(2026, 11, 22), "A trial."), ImpossibleInput)],
)
def test_a_renewal_without_cause_or_before_the_direction_is_refused(renewal, error):
    with pytest.raises(error):
        holding([Direction(DAY, renewals=(renewal,))], on=date(2026, 12, 2))
