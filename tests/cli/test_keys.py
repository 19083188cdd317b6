"""`habeas keys`."""

from __future__ import annotations

import stat
from typing import Any

import pytest
from cli.conftest import Habeas
from web.conftest import NOW, Insurer, forget, typed

from habeas.cli import keys as commands
from habeas.web import sealing
from habeas.web.ledger.models import Entry
from habeas.web.requests.models import Door, Request, Right
from habeas.web.requests.services import intake, key_check


@pytest.fixture
def request_of_anna(project: Insurer, db: None) -> Request:
    key_check.check_master_key()
    return intake.receive(
        right=Right.DELETE, fields=typed(project.applicant), door=Door.WEB, actor="consumer", now=NOW
    ).request


def test_a_new_key_is_printed_and_can_be_used(habeas: Habeas) -> None:
    ended = habeas("keys", "new")
    assert ended.code == 0 and len(sealing.parse_master_keys(ended.out.strip())) == 1
    assert habeas("keys", "new").out != ended.out


def test_after_a_rotation_everything_opens_with_the_new_key_alone(
    inside: Habeas, project: Insurer, request_of_anna: Request
) -> None:
    path = project.folder / "keys" / "master.key"
    old = path.read_text().strip()
    ended = inside("keys", "rotate")
    assert ended.code == 0 and "1 requests" in ended.out
    fresh = path.read_text().strip()
    assert fresh != old and "," not in fresh and old not in fresh
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    forget()
    assert Request.objects.get().claim["fields"]["email"] == project.applicant["email"]
    key_check.check_master_key()
    assert Entry.objects.get(action="keys rotated").content["facts"]["requests"] == 1


@pytest.mark.parametrize("at", ["before the work", "after the work"])
def test_a_rotation_that_is_interrupted_leaves_everything_openable_and_can_be_done_again(
    inside: Habeas, project: Insurer, request_of_anna: Request, monkeypatch: pytest.MonkeyPatch, at: str
) -> None:
    def killed(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        if at == "before the work":
            patch.setattr(key_check, "rewrap", killed)
        else:
            write, calls = commands.write_secret, []

            def second_fails(*arguments: Any) -> None:
                calls.append(1)
                killed() if len(calls) == 2 else write(*arguments)

            patch.setattr(commands, "write_secret", second_fails)
        assert inside("keys", "rotate").code != 0
    forget()
    assert Request.objects.get().claim["fields"]["email"] == project.applicant["email"]
    assert inside("keys", "rotate").code == 0
    forget()
    assert Request.objects.get().claim["fields"]["email"] == project.applicant["email"]
    assert "," not in (project.folder / "keys" / "master.key").read_text()


def test_a_key_in_the_environment_is_rotated_with_both_in_place(
    inside: Habeas, project: Insurer, request_of_anna: Request, settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    old = (project.folder / "keys" / "master.key").read_text().strip()
    settings.SERVICE = settings.SERVICE.model_copy(update={"master_key": "env:HABEAS_MASTER_KEY"})
    monkeypatch.setenv("HABEAS_MASTER_KEY", old)
    forget()
    refused = inside("keys", "rotate")
    assert refused.is_one_clear_line and "habeas keys new" in refused.err
    fresh = sealing.new_master_key()
    monkeypatch.setenv("HABEAS_MASTER_KEY", f"{fresh},{old}")
    forget()
    assert inside("keys", "rotate").code == 0
    monkeypatch.setenv("HABEAS_MASTER_KEY", fresh)
    forget()
    assert Request.objects.get().claim["fields"]["email"] == project.applicant["email"]


def test_with_a_wrong_key_nothing_starts(inside: Habeas, project: Insurer, request_of_anna: Request) -> None:
    path = project.folder / "keys" / "master.key"
    path.write_text(sealing.new_master_key())
    forget()
    for command in (("requests",), ("keys", "rotate")):
        ended = inside(*command)
        assert ended.is_one_clear_line and "restore it" in ended.err
