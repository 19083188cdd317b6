"""The application's own data in PostgreSQL: requests, ledger, queue and two workers beside each other."""

from __future__ import annotations

import json
import os
import shutil
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import psycopg
import pytest

from acceptance.conftest import ROOT
from habeas.web.portal.outbox import newest

pytestmark = pytest.mark.postgres


@pytest.fixture
def project(tmp_path: Path) -> Path:
    folder = tmp_path / "insurer"
    skipped = shutil.ignore_patterns("data", "var", "keys", "__pycache__")
    shutil.copytree(ROOT / "examples" / "insurer", folder, ignore=skipped)
    subprocess.run([sys.executable, folder / "generate.py", "--people", "300", folder], check=True, capture_output=True)
    from habeas.cli.keys import make_keys

    make_keys(folder, "127.0.0.1/habeas")
    toml = folder / "habeas.toml"
    text = toml.read_text().replace('"sqlite:var/habeas.sqlite3"', '"env:HABEAS_DATABASE_URL"')
    toml.write_text(text)
    return folder


def habeas(project: Path, url: str, *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "habeas", "--project", str(project), *arguments],
        capture_output=True,
        text=True,
        env={**os.environ, "HABEAS_DATABASE_URL": url},
        timeout=120,
    )


def test_requests_ledger_and_receipts_work_on_postgresql(project: Path, new_database: Callable[[], str]) -> None:
    url = new_database()
    person = json.loads((project / "data" / "demo-people.json").read_text())[-1]
    out = project / "out"
    known = habeas(project, url, "know", "--email", person["email"], "--out", str(out))
    assert known.returncode == 0, known.stderr
    erased = habeas(project, url, "erase", "--email", person["email"], "--run", "--yes", "--out", str(out))
    assert erased.returncode == 0, erased.stderr
    receipts = sorted(out.glob("*-receipt.json"), key=lambda path: path.stat().st_mtime_ns)
    assert len(receipts) == 2
    for receipt in receipts:
        assert habeas(project, url, "verify", str(receipt)).returncode == 0
    consistent = habeas(project, url, "verify", "--consistency", *map(str, receipts))
    assert consistent.returncode == 0, consistent.stderr
    assert habeas(project, url, "keys", "rotate").returncode == 0
    again = habeas(project, url, "erase", "--email", person["email"], "--run", "--yes")
    assert "nothing found" in again.stdout
    with psycopg.connect(url) as connection:
        for statement in ("UPDATE ledger_entry SET actor = 'x'", "DELETE FROM ledger_entry", "TRUNCATE ledger_entry"):
            with pytest.raises(psycopg.Error, match="append-only"):
                connection.execute(statement)
            connection.rollback()


def test_kept_rows_stand_in_the_register_and_go_when_their_day_has_come(
    project: Path, new_database: Callable[[], str]
) -> None:
    url = new_database()
    core = project / "systems" / "core.yml"
    old = "    subject: {via: person_id}         # the foreign key is read from the database\n"
    kept = '    keep: {for: 2 years, from: abandoned_at, because: "1798.105(d)(8)"}\n'
    core.write_text(core.read_text().replace(old, old + kept))
    people = json.loads((project / "data" / "demo-people.json").read_text())
    with closing(sqlite3.connect(project / "data" / "core.sqlite3")) as database:
        query = "SELECT a.id FROM application a JOIN person p ON p.id = a.person_id WHERE lower(p.email) = ?"
        applications = len(database.execute(query, (people[1]["email"],)).fetchall())
        others = database.execute("SELECT count(*) FROM application").fetchone()[0] - applications
        database.execute("UPDATE application SET abandoned_at = date('now')")
        database.commit()
        assert habeas(project, url, "erase", "--email", people[1]["email"], "--run", "--yes").returncode == 0
        found = json.loads(habeas(project, url, "kept", "list", "--json").stdout)
        assert [one["rows"] for one in found if one["table"] == "application"] == [applications] != [0]
        database.execute("UPDATE application SET abandoned_at = '2001-01-01'")
        database.commit()
        with psycopg.connect(url) as connection:
            connection.execute("UPDATE kept_keptgroup SET ends_on = '2003-01-01' WHERE ends_on IS NOT NULL")
        assert not habeas(project, url, "kept", "erase", "--run").stdout.startswith("0 rows")
        assert database.execute("SELECT count(*) FROM application").fetchone() == (others,)
    with psycopg.connect(url) as connection:
        assert connection.execute("SELECT count(*) FROM kept_kept").fetchone() == (0,)


def test_two_workers_share_the_queue_and_no_task_runs_twice(project: Path, new_database: Callable[[], str]) -> None:
    url = new_database()
    assert habeas(project, url, "requests").returncode == 0
    with psycopg.connect(url, autocommit=True) as connection:
        workers = [
            subprocess.Popen(
                [sys.executable, "-m", "habeas", "--project", str(project), "worker"],
                env={**os.environ, "HABEAS_DATABASE_URL": url},
                stderr=subprocess.DEVNULL,
            )
            for _ in range(2)
        ]
        try:
            made = subprocess.run(
                [sys.executable, "-c", ENQUEUE],
                env={
                    **os.environ,
                    "HABEAS_DATABASE_URL": url,
                    "HABEAS_PROJECT": str(project),
                    "DJANGO_SETTINGS_MODULE": "habeas.web.settings",
                },
                capture_output=True,
                text=True,
            )
            assert made.returncode == 0, made.stderr
            until = time.monotonic() + 60
            while time.monotonic() < until and open_tasks(connection):
                time.sleep(0.3)
        finally:
            for worker in workers:
                worker.terminate()
            for worker in workers:
                worker.wait(timeout=30)
        assert open_tasks(connection) == 0
        sent = connection.execute("SELECT count(*), count(sent_at), max(attempts) FROM requests_letter").fetchone()
        assert sent == (20, 20, 0)
        matched = connection.execute("SELECT count(*) FROM requests_evidence WHERE kind = 'match'").fetchone()
        assert matched == (20,), "each claim was compared once"
    assert len(newest(project / "var" / "outbox")) == 20, "each letter was sent once"


def open_tasks(connection: psycopg.Connection) -> int:
    found = connection.execute(
        "SELECT count(*) FROM django_tasks_database_dbtaskresult WHERE status IN ('READY', 'RUNNING')"
    ).fetchone()
    assert found
    return int(found[0])


ENQUEUE = """
import django
django.setup()
from django.utils import timezone
from habeas.web.requests.models import Door, Right
from habeas.web.requests.services.intake import receive
for number in range(20):
    fields = {"given_name": "Ada", "family_name": f"Nobody{number}", "email": f"ada{number}@example.com"}
    receive(right=Right.DELETE, fields=fields, door=Door.WEB, actor="consumer", now=timezone.now())
"""
