"""What the example's systems hold, read with their own tools: the tests' independent look."""

from __future__ import annotations

import hashlib
import sqlite3
from collections import Counter
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq

Rows = Counter[str]


def rows_of(folder: Path) -> dict[str, Rows]:
    """Every row of every table, as text."""
    found: dict[str, Rows] = {}
    for system in ("core", "crm"):
        connection = sqlite3.connect(folder / "data" / f"{system}.sqlite3")
        for (table,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall():
            found[f"{system}.{table}"] = Counter(repr(row) for row in connection.execute(f'SELECT * FROM "{table}"'))
        connection.close()
    for table in ("sessions", "page_views"):
        for path in sorted((folder / "data" / "web" / table).glob("*.parquet")):
            rows = pq.read_table(path).to_pylist()
            found[f"web.{table}/{path.name}"] = Counter(repr(sorted(row.items())) for row in rows)
    return found


def digests(folder: Path) -> dict[str, str]:
    """The bytes of every web file."""
    files = sorted((folder / "data" / "web").rglob("*.parquet"))
    return {str(path.relative_to(folder)): hashlib.sha256(path.read_bytes()).hexdigest() for path in files}


def rows_about(folder: Path, email: str) -> dict[str, list[dict[str, Any]]]:
    """The person's rows, found by hand-written queries over the links that the data map declares."""
    core = _connect(folder, "core")
    crm = _connect(folder, "crm")
    person = _all(core, "SELECT * FROM person WHERE lower(email) = ?", email)
    found = {"core.person": person}
    for row in person:
        found["core.application"] = _all(core, "SELECT * FROM application WHERE person_id = ?", row["id"])
        found["core.policy"] = _all(core, "SELECT * FROM policy WHERE person_id = ?", row["id"])
        found["core.address"] = _all(core, "SELECT * FROM address WHERE id = ?", row["address_id"])
    contacts = _all(crm, "SELECT * FROM contact WHERE lower(email) = ?", email)
    found["crm.contact"] = contacts
    found["crm.newsletter"] = _all(crm, "SELECT * FROM newsletter WHERE lower(email) = ?", email)
    for row in contacts:
        for table in ("device", "lead", "quote", "call_note"):
            found[f"crm.{table}"] = _all(crm, f"SELECT * FROM {table} WHERE contact_id = ?", row["id"])
    devices = {row["device_id"] for row in found.get("crm.device", [])}
    sessions = [
        row
        for path in sorted((folder / "data/web/sessions").glob("*.parquet"))
        for row in pq.read_table(path).to_pylist()
        if row["device_id"] in devices
    ]
    ids = {row["session_id"] for row in sessions}
    found["web.session"] = sessions
    found["web.page_view"] = [
        row
        for path in sorted((folder / "data/web/page_views").glob("*.parquet"))
        for row in pq.read_table(path).to_pylist()
        if row["session_id"] in ids
    ]
    core.close()
    crm.close()
    return found


def _connect(folder: Path, system: str) -> sqlite3.Connection:
    connection = sqlite3.connect(folder / "data" / f"{system}.sqlite3")
    connection.row_factory = sqlite3.Row
    return connection


def _all(connection: sqlite3.Connection, query: str, value: object) -> list[dict[str, Any]]:
    return [dict(row) for row in connection.execute(query, (value,))]
