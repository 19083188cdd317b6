"""Databases whose statements were run nowhere: read with a warning, and never changed. SQLite stands in for one."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
import sqlalchemy as sa
from engine.world import system_of
from sqlalchemy.dialects.sqlite.pysqlite import SQLiteDialect_pysqlite

from habeas.datamap.problems import Severity
from habeas.datamap.source import read_yaml
from habeas.stores.connect import facts_of_all
from habeas.stores.errors import StoreRefused
from habeas.stores.sql.store import SqlStore

TABLES = "person: {subject: self, columns: {id: {}, email: {identifies: email}}}"


class _Redshift(SQLiteDialect_pysqlite):
    name = "redshift"
    supports_statement_cache = True


@pytest.fixture
def url(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    monkeypatch.setitem(sa.dialects.registry.impls, "redshift", lambda: _Redshift)
    with closing(sqlite3.connect(tmp_path / "main.sqlite3")) as connection:
        connection.execute("CREATE TABLE person (id integer PRIMARY KEY, email varchar(40))")
    return f"redshift:///{tmp_path}/main.sqlite3"


def test_it_is_read_with_a_warning(url: str, tmp_path: Path) -> None:
    (tmp_path / "main.yml").write_text("system: main\nurl: x\n")
    system = system_of(TABLES, system="main", title="Test", url=url)
    documents = {"main": read_yaml(tmp_path / "main.yml", "systems/main.yml")}
    project: Any = SimpleNamespace(systems={"main": system}, documents=documents, folder=tmp_path)
    facts, [problem] = facts_of_all(project)
    assert set(facts["main"].tables) == {"person"}
    assert problem.severity is Severity.warning
    assert str(problem).startswith("systems/main.yml:2: warning: statements for Redshift are compiled, not run here")


def test_it_is_never_changed(url: str) -> None:
    store = SqlStore("main", url)
    for session in (store.writing, store.rehearsing):
        with pytest.raises(StoreRefused, match="changes in Redshift are compiled, not run here"), session():
            pass
    store.dispose()


def test_the_largest_statement_is_the_one_it_can_read(url: str) -> None:
    store = SqlStore("main", url)
    with store.reading() as session:
        assert session.connection.info["max_allowed_packet"] == 65_535
    store.dispose()
