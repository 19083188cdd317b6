"""What lies inside a column: paths into JSON that link, select, decide and are masked."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.csv
import pyarrow.parquet as pq
import pytest
import sqlalchemy as sa
from engine.conftest import Worlds
from engine.world import Database, World, fates, system_of

from habeas.datamap.check_indexes import index_faults
from habeas.datamap.graph import TableRef
from habeas.datamap.source import Document
from habeas.stores.connect import open_store

EVENTS = """
person: {subject: self, erase: row, columns: {id: {identifies: main.person}, email: {identifies: email, normalise: email}}}
event:
  subject: {link: person.id, column: payload.$.customer.id, where: {payload.$.type: person}}
  columns:
    id: {}
    payload:
      category: F
      json:
        $.ip: {category: F, identifies: ip, erase: null}
        $.tags[0]: {category: F, erase: Removed}
        $.score: {category: F, erase: 0}
"""
KINDS = ["jsonb", "json", "text"]


def _events(database: Database, kind: str) -> None:
    documents = [
        {"type": "person", "customer": {"id": 1}, "ip": "10.0.0.1", "tags": ["a", "b"], "score": 7},
        {"type": "person", "customer": {"id": "1"}, "ip": None, "more": "stays"},
        {"type": "company", "customer": {"id": 1}, "ip": "10.0.0.3"},
        {"type": "person", "customer": {"id": 2}, "ip": "10.0.0.4"},
        {"type": "person", "customer": 1},
        ["no", "object"],
    ]
    rows: list[tuple[int, object]] = [(n, json.dumps(one)) for n, one in enumerate(documents, 1)]
    rows.append((7, None))
    if kind != "jsonb":
        rows.append((8, '{"type": "person", "customer": {"id": 1, "bad": "\\u0000"}}'))
    if kind == "text":
        rows += [(9, '{"type": "person", "customer": {"id": 1'), (10, ""), (11, "1")]
    database.run(
        "CREATE TABLE person (id integer PRIMARY KEY, email text)",
        f"CREATE TABLE event (id integer PRIMARY KEY, payload {kind})",
    )
    database.fill("person", (1, "a@x.org"), (2, "b@x.org"))
    database.fill("event", *rows)


@pytest.mark.store_knows("links: a path into JSON")
@pytest.mark.parametrize("kind", KINDS)
def test_a_path_into_json_links_and_its_masks_change_nothing_else(database: Database, world: Worlds, kind: str) -> None:
    _events(database, kind)
    before = dict(database.rows("SELECT id, payload FROM event"))
    here = world(database.system(EVENTS))
    found = here.know("a@x.org", "b@x.org")
    own = [sorted(row[0] for row in rows["event"]) for rows in found.values()]
    # SQLite reads an escaped NUL, PostgreSQL does not.
    assert own == [[1, 2] if database.is_postgres or kind == "jsonb" else [1, 2, 8], [4]]
    here.erase("a@x.org")
    after = dict(database.rows("SELECT id, payload FROM event"))
    read = {n: json.loads(text) if isinstance(text, str) and n in (1, 2) else text for n, text in after.items()}
    assert read[1] == {"type": "person", "customer": {"id": 1}, "ip": None, "tags": ["Removed", "b"], "score": 0}
    assert read[2] == {"type": "person", "customer": {"id": "1"}, "ip": None, "more": "stays"}
    for n in before.keys() - {1, 2}:
        assert after[n] == before[n]


@pytest.mark.parametrize("kind", KINDS)
def test_a_person_is_found_by_a_value_in_json(database: Database, world: Worlds, kind: str) -> None:
    database.run(f"CREATE TABLE visit (id integer PRIMARY KEY, data {kind})")
    database.fill(
        "visit", (1, '{"who": {"mail": "Anna@X.org"}}'), (2, '{"who": {"mail": "b@x.org"}}'), (3, '{"who": 1}')
    )
    here = world(
        database.system(
            "visit: {subject: self, erase: row, columns: {id: {}, data: {json: {$.who.mail: {identifies: email, normalise: email}}}}}"
        )
    )
    assert here.erase("ANNA@x.org", "nobody@x.org") == {0: {"main.visit:erase": 1}, 1: {}}
    assert database.rows("SELECT id FROM visit ORDER BY id") == [(2,), (3,)]


def test_json_leads_down_and_up(database: Database, world: Worlds) -> None:
    database.run(
        "CREATE TABLE person (id integer PRIMARY KEY, email text, data text)",
        "CREATE TABLE account (number text PRIMARY KEY)",
        "CREATE TABLE address (id integer PRIMARY KEY)",
    )
    database.fill(
        "person",
        (1, "a@x.org", '{"account": "A7", "address": {"id": 5}}'),
        (2, "b@x.org", '{"address": {"id": 5}}'),
        (3, "c@x.org", '{"account": "A9", "address": {"id": 6}}'),
    )
    database.fill("account", ("A7",), ("A8",), ("A9",))
    database.fill("address", (5,), (6,))
    here = world(
        database.system(
            "person: {subject: self, erase: row, columns: {id: {}, email: {identifies: email},"
            " data: {json: {$.address.id: {link: address.id}}}}}\n"
            "account: {subject: {link: person.data.$.account, column: number}, columns: {number: {}}}\n"
            "address: {subject: shared, erase: row, columns: {id: {}}}"
        )
    )
    plan = here.prepare("a@x.org").plans[0]
    assert fates(plan) == {"person": {"erase": 1}, "account": {"erase": 1}, "address": {"shared": 1}}
    here.erase("a@x.org", "c@x.org")
    assert database.rows("SELECT number FROM account") == [("A8",)]
    assert database.rows("SELECT id FROM address") == [(5,)]


@pytest.mark.parametrize("suffix", ["parquet", "csv"])
def test_json_in_files_links_and_is_masked(tmp_path: Path, world: Worlds, suffix: str) -> None:
    documents = [
        '{"who": {"id": 1}, "ip": "10.0.0.1", "born": "1980-05-31"}',
        '{"who": {"id": "1"}, "more": "é"}',
        '{"who": {"id": 2}, "ip": "10.0.0.2"}',
        "{broken",
        "",
    ]
    table = pa.table({"id": list(range(1, 6)), "payload": documents})
    if suffix == "parquet":
        pq.write_table(table, tmp_path / "event.parquet")
    else:
        pa.csv.write_csv(table, tmp_path / "event.csv")
    (tmp_path / "person.csv").write_text("id,email\n1,a@x.org\n2,b@x.org\n")
    here = world(
        system_of(
            "person: {path: person.csv, subject: self, erase: row, columns: {id: {}, email: {identifies: email}}}\n"
            f"event: {{path: event.{suffix}, subject: {{link: person.id, column: payload.$.who.id}},"
            " columns: {id: {}, payload: {json: {$.ip: {erase: null}, $.born: {erase: {generalise: year}}}}}}",
            system="web",
            title="Web",
            files=".",
        ),
        folder=tmp_path,
    )
    assert here.know("a@x.org")[0]["event"].total() == 2
    here.erase("a@x.org")
    left = pq.read_table(tmp_path / "event.parquet") if suffix == "parquet" else pa.csv.read_csv(tmp_path / "event.csv")
    assert left.column("payload").to_pylist() == [
        '{"who": {"id": 1}, "ip": null, "born": "1980-01-01"}',
        *documents[1:],
    ]


@pytest.mark.parametrize("kind", KINDS)
def test_an_index_over_a_path_serves_and_its_absence_is_a_warning(database: Database, world: Worlds, kind: str) -> None:
    if database.is_mariadb:
        return  # it has no index over an expression
    database.run(
        "CREATE TABLE person (id integer PRIMARY KEY, email text)",
        "CREATE INDEX e ON person (lower(email))",
        f"CREATE TABLE event (id integer PRIMARY KEY, payload {kind})",
    )
    database.fill("event", *((n, json.dumps({"type": "person", "customer": {"id": n}})) for n in range(2000)))
    database.fill("person", (7, "a@x.org"))
    warning = next(text for text in _warnings(database, EVENTS) if "payload.$.customer.id" in text)
    create = warning[warning.index("CREATE INDEX") :]
    database.run(create, "ANALYZE")
    assert not any("payload.$.customer.id" in text for text in _warnings(database, EVENTS))
    here = world(database.system(EVENTS))
    assert here.know("a@x.org")[0]["event"].total() == 1
    assert "event_payload_customer_id_lookup" in _way_of(here, database)
    # The spellings that people use by themselves serve as well.
    column = "payload::jsonb" if kind == "text" and database.is_postgres else "payload"
    other = f"(({column}) -> 'customer' ->> 'id')" if database.is_postgres else "json_extract(payload, '$.customer.id')"
    database.run("DROP INDEX event_payload_customer_id_lookup", f"CREATE INDEX other ON event ({other})", "ANALYZE")
    assert not any("payload.$.customer.id" in text for text in _warnings(database, EVENTS))
    here.look_again()
    assert here.know("a@x.org")[0]["event"].total() == 1
    assert "other" in _way_of(here, database)


def _warnings(database: Database, tables: str) -> list[str]:
    system = database.system(tables)
    store = open_store(system, Path(), "")
    facts = {system.system: store.facts()}
    store.dispose()
    document = Document("main.yml", {})
    return [
        str(problem)
        for name, table in system.tables.items()
        for problem in index_faults(TableRef(system.system, name), table, document, facts)
    ]


def _way_of(here: World, database: Database) -> str:
    """How the database goes to the events of a person."""
    seen: list[tuple[str, Any]] = []
    engine: sa.Engine = here.stores["main"]._write  # type: ignore[attr-defined]
    sa.event.listen(engine, "before_cursor_execute", lambda _c, _k, text, values, *_: seen.append((text, values)))
    here.know("a@x.org")
    text, values = next(
        (text, values) for text, values in reversed(seen) if "FROM event" in text or "JOIN event" in text
    )
    with engine.connect() as connection:
        word = "EXPLAIN" if database.is_postgres else "EXPLAIN QUERY PLAN"
        return "\n".join(map(str, connection.exec_driver_sql(f"{word} {text}", values)))
