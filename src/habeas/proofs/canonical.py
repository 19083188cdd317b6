"""JSON in one possible spelling, so that a hash or a comparison of bytes says the same on every machine.

Keys sorted by code point, ASCII only (RFC 8259 section 7 escapes), no floats. Whole numbers stay within
2**53 - 1, which every JSON reader keeps exactly (RFC 8259 section 6). ``compact_bytes`` is what is hashed,
``file_bytes`` what people open.

>>> compact_bytes({"b": [1, None], "a": "ü"})
b'{"a":"\\\\u00fc","b":[1,null]}'
"""

import hashlib
import json
from typing import NoReturn, TypeAlias

from habeas.proofs.errors import BadJSON

JSON: TypeAlias = "dict[str, JSON] | list[JSON] | str | int | bool | None"

LARGEST_INT = 2**53 - 1
DEEPEST = 50


def compact_bytes(value: object) -> bytes:
    """The canonical form for hashing: no spaces, no newline. Raises BadJSON for what would be inexact."""
    _refuse_inexact(value, "$", 0)
    return json.dumps(value, sort_keys=True, separators=(",", ":"), allow_nan=False).encode("ascii")


def file_bytes(value: object) -> bytes:
    """The canonical form for files: indented by two, one newline at the end. Raises BadJSON as above."""
    _refuse_inexact(value, "$", 0)
    return json.dumps(value, sort_keys=True, indent=2, allow_nan=False).encode("ascii") + b"\n"


def sha256_hex(value: object) -> str:
    """The SHA-256 of the compact form, in lower-case hexadecimal."""
    return hashlib.sha256(compact_bytes(value)).hexdigest()


def parse(data: bytes) -> JSON:
    """Read JSON in any layout. Raises BadJSON for broken text, duplicate keys, floats and NaN."""
    try:
        value: JSON = json.loads(
            data.decode("utf-8"),
            object_pairs_hook=_without_duplicates,
            parse_float=_refuse_float,
            parse_constant=_refuse_float,
        )
    # ValueError: not UTF-8, not JSON, or a number of thousands of digits. RecursionError: nested without end.
    except ValueError as error:
        raise BadJSON(f"this is not JSON: {type(error).__name__}; is the file complete?") from error
    except RecursionError as error:
        raise BadJSON(f"this JSON is nested deeper than {DEEPEST} levels") from error
    _refuse_inexact(value, "$", 0)
    return value


def parse_file(data: bytes) -> JSON:
    """Read a canonical file. Raises BadJSON unless ``file_bytes`` would write exactly these bytes."""
    value = parse(data)
    if file_bytes(value) != data:
        raise BadJSON(
            "the file is not in canonical form (sorted keys, ASCII, indented by two, ended by one newline); "
            "it was edited or reformatted after it was issued"
        )
    return value


def _refuse_inexact(value: object, place: str, depth: int) -> None:
    """Raise BadJSON where a value would not come back as it went in; ``place`` is its path."""
    if depth >= DEEPEST and isinstance(value, list | dict):
        raise BadJSON(f"this JSON is nested deeper than {DEEPEST} levels")
    match value:
        case None | bool():
            pass
        case str():
            _refuse_surrogates(value, place)
        case int():
            if abs(value) > LARGEST_INT:
                raise BadJSON(f"{place} is a number beyond 2**53 - 1; write it as text")
        case list():
            for index, item in enumerate(value):
                _refuse_inexact(item, f"{place}[{index}]", depth + 1)
        case dict():
            for key, item in value.items():
                _refuse_key(key, place)
                _refuse_inexact(item, f"{place}[{key!r}]", depth + 1)
        case _:
            raise BadJSON(
                f"{place} is a {type(value).__name__}; canonical JSON holds text, whole numbers, "
                "true, false, null, lists and objects (write dates and decimals as text)"
            )


def _refuse_key(key: object, place: str) -> None:
    if not isinstance(key, str):
        raise BadJSON(f"{place} has a key of type {type(key).__name__}; keys are text")
    _refuse_surrogates(key, f"a key of {place}")


def _refuse_surrogates(text: str, place: str) -> None:
    try:
        text.encode("utf-8")
    except UnicodeEncodeError as error:
        raise BadJSON(f"{place} holds half of a surrogate pair, which is no character") from error


def _without_duplicates(pairs: list[tuple[str, JSON]]) -> dict[str, JSON]:
    found: dict[str, JSON] = {}
    for key, value in pairs:
        if key in found:
            raise BadJSON(f"the key {key!r} stands twice in one object; readers would disagree on its value")
        found[key] = value
    return found


def _refuse_float(text: str) -> NoReturn:
    raise BadJSON("a number is not whole; canonical JSON refuses floats and NaN (write decimals as text)")
