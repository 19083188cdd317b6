"""The reference: the set SQL that a good engineer writes for a batch, straight through the driver.

One statement a table. The keys of a parent are read once and handed to its children as one array, which was faster than
joining from the customer down each time. Rows come with the number of the request they answer, since a batch whose
rows cannot be told apart answers nobody.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from typing import Any, Protocol

import psycopg
from insurer import COLUMNS

Row = tuple[Any, ...]
Rows = dict[str, list[Row]]  # by table; each row led by the number of its request
Pairs = tuple[list[int], list[Any]]  # numbers of requests, keys

# table: (its column, the table that holds the key). Parents first.
LINKS = {
    "address": ("customer_id", "customer"),
    "bank_account": ("customer_id", "customer"),
    "policy": ("customer_id", "customer"),
    "web_session": ("customer_id", "customer"),
    "call_record": ("customer_id", "customer"),
    "beneficiary": ("policy_id", "policy"),
    "claim": ("policy_id", "policy"),
    "payment": ("policy_id", "policy"),
    "claim_note": ("claim_id", "claim"),
    "page_view": ("session_id", "web_session"),
}
PARENTS = ("policy", "web_session", "claim")


class ByHand(Protocol):
    """One open connection."""

    def select(self, table: str, by: str, pairs: Pairs) -> list[Row]:
        """(number, every column of the row) for each row of `table` whose `by` is one of the keys."""

    def keys(self, table: str, by: str, keys: list[Any]) -> list[int]:
        """The ids of those rows."""

    def delete(self, table: str, by: str, keys: list[Any]) -> int:
        """Delete those rows; how many there were."""

    def begin(self) -> None: ...

    def commit(self) -> None: ...


class PostgreSQL:
    def __init__(self, connection: psycopg.Connection[Row]) -> None:
        self.connection = connection

    def select(self, table: str, by: str, pairs: Pairs) -> list[Row]:
        columns = ", ".join(f"t.{name}" for name in COLUMNS[table])
        kind = "text" if "email" in by else "bigint"
        return self.connection.execute(
            f"SELECT k.ord, {columns} FROM unnest(%s::int[], %s::{kind}[]) AS k (ord, key) JOIN {table} t ON {by} = k.key",
            pairs,
        ).fetchall()

    def keys(self, table: str, by: str, keys: list[Any]) -> list[int]:
        return [row[0] for row in self.connection.execute(f"SELECT id FROM {table} WHERE {by} = ANY(%s)", (keys,))]

    def delete(self, table: str, by: str, keys: list[Any]) -> int:
        return self.connection.execute(f"DELETE FROM {table} WHERE {by} = ANY(%s)", (keys,)).rowcount

    def begin(self) -> None:
        self.connection.execute("BEGIN")

    def commit(self) -> None:
        self.connection.execute("COMMIT")


class SQLite:
    def __init__(self, connection: sqlite3.Connection) -> None:
        self.connection = connection

    def select(self, table: str, by: str, pairs: Pairs) -> list[Row]:
        columns = ", ".join(f"t.{name}" for name in COLUMNS[table])
        found = self.connection.execute(
            f"SELECT k.value ->> 0, {columns} FROM json_each(?) k CROSS JOIN {table} t ON {by} = k.value ->> 1",
            (json.dumps(list(zip(*pairs, strict=True))),),
        )
        return found.fetchall()

    def keys(self, table: str, by: str, keys: list[Any]) -> list[int]:
        chosen = f"SELECT id FROM {table} WHERE {by} IN (SELECT value FROM json_each(?))"
        return [row[0] for row in self.connection.execute(chosen, (json.dumps(keys),))]

    def delete(self, table: str, by: str, keys: list[Any]) -> int:
        chosen = f"DELETE FROM {table} WHERE {by} IN (SELECT value FROM json_each(?))"
        return self.connection.execute(chosen, (json.dumps(keys),)).rowcount

    def begin(self) -> None:
        self.connection.execute("BEGIN IMMEDIATE")

    def commit(self) -> None:
        self.connection.execute("COMMIT")


@contextmanager
def connected(url: str) -> Iterator[ByHand]:
    if url.startswith("sqlite:"):
        with closing(sqlite3.connect(url.removeprefix("sqlite:"), isolation_level=None)) as connection:
            connection.execute("PRAGMA foreign_keys = ON")
            yield SQLite(connection)
    else:
        with psycopg.connect(url, autocommit=True) as session:
            yield PostgreSQL(session)


def access(database: ByHand, emails: Sequence[str]) -> Rows:
    """Every row of these people, in one snapshot."""
    asked = (list(range(len(emails))), [email.lower() for email in emails])
    database.begin()
    found = {name: database.select(name, "lower(email)", asked) for name in ("customer", "quote_request")}
    keys = {"customer": _numbered(found["customer"])}
    for table, (column, parent) in LINKS.items():
        found[table] = database.select(table, column, keys[parent])
        if table in PARENTS:
            keys[table] = _numbered(found[table])
    database.commit()
    return found


def _numbered(rows: list[Row]) -> Pairs:
    return [row[0] for row in rows], [row[1] for row in rows]


def erase(database: ByHand, emails: Sequence[str]) -> dict[str, int]:
    """Delete every row of these people, children first, in one transaction; rows deleted by table."""
    wanted = [email.lower() for email in emails]
    database.begin()
    keys = {"customer": database.keys("customer", "lower(email)", wanted)}
    for table in PARENTS:
        column, parent = LINKS[table]
        keys[table] = database.keys(table, column, keys[parent])
    deleted = {"quote_request": database.delete("quote_request", "lower(email)", wanted)}
    # bank_account after payment: payments point at it.
    for table in (*(name for name in reversed(LINKS) if name != "bank_account"), "bank_account"):
        column, parent = LINKS[table]
        deleted[table] = database.delete(table, column, keys[parent])
    deleted["customer"] = database.delete("customer", "id", keys["customer"])
    database.commit()
    return deleted
