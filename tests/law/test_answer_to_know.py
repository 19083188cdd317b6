from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from habeas.law.california.answer_to_know import SixParts, check_categories_answer, may_point_to_policy
from habeas.law.california.categories import Category, SensitiveCategory
from habeas.law.california.know import SIX_PARTS
from habeas.law.california.reach import BelongsTo
from habeas.law.california.regimes import Regime
from habeas.law.california.specific_pieces import Outcome, Piece, what_is_delivered
from habeas.law.california.withholding import SpecificAnswer, Withheld, check_specific_answer


def rows(verdict):
    return tuple(dict.fromkeys(found.row for found in verdict.value))


def errors(verdict):
    return [found for found in verdict.value if found.is_error]


CODES = st.sampled_from([found.value for found in Category if found is not Category.SENSITIVE])
KINDS = st.sampled_from(("parcel carriers", "hosting providers", "advertising networks"))
LISTS = st.lists(KINDS, unique=True, max_size=3).map(tuple)
BY_CATEGORY = st.dictionaries(CODES, st.lists(KINDS, unique=True, min_size=1, max_size=3).map(tuple), max_size=4)
PARTS = st.builds(SixParts, st.lists(CODES, unique=True).map(tuple), LISTS, LISTS, LISTS, BY_CATEGORY, BY_CATEGORY)


@given(PARTS)
def test_an_answer_that_says_what_is_held_lacks_nothing(held):
    assert not errors(check_categories_answer(held, held))


@given(PARTS, st.sampled_from(SIX_PARTS))
def test_a_part_that_is_missing_is_found(held, part):
    answer = replace(held, **{part.value: None})
    assert part.heading in check_categories_answer(answer, held).reason


@given(PARTS, PARTS)
def test_an_answer_about_somebody_else_is_found_where_it_differs(answer, held):
    def entries(parts):
        pairs = [{(code, kind) for code, kinds in found.items() for kind in kinds} for found in (parts[4], parts[5])]
        return [set(part) for part in parts[:4]], pairs

    def read(parts):
        return [getattr(parts, part.value) for part in SIX_PARTS]

    same = entries(read(answer)) == entries(read(held))
    assert (not errors(check_categories_answer(answer, held))) is same


@pytest.mark.parametrize("found", [*Category, *SensitiveCategory])
def test_a_letter_is_warned_of_unless_its_words_stand_in_the_answer(found):
    for term, warned in ((found.value, True), (found.wording, False), (f"{found.value}. {found.wording}", False)):
        answer = SixParts((term,), ("you",), (), (), {}, {})
        letters = [one for one in check_categories_answer(answer).value if "stands for" in one.text]
        assert bool(letters) is warned
    explained = SixParts((found.wording,), ("you",), (), ("shops",), {found.value: ("shops",)}, {})
    assert not [one for one in check_categories_answer(explained).value if "stands for" in one.text]


@pytest.mark.parametrize("found", [*Category, *SensitiveCategory])
def test_a_category_is_known_by_its_letter_and_by_the_words_of_the_statute(found):
    for term in (found.value, found.wording, f"{found.value}. {found.wording}", found.wording.upper()):
        answer = SixParts((term, "1A"), (), (), (), {}, {})
        assert not errors(check_categories_answer(answer))


def test_sensitive_information_is_compared_kind_by_kind():
    held = SixParts(("L", "1A", "1G"), (), (), (), {}, {})
    answer = SixParts(("L", "1A"), (), (), (), {}, {})
    assert [found.row for found in errors(check_categories_answer(answer, held))] == ["F-06"]


@given(PARTS, st.booleans(), st.sampled_from(SIX_PARTS))
def test_the_policy_is_pointed_to_only_when_it_is_complete_and_the_same_for_all(policy, same, part):
    assert may_point_to_policy(same_for_all=same, policy=policy).value is same
    assert not may_point_to_policy(same_for_all=True, policy=replace(policy, **{part.value: None})).value


@given(st.lists(st.builds(Piece, st.uuids().map(str), for_security=st.booleans()), min_size=1, max_size=5))
def test_an_answer_with_all_pieces_lacks_nothing_and_one_without_the_first_lacks_it(pieces):
    shown = what_is_delivered(pieces).value
    names = [one.name for one in shown if one.outcome is Outcome.DELIVERED]
    assert check_specific_answer(SpecificAnswer(delivered=tuple(names)), pieces).value == ()
    if names:
        lacking = check_specific_answer(SpecificAnswer(delivered=tuple(names[1:])), pieces)
        assert rows(lacking) == ("F-10",)


def test_what_is_withheld_is_named_with_its_basis():
    pieces = (Piece("claim file", regime=Regime.INSURANCE),)
    basis = Withheld("claim file", "Insurance Code", "It is part of claim 17, which the Insurance Code governs.")
    assert rows(check_specific_answer(SpecificAnswer(), pieces)) == ("F-05",)
    assert check_specific_answer(SpecificAnswer(withheld=(basis,)), pieces).value == ()


def test_what_is_somebody_elses_is_found_in_an_answer():
    pieces = (Piece("letter", belongs_to=BelongsTo.OTHER),)
    assert rows(check_specific_answer(SpecificAnswer(delivered=("letter",)), pieces)) == ("F-16",)
