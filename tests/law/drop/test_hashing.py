import base64
import hashlib
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from habeas.law.california.drop.hashing import (
    DROP_STANDARD_VERSION,
    Stored,
    composite,
    digest,
    digests,
    hashed,
    joined,
    keys,
    keys_of,
)
from habeas.law.california.drop.lists import DropList, Identifier
from habeas.law.errors import ImpossibleInput


def plainly(text):
    return base64.b64encode(hashlib.sha256(text.encode("utf-8")).digest()).decode("ascii")


@given(st.text())
def test_a_digest_is_sha_256_of_utf_8_in_padded_base64(text):
    assert digest(text) == plainly(text)
    assert len(digest(text)) == 44 and digest(text).endswith("=")


def test_a_composite_joins_the_hashes_of_its_parts_in_the_order_of_the_list():
    parts = {
        Identifier.ZIP: "90001",
        Identifier.DATE_OF_BIRTH: "1815-12-10",
        Identifier.LAST_NAME: "King",
        Identifier.FIRST_NAME: "Ada",
    }
    expected = plainly("".join(map(plainly, ("ada", "king", "18151210", "90001"))))
    assert (
        composite(DropList.NDZ, parts).value == joined(map(plainly, ("ada", "king", "18151210", "90001"))) == expected
    )


@pytest.mark.parametrize("lacking", ["first_name", "last_name", "date_of_birth", "zip"])
def test_a_composite_is_not_made_without_one_of_its_parts(lacking):
    parts = {"first_name": "Ada", "last_name": "King", "date_of_birth": "1815-12-10", "zip": "90001"}
    for empty in ("", "?"):
        verdict = composite(DropList.NDZ, {Identifier(k): v for k, v in (parts | {lacking: empty}).items()})
        assert verdict.value is None
        assert lacking in verdict.reason and not verdict.settled


def test_a_part_of_another_list_is_refused():
    with pytest.raises(ImpossibleInput):
        composite(DropList.NAME_VIN, {Identifier.ZIP: "90001"})


def test_a_person_is_named_by_every_combination_and_by_no_other():
    stored = Stored(
        first_names=("Ada", "ADA"),  # one form, one hash
        last_names=("King", "Byron"),
        dates_of_birth=("1815-12-10",),
        zips=("90001", "02139"),
        vins=("1HGCM82633A004352",),
    )
    found = keys(stored)
    expected = {
        plainly("".join(map(plainly, one)))
        for one in product(["ada"], ["king", "byron"], ["18151210"], ["90001", "2139"])
    }
    assert set(found.hashes[DropList.NDZ]) == expected and len(found.hashes[DropList.NDZ]) == 4
    assert len(found.hashes[DropList.NAME_VIN]) == 2
    assert found.version == DROP_STANDARD_VERSION
    assert not found.not_hashable


def test_values_without_a_form_are_counted_and_the_others_hashed():
    found = keys(Stored(first_names=("李", "Ada"), emails=("", "ada@example.com"), maids=("a", "b")))
    assert found.not_hashable == {Identifier.FIRST_NAME: 1, Identifier.EMAIL: 1, Identifier.MAID: 2}
    assert found.hashes[DropList.EMAIL] == (plainly("ada@example.com"),)


def test_nothing_stored_has_no_key():
    found = keys_of(Stored())
    assert not any(found.value.hashes.values())
    assert found.settled


def test_many_at_a_time_are_the_same_as_one_by_one():
    values = ["Ada@Example.com", "", " b@example.com "]
    assert list(digests(Identifier.EMAIL, values)) == [hashed(Identifier.EMAIL, one).value for one in values]
