from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from habeas.law.california.records import (
    RECORD_FIELDS,
    Handler,
    Kept,
    RecordUse,
    check_record,
    may_purge,
    may_use,
    must_keep,
    protections_missing,
    purge_allowed_on,
    training_missing,
)
from habeas.law.errors import ImpossibleInput

DAYS = st.dates(date(2023, 1, 1), date(2090, 1, 1))


def test_a_final_response_on_a_leap_day_is_kept_to_the_end_of_february():
    assert purge_allowed_on(date(2028, 2, 29)).value == date(2030, 3, 1)


@given(DAYS)
def test_a_record_is_kept_on_every_day_before_and_on_none_after(answered_on):
    allowed = purge_allowed_on(answered_on).value
    assert allowed.year - answered_on.year in (2, 3)
    assert not may_purge(answered_on, allowed - timedelta(days=1)).value
    assert may_purge(answered_on, allowed).value


@given(DAYS)
def test_the_record_of_an_open_request_is_never_purged(on):
    assert not may_purge(None, on).value


def complete():
    return dict.fromkeys(RECORD_FIELDS, "stated")


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
    assert check_record(complete() | {"manner_of_request": blank}).value == ("manner_of_request",)


def test_a_field_may_hold_a_date():
    assert check_record(complete() | {"date_of_request": date(2026, 11, 23)}, denied=True).value == ()


def test_an_open_request_has_not_been_denied():
    with pytest.raises(ImpossibleInput):
        check_record(complete(), denied=True, closed=False)


@pytest.mark.parametrize("use", RecordUse)
def test_a_third_party_gets_the_records_only_for_a_legal_obligation(use):
    assert may_use(use, to_third_party=True).value is (use is RecordUse.LEGAL_OBLIGATION)


@pytest.mark.parametrize("kept", set(Kept) - {Kept.OTHER_DATA, Kept.CORRECTION_DOCUMENT})
def test_what_belongs_to_the_record_is_kept_whether_or_not_somebody_thinks_it_needed(kept):
    assert must_keep(kept).value
    assert must_keep(kept, needed=True).value


def test_each_missing_protection_is_named():
    missing = protections_missing(encrypted=False, access_restricted=False, separate_store=False).value
    assert missing == ("encrypted", "access_restricted", "separate_store")


def test_who_writes_letters_need_not_be_able_to_process_calls():
    assert training_missing(Handler("h-1", True, True)).value == ()
    assert training_missing(Handler("h-1", True, True, takes_calls=True, able_to_process=True)).value == ()
