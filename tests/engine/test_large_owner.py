"""One person may own more rows than a batch of a thousand others: memory, statements and the journal bear it."""

from __future__ import annotations

import json
import tracemalloc
from collections.abc import Callable, Iterator

import pytest
from engine.conftest import Worlds
from engine.world import ERASE, KNOW, Database, World, counts, subjects

from habeas.datamap.graph import TableRef
from habeas.datamap.limits import Limits
from habeas.engine.execute import execute
from habeas.engine.explain import prepare
from habeas.engine.journal import MemoryJournal
from habeas.engine.keysets import PACKED_FROM, add_keys, keys_of
from habeas.engine.read import read
from habeas.engine.resolve import Reach
from habeas.engine.resume import resume
from habeas.engine.verify import verify
from habeas.stores.protocol import Batch
from habeas.stores.reached import Keys, Seen
from habeas.stores.sql.store import SqlStore

MAP = (
    "person: {subject: self, erase: row, columns: {id: {}, email: {identifies: email}}}\n"
    "visit: {subject: {via: person}, columns: {id: {}, person: {}}}\n"
    "page: {subject: {via: visit}, columns: {id: {}, visit: {}}}"
)
Owner = Callable[[Database, int], World]


@pytest.fixture
def owner(world: Worlds) -> Owner:
    """A world in which a@x.org owns so many visits, with one page each, and b@x.org one visit."""

    def make(database: Database, visits: int) -> World:
        database.run(
            "CREATE TABLE person (id integer PRIMARY KEY, email text)",
            "CREATE TABLE visit (id integer PRIMARY KEY, person integer REFERENCES person (id))",
            "CREATE TABLE page (id integer PRIMARY KEY, visit integer REFERENCES visit (id))",
            "CREATE INDEX visit_person ON visit (person)",
            "CREATE INDEX page_visit ON page (visit)",
        )
        database.fill("person", (1, "a@x.org"), (2, "b@x.org"))
        database.fill("visit", (0, 2), *((number, 1) for number in range(1, visits + 1)))
        database.fill("page", (0, 0), *((number, number) for number in range(1, visits + 1)))
        return world(database.system(MAP))

    return make


def test_a_whole_number_takes_twelve_bytes_with_its_ordinal_and_room_to_grow() -> None:
    def grown() -> Keys:
        keys = Keys()
        for start in range(10**6, 10**6 + 200_000, 2000):
            keys.extend(Keys.of([7] * 2000, [range(start, start + 2000)]))
        return keys

    assert peak(grown) < 200_000 * 16


def test_reading_someone_with_many_rows_takes_little_memory_a_row(sqlite: Database, owner: Owner) -> None:
    def know(here: World) -> int:
        rows = 0

        def take(_ref: TableRef, _columns: tuple[str, ...], batches: Iterator[Batch]) -> None:
            nonlocal rows
            rows += sum(map(len, batches))

        read(subjects("a@x.org"), here.graph, here.stores, KNOW, "v1", take)
        return rows

    here = owner(sqlite, 60_000)
    store = here.stores[sqlite.name]
    assert isinstance(store, SqlStore)
    store.limits = Limits(keys_per_statement=5000)
    found: list[int] = []
    assert peak(lambda: found.append(know(here))) < 60_000 * 100
    assert found == [120_001]


@pytest.mark.parametrize("visits", [PACKED_FROM - 1, PACKED_FROM])
def test_many_keys_are_written_down_packed_and_read_again(database: Database, owner: Owner, visits: int) -> None:
    here = owner(database, visits)
    prepared = prepare(subjects("a@x.org", "b@x.org"), here.graph, here.stores, ERASE, "v1")
    again = Reach(here.graph)
    for ordinal in (0, 1):
        written = json.loads(json.dumps(keys_of(prepared.reach, ordinal)))
        assert isinstance(written[f"{database.name}.page#0"], str) == (ordinal == 0 and visits == PACKED_FROM)
        add_keys(again, ordinal, written)
        add_keys(again, ordinal, written)  # and what is known is not known twice
    for way, keys in prepared.reach.keys.items():
        assert sorted(again.keys.get(way, Keys()).pairs()) == sorted(keys.pairs())


def test_an_erasure_of_many_keys_is_cut_into_statements_and_resumes(database: Database, owner: Owner) -> None:
    here = owner(database, 2500)
    store = here.stores[database.name]
    assert isinstance(store, SqlStore)
    store.limits = Limits(keys_per_statement=1000)
    asked, journal = subjects("a@x.org"), MemoryJournal()
    prepared = prepare(asked, here.graph, here.stores, ERASE, "v1")
    execute(prepared, here.stores, journal)
    again = resume(asked, here.graph, here.stores, ERASE, "v1", journal)
    done = counts(execute(again, here.stores, journal))
    verify(again, here.stores)
    assert done == {0: {f"{database.name}.{table}:erase": 2500 for table in ("page", "visit")} | {
        f"{database.name}.person:erase": 1
    }}  # fmt: skip
    assert database.rows("SELECT id FROM visit") == [(0,)]


@pytest.mark.postgres
def test_a_statement_that_is_sent_again_and_again_is_planned_for_its_own_keys(
    postgresql: Database, owner: Owner
) -> None:
    here = owner(postgresql, 30)
    store = here.stores[postgresql.name]
    assert isinstance(store, SqlStore)
    prepared = prepare(subjects("a@x.org"), here.graph, here.stores, ERASE, "v1")
    with store.reading() as session:
        for _ in range(20):
            list(session.count(prepared.reach.reached(TableRef(postgresql.name, "page")), (), ()))
        prepared_for_any = session.connection.exec_driver_sql("SELECT count(*) FROM pg_prepared_statements")
        assert prepared_for_any.scalar_one() == 0


def test_pairs_of_any_kind_are_kept_in_order_and_once() -> None:
    keys = Keys([1, 1], [(5,), (6,)])
    keys.extend(Keys([2, 1], [(5,), (2**70,)]))  # no longer eight bytes
    keys.extend(Keys([1], [("x",)]))
    assert list(keys.pairs()) == [(1, (5,)), (1, (6,)), (2, (5,)), (1, (2**70,)), (1, ("x",))]
    fresh = Seen(keys).fresh(Keys([1, 2, 2, 2], [(5,), (6,), (6,), ("x",)]))
    assert list(fresh.pairs()) == [(2, (6,)), (2, ("x",))]
    assert list(keys.slice(1, 3).pairs()) == [(1, (6,)), (2, (5,))]


def peak(run: Callable[[], object]) -> int:
    """Bytes that are held at once while it runs."""
    tracemalloc.start()
    try:
        run()
        return tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
