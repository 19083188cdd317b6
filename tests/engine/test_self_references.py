"""Rows that point at rows of their own table go, however many statements that takes."""

from __future__ import annotations

import pytest
from engine.conftest import Worlds
from engine.world import Database

from habeas.datamap.limits import Limits

MAP = """
person: {{subject: self, erase: row, columns: {{id: {{}}, email: {{identifies: email}}, boss_id: {{}}}}}}
post: {{subject: {{via: person_id}}, erase: row, columns: {{id: {{}}, person_id: {{}}, reply_to: {{}}}}}}
"""


def _filled(database: Database) -> None:
    database.run(
        "CREATE TABLE person (id integer PRIMARY KEY, email text, boss_id integer REFERENCES person)",
        "CREATE TABLE post (id integer PRIMARY KEY, person_id integer REFERENCES person, reply_to integer REFERENCES post)",
    )
    database.fill("person", (1, "a@x.org", None), (2, "b@x.org", 1), (3, "c@x.org", 2), (4, "d@x.org", None))
    database.fill("post", (1, 1, None), (2, 2, 1), (3, 1, 2), (4, 3, 3), (5, 4, None))


@pytest.mark.parametrize("most", [1, 2, 1000])
@pytest.mark.store_knows("constraints: rows that point at rows of their own table, in several statements")
def test_bosses_and_replies_go_in_any_number_of_statements(database: Database, world: Worlds, most: int) -> None:
    _filled(database)
    system = database.system(MAP.format()).model_copy(update={"limits": Limits(keys_per_statement=most)})
    here = world(system)
    here.erase("a@x.org", "b@x.org", "c@x.org")
    assert database.rows("SELECT id FROM person") == [(4,)] and database.rows("SELECT id FROM post") == [(5,)]
