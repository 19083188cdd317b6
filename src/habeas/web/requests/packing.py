"""Packages of a large set are written by a process for each core; sealing, storing and answering stay with the worker.

Whatever goes wrong in such a process, its death included, the worker writes that package itself: nothing depends on it.
"""

from __future__ import annotations

import os
import pickle
import subprocess
import sys
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass, replace
from pathlib import Path
from queue import SimpleQueue
from typing import BinaryIO

from habeas.delivery.dossier import Dossier
from habeas.delivery.package import Summary
from habeas.delivery.packer import Done, Job
from habeas.web.requests.known import Known

FEWEST = 50  # packages for which starting processes is worth it
MOST_ROWS = 2000  # of one person, sent over a pipe as a whole
Write = Callable[[BinaryIO], Summary]
Process = subprocess.Popen[bytes]


@dataclass(frozen=True)
class Packers:
    """Writes packages, in the processes that are free where there are any."""

    scratch: Path
    free: SimpleQueue[Process] | None = None
    threads: ThreadPoolExecutor | None = None

    def begin(self, dossier: Dossier, known: Known, rows: int) -> Write:
        """Begin with a package; what comes back writes it, or waits for it, and raises what `write_package` raises."""
        job = Job(dossier, known.never, known.others, self.scratch)
        if self.threads is None or rows > MOST_ROWS:
            return job.write
        # Rows can be read once, and the worker may have to write them after all.
        tables = [replace(table, rows=list(table.rows)) for table in dossier.tables]
        whole = replace(job, dossier=replace(dossier, tables=tables))
        begun = self.threads.submit(self._elsewhere, whole)
        return lambda target: _finish(begun, whole, target)

    def _elsewhere(self, job: Job) -> Done | None:
        assert self.free is not None
        process = self.free.get()
        assert process.stdin is not None and process.stdout is not None
        try:
            pickle.dump(job, process.stdin, pickle.HIGHEST_PROTOCOL)
            process.stdin.flush()
            done: Done | None = pickle.load(process.stdout)  # noqa: S301 (our own process)
        except Exception:  # noqa: BLE001 (it is dead, or what came is no answer: the worker writes the package)
            process.kill()  # half an answer may be left in the pipe
            return None
        finally:
            self.free.put(process)
        return done


def _finish(begun: Future[Done | None], job: Job, target: BinaryIO) -> Summary:
    done = begun.result()
    if done is None:
        return job.write(target)
    target.write(done.package)
    return done.summary


@contextmanager
def packers(packages: int, scratch: Path) -> Iterator[Packers]:
    """Processes for as long as a large set takes."""
    if packages < FEWEST:
        yield Packers(scratch)
        return
    count = os.cpu_count() or 1
    free: SimpleQueue[Process] = SimpleQueue()
    with ExitStack() as stack:
        for _ in range(count):
            process = _started()
            stack.callback(_end, process)
            free.put(process)
        threads = stack.enter_context(ThreadPoolExecutor(count, "packer"))
        yield Packers(scratch, free, threads)


def _started() -> Process:
    # A fresh interpreter that inherits nothing that the worker holds open, and none of its secrets.
    own = {name: os.environ[name] for name in ("PATH", "LANG", "LC_ALL", "TMPDIR") if name in os.environ}
    command = [sys.executable, "-c", "from habeas.delivery.packer import main; main()"]
    env = {**own, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))}
    return subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, env=env)


def _end(process: Process) -> None:
    process.kill()
    process.wait()
    for pipe in (process.stdin, process.stdout):
        if pipe is not None:
            with suppress(OSError):  # what was not sent any more
                pipe.close()
