import pytest
from hypothesis import given
from hypothesis import strategies as st

from habeas.law.california.choices import Choices
from habeas.law.california.duties import Duty
from habeas.law.california.rights import NEVER_VERIFIED, VERIFIED, Right, may_verify
from habeas.law.california.verification import (
    DECLARATION_TEXT,
    Degree,
    Requirement,
    assess,
    fallback,
    required_degree,
    requirement,
)
from habeas.law.errors import ImpossibleInput, NeverVerified

ANY_VERIFIED = st.sampled_from(sorted(VERIFIED))


@pytest.mark.parametrize("right", sorted(NEVER_VERIFIED))
@pytest.mark.parametrize("ask", [required_degree, requirement, fallback])
def test_E26_asking_how_sure_one_must_be_of_an_opt_out_is_a_type_error(right, ask):
    with pytest.raises(NeverVerified) as raised:
        ask(right)
    assert isinstance(raised.value, TypeError)
    assert not may_verify(right).value


@pytest.mark.parametrize(
    ("right", "sensitive", "expected"),
    [
        (Right.KNOW_CATEGORIES, True, Requirement(2, False)),
        (Right.KNOW_SPECIFIC, False, Requirement(3, True)),
        (Right.ACCESS_ADMT, False, Requirement(3, True)),
        (Right.APPEAL_ADMT, False, Requirement(3, True)),
        (Right.DELETE, False, Requirement(2, False)),
        (Right.DELETE, True, Requirement(3, True)),
        (Right.CORRECT, True, Requirement(3, True)),
    ],
)
def test_what_reaches_the_degree(right, sensitive, expected):
    assert requirement(right, sensitive=sensitive).value == expected


@given(ANY_VERIFIED, st.booleans(), st.integers(0, 9), st.booleans(), st.booleans())
def test_the_degree_is_reached_exactly_when_nothing_is_missing(right, sensitive, points, declaration, asked):
    choices = Choices(declaration_for_sensitive=asked)
    found = assess(right, points=points, declaration=declaration, sensitive=sensitive, choices=choices).value
    assert found.reached is (
        points >= found.requirement.data_points and (declaration or not found.requirement.declaration)
    )
    assert found.reached is (found.points_missing == 0 and not found.declaration_missing)
    assert found.requirement.data_points == (3 if found.degree is Degree.REASONABLY_HIGH else 2)


def test_all_that_is_missing_is_named():
    assert assess(Right.KNOW_SPECIFIC, points=0).reason == (
        "A reasonably high degree of certainty is not reached: 3 data points and a signed declaration are missing."
    )


def test_a_negative_number_of_points_is_impossible():
    with pytest.raises(ImpossibleInput):
        assess(Right.DELETE, points=-1)


@given(ANY_VERIFIED, st.booleans(), st.booleans(), st.booleans())
def test_whoever_is_not_verified_is_told_so_and_the_opt_out_is_offered_for_deletions_alone(right, sells, on_file, none):
    found = fallback(right, sells_or_shares=sells, opt_out_on_file=on_file, no_method=none).value
    assert found.duties[:2] == (Duty.STATE_REASON, Duty.SAY_UNVERIFIED)
    assert (Duty.OFFER_OPT_OUT in found.duties) is (right is Right.DELETE and sells and not on_file)
    assert (Duty.EXPLAIN_NO_METHOD in found.duties) is none
    assert found.must_deny is (right in (Right.KNOW_SPECIFIC, Right.ACCESS_ADMT, Right.APPEAL_ADMT))


def test_every_duty_has_a_sentence():
    assert len({duty.sentence for duty in Duty}) == len(Duty)


def test_the_declaration_is_under_penalty_of_perjury_by_the_consumer():
    assert "under penalty of perjury under the laws of the State of California" in DECLARATION_TEXT
    assert "I am the consumer whose personal information is the subject" in DECLARATION_TEXT
