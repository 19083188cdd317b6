from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from habeas.law.errors import ImpossibleInput, UncoveredCase
from habeas.law.period import Period, Unit, add_months


@pytest.mark.parametrize(
    ("start", "months", "expected"),
    [
        (date(2026, 11, 20), 12, date(2027, 11, 20)),
        (date(2026, 11, 20), -12, date(2025, 11, 20)),
        (date(2027, 8, 31), 6, date(2028, 2, 29)),
        (date(2026, 8, 31), 6, date(2027, 2, 28)),
        (date(2028, 2, 29), -12, date(2027, 2, 28)),
        (date(2026, 12, 31), 1, date(2027, 1, 31)),
        (date(2026, 1, 31), -1, date(2025, 12, 31)),
    ],
)
def test_months_keep_the_day_or_take_the_last_day_of_the_month(start, months, expected):
    assert add_months(start, months) == expected


@given(st.dates(date(2000, 1, 1), date(2100, 1, 1)), st.integers(-240, 240))
def test_adding_months_lands_in_the_right_month_on_no_later_a_day(start, months):
    end = add_months(start, months)
    assert (end.year - start.year) * 12 + end.month - start.month == months
    assert end.day <= start.day


def test_calendar_days_exclude_the_first_day():
    assert Period(45, Unit.CALENDAR_DAYS).after(date(2026, 11, 23)) == date(2027, 1, 7)
    assert Period(45, Unit.CALENDAR_DAYS).before(date(2027, 1, 7)) == date(2026, 11, 23)


def test_business_days_cannot_be_counted_without_a_calendar():
    with pytest.raises(UncoveredCase, match="10 business days"):
        Period(10, Unit.BUSINESS_DAYS).after(date(2026, 11, 23))


def test_a_period_counts_at_least_one():
    with pytest.raises(ImpossibleInput):
        Period(0, Unit.MONTHS)


@pytest.mark.parametrize(("day", "months"), [(date(9999, 12, 31), 1), (date(1, 1, 1), -1)])
def test_no_calendar_reaches_beyond_its_years(day, months):
    with pytest.raises(ImpossibleInput):
        add_months(day, months)
