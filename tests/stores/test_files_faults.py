"""Whatever goes wrong while files are rewritten, each is the old one or the new one, and a run can go on."""

from __future__ import annotations

import errno
import os
import resource
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import BinaryIO

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from engine.world import ERASE, World, subjects, system_of
from stores import dying

from habeas.engine.execute import execute
from habeas.engine.explain import prepare
from habeas.engine.journal import MemoryJournal
from habeas.engine.resume import resume
from habeas.engine.verify import verify
from habeas.stores.errors import StoreChanged, StoreReadOnly, StoreRefused, StoreUnreachable
from habeas.stores.files import folder, rewrite
from habeas.stores.files.change import Change

FILES = ("Parquet", "CSV", "JSON")
SUFFIXES = (".parquet", ".csv", ".json", ".jsonl")
COUNTS = {"web.event:erase": 2, "web.reader:erase": 3, "web.visit:erase": 3}
READERS = f"email,name\na@x.org,Anna\nb@x.org,Bert{'x' * 90}\n"
SAMPLE = (0, 3, 10, 17, 32)


@pytest.fixture
def here(tmp_path: Path) -> World:
    for number in range(3):
        pq.write_table(pa.table({"key": ["a@x.org", "b@x.org"], "n": [number, 5]}), tmp_path / f"{number}.parquet")
        (tmp_path / f"{number}.csv").write_text(READERS)
    (tmp_path / "e.jsonl").write_text('{"email": "b@x.org"}\n{"email": "a@x.org", "at": "2024-01-01"}\n')
    (tmp_path / "e.json").write_text('[{"email": "a@x.org"},\n {"email": "b@x.org", "at": "2024-01-01"}]')
    assert len(_bytes(tmp_path)) == dying.FILES
    return dying.world_in(tmp_path)


def _bytes(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir() if path.suffix in SUFFIXES}


@pytest.fixture
def clean(here: World, tmp_path: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """What a run without any fault leaves."""
    place = Path(shutil.copytree(tmp_path, tmp_path_factory.mktemp("clean") / "files"))
    other = dying.world_in(place)
    assert other.erase("a@x.org") == {0: COUNTS}
    other.dispose()
    return _bytes(place)


def _leftovers(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir() if path.name.startswith("."))


@pytest.mark.store_knows("faults: full disk", stores=FILES)
def test_a_full_disk_leaves_every_file_old_or_new_and_the_next_run_goes_on(
    here: World, tmp_path: Path, clean: dict[str, bytes], monkeypatch: pytest.MonkeyPatch
) -> None:
    before, journal = _bytes(tmp_path), MemoryJournal()
    real, calls = rewrite.REWRITES[".csv"], iter(range(10))

    def full(source: BinaryIO, target: BinaryIO, changes: Sequence[Change], name: str) -> int:
        if next(calls) == 1:
            target.write(b"half")
            raise OSError(errno.ENOSPC, "No space left on device")
        return real(source, target, changes, name)

    prepared = prepare(subjects("a@x.org"), here.graph, here.stores, ERASE, "v1")
    with monkeypatch.context() as patched:
        patched.setitem(rewrite.REWRITES, ".csv", full)
        with pytest.raises(StoreUnreachable, match=r"No space left on device .* 3 files were changed, run again"):
            execute(prepared, here.stores, journal)
    _are_old_or_new(tmp_path, before, clean)
    assert _leftovers(tmp_path) == []
    _finish(here, tmp_path, journal, clean)


@pytest.mark.store_knows("faults: full disk", stores=FILES)
@pytest.mark.parametrize(
    ("room", "done"),
    [(10, set()), (60, {"e.json", "e.jsonl"}), (500, {"e.json", "e.jsonl", "0.csv", "1.csv", "2.csv"})],
)
def test_a_file_for_which_there_is_no_room_stays_as_it_is(
    here: World, tmp_path: Path, clean: dict[str, bytes], room: int, done: set[str]
) -> None:
    """The system itself refuses to write on, wherever a format happens to be at."""
    before, journal = _bytes(tmp_path), MemoryJournal()
    prepared = prepare(subjects("a@x.org"), here.graph, here.stores, ERASE, "v1")
    was = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (room, was[1]))
    try:
        with pytest.raises(StoreUnreachable, match=f"File too large .* ({len(done)} files were|nothing was) changed"):
            execute(prepared, here.stores, journal)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, was)
    assert {name for name, content in _bytes(tmp_path).items() if content != before[name]} == done
    _are_old_or_new(tmp_path, before, clean)
    assert _leftovers(tmp_path) == []
    _finish(here, tmp_path, journal, clean)


def _are_old_or_new(place: Path, before: dict[str, bytes], clean: dict[str, bytes]) -> None:
    after = _bytes(place)
    assert after.keys() == before.keys()
    assert [name for name, content in after.items() if content not in (before[name], clean[name])] == []


def _finish(here: World, place: Path, journal: MemoryJournal, clean: dict[str, bytes]) -> None:
    """What was begun is resumed, with all counts, and ends as if nothing had happened."""
    again = resume(subjects("a@x.org"), here.graph, here.stores, ERASE, "v1", journal)
    done = execute(again, here.stores, journal)
    verify(again, here.stores)
    assert {ordinal: dict(sorted(own.items())) for ordinal, own in done.counts.items()} == {0: COUNTS}
    assert _bytes(place) == clean and _leftovers(place) == []


@pytest.mark.store_knows("faults: killed between any two steps, resumed", stores=FILES)
@pytest.mark.parametrize(
    "point", [point if point in SAMPLE else pytest.param(point, marks=pytest.mark.long) for point in dying.POINTS]
)
def test_a_run_that_is_killed_anywhere_is_resumed_and_ends_the_same(
    here: World, tmp_path: Path, clean: dict[str, bytes], point: int
) -> None:
    """The process really dies: nothing of it tidies up."""
    before = _bytes(tmp_path)
    tests = Path(__file__).parents[1]
    path = os.pathsep.join([str(tests), *sys.path])
    command = [sys.executable, str(Path(dying.__file__)), str(tmp_path), str(point)]
    died = subprocess.run(command, env={**os.environ, "PYTHONPATH": path}, capture_output=True, timeout=60)
    assert died.returncode == -signal.SIGKILL, died.stderr
    _are_old_or_new(tmp_path, before, clean)
    new = [name for name, content in _bytes(tmp_path).items() if content != before[name]]
    assert len(new) == (point + 1) // 4 and len(_leftovers(tmp_path)) == (point < 4 * dying.FILES and point % 4 < 3)
    _finish(here, tmp_path, dying.Written(tmp_path / dying.KEYS), clean)


def test_new_files_of_a_killed_run_are_removed_by_the_next(here: World, tmp_path: Path) -> None:
    (tmp_path / f".0.csv{folder.NEW}").write_text("half a copy")
    (tmp_path / f".gone.csv{folder.NEW}").write_text("of a file that is there no more")
    here.erase("b@x.org")
    assert _leftovers(tmp_path) == []


@pytest.mark.store_knows("faults: changed by another program meanwhile", stores=FILES)
@pytest.mark.parametrize("name", ["1.parquet", "1.csv", "e.jsonl", "e.json"])
def test_a_file_that_somebody_else_writes_meanwhile_is_not_overwritten(
    here: World, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    path = tmp_path / name
    real, theirs = rewrite.REWRITES[path.suffix], path.read_bytes() + b"more"

    def slow(source: BinaryIO, target: BinaryIO, changes: Sequence[Change], short: str) -> int:
        met = real(source, target, changes, short)
        if short == name:
            path.write_bytes(theirs)
        return met

    monkeypatch.setitem(rewrite.REWRITES, path.suffix, slow)
    with pytest.raises(StoreChanged, match=rf"{name} changed while it was read; it was left as it is") as caught:
        here.erase("a@x.org")
    assert not caught.value.permanent
    assert path.read_bytes() == theirs
    assert _leftovers(tmp_path) == []


@pytest.mark.store_knows("faults: locked by another program", stores=FILES)
def test_two_runs_do_not_change_one_folder_at_once(here: World, tmp_path: Path) -> None:
    with here.stores["web"].writing():
        with pytest.raises(StoreUnreachable, match="another run is changing its files"):
            here.erase("a@x.org")
    here.erase("a@x.org")


@pytest.mark.store_knows("faults: opened for reading only", stores=FILES)
def test_files_that_may_not_be_written_are_told_from_those_that_are_not_there(
    here: World, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = _bytes(tmp_path)

    def refuse(*_: object) -> int:
        raise PermissionError(errno.EACCES, "Permission denied")

    for suffix in SUFFIXES:
        monkeypatch.setitem(rewrite.REWRITES, suffix, refuse)
    with pytest.raises(StoreReadOnly, match="cannot be written"):
        here.erase("a@x.org")
    assert _bytes(tmp_path) == before
    nowhere = World.__new__(World)
    nowhere.systems, nowhere.folder = [system_of(dying.TABLES, system="web", title="Web", files="nowhere")], tmp_path
    with pytest.raises(StoreUnreachable, match="its folder of files does not exist"):
        nowhere.__post_init__()


@pytest.mark.store_knows("faults: a broken file is refused", stores=FILES)
@pytest.mark.parametrize("content", [b"", b"PAR1", b"no parquet at all" * 100])
def test_a_file_that_is_not_what_its_ending_says_is_refused(here: World, tmp_path: Path, content: bytes) -> None:
    (tmp_path / "bad.parquet").write_bytes(content)
    with pytest.raises(StoreRefused, match=r"bad.parquet cannot be read: it is not a Parquet file"):
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
