import pytest
from hypothesis import given
from hypothesis import strategies as st

from habeas.law.california.agents import AgentStep, Demand, Power, agent_step, demands, may_demand, refused_demands
from habeas.law.california.rights import Right
from habeas.law.errors import UncoveredCase

VERIFIED = [
    Right.KNOW_CATEGORIES,
    Right.KNOW_SPECIFIC,
    Right.DELETE,
    Right.CORRECT,
    Right.ACCESS_ADMT,
    Right.APPEAL_ADMT,
]
STOPS = [Right.OPT_OUT, Right.LIMIT, Right.OPT_OUT_ADMT]
ORDERED = st.lists(st.sampled_from(Demand), unique=True)


@given(st.sampled_from(VERIFIED + STOPS), ORDERED)
def test_both_ways_are_never_asked_of_the_consumer(right, asked):
    refused = refused_demands(right, asked).value
    left = [one for one in asked if one not in refused]
    assert not {Demand.CONSUMER_VERIFIES, Demand.CONSUMER_CONFIRMS} <= set(left)
    assert not {Demand.POWER_OF_ATTORNEY, Demand.CONSUMER_RESUBMITS, Demand.REGISTRATION} & set(left)


@given(st.sampled_from(STOPS), ORDERED)
def test_of_an_opt_out_nothing_is_asked_but_the_signed_permission(right, asked):
    refused = refused_demands(right, asked).value
    assert [one for one in asked if one not in refused] == [one for one in asked if one is Demand.SIGNED_PERMISSION]


@given(st.sampled_from(VERIFIED), ORDERED, st.sampled_from([Power.PROBATE_CODE, Power.STATUTORY_FORM]))
def test_a_power_of_attorney_switches_every_demand_off(right, asked, power):
    assert refused_demands(right, asked, power_of_attorney=power).value == tuple(asked)
    assert agent_step(right, power_of_attorney=power).value is AgentStep.PROCESS


def test_a_power_that_does_not_meet_the_code_is_like_none():
    assert demands(Right.DELETE, power_of_attorney=Power.OTHER).value == demands(Right.DELETE).value


@pytest.mark.parametrize("demand", [Demand.CONSUMER_VERIFIES, Demand.CONSUMER_CONFIRMS])
def test_either_of_the_two_may_be_asked_and_asked_again(demand):
    assert may_demand(demand, Right.CORRECT).value
    assert may_demand(demand, Right.CORRECT, already=(demand,)).value


@pytest.mark.parametrize("right", [Right.ACCESS_ADMT, Right.APPEAL_ADMT])
def test_agents_for_automated_decisions_are_a_question_for_counsel(right):
    assert not demands(right).settled
    assert demands(Right.DELETE).settled


@pytest.mark.parametrize(
    ("right", "via_signal"), [(Right.OPT_IN, False), (Right.DELETE, True), (Right.OPT_OUT_ADMT, True)]
)
def test_what_no_rule_covers_is_said(right, via_signal):
    with pytest.raises(UncoveredCase):
        demands(right, via_signal=via_signal)
