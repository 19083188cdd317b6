"""A text that is no date is an unknown date: what may have to stay is kept, and no part of it survives a mask."""

from __future__ import annotations

import pytest
from engine.conftest import Worlds
from engine.world import Database

KEEP = """
person: {subject: self, erase: row, columns: {id: {}, email: {identifies: email}}}
payment:
  subject: {via: person_id}
  keep: {for: 7 years, from: paid, because: "1798.105(d)(8)"}
  columns: {id: {}, person_id: {}, paid: {}}
"""
MASK = """
person:
  subject: self
  erase: columns
  columns: {id: {}, email: {identifies: email}, born: {erase: {generalise: year}}}
"""


@pytest.mark.store_knows("types: dates kept as text; one that cannot be read is unknown")
def test_a_row_whose_date_cannot_be_read_is_kept(database: Database, world: Worlds) -> None:
    database.run(
        "CREATE TABLE person (id integer PRIMARY KEY, email text)",
        "CREATE TABLE payment (id integer PRIMARY KEY, person_id integer REFERENCES person, paid text)",
    )
    database.fill("person", (1, "a@x.org"))
    odd = ["12/31/2024", "", "1735689600", "soon", "2024-01-01", "2001-01-01"]
    database.fill("payment", *((number, 1, paid) for number, paid in enumerate(odd)))
    here = world(database.system(KEEP))
    here.erase("a@x.org")
    assert database.rows("SELECT id FROM payment ORDER BY id") == [(0,), (1,), (2,), (3,), (4,)]


def test_only_a_year_survives_where_a_date_is_generalised(database: Database, world: Worlds) -> None:
    database.run("CREATE TABLE person (id integer PRIMARY KEY, email text, born text)")
    odd = ["1980-02-29", "12/31/1980", "5 May 1980", "", None]
    database.fill("person", *((number, "a@x.org", born) for number, born in enumerate(odd)))
    here = world(database.system(MASK))
    here.erase("a@x.org")
    assert database.rows("SELECT born FROM person ORDER BY id") == [("1980-01-01",), (None,), (None,), (None,), (None,)]
