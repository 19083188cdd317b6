"""Rows that hold a person's key may be hers, or those of people whom they name themselves."""

from __future__ import annotations

import pytest
from engine.world import Database

from habeas.stores.sql.store import SqlStore
from habeas.stores.sql.whose import Column, names_others

CLERK, CLIENT = Column("clerk", "id"), Column("client", "email", "email")
ON_FILE = [Column("clerk", "email", "email"), CLIENT]


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        ([(1, "Anna@x.org"), (1, "ben@x.org"), (2, None)], True),  # requests of clients
        ([(1, "eva@x.org"), (2, "uwe@x.org"), (2, "ben@x.org")], False),  # the clerks' own papers
        ([(1, "elsewhere@x.org"), (None, "ben@x.org")], False),  # nobody on file: a second address of hers
        ([(1, "uwe@x.org")], True),  # a colleague's
        ([], False),
    ],
)
def test_rows_that_name_another_than_the_one_they_point_at_are_somebody_elses(
    database: Database, rows: list[tuple[int | None, str | None]], expected: bool
) -> None:
    database.run(
        "CREATE TABLE clerk (id integer PRIMARY KEY, email varchar(99))",
        "CREATE TABLE client (id integer PRIMARY KEY, email varchar(99))",
        "CREATE TABLE paper (id integer PRIMARY KEY, clerk_id integer, email varchar(99))",
    )
    database.fill("clerk", (1, "eva@x.org"), (2, "uwe@x.org"))
    database.fill("client", (1, "anna@x.org"), (2, "ben@x.org"))
    if rows:
        database.fill("paper", *((number, *row) for number, row in enumerate(rows)))
    store = SqlStore("main", database.url)
    found = names_others(store, Column("paper", "clerk_id"), CLERK, [Column("paper", "email", "email")], ON_FILE)
    store.dispose()
    assert found is expected
