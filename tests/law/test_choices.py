import re
from dataclasses import FrozenInstanceError

import pytest

from habeas.law.california.choices import DEFAULT, Choices, Misdirected, ParentOfTeen, described
from habeas.law.errors import ImpossibleInput


def test_the_defaults_are_those_of_the_specification():

    specified = Choices(
        misdirected=Misdirected.TREAT_AS_SUBMITTED,
        extend_to_all=False,
        declaration_for_sensitive=True,
        parent_of_teen=ParentOfTeen.REVIEW,
        purge_verification_days=7,
        wide_specific_pieces=True,
    )
    assert specified == DEFAULT


def test_every_choice_names_its_row_and_says_what_it_decides():
    assert [c.name for c in described()] == list(Choices.__dataclass_fields__)
    assert all(re.fullmatch(r"[A-I]-\d\d", c.row) and c.text.endswith(".") for c in described())


def test_a_choice_is_made_once():
    with pytest.raises(FrozenInstanceError):
        DEFAULT.extend_to_all = True


def test_data_may_be_purged_on_the_day_of_closure_but_not_before():
    assert Choices(purge_verification_days=0).purge_verification_days == 0
    with pytest.raises(ImpossibleInput):
        Choices(purge_verification_days=-1)
