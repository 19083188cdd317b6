"""Parquet files: rows go or are masked, and everything else survives."""

from __future__ import annotations

import base64
import datetime as dt
import functools
import os
import subprocess
import sys
import uuid
from collections.abc import Callable, Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq
import pyarrow.parquet.encryption as encryption
import pytest
from engine.world import World, fates, system_of

from habeas.engine.errors import PlanRefused
from habeas.stores.errors import StoreRefused
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


def test_row_groups_and_columns_without_a_change_are_copied_byte_for_byte(files: Make, tmp_path: Path) -> None:
    path = tmp_path / "data" / "a.parquet"
    table = pa.table({"key": [f"k{n // 10}" for n in range(90)], "n": range(90), "name": [f"N{n}" for n in range(90)]})
    filters = {"key": {"ndv": 30, "fpp": 0.05}}
    encodings = {"n": "DELTA_BINARY_PACKED", "name": "DELTA_BYTE_ARRAY"}
    how = {"use_dictionary": ["key"], "column_encoding": encodings, "bloom_filter_options": filters}
    checked = {"write_page_index": True, "write_page_checksum": True, "max_rows_per_page": 7}
    sorting = [pq.SortingColumn(0), pq.SortingColumn(1)]
    _write(path, table, row_group_size=30, data_page_version="2.0", sorting_columns=sorting, **how, **checked)
    before = _chunks(path)
    here = files("n: {}, name: {}")
    assert here.erase("device=k4") == {0: {"web.visitor:erase": 10}}
    after = _chunks(path)
    assert [b == a for b, a in zip(before, after, strict=True)] == [True] * 3 + [False] * 3 + [True] * 3
    assert pq.read_table(path, page_checksum_verification=True)["n"].to_pylist() == [*range(40), *range(50, 90)]
    with pq.ParquetFile(path) as file:
        for group in range(3):
            key, number, name = (file.metadata.row_group(group).column(index) for index in range(3))
            assert key.bloom_filter_length and key.has_column_index and "DELTA_BINARY_PACKED" in number.encodings
            assert "DELTA_BYTE_ARRAY" in name.encodings
            assert file.metadata.row_group(group).sorting_columns == tuple(sorting)
    found = duckdb.sql(f"SELECT count(*) FROM '{path}' WHERE key IN ('k0', 'k4', 'k5') AND n BETWEEN 3 AND 77")
    assert found.fetchall() == [(17,)]
    excluded = "SELECT row_group_id, bloom_filter_excludes FROM parquet_bloom_probe('{}', 'key', 'k4')"
    assert {row[-1] for row in duckdb.sql(excluded.format(path)).fetchall()} == {True}


def _chunks(path: Path) -> list[bytes]:
    """The bytes of every column chunk."""
    content, found = path.read_bytes(), []
    metadata = pq.read_metadata(path)
    for group in range(metadata.num_row_groups):
        for index in range(metadata.num_columns):
            chunk = metadata.row_group(group).column(index)
            start = chunk.dictionary_page_offset or chunk.data_page_offset
            found.append(content[start : start + chunk.total_compressed_size])
    return found


def test_a_mask_changes_the_bytes_of_its_column_alone(files: Make, tmp_path: Path) -> None:
    path = tmp_path / "data" / "a.parquet"
    table = pa.table({"key": ["x", "y", "z", "x"], "n": [1, 2, 3, 4], "name": ["A", "B", "C", "D"]})
    _write(path, table, row_group_size=2, sorting_columns=[pq.SortingColumn(2)])
    before = _chunks(path)
    files("n: {}, name: {erase: gone}", erase="columns").erase("device=y")
    after = _chunks(path)
    assert [b == a for b, a in zip(before, after, strict=True)] == [True, True, False, True, True, True]
    assert pq.read_table(path)["name"].to_pylist() == ["A", "gone", "C", "D"]
    metadata = pq.read_metadata(path)
    assert [len(metadata.row_group(group).sorting_columns) for group in range(2)] == [0, 1]


def test_masked_columns_stay_in_their_places_whatever_their_names(files: Make, tmp_path: Path) -> None:
    path = tmp_path / "data" / "a.parquet"
    columns = {"zip": ["94607", "10001"], "n": [1, 2], "name": ["Anna", "Bert"], "born": [dt.date(1980, 5, 4)] * 2}
    _write(path, pa.table({"key": ["x", "y"], **columns}))
    here = files(
        "zip: {erase: {generalise: postal_code}}, n: {}, name: {erase: null}, born: {erase: {generalise: year}}",
        "columns",
    )
    here.erase("device=x")
    expected = [
        {"key": "x", "zip": "946", "n": 1, "name": None, "born": dt.date(1980, 1, 1)},
        {"key": "y", "zip": "10001", "n": 2, "name": "Bert", "born": dt.date(1980, 5, 4)},
    ]
    assert pq.read_table(path).to_pylist() == expected
    assert [tuple(row.values()) for row in expected] == duckdb.sql(f"SELECT * FROM '{path}'").fetchall()


@pytest.mark.parametrize("big", [False, True], ids=["small decimals", "large decimals"])
def test_files_of_another_writer_stay_what_they_are(files: Make, tmp_path: Path, big: bool) -> None:
    """DuckDB stores small decimals as whole numbers, and large ones wider than pyarrow would."""
    path = tmp_path / "data" / "a.parquet"
    width = "DECIMAL(30, 2)" if big else "DECIMAL(9, 2)"
    duckdb.sql(
        f"COPY (SELECT 'k' || (i % 3) AS key, (i / 4)::{width} AS amount, TIMESTAMP '2024-02-29 10:11:12' AS at,"
        " [i, NULL] AS tags, {'city': 'C' || i} AS place, i::UTINYINT AS number FROM range(100) t(i))"
        f" TO '{path}' (FORMAT parquet, ROW_GROUP_SIZE 2048, KV_METADATA {{made: 'here'}})"
    )
    query = f"SELECT * FROM '{path}' ORDER BY ALL"
    before, rows = _about(path), duckdb.sql(query).fetchall()
    files("amount: {}, at: {}, tags: {}, place: {}, number: {}").erase("device=k1")
    assert duckdb.sql(query).fetchall() == [row for row in rows if row[0] != "k1"]
    after = _about(path)
    known = ["schema", "metadata", "codecs"] if big else ["schema", "metadata", "codecs", "physical", "format"]
    assert {name: after[name] for name in known} == {name: before[name] for name in known}


@pytest.mark.parametrize("year", [1600, 2024, 9999])
def test_dates_of_the_old_96_bits_survive(files: Make, tmp_path: Path, year: int) -> None:
    path = tmp_path / "data" / "a.parquet"
    at = dt.datetime(year, 5, 6, 7, 8, 9, 123456)  # noqa: DTZ001
    table = pa.table({"key": ["x", "y"], "old": pa.array([at, at], pa.timestamp("us")), "n": [1, 2]})
    _write(path, table, use_deprecated_int96_timestamps=True)
    files("old: {}, n: {}").erase("device=x")
    assert pq.read_metadata(path).row_group(0).column(1).physical_type == "INT96"
    with pq.ParquetFile(path, coerce_int96_timestamp_unit="us") as file:
        assert file.read()["old"].to_pylist() == [at]


def test_files_of_one_table_may_differ(files: Make, tmp_path: Path) -> None:
    """Other types, other case, a column less, no rows, no row groups, nothing but nulls."""
    tables = {
        "a": pa.table({"key": ["x", "y"], "n": pa.array([1, 2], pa.int32()), "name": ["Anna", "Bert"]}),
        "b": pa.table({"KEY": ["x", "z"], "n": pa.array([300, None], pa.int64())}),
        "c": pa.table({"key": pa.array([], pa.string()), "n": pa.array([], pa.int64())}),
        "d": pa.table({"key": pa.nulls(3, pa.string()), "n": pa.nulls(3, pa.int64()), "name": pa.nulls(3)}),
        "e": pa.table({"key": ["x"], "n": [None], "name": [None]}),
    }
    for name, table in tables.items():
        _write(tmp_path / "data" / f"{name}.parquet", table)
    with pq.ParquetWriter(tmp_path / "data" / "none.parquet", tables["a"].schema):
        pass
    here = files("n: {}, name: {erase: gone}", erase="columns")
    assert here.erase("device=x") == {0: {"web.visitor:mask": 1}}
    assert pq.read_table(tmp_path / "data" / "a.parquet")["name"].to_pylist() == ["gone", "Bert"]
    here = files("n: {erase: 0}, name: {}", erase="columns")
    assert here.erase("device=x", "device=z") == {0: {"web.visitor:mask": 2}, 1: {}}
    assert pq.read_table(tmp_path / "data" / "b.parquet").to_pylist() == [{"KEY": "x", "n": 0}, {"KEY": "z", "n": None}]
    here = files("n: {}, name: {}")
    assert here.erase("device=x") == {0: {"web.visitor:erase": 3}}
    kept = {name: pq.read_table(tmp_path / "data" / f"{name}.parquet").num_rows for name in tables}
    assert kept == {"a": 1, "b": 1, "c": 0, "d": 3, "e": 0}


def test_keys_of_files_that_differ_in_type_are_compared_as_texts(files: Make, tmp_path: Path) -> None:
    _write(tmp_path / "data" / "a.parquet", pa.table({"key": [1, 2], "n": [1, 2]}))
    _write(tmp_path / "data" / "b.parquet", pa.table({"key": ["1", "01", None], "n": ["a", "b", "c"]}))
    assert files("n: {}").erase("device=1") == {0: {"web.visitor:erase": 2}}
    assert pq.read_table(tmp_path / "data" / "a.parquet").to_pylist() == [{"key": 2, "n": 2}]
    assert pq.read_table(tmp_path / "data" / "b.parquet")["key"].to_pylist() == ["01", None]


def test_files_whose_types_have_nothing_in_common_are_refused(files: Make, tmp_path: Path) -> None:
    _write(tmp_path / "data" / "a.parquet", pa.table({"key": ["x"], "n": [1]}))
    _write(tmp_path / "data" / "b.parquet", pa.table({"key": ["x"], "n": [{"a": 1}]}))
    before = [path.read_bytes() for path in sorted((tmp_path / "data").iterdir())]
    with pytest.raises(StoreRefused, match="cannot be read or changed as the data map says"):
        files("n: {}").know("device=x")
    assert [path.read_bytes() for path in sorted((tmp_path / "data").iterdir())] == before


@pytest.mark.parametrize("codec", ["NONE", "SNAPPY", "GZIP", "BROTLI", "ZSTD", "LZ4"])
@pytest.mark.parametrize("version", ["1.0", "2.0"])
def test_every_codec_stays(files: Make, tmp_path: Path, codec: str, version: str) -> None:
    path = tmp_path / "data" / "day=1" / "a.parquet"
    table = pa.table({"key": ["x", "y", None] * 50, "n": pa.array(range(150)).dictionary_encode()})
    _write(path, table, compression=codec, data_page_version=version, row_group_size=70)
    before = _about(path)
    files("n: {erase: 7}", erase="columns").erase("device=x")
    files("n: {}").erase("device=y")
    after = _about(path)
    assert {k: v for k, v in after.items() if k != "groups"} == {k: v for k, v in before.items() if k != "groups"}
    left = pq.read_table(path, partitioning=None).to_pylist()
    assert left == [
        {"key": "x", "n": 7} if row % 3 == 0 else {"key": None, "n": row} for row in range(150) if row % 3 != 1
    ]


@pytest.mark.parametrize(
    ("column", "erase"),
    [
        ("number", "300"),
        ("number", "x"),
        ("day", "soon"),
        ("at", "soon"),
        ("tags", "gone"),
        ("place", "gone"),
        ("pairs", "{hash: text}"),
        ("raw", "abc"),
        ("amount", "{generalise: year}"),
        ("tags", "{generalise: year}"),
        ("amount", "1e30"),
    ],
)
def test_a_mask_that_a_type_cannot_hold_is_refused_by_the_plan(
    files: Make, tmp_path: Path, column: str, erase: str
) -> None:
    path = tmp_path / "data" / "a.parquet"
    table = _rich(["x", "y"])
    small = table.schema.get_field_index("number")
    _write(path, table.set_column(small, "number", pa.array([1, 2], pa.uint8())))
    before = path.read_bytes()
    with pytest.raises(PlanRefused, match=rf"web\.visitor\.{column} is "):
        files(RICH.replace(f"{column}: {{}}", f"{column}: {{erase: {erase}}}"), erase="columns").prepare("device=x")
    assert path.read_bytes() == before


@pytest.mark.parametrize("plain_footer", [False, True])
def test_an_encrypted_file_is_refused_by_name(files: Make, tmp_path: Path, plain_footer: bool) -> None:
    path = tmp_path / "data" / "secret.parquet"
    _write_encrypted(path, plain_footer)
    with pytest.raises(StoreRefused, match=r"secret.parquet cannot be read: it is encrypted"):
        files("n: {}")


def _write_encrypted(path: Path, plain_footer: bool) -> None:
    class Client(encryption.KmsClient):
        def wrap_key(self, key_bytes: bytes, master_key_identifier: str) -> bytes:
            return base64.b64encode(key_bytes)

        def unwrap_key(self, wrapped_key: bytes, master_key_identifier: str) -> bytes:
            return base64.b64decode(wrapped_key)

    config = encryption.EncryptionConfiguration(
        footer_key="f", column_keys={"c": ["key"]}, plaintext_footer=plain_footer
    )
    factory = encryption.CryptoFactory(lambda _: Client())
    properties = factory.file_encryption_properties(encryption.KmsConnectionConfig(), config)
    table = pa.table({"key": ["x"], "n": [1]})
    with pq.ParquetWriter(path, table.schema, encryption_properties=properties) as writer:
        writer.write_table(table)


@pytest.mark.long
def test_one_person_with_two_million_rows_needs_little_memory(tmp_path: Path) -> None:
    """In a process of its own, which can say how much it ever held."""
    batch = pa.table({"key": pa.array(["x"] * 250_000), "n": range(250_000), "note": ["some words to read"] * 250_000})
    with pq.ParquetWriter(tmp_path / "a.parquet", batch.schema) as writer:
        for _ in range(8):
            writer.write_table(batch)
        writer.write_table(batch.slice(0, 10).set_column(0, "key", pa.array(["y"] * 10)))
    program = (
        "import sys, resource; from pathlib import Path; from engine.world import World, system_of\n"
        "tables = 'visitor: {path: \"*.parquet\", subject: self, columns: {key: {identifies: device}, n: {}, note: {}}}'\n"
        "here = World([system_of(tables, system='web', title='Web', files='.')], Path(sys.argv[1]))\n"
        "before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss\n"
        "assert here.erase('device=x') == {0: {'web.visitor:erase': 2_000_000}}\n"
        "print((resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) // 1024)"
    )
    path = os.pathsep.join([str(Path(__file__).parents[1]), *sys.path])
    run = [sys.executable, "-c", program, str(tmp_path)]
    megabytes = int(subprocess.run(run, env={**os.environ, "PYTHONPATH": path}, capture_output=True, check=True).stdout)
    assert megabytes < 300
    assert pq.read_table(tmp_path / "a.parquet")["key"].to_pylist() == ["y"] * 10


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
            "metadata": {k: v for k, v in (metadata.metadata or {}).items() if k != b"ARROW:schema"},
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
