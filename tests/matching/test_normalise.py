from __future__ import annotations

import doctest
from datetime import UTC, date, datetime

import pytest

from habeas.matching import normalise


def test_the_examples_in_the_module_hold() -> None:
    assert doctest.testmod(normalise).failed == 0


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("José", "JOSE"),
        ("O'Brien", "O’Brien"),
        ("Núñez-Smith", "nunez smith"),
        ("Straße", "strasse"),
        (" A  b ", "a b"),
    ],
)
def test_two_spellings_of_a_name_are_one(one: str, other: str) -> None:
    assert normalise.text(one) == normalise.text(other)


@pytest.mark.parametrize("typed", ["(415) 555-0134", "415.555.0134", "+1 415 555 0134", "14155550134"])
def test_every_way_to_write_a_telephone_number_is_one(typed: str) -> None:
    assert normalise.phone(typed) == "4155550134"


def test_another_number_stays_another() -> None:
    assert normalise.phone("(415) 555-0135") != normalise.phone("(415) 555-0134")


@pytest.mark.parametrize(
    "value", [date(1980, 2, 29), datetime(1980, 2, 29, 7, tzinfo=UTC), "1980-02-29", "1980-02-29 00:00:00"]
)
def test_a_day_is_a_day_in_whatever_type_a_store_gives_it(value: object) -> None:
    assert normalise.day(value) == "1980-02-29"


@pytest.mark.parametrize("value", ["1981-02-29", "yesterday", "", "0000-00-00"])
def test_what_is_no_day_agrees_with_nothing(value: str) -> None:
    assert normalise.day(value) == ""


def test_streets_agree_over_abbreviations_but_not_over_house_numbers() -> None:
    assert normalise.street("12 North Main Street") == normalise.street("12 N. Main St")
    assert normalise.street("12 N Main St") != normalise.street("13 N Main St")
