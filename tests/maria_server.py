"""A MariaDB for the tests. Where the programs are not there, tests are skipped with the reason."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import tempfile
import time
from contextlib import suppress
from pathlib import Path

import pymysql
import pytest
import sqlalchemy as sa


class MariaServer:
    """A MariaDB of the tests' own, from the system's packages, reached over a socket in its folder."""

    def __init__(self) -> None:
        if not shutil.which("mariadbd") or not shutil.which("mariadb-install-db"):
            pytest.skip("no MariaDB: install the system's mariadb-server, or name a server in HABEAS_TEST_MARIADB")
        # In memory where there is such a place: every CREATE TABLE waits for the disk. Sockets allow 107 bytes.
        memory = "/dev/shm" if os.access("/dev/shm", os.W_OK) else None
        self.folder = Path(tempfile.mkdtemp(prefix="habeas-my-", dir=memory))
        self.user = "nobody" if os.geteuid() == 0 else None
        if self.user:
            shutil.chown(self.folder, self.user)
        install = ("mariadb-install-db", "--no-defaults", f"--datadir={self.folder / 'data'}", "--skip-test-db")
        try:
            self._run(*install, "--auth-root-authentication-method=normal")
            self.start()
        except (OSError, subprocess.SubprocessError) as error:
            self.discard()
            pytest.skip(f"MariaDB does not start here: {error}")

    def start(self) -> None:
        places = (f"--datadir={self.folder / 'data'}", f"--socket={self._socket}", f"--log-error={self.folder / 'log'}")
        fast = ("--innodb-flush-log-at-trx-commit=0", "--skip-innodb-doublewrite", "--innodb-buffer-pool-size=64M")
        command = ("mariadbd", "--no-defaults", "--skip-networking", "--skip-log-bin", *places, *fast)
        quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
        self.process = subprocess.Popen(command, user=self.user, cwd=self.folder, **quiet)
        for _ in range(300):
            with suppress(OSError), socket.socket(socket.AF_UNIX) as door:
                door.connect(self._socket)
                return
            time.sleep(0.1)
        raise OSError("it did not answer within 30 seconds")

    def stop(self) -> None:
        self.process.terminate()
        self.process.wait(timeout=60)

    def kill(self) -> None:
        self.process.kill()
        self.process.wait(timeout=60)

    def url(self, database: str) -> str:
        return f"mariadb://root@/{database}?unix_socket={self._socket}"

    def discard(self) -> None:
        if process := getattr(self, "process", None):
            process.kill()
            process.wait(timeout=60)
        shutil.rmtree(self.folder, ignore_errors=True)

    @property
    def _socket(self) -> str:
        return str(self.folder / "socket")

    def _run(self, *command: str) -> None:
        subprocess.run(command, check=True, user=self.user, cwd=self.folder, capture_output=True, timeout=120)


def mariadb_connection(url: str) -> pymysql.Connection:
    parsed = sa.make_url(url)
    place = {"host": parsed.host}
    if "unix_socket" in parsed.query:
        place = {"unix_socket": parsed.query["unix_socket"], "ssl_disabled": True}
    login = {"user": parsed.username, "password": parsed.password or ""}
    return pymysql.connect(**place, **login, database=parsed.database, charset="utf8mb4", autocommit=True)
