import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from habeas.delivery.never_disclose import NOT_CHECKED, TextFilter

EMPTY = TextFilter()
SSN = "Social Security number"
NINES = [chr(code) for code in range(0x20000) if unicodedata.decimal(chr(code), None) == 0]


@pytest.mark.parametrize(
    "text",
    [
        "078-05-1120",
        "078 05 1120",
        "078.05.1120",
        "078051120",
        "078_05_1120",
        "078/05/1120",
        "078\u00a005\u20091120",
        "078–05—1120",
        "０７８-０５-１１２０",
        "٠٧٨-٠٥-١١٢٠",
        "0\u200b7\u200d8\ufeff051120",
        "078-05-\r\n1120",
        "078\n05\n1120",
        "0 7 8 0 5 1 1 2 0",
        "SSN: 0780 51 120",
        "SSN078051120",
        "cust. SSN 078 05 1120 (verified 2024)",
        "Social is 078051120",
        "SSN ending 1120",
        "SSN xxx-xx-1120",
        "last four of social 1120",
        "last 4 of SSN: 1120",
    ],
)
def test_a_social_security_number_is_taken_out_however_it_is_typed(text):
    cleaned = EMPTY.clean(text)

    assert cleaned.found == (SSN,)
    assert "[Social Security number, on file, not shown]" in cleaned.text
    assert "1120" not in cleaned.text
    assert EMPTY.scan(cleaned.text, known_only=False) == ()


@given(
    st.lists(st.sampled_from(NINES), min_size=9, max_size=9),
    st.text(st.sampled_from(" -–—‑./_\u00a0\u2009\u202f\u200b\n"), max_size=3),
    st.text(st.sampled_from("\u200b\u200d\u2060\u00ad\ufeff"), max_size=2),
)
def test_digits_of_any_script_with_any_separators_are_an_ssn(zeros, separator, invisible):
    digits = [chr(ord(zero) + int(digit)) for zero, digit in zip(zeros, "078051120", strict=True)]
    groups = [invisible.join(digits[a:b]) for a, b in ((0, 3), (3, 5), (5, 9))]

    assert EMPTY.clean("note " + separator.join(groups) + " end").text == f"note [{SSN}, on file, not shown] end"


@pytest.mark.parametrize(
    ("text", "kind", "secret"),
    [
        ("912-70-1234", "Individual Taxpayer Identification Number", "1234"),
        ("tax id 912701234", "Individual Taxpayer Identification Number", "912701234"),
        ("D1234567 shown at desk", "driver's license number", "D1234567"),
        ("Driver’s licence no. 99-888-777", "driver's license number", "888"),
        ("passport C12345678", "passport number", "C12345678"),
        ("passport (exp 2030) 12345678", "passport number", "12345678"),
        ("military ID 1234567890", "government-issued identification number", "1234567890"),
        ("state id: X123456", "government-issued identification number", "X123456"),
        ("4111 1111 1111 1111 05/27", "payment card number", "1111"),
        ("4111.1111-1111_1111", "payment card number", "1111"),
        ("4111111111111111", "payment card number", "4111"),
        ("3782 822463 10005", "payment card number", "822463"),
        ("GB82 WEST 1234 5698 7654 32 thanks", "financial account number", "WEST"),
        ("DE89370400440532013000", "financial account number", "3704"),
        ("acct 12345678", "financial account number", "12345678"),
        ("account no. 0001234567", "financial account number", "1234567"),
        ("routing 021000021", "financial account number", "0210"),
        ("ABA: 021000021", "financial account number", "0210"),
        ("password: hunter2", "account password or access code", "hunter2"),
        ("user_pwd=hunter2", "account password or access code", "hunter2"),
        ("passcode is 9981", "account password or access code", "9981"),
        ("Passcode was set to 1234", "account password or access code", "1234"),
        ('password "correct horse"', "account password or access code", "horse"),
        ("PIN 4711", "account password or access code", "4711"),
        ("mother's maiden name: Smith", "security question or answer", "Smith"),
        ("Mother’s maiden name is Smith", "security question or answer", "Smith"),
        ("security answer: Rex the dog", "security question or answer", "Rex"),
        ("health insurance id XYZ123456", "health insurance or medical identification number", "123456"),
        ("MRN 00123456", "health insurance or medical identification number", "00123456"),
        ("Member ID: ABC12345678", "health insurance or medical identification number", "12345678"),
        ("Medicare 1EG4-TE5-MK73", "health insurance or medical identification number", "MK73"),
    ],
)
def test_what_its_shape_or_its_label_betrays_is_described_instead(text, kind, secret):
    cleaned = EMPTY.clean(text)

    assert cleaned.found == (kind,)
    assert secret not in cleaned.text


@pytest.mark.parametrize(
    "text",
    [
        "Sacramento, CA 95814-1234",
        "(415) 555-0123 or +1 415 555 0199",
        "call 415 555 0123 415 555 0199",
        "4155550123",
        "2024-01-12T10:20:30.123456789Z",
        "2024-01-12 10:20:30",
        "$1,234,567.89 on 01/02/2024",
        "$100.25 2024",
        "invoice no. 20240001",
        "order #123456789",
        "account closed on 2024-05-01",
        "account balance 1,234,567.89",
        "account for invoice 20240001",
        "account manager called 4155550123",
        "password reset, password is incorrect",
        "routing slip attached",
        "Passport expires 2030-01-01",
        "social event 2024",
        "10.0.0.1 192.168.100.200",
        "37.7749295,-122.4194155",
        "3f2504e0-4f89-11d3-9a0c-0305e82c3301",
    ],
)
def test_everyday_numbers_stay(text):
    assert EMPTY.clean(text).text == text


@pytest.mark.parametrize("text", ["hunter 2_BLUE", "Hunter\u200b２ b l u é", "(hunter-2-blue)"])
def test_a_known_value_is_found_without_case_width_and_separators(text):
    guard = TextFilter([("account password", "hunter-2 Blue")])

    assert guard.clean(text, known_only=True).found == ("account password",)


def test_a_known_number_is_found_without_its_leading_zero():
    guard = TextFilter([(SSN, "078-05-1120")])

    assert guard.scan("78051120", known_only=True) == (SSN,)


def test_a_short_known_number_is_not_found_inside_a_date_or_an_amount():
    guard = TextFilter([("PIN", "0112")])

    assert guard.scan("2024-01-12", known_only=True) == ()
    assert guard.scan("12:00:01.12, 10112, 1,0112.50", known_only=True) == ()
    assert guard.scan("told us 0112.", known_only=True) == ("PIN",)


def test_a_known_value_of_three_characters_is_left_to_the_labels():
    assert TextFilter([("PIN", "1-2-3")]).scan("123", known_only=True) == ()


def test_a_word_of_our_own_descriptions_may_be_the_password():
    guard = TextFilter([("account password", "number"), (SSN, "078-05-1120")])

    assert guard.clean("078051120").text == f"[{SSN}, on file, not shown]"


def test_text_that_cannot_be_encoded_is_not_shown():
    assert EMPTY.clean("a\udc80b").text == NOT_CHECKED


@given(st.text(st.sampled_from("0123456789 -./,:SNsnpwd=abcDL'[]\n\u200b"), max_size=80), st.text(max_size=20))
def test_nothing_is_left_to_find_in_what_was_cleaned(text, known):
    guard = TextFilter([("secret", known)])

    assert guard.scan(guard.clean(text).text, known_only=False) == ()
    assert guard.scan(guard.clean(text, known_only=True).text, known_only=True) == ()


@pytest.mark.parametrize(
    "seed",
    ["1", "1 ", "4-", "ab12 ", "acct ", "acct1", "acct.ref.1.", "password ", "0780 ", "SSN ", "last four of social ",
     "security answer ", "'", "\u200b", "1,234,", "4111 1111 1111 1111 ", "078-05-1120 ", "-", "hunter2blu", "acct-1-", "dl "],
)  # fmt: skip
def test_hostile_text_of_200_kb_comes_to_an_end(seed):
    guard = TextFilter([("account password", "hunter2blue")])

    guard.clean((seed * 200_000)[:200_000])
