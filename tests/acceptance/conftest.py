"""The demo, started as a user starts it, and a browser."""

from __future__ import annotations

import json
import os
import re
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parents[2]
CHROMIUM = ("/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome")
OPTIONS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)


@dataclass
class Demo:
    """A running demo."""

    folder: Path
    base: str
    password: str
    people: list[dict[str, Any]]

    def letters(self) -> list[str]:
        """What was sent, oldest first."""
        from habeas.web.portal.outbox import newest

        return [letter.text for letter in reversed(newest(self.folder / "var" / "outbox", 500))]

    def letter(self, pattern: str, since: int, seconds: float = 30) -> str:
        """What `pattern` finds in the letters after the first `since` ones; waits for the worker."""
        until = time.monotonic() + seconds
        while time.monotonic() < until:
            for text in self.letters()[since:]:
                found = re.search(pattern, text)
                if found:
                    return found[1]
            time.sleep(0.2)
        raise AssertionError(f"no letter with {pattern!r} came within {seconds} seconds")


def free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        port: int = one.getsockname()[1]
        return port


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Demo]:
    folder = tmp_path_factory.mktemp("demo") / "insurer"
    shutil.copytree(
        ROOT / "examples" / "insurer", folder, ignore=shutil.ignore_patterns("data", "var", "keys", "__pycache__")
    )
    port = free_port()
    log = folder.parent / "log"
    with log.open("w") as out:
        process = subprocess.Popen(
            [sys.executable, "-m", "habeas", "--project", str(folder), "demo"],
            env={**os.environ, "HABEAS_PORT": str(port), "PYTHONUNBUFFERED": "1"},
            stdout=out,
            stderr=subprocess.STDOUT,
        )
        try:
            yield _ready(process, folder, log, port)
        finally:
            process.terminate()
            process.wait(timeout=40)


def _ready(process: subprocess.Popen[bytes], folder: Path, log: Path, port: int) -> Demo:
    until = time.monotonic() + 90
    while time.monotonic() < until:
        text = log.read_text()
        if "Ctrl-C stops it" in text:
            password = re.search(r"password: (\S+)", text)
            assert password
            people = json.loads((folder / "data" / "demo-people.json").read_text())
            return Demo(folder, f"http://127.0.0.1:{port}", password[1], people)
        assert process.poll() is None, text
        time.sleep(0.2)
    raise AssertionError(f"the demo was not ready in time:\n{log.read_text()}")


@pytest.fixture(scope="session")
def browser() -> Iterator[Any]:
    """Chromium from the system's packages."""
    path = next((path for path in CHROMIUM if Path(path).exists()), None)
    if path is None:
        pytest.skip("no Chromium in /usr/bin (Debian: apt-get install chromium)")
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        found = playwright.chromium.launch(executable_path=path, args=list(OPTIONS))
        yield found
        found.close()


@pytest.fixture(scope="session")
def pictures(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where screenshots go: docs/screenshots when HABEAS_SCREENSHOTS is set."""
    if os.environ.get("HABEAS_SCREENSHOTS"):
        return ROOT / "docs" / "screenshots"
    return tmp_path_factory.mktemp("pictures")
