from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from habeas.law.california.know import SIX_PARTS, look_back, may_decline_repeat, may_skip_search
from habeas.law.errors import ImpossibleInput
from habeas.law.period import add_months

RECEIPTS = st.dates(date(2023, 1, 1), date(2035, 12, 31))


@given(RECEIPTS, st.dates(date(2010, 1, 1), date(2035, 12, 31)), st.booleans())
def test_the_window_is_never_shorter_than_usual_and_never_reaches_before_2022(receipt_on, since, everything):
    if since > receipt_on:
        with pytest.raises(ImpossibleInput):
            look_back(receipt_on, since=since, everything=everything)
        return
    window = look_back(receipt_on, since=since, everything=everything).value
    usual = look_back(receipt_on).value
    assert date(2022, 1, 1) <= window.start_on <= usual.start_on
    assert window.end_on == receipt_on
    assert window.start_on <= max(since, date(2022, 1, 1))


@pytest.mark.parametrize(("since", "clamped"), [(date(2021, 12, 31), True), (date(2022, 1, 1), False)])
def test_only_a_date_before_2022_is_said_to_be_out_of_reach(since, clamped):
    assert ("no right" in look_back(date(2026, 11, 23), since=since).reason) is clamped


def test_the_12_months_of_a_leap_day_start_on_the_28th():
    assert look_back(date(2028, 2, 29)).value.start_on == date(2027, 2, 28)


@given(RECEIPTS, st.lists(st.dates(date(2022, 1, 1), date(2036, 12, 31)), max_size=6))
def test_two_answered_in_the_12_months_up_to_receipt_make_a_third_declinable(receipt_on, answered):
    inside = [day for day in answered if add_months(receipt_on, -12) < day <= receipt_on]
    assert may_decline_repeat(receipt_on, answered).value is (len(inside) >= 2)


def test_requests_received_later_and_on_the_day_12_months_before_do_not_count():
    receipt_on = date(2027, 1, 10)
    outside = [date(2026, 1, 10), date(2027, 1, 11)]
    assert not may_decline_repeat(receipt_on, [date(2026, 1, 11), *outside]).value
    assert may_decline_repeat(receipt_on, [date(2026, 1, 11), receipt_on]).value


def test_an_answer_about_categories_has_six_parts_with_sold_and_disclosed_apart():
    assert len({part.heading for part in SIX_PARTS}) == 6
    assert SIX_PARTS[4].heading.startswith("Categories we sold or shared")
    assert SIX_PARTS[5].heading.startswith("Categories we disclosed for a business purpose")


ARCHIVE = {"is_accessible": False, "only_for_law": True, "is_used_commercially": False, "names_categories": True}


@given(st.fixed_dictionaries(dict.fromkeys(ARCHIVE, st.booleans())))
def test_only_all_four_conditions_together_spare_the_search(conditions):
    verdict = may_skip_search(**conditions)
    assert verdict.value is (conditions == ARCHIVE)
    assert verdict.reason.startswith("The store may go" if verdict.value else "The store must be searched: ")
