import pytest
from hypothesis import given
from hypothesis import strategies as st

from habeas.law.california.accounts import Sign, Step, is_suspicious, next_step
from habeas.law.california.rights import NEVER_VERIFIED, VERIFIED, Right

FACTS = st.fixed_dictionaries(
    {},
    optional={
        name: st.booleans()
        for name in (
            "has_account",
            "locked_out",
            "password_protected",
            "logged_in",
            "reauthenticated",
            "fraud_suspected",
            "verified_further",
        )
    },
)


@given(st.sampled_from(sorted(NEVER_VERIFIED)), FACTS, st.sets(st.sampled_from(Sign)))
def test_an_opt_out_is_never_held_up(right, facts, signs):
    assert next_step(right, **facts, signs=signs).value is Step.PROCEED


@given(st.sampled_from(sorted(VERIFIED)), FACTS)
def test_nothing_happens_on_an_account_without_a_new_authentication_or_further_verification(right, facts):
    if next_step(right, **facts).value is Step.PROCEED:
        assert facts.get("reauthenticated") or facts.get("verified_further")
        assert not facts.get("locked_out")


@given(st.sampled_from(sorted(VERIFIED)), FACTS)
def test_suspicion_holds_whatever_the_session(right, facts):
    step = next_step(right, **facts | {"fraud_suspected": True, "verified_further": False}).value
    assert step in (Step.VERIFY_FURTHER, Step.VERIFY_WITHOUT_ACCOUNT)


@pytest.mark.parametrize(
    ("signs", "suspicious"),
    [
        ((), False),
        ((Sign.PASSWORD_RESET,), False),
        ((Sign.PASSWORD_RESET, Sign.PASSWORD_RESET), False),
        ((Sign.PASSWORD_RESET, Sign.NEW_COUNTRY), True),
        ((Sign.REPORTED_TAKEN,), True),
    ],
)
def test_two_signs_or_a_grave_one_make_a_suspicion(signs, suspicious):
    assert is_suspicious(signs).value is suspicious


@pytest.mark.parametrize("facts", [{"has_account": False}, {"locked_out": True}, {"password_protected": False}])
def test_whoever_cannot_use_an_account_has_another_way(facts):
    assert next_step(Right.DELETE, **facts).value is Step.VERIFY_WITHOUT_ACCOUNT
