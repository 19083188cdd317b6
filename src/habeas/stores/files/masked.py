"""What becomes of the values of an Arrow column, whatever its type."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import pyarrow as pa
import pyarrow.compute as pc

from habeas.stores.errors import StoreRefused
from habeas.stores.masked_text import empty_document, masked_text
from habeas.stores.masks import Constant, EmptyDocument, FileMask, FirstOf, Null


def masked(column: pa.ChunkedArray, field: pa.Field, chosen: pa.Array, mask: FileMask, secret: str) -> pa.ChunkedArray:
    """The column with the chosen values masked. Raises ArrowException where its type cannot hold the mask."""
    kind = column.type
    if pa.types.is_null(kind):
        return column
    if pa.types.is_dictionary(kind):
        return masked(column.cast(kind.value_type), field, chosen, mask, secret).dictionary_encode().cast(kind)
    if isinstance(kind, pa.BaseExtensionType):  # JSON
        return masked(column.cast(kind.storage_type), field, chosen, mask, secret).cast(kind)
    mine = column.filter(pa.chunked_array([chosen]))
    return _put(column, chosen, _new(mine, field, mask, secret))


def _new(values: pa.ChunkedArray, field: pa.Field, mask: FileMask, secret: str) -> pa.ChunkedArray:
    kind = values.type
    match mask:
        case Null():
            return pa.chunked_array([pa.nulls(len(values), kind)])
        case Constant(constant):
            return pa.chunked_array([pa.repeat(pa.scalar(constant).cast(kind), len(values))])
        case EmptyDocument():
            is_json = isinstance(field.type, pa.BaseExtensionType)
            empty = [[] if isinstance(value, list) else empty_document(value, is_json) for value in values.to_pylist()]
            return pa.chunked_array([pa.array(empty, kind)])
        case FirstOf(unit) if pa.types.is_timestamp(kind) and kind.tz is not None:
            # In UTC, as DuckDB reckons when it looks whether the mask is there.
            return pc.floor_temporal(values.cast(pa.timestamp(kind.unit, "UTC")), unit=unit).cast(kind)
        case FirstOf(unit) if not (pa.types.is_string(kind) or pa.types.is_large_string(kind)):
            return pc.floor_temporal(values, unit=unit).cast(kind)
        case _:
            nothing = None if field.nullable else ""
            texts = [masked_text(mask, secret, value, nothing) for value in values.to_pylist()]
            return pa.chunked_array([pa.array(texts, kind)])


def _put(column: pa.ChunkedArray, chosen: pa.Array, new: pa.ChunkedArray) -> pa.ChunkedArray:
    """`new` in the chosen places: by position, because `if_else` knows nested types only in part."""
    size = len(column)
    places = pc.add(pc.cumulative_sum(chosen.cast(pa.int64())), size - 1)
    taken = pc.if_else(chosen, places, pa.arange(0, size))
    return pa.chunked_array([*column.chunks, *new.chunks], column.type).take(taken)


def refused_masks(schema: pa.Schema, masks: Mapping[str, FileMask]) -> Iterator[str]:
    """Columns whose type cannot hold their mask, found by masking a value that is not there."""
    for name, mask in masks.items():
        at = column_at(schema, name)
        if at >= 0:
            field = schema.field(at)
            try:
                masked(pa.chunked_array([pa.nulls(1, field.type)]), field, pa.array([True]), mask, "")
            except (pa.ArrowException, NotImplementedError, TypeError):
                yield f"{name} is {field.type} and cannot take its `erase` rule; erase: null always fits"


def column_at(schema: pa.Schema, name: str) -> int:
    """Where the column stands, spelled as DuckDB takes it: without regard to case; -1 where this file has none."""
    found = [index for index, known in enumerate(schema.names) if known.lower() == name.lower()]
    if len(found) > 1:
        raise StoreRefused(f"columns {name!r} of a Parquet file differ in case only; give them names of their own")
    return found[0] if found else -1
