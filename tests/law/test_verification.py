import pytest

from habeas.law.california.duties import Duty
from habeas.law.california.rights import NEVER_VERIFIED, Right, may_verify
from habeas.law.california.verification import (
    DECLARATION_TEXT,
    FORBIDDEN_FIELDS,
    Degree,
    Requirement,
    assess,
    fallback,
    may_ask,
    required_degree,
    requirement,
)
from habeas.law.errors import ImpossibleInput, NeverVerified, UncoveredCase


@pytest.mark.parametrize(
    ("right", "sensitive", "degree", "citation"),
    [
        pytest.param(Right.KNOW_CATEGORIES, True, Degree.REASONABLE, "§7062(b)", id="E-20"),
        pytest.param(Right.KNOW_SPECIFIC, False, Degree.REASONABLY_HIGH, "§7062(c)", id="E-21"),
        pytest.param(Right.ACCESS_ADMT, False, Degree.REASONABLY_HIGH, "§7062(c)", id="E-21 automated decisions"),
        pytest.param(Right.DELETE, False, Degree.REASONABLE, "§7062(d)", id="E-23"),
        pytest.param(Right.DELETE, True, Degree.REASONABLY_HIGH, "§7062(d)", id="E-24"),
        pytest.param(Right.CORRECT, False, Degree.REASONABLE, "§7062(d)", id="E-23 correct"),
        pytest.param(Right.CORRECT, True, Degree.REASONABLY_HIGH, "§7062(d)", id="E-24 correct"),
    ],
)
def test_the_degree_follows_from_the_right_and_the_sensitivity(right, sensitive, degree, citation):
    verdict = required_degree(right, sensitive=sensitive)
    assert verdict.value is degree
    assert citation in str(verdict.citations[0])


@pytest.mark.parametrize("right", sorted(NEVER_VERIFIED))
def test_E26_asking_how_sure_one_must_be_of_an_opt_out_is_a_type_error(right):
    with pytest.raises(NeverVerified) as raised:
        required_degree(right, sensitive=False)
    assert isinstance(raised.value, TypeError)
    assert not may_verify(right).value


@pytest.mark.parametrize(
    ("right", "sensitive", "expected"),
    [
        (Right.KNOW_CATEGORIES, False, Requirement(2, False)),
        (Right.KNOW_SPECIFIC, False, Requirement(3, True)),
        (Right.DELETE, False, Requirement(2, False)),
        (Right.DELETE, True, Requirement(3, True)),
    ],
)
def test_what_reaches_the_degree(right, sensitive, expected):
    assert requirement(right, sensitive=sensitive).value == expected


def test_K41_three_points_without_a_declaration_do_not_release_specific_pieces():
    found = assess(Right.KNOW_SPECIFIC, sensitive=False, points=3, declaration=False)
    assert (found.reached, found.points_missing, found.declaration_missing) == (False, 0, True)
    assert "a signed declaration is missing" in found.reason


def test_K42_three_points_and_a_declaration_release_specific_pieces():
    found = assess(Right.KNOW_SPECIFIC, sensitive=False, points=3, declaration=True)
    assert (found.reached, found.points_missing, found.declaration_missing) == (True, 0, False)
    assert "Cal. Code Regs., tit. 11, §7062(c)" in map(str, found.citations)


def test_K43_two_points_fail_for_specific_pieces_and_suffice_for_categories():
    found = assess(Right.KNOW_SPECIFIC, sensitive=False, points=2, declaration=True)
    assert (found.reached, found.points_missing) == (False, 1)
    follows = fallback(Right.KNOW_SPECIFIC, sells_or_shares=True, opt_out_on_file=False).value
    assert follows.must_deny
    assert {Duty.SAY_UNVERIFIED, Duty.EVALUATE_AS_KNOW_CATEGORIES} <= set(follows.duties)
    assert assess(Right.KNOW_CATEGORIES, sensitive=False, points=2, declaration=False).reached


@pytest.mark.parametrize(
    ("right", "sensitive", "points", "declaration", "reached"),
    [
        (Right.KNOW_CATEGORIES, False, 1, True, False),
        (Right.KNOW_CATEGORIES, False, 2, False, True),
        (Right.DELETE, False, 1, True, False),
        (Right.DELETE, False, 2, False, True),
        (Right.DELETE, True, 2, True, False),
        (Right.DELETE, True, 3, False, False),
        (Right.DELETE, True, 3, True, True),
        (Right.DELETE, True, 4, True, True),
    ],
)
def test_both_sides_of_each_limit(right, sensitive, points, declaration, reached):
    assert assess(right, sensitive=sensitive, points=points, declaration=declaration).reached is reached


def test_all_that_is_missing_is_named():
    found = assess(Right.KNOW_SPECIFIC, sensitive=False, points=0, declaration=False)
    assert found.reason == (
        "A reasonably high degree of certainty is not reached: 3 data points and a signed declaration are missing."
    )


def test_a_negative_number_of_points_is_impossible():
    with pytest.raises(ImpossibleInput):
        assess(Right.DELETE, sensitive=False, points=-1, declaration=False)


def test_an_unverified_request_for_categories_may_be_denied_and_is_pointed_to_the_policy():
    follows = fallback(Right.KNOW_CATEGORIES, sells_or_shares=False, opt_out_on_file=False).value
    assert not follows.must_deny
    assert Duty.POINT_TO_POLICY in follows.duties


@pytest.mark.parametrize(
    ("sells", "on_file", "offered"),
    [
        pytest.param(True, False, True, id="K-45 seller, no opt-out on file"),
        pytest.param(False, False, False, id="K-46 neither sells nor shares"),
        pytest.param(True, True, False, id="K-47 opted out before"),
    ],
)
def test_an_unverified_deletion_is_said_to_be_unverified_and_the_opt_out_offered_where_due(sells, on_file, offered):
    verdict = fallback(Right.DELETE, sells_or_shares=sells, opt_out_on_file=on_file)
    assert not verdict.value.must_deny
    assert Duty.SAY_UNVERIFIED in verdict.value.duties
    assert (Duty.OFFER_OPT_OUT in verdict.value.duties) is offered
    assert "Cal. Code Regs., tit. 11, §7022(g)" in map(str, verdict.citations)


def test_an_unverified_correction_may_be_denied():
    verdict = fallback(Right.CORRECT, sells_or_shares=True, opt_out_on_file=False)
    assert verdict.value.duties == (Duty.STATE_REASON, Duty.SAY_UNVERIFIED)


@pytest.mark.parametrize("right", [Right.OPT_OUT, Right.LIMIT, Right.ACCESS_ADMT])
def test_other_rights_have_no_fallback_here(right):
    with pytest.raises(UncoveredCase):
        fallback(right, sells_or_shares=True, opt_out_on_file=False)


def test_every_duty_has_a_sentence():
    assert len({duty.sentence for duty in Duty}) == len(Duty)


@pytest.mark.parametrize("field", list(FORBIDDEN_FIELDS))
def test_a_form_never_asks_for_a_forbidden_kind_without_a_recorded_necessity(field):
    assert not may_ask(field).value
    assert not may_ask(field, necessity="  ").value
    assert may_ask(field, necessity="No other record identifies this account.").value


def test_a_form_may_ask_for_an_email_address():
    assert may_ask("email").value


def test_the_declaration_is_under_penalty_of_perjury_by_the_consumer():
    assert "under penalty of perjury under the laws of the State of California" in DECLARATION_TEXT
    assert "I am the consumer whose personal information is the subject" in DECLARATION_TEXT
