"""JSON files, lines or one array: records go or are masked, and the bytes of all others stay."""

from __future__ import annotations

import gzip
import json
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from engine.world import World, fates, system_of

from habeas.stores.errors import StoreRefused
from habeas.stores.files import jsonfile

Write = Callable[..., World]
COLUMNS = "name: {}, note: {}"


@pytest.fixture
def written(tmp_path: Path) -> Iterator[Write]:
    made: list[World] = []

    def write(content: bytes, name: str = "a.jsonl", columns: str = COLUMNS, erase: str = "row") -> World:
        (tmp_path / name).write_bytes(content)
        tables = f'reader: {{path: "a.*", subject: self, erase: {erase}, columns: {{email: {{identifies: email, normalise: email}}, {columns}}}}}'
        made.append(World([system_of(tables, system="mail", title="Mail", files=".")], tmp_path))
        return made[-1]

    yield write
    for one in made:
        one.dispose()


A, B, C = (
    b'{"email":"A@x.org","name":"Anna"}',
    b'{"email": "b@x.org", "name" : "B\\u00e9rt", "note": 1.50}',
    b'{ "name":"Cl\xc3\xa9o" }',
)
LINES = {
    "plain": [B + b"\n", A + b"\n", C + b"\n"],
    "the last without line end": [B + b"\n", C + b"\n", A],
    "the first": [A + b"\n", B + b"\n", C],
    "CRLF and blank lines": [b"\n", B + b"\r\n", b"\r\n", b"  \n", A + b"\r\n", b"\t\n", C + b"\r\n"],
    "nothing": [b'{"email":null}\n', A + b"\n", b"null\n", b'{"email":""}\n', b"{}\n"],
    "brackets in texts": [b'{"note":"]},{\\"[","email":"b@x.org"}\n', A + b"\n", b'{"note":{"email":"a@x.org"}}\n'],
    "a long one": [b'{"note":"' + b"y" * 3_000_000 + b'"}\n', A + b"\n", C],
    "other spellings of keys": [b'{"em\\u0061il":"b@x.org"}\n', A + b"\n", C],
}  # fmt: skip


@pytest.mark.store_knows("limits: other people's bytes unchanged", stores=("JSON",))
@pytest.mark.parametrize(
    ("case", "name"), [*((case, "a.jsonl") for case in LINES), ("plain", "a.ndjson"), ("a long one", "a.jsonl.gz")]
)
def test_the_other_lines_keep_their_bytes(written: Write, tmp_path: Path, case: str, name: str) -> None:
    content = b"".join(LINES[case])
    here = written(gzip.compress(content) if name.endswith("gz") else content, name)
    assert here.know("a@x.org")[0]["reader"].total() == 1
    assert here.erase("a@x.org") == {0: {"mail.reader:erase": 1}}
    left = (tmp_path / name).read_bytes()
    expected = b"".join(line for line in LINES[case] if b'"A@x.org"' not in line)
    assert (gzip.decompress(left) if name.endswith("gz") else left) == expected
    assert here.prepare("a@x.org").plans[0].outcomes == ()


ARRAYS = {
    "first": (b"[" + A + b"," + B + b"]", b"[" + B + b"]"),
    "middle": (b"[" + B + b", " + A + b", " + C + b"]", b"[" + B + b", " + C + b"]"),
    "last": (b"[" + B + b",\n" + A + b"\n]\n", b"[" + B + b"\n]\n"),
    "only": (b"[\n  " + A + b"\n]", b"[\n]"),
    "indented": (b"[\n  " + B + b",\n  " + A + b",\n  " + C + b"\n]\n", b"[\n  " + B + b",\n  " + C + b"\n]\n"),
    "twice in a row": (b"[" + A + b"," + A + b" , " + C + b" ]", b"[ " + C + b" ]"),
    "all but the middle": (b"[" + A + b"," + B + b"," + A + b"]", b"[" + B + b"]"),
    "blanks around": (b" \n[ " + A + b" , " + B + b" ] \n", b" \n[ " + B + b" ] \n"),
    "brackets in texts": (b'[{"note":"\\"],[{"},' + A + b',{"note":["a",{"b":[]}]}]', b'[{"note":"\\"],[{"},{"note":["a",{"b":[]}]}]'),
    "null": (b"[null," + A + b"]", b"[null]"),
    "byte order mark": (b"\xef\xbb\xbf[" + A + b"]", b"\xef\xbb\xbf[]"),
}  # fmt: skip


@pytest.mark.parametrize(("case", "block"), [*((case, 3) for case in ARRAYS), ("indented", 1 << 20)])
def test_the_other_elements_keep_their_bytes(
    written: Write, tmp_path: Path, case: str, block: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(jsonfile, "BLOCK", block)  # elements and texts end in the middle of what is read at once
    before, after = ARRAYS[case]
    here = written(before, "a.json")
    assert here.erase("a@x.org") == {0: {"mail.reader:erase": before.count(A)}}
    assert (tmp_path / "a.json").read_bytes() == after
    json.loads(after.decode("utf-8-sig"))


@pytest.mark.store_knows("masks: constant", stores=("JSON",))
@pytest.mark.store_knows("masks: null", stores=("JSON",))
@pytest.mark.store_knows("masks: date to its year", stores=("JSON",))
@pytest.mark.parametrize(
    ("name", "erase", "value", "expected"),
    [
        ("a.jsonl", "null", b'"Anna"', b"null"),
        ("a.json", "null", b'{"a": [1, "x"]}', b"null"),
        ("a.json", "Removed", b'"Anna"', b'"Removed"'),
        ("a.jsonl", '"Zoë\\n"', b'"x"', '"Zoë\\n"'.encode()),
        ("a.jsonl", "0", b"17", b"0"),
        ("a.jsonl", "true", b"false", b"true"),
        ("a.jsonl", "{generalise: year}", b'"1980-05-17T10:00"', b'"1980-01-01"'),
        ("a.jsonl", "{generalise: year}", b'"soon"', b"null"),
        ("a.jsonl", '""', b'"Anna"', b'""'),
    ],
)
def test_a_masked_record_changes_in_that_value_only(
    written: Write, tmp_path: Path, name: str, erase: str, value: bytes, expected: bytes
) -> None:
    record = b'{"email" : "a@x.org","name": %s , "note":[1, 2.50]}'
    other = b' {"name": "1990-02-03", "email":"b@x.org"}'
    frame = b"%s\n%s\n" if name.endswith("l") else b"[%s,\n%s]"
    here = written(frame % (other, record % value), name, f"name: {{erase: {erase}}}, note: {{}}", "columns")
    assert here.erase("a@x.org") == {0: {"mail.reader:mask": 1}}
    assert (tmp_path / name).read_bytes() == frame % (other, record % expected)
    assert fates(here.prepare("a@x.org").plans[0]) == {"reader": {"masked before": 1}}


@pytest.mark.store_knows("masks: keyed hash", stores=("JSON",))
def test_a_hash_stays_the_same_when_it_is_masked_again(written: Write, tmp_path: Path) -> None:
    here = written(
        b'{"email":"a@x.org","name":"Anna","n":1.50}\n', "a.jsonl", "name: {erase: {hash: text}}, n: {}", "columns"
    )
    here.erase("a@x.org")
    [masked] = [json.loads(line)["name"] for line in (tmp_path / "a.jsonl").read_text().splitlines()]
    assert len(masked) == 64
    assert fates(here.prepare("a@x.org").plans[0]) == {"reader": {"masked before": 1}}


def test_a_key_that_no_record_has_counts_as_empty(written: Write, tmp_path: Path) -> None:
    here = written(b'{"email":"a@x.org"}\n', columns="name: {erase: gone}, note: {}", erase="columns")
    assert fates(here.prepare("a@x.org").plans[0]) == {"reader": {"masked before": 1}}
    here = written(b'{"email":"a@x.org"}\n')
    assert here.erase("a@x.org") == {0: {"mail.reader:erase": 1}}
    assert (tmp_path / "a.jsonl").read_bytes() == b""
    here.look_again()
    assert here.prepare("a@x.org").plans[0].outcomes == ()


def test_columns_are_found_in_every_record(written: Write) -> None:
    here = written(b'{"email":"a@x.org"}\n' + b"{}\n" * 30_000 + b'{"late":1}\n')
    assert list(here.stores["mail"].facts().tables["reader"].columns) == ["email", "late", "name", "note"]


def test_formats_of_one_table_may_differ(written: Write, tmp_path: Path) -> None:
    written(b'[{"email":"a@x.org","name":17}]', "a.json")
    written(b'{"name":"17","email":"A@x.org "}\n', "a.jsonl")
    here = written(b"email,name\na@x.org,17\n", "a.csv")
    assert here.know("a@x.org")[0]["reader"].total() == 2  # blanks around an address are not trimmed
    assert here.erase("a@x.org") == {0: {"mail.reader:erase": 2}}


@pytest.mark.store_knows("faults: a broken file is refused", stores=("JSON",))
@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.jsonl", b'{"email":"a@x.org","name":"Anna"\n'),
        ("a.jsonl", b'{"email":"a@x.org","name":"Anna"}{"email":"b@x.org"}\n'),
        ("a.jsonl", b'{"email":"a@x.org","email":"Anna"}\n'),
        ("a.jsonl", b'{"email":"a@x.org","Email":"Anna"}\n'),
        ("a.jsonl", b'["a@x.org","Anna"]\n'),
        ("a.jsonl", b'{"email":"b@x.org"}\n' * 9000 + b'[{"email":"a@x.org","name":"Anna"}]\n'),
        ("a.jsonl", '{"email":"Änna"}\n'.encode("latin-1")),
        ("a.jsonl", b'\xef\xbb\xbf{"email":"Anna"}\n'),
        ("a.json", b'[{"email":"a@x.org","name":"Anna"}'),
        ("a.json", b'[{"email":"a@x.org","name":"Anna"},]'),
        ("a.json", b'[{"email":"a@x.org","name":"Anna"}] x'),
        ("a.json", b'{"email":"a@x.org","name":"Anna"}'),
        ("a.json", b'["Anna"]'),
        ("a.jsonl.gz", gzip.compress(b'{"email":"a@x.org","name":"Anna"}\n')[:-9]),
        ("a.jsonl.gz", b"Anna is not packed at all"),
    ],
)
def test_a_broken_file_is_refused_and_left_as_it_is(written: Write, tmp_path: Path, name: str, content: bytes) -> None:
    with pytest.raises(StoreRefused) as caught:
        written(content, name).erase("a@x.org")
    assert "Anna" not in str(caught.value) and "nna" not in repr(caught.value.__context__)
    assert (tmp_path / name).read_bytes() == content
