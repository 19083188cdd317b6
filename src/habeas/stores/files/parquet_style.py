"""How a Parquet file was written, as far as it tells: codecs, encodings, statistics, indexes, filters."""

from __future__ import annotations

import io
import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, BinaryIO

import pyarrow as pa
import pyarrow.parquet as pq

from habeas.stores.files.splice import DATA_AT, chunks_of, column_of, groups_of, root_of
from habeas.stores.files.thrift import Struct, read

# Encodings that pyarrow writes only when asked to.
ASKED_FOR = ("DELTA_BINARY_PACKED", "DELTA_LENGTH_BYTE_ARRAY", "DELTA_BYTE_ARRAY", "BYTE_STREAM_SPLIT")
MEANING = ("timeUnit", "scale")  # of a stored number, beyond its physical type
LARGEST_HEADER = 1 << 16
PAGE_CHECKSUM, PAGE_V2 = 4, 8


@dataclass(frozen=True)
class Style:
    """Options for some columns of the top level; a few of them can be given only for all columns of a writer."""

    names: tuple[str, ...]
    options: dict[str, Any]

    def write(self, table: pa.Table) -> BinaryIO:
        """Those of its columns that `table` has, as a file of one row group."""
        own = table.select([name for name in table.column_names if name in self.names])
        encoded = io.BytesIO()
        with pq.ParquetWriter(encoded, own.schema, **self.options) as writer:
            writer.write_table(own, row_group_size=max(own.num_rows, 1))
        return encoded


def styles(file: pq.ParquetFile, footer: Struct, source: BinaryIO) -> tuple[Style, ...]:
    traits = dict.fromkeys(file.schema_arrow.names, (False, False))
    for index, chunk in enumerate(chunks_of(groups_of(footer)[0])):
        leaf = file.schema.column(index)
        is_whole = leaf.physical_type in ("INT32", "INT64") and "Decimal" in str(leaf.logical_type)
        was = traits[root_of(chunk)]
        traits[root_of(chunk)] = was[0] or leaf.physical_type == "INT96", was[1] or is_whole
    shared = _options(file.metadata, _first_page(footer, source))
    return tuple(
        Style(
            tuple(name for name, found in traits.items() if found == (is_int96, is_whole)),
            {**shared, "use_deprecated_int96_timestamps": is_int96, "store_decimal_as_integer": is_whole},
        )
        for is_int96, is_whole in dict.fromkeys(traits.values())
    )


def _first_page(footer: Struct, source: BinaryIO) -> Struct:
    """The header of a data page."""
    source.seek(column_of(chunks_of(groups_of(footer)[0])[0])[DATA_AT][1])
    return read(source.read(LARGEST_HEADER))[0]


def _options(metadata: pq.FileMetaData, page: Struct) -> dict[str, Any]:
    group = metadata.row_group(0)
    columns = {c.path_in_schema: c for c in (group.column(index) for index in range(metadata.num_columns))}
    dictionaries = [path for path, c in columns.items() if any("DICTIONARY" in name for name in c.encodings)]
    asked = {path: next((name for name in ASKED_FOR if name in c.encodings), None) for path, c in columns.items()}
    filters = {path: {"ndv": group.num_rows} for path, c in columns.items() if c.bloom_filter_offset}
    return {
        "version": "2.6",  # loses nothing of any type; the footer keeps the version that it had
        "compression": {path: _codec(column.compression) for path, column in columns.items()},
        "use_dictionary": dictionaries or False,
        "column_encoding": {p: name for p, name in asked.items() if name and p not in dictionaries} or None,
        "write_statistics": [path for path, column in columns.items() if column.is_stats_set] or False,
        "write_page_index": any(column.has_offset_index for column in columns.values()),
        "bloom_filter_options": filters or None,
        "write_page_checksum": PAGE_CHECKSUM in page,
        "data_page_version": "2.0" if PAGE_V2 in page else "1.0",
        "store_schema": False,
    }


def _codec(name: str) -> str:
    return "NONE" if name == "UNCOMPRESSED" else name


def is_same_shape(file: pq.ParquetFile, footer: Struct, found: Sequence[Style]) -> bool:
    """Whether pyarrow would store every column as it is stored now: some decimals of other writers it would not."""
    roots = [root_of(chunk) for chunk in chunks_of(groups_of(footer)[0])]
    empty = file.schema_arrow.empty_table()
    for style in found:
        with pq.ParquetFile(style.write(empty)) as trial:
            ours = [_shape(trial.schema.column(index)) for index in range(len(trial.schema.names))]
        theirs = [_shape(file.schema.column(index)) for index, root in enumerate(roots) if root in style.names]
        if ours != theirs:
            return False
    return True


def _shape(leaf: Any) -> tuple[object, ...]:
    meaning = json.loads(leaf.logical_type.to_json())
    depth = leaf.max_definition_level, leaf.max_repetition_level
    return leaf.physical_type, leaf.length, *depth, *(meaning.get(name) for name in MEANING)
