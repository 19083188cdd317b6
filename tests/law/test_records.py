from datetime import date

import pytest

from habeas.law.california.records import RECORD_FIELDS, check_record, may_purge, purge_allowed_on


@pytest.mark.parametrize(
    ("on", "allowed"),
    [
        pytest.param(date(2029, 2, 17), False, id="K-137 two days early"),
        pytest.param(date(2029, 2, 18), False, id="K-137 on the last day of the 24 months"),
        pytest.param(date(2029, 2, 19), True, id="K-137 the day after"),
    ],
)
def test_a_record_is_purged_after_24_whole_months(on, allowed):
    assert may_purge(date(2027, 2, 18), on).value is allowed


def test_a_final_response_on_a_leap_day_is_kept_to_the_end_of_february():
    assert purge_allowed_on(date(2028, 2, 29)).value == date(2030, 3, 1)


def complete():
    return dict.fromkeys(RECORD_FIELDS, "stated")


def test_K136_a_denied_request_needs_the_basis_and_a_granted_one_does_not():
    record = complete() | {"basis_of_denial": ""}
    assert check_record(record, denied=True).value == ("basis_of_denial",)
    assert check_record(record, denied=False).value == ()


@pytest.mark.parametrize("field", RECORD_FIELDS[:-1])
@pytest.mark.parametrize("denied", [True, False])
def test_a_record_that_lacks_a_field_names_it(field, denied):
    record = complete()
    del record[field]
    verdict = check_record(record, denied=denied)
    assert verdict.value == (field,)
    assert field in verdict.reason


@pytest.mark.parametrize("blank", [None, "", "  "])
def test_a_blank_field_is_missing(blank):
    assert check_record(complete() | {"manner_of_request": blank}, denied=False).value == ("manner_of_request",)


def test_a_complete_denied_record_passes():
    verdict = check_record(complete() | {"date_of_request": date(2026, 11, 23)}, denied=True)
    assert (verdict.value, verdict.reason) == ((), "The record is complete.")
