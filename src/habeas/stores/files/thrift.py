"""Thrift's compact protocol, as far as Parquet's footers need it: read into plain values, changed, and written again.

A struct is a dict from field number to (type, value), so that fields nobody here knows survive.
"""

from __future__ import annotations

import struct
from dataclasses import dataclass
from typing import Any

TRUE, FALSE, BYTE, I16, I32, I64, DOUBLE, BINARY, LIST, SET, MAP, STRUCT = range(1, 13)

Struct = dict[int, tuple[int, Any]]


@dataclass(frozen=True)
class Elements:
    """A list or a set with the type of its elements."""

    kind: int
    values: list[Any]


def read(data: bytes, at: int = 0) -> tuple[Struct, int]:
    """The struct that begins at `at`, and where it ends. Raises ValueError for what is none."""
    reader = _Reader(data, at)
    try:
        return reader.struct(), reader.at
    except (IndexError, struct.error):
        raise ValueError("not a Thrift struct") from None


def written(fields: Struct) -> bytes:
    out = bytearray()
    _write_struct(out, fields)
    return bytes(out)


class _Reader:
    def __init__(self, data: bytes, at: int) -> None:
        self.data, self.at = data, at

    def byte(self) -> int:
        self.at += 1
        return self.data[self.at - 1]

    def varint(self) -> int:
        value = shift = 0
        while (byte := self.byte()) & 0x80:
            value |= (byte & 0x7F) << shift
            shift += 7
        return value | byte << shift

    def number(self) -> int:
        value = self.varint()
        return (value >> 1) ^ -(value & 1)

    def bytes(self, count: int) -> bytes:
        if self.at + count > len(self.data):
            raise IndexError
        self.at += count
        return self.data[self.at - count : self.at]

    def struct(self) -> Struct:
        fields: Struct = {}
        number = 0
        while head := self.byte():
            number = number + (head >> 4) if head >> 4 else self.number()
            kind = head & 0x0F
            fields[number] = kind, (kind == TRUE if kind in (TRUE, FALSE) else self.value(kind))
        return fields

    def value(self, kind: int) -> Any:
        match kind:
            case 1 | 2:  # inside a list
                return self.byte() == TRUE
            case 3:
                return self.byte()
            case 4 | 5 | 6:
                return self.number()
            case 7:
                return struct.unpack("<d", self.bytes(8))[0]
            case 8:
                return self.bytes(self.varint())
            case 9 | 10:
                head = self.byte()
                count = head >> 4 if head >> 4 != 15 else self.varint()
                return Elements(head & 0x0F, [self.value(head & 0x0F) for _ in range(count)])
            case 12:
                return self.struct()
        raise ValueError(f"type {kind} of Thrift does not occur in Parquet")


def _write_varint(out: bytearray, value: int) -> None:
    while value > 0x7F:
        out.append(value & 0x7F | 0x80)
        value >>= 7
    out.append(value)


def _write_number(out: bytearray, value: int) -> None:
    _write_varint(out, value << 1 if value >= 0 else (-value << 1) - 1)


def _write_struct(out: bytearray, fields: Struct) -> None:
    before = 0
    for number, (kind, value) in sorted(fields.items()):
        if kind in (TRUE, FALSE):
            kind = TRUE if value else FALSE
        if 0 < number - before <= 15:
            out.append(number - before << 4 | kind)
        else:
            out.append(kind)
            _write_number(out, number)
        if kind not in (TRUE, FALSE):
            _write_value(out, kind, value)
        before = number
    out.append(0)


def _write_value(out: bytearray, kind: int, value: Any) -> None:
    match kind:
        case 1 | 2:
            out.append(TRUE if value else FALSE)
        case 3:
            out.append(value)
        case 4 | 5 | 6:
            _write_number(out, value)
        case 7:
            out += struct.pack("<d", value)
        case 8:
            _write_varint(out, len(value))
            out += value
        case 9 | 10:
            count = len(value.values)
            out.append((count if count < 15 else 15) << 4 | value.kind)
            if count >= 15:
                _write_varint(out, count)
            for element in value.values:
                _write_value(out, value.kind, element)
        case 12:
            _write_struct(out, value)
