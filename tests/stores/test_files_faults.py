"""Whatever goes wrong while files are rewritten, the old ones are whole."""

from __future__ import annotations

import errno
import os
from collections.abc import Iterator
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from engine.world import ERASE, World, subjects, system_of

from habeas.engine.execute import execute
from habeas.engine.explain import prepare
from habeas.engine.journal import MemoryJournal
from habeas.engine.resume import resume
from habeas.stores.errors import StoreReadOnly, StoreRefused, StoreUnreachable
from habeas.stores.files import rewrite

TABLES = """
visit: {path: "*.parquet", subject: self, columns: {key: {identifies: email}, n: {}}}
reader: {path: "*.csv", subject: self, columns: {email: {identifies: email}, name: {}}}
"""


class Killed(BaseException):
    """The process is gone."""


@pytest.fixture
def here(tmp_path: Path) -> World:
    for number in range(3):
        pq.write_table(pa.table({"key": ["a@x.org", "b@x.org"], "n": [number, 5]}), tmp_path / f"{number}.parquet")
        (tmp_path / f"{number}.csv").write_text("email,name\na@x.org,Anna\nb@x.org,Bert\n")
    return World([system_of(TABLES, system="web", title="Web", files=".")], tmp_path)


def _bytes(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir() if path.suffix in (".csv", ".parquet")}


def _leftovers(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir() if path.name.startswith("."))


@pytest.mark.store_knows("faults: full disk", stores=("Parquet",))
def test_a_full_disk_changes_nothing_and_leaves_nothing(
    here: World, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = _bytes(tmp_path)
    real, calls = rewrite.rewrite_csv, iter(range(10))

    def full(path: Path, target: Path, changes: object) -> int:
        if next(calls) == 1:
            target.write_bytes(b"half")
            raise OSError(errno.ENOSPC, "No space left on device")
        return real(path, target, changes)  # type: ignore[arg-type]

    monkeypatch.setattr(rewrite, "rewrite_csv", full)
    with pytest.raises(
        StoreUnreachable, match=r"No space left on device while working on its files; nothing was changed"
    ):
        here.erase("a@x.org")
    assert _bytes(tmp_path) == before and _leftovers(tmp_path) == []


def test_a_kill_before_the_swap_leaves_the_old_files_and_the_next_run_cleans_up(
    here: World, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = _bytes(tmp_path)
    with monkeypatch.context() as patched:
        patched.setattr(rewrite.os, "replace", _kill)
        patched.setattr(rewrite.Rewrites, "discard", lambda _: None)  # a killed process tidies nothing
        with pytest.raises(Killed):
            here.erase("a@x.org")
    assert _bytes(tmp_path) == before
    assert len(_leftovers(tmp_path)) == 6
    here.erase("b@x.org")
    assert _leftovers(tmp_path) == []
    assert b"Anna" in (tmp_path / "0.csv").read_bytes() and b"Bert" not in (tmp_path / "0.csv").read_bytes()


def _kill(*_: object) -> None:
    raise Killed


@pytest.mark.store_knows("faults: killed between any two steps, resumed", stores=("Parquet",))
def test_a_kill_in_the_middle_of_the_swap_resumes_with_all_counts(
    here: World, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    journal, real, calls = MemoryJournal(), os.replace, iter(range(10))
    prepared = prepare(subjects("a@x.org"), here.graph, here.stores, ERASE, "v1")
    with monkeypatch.context() as patched:
        patched.setattr(rewrite.os, "replace", lambda a, b: _kill() if next(calls) == 2 else real(a, b))
        with pytest.raises(Killed):
            execute(prepared, here.stores, journal)
    again = resume(subjects("a@x.org"), here.graph, here.stores, ERASE, "v1", journal)
    done = execute(again, here.stores, journal)
    assert done.counts == {0: {"web.visit:erase": 3, "web.reader:erase": 3}}
    assert not any(b"a@x.org" in content for content in _bytes(tmp_path).values())


@pytest.mark.store_knows("faults: changed by another program meanwhile", stores=("Parquet",))
def test_a_file_that_somebody_else_writes_meanwhile_is_not_overwritten(
    here: World, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = rewrite.rewrite_csv

    def slow(path: Path, target: Path, changes: object) -> int:
        met = real(path, target, changes)  # type: ignore[arg-type]
        with path.open("a") as out:
            out.write("c@x.org,Cleo\n")
        return met

    monkeypatch.setattr(rewrite, "rewrite_csv", slow)
    with pytest.raises(StoreRefused, match="changed while it was read; nothing was changed"):
        here.erase("a@x.org")
    assert all(b"Anna" in content for name, content in _bytes(tmp_path).items() if name.endswith("csv"))
    assert _leftovers(tmp_path) == []


def test_two_runs_do_not_change_one_folder_at_once(here: World, tmp_path: Path) -> None:
    with here.stores["web"].writing():
        with pytest.raises(StoreUnreachable, match="another run is changing its files"):
            here.erase("a@x.org")
    here.erase("a@x.org")


@pytest.mark.store_knows("faults: opened for reading only", stores=("Parquet",))
def test_files_that_may_not_be_written_are_told_from_those_that_are_not_there(
    here: World, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = _bytes(tmp_path)

    def refuse(*_: object) -> int:
        raise PermissionError(errno.EACCES, "Permission denied")

    monkeypatch.setattr(rewrite, "rewrite_parquet", refuse)
    with pytest.raises(StoreReadOnly, match="cannot be written"):
        here.erase("a@x.org")
    assert _bytes(tmp_path) == before
    nowhere = World.__new__(World)
    nowhere.systems, nowhere.folder = [system_of(TABLES, system="web", title="Web", files="nowhere")], tmp_path
    with pytest.raises(StoreUnreachable, match="its folder of files does not exist"):
        nowhere.__post_init__()


@pytest.mark.parametrize("content", [b"", b"PAR1", b"no parquet at all" * 100])
@pytest.mark.store_knows("faults: a broken file is refused", stores=("Parquet",))
def test_a_file_that_is_not_what_its_ending_says_is_refused(here: World, tmp_path: Path, content: bytes) -> None:
    (tmp_path / "bad.parquet").write_bytes(content)
    with pytest.raises(StoreRefused, match="cannot be read or changed as the data map says"):
        here.look_again()


def test_a_rewritten_file_keeps_its_rights(here: World, tmp_path: Path) -> None:
    path = tmp_path / "0.csv"
    path.chmod(0o640)
    if os.geteuid() == 0:
        os.chown(path, 1234, 1235)
    owner = path.stat().st_uid, path.stat().st_gid
    here.erase("a@x.org")
    assert (path.stat().st_mode & 0o777, path.stat().st_uid, path.stat().st_gid) == (0o640, *owner)


@pytest.fixture(autouse=True)
def _close(here: World) -> Iterator[None]:
    yield
    here.dispose()
