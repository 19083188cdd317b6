"""`habeas erase`."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from cli.conftest import Habeas
from web.conftest import Insurer

from habeas.web.ledger.models import Entry
from habeas.web.requests.models import Request
from habeas.web.requests.states import State


@pytest.fixture
def with_web() -> bool:
    return True


def is_there(project: Insurer) -> bool:
    return bool(project.rows("core", "SELECT 1 FROM person WHERE lower(email) = ?", project.applicant["email"]))


@pytest.mark.parametrize("option", [(), ("--explain",), ("--sql",), ("--json",)])
def test_showing_changes_nothing(inside: Habeas, project: Insurer, option: tuple[str, ...]) -> None:
    ended = inside("erase", "--email", project.applicant["email"], *option)
    assert ended.code == 0 and "person" in ended.out
    assert is_there(project) and not Request.objects.exists()


def test_the_json_is_the_plan(inside: Habeas, project: Insurer) -> None:
    plan = json.loads(inside("erase", "--email", project.applicant["email"], "--json").out)
    assert plan["right"] == "erase" and len(plan["digest"]) == 64
    assert {"core", "crm", "web"} == {outcome["system"] for outcome in plan["outcomes"]}


def test_the_statements_are_shown_without_anybodys_values(inside: Habeas, project: Insurer) -> None:
    out = inside("erase", "--email", project.applicant["email"], "--sql").out
    assert "DELETE FROM" in out and "-- core.person" in out
    assert project.applicant["email"] not in out


@pytest.mark.parametrize("option", ["--explain", "--sql", "--json"])
def test_showing_and_doing_at_once_is_refused(inside: Habeas, project: Insurer, option: str) -> None:
    ended = inside("erase", "--email", project.applicant["email"], "--run", option)
    assert ended.is_one_clear_line and is_there(project)


@pytest.mark.parametrize("typed", ["n\n", "", "what?\n"])
def test_it_asks_and_takes_only_yes(inside: Habeas, project: Insurer, typed: str) -> None:
    ended = inside("erase", "--email", project.applicant["email"], "--run", typed=typed)
    assert ended.code != 0 and is_there(project) and not Request.objects.exists()


@pytest.mark.parametrize(("option", "typed"), [((), "y\n"), (("--yes",), "")])
def test_it_erases_what_it_showed_and_writes_a_receipt(
    inside: Habeas, project: Insurer, tmp_path: Path, option: tuple[str, ...], typed: str
) -> None:
    ended = inside("erase", "--email", project.applicant["email"], "--run", "--out", tmp_path, *option, typed=typed)
    assert ended.code == 0, ended.err
    assert not is_there(project)
    stored = Request.objects.get()
    assert stored.state == State.ANSWERED and (tmp_path / f"{stored.reference}-receipt.json").is_file()
    approved = Entry.objects.get(action="approved")
    assert approved.actor.startswith("command line:")


def test_a_second_time_there_is_nothing_to_erase(inside: Habeas, project: Insurer) -> None:
    for _ in range(2):
        ended = inside("erase", "--email", project.applicant["email"], "--run", "--yes")
        assert ended.code == 0
    assert "nothing found to erase" in ended.out


def test_a_run_that_fails_is_one_line_and_stays_in_the_queue(inside: Habeas, project: Insurer) -> None:
    database = project.folder / "data" / "crm.sqlite3"
    database.chmod(0o444)
    project.change("core", "CREATE TRIGGER no BEFORE DELETE ON person BEGIN SELECT RAISE(ABORT, 'no'); END")
    ended = inside("erase", "--email", project.applicant["email"], "--run", "--yes")
    assert ended.is_one_clear_line and Request.objects.get().reference in ended.err
    assert Request.objects.get().state == State.FAILED and is_there(project)
    listed = inside("requests")
    assert "Failed" in listed.out


def test_the_list_shows_open_requests_and_with_all_the_others_too(inside: Habeas, project: Insurer) -> None:
    assert "No open request" in inside("requests").out
    inside("erase", "--email", project.applicant["email"], "--run", "--yes")
    reference = Request.objects.get().reference
    assert reference not in inside("requests").out
    assert reference in inside("requests", "--all").out


def test_a_rehearsal_says_what_triggers_would_do_and_changes_nothing(inside: Habeas, project: Insurer) -> None:
    project.change("core", "CREATE TABLE audit_log (what text)")
    project.change(
        "core", "CREATE TRIGGER noted AFTER DELETE ON person BEGIN INSERT INTO audit_log VALUES ('gone'); END"
    )
    project.edit("systems/core.yml", "tables:\n", "tables:\n  audit_log: {ignore: no content}\n")
    before = project.rows("core", "SELECT * FROM person")
    ended = inside("erase", "--email", project.applicant["email"], "--rehearse")
    assert ended.code == 0, ended.err
    assert "core.person: 1 rows erase" in ended.out and "by triggers or cascades: core.audit_log +1 rows" in ended.out
    assert "nothing was changed" in ended.out and is_there(project)
    assert project.rows("core", "SELECT * FROM person") == before and not Request.objects.exists()
    assert inside("erase", "--email", project.applicant["email"], "--rehearse", "--run").is_one_clear_line
