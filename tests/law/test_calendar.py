from calendar import Calendar
from datetime import date, timedelta

import holidays
import pytest
from hypothesis import given
from hypothesis import strategies as st

from habeas.law.california.calendar import (
    BusinessCalendar,
    Deadlines,
    add_business_days,
    business_day_deadlines,
    calendars,
    is_business_day,
)
from habeas.law.california.holiday_table import CIVIL_HOLIDAYS, FIRST_DAY, LAST_DAY, STATE_OFFICE_CLOSURES
from habeas.law.errors import CalendarNotCovered, ImpossibleInput, UncoveredCase

STD, WK, CIV = BusinessCalendar
MON, THU, FRI, SAT, SUN = 0, 3, 4, 5, 6
YEARS = (2026, 2027, 2028)

# Receipt | 10 business days STD, WK, CIV, SAFE | 15 business days STD, WK, CIV, SAFE | +45 | +90
ORACLE = """
2026-10-30 2026-11-16 2026-11-13 2026-11-12 2026-11-12 2026-11-23 2026-11-20 2026-11-18 2026-11-18 2026-12-14 2027-01-28
2026-11-19 2026-12-07 2026-12-03 2026-12-02 2026-12-02 2026-12-14 2026-12-10 2026-12-08 2026-12-08 2027-01-03 2027-02-17
2026-11-22 2026-12-08 2026-12-04 2026-12-04 2026-12-04 2026-12-15 2026-12-11 2026-12-10 2026-12-10 2027-01-06 2027-02-20
2026-11-23 2026-12-09 2026-12-07 2026-12-05 2026-12-05 2026-12-16 2026-12-14 2026-12-11 2026-12-11 2027-01-07 2027-02-21
2026-11-26 2026-12-11 2026-12-10 2026-12-08 2026-12-08 2026-12-18 2026-12-17 2026-12-14 2026-12-14 2027-01-10 2027-02-24
2026-11-27 2026-12-11 2026-12-11 2026-12-09 2026-12-09 2026-12-18 2026-12-18 2026-12-15 2026-12-15 2027-01-11 2027-02-25
2026-11-30 2026-12-14 2026-12-14 2026-12-11 2026-12-11 2026-12-21 2026-12-21 2026-12-17 2026-12-17 2027-01-14 2027-02-28
2026-12-18 2027-01-05 2027-01-01 2026-12-31 2026-12-31 2027-01-12 2027-01-08 2027-01-07 2027-01-07 2027-02-01 2027-03-18
2026-12-31 2027-01-15 2027-01-14 2027-01-13 2027-01-13 2027-01-25 2027-01-21 2027-01-20 2027-01-20 2027-02-14 2027-03-31
2027-01-04 2027-01-19 2027-01-18 2027-01-15 2027-01-15 2027-01-26 2027-01-25 2027-01-22 2027-01-22 2027-02-18 2027-04-04
"""
ROWS = [[date.fromisoformat(d) for d in line.split()] for line in ORACLE.strip().splitlines()]


@pytest.mark.parametrize("row", ROWS, ids=[f"K0 {row[0]}" for row in ROWS])
def test_K0_the_calendar_oracle(row):
    receipt, *expected, plus_45, plus_90 = row
    ten, fifteen = business_day_deadlines(receipt, 10), business_day_deadlines(receipt, 15)
    assert [ten.std, ten.wk, ten.civ, ten.safe, fifteen.std, fifteen.wk, fifteen.civ, fifteen.safe] == expected
    assert [receipt + timedelta(days=45), receipt + timedelta(days=90)] == [plus_45, plus_90]


def nth(year, month, weekday, n):
    """The n-th such weekday of the month; n = -1 is the last."""
    days = [d for d in Calendar().itermonthdates(year, month) if d.month == month and d.weekday() == weekday]
    return days[n if n < 0 else n - 1]


def observed(day):
    """Gov. Code §6701: Sunday moves to Monday; only 11 November moves from Saturday to Friday."""
    if day.weekday() == SUN:
        return day + timedelta(days=1)
    if day.weekday() == SAT and (day.month, day.day) == (11, 11):
        return day - timedelta(days=1)
    return day


def statutory(year, fixed):
    yield from (date(year, month, day) for month, day in fixed)
    yield from (nth(year, 1, MON, 3), nth(year, 2, MON, 3), nth(year, 5, MON, -1), nth(year, 9, MON, 1))
    yield nth(year, 11, THU, 4)


@pytest.mark.parametrize("year", YEARS)
def test_the_state_office_closures_follow_from_the_statute(year):
    days = {observed(d) for d in statutory(year, [(1, 1), (3, 31), (7, 4), (11, 11), (12, 25)])}
    days.add(nth(year, 11, THU, 4) + timedelta(days=1))
    assert {d for d in STATE_OFFICE_CLOSURES if d.year == year} == {d for d in days if d.weekday() < SAT}


def test_P35_the_closures_from_november_2026_to_december_2027_are_exact():
    listed = "2026-11-11 2026-11-26 2026-11-27 2026-12-25 2027-01-01 2027-01-18 2027-02-15 2027-03-31 2027-05-31"
    listed += " 2027-07-05 2027-09-06 2027-11-11 2027-11-25 2027-11-26"
    found = [d for d in STATE_OFFICE_CLOSURES if date(2026, 11, 1) <= d <= date(2027, 12, 31)]
    assert found == [date.fromisoformat(d) for d in listed.split()]


@pytest.mark.parametrize("year", YEARS)
def test_the_civil_code_holidays_follow_from_the_statute_and_two_published_calendars(year):
    moving = [(1, 1), (2, 12), (3, 31), (7, 4), (9, 9), (11, 11), (12, 25)]
    days = set(statutory(year, [*moving, (4, 24), (6, 19)]))
    days |= {observed(date(year, month, day)) for month, day in moving}
    days |= {nth(year, 9, FRI, 4), nth(year, 10, MON, 2)}
    days |= lunar_new_year(year) | diwali(year)
    assert {d for d in CIVIL_HOLIDAYS if d.year == year} == days


def lunar_new_year(year):
    table = holidays.country_holidays("HK", years=year, language="en_US")
    return {day for day, name in table.items() if name == "Chinese New Year"}


def diwali(year):
    table = holidays.country_holidays("US", subdiv="CA", years=year)
    return {day for day, name in table.items() if name == "Diwali"}


# Where the `holidays` package and the tables differ, by the package's name for the day, and why.
NOT_A_CLOSURE = {
    "Susan B. Anthony Day": "a day to remember (Gov. Code §6700 does not close offices on it)",
    "Juneteenth National Independence Day": "federal; a holiday of §6700, on which state offices stay open",
    "Juneteenth National Independence Day (observed)": "federal",
    "Diwali": "a holiday of §6700, on which state offices stay open",
    "Independence Day (observed)": "federal custom: a Saturday's holiday closes no state office on the Friday",
    "Christmas Day (observed)": "the same",
    "New Year's Day (observed)": "the same",
}
NOT_A_CIVIL_HOLIDAY = {
    "Susan B. Anthony Day": "a day to remember",
    "Juneteenth National Independence Day (observed)": "§6701 moves only a Sunday's holiday, to Monday",
    "Independence Day (observed)": "the same",
    "Christmas Day (observed)": "the same",
    "New Year's Day (observed)": "the same",
    "Day After Thanksgiving": "a closure of state offices (§19853), no holiday of §6700",
}
# Holidays of Gov. Code §6700 that state offices do not keep, so that the package leaves them out.
ONLY_CIVIL = {
    "Lincoln Day",
    "Lunar New Year",
    "Genocide Remembrance Day",
    "Admission Day",
    "Native American Day",
    "Columbus Day",
}


def package_days():
    return holidays.country_holidays("US", subdiv="CA", years=YEARS)


def test_the_state_office_closures_agree_with_the_holidays_package_but_for_named_days():
    package = package_days()
    assert set(STATE_OFFICE_CLOSURES) <= set(package)
    # The package lists a holiday that falls on a weekend too; on a weekend there is no office to close.
    more = {name for day, name in package.items() if day not in STATE_OFFICE_CLOSURES and day.weekday() < SAT}
    assert more <= set(NOT_A_CLOSURE)
    assert set(NOT_A_CLOSURE) - more <= {"Susan B. Anthony Day"}  # explained, though a weekend spares it in some years


def test_the_civil_code_holidays_agree_with_the_holidays_package_but_for_named_days():
    package = package_days()
    assert {name for day, name in package.items() if day not in CIVIL_HOLIDAYS} == set(NOT_A_CIVIL_HOLIDAY)
    assert {name for day, name in CIVIL_HOLIDAYS.items() if day not in package} == ONLY_CIVIL


def test_good_friday_is_a_business_day_because_only_three_hours_of_it_are_a_holiday():
    assert all(is_business_day(date(2027, 3, 26), calendar) for calendar in BusinessCalendar)


@pytest.mark.parametrize(
    ("day", "std", "wk", "civ"),
    [
        (date(2026, 11, 24), True, True, True),
        (date(2026, 11, 26), False, True, False),
        (date(2026, 11, 27), False, True, True),
        (date(2026, 11, 28), False, False, True),
        (date(2026, 11, 29), False, False, False),
        (date(2027, 2, 12), True, True, False),
        (date(2027, 10, 29), True, True, False),
    ],
)
def test_which_days_count_in_which_calendar(day, std, wk, civ):
    assert [is_business_day(day, calendar) for calendar in BusinessCalendar] == [std, wk, civ]


def test_the_day_of_receipt_is_not_counted():
    assert add_business_days(date(2026, 11, 23), 1, STD) == date(2026, 11, 24)
    assert add_business_days(date(2026, 11, 28), 1, STD) == date(2026, 11, 30)


def test_safe_is_the_earliest_of_the_three():
    assert Deadlines(std=date(2026, 12, 9), wk=date(2026, 12, 7), civ=date(2026, 12, 5)).safe == date(2026, 12, 5)


@pytest.mark.parametrize("calendar", list(BusinessCalendar))
def test_a_day_outside_the_data_is_refused_and_its_edges_are_not(calendar):
    assert is_business_day(FIRST_DAY, calendar) in (True, False)
    assert is_business_day(LAST_DAY, calendar) in (True, False)
    for day in (FIRST_DAY - timedelta(days=1), LAST_DAY + timedelta(days=1)):
        with pytest.raises(CalendarNotCovered, match="covers 2026-01-01 to 2028-12-31"):
            is_business_day(day, calendar)


def test_a_deadline_that_runs_past_the_data_is_refused():
    assert add_business_days(date(2028, 12, 28), 1, WK) == date(2028, 12, 29)
    with pytest.raises(CalendarNotCovered):
        add_business_days(date(2028, 12, 28), 2, WK)


def test_a_count_below_one_is_refused():
    with pytest.raises(ImpossibleInput):
        add_business_days(date(2026, 11, 23), 0, CIV)


def test_a_calendar_that_does_not_exist_is_refused():
    with pytest.raises(UncoveredCase):
        is_business_day(date(2026, 11, 23), "lunar")


@given(st.dates(date(2025, 12, 31), date(2028, 11, 1)), st.integers(1, 20), st.sampled_from(list(BusinessCalendar)))
def test_exactly_the_asked_number_of_business_days_lies_up_to_the_deadline(start, count, calendar):
    end = add_business_days(start, count, calendar)
    days = [start + timedelta(days=n) for n in range(1, (end - start).days + 1)]
    assert sum(is_business_day(day, calendar) for day in days) == count
    assert is_business_day(end, calendar)


DAYS = st.dates(date(2025, 12, 31), date(2028, 11, 1))
COUNTS = st.integers(1, 20)


@given(DAYS, COUNTS)
def test_safe_is_never_later_than_any_calendar(start, count):
    found = business_day_deadlines(start, count)
    assert found.safe <= min(found.std, found.wk, found.civ)
    assert found.safe in (found.std, found.wk, found.civ)
    assert found.wk <= found.std  # a holiday only moves a deadline later


CLOSURES = st.sets(st.dates(FIRST_DAY, date(2028, 9, 30)), max_size=12)


@given(DAYS, COUNTS, CLOSURES, CLOSURES)
def test_a_further_holiday_never_moves_a_deadline_earlier(start, count, closures, holy):
    fewer = calendars(STATE_OFFICE_CLOSURES, CIVIL_HOLIDAYS)
    more = calendars({*STATE_OFFICE_CLOSURES, *closures}, {*CIVIL_HOLIDAYS, *holy})
    before, after = (business_day_deadlines(start, count, among) for among in (fewer, more))
    assert before.std <= after.std
    assert before.wk == after.wk
    assert before.civ <= after.civ


@given(DAYS, COUNTS)
def test_a_later_receipt_never_has_an_earlier_deadline(start, count):
    today, tomorrow = (business_day_deadlines(start + timedelta(days=n), count) for n in (0, 1))
    assert today.std <= tomorrow.std
    assert today.civ <= tomorrow.civ


@given(st.dates(FIRST_DAY, LAST_DAY))
def test_a_business_day_is_what_the_weekday_and_the_tables_say(day):
    assert is_business_day(day, STD) == (day.weekday() < SAT and day not in STATE_OFFICE_CLOSURES)
    assert is_business_day(day, WK) == (day.weekday() < SAT)
    assert is_business_day(day, CIV) == (day.weekday() != SUN and day not in CIVIL_HOLIDAYS)
