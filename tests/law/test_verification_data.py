from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from habeas.law.california.choices import Choices
from habeas.law.california.verification_data import Use, is_id_image_overdue, is_purge_overdue, may_use, purge
from habeas.law.errors import ImpossibleInput

KEPT = ["method", "method_version", "result", "data_point_types", "declaration", "signed_declaration"]
GONE = ["licence_photo", "birth_date", "one_time_code", "call_recording"]


@given(st.lists(st.sampled_from(KEPT + GONE), unique=True), st.dates(max_value=date(2100, 1, 1)), st.integers(0, 60))
def test_everything_collected_is_either_purged_or_kept(collected, closed_on, days):
    last = closed_on + timedelta(days=days)
    choices = Choices(purge_verification_days=days)
    found = purge(tuple(collected), closed_on=closed_on, choices=choices).value
    assert sorted(found.purged + found.kept) == sorted(collected)
    assert set(found.kept) == set(collected) & set(KEPT)
    assert found.purge_by == last
    assert not is_purge_overdue(closed_on, on=last, choices=choices).value


@pytest.mark.parametrize("use", Use)
def test_data_collected_to_verify_serves_verification_alone(use):
    assert may_use(use).value is (use is Use.VERIFICATION)


@pytest.mark.parametrize("use", [Use.SECURITY, Use.FRAUD_PREVENTION])
def test_the_wider_reading_is_a_question_for_counsel(use):
    found = may_use(use, strict=False)
    assert found.value
    assert not found.settled


def test_a_picture_cannot_be_overdue_before_it_was_checked():
    with pytest.raises(ImpossibleInput):
        is_id_image_overdue(date(2026, 12, 2), on=date(2026, 12, 1))
