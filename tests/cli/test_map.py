"""`habeas map`: a Fides dataset in, checked and run; and out again."""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest
import yaml
from cli.conftest import Habeas
from datamap.fides.reading import loaded

DATASET = """
dataset:
- fides_key: Web-Shop
  name: Web shop
  collections:
  - name: client
    description: who buys
    fields:
    - {name: id, fides_meta: {primary_key: true}}
    - {name: email, data_categories: [user.contact.email], fides_meta: {identity: email}}
    - {name: card, data_categories: [user.financial.credit_card]}
    - {name: clerk_id, fides_meta: {references: [{dataset: Web-Shop, field: clerk.id, direction: to}]}}
  - name: bill
    fields:
    - {name: id, fides_meta: {primary_key: true}}
    - {name: client_id, fides_meta: {references: [{dataset: Web-Shop, field: client.id, direction: from}]}}
  - name: clerk
    fields:
    - {name: id, fides_meta: {primary_key: true}}
    - {name: email, data_categories: [user.contact.email], fides_meta: {identity: email}}
"""
TWO = (
    DATASET
    + """
- fides_key: <instance_fides_key>
  collections: []
"""
)
SCHEMA = """
CREATE TABLE clerk (id INTEGER PRIMARY KEY, email TEXT);
CREATE TABLE client (id INTEGER PRIMARY KEY, email TEXT NOT NULL, card TEXT, clerk_id INTEGER REFERENCES clerk (id));
CREATE TABLE bill (id INTEGER PRIMARY KEY, client_id INTEGER NOT NULL REFERENCES client (id), total NUMERIC);
CREATE TABLE audit (line TEXT);
INSERT INTO clerk VALUES (1, 'eva@example.com');
INSERT INTO client VALUES (1, 'anna@example.com', '4111', 1), (2, 'ben@example.com', '4222', 1);
INSERT INTO bill VALUES (1, 1, 10), (2, 1, 20), (3, 2, 30);
"""


@pytest.fixture
def folder(habeas: Habeas, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A fresh project with the database below it, and the dataset beside it."""
    monkeypatch.delenv("WEB_SHOP_DATABASE_URL", raising=False)
    habeas("init", tmp_path / "project")
    with closing(sqlite3.connect(tmp_path / "project" / "shop.sqlite3")) as database:
        database.executescript(SCHEMA)
    (tmp_path / "shop.yml").write_text(DATASET)
    (tmp_path / "two.yml").write_text(TWO)
    return tmp_path / "project"


def test_an_import_writes_checks_and_says_what_it_could_not(habeas: Habeas, folder: Path) -> None:
    ended = habeas("-p", folder, "map", "import", "fides", folder.parent / "shop.yml", "--url", "sqlite:shop.sqlite3")
    assert ended.code == 0, ended.err
    text = (folder / "systems" / "web_shop.yml").read_text()
    assert not (folder / "systems" / "shop.yml").exists()  # the example of `habeas init`, untouched
    assert "client_id" in text and "subject: {link: client.id, column: client_id}" in text
    for words in (
        "web_shop.client.clerk_id -> web_shop.clerk.id", "descriptions", "web_shop.audit", "web_shop.bill.total",
        "code: L", "`habeas check` says (1 errors",
    ):  # fmt: skip
        assert words in ended.out, words
    assert "# * descriptions" in text and "audit: {ignore: not in the Fides dataset" in text


def test_the_way_from_nothing_to_an_erasure(folder: Path) -> None:
    with (folder / "notice.yml").open("a") as notice:
        notice.write(
            "  - {code: L, examples: your card number, sources: [consumer], purposes: [to fill your orders], retention: 24 months}\n"
        )

    def run(*arguments: str | Path) -> str:
        program = "from habeas.cli.app import main; main()"
        command = [sys.executable, "-c", program, "-p", str(folder), *map(str, arguments)]
        environment = {**os.environ, "COLUMNS": "200"}
        ended = subprocess.run(command, capture_output=True, text=True, timeout=120, env=environment)
        assert ended.returncode == 0, ended.stderr + ended.stdout
        return ended.stdout

    run("map", "import", "fides", folder.parent / "shop.yml", "--url", "sqlite:shop.sqlite3")
    assert "All good: 1 systems, 4 tables" in run("check")
    assert "bill" in run("know", "--email", "Anna@example.com")
    run("erase", "--email", "anna@example.com", "--run", "--yes", "--reason", "known in person")
    with closing(sqlite3.connect(folder / "shop.sqlite3")) as database:
        found = {name: database.execute(f"SELECT * FROM {name}").fetchall() for name in ("client", "bill", "clerk")}
    assert found == {
        "client": [(2, "ben@example.com", "4222", 1)],
        "bill": [(3, 2, 30)],
        "clerk": [(1, "eva@example.com")],
    }


def test_the_requests_that_a_clerk_took_are_their_clients(habeas: Habeas, folder: Path) -> None:
    """Where the rows name people who are on file themselves, they are not the clerk's; addresses of her own are."""
    with closing(sqlite3.connect(folder / "shop.sqlite3")) as database:
        database.executescript("""
CREATE TABLE task (id INTEGER PRIMARY KEY, email TEXT, clerk_id INTEGER);
CREATE TABLE mailbox (id INTEGER PRIMARY KEY, email TEXT, clerk_id INTEGER);
INSERT INTO task VALUES (1, 'Anna@example.com', 1), (2, 'ben@example.com', 1), (3, 'unknown@example.com', 1);
INSERT INTO mailbox VALUES (1, 'eva@example.com', 1), (2, 'eva@example.org', 1);
""")
    fields = """
    fields:
    - {name: id, fides_meta: {primary_key: true}}
    - {name: email, data_categories: [user.contact.email], fides_meta: {identity: email}}
    - {name: clerk_id, fides_meta: {references: [{dataset: Web-Shop, field: clerk.id, direction: from}]}}
"""
    (folder / "more.yml").write_text(f"{DATASET}  - name: task{fields}  - name: mailbox{fields}")
    ended = habeas("-p", folder, "map", "import", "fides", folder / "more.yml", "--url", "sqlite:shop.sqlite3")
    assert ended.code == 0, ended.err
    found = yaml.safe_load((folder / "systems" / "web_shop.yml").read_text())["tables"]
    assert found["task"]["subject"] == "self" and "web_shop.clerk.id -> web_shop.task.clerk_id" in ended.out
    assert found["mailbox"]["subject"] == ["self", {"link": "clerk.id", "column": "clerk_id"}]


def test_a_dry_run_prints_and_writes_nothing(habeas: Habeas, folder: Path) -> None:
    ended = habeas(
        "-p", folder, "map", "import", "fides", folder.parent / "shop.yml", "--dry-run", "--erase", "columns"
    )
    assert ended.code == 0 and "system: web_shop" in ended.out and "erase: columns" in ended.out
    assert sorted(path.name for path in (folder / "systems").iterdir()) == ["shop.yml"]


def test_a_file_that_is_there_stays_without_force(habeas: Habeas, folder: Path) -> None:
    command = ("-p", folder, "map", "import", "fides", folder.parent / "shop.yml")
    assert habeas(*command).code == 0
    path = folder / "systems" / "web_shop.yml"
    path.write_text("mine")
    ended = habeas(*command)
    assert ended.is_one_clear_line and "--force" in ended.err and path.read_text() == "mine"
    assert habeas(*command, "--force").code == 0 and path.read_text() != "mine"


def test_without_its_database_the_import_says_what_it_does_not_know(habeas: Habeas, folder: Path) -> None:
    ended = habeas("-p", folder, "map", "import", "fides", folder.parent / "shop.yml")
    assert "was not asked (env:WEB_SHOP_DATABASE_URL is not set)" in ended.out
    assert "url: env:WEB_SHOP_DATABASE_URL" in (folder / "systems" / "web_shop.yml").read_text()


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("nowhere.yml",), "the file is missing"),
        (("{}/shop.yml", "--url", "postgresql://me:secret@host/db"), "must not stand in a file"),
        (("{}/shop.yml", "--url", "sqlite:absent.sqlite3"), "web_shop"),
        (("{}/shop.yml", "--url", "env:HABEAS_NO_SUCH_NAME"), "HABEAS_NO_SUCH_NAME"),
        (("{}/shop.yml", "--dataset", "other"), "it has: Web-Shop"),
        (("{}/two.yml",), "is a placeholder"),
        (("{}/two.yml", "--system", "x"), "--system names one system"),
        (("{}/two.yml", "--dataset", "Web-Shop", "--dataset", "<instance_fides_key>"), "placeholder"),
    ],
)
def test_a_mistake_is_one_line_and_writes_nothing(
    habeas: Habeas, folder: Path, arguments: tuple[str, ...], said: str
) -> None:
    before = sorted(folder.rglob("*"))
    ended = habeas("-p", folder, "map", "import", "fides", *(text.format(folder.parent) for text in arguments))
    assert ended.is_one_clear_line and said in ended.err and "secret" not in ended.err
    assert sorted(folder.rglob("*")) == before


def test_a_placeholder_takes_the_name_of_the_system(habeas: Habeas, folder: Path) -> None:
    text = DATASET.replace("Web-Shop", "<instance_fides_key>")
    (folder.parent / "shop.yml").write_text(text)
    habeas("-p", folder, "map", "import", "fides", folder.parent / "shop.yml", "--system", "store")
    assert "link: client.id" in (folder / "systems" / "store.yml").read_text()


def test_an_export_is_a_dataset_with_keys_and_types_of_the_database(
    habeas: Habeas, folder: Path, tmp_path: Path
) -> None:
    habeas("-p", folder, "map", "import", "fides", folder.parent / "shop.yml", "--url", "sqlite:shop.sqlite3")
    ended = habeas("-p", folder, "map", "export", "fides", "web_shop", "--out", tmp_path / "out.yml")
    assert ended.code == 0 and "`url` of a system: web_shop" in ended.out
    printed = habeas("-p", folder, "map", "export", "fides").out
    text = (tmp_path / "out.yml").read_text()
    assert printed.strip() == text.strip() and "data_type: integer" in text
    [dataset] = loaded(text)[0]
    assert [one.primary_key for one in dataset.collections] == [("id",), ("id",), ("id",)]
    wrong = habeas("-p", folder, "map", "export", "fides", "other")
    assert wrong.is_one_clear_line and "web_shop" in wrong.err
