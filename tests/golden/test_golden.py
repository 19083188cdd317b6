"""What the four dialects that run here say and send for one person: explained in words, and every statement.

The files beside this one were read by people. `make golden` writes them anew; read the difference before it is kept.
"""

from __future__ import annotations

import os
import re
from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
import sqlalchemy as sa
from engine.world import ERASE, KNOW, Database, World, counted_statements, subjects, system_of

from habeas.datamap.graph import TableRef
from habeas.engine.execute import execute
from habeas.engine.explain import prepare
from habeas.engine.explained import explained
from habeas.engine.journal import MemoryJournal
from habeas.engine.read import read
from habeas.engine.verify import verify
from habeas.stores.files.session import DIALECT, FileSession
from habeas.stores.protocol import Batch

HERE = Path(__file__).parent
PEOPLE = ("anna@x.org", "Ben@x.org")
MAP = """
person:
  subject: self
  erase: row
  columns:
    id: {category: A, identifies: main.person}
    email: {category: A, identifies: email, normalise: email}
    full_name: {category: A}
    manager_id: {}
    home_id: {link: home.id, direction: up}
home: {subject: shared, erase: row, columns: {id: {}, street: {category: A}}}
policy: {subject: {via: person_id}, erase: row, columns: {id: {}, person_id: {}, risk: {category: K, disclose: never, describe: risk class}}}
claim: {subject: {via: [policy_id, policy_year]}, erase: row, columns: {id: {}, policy_id: {}, policy_year: {}, body: {category: B}}}
payment:
  subject: {link: person.id, column: person_id}
  keep: {for: 7 years, from: paid_on, because: "1798.105(d)(8)"}
  columns: {id: {}, person_id: {}, paid_on: {category: D}}
note: {subject: {link: person.id, column: owner_id, where: {owner_type: person}}, erase: row, columns: {id: {}, owner_type: {}, owner_id: {}, body: {category: B}}}
subscriber: {subject: {link: person.email, column: address, normalise: email}, erase: row, columns: {id: {}, address: {category: A}}}
membership: {subject: {via: person_id}, erase: row, columns: {person_id: {}, club_id: {}}}
club: {ignore: no personal data}
event:
  subject: {link: person.id, column: payload.$.customer}
  erase: row
  columns: {id: {}, payload: {category: F, json: {$.customer: {}}}}
profile:
  subject: {via: person_id}
  erase: columns
  columns:
    id: {}
    person_id: {}
    nickname: {category: A, erase: null}
    city: {category: A, erase: Removed}
    login: {category: A, erase: {hash: text}}
    born: {category: C, erase: {generalise: year}}
    postal_code: {category: A, erase: {generalise: postal_code}}
visit: {subject: {via: person_id}, regime: insurance, columns: {id: {}, person_id: {}, seen: {category: F}}}
"""
TABLES = {
    "home": ("id integer PRIMARY KEY", "street text"),
    "person": (
        "id integer PRIMARY KEY", "email text", "full_name text", "manager_id integer REFERENCES person",
        "home_id integer REFERENCES home",
    ),
    "policy": (
        "id integer", "year integer", "person_id integer NOT NULL REFERENCES person", "risk text",
        "PRIMARY KEY (id, year)",
    ),
    "claim": (
        "id integer PRIMARY KEY", "policy_id integer", "policy_year integer", "body text",
        "FOREIGN KEY (policy_id, policy_year) REFERENCES policy (id, year)",
    ),
    "payment": ("id integer PRIMARY KEY", "person_id integer", "paid_on date"),
    "note": ("id integer PRIMARY KEY", "owner_type text", "owner_id integer", "body text"),
    "subscriber": ("id integer PRIMARY KEY", "address text"),
    "club": ("id integer PRIMARY KEY",),
    "membership": (
        "person_id integer REFERENCES person", "club_id integer REFERENCES club", "PRIMARY KEY (person_id, club_id)",
    ),
    "event": ("id integer PRIMARY KEY", "payload json"),
    "profile": (
        "id integer PRIMARY KEY", "person_id integer REFERENCES person", "nickname text", "city text", "login text UNIQUE",
        "born date", "postal_code text",
    ),
    "visit": ("id integer PRIMARY KEY", "person_id integer REFERENCES person", "seen text"),
}  # fmt: skip
ROWS: dict[str, list[tuple[object, ...]]] = {
    "home": [(1, "1 A St"), (2, "2 B St")],
    "person": [
        (3, "carl@x.org", "Carl", None, 2), (1, "Anna@x.org", "Anna", 3, 1), (2, "ben@x.org", "Ben", 1, 2),
    ],
    "policy": [(10, 2020, 1, "high"), (11, 2021, 2, "low"), (12, 2021, 3, "low")],
    "claim": [(1, 10, 2020, "roof"), (2, 12, 2021, "car")],
    "payment": [(1, 1, "2010-01-01"), (2, 1, "2024-01-01"), (3, 3, "2024-01-01")],
    "note": [(1, "person", 1, "x"), (2, "policy", 1, "y")],
    "subscriber": [(1, "ANNA@x.org"), (2, "carl@x.org")],
    "club": [(1,)],
    "membership": [(1, 1), (3, 1)],
    "event": [(1, '{"customer": 1}'), (2, '{"customer": 3}')],
    "profile": [(1, 1, "an", "Oakland", "anna-the-first-of-all", "1980-05-04", "94607"), (2, 3, None, "X", "carl-carl-carl-carl", None, None)],
    "visit": [(1, 1, "home"), (2, 3, "page")],
}  # fmt: skip


def _filled(database: Database) -> World:
    database.run(*(f"CREATE TABLE {name} ({', '.join(columns)})" for name, columns in TABLES.items()))
    for name, rows in ROWS.items():
        database.fill(name, *rows)
    return World([database.system(MAP)])


def _files(folder: Path) -> World:
    import duckdb

    with duckdb.connect() as connection:
        for name, columns in TABLES.items():
            kept = [one for one in columns if not one.startswith(("PRIMARY", "FOREIGN"))]
            plain = ", ".join(" ".join(one.split()[:2]) for one in kept)
            connection.execute(f"CREATE TABLE {name} ({plain})")
            marks = ", ".join("?" for _ in kept)
            connection.executemany(f"INSERT INTO {name} VALUES ({marks})", ROWS[name])
            connection.execute(f"COPY {name} TO '{folder}/{name}.parquet' (FORMAT parquet)")
    return World([system_of(_without_foreign_keys(MAP), system="main", title="Test", files=".")], folder)


def _without_foreign_keys(tables: str) -> str:
    tables = tables.replace("{via: person_id}", "{link: person.id, column: person_id}")
    tables = tables.replace("{via: [policy_id, policy_year]}", "{link: policy.id, column: policy_id}")
    tables = re.sub(r"^(\w+): \{", r"\1: {path: \1.parquet, ", tables, flags=re.MULTILINE)
    return re.sub(r"^(\w+):$", r"\1:\n  path: \1.parquet", tables, flags=re.MULTILINE)


@contextmanager
def _statements(world: World, monkeypatch: pytest.MonkeyPatch) -> Iterator[list[str]]:
    """Every statement that reaches a database; values are parameters."""
    if world.systems[0].files is None:
        with counted_statements(world) as seen:
            yield seen
        return
    seen = []
    columns = FileSession._columns

    def noted(self: FileSession, statement: sa.ClauseElement, builder: object, most: int) -> object:
        seen.append(str(statement.compile(dialect=DIALECT)))
        return columns(self, statement, builder, most)  # type: ignore[arg-type]

    monkeypatch.setattr(FileSession, "_columns", noted)
    yield seen


def _take(_ref: TableRef, _columns: tuple[str, ...], batches: Iterator[Batch]) -> None:
    """Read them all."""
    deque(batches, maxlen=0)


def _story(world: World, monkeypatch: pytest.MonkeyPatch) -> tuple[str, str]:
    """What is explained, and what is sent: to know, to explain an erasure, to erase and to verify."""
    people = subjects(*PEOPLE)
    with _statements(world, monkeypatch) as seen:

        def sent() -> str:
            found = ";\n\n".join(_plain(one) for one in seen)
            seen.clear()
            return f"{found};\n"

        known = read(people, world.graph, world.stores, KNOW, "v1", _take)
        statements = {"know": sent()}
        ready = prepare(people, world.graph, world.stores, ERASE, "v1")
        statements["explain"] = sent()
        execute(ready, world.stores, MemoryJournal())
        statements["erase"] = sent()
        verify(ready, world.stores)
        statements["verify"] = sent()
    words = [
        f"{what}: {PEOPLE[at]}\n{explained(one.plans[at])}"
        for what, one in (("know", known), ("erase", ready))
        for at in (0, 1)
    ]
    return "\n".join(words), "\n".join(f"-- {what}\n\n{text}" for what, text in statements.items())


def _plain(statement: str) -> str:
    return re.sub(r"[ \t]+$", "", statement.strip(), flags=re.MULTILINE)


def _is_as_kept(name: str, text: str) -> None:
    file = HERE / name
    if os.environ.get("HABEAS_GOLDEN"):
        file.write_text(text, encoding="utf-8")
    assert text == file.read_text(encoding="utf-8"), f"{name} differs; `make golden`, then read the difference"


@pytest.mark.parametrize(
    "dialect",
    [
        "sqlite", "duckdb",
        pytest.param("postgresql", marks=pytest.mark.postgres),
        pytest.param("mariadb", marks=pytest.mark.mariadb),
    ],
)  # fmt: skip
def test_the_words_and_the_statements_are_those_that_were_read(
    dialect: str, request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    if dialect == "duckdb":
        world = _files(tmp_path)
    elif dialect == "sqlite":
        world = _filled(Database(f"sqlite:{tmp_path / 'main.sqlite3'}"))
    else:
        fixture = {"postgresql": "new_database", "mariadb": "new_mariadb"}[dialect]
        world = _filled(Database(request.getfixturevalue(fixture)()))
    words, statements = _story(world, monkeypatch)
    world.dispose()
    _is_as_kept(f"{dialect}.txt", words)
    _is_as_kept(f"{dialect}.sql", statements)
