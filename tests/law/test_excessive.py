import pytest
from hypothesis import given
from hypothesis import strategies as st

from habeas.law.california.excessive import Claim, charge, may_refuse
from habeas.law.errors import DenialRefused, FeeRefused, ImpossibleInput

PAPERS = ("rationale", "reviewer", "notice", "cost_basis")


@given(st.sets(st.sampled_from(PAPERS)), st.sampled_from(list(Claim)), st.sampled_from(["", " ", "\n"]))
def test_nothing_is_charged_or_refused_while_one_paper_is_missing(there, claim, blank):
    papers = {name: "On file." if name in there else blank for name in PAPERS}
    if there == set(PAPERS):
        assert charge(20, claim, **papers).value == 20
    else:
        with pytest.raises(FeeRefused):
            charge(20, claim, **papers)
    del papers["cost_basis"]
    if all(text.strip() for text in papers.values()):
        assert may_refuse(claim, **papers).value
    else:
        with pytest.raises(DenialRefused):
            may_refuse(claim, **papers)


def test_a_fee_without_a_stated_cost_is_charged_with_a_warning():
    papers = dict.fromkeys(PAPERS, "On file.")
    assert charge(20, Claim.EXCESSIVE, **papers).warnings
    assert not charge(20, Claim.EXCESSIVE, **papers, cost=20).warnings


@pytest.mark.parametrize(("fee", "cost"), [(-1, 5), (1, -5)])
def test_an_amount_below_nothing_is_impossible(fee, cost):
    with pytest.raises(ImpossibleInput):
        charge(fee, Claim.EXCESSIVE, cost=cost)
