"""Masks in Python, for files and for databases that call functions; the dialects say the same in SQL."""

from __future__ import annotations

import json
import re
from typing import assert_never

from habeas.datamap.inside import Place, step_into
from habeas.stores.hashing import hash_text
from habeas.stores.masks import (
    AREA,
    AREA_BEFORE,
    DAY,
    Constant,
    EmptyDocument,
    FirstOf,
    InsideDocument,
    KeyedHash,
    Mask,
    Null,
    PostalArea,
    SameFormat,
    TextMask,
)
from habeas.stores.same_format import same_format

BLANKS = " \t\n\r"  # what JSON allows before a document


def masked_text(
    mask: TextMask | InsideDocument, secret: str, text: str | None, nothing: str | None = None
) -> str | None:
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
        case InsideDocument(changes):
            for place, inside in changes:
                text = _inside(text, place, inside, secret)
            return text
    assert_never(mask)


def _inside(text: str, place: Place, mask: Mask, secret: str) -> str:
    """The document with the value at `place` masked; as it was where nothing lies there, or where it is no JSON."""
    try:
        document = json.loads(text)
    except ValueError:
        return text
    *way, last = place.steps
    match step_into(document, tuple(way)), last:
        case dict() as members, str() if last in members:
            members[last] = _new(members[last], mask, secret)
        case list() as elements, int() if last < len(elements):
            elements[last] = _new(elements[last], mask, secret)
        case _:
            return text
    return json.dumps(document, ensure_ascii=False)


def _new(value: object, mask: Mask, secret: str) -> object:
    match mask:
        case Null():
            return None
        case Constant(constant):
            return constant
        case _:
            text = value if value is None or isinstance(value, str) else json.dumps(value)
            return masked_text(mask, secret, text)


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
