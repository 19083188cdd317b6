"""`habeas correct`."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from cli.conftest import Habeas
from web.conftest import Insurer

from habeas.web.ledger.models import Entry
from habeas.web.requests.models import Letter, Request
from habeas.web.requests.states import State


@pytest.fixture
def with_web() -> bool:
    return True


def names(project: Insurer) -> list[tuple[object, ...]]:
    return project.rows("core", "SELECT last_name FROM person WHERE lower(email) = ?", project.applicant["email"])


def test_showing_changes_nothing_and_says_in_how_many_rows(inside: Habeas, project: Insurer) -> None:
    before = names(project)
    ended = inside("correct", "--email", project.applicant["email"], "--set", "family_name=Correctname")
    assert ended.code == 0 and "correct" in ended.out and "person" in ended.out
    assert names(project) == before and not Request.objects.exists()


def test_it_corrects_and_writes_a_receipt_without_the_values(inside: Habeas, project: Insurer, tmp_path: Path) -> None:
    [(old,)] = names(project)
    said = ("--set", "family_name=Correctname", "--was", f"family_name={old}")
    ended = inside("correct", "--email", project.applicant["email"], *said, "--run", "--yes", "--out", str(tmp_path))
    assert ended.code == 0 and "rows corrected" in ended.out
    assert names(project) == [("Correctname",)]
    request = Request.objects.get()
    assert (request.state, request.right) == (State.ANSWERED, "correct")
    assert [(one.what, one.new, one.old) for one in request.corrections] == [("family_name", "Correctname", old)]
    receipt = (tmp_path / f"{request.reference}-receipt.json").read_text()
    assert json.loads(receipt)["body"]["request"] == "Request to correct"
    everywhere = receipt + ended.out + "".join(str(vars(entry)) for entry in Entry.objects.all())
    assert "Correctname" not in everywhere and str(old) not in everywhere
    letter = Letter.objects.get(kind="answer").content
    assert "does not count as a request to know" in letter["text"] and "Correctname" not in letter["full"]


def test_what_is_right_already_is_answered_so(inside: Habeas, project: Insurer, tmp_path: Path) -> None:
    [(held,)] = names(project)
    ended = inside("correct", "--email", project.applicant["email"], "--set", f"family_name={held}", "--run", "--yes")
    assert ended.code == 0 and "nothing found to correct" in ended.out


@pytest.mark.parametrize(
    ("options", "why"),
    [
        (("--set", "family_name"), "--set: expected KIND=VALUE"),
        (("--set", "family_name=A", "--set", "family_name=B"), "stands twice"),
        (("--set", "family_name=A", "--was", "given_name=B"), "say what it should be"),
        (("--set", "shoe_size=9"), "no column 'shoe_size' to correct"),
    ],
)
def test_a_mistake_is_one_clear_line(inside: Habeas, project: Insurer, options: tuple[str, ...], why: str) -> None:
    ended = inside("correct", "--email", project.applicant["email"], *options)
    assert ended.is_one_clear_line and why in ended.err
