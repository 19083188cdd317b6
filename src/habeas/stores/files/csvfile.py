"""Rewrites a CSV file record by record (RFC 4180); all other records, and all other values, keep their bytes."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import BinaryIO

from habeas.stores.errors import StoreRefused
from habeas.stores.files.change import Change, changed_meanwhile
from habeas.stores.masked_text import masked_text
from habeas.stores.masks import Constant, FileMask, Null

BYTE_ORDER_MARK = b"\xef\xbb\xbf"
# A quoted field with doubled quotes, or a plain one; the csv module would refuse fields above 128 KiB.
FIELD = re.compile(r'(?:"([^"]*(?:""[^"]*)*)"|([^,\r\n]*))(,|\r?\n?$)')


def rewrite_csv(source: BinaryIO, target: BinaryIO, changes: Sequence[Change], name: str) -> int:
    """Write `target` as `source` with the changes applied; how many rows they met."""
    met = number = 0
    records = _records(source)
    header = next(records, b"")
    names = _names(header, name)
    target.write(header)
    for record in records:
        if not record.strip() and len(names) > 1:  # a blank line is no record, unless it is an empty value
            target.write(record)
            continue
        mine = [(change, place) for change in changes if (place := change.place(number)) >= 0]
        target.write(_changed(record, names, mine, name) if mine else record)
        met += len(mine)
        number += 1
    return met


def read_header(source: BinaryIO, name: str) -> list[str]:
    """The names of the columns. Raises StoreRefused where two are the same or there is none."""
    return _names(next(_records(source), b""), name)


def _names(header: bytes, name: str) -> list[str]:
    names = [value for value, *_ in _fields(header.removeprefix(BYTE_ORDER_MARK).decode("utf-8"))]
    if len({name.lower() for name in names}) < len(names) or not all(names):
        raise StoreRefused(f"{name} needs a header with a name of its own for every column; mend it and try again")
    return names


def refuse_open_end(source: BinaryIO, name: str) -> None:
    """DuckDB leaves out a last record whose quotes are never closed, and says nothing. Raises StoreRefused."""
    quotes = sum(block.count(b'"') for block in iter(lambda: source.read(1 << 20), b""))
    source.seek(0)
    # Pairs of quotes are the rule; only where they do not add up is the file read record by record.
    if quotes % 2 and any(record.count(b'"') % 2 and not _is_closed(record) for record in _records(source)):
        raise StoreRefused(f"{name} ends within quotes; mend it and try again")


def _is_closed(record: bytes) -> bool:
    is_open = False
    for line in record.splitlines(keepends=True):
        is_open = _ends_open(line.removeprefix(BYTE_ORDER_MARK), is_open)
    return not is_open


def _records(source: BinaryIO) -> Iterator[bytes]:
    """Records with their line ends; a line break inside quotes does not end one."""
    held: list[bytes] = []
    is_open = False
    for line in source:
        held.append(line)
        start = line.removeprefix(BYTE_ORDER_MARK) if not is_open else line
        is_open = _ends_open(start, is_open)
        if not is_open:
            yield b"".join(held)
            held = []
    if held:
        yield b"".join(held)


def _ends_open(line: bytes, is_open: bool) -> bool:
    """Whether the line ends within quotes. Only a quote at the start of a field opens any."""
    at = 0
    while (at := line.find(b'"', at)) >= 0:
        if is_open and line[at + 1 : at + 2] == b'"':
            at += 2
            continue
        is_open = not is_open and (at == 0 or line[at - 1 : at] == b",")
        at += 1
    return is_open


def _fields(record: str) -> list[tuple[str, int, int]]:
    """The values, and where each stands with its quotes."""
    found: list[tuple[str, int, int]] = []
    at = 0
    while (field := FIELD.match(record, at)) is not None:
        quoted, plain, end = field.groups()
        found.append((plain if quoted is None else quoted.replace('""', '"'), at, field.start(3)))
        at = field.end()
        if end != ",":
            break
    return found


def _changed(record: bytes, names: list[str], changes: Sequence[tuple[Change, int]], name: str) -> bytes:
    text = record.decode("utf-8")
    fields = _fields(text)
    values = {known: value for known, (value, *_) in zip(names, fields, strict=False)}
    for change, place in changes:
        if len(fields) != len(names) or values.get(change.witness, "") != (change.text(place) or ""):
            raise changed_meanwhile(name)
        if change.masks is None:
            return b""
        text = _masked(text, names, change.masks, change.secret)
    return text.encode("utf-8")


def _masked(record: str, names: list[str], masks: Mapping[str, FileMask], secret: str) -> str:
    """The record with other values; what stands around them, and every other value, keeps its bytes."""
    rules = {name.lower(): mask for name, mask in masks.items()}
    for name, (value, start, end) in reversed(list(zip(names, _fields(record), strict=True))):
        if name.lower() in rules:
            new = _value(value, rules[name.lower()], secret)
            if new != value:
                is_quoted = any(sign in new for sign in ',"\r\n') or (record[start] == '"' and new)
                # A record of nothing at all would be a blank line.
                spelled = '"' + new.replace('"', '""') + '"' if is_quoted or (not new and len(names) == 1) else new
                record = record[:start] + spelled + record[end:]
    return record


def _value(value: str, mask: FileMask, secret: str) -> str:
    match mask:
        case Null():
            return ""
        case Constant(constant):
            return constant_text(constant)
        case _:  # nothing is as good as an empty text here
            return masked_text(mask, secret, value or None) or ""


def constant_text(value: object) -> str:
    """As DuckDB spells it, when it looks whether the mask is there."""
    return str(value).lower() if isinstance(value, bool) else str(value)
