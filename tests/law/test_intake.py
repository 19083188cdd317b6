from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from habeas.law.california.choices import Choices, Misdirected
from habeas.law.california.clock import clock
from habeas.law.california.intake import Defect, deficient, may_require_login, offers_older_records, unneeded_demands
from habeas.law.california.rights import NEVER_VERIFIED, Right
from habeas.law.errors import ImpossibleInput

RIGHTS = st.sampled_from([right for right in Right if right is not Right.OPT_IN])
DAYS = st.dates(date(2026, 1, 1), date(2028, 1, 1))
CHOICES = st.builds(Choices, misdirected=st.sampled_from(list(Misdirected)))
NAMES = st.lists(st.sampled_from(["name", "email", "phone", "selfie", "partial_ssn"]), unique=True)


@given(
    RIGHTS, DAYS, st.sampled_from([Defect.WRONG_CHANNEL, Defect.INCOMPLETE]), CHOICES, st.none() | st.integers(0, 60)
)
def test_a_defective_request_is_submitted_or_answered_and_never_lost(right, on, defect, choices, later):
    cured_on = None if later is None else on + timedelta(later)
    found = deficient(right, on, defect, cured_on=cured_on, choices=choices).value
    assert found.counts_as_submitted is not found.tell_how_to_cure
    if found.counts_as_submitted:
        assert found.respond_by == clock(right, found.clock_from).value.respond_by
    else:
        assert found.tell_by == clock(right, on).value.respond_by


@given(DAYS, CHOICES, st.none() | st.integers(0, 60))
def test_the_clock_of_an_unconfirmed_deletion_runs_from_its_first_step(on, choices, later):
    cured_on = None if later is None else on + timedelta(later)
    found = deficient(Right.DELETE, on, Defect.UNCONFIRMED, cured_on=cured_on, choices=choices).value
    assert (found.clock_from, found.respond_by) == (on, clock(Right.DELETE, on).value.respond_by)
    assert found.tell_how_to_cure is (cured_on is None)


def test_a_request_cannot_be_cured_before_it_is_made():
    with pytest.raises(ImpossibleInput):
        deficient(Right.DELETE, date(2026, 11, 23), Defect.INCOMPLETE, cured_on=date(2026, 11, 22))


@pytest.mark.parametrize("right", list(Right))
def test_nobody_is_made_to_create_an_account_and_a_request_to_stop_never_needs_one(right):
    assert may_require_login(right, has_account=False).value is False
    assert may_require_login(right, has_account=True).value is (right not in NEVER_VERIFIED)


@given(st.sampled_from(list(Right)), NAMES, NAMES)
def test_what_is_asked_and_needed_is_fine_unless_it_proves_who_asks_to_stop(right, asked, needed):
    found = unneeded_demands(right, asked, needed=needed).value
    proofs = {"selfie", "partial_ssn"} if right in NEVER_VERIFIED else set()
    assert set(found) == {one for one in asked if one not in needed or one in proofs}


def test_a_range_need_not_reach_back_further_than_anything_is_kept():
    kept = {"retention_months": 24, "offers_date_range": True, "on": date(2026, 11, 23)}
    assert offers_older_records(**kept, earliest_offered_on=date(2024, 11, 23)).value == ()
    assert offers_older_records(**kept, earliest_offered_on=date(2024, 11, 24)).value
