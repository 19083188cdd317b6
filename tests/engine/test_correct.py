"""A wrong value gives way in every system that holds it, and nowhere else."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

import pyarrow as pa
import pytest
from engine.conftest import Worlds, sqlite_in
from engine.world import ERASE, Database, World, counts, fates, system_of
from pyarrow import csv
from pyarrow import parquet as pq

from habeas.engine.batch import Correction, Identifier, Right, Subject
from habeas.engine.correct import PreparedCorrection, prepare_correction
from habeas.engine.correct_run import execute_correction, verify_correction
from habeas.engine.errors import EngineError, PlanRefused, StillThere
from habeas.engine.journal import Counts, MemoryJournal

CORRECT = replace(ERASE, right=Right.correct)
PERSON = "person: {subject: self, columns: {id: {}, email: {identifies: email}, family_name: {identifies: family_name}, born: {identifies: birth_date}}}\n"


class Written(MemoryJournal):
    """A journal that keeps JSON only."""

    def begin(self, keys: Mapping[int, Mapping[str, object]]) -> None:
        super().begin({ordinal: json.loads(json.dumps(own)) for ordinal, own in keys.items()})


def person(email: str, *corrections: Correction, ordinal: int = 0) -> Subject:
    return Subject(ordinal, (Identifier("email", email),), corrections)


def prepared(world: World, *people: Subject) -> PreparedCorrection:
    return prepare_correction(people, world.graph, world.stores, CORRECT, "v1")


def correct(world: World, *people: Subject, journal: MemoryJournal | None = None) -> dict[int, dict[str, int]]:
    journal = journal or Written()
    ready = prepared(world, *people)
    done = execute_correction(ready, world.stores, journal)
    verify_correction(ready, world.stores, journal)
    return counts(done)


@pytest.fixture
def two(database: Database, tmp_path: Path, world: Worlds) -> tuple[Database, Database, World]:
    """People in one system, and contacts in another that are linked by e-mail alone."""
    crm = sqlite_in(tmp_path, "crm")
    crm.name = "crm"
    database.run(
        "CREATE TABLE person (id integer PRIMARY KEY, email varchar(30) UNIQUE, family_name varchar(10), born date)",
        "CREATE TABLE quote (person_id integer REFERENCES person, full_name text, payer text)",
    )
    crm.run("CREATE TABLE contact (mail text, surname text, note text)")
    database.fill(
        "person", (1, "a@x.org", "Smth", "1980-01-02"), (2, "b@x.org", "Smth", "1980-01-02"), (3, "c@x.org", None, None)
    )
    database.fill("quote", (1, "Smth", "Smth"), (1, "Other", "Smth"), (2, "Smth", "Smth"))
    crm.fill("contact", ("A@x.org", "SMTH", "n1"), ("b@x.org", "Smth", "n2"))
    here = world(
        database.system(
            PERSON + "quote: {subject: {via: person_id}, columns: {person_id: {}, full_name: {identifies: family_name},"
            " payer: {identifies: family_name, about: other}}}"
        ),
        crm.system(
            "contact: {subject: {link: main.person.email, column: mail, normalise: email}, columns:"
            " {mail: {}, surname: {identifies: family_name}, note: {}}}"
        ),
    )
    return database, crm, here


@pytest.mark.store_knows("fates: a value is corrected wherever it stands")
def test_a_name_is_corrected_in_every_system_and_nobody_elses(two: tuple[Database, Database, World]) -> None:
    database, crm, world = two
    wrong = Correction("family_name", "Smith", "smth")
    assert fates(prepared(world, person("a@x.org", wrong)).plans[0]) == {
        "person": {"correct": 1},
        "quote": {"correct": 1, "differs": 1},
        "contact": {"correct": 1},
    }
    assert correct(world, person("a@x.org", wrong)) == {
        0: {"crm.contact:correct": 1, "main.person:correct": 1, "main.quote:correct": 1}
    }
    assert database.rows("SELECT id, family_name FROM person ORDER BY id") == [(1, "Smith"), (2, "Smth"), (3, None)]
    assert sorted(database.rows("SELECT person_id, full_name, payer FROM quote")) == [
        (1, "Other", "Smth"), (1, "Smith", "Smth"), (2, "Smth", "Smth"),
    ]  # fmt: skip
    assert crm.rows("SELECT surname, note FROM contact ORDER BY note") == [("Smith", "n1"), ("Smth", "n2")]
    assert fates(prepared(world, person("a@x.org", wrong)).plans[0])["person"] == {"right already": 1}


def test_without_the_old_value_whatever_is_held_gives_way_and_nothing_stays_nothing(
    two: tuple[Database, Database, World],
) -> None:
    database, _, world = two
    correct(world, person("a@x.org", Correction("family_name", "Smith")))
    assert sorted(database.rows("SELECT full_name FROM quote WHERE person_id = 1")) == [("Smith",), ("Smith",)]
    assert fates(prepared(world, person("c@x.org", Correction("family_name", "Smith"))).plans[0]) == {
        "person": {"right already": 1}
    }


def test_a_corrected_address_goes_along_where_it_is_the_link(two: tuple[Database, Database, World]) -> None:
    database, crm, world = two
    correct(world, person("a@x.org", Correction("email", "new@x.org", "a@x.org"), Correction("family_name", "Smith")))
    assert database.rows("SELECT email, family_name FROM person WHERE id = 1") == [("new@x.org", "Smith")]
    assert crm.rows("SELECT mail, surname FROM contact ORDER BY note") == [("new@x.org", "Smith"), ("b@x.org", "Smth")]


def test_a_date_is_corrected_in_its_own_type_and_no_date_is_refused(two: tuple[Database, Database, World]) -> None:
    database, _, world = two
    correct(world, person("a@x.org", Correction("birth_date", "1981-02-03", "1980-01-02")))
    assert [str(row[0]) for row in database.rows("SELECT born FROM person ORDER BY id")][:2] == [
        "1981-02-03",
        "1980-01-02",
    ]
    if database.is_postgres:
        with pytest.raises(
            PlanRefused, match=r"main\.person\.born cannot hold the new value of 'birth_date'; it takes DATE"
        ):
            prepared(world, person("a@x.org", Correction("birth_date", "soon")))


def test_one_column_alone_can_be_named(two: tuple[Database, Database, World]) -> None:
    _, crm, world = two
    assert correct(world, person("a@x.org", Correction("crm.contact.note", "n9", "n1"))) == {
        0: {"crm.contact:correct": 1}
    }
    assert crm.rows("SELECT note FROM contact ORDER BY note") == [("n2",), ("n9",)]


def test_people_of_a_set_have_values_of_their_own(two: tuple[Database, Database, World]) -> None:
    database, _, world = two
    correct(
        world,
        person("a@x.org", Correction("family_name", "Adams")),
        person("b@x.org", Correction("family_name", "Brown"), ordinal=1),
    )
    assert database.rows("SELECT family_name FROM person ORDER BY id") == [("Adams",), ("Brown",), (None,)]


@pytest.mark.parametrize(
    ("correction", "why"),
    [
        (Correction("family_name", "a name of eleven"), r"person\.family_name takes 10 characters, the new value of"),
        (Correction("email", "b@x.org"), r"person\.email is unique, and another row holds the new value already"),
        (Correction("shoe_size", "9"), "the data map has no column 'shoe_size' to correct"),
    ],
)
def test_what_cannot_be_held_is_refused_before_anything_is_written(
    two: tuple[Database, Database, World], correction: Correction, why: str
) -> None:
    database, _, world = two
    before = database.everything()
    with pytest.raises(EngineError, match=why):
        prepared(world, person("a@x.org", correction))
    assert database.everything() == before


STRICT = (
    "CREATE TABLE person (id integer PRIMARY KEY, email varchar(30), family_name varchar(30), club varchar(10), born date,"
    " CHECK (family_name <> 'Nobody'), CONSTRAINT born_late CHECK (born > '1900-01-01'), UNIQUE (club, family_name))"
)
CLUB = PERSON.replace("id: {}", "id: {}, club: {identifies: nickname}")


@pytest.fixture
def strict(database: Database, world: Worlds) -> World:
    database.run(STRICT)
    database.fill(
        "person",
        (1, "a@x.org", "Smth", "chess", "1980-01-02"),
        (2, "b@x.org", "Smith", "chess", "1980-01-02"),
        (3, "c@x.org", "Smth", "polo", "1980-01-02"),
        (4, "d@x.org", "Smyth", "polo", None),
        (5, "e@x.org", "Smth", None, None),
    )
    return world(database.system(CLUB))


@pytest.mark.parametrize(
    ("email", "correction", "why"),
    [
        ("a@x.org", Correction("family_name", "Nobody"), r"main\.person: the new value of family_name would break the"),
        (
            "a@x.org",
            Correction("birth_date", "1890-01-01"),
            r"the new value of born would break the check .* born_late",
        ),
        (
            "a@x.org",
            Correction("family_name", "Smith"),
            r"club, family_name are together unique, and another row holds",
        ),
    ],
)
@pytest.mark.store_knows("constraints: a correction that breaks one is refused by the plan")
def test_a_value_that_breaks_a_constraint_is_refused_by_the_plan(
    strict: World, email: str, correction: Correction, why: str
) -> None:
    with pytest.raises(PlanRefused, match=why):
        prepared(strict, person(email, correction))


@pytest.mark.parametrize(
    ("email", "correction"),
    [
        ("a@x.org", Correction("family_name", "Anybody")),
        ("a@x.org", Correction("birth_date", "1900-01-02")),
        ("c@x.org", Correction("family_name", "Smith")),  # of that name in another club
        ("e@x.org", Correction("family_name", "Smith")),  # in no club
    ],
)
def test_a_value_that_fits_is_not(strict: World, email: str, correction: Correction) -> None:
    assert correct(strict, person(email, correction)) == {0: {"main.person:correct": 1}}


def test_two_people_of_a_set_cannot_become_the_same(strict: World) -> None:
    both = (Correction("family_name", "Smithson"),)
    with pytest.raises(PlanRefused, match="together unique"):
        prepared(strict, person("a@x.org", *both), person("b@x.org", *both, ordinal=1))
    assert prepared(strict, person("a@x.org", *both), person("c@x.org", *both, ordinal=1)).plans


def test_columns_of_one_constraint_that_change_at_once_are_left_to_the_run(strict: World) -> None:
    asked = person("a@x.org", Correction("nickname", "golf"), Correction("family_name", "Smith"))
    assert correct(strict, asked) == {0: {"main.person:correct": 1}}


def test_two_people_who_share_a_row_cannot_correct_it_in_two_ways(two: tuple[Database, Database, World]) -> None:
    _, _, world = two
    with pytest.raises(PlanRefused, match="different values"):
        prepared(
            world,
            person("a@x.org", Correction("family_name", "Adams")),
            person("a@x.org", Correction("family_name", "Brown"), ordinal=1),
        )


def test_a_row_that_another_law_governs_stays_and_is_counted(database: Database, world: Worlds) -> None:
    database.run("CREATE TABLE person (id integer PRIMARY KEY, email text, name text)")
    database.fill("person", (1, "a@x.org", "Smth"))
    here = world(
        database.system(
            "person: {subject: self, regime: insurance, columns: {id: {}, email: {identifies: email}, name: {identifies: name}}}"
        )
    )
    plan = prepared(here, person("a@x.org", Correction("name", "Smith"))).plans[0]
    assert fates(plan) == {"person": {"keep": 1}}
    assert plan.outcomes[0].citation == "1798.145(x)"
    assert correct(here, person("a@x.org", Correction("name", "Smith"))) == {0: {}}


def test_an_address_that_others_live_at_is_left_for_somebody_to_look_at(database: Database, world: Worlds) -> None:
    database.run(
        "CREATE TABLE address (id integer PRIMARY KEY, street text)",
        "CREATE TABLE person (id integer PRIMARY KEY, email text, address_id integer REFERENCES address)",
    )
    database.fill("address", (1, "Old St"), (2, "Old St"))
    database.fill("person", (1, "a@x.org", 1), (2, "b@x.org", 2), (3, "c@x.org", 2))
    here = world(
        database.system(
            "address: {subject: shared, columns: {id: {}, street: {identifies: street}}}\n"
            "person: {subject: self, columns: {id: {}, email: {identifies: email}, address_id: {link: address.id}}}"
        )
    )
    new = Correction("street", "New St", "Old St")
    assert fates(prepared(here, person("b@x.org", new)).plans[0]) == {"address": {"shared": 1}}
    assert correct(here, person("a@x.org", new), person("b@x.org", new, ordinal=1)) == {
        0: {"main.address:correct": 1},
        1: {},
    }
    assert database.rows("SELECT street FROM address ORDER BY id") == [("New St",), ("Old St",)]


class Killed(BaseException):
    """The process is gone."""


class Fragile(Written):
    """Killed at the n-th write."""

    left = 1000

    def _write(self) -> None:
        self.left -= 1
        if self.left < 0:
            raise Killed

    def begin(self, keys: Mapping[int, Mapping[str, object]]) -> None:
        self._write()
        super().begin(keys)

    def done(self, system: str, counts: Mapping[int, Counts]) -> None:
        self._write()
        super().done(system, counts)


@pytest.mark.parametrize("kill_at", range(4))
def test_a_killed_run_that_runs_again_ends_the_same(two: tuple[Database, Database, World], kill_at: int) -> None:
    _, crm, world = two
    journal = Fragile()
    journal.left = kill_at
    asked = person("a@x.org", Correction("email", "new@x.org"), Correction("family_name", "Smith", "smth"))
    ready = prepared(world, asked)
    if kill_at < 3:
        with pytest.raises(Killed):
            execute_correction(ready, world.stores, journal)
    journal.left = 1000
    # The old address leads nowhere any more; the journal knows the rows.
    again = prepared(world, asked)
    done = counts(execute_correction(again, world.stores, journal))
    assert done == {0: {"crm.contact:correct": 1, "main.person:correct": 1, "main.quote:correct": 1}}
    verify_correction(again, world.stores, journal)
    assert crm.rows("SELECT mail, surname FROM contact WHERE note = 'n1'") == [("new@x.org", "Smith")]


def test_a_value_that_comes_back_is_found_when_the_stores_are_asked_again(
    two: tuple[Database, Database, World],
) -> None:
    database, _, world = two
    journal = Written()
    ready = prepared(world, person("a@x.org", Correction("family_name", "Smith", "Smth")))
    execute_correction(ready, world.stores, journal)
    database.run("UPDATE person SET family_name = 'Smth' WHERE id = 1")
    with pytest.raises(StillThere, match=r"hold values that are wrong \(main\.person: 2\)"):
        verify_correction(ready, world.stores, journal)
    again = prepared(world, person("a@x.org", Correction("family_name", "Smith", "Smth")))
    execute_correction(again, world.stores, journal)
    verify_correction(again, world.stores, journal)


@pytest.mark.parametrize("suffix", ["csv", "parquet"])
def test_files_are_corrected_too(tmp_path: Path, suffix: str) -> None:
    rows = [("a@x.org", "Smth", "1"), ("a@x.org", "Other", "2"), ("b@x.org", "Smth", "3")]
    table = pa.table({name: [row[at] for row in rows] for at, name in enumerate(("mail", "name", "n"))})
    if suffix == "csv":
        csv.write_csv(table, tmp_path / "people.csv")
    else:
        pq.write_table(table, tmp_path / "people.parquet")
    files = system_of(
        f"people: {{path: 'people.{suffix}', subject: self, columns: {{mail: {{identifies: email}}, name: {{identifies: family_name}}, n: {{}}}}}}",
        system="web", title="Web", files=".",
    )  # fmt: skip
    here = World([files], tmp_path)
    asked = person("a@x.org", Correction("email", "n@x.org"), Correction("family_name", "Smith", "smth"))
    assert correct(here, asked) == {0: {"web.people:correct": 2}}
    found = here.know("n@x.org")[0]["people"]
    assert sorted(found) == [("n@x.org", "Other", "2"), ("n@x.org", "Smith", "1")]
    assert list(here.know("b@x.org")[0]["people"]) == [("b@x.org", "Smth", "3")]
