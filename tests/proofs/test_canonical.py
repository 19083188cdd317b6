import doctest
import hashlib
from contextlib import suppress
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from habeas.proofs import canonical, strict_base64
from habeas.proofs.canonical import JSON, compact_bytes, file_bytes, parse, parse_file, sha256_hex
from habeas.proofs.errors import BadJSON, BadProof, ProofError

values: st.SearchStrategy[JSON] = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**53) + 1, 2**53 - 1) | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=4),
    max_leaves=12,
)


@given(values)
def test_what_is_written_is_read_back(value: JSON) -> None:
    assert parse_file(file_bytes(value)) == value
    assert parse(compact_bytes(value)) == value
    assert file_bytes(value).isascii()


@given(st.binary() | st.text().map(str.encode))
def test_reading_anything_raises_nothing_but_our_error(data: bytes) -> None:
    with suppress(ProofError):
        parse_file(data)


def test_files_are_indented_sorted_and_end_in_a_newline() -> None:
    assert file_bytes({"b": [1], "a": "é"}) == b'{\n  "a": "\\u00e9",\n  "b": [\n    1\n  ]\n}\n'


def test_hashes_are_over_the_compact_form() -> None:
    assert sha256_hex({"b": 1, "a": None}) == hashlib.sha256(b'{"a":null,"b":1}').hexdigest()


@pytest.mark.parametrize(
    ("value", "message"),
    [
        ({"sum": 1.0}, r"\$\['sum'\] is a float"),
        ([float("nan")], r"\$\[0\] is a float"),
        ({"on": date(2026, 1, 1)}, "is a date"),
        ([Decimal("1.10")], "is a Decimal"),
        ((1, 2), "is a tuple"),
        (b"bytes", "is a bytes"),
        ({1: "one"}, "a key of type int"),
        ([2**53], "beyond"),
        ([-(2**53)], "beyond"),
        (["\ud800"], "surrogate"),
        ({"\ud800": 1}, "a key of"),
    ],
)
def test_what_json_cannot_hold_exactly_is_refused(value: object, message: str) -> None:
    for write in (compact_bytes, file_bytes):
        with pytest.raises(BadJSON, match=message):
            write(value)


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b'{"a": 1, "a": 1}', "'a' stands twice"),
        (b'[{"a": 1, "b": {"c": 1, "c": 2}}]', "'c' stands twice"),
        (b"1.5", "not whole"),
        (b"1e3", "not whole"),
        (b"NaN", "not whole"),
        (b"-Infinity", "not whole"),
        (b"", "not JSON"),
        (b"\xff", "not JSON"),
        (b"\xef\xbb\xbf{}", "not JSON"),
        (b"{} {}", "not JSON"),
        (b"9" * 5000, "not JSON"),
        (b"9" * 30, "beyond"),
        (b"[" * 51 + b"]" * 51, "nested"),
        (b'{"a":' * 51 + b"1" + b"}" * 51, "nested"),
        (b"[" * 100_000, "nested"),
        (b'"\\ud800"', "surrogate"),
    ],
)
def test_ambiguous_or_broken_text_is_refused(data: bytes, message: str) -> None:
    with pytest.raises(BadJSON, match=message):
        parse(data)


@pytest.mark.parametrize(
    "data", [b"{}", b"{ }\n", b"{}\n\n", b"{}\r\n", b' "a"\n', b'"\xc3\xa9"\n', b'"\\u0041"\n', b"-0\n"]
)
def test_a_file_in_another_spelling_is_refused(data: bytes) -> None:
    with pytest.raises(BadJSON, match="canonical form"):
        parse_file(data)


@pytest.mark.parametrize("text", ["bG9n\n", "bG9", "bG9n=", "b G9n", "YQ", "YR==", "YQ==YQ==", "-_-_", "é", "a"])
def test_base64_in_another_spelling_is_refused(text: str) -> None:
    with pytest.raises(BadProof, match="the root is"):
        strict_base64.decode(text, "the root", BadProof)


@given(st.binary())
def test_base64_is_read_back(data: bytes) -> None:
    assert strict_base64.decode(strict_base64.encode(data), "the root", BadProof) == data


def test_the_doctests_hold() -> None:
    assert doctest.testmod(canonical).failed == 0
    assert doctest.testmod(strict_base64).failed == 0


def test_fifty_levels_of_nesting_are_read() -> None:
    assert compact_bytes(parse(b"[" * 50 + b"1" + b"]" * 50)) == b"[" * 50 + b"1" + b"]" * 50
