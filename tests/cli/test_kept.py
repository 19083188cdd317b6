"""`habeas kept`."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest
from cli.conftest import Habeas
from web.conftest import Insurer
from web.test_kept import keep_applications

KeptKeys = set[str]


@pytest.fixture
def kept(inside: Habeas, project: Insurer) -> KeptKeys:
    """Keys of the applications that an erasure kept."""
    keep_applications(project)
    project.change("core", "UPDATE application SET abandoned_at = '2026-11-01'")
    email = project.applicant["email"]
    query = "SELECT id FROM application WHERE person_id = (SELECT id FROM person WHERE lower(email) = ?)"
    found = {str(row[0]) for row in project.rows("core", query, email)}
    assert found and inside("erase", "--email", email, "--run", "--yes").code == 0
    return found


def test_the_list_counts_by_table_exception_and_end(inside: Habeas, kept: KeptKeys) -> None:
    found = [one for one in json.loads(inside("kept", "list", "--json").out) if one["citation"]]
    assert found == [
        {
            "system": "core",
            "table": "application",
            "citation": "Civ. Code §1798.105(d)(8)",
            "ends_on": "2028-11-01",
            "rows": len(kept),
        }
    ]
    assert "2028-11-01" in inside("kept", "list").out


def test_an_empty_register_is_said(inside: Habeas) -> None:
    assert "No row is kept" in inside("kept", "list").out
    assert json.loads(inside("kept", "list", "--json").out) == []


def test_the_keys_are_printed_for_others_to_leave_out(inside: Habeas, kept: KeptKeys) -> None:
    found = list(csv.reader(io.StringIO(inside("kept", "keys", "core.application").out)))
    assert found[0] == ["id"] and {row[0] for row in found[1:]} == kept


def test_an_export_is_copied_without_kept_rows(
    inside: Habeas, project: Insurer, kept: KeptKeys, tmp_path: Path
) -> None:
    rows = [str(row[0]) for row in project.rows("core", "SELECT id FROM application")]
    export, out = tmp_path / "export.csv", tmp_path / "out.csv"
    export.write_text("number,product\n" + "".join(f'{row},"a, b"\n' for row in rows), encoding="utf-8")
    ended = inside("kept", "screen", "core.application", export, "--key", "number", "--out", out)
    assert ended.code == 0 and f"{len(kept)} left out" in ended.err
    with out.open(newline="", encoding="utf-8") as file:
        copied = list(csv.reader(file))
    assert copied == [["number", "product"], *([row, "a, b"] for row in rows if row not in kept)]


@pytest.mark.parametrize(
    ("text", "arguments", "said"),
    [
        ("other\n1\n", (), "expected a header"),
        ("id\n1,2\n", (), "row 2 has 2 fields"),
        ("", (), "expected a header"),
        ("id\n1\n", ("--key", "id", "--key", "id"), "expected 1 for id"),
    ],
)
def test_an_export_that_cannot_be_screened_is_refused(
    inside: Habeas, kept: KeptKeys, tmp_path: Path, text: str, arguments: tuple[str, ...], said: str
) -> None:
    export = tmp_path / "export.csv"
    export.write_text(text, encoding="utf-8")
    ended = inside("kept", "screen", "core.application", export, *arguments)
    assert ended.is_one_clear_line and said in ended.err


@pytest.mark.parametrize("name", ["core.nothing", "application", "core.agent"])
def test_a_table_that_is_none_is_refused(inside: Habeas, project: Insurer, name: str) -> None:
    assert inside("kept", "keys", name).is_one_clear_line


def test_nothing_is_due_before_its_day(inside: Habeas, project: Insurer, kept: KeptKeys) -> None:
    assert "Due: 0" in inside("kept", "erase").out
    assert inside("kept", "erase", "--run").out.startswith("0 rows erased")
