"""Values that identify nobody match nobody: an empty address or a telephone without digits is no key."""

from __future__ import annotations

import pytest
from engine.conftest import Worlds
from engine.world import Database

from habeas.engine.batch import Identifier, Subject

MAP = """
person:
  subject: self
  erase: row
  columns:
    id: {identifies: main.person}
    email: {identifies: email, normalise: email}
    phone: {identifies: phone, normalise: phone}
calls:
  subject: {link: person.phone, column: tel, normalise: phone}
  columns: {id: {}, tel: {}}
"""


def _people(database: Database) -> None:
    database.run(
        "CREATE TABLE person (id integer PRIMARY KEY, email text, phone text)",
        "CREATE TABLE calls (id integer PRIMARY KEY, tel text)",
    )
    database.fill("person", (1, "anna@x.org", "n/a"), (2, "b@x.org", ""), (3, "", "--"))
    database.fill("calls", (1, ""), (2, "-"), (3, "415-555-0134"))


@pytest.mark.parametrize(
    "identifier", [("phone", "n/a"), ("phone", ""), ("phone", " - "), ("phone", "555"), ("email", ""), ("email", "  ")]
)
@pytest.mark.store_knows("links: an empty value finds nobody")
def test_an_empty_value_selects_nobody(database: Database, world: Worlds, identifier: tuple[str, str]) -> None:
    _people(database)
    here = world(database.system(MAP))
    plan = here.prepare(Subject(0, (Identifier(*identifier),))).plans[0]
    assert plan.outcomes == ()


def test_a_link_over_an_empty_value_reaches_nothing(database: Database, world: Worlds) -> None:
    _people(database)
    here = world(database.system(MAP))
    here.erase("anna@x.org")
    assert database.rows("SELECT id FROM person ORDER BY id") == [(2,), (3,)]
    assert database.rows("SELECT id FROM calls ORDER BY id") == [(1,), (2,), (3,)]


@pytest.mark.parametrize("asked", ["JOSÉ@x.org", "josé@x.org"])
@pytest.mark.store_knows("links: e-mail addresses with letters beyond ASCII")
def test_an_address_with_other_letters_than_ascii_is_found_however_the_store_lowers_it(
    database: Database, world: Worlds, asked: str
) -> None:
    _people(database)
    database.fill("person", (4, "JOSÉ@x.org", "4155550134"))
    here = world(database.system(MAP))
    here.erase(asked)
    assert database.rows("SELECT id FROM person WHERE id = 4") == []
