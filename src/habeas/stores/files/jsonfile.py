"""Rewrites JSON record by record, lines or one array; all other records, and all other values, keep their bytes."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from json.decoder import scanstring  # type: ignore[attr-defined]
from typing import BinaryIO, NamedTuple

from habeas.stores.files.change import Change, changed_meanwhile
from habeas.stores.masked_text import masked_text
from habeas.stores.masks import Constant, EmptyDocument, FileMask, InsideDocument, Null

BLOCK = 1 << 20
TOKEN = re.compile(rb'"(?:[^"\\]|\\.)*+"|[\[\]{},"]', re.DOTALL)
SPACE = re.compile(r"[ \t\n\r]*")
BLANKS = b" \t\n\r"
OPENING, CLOSING = (b"[", b"{"), (b"]", b"}")
DECODER = json.JSONDecoder(strict=False)


def rewrite_lines(source: BinaryIO, target: BinaryIO, changes: Sequence[Change], name: str) -> int:
    """JSON Lines."""
    met = number = 0
    for line in source:
        if line.strip(BLANKS):  # blank lines are no records
            mine = _mine(changes, number)
            target.write(_changed(line, mine, name) if mine else line)
            met += len(mine)
            number += 1
        else:
            target.write(line)
    return met


def rewrite_array(source: BinaryIO, target: BinaryIO, changes: Sequence[Change], name: str) -> int:
    """One array of objects."""
    met = number = 0
    comma = b""
    for piece in _pieces(source, name):
        element = piece.content.rstrip(BLANKS)
        if piece.is_frame or not element:
            target.write(piece.content)
            continue
        mine = _mine(changes, number)
        blanks = piece.content[len(element) :]
        changed = _changed(element, mine, name) if mine else element
        if changed:
            target.write(comma + changed)
            comma = b","
        # Blanks before the closing bracket are the array's own, whichever element is the last.
        target.write(blanks if changed or piece.is_last else b"")
        met += len(mine)
        number += 1
    return met


def _mine(changes: Sequence[Change], number: int) -> list[tuple[Change, int]]:
    return [(change, place) for change in changes if (place := change.place(number)) >= 0]


class _Piece(NamedTuple):
    """What stands between two commas or brackets of the outermost array; its frame are the brackets and all beyond."""

    content: bytes
    is_frame: bool = False
    is_last: bool = False


def _pieces(source: BinaryIO, name: str) -> Iterator[_Piece]:
    held, start, at, depth = b"", 0, 0, 0
    while block := source.read(BLOCK):
        held, at, start = held[start:] + block, at - start, 0
        while (token := TOKEN.search(held, at)) is not None:
            at = token.start()
            if (sign := token[0]) == b'"':  # a string that goes on in the next block
                break
            at = token.end()
            depth += (sign in OPENING) - (sign in CLOSING)
            if depth == 0:
                yield _Piece(held[start : at - 1], is_last=True)
                yield _Piece(held[at - 1 :] + source.read(), is_frame=True)
                return
            if depth == 1 and sign in (b"[", b","):
                yield _Piece(held[start : at - (sign == b",")], is_frame=sign == b"[")
                start = at
        else:
            at = len(held)
    raise changed_meanwhile(name)


def _changed(record: bytes, changes: Sequence[tuple[Change, int]], name: str) -> bytes:
    text = record.decode("utf-8")
    try:
        found = list(_members(text))
    except (ValueError, IndexError):
        raise changed_meanwhile(name) from None
    for change, place in changes:
        if change.witness and not _is_witness(found, change.witness, change.text(place)):
            raise changed_meanwhile(name)
        if change.masks is None:
            return b""
        text = _masked(text, change.masks, change.secret)
    return text.encode("utf-8")


class _Member(NamedTuple):
    name: str
    value: object
    start: int
    end: int


def _members(text: str) -> Iterator[_Member]:
    """The members of an object, and where their values stand."""
    at = _skip(text, text.index("{") + 1)
    while text[at] != "}":
        name, at = scanstring(text, at + 1, False)
        start = _skip(text, _skip(text, at) + 1)
        value, end = DECODER.raw_decode(text, start)
        yield _Member(name, value, start, end)
        at = _skip(text, end)
        if text[at] == ",":
            at = _skip(text, at + 1)


def _skip(text: str, at: int) -> int:
    found = SPACE.match(text, at)
    return found.end() if found else at


def _is_witness(members: Sequence[_Member], witness: str, text: str | None) -> bool:
    """Whether the record holds what DuckDB read; it spells fractions, lists and objects its own way."""
    value = next((member.value for member in members if member.name == witness), None)
    match value:
        case None | str():
            return value == text
        case bool():
            return str(value).lower() == text
        case int():
            return str(value) == text
    return True


def _masked(text: str, masks: Mapping[str, FileMask], secret: str) -> str:
    rules = {name.lower(): mask for name, mask in masks.items()}
    for name, value, start, end in reversed(list(_members(text))):
        if name.lower() in rules:
            new = _masked_value(value, text[start:end], rules[name.lower()], secret)
            if new != value or type(new) is not type(value):
                text = text[:start] + json.dumps(new, ensure_ascii=False) + text[end:]
    return text


def _masked_value(value: object, spelled: str, mask: FileMask, secret: str) -> object:
    match mask:
        case Null():
            return None
        case Constant(constant):
            return constant
        case EmptyDocument() if isinstance(value, dict | list):
            return type(value)()
        case _ if value is None:
            return None
        case InsideDocument() if isinstance(value, dict | list):
            return json.loads(masked_text(mask, secret, spelled) or spelled)
        case _:
            return masked_text(mask, secret, value if isinstance(value, str) else spelled)
