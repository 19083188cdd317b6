"""Two descriptions of one person are found to be one; neighbours who share a record are not."""

from __future__ import annotations

import pytest
from engine.conftest import Worlds
from engine.world import Database, World

from habeas.engine.batch import Identifier, Subject
from habeas.engine.overlap import overlapping

MAP = (
    "person: {subject: self, erase: row, columns: {id: {identifies: main.person}, email: {identifies: email},"
    " phone: {identifies: phone}, address_id: {link: address.id}}}\n"
    "address: {subject: shared, erase: row, columns: {id: {}, street: {}}}\n"
    "contact: {subject: self, erase: row, columns: {id: {}, mail: {identifies: email}, tel: {identifies: phone}}}\n"
)


@pytest.fixture
def here(database: Database, world: Worlds) -> World:
    database.run(
        "CREATE TABLE address (id integer PRIMARY KEY, street text)",
        "CREATE TABLE person (id integer PRIMARY KEY, email text, phone text, address_id integer REFERENCES address)",
        "CREATE TABLE contact (id integer PRIMARY KEY, mail text, tel text)",
    )
    database.fill("address", (1, "Main St"))
    database.fill(
        "person", (1, "anna@x.org", "415 555 0101", 1), (2, "bert@x.org", "415 555 0102", 1), (3, None, None, None)
    )
    database.fill("contact", (7, "cleo@x.org", "415 555 0103"))
    return world(database.system(MAP))


def meet(here: World, one: tuple[str, str], other: tuple[str, str]) -> bool:
    subjects = [Subject(5, (Identifier(*one),))]
    others = [Subject(-1, (Identifier(*other),))]
    found = overlapping(subjects, others, here.graph, here.stores).same
    assert found in ({}, {5: {-1}})
    return bool(found)


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        (("email", "anna@x.org"), ("email", "anna@x.org"), True),
        (("email", "anna@x.org"), ("main.person", "1"), True),  # by the record on file
        (("main.person", "2"), ("email", "bert@x.org"), True),
        (("email", "anna@x.org"), ("email", "bert@x.org"), False),  # they live together, and are two
        (("main.person", "1"), ("main.person", "2"), False),
        (("email", "cleo@x.org"), ("phone", "415 555 0103"), True),  # a table that nothing hangs on
        (
            ("email", "nobody@x.org"),
            ("email", "nobody@x.org"),
            True,
        ),  # on file under no record, and the same all the same
        (("email", "nobody@x.org"), ("email", "other@x.org"), False),
        (("email", ""), ("email", ""), False),  # nobody is nobody
    ],
)
def test_who_is_the_same(here: World, one: tuple[str, str], other: tuple[str, str], same: bool) -> None:
    assert meet(here, one, other) is same
    assert meet(here, other, one) is same


def test_people_of_the_same_side_are_not_compared(here: World) -> None:
    anna = (Identifier("email", "anna@x.org"),)
    assert overlapping([Subject(1, anna), Subject(2, anna)], [], here.graph, here.stores).same == {}
