import pytest
from hypothesis import given
from hypothesis import strategies as st

from habeas.law.california.asking import FORBIDDEN_FIELDS, may_ask, may_ask_for_more, may_require_notary, refused_fields
from habeas.law.california.rights import NEVER_VERIFIED, VERIFIED, Right
from habeas.law.errors import NeverVerified

NEED = "No other record identifies this account."
FIELDS = st.sampled_from(
    [*FORBIDDEN_FIELDS, "name", "email", "selfie", "partial_ssn", "date_of_birth", "policy_number"]
)


@pytest.mark.parametrize("field", [*FORBIDDEN_FIELDS, "SSN last 4", "Driver-License number", "fingerprint"])
def test_a_form_never_asks_for_a_forbidden_kind_without_a_recorded_necessity(field):
    assert not may_ask(field, Right.DELETE).value
    assert not may_ask(field, Right.DELETE, necessity="  ").value
    assert may_ask(field, Right.DELETE, necessity=NEED).value


@given(FIELDS, st.sampled_from(sorted(NEVER_VERIFIED)), st.sampled_from(["", NEED]), st.booleans())
def test_an_opt_out_is_asked_for_nothing_that_proves_identity_whatever_the_need(field, right, need, on_file):
    found = may_ask(field, right, necessity=need, on_file=on_file).value
    finds = field in ("name", "email") or (field == "policy_number" and bool(need))
    assert found is finds
    assert not may_ask(field, right, necessity=need, needs_nothing=True).value


@given(st.lists(FIELDS, unique=True), st.sampled_from(sorted(VERIFIED | NEVER_VERIFIED)))
def test_the_refused_fields_are_those_that_may_not_be_asked(fields, right):
    refused = refused_fields(right, tuple(fields)).value
    assert refused == tuple(field for field in fields if not may_ask(field, right).value)


def test_a_form_names_its_necessities_and_what_is_on_file():
    fields = ("email", "passport", "shoe_size")
    assert refused_fields(Right.DELETE, fields, on_file=("email",)).value == ("passport", "shoe_size")
    assert refused_fields(Right.DELETE, fields, on_file=("email",), necessities={"passport": NEED}).value == (
        "shoe_size",
    )


def test_the_contested_datum_may_be_asked_with_any_other_request():
    assert not may_ask("phone", Right.CORRECT, contested=("phone",)).value
    assert may_ask("phone", Right.DELETE, contested=("phone",)).value


@given(st.none() | st.booleans(), st.none() | st.booleans())
def test_more_is_asked_only_when_something_was_tried_and_nothing_sufficed(match, service):
    tried = [one for one in (match, service) if one is not None]
    found = may_ask_for_more(match_suffices=match, service_suffices=service).value
    assert found is (bool(tried) and not any(tried))


def test_no_notary_for_a_request_that_is_never_verified():
    with pytest.raises(NeverVerified):
        may_require_notary(Right.OPT_OUT, business_pays=True)


@pytest.mark.parametrize(
    "field",
    [
        "identity card",
        "ID",
        "IDCard",
        "licence photo",
        "document",
        "Selfie picture",
        "birth_date",
        "date_of_birth",
        "passport",
    ],
)
def test_no_wording_opens_an_opt_out_to_proofs_of_identity(field):
    assert not may_ask(field, Right.OPT_OUT, necessity=NEED).value


SPELLINGS = (
    "state ID number, ITIN, taxpayer number, credit card and CVV, password, iris scan, retina scan, fingerprint, face scan, "
    "health insurance number, health plan number, Driver's License, SSNLast4, credit-card number, voice print"
)


@pytest.mark.parametrize("field", SPELLINGS.split(", "))
def test_the_usual_spellings_of_forbidden_kinds_are_refused(field):
    assert not may_ask(field, Right.DELETE).value


@pytest.mark.parametrize("field", ["shoe size", "frobnicator"])
def test_an_unknown_field_is_no_settled_yes(field):
    for right in (Right.DELETE, Right.OPT_OUT):
        found = may_ask(field, right, necessity=NEED)
        assert (found.value, found.settled, bool(found.warnings)) == (True, False, True)
    assert may_ask("E-Mail", Right.DELETE).settled


def test_the_contested_datum_is_known_by_any_name():
    assert not may_ask("phone number", Right.CORRECT, contested=("Phone",)).value


def test_a_licence_plate_is_no_licence():
    assert may_ask("licence_plate", Right.DELETE).value
    assert not may_ask("licence_plate", Right.OPT_OUT).value
    assert may_ask("licence_plate", Right.OPT_OUT, necessity="Parking records hold nothing else.").value
