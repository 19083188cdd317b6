"""Privileges as GRANT statements."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import sqlalchemy as sa

Wanted = Iterable[tuple[str, str, tuple[str, ...]]]  # verb, table as the facts name it, columns or none for all


def grants(dialect: sa.Dialect, wanted: Wanted, user: str, schema: str = "") -> Iterator[str]:
    """A statement for each privilege; names are quoted as the database wants them.

    Tables that are named without a schema are those of `schema`, if one is given.
    """
    quote = dialect.identifier_preparer.quote
    # MariaDB names a user with the hosts it may come from.
    who = quote(user) if dialect.name == "postgresql" else f"'{user.replace(chr(39), chr(39) * 2)}'@'%'"
    wanted = [
        (verb, f"{schema}.{table}" if schema and "." not in table else table, columns)
        for verb, table, columns in wanted
    ]
    if dialect.name == "postgresql":
        for name in sorted({table.partition(".")[0] for _, table, _ in wanted if "." in table}):
            yield f"GRANT USAGE ON SCHEMA {quote(name)} TO {who};"
    for verb, table, columns in wanted:
        named = ".".join(map(quote, table.split(".", 1)))
        some = f" ({', '.join(map(quote, columns))})" if columns else ""
        yield f"GRANT {verb}{some} ON {named} TO {who};"
