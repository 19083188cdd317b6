"""`habeas serve` and `habeas worker`."""

from __future__ import annotations

import errno
import os
import signal
from collections.abc import Callable
from typing import Any
from urllib.parse import urlsplit

import typer

from habeas.cli.errors import CommandFailed

THREADS = 8
LARGEST_BODY = 2_000_000  # bytes; no form of ours comes near it


def register(app: typer.Typer) -> None:
    app.command()(serve)
    app.command()(worker)


def port_wanted(given: int | None = None) -> int:
    """--port, else HABEAS_PORT, else 8000. Raises CommandFailed for what is no port."""
    text = str(given) if given is not None else os.environ.get("HABEAS_PORT", "8000")
    if not (text.isascii() and text.isdecimal()) or not 0 < int(text) < 65536:
        raise CommandFailed(f"{text!r} is no port; expected a number from 1 to 65535 in HABEAS_PORT")
    return int(text)


def serve(
    host: str = typer.Option("127.0.0.1", help="The address to listen on."),
    port: int | None = typer.Option(None, help="The port (also HABEAS_PORT; default 8000)."),
    with_worker: bool = typer.Option(True, "--worker/--no-worker", help="Run a worker in the same process."),
) -> None:
    """Run the public pages, the console and a worker in one process. Ctrl-C stops them."""
    from habeas.cli.application import start

    os.environ["HABEAS_PORT"] = str(port_wanted(port))
    start()
    run_server(
        host,
        int(os.environ["HABEAS_PORT"]),
        with_worker,
        lambda: typer.echo(f"Listening on http://{host}:{os.environ['HABEAS_PORT']}/"),
    )


def run_server(host: str, port: int, with_worker: bool, ready: Callable[[], None]) -> None:
    """Serve until Ctrl-C or SIGTERM; the request and the task at hand end first."""
    from django.conf import settings
    from waitress.server import create_server

    from habeas.web.jobs.worker import WorkerThread
    from habeas.web.wsgi import application

    try:
        server: Any = create_server(
            application,
            host=host,
            port=port,
            threads=THREADS,
            ident=None,
            max_request_body_size=LARGEST_BODY,
            clear_untrusted_proxy_headers=True,
            # A proxy in front ends TLS; its headers are cleared, so the address in habeas.toml says how we are reached.
            url_scheme=urlsplit(settings.SERVICE.base_url).scheme,
        )
    except OSError as error:
        if error.errno == errno.EADDRINUSE:
            raise CommandFailed(
                f"port {port} is taken; choose another with HABEAS_PORT, for example HABEAS_PORT={port + 1}"
            ) from None
        raise CommandFailed(f"cannot listen on {host}:{port}: {error.strerror}") from None
    thread = WorkerThread() if with_worker else None
    for number in (signal.SIGINT, signal.SIGTERM):  # both, since a shell in the background starts us deaf to the first
        signal.signal(number, _interrupt)
    try:
        if thread:
            thread.start()
        ready()
        server.run()
    except KeyboardInterrupt:
        pass
    finally:
        server.close()
        if thread:
            thread.stop()
        typer.echo("Stopped.")


def _interrupt(*_: object) -> None:
    raise KeyboardInterrupt


def worker() -> None:
    """Run a worker: as many processes on as many hosts as it takes."""
    from habeas.cli.application import start

    start()
    from habeas.web.jobs.worker import make_worker

    one = make_worker()
    one.configure_signals()
    one.run()
