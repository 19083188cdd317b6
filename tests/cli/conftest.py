"""The commands, run in this process against the small insurer."""

from __future__ import annotations

import io
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest
from web.conftest import Insurer, analyst, insurer_folder, insurer_template, project, staff, with_web

from habeas.cli.app import main

__all__ = ["analyst", "insurer_folder", "insurer_template", "project", "staff", "with_web"]


@dataclass(frozen=True)
class Ended:
    """How a command ended."""

    code: int
    out: str
    err: str

    @property
    def is_one_clear_line(self) -> bool:
        """A failure that a user understands: one line on standard error, no traceback, not zero."""
        lines = self.err.strip().splitlines()
        return self.code != 0 and len(lines) == 1 and "Traceback" not in self.err and "Error(" not in self.err


Habeas = Callable[..., Ended]


@pytest.fixture
def habeas(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Habeas:
    """Run `habeas` with these arguments; `typed` is what is answered to its questions."""
    monkeypatch.setenv("HABEAS_PROJECT", "")  # so that it is put back afterwards
    monkeypatch.delenv("HABEAS_PROJECT")
    monkeypatch.setenv("COLUMNS", "200")
    monkeypatch.setenv("TERMINAL_WIDTH", "200")

    def run(*arguments: str | Path, typed: str = "") -> Ended:
        monkeypatch.setattr(sys, "argv", ["habeas", *map(str, arguments)])
        monkeypatch.setattr(sys, "stdin", io.StringIO(typed))
        capsys.readouterr()
        code = 0
        try:
            main()
        except SystemExit as ended:
            code = int(ended.code or 0)
        found = capsys.readouterr()
        return Ended(code, found.out, found.err)

    return run


@pytest.fixture
def inside(habeas: Habeas, project: Insurer, db: None) -> Habeas:
    """The same, in the insurer's folder."""
    return lambda *arguments, **how: habeas("-p", project.folder, *arguments, **how)
