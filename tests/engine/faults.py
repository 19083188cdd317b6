"""A run in a process of its own, and the faults that strike it at its n-th step."""

from __future__ import annotations

import json
import os
import resource
import signal
import traceback
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from engine.world import ERASE, World, counts, subjects

from habeas.engine.errors import EngineError
from habeas.engine.execute import execute
from habeas.engine.journal import Counts, Keys
from habeas.engine.resume import resume
from habeas.engine.verify import verify
from habeas.stores.errors import StoreError

# What a server says of itself, word for word: SQLSTATE.
SQLSTATES = {
    "deadlock": "40P01",
    "serialisation failure": "40001",
    "lock not available": "55P03",
    "disk full": "53100",
    "shutting down": "57P01",
    "too slow": "57014",
}
Strike = Callable[[sa.Connection | None], str | None]  # may give the statement that is sent in place of the next one


@dataclass
class FileJournal:
    """A journal in a file that is written whole or not at all, as a database would."""

    path: Path
    step: Callable[[], None] = lambda: None

    def _read(self) -> dict[str, dict[str, Any]]:
        found: dict[str, dict[str, Any]] = json.loads(self.path.read_text()) if self.path.exists() else {}
        return {"keys": {}, "counts": {}, **found}

    def _write(self, value: Mapping[str, Any]) -> None:
        self.step()
        new = self.path.with_suffix(".new")
        with new.open("w") as file:
            file.write(json.dumps(value))
            file.flush()
            os.fsync(file.fileno())
        os.replace(new, self.path)
        self.step()

    def begin(self, keys: Mapping[int, Keys]) -> None:
        known = self._read()
        known["keys"].update({str(ordinal): own for ordinal, own in keys.items()})
        self._write(known)

    def done(self, system: str, counts: Mapping[int, Counts]) -> None:
        known = self._read()
        for ordinal, own in counts.items():
            known["counts"].setdefault(str(ordinal), {})[system] = own
        self._write(known)

    def begun(self, ordinals: Collection[int]) -> Mapping[int, Keys]:
        known = self._read()["keys"]
        return {ordinal: known[str(ordinal)] for ordinal in ordinals if str(ordinal) in known}

    def finished(self, ordinals: Collection[int]) -> Mapping[int, Mapping[str, Counts]]:
        known = self._read()["counts"]
        return {ordinal: known[str(ordinal)] for ordinal in ordinals if str(ordinal) in known}


class Steps:
    """Counts statements, commits and journal writes, and strikes at one of them."""

    def __init__(self, at: int | None = None, strike: Strike | None = None) -> None:
        self.count, self.at, self.strike = 0, at, strike

    def step(self, connection: sa.Connection | None = None) -> str | None:
        self.count += 1
        return self.strike(connection) if self.strike and self.count == self.at else None

    def statement(
        self, connection: sa.Connection, _cursor: object, statement: str, parameters: Any, *_: object
    ) -> tuple[str, Any]:
        instead = self.step(connection)
        return (statement, parameters) if instead is None else (instead, ())

    def watch(self) -> None:
        sa.event.listen(sa.Engine, "before_cursor_execute", self.statement, retval=True)
        sa.event.listen(sa.Engine, "commit", self.step)


def run_apart(make: Callable[[], World], people: Sequence[str], journal: Path, steps: Steps) -> dict[str, Any]:
    """Resume, run and verify in a forked process; what it came to, or {"ended": how it ended}."""
    reading, writing = os.pipe()
    pid = os.fork()
    if pid == 0:
        os.close(reading)
        try:
            said = _run(make, people, journal, steps)
        except (StoreError, EngineError) as error:
            said = {"ended": type(error).__name__, "permanent": error.permanent}
        except BaseException:  # noqa: BLE001 (the fault may be anything)
            said = {"ended": traceback.format_exc()}
        os.write(writing, json.dumps(said).encode())
        os._exit(0)
    os.close(writing)
    with os.fdopen(reading) as pipe:
        text = pipe.read()
    _, status = os.waitpid(pid, 0)
    result: dict[str, Any] = json.loads(text) if text else {"ended": f"signal {os.WTERMSIG(status)}"}
    return result


def _run(make: Callable[[], World], people: Sequence[str], path: Path, steps: Steps) -> dict[str, Any]:
    world = make()
    steps.watch()
    journal = FileJournal(path, lambda: (steps.step(), None)[1])
    ready = resume(subjects(*people), world.graph, world.stores, ERASE, "v1", journal)
    done = execute(ready, world.stores, journal)
    verify(ready, world.stores)
    return {"counts": counts(done), "steps": steps.count}


def killed(_: sa.Connection | None) -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def full_disk(_: sa.Connection | None) -> None:
    """From now on no file of this process may grow."""
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, resource.RLIM_INFINITY))


def interrupted(connection: sa.Connection | None) -> None:
    """The connection is gone under the statement."""
    if connection is not None:
        assert connection.connection.dbapi_connection is not None
        connection.connection.dbapi_connection.close()


def says(sqlstate: str) -> Strike:
    """The server itself answers with this error."""
    return lambda _: f"DO $$ BEGIN RAISE EXCEPTION USING ERRCODE = '{sqlstate}'; END $$"
