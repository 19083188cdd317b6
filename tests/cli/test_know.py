"""`habeas know`."""

from __future__ import annotations

import json
import zipfile
from pathlib import Path

import pytest
from cli.conftest import Habeas
from web.conftest import Insurer

from habeas.web.ledger.models import Entry
from habeas.web.requests.models import Request
from habeas.web.requests.states import State


def test_without_out_it_shows_the_plan_and_stores_nothing(inside: Habeas, project: Insurer) -> None:
    ended = inside("know", "--email", project.applicant["email"])
    assert ended.code == 0 and "person" in ended.out and "deliver" in ended.out
    assert not Request.objects.exists() and not Entry.objects.exists()


def test_with_out_it_writes_package_and_receipt(inside: Habeas, project: Insurer, tmp_path: Path) -> None:
    out = tmp_path / "new" / "folder"
    ended = inside("know", "--email", project.applicant["email"], "--out", out, "--reason", "knows her voice")
    stored = Request.objects.get()
    assert ended.code == 0 and stored.state == State.ANSWERED and stored.reference in ended.out
    assert json.loads((out / f"{stored.reference}-receipt.json").read_bytes())["body"]["reference"] == stored.reference
    archive = zipfile.ZipFile(out / f"{stored.reference}.zip")
    assert project.applicant["street"] in "".join(
        archive.read(name).decode("utf-8", "replace") for name in archive.namelist()
    )
    assert [one.facts for one in stored.evidence.all()] == [{"reason": "knows her voice"}]


def test_a_person_nobody_knows_has_an_empty_answer(inside: Habeas) -> None:
    ended = inside("know", "--email", "nobody@example.com")
    assert ended.code == 0 and "nothing under these identifiers" in ended.out


@pytest.mark.parametrize(
    "arguments",
    [
        ("know",),
        ("know", "--id", "core.person"),
        ("know", "--id", "=3"),
        ("know", "--id", "core.person="),
        ("erase", "--run", "--yes"),
    ],
)
def test_without_a_clear_person_it_says_what_is_missing(inside: Habeas, arguments: tuple[str, ...]) -> None:
    ended = inside(*arguments)
    assert ended.is_one_clear_line and "--" in ended.err


def test_an_out_that_is_a_file_is_refused_before_anything_is_done(
    inside: Habeas, project: Insurer, tmp_path: Path
) -> None:
    (tmp_path / "file").write_text("x")
    for command in (("know",), ("erase", "--run", "--yes")):
        ended = inside(*command, "--email", project.applicant["email"], "--out", tmp_path / "file")
        assert ended.is_one_clear_line and "name a folder" in ended.err
    assert not Request.objects.exists()


def test_a_system_that_is_down_is_one_line_and_the_request_is_in_the_queue(
    inside: Habeas, project: Insurer, tmp_path: Path
) -> None:
    (project.folder / "data" / "crm.sqlite3").unlink()
    ended = inside("know", "--email", project.applicant["email"], "--out", tmp_path / "out")
    assert ended.is_one_clear_line and "crm" in ended.err
    assert project.applicant["email"] not in ended.err
    stored = Request.objects.get()
    assert stored.is_open and "crm" in stored.failure


@pytest.mark.parametrize(("option", "leaves"), [((), True), (("--usual-period",), False)])
def test_the_period_can_be_the_last_year(
    inside: Habeas, project: Insurer, tmp_path: Path, option: tuple[str, ...], leaves: bool
) -> None:
    project.change(
        "crm",
        "INSERT INTO quote (contact_id, product, quoted_premium, quoted_at, insured_item) "
        "SELECT id, 'auto', 7, '2023-01-01 00:00:00', 'marker-old' FROM contact WHERE lower(email) = ?",
        project.applicant["email"],
    )
    inside("know", "--email", project.applicant["email"], "--out", tmp_path, *option)
    archive = zipfile.ZipFile(next(tmp_path.glob("HB-*.zip")))
    text = "".join(archive.read(name).decode("utf-8", "replace") for name in archive.namelist())
    assert ("marker-old" in text) is leaves
