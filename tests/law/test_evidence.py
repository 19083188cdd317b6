from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from habeas.law.california.evidence import Item, Path, Proof, degree_reached
from habeas.law.california.rights import NEVER_VERIFIED, VERIFIED, Right
from habeas.law.california.verification import Degree
from habeas.law.errors import ImpossibleInput, NeverVerified

NAME, EMAIL, STREET = (Item(Proof.DATA_POINT, field) for field in ("name", "email", "street"))
DECLARATION = Item(Proof.DECLARATION)
ITEMS = st.lists(
    st.builds(
        Item,
        st.sampled_from(Proof),
        st.sampled_from(["name", "email", "street", "phone"]),
        st.sampled_from(["", "Mira Okafor", "mira@shop.example"]),
        **{
            flag: st.booleans()
            for flag in ("matches", "reliable", "independent", "contested", "signed", "under_perjury")
        },
        degree=st.none() | st.sampled_from(Degree),
    ),
    max_size=6,
)
RIGHTS = st.sampled_from(sorted(VERIFIED))


def reached(right, *items, **facts):
    return degree_reached(right, items, **facts).value


@given(RIGHTS, ITEMS, st.booleans(), st.booleans())
def test_evidence_reaches_the_degree_or_something_is_missing(right, items, sensitive, fraud):
    found = reached(right, *items, sensitive=sensitive, fraud_suspected=fraud)
    assert found.reached is (not found.missing)
    assert found.points == len(found.counted)
    assert found.counted.count("name") < 2
    assert not (found.path is Path.ACCOUNT and fraud)


@given(RIGHTS, ITEMS, st.randoms())
def test_the_order_of_the_evidence_never_turns_yes_into_no(right, items, random):
    shuffled = list(items)
    random.shuffle(shuffled)
    # The same fields may be counted under other names of the same repeated datum; the answer stays.
    assert reached(right, *items).reached is reached(right, *shuffled).reached


@given(RIGHTS, ITEMS, st.booleans())
def test_who_opens_every_letter_twice_is_no_surer(right, items, fraud):
    once = reached(right, *items, fraud_suspected=fraud)
    assert reached(right, *items, *items, fraud_suspected=fraud).reached is once.reached


@pytest.mark.parametrize("right", sorted(NEVER_VERIFIED))
def test_no_evidence_is_judged_for_an_opt_out(right):
    with pytest.raises(NeverVerified):
        degree_reached(right, (NAME, EMAIL))


@pytest.mark.parametrize(
    ("spoilt", "why"),
    [
        (replace(STREET, matches=False), "does not agree"),
        (replace(STREET, reliable=False), "not reliable"),
        (replace(STREET, independent=False), "not independent"),
        (replace(STREET, repeats="name"), "repeats the name"),
        (replace(NAME, value="Another"), "counts once"),
        (Item(Proof.PHONE_POSSESSION, "phone"), "possession"),
        (Item(Proof.DEVICE_PUSH), "holds the device"),
        (Item(Proof.IDENTITY_SERVICE), "does not reach"),
    ],
)
def test_what_does_not_count_is_named_with_the_reason(spoilt, why):
    found = reached(Right.KNOW_CATEGORIES, NAME, spoilt)
    assert (found.reached, found.points) == (False, 1)
    assert [why in one.why for one in found.discounted] == [True]


@pytest.mark.parametrize(
    "flaw", [{"signed": False}, {"under_perjury": False}, {"reliable": False}], ids=["unsigned", "unsworn", "another's"]
)
def test_a_declaration_with_a_flaw_is_none(flaw):
    items = (NAME, EMAIL, STREET)
    assert reached(Right.KNOW_SPECIFIC, *items, DECLARATION).reached
    found = reached(Right.KNOW_SPECIFIC, *items, replace(DECLARATION, **flaw))
    assert (found.reached, found.declaration, found.missing) == (False, False, ("a signed declaration",))


def test_either_of_two_data_that_repeat_each_other_counts_whichever_says_so():
    assert reached(Right.DELETE, NAME, replace(EMAIL, repeats="name")).counted == ("name",)
    assert reached(Right.DELETE, replace(NAME, repeats="email"), EMAIL).counted == ("name",)


def test_an_address_that_spells_a_name_that_does_not_match_is_a_point_of_its_own():
    found = reached(
        Right.DELETE, replace(NAME, value="Mira Okafor", matches=False), replace(EMAIL, value="okafor@a.example")
    )
    assert found.counted == ("email",)


@pytest.mark.parametrize(("degree", "verified"), [(Degree.REASONABLE, False), (Degree.REASONABLY_HIGH, True)])
def test_a_documented_method_of_the_business_reaches_a_degree_with_a_warning(degree, verified):
    found = degree_reached(Right.KNOW_SPECIFIC, (Item(Proof.OTHER_METHOD, degree=degree),))
    assert found.value.reached is verified
    assert bool(found.warnings) is verified


@pytest.mark.parametrize(
    "items",
    [
        [("first_name", "Ann"), ("last_name", "Lee")],
        [("Given Name", ""), ("Family-Name", ""), ("surname", ""), ("FullName", "")],
        [("phone", ""), ("Mobile", "415 555 0101"), ("telephone number", "")],
        [("phone", "(415) 555-0101"), ("mobile_phone", "+1 415 555 0101")],
        [("Email", "a@b.example"), ("e-mail", "A@b.example"), ("e-mail address", "")],
        [("customer_number", "C 77"), ("policy", "c-77")],
        [("name", "Li Na"), ("Email", "lina@mail.example")],
        [("name", "Ann Lee"), ("e-mail", "me@annlee.com")],
        [("name", "Zoë Núñez"), ("email", "zoe.nunez@mail.example")],
        [("name", "Mary O'Brien"), ("email", "m.obrien@mail.example")],
    ],
)
def test_one_datum_under_several_names_is_one_point(items):
    found = reached(Right.DELETE, *(Item(Proof.DATA_POINT, field, value) for field, value in items))
    assert (found.reached, found.points) == (False, 1)


def test_two_telephone_numbers_are_two_data():
    numbers = (Item(Proof.DATA_POINT, field, value) for field, value in (("phone", "415 555 01"), ("mobile", "99 1")))
    assert reached(Right.DELETE, *numbers).points == 2


def test_a_name_and_an_address_without_values_count_with_a_warning():
    found = degree_reached(Right.DELETE, (NAME, Item(Proof.DATA_POINT, "E-Mail")))
    assert (found.value.points, found.settled, len(found.warnings)) == (2, True, 1)
    known = (replace(NAME, value="Mira Okafor"), replace(EMAIL, value="quince@a.example"))
    assert not degree_reached(Right.DELETE, known).warnings


@pytest.mark.parametrize("kind", list(Proof))
@pytest.mark.parametrize("flaw", [{"matches": False}, {"reliable": False}])
def test_what_does_not_hold_reaches_nothing(kind, flaw):
    found = reached(Right.DELETE, Item(kind, "x", degree=Degree.REASONABLY_HIGH, **flaw))
    assert (found.reached, found.points, found.path) == (False, 0, Path.DATA_POINTS)


def test_a_data_point_without_a_field_is_impossible():
    with pytest.raises(ImpossibleInput):
        degree_reached(Right.DELETE, (Item(Proof.DATA_POINT),))
