"""Masks in Python, for files and for databases that call functions; the dialects say the same in SQL."""

from __future__ import annotations

import re
from typing import assert_never

from habeas.stores.hashing import hash_text
from habeas.stores.masks import (
    AREA,
    AREA_BEFORE,
    DAY,
    EmptyDocument,
    FirstOf,
    KeyedHash,
    PostalArea,
    SameFormat,
    TextMask,
)
from habeas.stores.same_format import same_format

BLANKS = " \t\n\r"  # what JSON allows before a document


def masked_text(mask: TextMask, secret: str, text: str | None, nothing: str | None = None) -> str | None:
    """What becomes of a text; `nothing` where the mask leaves none of it."""
    if text is None:
        return None
    match mask:
        case FirstOf(unit):
            kept, rest = (4, "-01-01") if unit == "year" else (7, "-01")
            return text[:kept] + rest if re.match(DAY, text) else nothing
        case PostalArea():
            return text[:3] if re.fullmatch(AREA, text) or re.match(AREA_BEFORE, text, re.DOTALL) else nothing
        case SameFormat():
            return same_format(secret, text)
        case EmptyDocument():
            return _empty(text)
        case KeyedHash():
            return hash_text(secret, text)
    assert_never(mask)


def empty_document(value: object, is_json: bool) -> object:
    """An empty document of the value's own kind; in a column of JSON a text is one with quotes.

    >>> empty_document(' {"a": 1}', False), empty_document("[1]", True), empty_document('"a"', True)
    ('{}', '[]', '""')
    """
    if value is None or isinstance(value, bytes):
        return None if value is None else b""
    text = str(value)
    if not is_json or text.lstrip(BLANKS)[:1] in ("{", "["):
        return _empty(text)
    return '""' if text.lstrip(BLANKS).startswith('"') else "null"


def _empty(text: str) -> str:
    return {"{": "{}", "[": "[]"}.get(text.lstrip(BLANKS)[:1], "")
