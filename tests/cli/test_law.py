"""`habeas law`, `habeas purge` and `habeas metrics`."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from cli.conftest import Habeas

CASES = """
cases:
  - id: MINE-1
    about: the last second of a day
    checks:
      - rule: clock.receipt_date
        given: {instant: 2026-12-01T07:59:59Z}
        expect: {value: 2026-11-30}
  - id: MINE-2
    about: a door
    checks: []
    waits_for: the door of the platform
"""


def write(folder: Path, text: str) -> str:
    path = folder / "mine.yml"
    path.write_text(text, encoding="utf-8")
    return str(path)


def test_cases_of_ones_own_are_run_and_what_waits_never_counts_as_passed(habeas: Habeas, tmp_path: Path) -> None:
    ended = habeas("law", "cases", write(tmp_path, CASES))
    assert ended.code == 0
    assert "2 cases, 1 checks: 1 passed, 1 waits" in ended.out


def test_a_case_that_fails_says_how_and_the_exit_code_tells(habeas: Habeas, tmp_path: Path) -> None:
    ended = habeas("law", "cases", "-q", write(tmp_path, CASES.replace("2026-11-30", "2026-12-01")))
    assert ended.code == 1
    assert "value is '2026-11-30', not '2026-12-01'" in ended.out and "MINE-2" not in ended.out


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("cases: [", "is no YAML"),
        ("rules: []", "expected `cases:`"),
    ],
)
def test_a_file_that_is_not_written_as_documented_is_one_clear_line(
    habeas: Habeas, tmp_path: Path, text: str, says: str
) -> None:
    ended = habeas("law", "cases", write(tmp_path, text))
    assert ended.is_one_clear_line and says in ended.err


@pytest.mark.parametrize(
    ("text", "says", "counts"),
    [
        (CASES.replace("clock.receipt_date", "clock.receipt"), "no rule 'clock.receipt'", "1 failed, 1 waits"),
        (CASES.replace("given:", "facts:"), "unknown facts", "1 failed, 1 waits"),
        (CASES.replace("waits_for", "waiting"), "unknown waiting", "1 failed, 1 passed"),
    ],
)
def test_a_case_that_is_not_written_as_documented_has_failed_and_the_others_run(
    habeas: Habeas, tmp_path: Path, text: str, says: str, counts: str
) -> None:
    ended = habeas("law", "cases", write(tmp_path, text))
    assert ended.code == 1 and says in ended.out and counts in ended.out


@pytest.mark.parametrize(
    ("name", "says"),
    [
        ("clock.extend", ["§7021(b)", "D-05", "P-36"]),
        ("extend", ["clock.extend"]),
        ("P-19", ["45 calendar days", "30 calendar days", "Ask counsel"]),
        ("d-05", ["§7021(b)", "Decided by clock.extend"]),
    ],
)
def test_a_rule_a_row_and_a_value_are_shown(habeas: Habeas, name: str, says: list[str]) -> None:
    ended = habeas("law", "show", name)
    assert ended.code == 0
    for words in says:
        assert words in ended.out


def test_what_is_no_rule_and_no_row_is_one_clear_line(habeas: Habeas) -> None:
    assert habeas("law", "show", "Z-99").is_one_clear_line


def test_purge_says_what_is_due_and_does_nothing_unasked(inside: Habeas) -> None:
    ended = inside("purge")
    assert ended.code == 0 and ended.out.splitlines() == ["To close: 0", "To forget: 0", "To purge: 0"]
    assert inside("purge", "--run").out.strip() == "0 closed, 0 forgotten, 0 purged, 0 holds purged, 0 unreadable."


def test_the_figures_of_a_year_come_as_a_table_and_as_json(inside: Habeas) -> None:
    ended = inside("metrics", "2026")
    assert "delete" in ended.out and "2027-07-01" in ended.out
    found = json.loads(inside("metrics", "2026", "--json").out)
    assert found["delete"]["received"] == "0"


@pytest.mark.parametrize("year", ["0", "-5", "2019", "99999"])
def test_a_year_without_figures_is_one_clear_line(inside: Habeas, year: str) -> None:
    assert inside("metrics", "--", year).is_one_clear_line
