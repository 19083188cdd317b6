"""`habeas serve`, as its own process: how it starts, stops, and stands many visitors at once."""

from __future__ import annotations

import http.client
import os
import re
import signal
import socket
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, suppress
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlencode

import pytest
from cli.conftest import Habeas
from web.conftest import Insurer, form

POSTS, THREADS = 200, 16


@dataclass
class Server:
    """A running `habeas serve`."""

    process: subprocess.Popen[str]
    port: int
    folder: Path

    def send(
        self, method: str, path: str, body: bytes = b"", headers: dict[str, str] | None = None
    ) -> tuple[int, str, dict[str, str]]:
        with closing(http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)) as connection:
            # A server that refuses a large body answers, and closes, before all of it was sent.
            with suppress(ConnectionResetError, BrokenPipeError):
                connection.request(method, path, body, headers or {})
            answer = connection.getresponse()
            return answer.status, answer.read().decode("utf-8", "replace"), dict(answer.getheaders())

    def post_form(self, data: dict[str, str], headers: dict[str, str] | None = None) -> int:
        """Open the form and send it, as a browser does."""
        _, page, sent = self.send("GET", "/request/", headers=headers)
        token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', page)
        assert token
        cookie = sent["Set-Cookie"].partition(";")[0]
        found = {"Content-Type": "application/x-www-form-urlencoded", "Cookie": cookie, **(headers or {})}
        return self.send("POST", "/request/", urlencode({**data, "csrfmiddlewaretoken": token[1]}).encode(), found)[0]

    def stored(self, query: str) -> list[tuple[object, ...]]:
        with closing(sqlite3.connect(self.folder / "var" / "habeas.sqlite3")) as database:
            return database.execute(query).fetchall()


def free_port() -> int:
    with closing(socket.socket()) as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


def command(folder: Path, *arguments: str) -> list[str]:
    return [sys.executable, "-m", "habeas", "-p", str(folder), *arguments]


def environment(port: object) -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("HABEAS", "DJANGO", "COV"))}
    return {**kept, "HABEAS_PORT": str(port)}


Serve = Callable[..., Server]


@pytest.fixture
def serve(insurer_folder: Path) -> Iterator[Serve]:
    started: list[subprocess.Popen[str]] = []

    def start(*arguments: str) -> Server:
        port = free_port()
        process = subprocess.Popen(
            command(insurer_folder, "serve", *arguments),
            env=environment(port),
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
        started.append(process)
        server = Server(process, port, insurer_folder)
        until = time.monotonic() + 30
        while time.monotonic() < until and process.poll() is None:
            try:
                if server.send("GET", "/healthy/")[0] == 200:
                    return server
            except OSError:
                time.sleep(0.05)
        process.kill()
        raise AssertionError(process.communicate()[0])

    yield start
    for process in started:
        process.kill()
        process.communicate()


def test_two_hundred_forms_by_sixteen_visitors_at_once_are_all_taken(serve: Serve, project: Insurer) -> None:
    server = serve()
    with ThreadPoolExecutor(THREADS) as visitors:
        answers = list(visitors.map(lambda _: server.post_form(form(project.applicant, "delete")), range(POSTS)))
    assert answers == [302] * POSTS
    assert server.stored("SELECT count(*), count(DISTINCT reference) FROM requests_request") == [(POSTS, POSTS)]
    assert server.stored("SELECT count(*) FROM ledger_entry WHERE action = 'received'") == [(POSTS,)]
    (entries,) = server.stored('SELECT count(*), max("index") + 1 FROM ledger_entry')
    assert entries[0] == entries[1], "no number is missing and none was given twice"
    (head,) = server.stored("SELECT size FROM ledger_head")
    assert int(str(head[0])) >= int(str(entries[0]))
    old, new = server.folder / "old", server.folder / "new"
    notes = server.stored("SELECT note FROM ledger_signedcheckpoint ORDER BY size")
    old.write_text(str(notes[0][0]), encoding="utf-8")
    new.write_text(str(notes[-1][0]), encoding="utf-8")
    proven = subprocess.run(
        command(server.folder, "verify", "--consistency", str(old), str(new)),
        env=environment(server.port), capture_output=True, text=True, timeout=60,
    )  # fmt: skip
    assert "Consistent" in proven.stdout, proven.stderr


def test_it_ends_when_it_is_told_to(serve: Serve) -> None:
    server = serve()
    server.process.send_signal(signal.SIGTERM)
    out, _ = server.process.communicate(timeout=30)
    assert server.process.returncode == 0 and "Stopped." in out and "Traceback" not in out


def test_a_port_that_is_taken_is_one_line(insurer_folder: Path) -> None:
    with closing(socket.socket()) as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        ended = subprocess.run(
            command(insurer_folder, "serve"), env=environment(port), capture_output=True, text=True, timeout=60
        )
    assert ended.returncode == 1
    assert ended.stderr.strip().count("\n") == 0 and f"port {port} is taken" in ended.stderr


@pytest.mark.parametrize("port", ["abc", "0", "65536", "-1", "80.5", "", "８０８０"])
def test_what_is_no_port_is_one_line(inside: Habeas, monkeypatch: pytest.MonkeyPatch, port: str) -> None:
    monkeypatch.setenv("HABEAS_PORT", port)
    for command in ("serve", "demo"):
        ended = inside(command)
        assert ended.is_one_clear_line and "is no port" in ended.err


def test_a_body_too_large_for_any_form_is_refused(serve: Serve) -> None:
    server = serve("--no-worker")
    kind = {"Content-Type": "application/x-www-form-urlencoded"}
    for size, expected in ((1_500_000, {400, 403}), (2_500_000, {413})):
        status, page, _ = server.send("POST", "/request/", b"given_name=" + b"x" * size, kind)
        assert status in expected and "Traceback" not in page


def test_behind_a_proxy_that_ends_tls_forms_are_taken(serve: Serve, project: Insurer) -> None:
    """The browser says https, the proxy speaks http to us: a form must not fail for that."""
    toml = project.folder / "habeas.toml"
    text = toml.read_text().replace('base_url = "http://127.0.0.1:8000"', 'base_url = "https://privacy.example.com"')
    toml.write_text(text.replace("allowed_hosts = [", 'allowed_hosts = ["privacy.example.com", '))
    server = serve("--no-worker")
    proxied = {
        "Host": "privacy.example.com",
        "X-Forwarded-Proto": "https",
        "Origin": "https://privacy.example.com",
        "Referer": "https://privacy.example.com/request/",
    }
    assert server.post_form(form(project.applicant), proxied) == 302
    assert server.post_form(form(project.applicant), {**proxied, "Origin": "https://evil.example"}) == 403
    _, _, headers = server.send("GET", "/request/", headers=proxied)
    assert "Strict-Transport-Security" in headers and "secure" in headers["Set-Cookie"].lower()
