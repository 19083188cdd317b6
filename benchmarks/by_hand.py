"""The reference: the set SQL that a good engineer writes for a batch, straight through the driver.

One statement a table. The keys of a parent are read once and handed to its children as one array. PostgreSQL itself spells
the JSON lines: that was nearly twice as fast as reading values and spelling them in Python. The key of a batch is said
twice, as a join and as `= ANY`, because the planner would otherwise hash whole tables.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any

import psycopg

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
PARENTS = ("customer", "policy", "web_session", "claim")
BY_EMAIL = ("customer", "quote_request")
Lines = list[tuple[int, str]]  # the number of the request, the row as JSON


class ByHand:
    """One open connection, and the statements, which are written once."""

    def __init__(self, connection: psycopg.Connection[Any]) -> None:
        self.connection = connection
        columns: dict[str, list[tuple[str, str]]] = {}
        for table, name, kind in connection.execute(
            "SELECT table_name, column_name, data_type FROM information_schema.columns"
            " WHERE table_schema = 'public' ORDER BY table_name, ordinal_position"
        ):
            columns.setdefault(table, []).append((name, kind))
        self._selects = {table: _select(table, own) for table, own in columns.items()}

    def lines(self, emails: Sequence[str]) -> Lines:
        """Every row of these people as a JSON line, in one snapshot."""
        found: Lines = []
        self.connection.execute("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY")
        keys: dict[str, tuple[object, object]] = {}
        asked = (_array(range(len(emails))), list(emails))
        for table in (*BY_EMAIL, *LINKS):
            pairs = asked if table in BY_EMAIL else keys[LINKS[table][1]]
            rows = self.connection.execute(self._selects[table], dict(zip("ok", pairs, strict=True))).fetchall()
            if table in PARENTS:
                keys[table] = (_array(row[0] for row in rows), _array(row[2] for row in rows))
            found.extend([row[:2] for row in rows])
        self.connection.execute("COMMIT")
        return found

    def count(self, emails: Sequence[str]) -> dict[str, int]:
        """The rows of these people, by table."""
        counts = {}
        keys: dict[str, list[int]] = {}
        for table in (*BY_EMAIL, *LINKS):
            by, values = self._way(table, keys, emails)
            keys[table] = self._keys(table, by, values)
            counts[table] = len(keys[table])
        return counts

    def erase(self, emails: Sequence[str]) -> dict[str, int]:
        """Delete every row of these people, children first, in one transaction; rows deleted by table."""
        keys: dict[str, list[int]] = {}
        deleted = {}
        self.connection.execute("BEGIN")
        for table in PARENTS:
            by, values = self._way(table, keys, emails)
            keys[table] = self._keys(table, by, values)
        # bank_account after payment: payments point at it.
        order = [name for name in reversed(LINKS) if name != "bank_account"]
        for table in ("quote_request", *order, "bank_account", "customer"):
            by, values = self._way(table, keys, emails)
            deleted[table] = self.connection.execute(f"DELETE FROM {table} WHERE {by}", (values,)).rowcount
        self.connection.execute("COMMIT")
        return deleted

    def _way(self, table: str, keys: dict[str, list[int]], emails: Sequence[str]) -> tuple[str, object]:
        if table in BY_EMAIL:
            return "email = ANY(%s::text[])", list(emails)
        column, parent = LINKS[table]
        return f"{column} = ANY(%s::bigint[])", _array(keys[parent])

    def _keys(self, table: str, by: str, values: object) -> list[int]:
        return [row[0] for row in self.connection.execute(f"SELECT id FROM {table} WHERE {by}", (values,))]


def _array(numbers: Iterable[int]) -> str:
    """As PostgreSQL spells an array: the driver would look at each number."""
    return "{" + ",".join(map(str, numbers)) + "}"


def _select(table: str, columns: Sequence[tuple[str, str]]) -> str:
    by, kind = ("email", "text") if table in BY_EMAIL else (LINKS[table][0], "bigint")
    spelled = " || ', ' || ".join(f"""'"{name}": ' || {_json(name, what)}""" for name, what in columns)
    more = ", t.id" if table in PARENTS else ""
    return (
        f"SELECT k.ord, '{{' || {spelled} || '}}'{more} FROM unnest(%(o)s::int[], %(k)s::{kind}[]) AS k (ord, key)"
        f" JOIN {table} t ON t.{by} = k.key WHERE t.{by} = ANY(%(k)s::{kind}[])"
    )


def _json(name: str, kind: str) -> str:
    match kind:
        case "bigint" | "integer" | "boolean":
            text = f"t.{name}::text"
        case "numeric":
            text = f"""'"' || t.{name} || '"'"""
        case _:
            text = f"to_json(t.{name})::text"
    return f"coalesce({text}, 'null')"


@contextmanager
def connected(url: str) -> Iterator[ByHand]:
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute("SET TimeZone = 'UTC'")
        yield ByHand(connection)
