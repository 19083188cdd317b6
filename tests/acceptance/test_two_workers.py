"""Two workers never run the same step: one that was silent too long notices before the next system, and stops."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from acceptance.test_application_on_postgresql import project  # noqa: F401 (a fixture)

SLOW = """
import json, sys
from datetime import timedelta
from habeas.cli.application import start
start()
from django.utils import timezone
from habeas.engine.batch import Identifier
from habeas.web.ledger.models import Entry
from habeas.web.requests.models import Door, JournalSystem, Request, Right
from habeas.web.requests.services import commanding, running
from habeas.web.requests.states import State

now = timezone.now()
# A request, approved and waiting: what a command line leaves behind that is stopped right before it runs.
running_run, running.run = running.run, lambda *_: None
email = sys.argv[1]
made = commanding.run_at_once(
    right=Right.DELETE, identifiers=(Identifier("email", email),), everything=True, reason="on the telephone",
    actor="test", now=now, door=Door.COMMAND_LINE, progress=lambda _: None,
)
running.run = running_run
Request.objects.update(state=State.APPROVED, claimed_by="")
slow = running.claim_approved(Right.DELETE, now, "slow")
steps, others = [], []

def stalls(step):
    # Right after it began with the first system its lease runs out, and another worker takes over to the end.
    steps.append(step)
    if len(steps) == 1:
        Request.objects.update(started_at=now - timedelta(hours=3))
        taken = running.claim_approved(Right.DELETE, now, "quick")
        running.run(taken, now, others.append)

running.run(slow, now, stalls)
found = Request.objects.get()
print(json.dumps({
    "steps": steps, "others": others, "state": found.state, "by": found.claimed_by, "failure": found.failure,
    "answered": Entry.objects.filter(action="answered").count(), "failed": Entry.objects.filter(action="failed").count(),
    "systems": JournalSystem.objects.count(),
}))
"""


@pytest.mark.parametrize("kind", ["sqlite", pytest.param("postgresql", marks=pytest.mark.postgres)])
def test_a_worker_whose_lease_ran_out_stops_before_the_next_system(
    project: Path,  # noqa: F811
    kind: str,
    request: pytest.FixtureRequest,
) -> None:
    make: Callable[[], str] | None = request.getfixturevalue("new_database") if kind == "postgresql" else None
    url = make() if make else f"sqlite:{project / 'var' / 'app.sqlite3'}"
    person = json.loads((project / "data" / "demo-people.json").read_text())[-1]
    ran = subprocess.run(
        [sys.executable, "-c", SLOW, person["email"]],
        env={
            **os.environ,
            "HABEAS_DATABASE_URL": url,
            "HABEAS_PROJECT": str(project),
        },
        capture_output=True,
        text=True,
        timeout=120,
    )
    assert ran.returncode == 0, ran.stderr
    told = json.loads(ran.stdout)
    assert len(told["steps"]) == 1 and len(told["others"]) > 2, (
        "the slow one began with one system, the quick one ended"
    )
    assert (told["state"], told["by"], told["failure"]) == ("answered", "quick", "")
    assert (told["answered"], told["failed"]) == (1, 0)
    assert told["systems"] == len(told["others"]) - 1, "each system was noted once"
