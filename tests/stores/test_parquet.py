"""Parquet files: rows go or are masked, and everything else survives."""

from __future__ import annotations

import datetime as dt
import functools
import uuid
from collections.abc import Callable, Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from engine.world import World, fates, system_of

from habeas.engine.errors import PlanRefused
from habeas.stores.same_format import same_format

MAP = """
visitor:
  path: "**/*.parquet"
  subject: self
  columns: {{key: {{identifies: device}}, {}}}
"""
Make = Callable[..., World]
parquet_knows = functools.partial(pytest.mark.store_knows, stores=("Parquet",))


@pytest.fixture
def files(tmp_path: Path) -> Iterator[Make]:
    made: list[World] = []

    def make(columns: str, erase: str = "row") -> World:
        tables = MAP.format(columns) + f"  erase: {erase}\n"
        made.append(World([system_of(tables, system="web", title="Web", files="data")], tmp_path))
        return made[-1]

    (tmp_path / "data").mkdir()
    yield make
    for one in made:
        one.dispose()


def _write(path: Path, table: pa.Table, **options: Any) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    pq.write_table(table, path, **options)


def _rich(keys: list[str | None]) -> pa.Table:
    """A column of every kind that a careless rewrite would lose something of."""
    count = len(keys)
    instant = dt.datetime(2024, 3, 10, 9, 30, 0, 123456, tzinfo=dt.UTC)
    table = pa.table(
        {
            "key": pa.array(keys, pa.string()),
            "amount": pa.array([Decimal("12345678901234567890.123456789012345678")] * count, pa.decimal128(38, 18)),
            "at": pa.array([instant] * count, pa.timestamp("us", tz="America/Los_Angeles")),
            "local": pa.array([instant.replace(tzinfo=None)] * count, pa.timestamp("ns")),
            "tags": pa.array([["a", None], [], None, ["b"]] * count, pa.list_(pa.string()))[:count],
            "place": pa.array([{"city": "Oakland", "at": [1.5, 2.5]}] * count),
            "pairs": pa.array([[("k", 1)]] * count, pa.map_(pa.string(), pa.int32())),
            "kind": pa.array([("red", "blue")[n % 2] for n in range(count)]).dictionary_encode(),
            "raw": pa.array([b"\x00\xff"] * count, pa.binary(2)),
            "day": pa.array([dt.date(2024, 2, 29)] * count, pa.date32()),
            "none": pa.nulls(count),
            "number": pa.array(range(count), pa.uint16()),
        }
    )
    fields = [field.with_metadata({"note": field.name}) for field in table.schema]
    return table.cast(pa.schema(fields, {"written_by": "a test", "pandas": "{}"}))


RICH = "amount: {}, at: {}, local: {}, tags: {}, place: {}, pairs: {}, kind: {}, raw: {}, day: {}, none: {}, number: {}"


@parquet_knows("limits: schema, metadata, codecs and row groups of files kept")
def test_all_other_rows_and_everything_about_the_file_survive(files: Make, tmp_path: Path) -> None:
    path = tmp_path / "data" / "a.parquet"
    table = _rich(["x", None, "y", "z", "x", None, "y", "x"] * 10)
    codecs = {name: "ZSTD" if index % 2 else "SNAPPY" for index, name in enumerate(_leaves(table))}
    _write(path, table, row_group_size=16, compression=codecs, use_dictionary=["key", "kind"], write_page_index=True)
    before, table = _about(path), pq.read_table(path)
    assert files(RICH).erase("device=x") == {0: {"web.visitor:erase": 30}}
    after = _about(path)
    assert after["groups"] == [10] * 5 and before["groups"] == [16] * 5
    assert {k: v for k, v in after.items() if k != "groups"} == {k: v for k, v in before.items() if k != "groups"}
    kept = pa.array([key != "x" for key in table["key"].to_pylist()])
    assert pq.read_table(path).equals(table.filter(kept), check_metadata=True)


def _leaves(table: pa.Table) -> list[str]:
    sink = pa.BufferOutputStream()
    pq.write_table(table, sink)
    metadata = pq.read_metadata(pa.BufferReader(sink.getvalue()))
    return [metadata.row_group(0).column(index).path_in_schema for index in range(metadata.num_columns)]


def _about(path: Path) -> dict[str, Any]:
    with pq.ParquetFile(path) as file:
        metadata = file.metadata
        columns = [metadata.row_group(0).column(index) for index in range(metadata.num_columns)]
        return {
            "schema": file.schema_arrow,
            "physical": str(file.schema).splitlines()[1:],
            "metadata": {k: v for k, v in metadata.metadata.items() if k != b"ARROW:schema"},
            "codecs": [column.compression for column in columns],
            "dictionaries": [any("DICT" in encoding for encoding in column.encodings) for column in columns],
            "page index": [column.has_offset_index for column in columns],
            "groups": [metadata.row_group(index).num_rows for index in range(metadata.num_row_groups)],
            "format": metadata.format_version,
        }


@parquet_knows("limits: other people's bytes unchanged")
def test_files_without_the_persons_rows_keep_their_bytes_and_times(files: Make, tmp_path: Path) -> None:
    for name, keys in (("day=1/a", ["x"]), ("day=2/b", ["y"]), ("c", [None])):
        _write(tmp_path / "data" / f"{name}.parquet", _rich(keys))
    others = [tmp_path / "data" / name for name in ("day=2/b.parquet", "c.parquet")]
    before = [(path.read_bytes(), path.stat().st_mtime_ns, path.stat().st_ino) for path in others]
    files(RICH).erase("device=x")
    assert [(path.read_bytes(), path.stat().st_mtime_ns, path.stat().st_ino) for path in others] == before
    assert pq.read_table(tmp_path / "data" / "day=1" / "a.parquet", partitioning=None).num_rows == 0


@pytest.mark.parametrize(
    ("column", "erase", "expected"),
    [
        pytest.param("kind", "null", None, marks=parquet_knows("masks: null")),
        pytest.param("kind", "gone", "gone", marks=parquet_knows("masks: constant")),
        ("amount", "null", None),
        ("amount", "0", Decimal(0)),
        ("at", "{generalise: year}", dt.datetime(2024, 1, 1, tzinfo=dt.UTC)),
        pytest.param("day", "{generalise: year}", dt.date(2024, 1, 1), marks=parquet_knows("masks: date to its year")),
        ("at", "{generalise: month}", dt.datetime(2024, 3, 1, tzinfo=dt.UTC)),
        pytest.param(
            "day", "{generalise: month}", dt.date(2024, 2, 1), marks=parquet_knows("masks: date to its month")
        ),
        pytest.param("tags", "{empty: document}", [], marks=parquet_knows("masks: empty document")),
        pytest.param("tags", "null", None, marks=parquet_knows("masks: documents and arrays")),
        ("place", "null", None),
        ("pairs", "null", None),
        ("raw", "null", None),
        ("number", "7", 7),
    ],
)
def test_one_column_of_one_person_is_masked(
    files: Make, tmp_path: Path, column: str, erase: str, expected: object
) -> None:
    path = tmp_path / "data" / "a.parquet"
    table = _rich(["x", None, "y", "z"])
    _write(path, table, row_group_size=3)
    table = pq.read_table(path)
    here = files(RICH.replace(f"{column}: {{}}", f"{column}: {{erase: {erase}}}"), erase="columns")
    assert here.erase("device=x") == {0: {"web.visitor:mask": 1}}
    after = pq.read_table(path)
    assert after[column].to_pylist() == [expected, *table[column].to_pylist()[1:]]
    assert after.drop_columns([column]).equals(table.drop_columns([column]))
    assert after.schema.equals(table.schema, check_metadata=True)
    assert fates(here.prepare("device=x").plans[0]) == {"visitor": {"masked before": 1}}


@pytest.mark.parametrize(
    ("kind", "erase", "value", "expected"),
    [
        (pa.string(), "{generalise: month}", "2024-02-29", "2024-02-01"),
        (pa.large_string(), "{generalise: year}", "no date", None),
        pytest.param(
            pa.string(),
            "{generalise: postal_code}",
            "94110",
            "941",
            marks=parquet_knows("masks: postal code to its area"),
        ),
        pytest.param(
            pa.dictionary(pa.int32(), pa.string()),
            "{random: same_format}",
            "Änne Example, 94110",
            same_format("secret", "Änne Example, 94110"),
            marks=parquet_knows("masks: random text of the same format"),
        ),
        (pa.string(), "{empty: document}", '{"a": 1}', "{}"),
        (pa.json_(), "{empty: document}", '{"a": 1}', "{}"),
        (pa.json_(), "{empty: document}", '"a"', '""'),
        (pa.json_(), "{empty: document}", "17", "null"),
        (pa.binary(), "{empty: document}", b"%PDF", b""),
    ],
    ids=str,
)
def test_texts_and_documents_are_masked_and_known_again(
    files: Make, tmp_path: Path, kind: pa.DataType, erase: str, value: object, expected: object
) -> None:
    path = tmp_path / "data" / "a.parquet"
    storage = kind.storage_type if isinstance(kind, pa.BaseExtensionType) else kind
    _write(path, pa.table({"key": ["x", "y", "x"], "v": pa.array([value, value, None], storage).cast(kind)}))
    here = files(f"v: {{erase: {erase}}}", erase="columns")
    assert here.erase("device=x") == {0: {"web.visitor:mask": 1}}
    assert pq.read_table(path)["v"].to_pylist() == [expected, value, None]
    assert here.erase("device=x") == {0: {}}


def test_a_column_that_takes_no_null_keeps_an_empty_text(files: Make, tmp_path: Path) -> None:
    path = tmp_path / "data" / "a.parquet"
    schema = pa.schema([("key", pa.string()), pa.field("v", pa.string(), nullable=False)])
    _write(path, pa.table({"key": ["x", "y"], "v": ["K1A 0B1", "94110"]}, schema=schema))
    here = files("v: {erase: {generalise: postal_code}}", erase="columns")
    here.erase("device=x")
    assert pq.read_table(path)["v"].to_pylist() == ["", "94110"]


@parquet_knows("masks: keyed hash")
def test_a_hash_masks_the_very_column_by_which_people_are_found(files: Make, tmp_path: Path) -> None:
    path = tmp_path / "data" / "a.parquet"
    _write(path, pa.table({"key": ["x", "y", None], "n": [1, 2, 3]}))
    tables = (
        'visitor: {path: "*.parquet", subject: self, columns: {key: {identifies: device, erase: {hash: text}}, n: {}}}'
    )
    here = World([system_of(tables, system="web", title="Web", files="data")], tmp_path)
    here.erase("device=x")
    [masked, *others] = pq.read_table(path)["key"].to_pylist()
    assert len(masked) == 64 and others == ["y", None]


@pytest.mark.parametrize(
    "kind", [pa.int32(), pa.uint64(), pa.decimal128(9, 0), pa.large_string(), pa.binary(16), pa.float64()]
)
@parquet_knows("types: text, number and UUID as key")
def test_keys_of_several_types_find_their_rows(files: Make, tmp_path: Path, kind: pa.DataType) -> None:
    path = tmp_path / "data" / "a.parquet"
    values: list[Any] = [1, 2, None, 1]
    if kind == pa.binary(16):
        values = [uuid.UUID(int=n).bytes if n else None for n in values]
        array = pa.ExtensionArray.from_storage(pa.uuid(), pa.array(values, kind))
    elif pa.types.is_decimal(kind):
        array = pa.array([n and Decimal(n) for n in values], kind)
    else:
        array = pa.array(values, pa.float64() if kind == pa.float64() else None).cast(kind)
    _write(path, pa.table({"key": array, "n": [1, 2, 3, 4]}))
    here = files("n: {}")
    wanted = str(uuid.UUID(int=1)) if kind == pa.binary(16) else "1"
    assert here.erase(f"device={wanted}", "device=nobody") == {0: {"web.visitor:erase": 2}, 1: {}}
    assert pq.read_table(path)["n"].to_pylist() == [2, 3]


@pytest.mark.store_knows(
    "constraints: a mask against NOT NULL, unique, check, length, type or foreign key is refused at explain",
    stores=("Parquet",),
)
def test_a_required_column_cannot_become_null(files: Make, tmp_path: Path) -> None:
    schema = pa.schema([pa.field("key", pa.string()), pa.field("name", pa.string(), nullable=False)])
    _write(tmp_path / "data" / "a.parquet", pa.table([["x"], ["Anna"]], schema=schema))
    with pytest.raises(PlanRefused, match=r"web\.visitor\.name is NOT NULL"):
        files("name: {erase: null}", erase="columns").prepare("device=x")


@parquet_knows("links: down")
def test_a_link_is_followed_to_the_file_behind_it(files: Make, tmp_path: Path) -> None:
    real = tmp_path / "elsewhere" / "a.parquet"
    _write(real, pa.table({"key": ["x", "y"], "n": [1, 2]}))
    (tmp_path / "data" / "a.parquet").symlink_to(real)
    files("n: {}").erase("device=x")
    assert (tmp_path / "data" / "a.parquet").is_symlink()
    assert pq.read_table(real)["key"].to_pylist() == ["y"]
