"""Rewrites a CSV file record by record (RFC 4180); the bytes of all other records stay as they are."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, assert_never

from habeas.stores.errors import StoreRefused
from habeas.stores.reached import Constant, FirstOfYear, KeyedHash, Mask, Null
from habeas.stores.sql.dialects import hash_text

if TYPE_CHECKING:
    from habeas.stores.files.rewrite import Change


def rewrite_csv(path: Path, target: Path, changes: Sequence[Change]) -> None:
    """Write `target` as `path` with the changes applied."""
    with path.open("rb") as source, target.open("wb") as out:
        records = _records(source)
        header = next(records, b"")
        names = _fields(header.removeprefix(b"\xef\xbb\xbf"))
        out.write(header)
        number = 0
        for record in records:
            if not record.strip():  # blank lines are no records
                out.write(record)
                continue
            out.write(_changed(record, number, names, changes, path))
            number += 1


def _records(source: BinaryIO) -> Iterator[bytes]:
    """Records with their line ends; a line break inside quotes does not end one."""
    held = b""
    for line in source:
        held += line
        if held.count(b'"') % 2 == 0:
            yield held
            held = b""
    if held:
        yield held


def _fields(record: bytes) -> list[str]:
    return next(csv.reader(io.StringIO(record.decode("utf-8"), newline="")), [])


def _changed(record: bytes, number: int, names: list[str], changes: Sequence[Change], path: Path) -> bytes:
    for change in changes:
        if number not in change.rows:
            continue
        values = dict(zip(names, _fields(record), strict=False))
        if values.get(change.witness) != (change.rows[number] or ""):
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
        case FirstOfYear():
            return f"{value[:4]}-01-01" if value else value
        case KeyedHash():
            return hash_text(secret, value) or ""
    assert_never(mask)
