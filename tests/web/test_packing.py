"""Packages written by other processes are the very ones the worker writes; what kills one costs no package."""

from __future__ import annotations

import os
import signal
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from io import BytesIO
from pathlib import Path
from queue import SimpleQueue

import pytest

from habeas.delivery.dossier import Column, Dossier, Table
from habeas.delivery.errors import MalformedDossier
from habeas.web.requests import packing
from habeas.web.requests.known import Known
from habeas.web.requests.packing import FEWEST, MOST_ROWS, Packers, packers

KNOWN = Known((("account number", "9081726354"),))
NAME = Column("name", "Name", ("A",))


def dossier(columns: tuple[Column, ...] = (NAME,)) -> Dossier:
    rows = ({"name": f"Ann {number}"} for number in range(3))
    table = Table("core", "Core", "person", "People", columns, rows)
    return Dossier("HB-1", "Example", date(2026, 11, 23), "all", tables=[table], category_titles={"A": "Identifiers"})


def written(own: Packers, one: Dossier, rows: int = 3) -> bytes:
    target = BytesIO()
    summary = own.begin(one, KNOWN, rows)(target)
    assert summary.tables[0].rows == 3
    return target.getvalue()


def test_processes_write_the_same_bytes_fail_with_the_same_error_and_may_die(tmp_path: Path) -> None:
    alone = written(Packers(tmp_path), dossier())
    with packers(FEWEST, tmp_path) as own:
        assert own.free is not None
        assert written(own, dossier()) == alone
        with pytest.raises(MalformedDossier):
            written(own, dossier((NAME, NAME)))
        processes = [own.free.get() for _ in range(own.free.qsize())]
        for process in processes:
            os.kill(process.pid, signal.SIGKILL)
            own.free.put(process)
        assert written(own, dossier()) == alone
        assert written(own, dossier()) == alone  # and the next, when it is known that they are gone
    assert all(process.poll() is not None for process in processes)
    assert list(tmp_path.iterdir()) == []


def test_a_process_ends_with_its_worker_and_knows_none_of_its_secrets(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HABEAS_MASTER_KEY", "secret")
    process = packing._started()
    environment = Path(f"/proc/{process.pid}/environ")
    if environment.exists():
        assert b"secret" not in environment.read_bytes()
    assert process.stdin is not None and process.stdout is not None
    process.stdin.close()  # what the kernel does when the worker is killed
    assert process.wait(timeout=30) == 0
    process.stdout.close()


def test_a_small_set_and_a_person_of_many_rows_need_no_process(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def started() -> None:
        raise AssertionError("a process was started")

    monkeypatch.setattr(packing, "_started", started)
    with packers(FEWEST - 1, tmp_path) as own:
        assert written(own, dossier())
    with ThreadPoolExecutor(1) as threads:
        threads.submit = lambda *_: pytest.fail("sent over a pipe")  # type: ignore[method-assign,assignment]
        assert written(Packers(tmp_path, SimpleQueue(), threads), dossier(), rows=MOST_ROWS + 1)
