from datetime import date

import pytest

from habeas.law.california.know import SIX_PARTS, Window, look_back, may_decline_repeat, may_skip_search
from habeas.law.errors import ImpossibleInput

TODAY = date(2026, 11, 23)


def test_K01_by_default_the_answer_covers_the_12_months_before_receipt():
    verdict = look_back(date(2026, 11, 20), since=None, everything=False)
    assert verdict.value == Window(date(2025, 11, 20), date(2026, 11, 20))
    assert "2025-11-20" in verdict.reason
    assert "Cal. Code Regs., tit. 11, §7024(h)" in map(str, verdict.citations)


def test_K23_everything_since_2019_is_given_from_2022_and_the_answer_says_so():
    verdict = look_back(TODAY, since=date(2019, 1, 1), everything=True)
    assert verdict.value == Window(date(2022, 1, 1), TODAY)
    assert "no right to what was collected before 2022-01-01" in verdict.reason


@pytest.mark.parametrize(
    ("since", "start", "clamped"),
    [
        (date(2021, 12, 31), date(2022, 1, 1), True),
        (date(2022, 1, 1), date(2022, 1, 1), False),
        (date(2022, 1, 2), date(2022, 1, 2), False),
        (date(2025, 11, 22), date(2025, 11, 22), False),
        (date(2025, 11, 23), date(2025, 11, 23), False),
        (date(2026, 11, 1), date(2025, 11, 23), False),
        (TODAY, date(2025, 11, 23), False),
    ],
)
def test_a_date_reaches_back_to_2022_and_never_shortens_the_12_months(since, start, clamped):
    verdict = look_back(TODAY, since=since, everything=False)
    assert verdict.value.start_on == start
    assert ("no right" in verdict.reason) is clamped


def test_a_look_back_from_the_future_is_impossible():
    with pytest.raises(ImpossibleInput):
        look_back(TODAY, since=date(2026, 11, 24), everything=False)


def test_the_12_months_of_a_leap_day_start_on_the_28th():
    assert look_back(date(2028, 2, 29), since=None, everything=False).value.start_on == date(2027, 2, 28)


ANSWERED = [date(2026, 1, 10), date(2026, 6, 1)]


@pytest.mark.parametrize(
    ("receipt", "answered", "may_decline"),
    [
        pytest.param(TODAY, ANSWERED, True, id="K-31 (a) third in the window"),
        pytest.param(date(2027, 1, 9), ANSWERED, True, id="K-31 the day before the first leaves the window"),
        pytest.param(date(2027, 1, 10), ANSWERED, False, id="K-31 (b) the first has left the window"),
        pytest.param(date(2027, 1, 11), ANSWERED, False, id="K-31 (c) a day later"),
        pytest.param(date(2027, 1, 11), [*ANSWERED, date(2027, 1, 10)], True, id="K-31 (d) after (b) was answered"),
        pytest.param(TODAY, [], False, id="first request"),
        pytest.param(TODAY, [TODAY], False, id="second request, same day"),
        pytest.param(TODAY, [TODAY, TODAY], True, id="third request, same day"),
        pytest.param(TODAY, [date(2026, 12, 1), date(2026, 12, 2)], False, id="later requests do not count"),
    ],
)
def test_a_third_request_to_know_in_12_months_may_be_declined(receipt, answered, may_decline):
    verdict = may_decline_repeat(receipt, answered)
    assert verdict.value is may_decline
    assert "Civ. Code §1798.130(b)" in map(str, verdict.citations)


def test_an_answer_about_categories_has_six_parts_with_sold_and_disclosed_apart():
    assert len(SIX_PARTS) == 6
    assert len({part.heading for part in SIX_PARTS}) == 6
    assert SIX_PARTS[4].heading.startswith("Categories we sold or shared")
    assert SIX_PARTS[5].heading.startswith("Categories we disclosed for a business purpose")


ARCHIVE = {"is_accessible": False, "only_for_law": True, "is_used_commercially": False, "names_categories": True}


def test_K63_a_paper_archive_kept_for_a_legal_hold_may_go_unsearched_if_the_answer_names_it():
    assert may_skip_search(**ARCHIVE).value


@pytest.mark.parametrize("condition", ARCHIVE)
def test_K63_one_failed_condition_means_searching(condition):
    verdict = may_skip_search(**{**ARCHIVE, condition: not ARCHIVE[condition]})
    assert not verdict.value
    assert verdict.reason.startswith("The store must be searched: ")
