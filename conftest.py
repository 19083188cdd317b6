"""Rules for the whole test run: in continuous integration a test that must run may not be skipped."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

ROOT = Path(__file__).parent
SHARED = Path(os.environ.get("HABEAS_SHARED", ROOT.parent / "shared"))
MUST_RUN = {"postgres", "mariadb", "browser"}
skipped: list[str] = []


@pytest.hookimpl(hookwrapper=True)
def pytest_runtest_makereport(item: pytest.Item, call: pytest.CallInfo[None]):  # type: ignore[no-untyped-def]
    outcome = yield
    report = outcome.get_result()
    if report.skipped and not hasattr(report, "wasxfail") and os.environ.get("HABEAS_CI"):
        marks = {mark.name for mark in item.iter_markers()}
        must = marks & MUST_RUN or ("shared" in marks and SHARED.is_dir())
        if must and "long" not in marks:
            skipped.append(item.nodeid)


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Long fault and fuzz runs are for `make test-long`."""
    if config.getoption("-m"):
        return
    for item in items:
        if item.get_closest_marker("long"):
            item.add_marker(pytest.mark.skip(reason="a long run: make test-long"))


def pytest_sessionfinish(session: pytest.Session) -> None:
    if skipped:
        session.exitstatus = pytest.ExitCode.TESTS_FAILED


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    if skipped:
        terminalreporter.section("skipped, but must run here", red=True)
        for name in skipped:
            terminalreporter.line(name)
