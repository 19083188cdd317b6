"""A process that writes packages for a worker: a dossier comes in over a pipe, the bytes of its ZIP go out.

It knows no key and no database, and it ends when the pipe does, so that it never outlives its worker.
"""

import pickle
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import BinaryIO

from habeas.delivery.dossier import Dossier
from habeas.delivery.package import Summary, write_package


@dataclass(frozen=True)
class Job:
    """What `write_package` is called with; the rows of its tables are lists."""

    dossier: Dossier
    known_values: Sequence[tuple[str, str]]
    others: Sequence[str]
    scratch: Path

    def write(self, target: BinaryIO) -> Summary:
        return write_package(
            self.dossier, target, known_values=self.known_values, others=self.others, scratch=self.scratch
        )


@dataclass(frozen=True)
class Done:
    summary: Summary
    package: bytes


def serve(jobs: BinaryIO, results: BinaryIO) -> None:
    """Do job after job until the pipe ends; the answer to one that fails is None."""
    while True:
        try:
            job: Job = pickle.load(jobs)  # noqa: S301 (the worker's own pipe)
        except EOFError:
            return
        pickle.dump(_done(job), results, pickle.HIGHEST_PROTOCOL)
        results.flush()


def _done(job: Job) -> Done | None:
    target = BytesIO()
    try:
        summary = job.write(target)
    except Exception:  # noqa: BLE001 (the worker meets it again and says what it is)
        return None
    return Done(summary, target.getvalue())


def main() -> None:
    serve(sys.stdin.buffer, sys.stdout.buffer)
