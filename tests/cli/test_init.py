"""`habeas init`: a project that works as soon as there is a database."""

from __future__ import annotations

import sqlite3
import stat
from contextlib import closing
from pathlib import Path

import pytest
from cli.conftest import Habeas

SCHEMA = """
CREATE TABLE customer (id INTEGER PRIMARY KEY, email VARCHAR(200), phone VARCHAR(20), first_name VARCHAR(60),
    last_name VARCHAR(60), birth_date DATE, created_at DATETIME NOT NULL);
CREATE INDEX customer_email ON customer (lower(email));
CREATE INDEX customer_phone ON customer (phone);
CREATE TABLE orders (id INTEGER PRIMARY KEY, customer_id INTEGER NOT NULL REFERENCES customer (id),
    ordered_on DATE NOT NULL, total NUMERIC(10, 2) NOT NULL);
CREATE INDEX orders_customer_id ON orders (customer_id);
CREATE TABLE schema_migrations (version TEXT PRIMARY KEY);
"""


def test_the_project_it_makes_passes_check(habeas: Habeas, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = tmp_path / "shop"
    ended = habeas("init", folder)
    assert ended.code == 0 and str(folder) in ended.out
    with closing(sqlite3.connect(tmp_path / "shop.sqlite3")) as database:
        database.executescript(SCHEMA)
    monkeypatch.setenv("SHOP_DATABASE_URL", f"sqlite:{tmp_path / 'shop.sqlite3'}")
    checked = habeas("-p", folder, "check")
    assert checked.code == 0, checked.err
    assert "1 systems, 3 tables" in checked.out


def test_without_its_database_check_says_which_variable_is_missing(
    habeas: Habeas, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("SHOP_DATABASE_URL", raising=False)
    habeas("init", tmp_path / "shop")
    ended = habeas("-p", tmp_path / "shop", "check")
    assert ended.code == 1 and "SHOP_DATABASE_URL" in ended.err and "Traceback" not in ended.err


def test_only_the_owner_reads_the_keys_and_git_never_sees_them(habeas: Habeas, tmp_path: Path) -> None:
    habeas("init", tmp_path / "shop")
    for name in ("master.key", "django.key", "ledger.pem"):
        assert stat.S_IMODE((tmp_path / "shop" / "keys" / name).stat().st_mode) == 0o600
    assert "keys/" in (tmp_path / "shop" / ".gitignore").read_text()


def test_two_projects_have_different_keys(habeas: Habeas, tmp_path: Path) -> None:
    habeas("init", tmp_path / "a")
    habeas("init", tmp_path / "b")
    for name in ("master.key", "django.key", "ledger.pem"):
        assert (tmp_path / "a" / "keys" / name).read_bytes() != (tmp_path / "b" / "keys" / name).read_bytes()


def test_a_folder_that_holds_something_is_left_alone(habeas: Habeas, tmp_path: Path) -> None:
    (tmp_path / "mine").write_text("x")
    for folder in (tmp_path, tmp_path / "mine"):
        assert habeas("init", folder).is_one_clear_line
    assert [path.name for path in tmp_path.iterdir()] == ["mine"]


def test_an_empty_folder_is_taken(habeas: Habeas, tmp_path: Path) -> None:
    assert habeas("init", tmp_path).code == 0
    assert (tmp_path / "habeas.toml").is_file()
