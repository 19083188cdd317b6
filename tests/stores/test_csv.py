"""CSV files: records go or are masked, and the bytes of all others stay."""

from __future__ import annotations

import gzip
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

import pytest
from engine.world import World, fates, system_of

from habeas.stores.errors import StoreRefused
from habeas.stores.same_format import same_format

Write = Callable[[bytes], World]
csv_knows = partial(pytest.mark.store_knows, stores=("CSV",))
RANDOM = (same_format("secret", "1980-05-17") or "").encode()


@pytest.fixture
def written(tmp_path: Path) -> Iterator[Write]:
    made: list[World] = []

    def write(content: bytes, columns: str = "name: {}, note: {}", erase: str = "row") -> World:
        (tmp_path / "a.csv").write_bytes(content)
        tables = f'reader: {{path: "*.csv", subject: self, erase: {erase}, columns: {{email: {{identifies: email, normalise: email}}, {columns}}}}}'
        made.append(World([system_of(tables, system="mail", title="Mail", files=".")], tmp_path))
        return made[-1]

    yield write
    for one in made:
        one.dispose()


HEAD = b"email,name,note\n"
CASES = {
    "plain": (HEAD, [b"b@x.org,Bert,1\n"], b"a@x.org,Anna,2\n", [b"c@x.org,Cleo,3\n"]),
    "quotes": (HEAD, [b'b@x.org,"Bert ""the"" B","1, 2"\n'], b'"A@x.org","Anna","x"\n', [b'"c@x.org",Cleo,""\n']),
    "line breaks in fields": (HEAD, [b'b@x.org,"Bert\nB\n\n",1\n'], b'a@x.org,"An\nna",2\n', [b'c@x.org,Cleo,"a\r\nb"\n']),
    "CRLF": (HEAD.replace(b"\n", b"\r\n"), [b"b@x.org,Bert,1\r\n"], b"a@x.org,Anna,2\r\n", [b"c@x.org,Cleo,3\r\n"]),
    "byte order mark": (b"\xef\xbb\xbf" + HEAD, [b"b@x.org,Bert,1\n"], b"a@x.org,Anna,2\n", []),
    "byte order mark and quotes": (b'\xef\xbb\xbf"email","name","note"\n', [b'"b@x.org","B","1"\n'], b'"a@x.org","A","2"\n', []),
    "no final line end": (HEAD, [b"b@x.org,Bert,1\n"], b"a@x.org,Anna,2\n", [b"c@x.org,Cleo,3"]),
    "last and without line end": (HEAD, [b"b@x.org,Bert,1\n"], b"a@x.org,Anna,2", []),
    "blank lines": (HEAD, [b"b@x.org,Bert,1\n", b"\n", b"\n"], b"a@x.org,Anna,2\n", [b"\n", b"c@x.org,Cleo,3\n", b"\n"]),
    "empty keys": (HEAD, [b",Nobody,1\n", b'"",Nobody,2\n'], b"a@x.org,Anna,3\n", [b",,\n"]),
    "other scripts": (HEAD, ["b@x.org,Žofie 李,🦊\n".encode()], "a@x.org,Ånna,ø\n".encode(), []),
    "empty lines of one column": (b"email\n", [b"b@x.org\n", b"\n", b'""\n'], b"a@x.org\n", [b"c@x.org\n"]),
    "long fields": (HEAD, [b'b@x.org,"' + b'x,""\n' * 60_000 + b'",1\n'], b"a@x.org,Anna," + b"y" * 300_000 + b"\n", []),
}  # fmt: skip


@pytest.mark.parametrize("case", CASES)
@pytest.mark.store_knows("limits: other people's bytes unchanged", stores=("CSV",))
def test_the_other_records_keep_their_bytes(written: Write, tmp_path: Path, case: str) -> None:
    head, earlier, mine, later = CASES[case]
    here = written(head + b"".join(earlier) + mine + b"".join(later))
    assert here.know("a@x.org")[0]["reader"].total() == 1
    assert here.erase("a@x.org") == {0: {"mail.reader:erase": 1}}
    assert (tmp_path / "a.csv").read_bytes() == head + b"".join(earlier) + b"".join(later)
    assert here.prepare("a@x.org").plans[0].outcomes == ()


@pytest.mark.parametrize(
    ("erase", "expected"),
    [
        ("null", b""),
        ('""', b""),
        ("true", b"true"),
        ("Removed", b"Removed"),
        ('"a, b"', b'"a, b"'),
        ("{generalise: year}", b"1980-01-01"),
        pytest.param("{generalise: month}", b"1980-05-01", marks=csv_knows("masks: date to its month")),
        pytest.param("{generalise: postal_code}", b"198", marks=csv_knows("masks: postal code to its area")),
        pytest.param("{random: same_format}", RANDOM, marks=csv_knows("masks: random text of the same format")),
        pytest.param("{empty: document}", b"", marks=csv_knows("masks: empty document")),
    ],
)
@pytest.mark.store_knows("masks: constant", stores=("CSV",))
def test_a_masked_record_changes_in_that_field_only(
    written: Callable[..., World], tmp_path: Path, erase: str, expected: bytes
) -> None:
    others = b'b@x.org,"1990-02-03",x\r\n'
    here = written(
        b"email,name,note\r\n" + others + b'a@x.org,1980-05-17,"x\r\ny"\r\n' + others,
        f"name: {{erase: {erase}}}, note: {{}}",
        "columns",
    )
    assert here.erase("a@x.org") == {0: {"mail.reader:mask": 1}}
    masked = b"a@x.org," + expected + b',"x\r\ny"\r\n'
    assert (tmp_path / "a.csv").read_bytes() == b"email,name,note\r\n" + others + masked + others
    assert fates(here.prepare("a@x.org").plans[0]) == {"reader": {"masked before": 1}}


def test_two_people_of_a_batch_lose_their_records_and_a_third_keeps_hers(written: Write, tmp_path: Path) -> None:
    here = written(HEAD + b"a@x.org,A,1\nb@x.org,B,2\nc@x.org,C,3\nA@X.org,A,4\n")
    assert here.erase("a@x.org", "c@x.org") == {0: {"mail.reader:erase": 2}, 1: {"mail.reader:erase": 1}}
    assert (tmp_path / "a.csv").read_bytes() == HEAD + b"b@x.org,B,2\n"


@pytest.mark.parametrize(
    "content",
    [
        b"email,name,note\na@x.org,Anna\n",
        b"email,name,note\na@x.org,Anna,1,2\n",
        "email,name,note\na@x.org,Änna,1\n".encode("latin-1"),
        b'email,name,note\na@x.org,"Anna,1\n',
    ],
    ids=["a field short", "a field too many", "not UTF-8", "an open quote"],
)
@pytest.mark.store_knows("faults: a broken file is refused", stores=("CSV",))
def test_a_broken_file_is_refused_and_left_as_it_is(written: Write, tmp_path: Path, content: bytes) -> None:
    with pytest.raises(StoreRefused) as caught:
        written(content).erase("a@x.org")
    assert "Anna" not in str(caught.value) and "nna" not in repr(caught.value.__context__)
    assert (tmp_path / "a.csv").read_bytes() == content


def test_a_file_of_headers_only_holds_nobody(written: Write) -> None:
    assert written(HEAD).prepare("a@x.org").plans[0].outcomes == ()


def test_a_masked_record_keeps_the_quotes_of_its_other_fields(written: Callable[..., World], tmp_path: Path) -> None:
    here = written(HEAD + b'"a@x.org","Anna","1"\na@x.org,"A ""n""",x\n', "name: {erase: gone}, note: {}", "columns")
    here.erase("a@x.org")
    assert (tmp_path / "a.csv").read_bytes() == HEAD + b'"a@x.org","gone","1"\na@x.org,"gone",x\n'


def test_a_packed_file_is_packed_again(written: Write, tmp_path: Path) -> None:
    content = HEAD + b"b@x.org,Bert,1\na@x.org,Anna,2\n"
    (tmp_path / "a.csv.gz").write_bytes(gzip.compress(content[:30]) + gzip.compress(content[30:]))
    here = World([system_of(PACKED, system="mail", title="Mail", files=".")], tmp_path)
    assert here.erase("a@x.org") == {0: {"mail.reader:erase": 1}}
    assert gzip.decompress((tmp_path / "a.csv.gz").read_bytes()) == HEAD + b"b@x.org,Bert,1\n"
    here.dispose()


PACKED = 'reader: {path: "*.csv.gz", subject: self, columns: {email: {identifies: email}, name: {}, note: {}}}'
