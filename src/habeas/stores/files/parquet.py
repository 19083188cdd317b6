"""Rewrites a Parquet file row group by row group, keeping schema, metadata, codecs and all other rows."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from habeas.stores.errors import StoreRefused
from habeas.stores.files.change import Change
from habeas.stores.masked_text import empty_document, masked_text
from habeas.stores.masks import Constant, EmptyDocument, FirstOf, Mask, Null


def rewrite_parquet(path: Path, target: Path, changes: Sequence[Change]) -> int:
    """Write `target` as `path` with the changes applied; how many rows they met."""
    met = 0
    with pq.ParquetFile(path) as source:
        with pq.ParquetWriter(target, source.schema_arrow, **_options(source)) as writer:
            start = 0
            for number in range(source.metadata.num_row_groups):
                group = source.read_row_group(number)
                rows = range(start, start + group.num_rows)
                mine = [change for change in changes if any(row in rows for row in change.rows)]
                changed = _changed(group, start, mine, path) if mine else group
                met += sum(row in rows for change in mine for row in change.rows)
                # An empty group would be written as one; a file may well have none.
                if changed.num_rows:
                    writer.write_table(changed, row_group_size=max(changed.num_rows, 1))
                start += group.num_rows
    return met


def _options(source: pq.ParquetFile) -> dict[str, Any]:
    """How the file was written, as far as it tells."""
    metadata = source.metadata
    if not metadata.num_row_groups:
        return {}
    columns = [metadata.row_group(0).column(index) for index in range(metadata.num_columns)]
    codecs = {column.path_in_schema: _codec(column.compression) for column in columns}
    dictionaries = [c.path_in_schema for c in columns if any("DICTIONARY" in encoding for encoding in c.encodings)]
    return {
        "compression": codecs,
        "use_dictionary": dictionaries or False,
        "write_statistics": any(column.is_stats_set for column in columns),
        "version": metadata.format_version,
        "use_deprecated_int96_timestamps": any(column.physical_type == "INT96" for column in columns),
        "store_schema": b"ARROW:schema" in (metadata.metadata or {}),
        "write_page_index": all(column.has_offset_index for column in columns),
        "sorting_columns": metadata.row_group(0).sorting_columns or None,
    }


def _codec(name: str) -> str:
    return "NONE" if name == "UNCOMPRESSED" else name


def _changed(group: pa.Table, start: int, changes: Sequence[Change], path: Path) -> pa.Table:
    gone = [False] * group.num_rows
    found = group
    for change in changes:
        here = {row - start: text for row, text in change.rows.items() if 0 <= row - start < group.num_rows}
        if not here:
            continue
        _check(found, change.witness, here, path)
        chosen = [index in here for index in range(group.num_rows)]
        if change.masks is None:
            gone = [was or now for was, now in zip(gone, chosen, strict=True)]
        else:
            for name, mask in change.masks.items():
                at = group.schema.get_field_index(name)
                field = group.schema.field(at)
                nothing = None if field.nullable else ""
                masked = _masked(group.column(at), pa.array(chosen), mask, change.secret, nothing)
                group = group.set_column(at, field, masked)
    return group.filter(pa.array([not row for row in gone])) if any(gone) else group


def _check(group: pa.Table, witness: str, here: dict[int, str | None], path: Path) -> None:
    if not witness:
        return
    rows = sorted(here)
    found = group.column(witness).take(pa.array(rows)).cast(pa.string()).to_pylist()
    if any(here[row] != value for row, value in zip(rows, found, strict=True)):
        raise StoreRefused(f"{path.name} changed while it was read; nothing was changed, run again")


def _masked(column: pa.ChunkedArray, chosen: pa.Array, mask: Mask, secret: str, nothing: str | None) -> pa.ChunkedArray:
    if pa.types.is_dictionary(column.type):
        plain = _masked(column.cast(column.type.value_type), chosen, mask, secret, nothing)
        return plain.dictionary_encode().cast(column.type)
    if isinstance(column.type, pa.BaseExtensionType):  # JSON
        plain = column.cast(column.type.storage_type)
        masked = (
            _emptied(plain, chosen, True) if mask == EmptyDocument() else _masked(plain, chosen, mask, secret, nothing)
        )
        return masked.cast(column.type)
    if mask == EmptyDocument():
        return _emptied(column, chosen, False)
    chosen = pa.chunked_array([chosen])
    match mask:
        case Null():
            return _chosen(chosen, pa.chunked_array([pa.nulls(len(column), column.type)]), column)
        case Constant(value):
            return pc.if_else(chosen, pa.scalar(value).cast(column.type), column)
        case FirstOf(unit) if pa.types.is_timestamp(column.type) and column.type.tz is not None:
            # In UTC, as DuckDB reckons when it looks whether the mask is there.
            plain = column.cast(pa.timestamp(column.type.unit, "UTC"))
            return pc.if_else(chosen, pc.floor_temporal(plain, unit=unit).cast(column.type), column)
        case FirstOf(unit) if not _is_text(column.type):
            return pc.if_else(chosen, pc.floor_temporal(column, unit=unit).cast(column.type), column)
        case _:
            texts = [masked_text(mask, secret, value, nothing) for value in column.to_pylist()]
            return pc.if_else(chosen, pa.chunked_array([pa.array(texts, column.type)]), column)


def _emptied(column: pa.ChunkedArray, chosen: pa.Array, is_json: bool) -> pa.ChunkedArray:
    empty = [[] if isinstance(value, list) else empty_document(value, is_json) for value in column.to_pylist()]
    return _chosen(pa.chunked_array([chosen]), pa.chunked_array([pa.array(empty, column.type)]), column)


def _is_text(kind: pa.DataType) -> bool:
    return bool(pa.types.is_string(kind) or pa.types.is_large_string(kind))


def _chosen(chosen: pa.ChunkedArray, new: pa.ChunkedArray, old: pa.ChunkedArray) -> pa.ChunkedArray:
    """`new` where chosen, else `old`; for nested types, which `if_else` knows only in part, by position."""
    both = pa.concat_arrays([*old.chunks, *new.chunks])
    size = len(old)
    return pa.chunked_array([both.take(pc.add(pa.array(range(size)), pc.if_else(chosen, size, 0).combine_chunks()))])
