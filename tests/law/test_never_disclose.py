import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from habeas.law.california.kinds import Kind
from habeas.law.california.never_disclose import (
    Held,
    MatchAnswer,
    NeverDisclose,
    class_of,
    match_answer,
    may_release,
    what_is_withheld,
)
from habeas.law.errors import ImpossibleInput

CHECKED = [kind for kind in Kind if class_of(kind) not in (None, NeverDisclose.BIOMETRIC)]
SECRETS = st.text(st.characters(codec="ascii", categories=("L", "N")), min_size=8, max_size=20)


def test_each_of_the_ten_has_a_kind_and_a_description_of_its_own():
    assert {class_of(kind) for kind in Kind} - {None} == set(NeverDisclose)
    assert len({one.description for one in NeverDisclose}) == len(NeverDisclose) == 10


@given(st.lists(st.builds(Held, st.text(min_size=1), st.sampled_from(Kind), st.just("a palm scan")), max_size=12))
def test_every_item_is_either_given_or_withheld_with_a_line_of_its_own(held):
    found = what_is_withheld(held).value
    assert len(found.given) + len(found.withheld) == len(held)
    assert len(found.lines) == len(found.withheld)
    assert all(found.lines)


def test_each_kind_has_a_line_of_its_own():
    kinds = [kind for kind in Kind if class_of(kind)]
    lines = what_is_withheld([Held("x", kind, "a palm scan" * (kind is Kind.BIOMETRIC)) for kind in kinds]).value.lines
    assert len(set(lines)) == len(kinds)


@given(st.sampled_from(CHECKED), SECRETS, SECRETS, st.booleans(), st.integers(0, 5), st.integers(1, 5))
def test_no_answer_of_a_match_check_repeats_the_value(kind, stored, stated, verified, before, limit):
    assume(stored.casefold() not in "what you stated is not what we hold verify the consumer first too many attempts")
    verdict = match_answer(kind, stated=stated, stored=stored, verified=verified, attempts_before=before, limit=limit)
    assert stored not in f"{verdict.value.value} {verdict.reason}"
    if not verified or before >= limit:
        assert verdict.value is MatchAnswer.REFUSED


@given(st.sampled_from(CHECKED), SECRETS)
def test_the_value_itself_matches_and_another_does_not(kind, stored):
    given_ = {"stored": stored, "verified": True, "attempts_before": 0, "limit": 1}
    assert match_answer(kind, stated=stored, **given_).value is MatchAnswer.MATCH
    assert match_answer(kind, stated=stored + "0", **given_).value is MatchAnswer.NO_MATCH


@pytest.mark.parametrize(
    ("kind", "stated", "answer"),
    [
        (Kind.SSN, "078 05 1120", "match"),
        (Kind.PASSPORT, "c-0300 5988", "match"),
        (Kind.PASSWORD, "correct horse", "match"),
        (Kind.PASSWORD, "Correct horse", "no_match"),
        (Kind.SECURITY_ANSWER, "correcthorse", "no_match"),
    ],
)
def test_numbers_are_compared_without_separators_and_secrets_as_they_are(kind, stated, answer):
    stored = {Kind.SSN: "078-05-1120", Kind.PASSPORT: "C03005988"}.get(kind, "correct horse")
    verdict = match_answer(kind, stated=stated, stored=stored, verified=True, attempts_before=0, limit=3)
    assert verdict.value == answer


@pytest.mark.parametrize("kind", [Kind.EMAIL, Kind.PHOTOGRAPH])
def test_what_is_simply_disclosed_needs_no_match_check(kind):
    with pytest.raises(ImpossibleInput):
        match_answer(kind, stated="x", stored="x", verified=True, attempts_before=0, limit=3)


def test_nothing_stored_matches_nothing():
    verdict = match_answer(Kind.SSN, stated="", stored="", verified=True, attempts_before=0, limit=3)
    assert verdict.value is MatchAnswer.NO_MATCH


@given(st.booleans(), st.sets(st.sampled_from(Kind)), st.integers(0, 2))
def test_a_package_leaves_only_when_all_was_checked_and_nothing_found(ran, found, unreadable):
    allowed = may_release(filter_ran=ran, found=found, unreadable=unreadable).value
    assert allowed is (ran and not unreadable and not any(map(class_of, found)))
