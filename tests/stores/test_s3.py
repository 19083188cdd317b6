"""Files in a bucket: found through DuckDB, and replaced only where nobody else wrote meanwhile."""

from __future__ import annotations

import gzip
import sys
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from engine.world import ERASE, World, subjects, system_of
from pydantic import ValidationError

from habeas.engine.execute import execute
from habeas.engine.explain import prepare
from habeas.engine.journal import MemoryJournal
from habeas.engine.resume import resume
from habeas.engine.verify import verify
from habeas.stores.errors import StoreChanged, StoreRefused, StoreUnreachable
from habeas.stores.files import rewrite

TABLES = """
visit: {path: "**/*.parquet", subject: self, columns: {key: {identifies: email}, n: {}}}
reader: {path: "*.csv", subject: self, columns: {email: {identifies: email}, name: {}}}
event: {path: "*.jsonl*", subject: self, columns: {email: {identifies: email}, at: {}}}
"""
NOWHERE = "http://127.0.0.1:9"


@pytest.fixture(scope="module")
def endpoint() -> Iterator[str]:
    pytest.importorskip("s3fs", reason="no s3fs: install the extra dev")
    moto_server = pytest.importorskip("moto.server", reason="no moto: install the extra dev")
    server = moto_server.ThreadedMotoServer("127.0.0.1", 0, verbose=False)
    server.start()
    host, port = server.get_host_and_port()
    yield f"http://{host}:{port}"
    server.stop()


@pytest.fixture
def client(endpoint: str, monkeypatch: pytest.MonkeyPatch) -> Any:
    import boto3

    monkeypatch.setenv("BUCKET_KEY", "testing")
    monkeypatch.setenv("BUCKET_SECRET", "testing")
    made = boto3.client(
        "s3",
        endpoint_url=endpoint,
        region_name="us-east-1",
        aws_access_key_id="testing",
        aws_secret_access_key="testing",
    )
    made.create_bucket(Bucket="lake")
    yield made
    for item in made.list_objects_v2(Bucket="lake").get("Contents", ()):
        made.delete_object(Bucket="lake", Key=item["Key"])
    made.delete_bucket(Bucket="lake")


@pytest.fixture
def here(client: Any, endpoint: str, tmp_path: Path) -> Iterator[World]:
    for number in range(3):
        table = BytesIO()
        pq.write_table(pa.table({"key": ["a@x.org", "b@x.org"], "n": [number, 5]}), table)
        client.put_object(Bucket="lake", Key=f"web/day={number}/v.parquet", Body=table.getvalue())
    how = {
        "ContentType": "text/csv",
        "Metadata": {"owner": "mail"},
        "Tagging": "team=a%20b",
        "CacheControl": "no-store",
    }
    client.put_object(Bucket="lake", Key="web/r.csv", Body=b"email,name\na@x.org,Anna\nb@x.org,Bert\n", **how)
    lines = b'{"email":"a@x.org","at":"2024-01-01"}\n{"email":"b@x.org"}\n'
    client.put_object(Bucket="lake", Key="web/e.jsonl.gz", Body=gzip.compress(lines))
    client.put_object(Bucket="lake", Key="webmaster/not-ours.csv", Body=b"email\na@x.org\n")
    world = World([_system(endpoint)], tmp_path)
    yield world
    world.dispose()


def _system(endpoint: str, **other: str) -> Any:
    access = {"endpoint": endpoint, "region": "us-east-1", "key": "env:BUCKET_KEY", "secret": "env:BUCKET_SECRET"}
    return system_of(TABLES, system="web", title="Web", files="s3://lake/web", s3={**access, **other})  # type: ignore[arg-type]


def _objects(client: Any) -> dict[str, bytes]:
    keys = [item["Key"] for item in client.list_objects_v2(Bucket="lake")["Contents"]]
    return {key: client.get_object(Bucket="lake", Key=key)["Body"].read() for key in keys}


COUNTS = {0: {"web.event:erase": 1, "web.reader:erase": 1, "web.visit:erase": 3}}


@pytest.mark.store_knows("limits: files in a bucket of S3", stores=("Parquet", "CSV", "JSON"))
def test_a_person_is_erased_from_objects_and_the_others_stay(here: World, client: Any) -> None:
    before = _objects(client)
    about = client.head_object(Bucket="lake", Key="web/r.csv")
    assert {table: rows.total() for table, rows in here.know("a@x.org")[0].items()} == {
        "visit": 3,
        "reader": 1,
        "event": 1,
    }
    assert here.erase("a@x.org") == COUNTS
    after = _objects(client)
    assert after["web/r.csv"] == b"email,name\nb@x.org,Bert\n"
    assert gzip.decompress(after["web/e.jsonl.gz"]) == b'{"email":"b@x.org"}\n'
    assert pq.read_table(BytesIO(after["web/day=1/v.parquet"]))["key"].to_pylist() == ["b@x.org"]
    assert after["webmaster/not-ours.csv"] == before["webmaster/not-ours.csv"]
    now = client.head_object(Bucket="lake", Key="web/r.csv")
    assert [now[name] for name in ("ContentType", "Metadata", "CacheControl")] == [
        about[name] for name in ("ContentType", "Metadata", "CacheControl")
    ]
    tags = client.get_object_tagging(Bucket="lake", Key="web/r.csv")["TagSet"]
    assert tags == [{"Key": "team", "Value": "a b"}]


@pytest.mark.parametrize("when", ["while it is rewritten", "before it is rewritten"])
def test_an_object_that_somebody_else_writes_meanwhile_is_not_overwritten(
    here: World, client: Any, monkeypatch: pytest.MonkeyPatch, when: str
) -> None:
    theirs = b"email,name\nc@x.org,Cleo\na@x.org,Anna\n"
    kind, key = (".csv", "web/r.csv") if when.startswith("while") else (".jsonl", "web/r.csv")
    real = rewrite.REWRITES[kind]

    def slow(*arguments: Any) -> int:
        client.put_object(Bucket="lake", Key=key, Body=theirs)
        return real(*arguments)

    prepared = prepare(subjects("a@x.org"), here.graph, here.stores, ERASE, "v1")
    journal = MemoryJournal()
    with monkeypatch.context() as patched:
        patched.setitem(rewrite.REWRITES, kind, slow)
        with pytest.raises(StoreChanged, match=r"r\.csv changed while it was read; it was left as it is"):
            execute(prepared, here.stores, journal)
    assert _objects(client)["web/r.csv"] == theirs
    again = resume(subjects("a@x.org"), here.graph, here.stores, ERASE, "v1", journal)
    done = execute(again, here.stores, journal)
    verify(again, here.stores)
    assert {name: dict(sorted(found.items())) for name, found in done.counts.items()} == COUNTS
    assert _objects(client)["web/r.csv"] == b"email,name\nc@x.org,Cleo\n"


def test_a_bucket_that_is_not_there_or_does_not_answer_is_said(
    client: Any, endpoint: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("AWS_MAX_ATTEMPTS", "1")
    nowhere = _system(endpoint).model_copy(update={"files": "s3://nowhere/web"})
    with pytest.raises(StoreUnreachable, match="there is no such bucket"):
        World([nowhere], tmp_path)
    with pytest.raises(StoreUnreachable, match="does not answer"):
        World([_system(NOWHERE)], tmp_path)


def test_without_the_extra_the_next_step_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BUCKET_KEY", "testing")
    monkeypatch.setenv("BUCKET_SECRET", "testing")
    monkeypatch.setitem(sys.modules, "s3fs", None)
    with pytest.raises(StoreRefused, match=r"need the extra `s3`; pip install 'habeas\[s3\]'"):
        World([_system(NOWHERE)], tmp_path)


def test_no_secret_stands_in_the_data_map() -> None:
    with pytest.raises(ValidationError, match="never a secret in the file"):
        _system(NOWHERE, secret="hunter2")
    with pytest.raises(ValidationError, match="`s3` goes with"):
        system_of(TABLES, system="web", title="Web", files="web", s3={"region": "x"})  # type: ignore[arg-type]
