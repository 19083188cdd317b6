"""What the generic inspection misses in SQLite: unique columns with a length, several checks on a line."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator

import sqlalchemy as sa

# Indexes over whole columns and all rows: table, index, whether unique, column.
INDEXES = sa.text(
    """
    SELECT t.name, i.name, i."unique", c.name FROM sqlite_master t
    JOIN pragma_index_list(t.name) i JOIN pragma_index_info(i.name) c
    WHERE t.type = 'table' AND NOT i.partial ORDER BY t.name, i.seq, c.seqno
    """
)
# Columns of unique indexes that do not compare byte by byte: table, column, collation.
COLLATIONS = sa.text(
    """
    SELECT DISTINCT t.name, c.name, c.coll FROM sqlite_master t
    JOIN pragma_index_list(t.name) i JOIN pragma_index_xinfo(i.name) c
    WHERE t.type = 'table' AND i."unique" AND c.name IS NOT NULL AND c.coll <> 'BINARY'
    """
)
# What a foreign key does on deletion: the inspection reads it from one way of writing a key only.
ON_DELETE = sa.text(
    """
    SELECT t.name, f.id, f."from", f."table", f.on_delete FROM sqlite_master t
    JOIN pragma_foreign_key_list(t.name) f WHERE t.type = 'table' ORDER BY t.name, f.id, f.seq
    """
)
TABLES = sa.text("SELECT name, sql FROM sqlite_master WHERE type = 'table' AND sql IS NOT NULL")

# Texts, quoted names and comments, which may hold anything; brackets; the word CHECK with the name before it.
TOKEN = re.compile(
    r"""'(?:[^']|'')*'|"(?:[^"]|"")*"|`[^`]*`|\[[^\]]*\]|--[^\n]*|/\*.*?\*/|[()]"""
    r"""|(?:\bCONSTRAINT\s+(?P<name>"[^"]+"|\w+)\s+)?\bCHECK\b""",
    re.DOTALL | re.IGNORECASE,
)


def read_indexes(
    connection: sa.Connection,
) -> tuple[dict[str, list[tuple[str, ...]]], dict[str, list[tuple[str, ...]]]]:
    """Unique groups of columns, and all indexed ones, by table."""
    columns: dict[tuple[str, str, bool], list[str | None]] = defaultdict(list)
    for table, index, unique, column in connection.execute(INDEXES):
        columns[(table, index, bool(unique))].append(column)
    uniques: dict[str, list[tuple[str, ...]]] = defaultdict(list)
    indexes: dict[str, list[tuple[str, ...]]] = defaultdict(list)
    for (table, _, is_unique), names in columns.items():
        whole = tuple(name for name in names if name is not None)
        if len(whole) == len(names):  # else over an expression
            indexes[table].append(whole)
            if is_unique:
                uniques[table].append(whole)
    return uniques, indexes


def read_collations(connection: sa.Connection) -> dict[str, dict[str, str]]:
    """Collations of key columns, by table and column."""
    found: dict[str, dict[str, str]] = defaultdict(dict)
    for table, column, collation in connection.execute(COLLATIONS):
        found[table][column] = collation
    return found


def read_actions(connection: sa.Connection) -> dict[tuple[str, tuple[str, ...], str], str]:
    """What foreign keys do on deletion, by table, columns and the table they lead to, all in small letters."""
    columns: dict[tuple[str, int, str, str], list[str]] = defaultdict(list)
    for table, number, column, target, action in connection.execute(ON_DELETE):
        columns[(table.lower(), number, target.lower(), action)].append(column.lower())
    return {(table, tuple(names), target): action for (table, _, target, action), names in columns.items()}


def read_checks(connection: sa.Connection) -> dict[str, tuple[tuple[str, str], ...]]:
    """Check constraints by table: name and condition."""
    return {table: tuple(checks_of(text)) for table, text in connection.execute(TABLES)}


def checks_of(create: str) -> Iterator[tuple[str, str]]:
    """The checks of a CREATE TABLE statement.

    >>> list(checks_of("CREATE TABLE t (a int CHECK (a > (0)), CONSTRAINT b CHECK(b <> ')'))"))
    [('None', 'a > (0)'), ('b', "b <> ')'")]
    """
    depth, name, start, outer = 0, "", -1, 0
    waiting = False
    for found in TOKEN.finditer(create):
        token = found[0]
        if token == "(":
            depth += 1
            if waiting:
                start, outer, waiting = found.end(), depth, False
        elif token == ")":
            if start >= 0 and depth == outer:
                yield name, create[start : found.start()].strip()
                start = -1
            depth -= 1
        elif token.upper().endswith("CHECK") and token[0] not in "'\"`[-/" and start < 0:
            name, waiting = str(found["name"]).strip('"'), True
