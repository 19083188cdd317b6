"""`habeas grants`."""

from __future__ import annotations

import pytest
from cli.conftest import Habeas
from web.conftest import Insurer


@pytest.fixture
def with_web() -> bool:
    return True


def test_a_store_without_grants_says_what_is_needed_instead(habeas: Habeas, project: Insurer) -> None:
    for system, words in (("core", "SQLite knows no grants"), ("web", "Files know no grants")):
        ended = habeas("--project", project.folder, "grants", system)
        assert ended.code == 0 and words in ended.out


def test_an_unknown_system_is_one_line(habeas: Habeas, project: Insurer) -> None:
    ended = habeas("--project", project.folder, "grants", "nowhere")
    assert ended.is_one_clear_line and "there are: " in ended.err
