"""A run that is killed between two systems resumes: the same end, and no count lost."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest
from engine.conftest import Worlds, sqlite_in
from engine.world import ERASE, Database, World, counts, subjects

from habeas.engine.errors import PlanChanged, StillThere
from habeas.engine.execute import execute, systems_in_order
from habeas.engine.explain import prepare
from habeas.engine.journal import Counts, Keys, MemoryJournal
from habeas.engine.resume import resume
from habeas.engine.verify import verify

PEOPLE = ("a@x.org", "b@x.org")


class Killed(BaseException):
    """The process is gone."""


class Fragile(MemoryJournal):
    """A journal that keeps JSON only, and whose process is killed at the n-th write."""

    left = 1000

    def _write(self) -> None:
        self.left -= 1
        if self.left < 0:
            raise Killed

    def begin(self, keys: Mapping[int, Keys]) -> None:
        self._write()
        super().begin({ordinal: json.loads(json.dumps(own)) for ordinal, own in keys.items()})

    def done(self, system: str, counts: Mapping[int, Counts]) -> None:
        self._write()
        super().done(system, {ordinal: json.loads(json.dumps(own)) for ordinal, own in counts.items()})


@pytest.fixture
def made(tmp_path: Path, world: Worlds) -> Callable[[str], tuple[list[Database], World]]:
    """A core system, and a CRM whose contacts hang on it and lead back to devices in it: a ring of systems."""

    def make(name: str) -> tuple[list[Database], World]:
        core, crm = sqlite_in(tmp_path, f"core{name}"), sqlite_in(tmp_path, f"crm{name}")
        core.run(
            "CREATE TABLE person (id integer PRIMARY KEY, email text)",
            "CREATE TABLE device (id integer PRIMARY KEY, contact integer)",
        )
        crm.run(
            "CREATE TABLE contact (id integer PRIMARY KEY, mail text)",
            "CREATE TABLE call (id integer PRIMARY KEY, contact integer REFERENCES contact)",
        )
        core.fill("person", (1, "a@x.org"), (2, "b@x.org"), (3, "c@x.org"))
        crm.fill("contact", (10, "A@x.org"), (20, "b@x.org"), (30, "c@x.org"))
        crm.fill("call", (1, 10), (2, 10), (3, 20), (4, 30))
        core.fill("device", (1, 10), (2, 20), (3, 20), (4, 30))
        core.name, crm.name = "core", "crm"
        here = world(
            core.system(
                "person: {subject: self, erase: row, columns: {id: {}, email: {identifies: email}}}\n"
                "device: {subject: {link: crm.contact.id, column: contact}, columns: {id: {}, contact: {}}}"
            ),
            crm.system(
                "contact: {subject: {link: core.person.email, column: mail, normalise: email}, columns: {id: {}, mail: {}}}\n"
                "call: {subject: {via: contact}, columns: {id: {}, contact: {}}}"
            ),
        )
        return [core, crm], here

    return make


EXPECTED = {
    0: {"core.device:erase": 1, "core.person:erase": 1, "crm.call:erase": 2, "crm.contact:erase": 1},
    1: {"core.device:erase": 2, "core.person:erase": 1, "crm.call:erase": 1, "crm.contact:erase": 1},
}


@pytest.mark.parametrize("kill_at", range(4))
@pytest.mark.store_knows("faults: killed between any two steps, resumed", stores=("SQLite",))
def test_wherever_it_is_killed_the_end_is_the_same(
    made: Callable[[str], tuple[list[Database], World]], kill_at: int
) -> None:
    databases, here = made(str(kill_at))
    journal = Fragile()
    journal.left = kill_at
    prepared = prepare(subjects(*PEOPLE), here.graph, here.stores, ERASE, "v1")
    if kill_at < 3:  # the keys, and each of two systems
        with pytest.raises(Killed):
            execute(prepared, here.stores, journal)
    else:
        execute(prepared, here.stores, journal)
    journal.left = 1000
    again = resume(subjects(*PEOPLE), here.graph, here.stores, ERASE, "v1", journal)
    assert counts(execute(again, here.stores, journal)) == EXPECTED
    assert counts(execute(again, here.stores, journal)) == EXPECTED  # and once more changes nothing
    verify(again, here.stores)
    assert [
        database.rows(f"SELECT id FROM {table}")
        for database, table in zip(databases * 2, ("person", "contact", "device", "call"), strict=True)
    ] == [
        [(3,)],
        [(30,)],
        [(4,)],
        [(4,)],
    ]
    assert {
        n: {k: v for own in found.values() for k, v in own.items()} for n, found in journal.counts.items()
    } == EXPECTED


def test_a_system_that_had_committed_and_lost_it_is_erased_again(
    made: Callable[[str], tuple[list[Database], World]],
) -> None:
    (core, _), here = made("lost")
    journal = Fragile()
    execute(prepare(subjects(*PEOPLE), here.graph, here.stores, ERASE, "v1"), here.stores, journal)
    core.fill("person", (1, "a@x.org"))  # as after a restored backup
    again = resume(subjects(*PEOPLE), here.graph, here.stores, ERASE, "v1", journal)
    with pytest.raises(StillThere):
        verify(again, here.stores)
    assert counts(execute(again, here.stores, journal)) == EXPECTED
    verify(again, here.stores)


def test_rows_are_still_reached_when_the_way_to_them_is_gone(
    made: Callable[[str], tuple[list[Database], World]],
) -> None:
    (core, crm), here = made("gone")
    journal = Fragile()
    prepared = prepare(subjects(*PEOPLE), here.graph, here.stores, ERASE, "v1")
    first = systems_in_order(here.graph)[0]
    journal.left = 1
    with pytest.raises(Killed):
        execute(prepared, here.stores, journal)
    journal.left = 1000
    # Whatever system went first is empty now. Without the journal the other's rows might not be found.
    other = {"core": crm, "crm": core}[first]
    assert other.rows("SELECT count(*) FROM " + ("contact" if other is crm else "person")) == [(3,)]
    fresh = prepare(subjects(*PEOPLE), here.graph, here.stores, ERASE, "v1")
    if first == "core":
        with pytest.raises(PlanChanged, match=r"habeas\.engine\.resume"):
            execute(fresh, here.stores, journal)
    again = resume(subjects(*PEOPLE), here.graph, here.stores, ERASE, "v1", journal)
    assert counts(execute(again, here.stores, journal)) == EXPECTED


def test_nothing_is_written_down_twice_for_somebody_who_was_done(
    made: Callable[[str], tuple[list[Database], World]],
) -> None:
    _, here = made("twice")
    journal = Fragile()
    one = prepare(subjects("a@x.org"), here.graph, here.stores, ERASE, "v1")
    execute(one, here.stores, journal)
    both = resume(subjects(*PEOPLE), here.graph, here.stores, ERASE, "v1", journal)
    assert counts(execute(both, here.stores, journal)) == EXPECTED
