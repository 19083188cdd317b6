"""A small insurer with fresh keys, its staff, and what tests do most often with them."""

from __future__ import annotations

import importlib.util
import json
import re
import shutil
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pyarrow.parquet as parquet
import pytest
from django.contrib.auth.models import User
from django.core import mail
from django.test import Client

from habeas.cli.keys import make_keys
from habeas.datamap.business import Service
from habeas.datamap.project import Project, load_project
from habeas.web import project as web_project
from habeas.web import sealing
from habeas.web.accounts.permissions import Role, add_staff
from habeas.web.jobs.worker import drain
from habeas.web.ledger import record
from habeas.web.portal.forms import KNOW_BOTH
from habeas.web.requests.models import Request

INSURER = Path(__file__).parents[2] / "examples" / "insurer"
NOW = datetime(2026, 11, 23, 18, 0, tzinfo=UTC)
PASSWORD = "correct horse battery"
NOT_COPIED = shutil.ignore_patterns("data", "var", "keys", "__pycache__")


@dataclass(frozen=True)
class Insurer:
    """The example's folder, and the people in it by what the tests need of them."""

    folder: Path
    people: list[dict[str, str]]

    @property
    def policyholder(self) -> dict[str, str]:
        return self.people[0]

    @property
    def applicant(self) -> dict[str, str]:
        return self.people[1]

    def rows(self, system: str, query: str, *values: object) -> list[tuple[Any, ...]]:
        with closing(sqlite3.connect(self.folder / "data" / f"{system}.sqlite3")) as database:
            return database.execute(query, values).fetchall()

    def change(self, system: str, query: str, *values: object) -> None:
        with closing(sqlite3.connect(self.folder / "data" / f"{system}.sqlite3")) as database:
            database.execute("PRAGMA foreign_keys = OFF")
            database.execute(query, values)
            database.commit()

    def edit(self, name: str, old: str, new: str) -> None:
        """Change a file of the project, which is then read anew."""
        path = self.folder / name
        text = path.read_text(encoding="utf-8")
        assert old in text
        path.write_text(text.replace(old, new), encoding="utf-8")
        web_project.forget()


@pytest.fixture(scope="session")
def insurer_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("insurer")
    shutil.copytree(INSURER, folder, ignore=NOT_COPIED, dirs_exist_ok=True)
    spec = importlib.util.spec_from_file_location("insurer_for_the_web", INSURER / "generate.py")
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    module.generate(folder, people=200)
    make_keys(folder, "127.0.0.1/habeas")
    _shorten_the_web_log(folder)
    return folder


def _shorten_the_web_log(folder: Path) -> None:
    """Keep the months in which the people of the demo came, and one other: opening files takes time."""
    people = json.loads((folder / "data" / "demo-people.json").read_text("utf-8"))
    with closing(sqlite3.connect(folder / "data" / "crm.sqlite3")) as database:
        query = "SELECT device_id FROM device JOIN contact c ON c.id = contact_id WHERE lower(c.email) IN (?, ?)"
        devices = {row[0] for row in database.execute(query, [person["email"] for person in people])}
    others = 0
    for path in sorted((folder / "data" / "web" / "sessions").glob("*.parquet")):
        if not devices & set(parquet.read_table(path, columns=["device_id"]).column(0).to_pylist()):
            others += 1
            if others > 1:
                (folder / "data" / "web" / "page_views" / path.name).unlink()
                path.unlink()


@pytest.fixture
def insurer_folder(insurer_template: Path, tmp_path: Path) -> Path:
    folder = tmp_path / "insurer"
    shutil.copytree(insurer_template, folder)
    return folder


READ: dict[bytes, Project] = {}  # projects by what their files say: reading YAML is half the time of a test


def load_once(folder: Path) -> Project:
    files = sorted([*folder.glob("*.yml"), *folder.glob("*.toml"), *folder.glob("systems/*.yml")])
    content = b"".join(path.name.encode() + path.read_bytes() for path in files)
    if content not in READ:
        READ[content] = load_project(folder)
    return replace(READ[content], folder=folder)


@pytest.fixture
def with_web() -> bool:
    """Whether the log of the web site is connected: it takes time, and most tests are not about it."""
    return False


@pytest.fixture
def project(insurer_folder: Path, with_web: bool, settings: Any, monkeypatch: pytest.MonkeyPatch) -> Iterator[Insurer]:
    if not with_web:
        (insurer_folder / "systems" / "web.yml").unlink()
    monkeypatch.setattr(web_project, "load_project", load_once)
    settings.PROJECT_DIR = insurer_folder
    settings.DATA_DIR = insurer_folder / "var"
    settings.DATA_DIR.mkdir()
    settings.SERVICE = Service(base_url="http://testserver", insecure_demo_mode=True)
    settings.DEMO = True
    settings.SECRET_KEY = "a secret for the tests alone, and long enough"
    settings.EMAIL_FILE_PATH = str(insurer_folder / "var" / "outbox")
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    forget()
    yield Insurer(insurer_folder, json.loads((insurer_folder / "data" / "demo-people.json").read_text("utf-8")))
    forget()


def forget() -> None:
    web_project.forget()
    sealing.forget_keys()
    record.signer.cache_clear()


@pytest.fixture
def analyst(db: None) -> User:
    return add_staff("analyst", PASSWORD, Role.analyst)


@pytest.fixture
def staff(analyst: User) -> Client:
    client = Client()
    client.force_login(analyst)
    return client


def typed(person: dict[str, str], **changes: str) -> dict[str, str]:
    """What somebody types who is this person."""
    names = ("given_name", "family_name", "birth_date", "email", "phone", "street", "postal_code")
    return {name: person[name] for name in names} | changes


def form(person: dict[str, str], what: str = KNOW_BOTH, **changes: str) -> dict[str, str]:
    signed = f"{person['given_name']} {person['family_name']}"
    return {**typed(person), "what": what, "period": "everything", "signed_by": signed, **changes}


@dataclass(frozen=True)
class Asked:
    """A request as its consumer holds it."""

    reference: str
    link: str

    @property
    def stored(self) -> Request:
        return Request.objects.get(reference=self.reference)

    @property
    def status(self) -> str:
        return f"/request/{self.link}/"


Ask = Callable[..., Asked]


@pytest.fixture
def ask(project: Insurer, client: Client) -> Ask:
    """Post the form, let the worker compare, and confirm the address unless told otherwise."""

    def post(person: dict[str, str], what: str = KNOW_BOTH, *, confirm: bool = True, **changes: str) -> Asked:
        response = client.post("/request/", form(person, what, **changes))
        assert response.status_code == 302, response.content.decode()
        link = response["Location"].split("/")[2]
        stored = Request.objects.order_by("-pk")[0]
        drain()
        if confirm:
            assert client.post(confirm_path(newest_letter("confirm"))).status_code == 200
            drain()
        return Asked(stored.reference, link)

    return post


def newest_letter(holding: str = "") -> str:
    """The text of the newest mail that holds this."""
    return next(str(one.body) for one in reversed(mail.outbox) if holding in str(one.body))


def confirm_path(letter: str) -> str:
    found = re.search(r"http://testserver(/confirm/[^/\s]+/)", letter)
    assert found, letter
    return found[1]


def code_in(letter: str) -> str:
    found = re.search(r"(\d{4} \d{4})", letter)
    assert found, letter
    return found[1]


def approve(staff: Client, asked: Asked) -> None:
    """A member of staff approves what is shown, and the worker runs it."""
    response = staff.post(f"/staff/requests/{asked.reference}/approve/", {"digest": asked.stored.plan_digest})
    assert response.status_code == 302, response.content.decode()
    drain()


def later(**amount: float) -> datetime:
    return NOW + timedelta(**amount)


def whole_database() -> bytes:
    """Every value of every table of the application's database, as stored."""
    from django.db import connection

    found = []
    with connection.cursor() as cursor:
        for name in connection.introspection.table_names(cursor):
            cursor.execute(f'SELECT * FROM "{name}"')
            for row in cursor.fetchall():
                found.extend(value if isinstance(value, bytes) else str(value).encode() for value in row)
    return b"\n".join(found)
