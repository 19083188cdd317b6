"""Rewrites a CSV file record by record (RFC 4180); the bytes of all other records stay as they are."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import BinaryIO

from habeas.stores.errors import StoreRefused
from habeas.stores.files.change import Change
from habeas.stores.masked_text import masked_text
from habeas.stores.masks import Constant, Mask, Null

BYTE_ORDER_MARK = b"\xef\xbb\xbf"
# A quoted field with doubled quotes, or a plain one; the csv module would refuse fields above 128 KiB.
FIELD = re.compile(r'(?:"([^"]*(?:""[^"]*)*)"|([^,\r\n]*))(,|\r?\n?$)')


def rewrite_csv(path: Path, target: Path, changes: Sequence[Change]) -> int:
    """Write `target` as `path` with the changes applied; how many rows they met."""
    met = 0
    names = read_header(path)
    with path.open("rb") as source, target.open("wb") as out:
        records = _records(source)
        out.write(next(records, b""))
        number = 0
        for record in records:
            if not record.strip():  # blank lines are no records
                out.write(record)
                continue
            mine = [change for change in changes if number in change.rows]
            out.write(_changed(record, number, names, mine, path) if mine else record)
            met += len(mine)
            number += 1
    return met


def read_header(path: Path) -> list[str]:
    """The names of the columns. Raises StoreRefused where two are the same or there is none."""
    with path.open("rb") as source:
        names = _fields(next(_records(source), b"").removeprefix(BYTE_ORDER_MARK))
    if len(set(names)) < len(names) or not all(names):
        raise StoreRefused(f"{path.name} needs a header with a name of its own for every column; mend it and try again")
    return names


def refuse_open_end(path: Path) -> None:
    """DuckDB leaves out a last record whose quotes are never closed, and says nothing. Raises StoreRefused."""
    with path.open("rb") as source:
        quotes = sum(block.count(b'"') for block in iter(lambda: source.read(1 << 20), b""))
        source.seek(0)
        # Pairs of quotes are the rule; only where they do not add up is the file read record by record.
        if quotes % 2 and any(record.count(b'"') % 2 and not _is_closed(record) for record in _records(source)):
            raise StoreRefused(f"{path.name} ends within quotes; mend it and try again")


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


def _fields(record: bytes) -> list[str]:
    text = record.decode("utf-8")
    values: list[str] = []
    at = 0
    while (found := FIELD.match(text, at)) is not None:
        quoted, plain, end = found.groups()
        values.append(plain if quoted is None else quoted.replace('""', '"'))
        at = found.end()
        if end != ",":
            break
    return values


def _changed(record: bytes, number: int, names: list[str], changes: Sequence[Change], path: Path) -> bytes:
    fields = _fields(record)
    found = dict(zip(names, fields, strict=False))
    values = dict(found)
    for change in changes:
        if len(fields) != len(names) or found.get(change.witness) != (change.rows[number] or ""):
            raise StoreRefused(f"{path.name} changed while it was read; nothing was changed, run again")
        if change.masks is None:
            return b""
        record = _masked(record, values, names, change.masks, change.secret)
    return record


def _masked(record: bytes, values: dict[str, str], names: list[str], masks: Mapping[str, Mask], secret: str) -> bytes:
    for name, mask in masks.items():
        values[name] = _value(values[name], mask, secret)
    out = io.StringIO(newline="")
    end = "\r\n" if record.endswith(b"\r\n") else "\n" if record.endswith(b"\n") else ""
    csv.writer(out, lineterminator=end).writerow([values[name] for name in names])
    return out.getvalue().encode("utf-8")


def _value(value: str, mask: Mask, secret: str) -> str:
    match mask:
        case Null():
            return ""
        case Constant(constant):
            return str(constant)
        case _:
            return masked_text(mask, secret, value or None) or ""
