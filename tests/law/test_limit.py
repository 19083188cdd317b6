from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from habeas.law.california.clock import clock
from habeas.law.california.limit import (
    LimitDuty,
    SensitiveUse,
    SpiPurpose,
    check_policy,
    comply,
    is_permitted,
    must_offer,
)
from habeas.law.california.rights import Right

DAY = date(2026, 11, 23)
PURPOSES = st.one_of(st.sampled_from(SpiPurpose), st.sampled_from(["advertising", "selling it on"]))
USES = st.lists(st.builds(SensitiveUse, PURPOSES, st.none(), st.booleans(), st.booleans()), max_size=5).map(tuple)


@pytest.mark.parametrize("purpose", [p for p in SpiPurpose if p is not SpiPurpose.NO_INFERENCE])
def test_a_listed_purpose_is_permitted_as_far_as_it_is_proportionate(purpose):
    assert is_permitted(SensitiveUse(purpose)).value
    assert not is_permitted(SensitiveUse(purpose, necessary_and_proportionate=False)).value


@given(USES)
def test_every_use_either_stops_or_goes_on_and_the_clock_is_that_of_a_limit(uses):
    found = comply(uses, receipt_on=DAY).value
    assert sorted(found.stop + found.go_on) == sorted(str(use.purpose) for use in uses)
    assert found.applicable == bool(found.stop) == must_offer(uses).value.method
    assert found.stop_by == (clock(Right.LIMIT, DAY).value.stop_by if found.stop else None)
    assert LimitDuty.LOG in found.duties


def test_two_uses_for_one_purpose_are_judged_one_by_one():
    uses = (SensitiveUse("advertising"), SensitiveUse("advertising", infers_characteristics=False))
    found = comply(uses, receipt_on=DAY).value
    assert (found.stop, found.go_on) == (("advertising",), ("advertising",))


@given(USES, st.booleans(), st.booleans())
def test_a_policy_in_order_tells_the_truth(uses, says, offers):
    found = check_policy(uses, says_only_permitted=says, offers_limit=offers).value
    beyond = must_offer(uses).value.method
    assert (not found) == ((offers and not says) if beyond else (says or offers))
