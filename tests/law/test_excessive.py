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
        assert charge(20, claim, cost=20, **papers).value == 20
    else:
        with pytest.raises(FeeRefused):
            charge(20, claim, cost=20, **papers)
    del papers["cost_basis"]
    if all(text.strip() for text in papers.values()):
        assert may_refuse(claim, **papers).value
    else:
        with pytest.raises(DenialRefused):
            may_refuse(claim, **papers)


def test_no_fee_without_a_stated_cost():
    with pytest.raises(FeeRefused, match="the cost of answering"):
        charge(20, Claim.EXCESSIVE, **dict.fromkeys(PAPERS, "On file."))


@pytest.mark.parametrize(("fee", "cost"), [(-1, 5), (1, -5)])
def test_an_amount_below_nothing_is_impossible(fee, cost):
    with pytest.raises(ImpossibleInput):
        charge(fee, Claim.EXCESSIVE, cost=cost)
