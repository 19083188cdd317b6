"""A Parquet file out of parts of others: column chunks are copied byte for byte, footers and indexes say where they are.

Numbers of fields are those of parquet.thrift.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, BinaryIO

from habeas.stores.files.thrift import I32, I64, Elements, Struct, read, written

MAGIC = b"PAR1"
BLOCK = 1 << 20
# FileMetaData
NUM_ROWS, GROUPS, ENCRYPTION = 3, 4, 8
# RowGroup
CHUNKS, SIZE, ROWS, SORTING, START, COMPRESSED, ORDINAL = range(1, 8)
# ColumnChunk
ELSEWHERE, AFTER, COLUMN, OFFSETS_AT, OFFSETS_LENGTH, VALUES_AT, VALUES_LENGTH = range(1, 8)
# ColumnMetaData
ENCODINGS, PATH, UNPACKED, PACKED, NOTES, DATA_AT, INDEX_AT, DICTIONARY_AT = 2, 3, 6, 7, 8, 9, 10, 11
BLOOM_AT, BLOOM_LENGTH = 14, 15


def read_footer(file: BinaryIO) -> Struct:
    """Raises ValueError for what is no Parquet file, or an encrypted one."""
    end = file.seek(0, 2)
    file.seek(max(end - 8, 0))
    tail = file.read(8)
    if tail[4:] == b"PARE":
        raise ValueError("encrypted")
    length = int.from_bytes(tail[:4], "little")
    if tail[4:] != MAGIC or length + 12 > end:
        raise ValueError("not a Parquet file")
    file.seek(end - 8 - length)
    footer, _ = read(file.read(length))
    if ENCRYPTION in footer:
        raise ValueError("encrypted")
    return footer


def groups_of(footer: Struct) -> list[Struct]:
    found: list[Struct] = footer[GROUPS][1].values
    return found


def chunks_of(group: Struct) -> list[Struct]:
    found: list[Struct] = group[CHUNKS][1].values
    return found


def root_of(chunk: Struct) -> str:
    """The column of the top level that a chunk is part of."""
    path: bytes = column_of(chunk)[PATH][1].values[0]
    return path.decode()


def column_of(chunk: Struct) -> Struct:
    found: Struct = chunk[COLUMN][1]
    return found


class Splicer:
    """Writes `out` row group by row group."""

    def __init__(self, footer: Struct, out: BinaryIO) -> None:
        self.footer, self.out = footer, out
        self._groups: list[Struct] = []
        self._chunks: list[tuple[Struct, BinaryIO, int]] = []  # from where, and how far it moved
        out.write(MAGIC)

    def add(self, group: Struct, sources: Sequence[BinaryIO]) -> None:
        """One row group; its chunks lie each in its own file."""
        start = self.out.tell()
        for chunk, source in zip(chunks_of(group), sources, strict=True):
            if ELSEWHERE in chunk:
                raise ValueError("its columns lie in other files")
            self._copy(chunk, source)
        columns = [column_of(chunk) for chunk in chunks_of(group)]
        group[SIZE] = I64, sum(column[UNPACKED][1] for column in columns)
        _reset(group, START, start)
        _reset(group, COMPRESSED, sum(column[PACKED][1] for column in columns))
        _reset(group, ORDINAL, len(self._groups))
        self._groups.append(group)

    def _copy(self, chunk: Struct, source: BinaryIO) -> None:
        column = column_of(chunk)
        places = [name for name in (DICTIONARY_AT, INDEX_AT, DATA_AT) if _number(column, name) > 0]
        start = min(_number(column, name) for name in places)
        moved = self.out.tell() - start
        _copy_bytes(source, start, _number(column, PACKED), self.out)
        for name in places:
            _reset(column, name, _number(column, name) + moved)
        if _number(chunk, AFTER) > 0:
            _reset(chunk, AFTER, _number(chunk, AFTER) + moved)
        self._chunks.append((chunk, source, moved))

    def close(self) -> None:
        """The filters and indexes of all chunks, and the footer."""
        for chunk, source, _ in self._chunks:
            if BLOOM_AT in column_of(chunk):
                self._copy_filter(column_of(chunk), source)
        for chunk, source, _ in self._chunks:
            if VALUES_AT in chunk:
                at = self.out.tell()
                _copy_bytes(source, _number(chunk, VALUES_AT), _number(chunk, VALUES_LENGTH), self.out)
                _reset(chunk, VALUES_AT, at)
        for chunk, source, moved in self._chunks:
            if OFFSETS_AT in chunk:
                self._move_offsets(chunk, source, moved)
        self.footer[GROUPS] = self.footer[GROUPS][0], Elements(self.footer[GROUPS][1].kind, self._groups)
        _reset(self.footer, NUM_ROWS, sum(_number(group, ROWS) for group in self._groups))
        footer = written(self.footer)
        self.out.write(footer + len(footer).to_bytes(4, "little") + MAGIC)

    def _copy_filter(self, column: Struct, source: BinaryIO) -> None:
        start, length = _number(column, BLOOM_AT), _number(column, BLOOM_LENGTH)
        if not length:  # older writers leave it out: the filter's header knows
            source.seek(start)
            header, length = read(source.read(256))
            length += header[1][1]
        at = self.out.tell()
        _copy_bytes(source, start, length, self.out)
        _reset(column, BLOOM_AT, at)

    def _move_offsets(self, chunk: Struct, source: BinaryIO, moved: int) -> None:
        source.seek(_number(chunk, OFFSETS_AT))
        index, _ = read(source.read(_number(chunk, OFFSETS_LENGTH)))
        for page in index[1][1].values:
            page[1] = I64, page[1][1] + moved
        at = self.out.tell()
        found = written(index)
        self.out.write(found)
        chunk[OFFSETS_AT], chunk[OFFSETS_LENGTH] = (I64, at), (I32, len(found))


def _number(fields: Mapping[int, tuple[int, Any]], name: int) -> int:
    found: int = fields[name][1] if name in fields else 0
    return found


def _reset(fields: Struct, name: int, value: int) -> None:
    """A field that may be left out stays out."""
    if name in fields:
        fields[name] = fields[name][0], value


def _copy_bytes(source: BinaryIO, start: int, length: int, out: BinaryIO) -> None:
    source.seek(start)
    while length:
        block = source.read(min(BLOCK, length))
        if not block:
            raise ValueError("it is shorter than its footer says")
        out.write(block)
        length -= len(block)
