"""Rewrites a Parquet file: row groups without the rows, and columns without a mask, are copied byte for byte."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import BinaryIO

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from habeas.stores.errors import StoreRefused
from habeas.stores.files.change import Change
from habeas.stores.files.masked import column_at, masked
from habeas.stores.files.parquet_style import Style, is_same_shape, styles
from habeas.stores.files.splice import (
    PATH,
    ROWS,
    SORTING,
    Splicer,
    chunks_of,
    column_of,
    groups_of,
    read_footer,
    root_of,
)
from habeas.stores.files.thrift import I64, Struct

ARROW = b"ARROW:schema"


def rewrite_parquet(source: BinaryIO, target: BinaryIO, changes: Sequence[Change], name: str) -> int:
    """Write `target` as `source` with the changes applied; how many rows they met."""
    try:
        footer = read_footer(source)
        with pq.ParquetFile(source) as file:
            own = styles(file, footer, source)
            rewrite = _splice if is_same_shape(file, footer, own) else _write_anew
            return rewrite(file, footer, own, changes, source, target)
    except ValueError as error:
        if isinstance(error, pa.ArrowException):
            raise
        raise StoreRefused(f"{name} cannot be changed: {error}") from None


def _splice(
    file: pq.ParquetFile,
    footer: Struct,
    own: Sequence[Style],
    changes: Sequence[Change],
    source: BinaryIO,
    target: BinaryIO,
) -> int:
    splicer = Splicer(footer, target)
    start = met = 0
    for number, group in enumerate(groups_of(footer)):
        stop = start + group[ROWS][1]
        mine = [change for change in changes if change.between(start, stop)]
        met += sum(len(change.between(start, stop)) for change in mine)
        sources = [source] * len(chunks_of(group))
        if mine:
            hidden = _masked_names(file.schema_arrow, mine)
            only_masks = all(change.masks is not None for change in mine)
            # A column that is not masked stays as it is stored, unless rows go.
            names = [name for name in file.schema_arrow.names if name in hidden]
            table = _read(file, source, number, names if only_masks else None)
            _encode(_changed(table, start, mine), own, group, sources, hidden)
        # An empty group would be written as one; a file may well have none.
        if group[ROWS][1]:
            splicer.add(group, sources)
        start = stop
    splicer.close()
    return met


def _encode(
    table: pa.Table, own: Sequence[Style], group: Struct, sources: list[BinaryIO], hidden: Collection[str]
) -> None:
    """Put the columns of `table`, encoded as the file's own, in the place of those of the group."""
    chunks = chunks_of(group)
    group[ROWS] = I64, table.num_rows if table.num_columns else group[ROWS][1]
    if SORTING in group and any(root_of(chunks[by[1][1]]) in hidden for by in group[SORTING][1].values):
        del group[SORTING]
    for style in own if table.num_rows else ():
        names = set(style.names) & set(table.column_names)
        if names:
            encoded = style.write(table)
            [new] = groups_of(read_footer(encoded))
            places = [index for index, chunk in enumerate(chunks) if root_of(chunk) in names]
            for index, fresh in zip(places, chunks_of(new), strict=True):
                if root_of(fresh) != root_of(chunks[index]):
                    raise ValueError("its columns come in another order than its schema names them")
                column_of(fresh)[PATH] = column_of(chunks[index])[PATH]  # writers name the parts of lists differently
                chunks[index], sources[index] = fresh, encoded


def _write_anew(
    file: pq.ParquetFile,
    footer: Struct,
    own: Sequence[Style],
    changes: Sequence[Change],
    source: BinaryIO,
    target: BinaryIO,
) -> int:
    """The whole file as pyarrow stores it, row group by row group."""
    metadata = file.metadata
    notes = metadata.metadata or {}
    options = {**own[0].options, "store_schema": ARROW in notes}
    start = met = 0
    with pq.ParquetWriter(target, file.schema_arrow, **options) as writer:
        for number in range(metadata.num_row_groups):
            table = _read(file, source, number)
            stop = start + table.num_rows
            mine = [change for change in changes if change.between(start, stop)]
            met += sum(len(change.between(start, stop)) for change in mine)
            changed = _changed(table, start, mine)
            if changed.num_rows:
                writer.write_table(changed, row_group_size=changed.num_rows)
            start = stop
        if ARROW not in notes:  # else they are written with the schema
            writer.add_key_value_metadata(notes)
    return met


def _read(file: pq.ParquetFile, source: BinaryIO, number: int, names: list[str] | None = None) -> pa.Table:
    if names == []:  # the masks are for columns that this file has not
        return pa.table({})
    table = file.read_row_group(number, columns=names)
    leaves = (file.schema.column(index) for index in range(len(file.schema.names)))
    if any(leaf.physical_type == "INT96" for leaf in leaves):
        # As nanoseconds, which they are read as, years far away would wrap around without a word.
        with pq.ParquetFile(source, coerce_int96_timestamp_unit="us") as coarse:
            wide = coarse.read_row_group(number, columns=names)
        try:
            wide.cast(table.schema)
        except pa.ArrowInvalid:
            return wide
    return table


def _masked_names(schema: pa.Schema, changes: Sequence[Change]) -> set[str]:
    places = {column_at(schema, name) for change in changes for name in change.masks or ()}
    return {schema.names[place] for place in places if place >= 0}


def _changed(table: pa.Table, start: int, changes: Sequence[Change]) -> pa.Table:
    numbers = pa.arange(start, start + table.num_rows)
    gone = None
    for change in changes:
        rows = change.between(start, start + table.num_rows)
        chosen = pc.is_in(numbers, value_set=pa.Array.from_buffers(pa.int64(), len(rows), [None, pa.py_buffer(rows)]))
        if change.masks is None:
            gone = chosen if gone is None else pc.or_(gone, chosen)
            continue
        for name, mask in change.masks.items():
            at = column_at(table.schema, name)
            if at >= 0:
                field = table.schema.field(at)
                table = table.set_column(at, field, masked(table.column(at), field, chosen, mask, change.secret))
    return table if gone is None else table.filter(pc.invert(gone))
