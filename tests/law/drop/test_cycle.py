from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from habeas.law.california.drop.cycle import (
    access_breaches,
    download_deadlines,
    is_processed_late,
    new_data,
    next_access,
    worst_case,
)
from habeas.law.california.drop.lists import Status
from habeas.law.errors import ImpossibleInput

START = date(2026, 8, 1)
DAYS = st.dates(START, date(2040, 1, 1))


@given(DAYS)
def test_the_alarm_comes_before_the_day_and_no_later_than_a_shorter_period_asks(last):
    found = next_access(last).value
    assert found.alarm_on <= found.due_on - timedelta(days=7)
    assert found.due_on - last <= timedelta(days=45)


@given(DAYS)
def test_an_access_on_the_day_due_is_in_time_and_one_later_is_not(last):
    due = next_access(last).value.due_on
    assert access_breaches([last, due], started_on=last).value == ()
    [breach] = access_breaches([due + timedelta(days=1), last], started_on=last).value
    assert (breach.due_on, breach.days_late) == (due, 1)


def test_a_running_period_warns_only_where_a_shorter_one_would_end_it_early():
    assert not next_access(date(2026, 11, 17)).warnings  # due by 2027-01-01, as under the shorter period
    assert next_access(date(2026, 11, 18)).warnings
    assert next_access(date(2026, 12, 31)).warnings
    assert not next_access(date(2027, 1, 1)).warnings


def test_an_access_before_the_duty_began_counts_as_none():
    assert next_access(date(2026, 7, 20)).value == next_access(None).value


def test_a_broker_of_before_is_under_the_duty_from_its_start():
    assert next_access(None, started_on=date(2020, 1, 1)).value == next_access(None).value


def test_two_accesses_on_one_day_are_one():
    assert access_breaches([START, START, START + timedelta(days=45)]).value == ()


@given(DAYS, st.integers(0, 60))
def test_an_item_is_late_after_the_day_of_its_download_s_deadline(downloaded, days):
    on = downloaded + timedelta(days=days)
    due = download_deadlines(downloaded).value.process_by
    assert is_processed_late(downloaded, processed_on=on).value is (on > due)
    assert is_processed_late(downloaded, on=on).value is (on > due)


def test_nothing_is_processed_before_it_was_downloaded():
    with pytest.raises(ImpossibleInput):
        is_processed_late(START, processed_on=START - timedelta(days=1))


def test_a_request_of_before_the_start_waits_from_the_start():
    found = worst_case(date(2026, 3, 1)).value
    assert found.accessed_by == date(2026, 9, 15)
    assert found.days == 90 + (START - date(2026, 3, 1)).days


@given(DAYS, st.integers(0, 200))
def test_new_data_is_deleted_within_a_period_of_coming_and_never_before(obtained, since):
    found = new_data(obtained, last_screened_on=obtained - timedelta(days=since)).value
    assert obtained <= found.delete_by <= new_data(obtained).value.delete_by
    assert not found.may_sell


@pytest.mark.parametrize("status", [Status.DELETED, Status.NOT_FOUND, Status.EXEMPTED])
def test_data_newly_obtained_is_deleted_whatever_was_reported_but_an_opt_out(status):
    assert new_data(date(2026, 11, 23), status=status).value.delete_by == date(2027, 1, 7)
