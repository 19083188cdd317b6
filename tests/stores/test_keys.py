"""What a key becomes before it is compared with a column."""

from __future__ import annotations

import uuid
from decimal import Decimal

import pytest

from habeas.datamap.facts import ColumnFacts
from habeas.datamap.tables import Normalise
from habeas.stores.hashing import hash_text, sizes
from habeas.stores.keys import coerce, coerced, normalise
from habeas.stores.reached import Keys


@pytest.mark.parametrize(
    ("kind", "family", "value", "expected"),
    [
        ("INTEGER", "integer", " 17 ", 17),
        ("INTEGER", "integer", Decimal("17.0"), 17),
        ("INTEGER", "integer", Decimal("17.5"), None),
        ("INTEGER", "integer", 17.0, 17),
        ("INTEGER", "integer", True, 1),
        ("INTEGER", "integer", "1_7", None),
        ("INTEGER", "integer", 2**31, None),
        ("INTEGER", "integer", 2**31 - 1, 2**31 - 1),
        ("BIGINT", "integer", 2**63, None),
        ("BIGINT", "integer", -(2**63), -(2**63)),
        ("NUMERIC(10,2)", "decimal", "1.005", Decimal("1.005")),
        ("NUMERIC", "decimal", "Infinity", None),
        ("UUID", "uuid", str(uuid.UUID(int=7)).upper(), uuid.UUID(int=7)),
        ("UUID", "uuid", "7", None),
        ("VARCHAR(3)", "text", 17, "17"),
        ("DATE", "date", "2024-02-30", None),
        ("INET", "other", "10.0.0.1", "10.0.0.1"),
        ("INET", "other", "ten", None),
        ("TEXT", "text", None, None),
    ],
)
def test_a_key_is_held_as_the_column_holds_it_or_matches_nothing(
    kind: str, family: str, value: object, expected: object
) -> None:
    assert coerce(value, ColumnFacts("x", kind, family)) == expected


def test_a_column_without_real_types_may_hold_a_text_after_all() -> None:
    number = ColumnFacts("x", "NUMERIC", "decimal")
    assert coerce("abc", number, typed=False) == "abc"
    assert coerce("\x00", number, typed=False) is None
    assert coerce(2**40, ColumnFacts("x", "INTEGER", "integer"), typed=False) == 2**40


def test_an_enumeration_holds_its_own_values_only() -> None:
    mood = ColumnFacts("x", "mood", "text", values=("good", "bad"))
    assert [coerce(value, mood) for value in ("good", "ugly")] == ["good", None]


def test_two_spellings_of_a_key_are_one_for_each_request() -> None:
    keys = Keys([0, 0, 1, 1], [("17",), ("017",), ("17",), ("x",)])
    kept = coerced(keys, [ColumnFacts("id", "INTEGER", "integer")], typed=True)
    assert list(zip(kept.ordinals, kept.values, strict=True)) == [(0, (17,)), (1, (17,))]


@pytest.mark.parametrize("text", ["+1 415 555 0134", "(415) 555-0134", "415.555.0134", "14155550134"])
def test_a_phone_number_is_its_last_ten_digits(text: str) -> None:
    assert normalise(text, Normalise.phone) == "4155550134"


@pytest.mark.parametrize("length", [16, 17, 40, 64, 255, None])
def test_a_hash_fills_its_column_and_is_known_again_under_its_own_secret(length: int | None) -> None:
    once = hash_text("secret", "Änne", length)
    assert once is not None and len(once) == sum(sizes(length)) <= (length or 64)
    assert hash_text("secret", once, length) == once
    assert hash_text("another", once, length) != once
    assert hash_text("secret", None, length) is None
