import pytest
from hypothesis import given
from hypothesis import strategies as st

from habeas.law.california.choices import Choices, ParentOfTeen
from habeas.law.california.minors import (
    Asker,
    Next,
    ParenthoodProof,
    Way,
    establishes_parenthood,
    may_sell,
    who_asks,
)
from habeas.law.california.rights import VERIFIED, Right
from habeas.law.errors import ImpossibleInput


@given(st.integers(0, 12), st.sampled_from(sorted(VERIFIED)), st.sampled_from(ParentOfTeen))
def test_for_a_child_under_13_nothing_happens_before_parenthood_is_established(age, right, choice):
    choices = Choices(parent_of_teen=choice)
    assert who_asks(age, Asker.PARENT, right, choices=choices).value is Next.ESTABLISH_PARENTHOOD
    assert who_asks(age, Asker.MINOR, right, parenthood_established=True).value is Next.REVIEW
    assert who_asks(age, Asker.PARENT, right, parenthood_established=True, choices=choices).value is Next.PROCESS


@given(st.integers(0, 15), st.booleans(), st.booleans(), st.none() | st.sampled_from(Asker))
def test_data_of_the_under_16s_is_sold_only_on_the_right_opt_in(age, established, confirmed, opted_in_by):
    found = may_sell(age, opted_in_by=opted_in_by, parenthood_established=established, confirmed=confirmed).value
    wanted = (Asker.MINOR, confirmed) if age >= 13 else (Asker.PARENT, established)
    assert found.allowed is (opted_in_by is wanted[0] and wanted[1])
    assert found.tell_of_opt_out is found.allowed
    assert not may_sell(
        age, opted_in_by=opted_in_by, parenthood_established=True, confirmed=True, opted_out=True
    ).value.allowed


@pytest.mark.parametrize(("wilful", "allowed"), [(False, True), (True, False)])
def test_whoever_shuts_their_eyes_to_an_unknown_age_may_not_sell(wilful, allowed):
    assert may_sell(None, wilful_disregard=wilful).value.allowed is allowed


@pytest.mark.parametrize("by", ["post", "fax", "scan"])
def test_a_signed_form_comes_back_by_post_fax_or_scan(by):
    assert establishes_parenthood(ParenthoodProof(Way.SIGNED_FORM, under_perjury=True, returned_by=by)).value
    assert not establishes_parenthood(
        ParenthoodProof(Way.SIGNED_FORM, under_perjury=True, returned_by="telephone")
    ).value


@pytest.mark.parametrize("way", [Way.TOLL_FREE_CALL, Way.VIDEO, Way.IN_PERSON])
def test_a_conversation_establishes_parenthood(way):
    assert establishes_parenthood(ParenthoodProof(way)).value


@pytest.mark.parametrize("flaw", [{"checked_with_database": False}, {"image_deleted": False}])
def test_an_identity_document_is_checked_and_its_picture_deleted(flaw):
    assert not establishes_parenthood(ParenthoodProof(Way.GOVERNMENT_ID, **flaw)).value


def test_another_way_needs_its_reason():
    assert not establishes_parenthood(ParenthoodProof(Way.OTHER, why_reasonable=" ")).value


def test_a_parent_opts_a_child_in_and_a_teenager_opts_in_alone():
    assert who_asks(12, Asker.PARENT, Right.OPT_IN, parenthood_established=True).value is Next.PROCESS
    assert who_asks(12, Asker.MINOR, Right.OPT_IN).value is Next.REFUSE
    assert who_asks(15, Asker.MINOR, Right.OPT_IN).value is Next.PROCESS
    assert who_asks(15, Asker.PARENT, Right.OPT_IN).value is Next.REFUSE


@pytest.mark.parametrize("ask", [lambda: who_asks(-1, Asker.MINOR), lambda: may_sell(-1)])
def test_nobody_has_a_negative_age(ask):
    with pytest.raises(ImpossibleInput):
        ask()
