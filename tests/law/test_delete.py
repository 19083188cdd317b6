from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from habeas.law.california.delete import is_in_scope
from habeas.law.california.reach import Source

FROM_OTHERS = {Source.BOUGHT, Source.THIRD_PARTY}


@given(st.dates(date(2020, 1, 1), date(2026, 12, 31)), st.sampled_from(Source))
def test_until_the_end_of_2026_only_what_came_from_others_is_outside(receipt_on, source):
    verdict = is_in_scope(receipt_on, source)
    assert verdict.value is (source not in FROM_OTHERS)
    assert not verdict.warnings


@given(st.dates(date(2027, 1, 1), date(2040, 1, 1)), st.sampled_from(Source))
def test_from_2027_every_source_is_in_scope_with_a_warning_that_the_date_is_assumed(receipt_on, source):
    verdict = is_in_scope(receipt_on, source)
    assert verdict.value
    assert "assumed" in " ".join(verdict.warnings)
    assert not verdict.settled
