import re
from datetime import date
from unicodedata import normalize

import pytest
from hypothesis import given
from hypothesis import strategies as st

from habeas.law.california.drop.letters import LETTERS
from habeas.law.california.drop.lists import Identifier
from habeas.law.california.drop.standardise import (
    STANDARDS,
    assumptions,
    ctvid,
    date_of_birth,
    email,
    maid,
    name,
    phone,
    vin,
    without_extension,
    zip_code,
)

FORMS = {
    Identifier.FIRST_NAME: r"[a-z0-9]+",
    Identifier.LAST_NAME: r"[a-z0-9]+",
    Identifier.DATE_OF_BIRTH: r"[0-9]{8}",
    Identifier.ZIP: r"[1-9a-z][0-9a-z]{0,4}",
    Identifier.PHONE: r"[0-9]{1,10}",
    Identifier.MAID: r"[0-9a-f]{32}",
    Identifier.VIN: r"[0-9a-z]{17}",
    Identifier.CTVID: r"[0-9a-z]{8,32}",
    Identifier.EMAIL: r"\S+",
}


@given(st.sampled_from(list(Identifier)), st.text(max_size=60))
def test_whatever_is_given_the_form_is_as_documented_or_there_is_none(identifier, value):
    found = STANDARDS[identifier](value)
    assert found is None or re.fullmatch(FORMS[identifier], found)


@given(st.sampled_from(sorted(set(Identifier) - {Identifier.DATE_OF_BIRTH})), st.text(max_size=60))
def test_what_is_standardised_stays_as_it_is(identifier, value):
    found = STANDARDS[identifier](value)
    assert found is None or STANDARDS[identifier](found) == found


@given(st.dates())
def test_a_day_reads_the_same_in_every_form_that_starts_with_the_year(day):
    expected = f"{day.year:04}{day.month:02}{day.day:02}"
    forms = (day, day.isoformat(), expected, day.isoformat().replace("-", "/"), f"{day.isoformat()}T00:00:00Z")
    assert {date_of_birth(form) for form in forms} == {expected}


@pytest.mark.parametrize(
    "text",
    [
        "",
        "1976",
        "1976-07",
        "197607",
        "07/04/1976",
        "04.07.1976",
        "1976-02-30",
        "19760230",
        "1976-W27",
        "1976704",
        "unknown",
    ],
)
def test_a_day_that_is_not_whole_or_can_be_read_two_ways_is_none(text):
    assert date_of_birth(text) is None


@pytest.mark.parametrize("text", ["July 4, 1976", "Jul 4, 1976", "4 July 1976", " 4  Jul 1976 ", "JULY 4, 1976"])
def test_a_month_in_words_is_read(text):
    assert date_of_birth(text) == date_of_birth(date(1976, 7, 4)) == "19760704"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("90001", "90001"),
        ("90001-4307", "90001"),
        ("900014307", "90001"),
        ("90001 4307", "90001"),
        ("02139-4307", "2139"),
        ("021394307", "2139"),
        ("02139-", "2139"),
        ("00501", "501"),
        ("00000", None),
        ("K1A 0B1", "k1a0b"),
        ("K1A-0B1", "k1a0b"),
        ("SW1A 1AA", "sw1a1"),
        ("", None),
        ("n/a", "na"),
    ],
)
def test_a_zip_loses_what_was_added_then_its_zeros_then_what_is_over_five(text, expected):
    assert zip_code(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("O'Brien", "obrien"),
        ("O’Brien", "obrien"),
        ("Kaʻahumanu", "kaahumanu"),
        ("de la Cruz", "delacruz"),
        ("Smith 3rd", "smith3rd"),
        ("Ångström", "angstrom"),
        ("Straße", "strasse"),
        ("STRASSE", "strasse"),
        ("Łukasz", "lukasz"),
        ("Ærø", "aero"),
        ("İbrahim", "ibrahim"),
        ("Þórr", "thorr"),
        ("Ĳsbrand", "ijsbrand"),
        ("Παπαδόπουλος", "papadopoylos"),
        ("ΑΓΓΕΛΟΣ", "aggelos"),
        ("Μαΐου", "maioy"),
        ("Щербаков", "shcherbakov"),
        ("Ёлкин", "yolkin"),
        ("Юрьев", "yurev"),
        ("Зайцев", "zaytsev"),
        ("Їжак", "izhak"),
        ("ＡＤＡ", "ada"),
        ("李", None),
        ("محمد", None),
        ("Ђорђе", None),
        ("Ada 李", None),
        ("—", None),
        ("", None),
    ],
)
def test_a_name_is_folded_or_has_no_form(text, expected):
    assert name(text) == expected
    assert name(normalize("NFD", text)) == expected


def test_every_letter_of_the_table_becomes_small_latin_letters_or_nothing():
    for letter, latin in LETTERS.items():
        assert re.fullmatch(r"[a-z]*", latin), chr(letter)
        assert (name(chr(letter)) or "") == latin


@pytest.mark.parametrize(
    ("given_as", "kept"),
    [
        ("1-415-555-9317 x12", "1-415-555-9317"),
        ("415 555 9317 ext. 4", "415 555 9317"),
        ("415 555 9317 extension 4", "415 555 9317"),
        ("415 555 9317 #4", "415 555 9317"),
        ("415 555 9317;4", "415 555 9317"),
        ("(415) 555-9317", "(415) 555-9317"),
    ],
)
def test_an_extension_is_taken_off(given_as, kept):
    assert without_extension(given_as) == kept
    assert phone(kept) == "4155559317"


def test_other_digits_than_those_of_ascii_are_none():
    assert phone("٤١٥") is None
    assert zip_code("٩٠٠٠١") is None


@pytest.mark.parametrize("length", [31, 33])
def test_an_advertising_id_has_32_digits(length):
    assert maid("a" * 32) == maid(" " + "A" * 32) == "a" * 32
    assert maid("a" * length) is None


@pytest.mark.parametrize("length", [16, 18])
def test_a_vehicle_number_has_17_characters(length):
    assert vin("1" * 17) == "1" * 17
    assert vin("1" * length) is None


@pytest.mark.parametrize(("length", "good"), [(7, False), (8, True), (32, True), (33, False)])
def test_a_television_id_has_8_to_32_characters(length, good):
    assert (ctvid("t" * length) is not None) is good


def test_an_address_of_white_space_is_none():
    assert email(" \t\n") is None
    assert email("A. B+c@Example.com") == "a.b+c@example.com"


@pytest.mark.parametrize(
    ("identifier", "value", "rows"),
    [
        (Identifier.FIRST_NAME, "Ada", ()),
        (Identifier.FIRST_NAME, "Adá", ("J-55",)),
        (Identifier.FIRST_NAME, "Ада", ("J-55", "J-56")),
        (Identifier.FIRST_NAME, "ə", ("J-55", "J-56")),
        (Identifier.FIRST_NAME, "-", ()),
        (Identifier.ZIP, "900014307", ("J-54",)),
        (Identifier.ZIP, "90001-4307", ()),
        (Identifier.MAID, "a", ("J-57",)),
        (Identifier.EMAIL, "ada@example.com", ()),
    ],
)
def test_what_is_assumed_is_named(identifier, value, rows):
    assert assumptions(identifier, value) == rows
