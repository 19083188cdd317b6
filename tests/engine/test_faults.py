"""Whatever strikes a run, and wherever: run again, it ends as if nothing had been."""

from __future__ import annotations

import random
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import psycopg
import pytest
from engine.faults import SQLSTATES, Steps, Strike, full_disk, interrupted, killed, run_apart, says
from engine.world import Database, Rows, World

PEOPLE = ("a@x.org", "b@x.org")
CORE = (
    "CREATE TABLE address (id integer PRIMARY KEY, street text)",
    "CREATE TABLE person (id integer PRIMARY KEY, email varchar(40) UNIQUE, address_id integer REFERENCES address,"
    " referred_by integer REFERENCES person)",
    "CREATE TABLE policy (id integer PRIMARY KEY, person_id integer NOT NULL REFERENCES person, latest integer)",
    "CREATE TABLE payment (id integer PRIMARY KEY, policy_id integer NOT NULL REFERENCES policy, paid_on date, payer text)",
    "CREATE TABLE note (id integer PRIMARY KEY, person_id integer, body text NOT NULL)",
    "CREATE TABLE device (id integer PRIMARY KEY, contact integer)",
)
CRM = (
    "CREATE TABLE contact (id integer PRIMARY KEY, mail varchar(80) NOT NULL UNIQUE)",
    "CREATE TABLE call (id integer PRIMARY KEY, contact integer REFERENCES contact, said text)",
)
MAPS = {
    "core": (
        "address: {subject: shared, columns: {id: {}, street: {}}, erase: row}\n"
        "person: {subject: self, columns: {id: {}, email: {identifies: email, erase: null}, address_id: {link: address.id},"
        " referred_by: {}}, erase: row}\n"
        "policy: {subject: {via: person_id}, columns: {id: {}, person_id: {}, latest: {}}}\n"
        "payment: {subject: {via: policy_id}, columns: {id: {}, policy_id: {}, paid_on: {}, payer: {}},"
        " keep: {for: 7 years, from: paid_on, because: '1798.105(d)(8)'}}\n"
        "note: {subject: {link: person.id, column: person_id}, columns: {id: {}, person_id: {}, body: {erase: Removed}}}\n"
        "device: {subject: {link: crm.contact.id, column: contact}, columns: {id: {}, contact: {}}}"
    ),
    "crm": (
        "contact: {subject: {link: core.person.email, column: mail, normalise: email},"
        " columns: {id: {}, mail: {erase: {hash: text}}}, erase: columns}\n"
        "call: {subject: {via: contact}, columns: {id: {}, contact: {}, said: {}}}"
    ),
}
ANYWHERE: dict[str, Strike] = {"killed": killed, "full disk": full_disk, "connection gone": interrupted}
ON_A_SERVER: dict[str, Strike] = {name: says(state) for name, state in SQLSTATES.items()}


def fill(core: Database, crm: Database) -> None:
    core.run(*CORE)
    crm.run(*CRM)
    core.fill("address", *((i, f"street {i}") for i in (1, 2)))
    core.fill("person", (1, "a@x.org", 1, None), (2, "b@x.org", 2, 1), (3, "c@x.org", 2, None))
    core.fill("policy", *((i, 1 + i % 3, None) for i in range(12)))
    core.fill("payment", *((i, i % 12, "2023-05-06" if i % 5 == 0 else "2010-01-01", "p") for i in range(48)))
    core.fill("note", *((i, 1 + i % 3, "text") for i in range(9)))
    core.fill("device", *((i, 10 * (1 + i % 3)) for i in range(9)))
    crm.fill("contact", (10, "A@x.org"), (20, "b@x.org"), (30, "c@x.org"))
    crm.fill("call", *((i, 10 * (1 + i % 3), "hello") for i in range(9)))


Server = Any  # of the tests' own, as `own_postgres` gives it
Copies = Callable[[], list[Database]]


def sqlite_pair(folder: Path) -> Copies:
    """A function that makes fresh copies of the two filled databases."""
    made = [Database(f"sqlite:{folder / name}.sqlite3", name) for name in ("core", "crm")]
    fill(*made)
    numbers = iter(range(10**6))

    def copies() -> list[Database]:
        number, found = next(numbers), []
        for one in made:
            path = folder / f"{one.name}{number}.sqlite3"
            shutil.copy(one.url.removeprefix("sqlite:"), path)
            found.append(Database(f"sqlite:{path}", one.name))
        return found

    return copies


def postgres_pair(server: Server) -> Copies:
    def make(name: str, template: str = "template1") -> Database:
        with psycopg.connect(server.url("postgres"), autocommit=True) as connection:
            connection.execute(f"CREATE DATABASE {name} TEMPLATE {template}")
        return Database(server.url(name), name.rstrip("0123456789"))

    fill(*(make(name) for name in ("core", "crm")))
    numbers = iter(range(10**6))

    def copies() -> list[Database]:
        number = next(numbers)
        return [make(f"{name}{number}", name) for name in ("core", "crm")]

    return copies


def state(databases: list[Database]) -> dict[str, Rows]:
    return {one.name: one.everything() for one in databases}


def run(databases: list[Database], journal: Path, steps: Steps) -> dict[str, Any]:
    return run_apart(lambda: World([one.system(MAPS[one.name]) for one in databases]), PEOPLE, journal, steps)


def drive(copies: Copies, faults: dict[str, Strike], points: int, folder: Path, seed: int) -> None:
    """`points` runs, each struck once at a random step, against one that nothing struck."""
    unharmed = copies()
    expected = run(unharmed, folder / "unharmed.json", Steps())
    assert "counts" in expected, expected
    after = state(unharmed)
    assert after != state(copies())
    chance = random.Random(seed)
    struck = 0
    for point in range(points):
        kind, at = chance.choice(sorted(faults)), chance.randint(1, expected["steps"])
        databases, journal = copies(), folder / f"{point}.json"
        first = run(databases, journal, Steps(at, faults[kind]))
        struck += "ended" in first
        again = first
        for _ in range(3):
            if "counts" not in again:
                again = run(databases, journal, Steps())
        assert again.get("counts") == expected["counts"], (kind, at, first, again)
        assert state(databases) == after, (kind, at, first)
    # Most faults end a run; a few are healed on the way or strike where nothing is sent any more.
    assert struck > points / 2, struck


@pytest.mark.parametrize("seed", range(1))
def test_a_run_on_sqlite_that_is_struck_anywhere_ends_the_same(tmp_path: Path, seed: int) -> None:
    drive(sqlite_pair(tmp_path), ANYWHERE, 10, tmp_path, seed)


def test_a_run_on_postgresql_that_is_struck_anywhere_ends_the_same(own_postgres: Server, tmp_path: Path) -> None:
    drive(
        postgres_pair(own_postgres), {**ANYWHERE, **ON_A_SERVER, "restart": restart_of(own_postgres)}, 10, tmp_path, 1
    )


@pytest.mark.long
def test_hundreds_of_faults_on_sqlite(tmp_path: Path) -> None:
    drive(sqlite_pair(tmp_path), ANYWHERE, 200, tmp_path, 2)


@pytest.mark.long
def test_hundreds_of_faults_on_postgresql(own_postgres: Server, tmp_path: Path) -> None:
    drive(
        postgres_pair(own_postgres), {**ANYWHERE, **ON_A_SERVER, "restart": restart_of(own_postgres)}, 200, tmp_path, 3
    )


def restart_of(server: Server) -> Strike:
    """The server is taken away as by a power cut, and comes back."""

    def strike(_: object) -> None:
        server.restart()

    return strike
