from datetime import UTC, date, datetime

import pytest

from habeas.law.california.calendar import business_day_deadlines
from habeas.law.california.clock import clock, extend, is_overdue, receipt_date
from habeas.law.california.parameters import parameter
from habeas.law.california.rights import Right
from habeas.law.errors import CalendarNotCovered, ExtensionRefused, ImpossibleInput, NaiveInstant

FRIDAY = date(2026, 11, 20)
REASON = "Your records are in a paper archive that we are searching."


@pytest.mark.parametrize(
    ("receipt", "std", "safe", "respond_by", "extended_by"),
    [
        pytest.param("2026-11-20", "2026-12-08", "2026-12-03", "2027-01-04", "2027-02-18", id="K-01"),
        pytest.param("2026-11-23", "2026-12-09", "2026-12-05", "2027-01-07", "2027-02-21", id="K-02"),
        pytest.param("2026-11-25", "2026-12-11", "2026-12-08", "2027-01-09", "2027-02-23", id="K-03"),
        pytest.param("2026-11-28", "2026-12-11", "2026-12-10", "2027-01-12", "2027-02-26", id="K-05"),
        pytest.param("2026-11-30", "2026-12-14", "2026-12-11", "2027-01-14", "2027-02-28", id="K-06"),
        pytest.param("2026-12-24", "2027-01-11", "2027-01-07", "2027-02-07", "2027-03-24", id="K-07"),
    ],
)
def test_the_deadlines_of_a_request_by_its_day_of_receipt(receipt, std, safe, respond_by, extended_by):
    found = clock(Right.DELETE, date.fromisoformat(receipt)).value
    assert [found.confirm_by.std, found.confirm_by.safe, found.respond_by, found.extended_by] == [
        date.fromisoformat(day) for day in (std, safe, respond_by, extended_by)
    ]


def test_K01_the_alarms_stand_one_day_before_the_deadlines():
    found = clock(Right.DELETE, FRIDAY).value
    assert (found.respond_by_alarm, found.extended_alarm) == (date(2027, 1, 3), date(2027, 2, 17))


def test_K06_monday_to_friday_and_open_state_offices_agree_when_no_holiday_lies_between():
    assert (
        clock(Right.DELETE, date(2026, 11, 30)).value.confirm_by.wk
        == clock(Right.DELETE, date(2026, 11, 30)).value.confirm_by.std
    )


def test_K11_a_request_of_the_last_day_of_2027_runs_over_a_leap_day():
    found = clock(Right.DELETE, date(2027, 12, 31)).value
    assert (found.respond_by, found.extended_by) == (date(2028, 2, 14), date(2028, 3, 30))


def test_K17_an_opt_out_has_15_business_days():
    on = date(2026, 11, 23)
    stop = business_day_deadlines(on, parameter("opt_out", on).period.count)
    assert (stop.std, stop.safe) == (date(2026, 12, 16), date(2026, 12, 11))


@pytest.mark.parametrize(
    ("instant", "expected"),
    [
        pytest.param("2026-11-24T02:30:00Z", date(2026, 11, 23), id="K-09"),
        pytest.param("2026-12-01T07:59:59Z", date(2026, 11, 30), id="K-10 last second of November"),
        pytest.param("2026-12-01T08:00:00Z", date(2026, 12, 1), id="K-10 first second of December"),
        pytest.param("2026-07-01T06:59:59Z", date(2026, 6, 30), id="K-10 summer time"),
        pytest.param("2026-07-01T07:00:00Z", date(2026, 7, 1), id="K-10 summer time, a second later"),
        pytest.param("2026-11-28T23:30:00-08:00", date(2026, 11, 28), id="K-05 late on a Saturday"),
    ],
)
def test_the_day_of_receipt_is_the_day_in_california(instant, expected):
    assert receipt_date(datetime.fromisoformat(instant)).value == expected


def test_an_instant_without_a_time_zone_is_refused():
    with pytest.raises(NaiveInstant, match="no time zone"):
        receipt_date(datetime(2026, 11, 24, 2, 30, tzinfo=UTC).replace(tzinfo=None))


def test_K13_notice_on_the_last_day_extends_to_90_days_from_receipt_with_a_warning():
    verdict = extend(Right.DELETE, FRIDAY, notice_on=date(2027, 1, 4), reason=REASON, already_extended=False)
    assert verdict.value == date(2027, 2, 18)
    assert len(verdict.warnings) == 1
    assert "2027-01-03" in verdict.warnings[0]


def test_K13_notice_a_day_earlier_extends_without_a_warning():
    verdict = extend(Right.DELETE, FRIDAY, notice_on=date(2027, 1, 3), reason=REASON, already_extended=False)
    assert (verdict.value, verdict.warnings) == (date(2027, 2, 18), ())


def test_K14_notice_a_day_late_is_refused_and_the_request_is_overdue():
    started = clock(Right.DELETE, FRIDAY).value
    with pytest.raises(ExtensionRefused, match="2027-01-04") as refused:
        extend(Right.DELETE, FRIDAY, notice_on=date(2027, 1, 5), reason=REASON, already_extended=False)
    assert "Civ. Code §1798.145(h)(1)" in map(str, refused.value.citations)
    assert started.respond_by == date(2027, 1, 4)
    assert is_overdue(Right.DELETE, FRIDAY, on=date(2027, 1, 5)).value


@pytest.mark.parametrize("reason", ["", "  \n"])
def test_K15_an_extension_without_a_reason_is_refused(reason):
    with pytest.raises(ExtensionRefused, match="reason"):
        extend(Right.DELETE, FRIDAY, notice_on=date(2026, 12, 1), reason=reason, already_extended=False)


def test_K15_a_second_extension_is_refused():
    with pytest.raises(ExtensionRefused, match="once already"):
        extend(Right.DELETE, FRIDAY, notice_on=date(2026, 12, 1), reason=REASON, already_extended=True)


def test_notice_before_receipt_is_impossible_and_on_the_day_of_receipt_is_not():
    with pytest.raises(ImpossibleInput):
        extend(Right.DELETE, FRIDAY, notice_on=date(2026, 11, 19), reason=REASON, already_extended=False)
    assert extend(Right.DELETE, FRIDAY, notice_on=FRIDAY, reason=REASON, already_extended=False).value


@pytest.mark.parametrize(
    ("on", "extended", "expected"),
    [
        (date(2027, 1, 4), False, False),
        (date(2027, 1, 5), False, True),
        (date(2027, 1, 5), True, False),
        (date(2027, 2, 18), True, False),
        (date(2027, 2, 19), True, True),
    ],
)
def test_a_request_is_overdue_the_day_after_its_deadline(on, extended, expected):
    assert is_overdue(Right.DELETE, FRIDAY, on=on, extended=extended).value is expected


def test_a_receipt_that_the_calendar_cannot_serve_is_refused():
    with pytest.raises(CalendarNotCovered):
        clock(Right.DELETE, date(2028, 12, 28))
