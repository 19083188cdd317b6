"""`habeas check` and what every command says of a project that is broken."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest
from cli.conftest import Habeas
from web.conftest import Insurer

from habeas.law.california.clock import california_day


@pytest.fixture
def with_web() -> bool:
    return True


def test_the_example_is_in_order(habeas: Habeas, project: Insurer) -> None:
    project.edit("notice.yml", "updated_on: 2026-10-01", f"updated_on: {california_day(datetime.now(UTC))}")
    ended = habeas("-p", project.folder, "check")
    assert ended.code == 0 and "All good: 3 systems" in ended.out and "0 warnings" in ended.out
    assert habeas("check", project.folder).code == 0


def test_a_stale_notice_may_not_be_newly_published(habeas: Habeas, project: Insurer) -> None:
    project.edit("notice.yml", "updated_on: 2026-10-01", "updated_on: 2019-12-04")
    ended = habeas("-p", project.folder, "check")
    assert ended.code == 1 and "may not be newly published" in ended.out


@pytest.mark.parametrize(
    ("name", "old", "new", "said"),
    [
        ("systems/core.yml", "system: core", "system: core\n  bad: [", "systems/core.yml:"),
        ("business.yml", "ask: [name", "ask: [shoe_size", "business.yml:"),
        ("business.yml", "ask: [name", "ask: [ssn, name", "business.yml:15: "),
        ("business.yml", "ask: [name", "requests: {verification_fee: true}\nask: [name", "§7060(e)"),
        ("business.yml", "toll_free: (800) 555-0142", "toll_free: null", "must be a toll-free telephone number"),
        ("notice.yml", "updated_on: 2026-10-01", "updated_on: 2019-12-04", "notice.yml:4: "),
        ("notice.yml", "  - code: B", "  - code: E", "(Personal information described in Civ. Code §1798.80(e)"),
        ("recipients.yml", "forbids_combining: true", "forbids_combining: false", "recipients.yml:5: "),
        ("habeas.toml", "package_days = 14", "package_days = 'soon'", "habeas.toml:"),
        ("habeas.toml", "package_days = 14", "package_days = = 14", "habeas.toml:"),
        ("systems/crm.yml", "lead:\n", "leads:\n", "leads"),
        ("systems/core.yml", "email:          {category: A,", "e_mail:          {category: A,", "e_mail"),
    ],
)
def test_what_is_wrong_is_named_with_its_file(
    habeas: Habeas, project: Insurer, name: str, old: str, new: str, said: str
) -> None:
    project.edit(name, old, new)
    ended = habeas("-p", project.folder, "check")
    assert ended.code == 1 and said in ended.err and "Traceback" not in ended.err
    assert "1 error" in ended.err or "errors" in ended.err


COMMANDS = [
    ("check",),
    ("requests",),
    ("know", "--email", "a@example.com"),
    ("serve",),
    ("worker",),
    ("demo",),
    ("keys", "rotate"),
]


@pytest.mark.parametrize("command", COMMANDS, ids=lambda command: command[0])
def test_without_a_project_every_command_says_so(
    habeas: Habeas, tmp_path: Path, command: tuple[str, ...], db: None
) -> None:
    ended = habeas("-p", tmp_path / "nowhere", *command)
    assert ended.code == 1 and "nowhere" in ended.err and "Traceback" not in ended.err


@pytest.mark.parametrize("command", COMMANDS[1:5], ids=lambda command: command[0])
def test_with_a_broken_file_every_command_names_it(
    habeas: Habeas, project: Insurer, command: tuple[str, ...], db: None
) -> None:
    project.edit("systems/core.yml", "system: core", "system: core\n  bad: [")
    ended = habeas("-p", project.folder, *command)
    assert ended.code == 1 and "systems/core.yml:" in ended.err and "Traceback" not in ended.err


@pytest.mark.parametrize("key", ["master.key", "ledger.pem"])
def test_without_a_key_every_command_says_which(inside: Habeas, project: Insurer, key: str) -> None:
    (project.folder / "keys" / key).unlink()
    from web.conftest import forget

    forget()
    ended = inside("requests")
    assert ended.is_one_clear_line and key in ended.err


@pytest.mark.parametrize(
    "arguments", [(), ("no-such-command",), ("know", "--no-such-option"), ("serve", "--port", "x")]
)
def test_a_command_that_does_not_exist_shows_how_to_use_it(habeas: Habeas, arguments: tuple[str, ...]) -> None:
    ended = habeas(*arguments)
    assert ended.code == 2 and "Usage" in ended.out + ended.err
