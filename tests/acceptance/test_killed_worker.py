"""A worker that is killed in the middle of a set leaves nothing undone and nothing done twice: another one ends it."""

from __future__ import annotations

import json
import os
import signal
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from acceptance.test_application_on_postgresql import project  # noqa: F401 (a fixture)

HEAD = """
import json, os, signal, sys
from collections import Counter
from habeas.cli.application import start
start()
from django.utils import timezone
from habeas.engine.batch import Identifier
from habeas.web.ledger.models import Entry
from habeas.web.requests.models import Document, Door, JournalSystem, Request, Right
from habeas.web.requests.services import commanding, running
from habeas.web.requests.states import State

right, at, emails = Right(sys.argv[1]), int(sys.argv[2]), sys.argv[3:]
"""
DIES = """
whole, running.run = running.run, lambda *_: None
for email in emails:
    commanding.run_at_once(
        right=right, identifiers=(Identifier("email", email),), everything=True, reason="on the telephone",
        actor="test", now=timezone.now(), door=Door.COMMAND_LINE, progress=lambda _: None,
    )
Request.objects.update(state=State.APPROVED, claimed_by="")
steps = []

def dies(step):
    steps.append(step)
    if len(steps) == at:
        os.kill(os.getpid(), signal.SIGKILL)

whole(running.claim_approved(right, timezone.now(), "killed"), timezone.now(), dies)
print("alive after", len(steps))
"""
ENDS = """
running.give_back(now=timezone.now(), gone=["killed"])
running.run(running.claim_approved(right, timezone.now(), "other"), timezone.now())
kept = Document.objects.values_list("request__reference", "kind")
noted = JournalSystem.objects.values_list("record__request__reference", "system")
print(json.dumps({
    "states": Counter(Request.objects.values_list("state", flat=True)),
    "failures": list(Request.objects.exclude(failure="").values_list("failure", flat=True)),
    "answered": sorted(Counter(Entry.objects.filter(action="answered").values_list("reference", flat=True)).values()),
    "documents": Counter(kind for _, kind in kept),
    "twice": len(noted) - len(set(noted)),
}))
"""
PEOPLE = 50


def _ran(script: str, project: Path, url: str, *arguments: str) -> subprocess.CompletedProcess[str]:  # noqa: F811
    return subprocess.run(
        [sys.executable, "-c", HEAD + script, *arguments],
        env={**os.environ, "HABEAS_DATABASE_URL": url, "HABEAS_PROJECT": str(project)},
        capture_output=True,
        text=True,
        timeout=240,
    )


def _emails(project: Path) -> list[str]:  # noqa: F811
    query = (
        "SELECT email FROM person WHERE email IS NOT NULL GROUP BY lower(email) HAVING count(*) = 1 ORDER BY min(id)"
    )
    with closing(sqlite3.connect(project / "data" / "core.sqlite3")) as database:
        return [email for (email,) in database.execute(f"{query} LIMIT {PEOPLE}")]


@pytest.mark.parametrize("kind", ["sqlite", pytest.param("postgresql", marks=pytest.mark.postgres)])
@pytest.mark.parametrize(
    ("right", "at"),
    [
        ("delete", 2),
        ("know", 25),
        *(pytest.param("delete", at, marks=pytest.mark.long) for at in (1, 3, 4, 5)),
        *(pytest.param("know", at, marks=pytest.mark.long) for at in (1, 10, 49, 50)),
    ],
)
def test_what_a_killed_worker_had_in_hand_is_done_once(
    project: Path,  # noqa: F811
    kind: str,
    right: str,
    at: int,
    request: pytest.FixtureRequest,
) -> None:
    make: Callable[[], str] | None = request.getfixturevalue("new_database") if kind == "postgresql" else None
    url = make() if make else f"sqlite:{project / 'var' / 'app.sqlite3'}"
    emails = _emails(project)
    died = _ran(DIES, project, url, right, str(at), *emails)
    assert died.returncode == -signal.SIGKILL, died.stdout + died.stderr
    ended = _ran(ENDS, project, url, right, "0")
    assert ended.returncode == 0, ended.stderr
    told = json.loads(ended.stdout)
    documents = {"receipt": PEOPLE} | ({"package": PEOPLE} if right == "know" else {})
    assert told["states"] == {"answered": PEOPLE} and told["failures"] == []
    assert told["answered"] == [1] * PEOPLE, "one answer each"
    assert told["documents"] == documents and told["twice"] == 0
