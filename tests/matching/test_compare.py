"""Whose record is it? Facts in: what was claimed and what is on file. Facts out: which records are the claimant's."""

from __future__ import annotations

import pytest

from habeas.engine.batch import Identifier
from habeas.matching.claim import Claim, Point
from habeas.matching.compare import compare, decide
from habeas.matching.records import Record

ANNA = {
    "given_name": "Anna",
    "family_name": "Núñez",
    "birth_date": "1980-02-29",
    "email": "anna@example.com",
    "phone": "(415) 555-0134",
    "street": "12 Main Street",
    "postal_code": "94103",
}
CLAIM = Claim.from_fields(ANNA)
KNOW_CATEGORIES, KNOW_SPECIFIC = 2, 3  # data points needed


def record(key: str = "1", table: str = "person", system: str = "core", **changes: str | None) -> Record:
    fields = {name: value for name, value in {**ANNA, **changes}.items() if value is not None}
    return Record(system, table, Identifier(f"{system}.{table}", key), fields)


def keys(records: list[Record], needed: int = KNOW_SPECIFIC, claim: Claim = CLAIM) -> list[str]:
    return [found.handle.value for found in decide(claim, records, needed).records]


def test_the_person_on_file_is_taken() -> None:
    assert keys([record()]) == ["1"]


def test_an_old_telephone_number_and_address_contradict_nothing() -> None:
    assert keys([record(phone="2135550100", street="9 Other Road", postal_code="90001")]) == ["1"]


@pytest.mark.parametrize("other", [{"given_name": "Ben"}, {"birth_date": "1980-03-01"}, {"family_name": "Smith"}])
def test_a_record_with_another_name_or_birthday_is_never_taken_however_much_else_agrees(other: dict[str, str]) -> None:
    assert keys([record(**other)], KNOW_CATEGORIES) == []


def test_a_spouse_with_the_same_telephone_and_mailbox_is_not_taken() -> None:
    assert keys([record("1"), record("2", given_name="Ben", birth_date="1979-01-01")]) == ["1"]


@pytest.mark.parametrize(("needed", "taken"), [(KNOW_CATEGORIES, ["1"]), (KNOW_SPECIFIC, [])])
def test_two_points_are_enough_for_categories_and_too_few_for_specific_pieces(needed: int, taken: list[str]) -> None:
    assert keys([record(phone=None, street=None, birth_date=None)], needed) == taken


def test_three_points_are_enough_for_specific_pieces() -> None:
    assert keys([record(street=None, birth_date=None)]) == ["1"]


def test_two_people_who_fit_equally_well_are_both_left_alone() -> None:
    result = decide(CLAIM, [record("1"), record("2")], KNOW_SPECIFIC)
    assert (result.is_ambiguous, result.records, result.points) == (True, (), ())


def test_the_better_fit_of_two_in_one_table_is_taken() -> None:
    assert keys([record("2", phone=None, street=None), record("1")]) == ["1"]


def test_a_namesake_born_on_the_same_day_is_not_taken_where_all_else_differs() -> None:
    other = {"email": "other@example.com", "phone": "2135550100", "street": "9 Other Road"}
    assert keys([record(system="crm", table="contact", **other)], KNOW_CATEGORIES) == []


def test_name_and_birthday_suffice_where_the_record_knows_no_more() -> None:
    assert keys([record(email=None, phone=None, street=None)], KNOW_CATEGORIES) == ["1"]


def test_one_person_is_found_in_several_systems() -> None:
    assert keys([record("1"), record("7", "contact", "crm", street=None)]) == ["1", "7"]


def test_ambiguity_in_one_system_takes_nothing_from_any() -> None:
    assert keys([record("7", "contact", "crm"), record("1"), record("2")]) == []


def test_evidence_names_kinds_and_no_values() -> None:
    found = compare(CLAIM, record(phone="2135550100"))
    assert found.agreed == (Point.name, Point.birth_date, Point.email, Point.address)
    assert found.contradicted == (Point.phone,)


def test_half_a_name_and_half_an_address_are_no_points() -> None:
    assert not Claim(given_name="Anna", street="12 Main Street").points
    assert not Claim(given_name="!!!", family_name="Núñez").points


@pytest.mark.parametrize(("email", "holds"), [("anna.nunez@example.com", True), ("poppy@example.com", False)])
def test_an_address_that_spells_the_name_is_marked(email: str, holds: bool) -> None:
    assert Claim(given_name="Anna", family_name="Núñez", email=email).email_holds_name is holds


def test_a_record_with_the_whole_name_in_one_column_agrees() -> None:
    found = record(given_name=None, family_name=None, name="Anna Nunez")
    assert Point.name in compare(CLAIM, found).agreed


def test_a_birthday_that_one_system_contradicts_is_not_outweighed_by_another_that_knows_none() -> None:
    contradicting = record(birth_date="1901-01-01")
    silent = record("7", table="contact", system="crm", birth_date=None)
    assert keys([contradicting, silent]) == []


def test_a_namesake_with_the_same_telephone_and_another_birthday_does_not_stop_the_person_who_fits() -> None:
    assert keys([record(), record("2", birth_date="1931-05-05", email="father@example.com")]) == ["1"]
