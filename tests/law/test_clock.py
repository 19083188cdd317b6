from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from habeas.law.california.calendar import business_day_deadlines
from habeas.law.california.clock import clock, extend, is_overdue, may_deny_unverified, receipt_date, signal_clock
from habeas.law.california.rights import NEVER_VERIFIED, VERIFIED, Right
from habeas.law.errors import CalendarNotCovered, ExtensionRefused, ImpossibleInput, NaiveInstant, UncoveredCase

PACIFIC = ZoneInfo("America/Los_Angeles")
FRIDAY = date(2026, 11, 20)
REASON = "Your records are in a paper archive that we are searching."
DAYS = st.dates(date(2026, 1, 1), date(2028, 11, 1))
ANSWERED = st.sampled_from(sorted(VERIFIED))
STOPPED = st.sampled_from(sorted(NEVER_VERIFIED - {Right.OPT_IN}))


@given(ANSWERED, DAYS)
def test_the_answer_is_due_45_and_90_calendar_days_after_receipt_and_never_rolled(right, on):
    found = clock(right, on).value
    assert (found.respond_by - on, found.extended_by - on) == (timedelta(45), timedelta(90))
    assert (found.respond_by - found.respond_by_alarm, found.extended_by - found.extended_alarm) == (timedelta(1),) * 2
    assert found.confirm_by == business_day_deadlines(on, 10)
    assert found.stop_by is None


@given(STOPPED, DAYS)
def test_a_request_to_stop_owes_no_confirmation_and_has_fifteen_business_days(right, on):
    found = clock(right, on).value
    assert found.stop_by == business_day_deadlines(on, 15)
    assert (found.respond_by, found.respond_by_alarm) == (found.stop_by.std, found.stop_by.safe)
    assert (found.confirm_by, found.extended_by, found.extension_notice_by) == (None, None, None)


@given(ANSWERED, DAYS, st.integers(0, 45), st.booleans())
def test_the_extended_day_is_90_from_receipt_whenever_notice_was_given(right, on, later, unverified):
    found = extend(right, on, notice_on=on + timedelta(later), reason=REASON).value
    assert found == on + timedelta(90)
    assert is_overdue(right, on, on=found, extended=True).value is False
    assert may_deny_unverified(right, on, on=found, extended=True, cannot_verify=unverified).value is True


@given(ANSWERED, DAYS, st.integers(46, 400))
def test_notice_after_the_first_period_never_extends(right, on, later):
    with pytest.raises(ExtensionRefused):
        extend(right, on, notice_on=on + timedelta(later), reason=REASON)


# Every second from 2026-01-02 to 2028-12-30, in UTC.
INSTANTS = st.integers(1_767_312_000, 1_861_747_200).map(lambda seconds: datetime.fromtimestamp(seconds, UTC))


@given(INSTANTS, st.sampled_from(["UTC", "Asia/Tokyo", "Pacific/Niue"]))
def test_the_day_of_receipt_does_not_depend_on_the_zone_in_which_it_is_written(instant, zone):
    assert receipt_date(instant.astimezone(ZoneInfo(zone))).value == receipt_date(instant).value
    assert receipt_date(instant).value == instant.astimezone(PACIFIC).date()


@pytest.mark.parametrize(
    ("instant", "expected"),
    [
        pytest.param("2026-11-28T23:59:59.999-08:00", "2026-11-28", id="the last millisecond of the day"),
        pytest.param("2026-11-29T00:00:00-08:00", "2026-11-29", id="midnight"),
        pytest.param("2026-12-31T23:59:59.999999-08:00", "2026-12-31", id="the end of the year"),
        pytest.param("2027-01-01T07:59:59Z", "2026-12-31", id="the new year in Greenwich"),
        pytest.param("2028-03-01T07:59:59Z", "2028-02-29", id="a leap day"),
        # Clocks go forward on 2026-03-08 and back on 2026-11-01, at 2 a.m.
        pytest.param("2026-03-08T07:59:59Z", "2026-03-07", id="before the short day"),
        pytest.param("2026-03-08T08:00:00Z", "2026-03-08", id="the short day"),
        pytest.param("2026-03-09T06:59:59Z", "2026-03-08", id="the end of the short day, in summer time"),
        pytest.param("2026-03-09T07:00:00Z", "2026-03-09", id="after the short day"),
        pytest.param("2026-11-01T06:59:59Z", "2026-10-31", id="before the long day"),
        pytest.param("2026-11-01T08:30:00Z", "2026-11-01", id="1:30 a.m. in summer time"),
        pytest.param("2026-11-01T09:30:00Z", "2026-11-01", id="1:30 a.m. again"),
        pytest.param("2026-11-02T07:59:59Z", "2026-11-01", id="the end of the long day"),
        pytest.param("2026-11-02T08:00:00Z", "2026-11-02", id="after the long day"),
    ],
)
def test_the_day_of_receipt_is_the_day_in_california(instant, expected):
    assert receipt_date(datetime.fromisoformat(instant)).value == date.fromisoformat(expected)


@pytest.mark.parametrize(
    ("receipt", "respond_by", "extended_by"),
    [
        ("2028-02-28", "2028-04-13", "2028-05-28"),
        ("2028-02-29", "2028-04-14", "2028-05-29"),
        ("2027-02-28", "2027-04-14", "2027-05-29"),
        ("2026-12-31", "2027-02-14", "2027-03-31"),
        ("2027-01-01", "2027-02-15", "2027-04-01"),
    ],
)
def test_leap_days_and_year_ends(receipt, respond_by, extended_by):
    found = clock(Right.DELETE, date.fromisoformat(receipt)).value
    assert (str(found.respond_by), str(found.extended_by)) == (respond_by, extended_by)


def test_an_instant_without_a_time_zone_is_refused():
    naive = datetime(2026, 11, 24, 2, 30, tzinfo=UTC).replace(tzinfo=None)
    for rule in (receipt_date, signal_clock):
        with pytest.raises(NaiveInstant, match="no time zone"):
            rule(naive)


def test_an_extension_has_to_be_reasonably_necessary():
    with pytest.raises(ExtensionRefused, match="necessary"):
        extend(Right.DELETE, FRIDAY, notice_on=date(2026, 12, 1), reason=REASON, reasonably_necessary=False)


def test_notice_before_receipt_is_impossible_and_on_the_day_of_receipt_is_not():
    with pytest.raises(ImpossibleInput):
        extend(Right.DELETE, FRIDAY, notice_on=date(2026, 11, 19), reason=REASON)
    assert extend(Right.DELETE, FRIDAY, notice_on=FRIDAY, reason=REASON).value
    with pytest.raises(ImpossibleInput):
        may_deny_unverified(Right.DELETE, FRIDAY, on=date(2026, 11, 19))


def test_an_extended_request_is_overdue_the_day_after_its_later_deadline():
    assert not is_overdue(Right.DELETE, FRIDAY, on=date(2027, 2, 18), extended=True).value
    assert is_overdue(Right.DELETE, FRIDAY, on=date(2027, 2, 19), extended=True).value


def test_no_extension_makes_an_opt_out_later():
    assert is_overdue(Right.OPT_OUT, date(2026, 11, 23), on=date(2026, 12, 17), extended=True).value


def test_an_opt_in_has_no_deadline():
    with pytest.raises(UncoveredCase):
        clock(Right.OPT_IN, FRIDAY)


def test_a_receipt_that_the_calendar_cannot_serve_is_refused():
    with pytest.raises(CalendarNotCovered):
        clock(Right.DELETE, date(2028, 12, 28))
