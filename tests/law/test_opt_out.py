import pytest
from hypothesis import given
from hypothesis import strategies as st

from habeas.law.california.disclosure import Role
from habeas.law.california.opt_out import (
    Disclosure,
    can_confirm,
    may_combine,
    may_offer_choices,
    must_offer_confirmation,
    must_stop,
    what_stops,
)
from habeas.law.california.rights import Right
from habeas.law.errors import UncoveredCase

DISCLOSURES = st.builds(
    Disclosure,
    st.text(max_size=3),
    st.sampled_from(Role),
    *[st.booleans()] * 6,
)


@given(st.lists(DISCLOSURES, max_size=6).map(tuple))
def test_what_stops_are_the_disclosures_that_must(disclosures):
    assert what_stops(disclosures).value == tuple(one.to for one in disclosures if must_stop(one).value)


@given(DISCLOSURES)
def test_advertising_across_contexts_stops_whoever_does_it_unless_the_consumer_directs_it(one):
    excused = one.at_consumers_direction or one.only_signals_opt_out or one.transfer_of_business
    if one.cross_context_advertising:
        assert must_stop(one).value != excused


@given(st.sampled_from([Role.SERVICE_PROVIDER, Role.CONTRACTOR]), st.booleans())
def test_a_provider_with_a_lawful_contract_goes_on_and_one_without_is_a_third_party(role, paid):
    assert not must_stop(Disclosure("Host", role, valuable_consideration=paid)).value
    without = Disclosure("Host", role, contract_compliant=False, valuable_consideration=paid)
    assert must_stop(without).value == paid
    assert any("7051" in str(citation) for citation in must_stop(without).citations)


def test_combining_is_barred_for_advertising_only():
    assert may_combine(opted_out=True, for_advertising=False).value
    assert not may_combine(opted_out=True, for_advertising=True).value


@pytest.mark.parametrize("right", [Right.OPT_OUT, Right.LIMIT, Right.OPT_OUT_ADMT])
@pytest.mark.parametrize("door", ["signal", "form", "telephone", "letter", "agent", ""])
def test_the_door_makes_no_difference_to_the_means_of_confirming(right, door):
    assert must_offer_confirmation(right, door=door).value
    assert can_confirm(right, door=door, means=["status page"]).value
    assert not can_confirm(right, door=door, means=[]).value


@pytest.mark.parametrize("right", [Right.KNOW_SPECIFIC, Right.DELETE, Right.OPT_OUT_ADMT])
def test_partial_choices_are_a_matter_of_opt_out_and_limit(right):
    with pytest.raises(UncoveredCase):
        may_offer_choices(right, single_choice_for_all=True)
