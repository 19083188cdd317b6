"""What only MariaDB has: collations, its own types, foreign keys looked at row by row, the size of a packet."""

from __future__ import annotations

import time
import uuid
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from engine.conftest import Worlds
from engine.world import Database, World, fates, gone
from maria_server import MariaServer, mariadb_connection

from habeas.datamap.limits import Limits
from habeas.engine.execute import execute
from habeas.engine.journal import MemoryJournal
from habeas.stores.errors import StoreBusy, StoreError, StoreLost, StoreReadOnly, StoreRefused, StoreUnreachable
from habeas.stores.sql import packets
from habeas.stores.sql.mariadb_failures import of_mariadb
from habeas.stores.sql.store import SqlStore

pytestmark = pytest.mark.mariadb
PERSON = "person: {subject: self, erase: row, columns: {id: {identifies: main.person}, email: {identifies: email}}}\n"


@pytest.fixture
def maria(new_mariadb: Callable[[], str]) -> Database:
    return Database(new_mariadb())


@pytest.fixture
def world() -> Iterator[Worlds]:
    made: list[World] = []

    def make(*systems: Any, folder: Path = Path()) -> World:
        made.append(World(systems, folder))
        return made[-1]

    yield make
    for one in made:
        one.dispose()


@pytest.mark.parametrize("how", ["", ", normalise: email"])
@pytest.mark.store_knows("links: people are told apart where the collation does not")
def test_jose_is_not_jose(maria: Database, world: Worlds, how: str) -> None:
    maria.run("CREATE TABLE person (id integer PRIMARY KEY, email varchar(90) COLLATE utf8mb4_general_ci, KEY (email))")
    maria.fill("person", (1, "jose@x.org"), (2, "josé@x.org"), (3, "jose@x.org "))
    here = world(maria.system(PERSON.replace("identifies: email", f"identifies: email{how}")))
    found = here.know("jose@x.org", "josé@x.org")
    assert [sorted(row[0] for row in own["person"]) for own in found.values()] == [[1, 3], [2]]


@pytest.mark.store_knows("constraints: foreign keys that ignore case")
def test_a_row_that_an_ignored_table_points_at_in_other_letters_is_held_back(maria: Database, world: Worlds) -> None:
    maria.run(
        "CREATE TABLE person (id varchar(20) COLLATE utf8mb4_general_ci PRIMARY KEY, email varchar(90))",
        "CREATE TABLE audit (n integer, pid varchar(20) COLLATE utf8mb4_general_ci,"
        " FOREIGN KEY (pid) REFERENCES person (id))",
    )
    maria.fill("person", ("abé", "a@x.org"), ("def", "b@x.org"))
    maria.fill("audit", (1, "ABE"))
    here = world(maria.system(PERSON + "audit: {ignore: log}"))
    assert [fates(plan) for plan in here.prepare("a@x.org", "b@x.org").plans.values()] == [
        {"person": {"shared": 1}},
        {"person": {"erase": 1}},
    ]
    here.erase("a@x.org", "b@x.org")
    assert maria.rows("SELECT n FROM audit") == [(1,)]


def test_a_foreign_key_from_another_database_holds_the_row_back(
    maria: Database, new_mariadb: Callable[[], str], world: Worlds
) -> None:
    other = Database(new_mariadb())
    maria.run("CREATE TABLE person (id integer PRIMARY KEY, email varchar(90))")
    maria.fill("person", (1, "a@x.org"), (2, "b@x.org"))
    [(name,)] = maria.rows("SELECT DATABASE()")
    other.run(
        f"CREATE TABLE log (id integer PRIMARY KEY, who integer, FOREIGN KEY (who) REFERENCES {name}.person (id))"
    )
    other.fill("log", (1, 1))
    here = world(maria.system(PERSON))
    here.erase("a@x.org", "b@x.org")
    assert maria.rows("SELECT id FROM person") == [(1,)]


@pytest.mark.parametrize(
    ("kind", "keys", "nobody"),
    [
        ("bigint unsigned", [2**64 - 1, 17, 0], [-1, 2**64, "x"]),
        ("tinyint", [127, -128, 1], [128, 300]),
        ("varchar(9) CHARACTER SET latin1", ["abc", "é", "?"], ["中", "abcdefghijklmn"]),
        ("varchar(9) CHARACTER SET latin2 COLLATE latin2_general_ci", ["abc", "ł", "?"], ["中"]),
        ("enum('red', 'it''s', 'blue')", ["red", "it's", "blue"], ["green"]),
        ("decimal(10, 2)", ["17.50", "1", "-3"], ["17.505", 10**40]),
        ("uuid", [str(uuid.UUID(int=n)) for n in (1, 5, 2**127)], ["x"]),
        ("inet6", ["::1", "::ffff:10.0.0.1", "fe80::1"], []),
    ],
)
@pytest.mark.store_knows("types: text, number and UUID as key")
def test_keys_of_its_own_types_find_their_rows_and_no_others(
    maria: Database, world: Worlds, kind: str, keys: list[object], nobody: list[object]
) -> None:
    maria.run(
        f"CREATE TABLE person (id {kind} PRIMARY KEY, email varchar(90))",
        f"CREATE TABLE pet (n integer PRIMARY KEY, who {kind})",
    )
    maria.fill("person", *((key, f"p{n}@x.org") for n, key in enumerate(keys)))
    maria.fill("pet", *((n, key) for n, key in enumerate([*keys, *keys])))
    here = world(maria.system(PERSON + "pet: {subject: {link: person.id, column: who}, columns: {n: {}, who: {}}}"))
    found = here.know(*(f"p{n}@x.org" for n in range(3)), *(f"main.person={key}" for key in nobody))
    assert [sorted(row[0] for row in own.get("pet", ())) for own in found.values()] == [
        [0, 3],
        [1, 4],
        [2, 5],
        *([] for _ in nobody),
    ]
    here.erase("p1@x.org")
    assert maria.rows("SELECT n FROM pet ORDER BY n") == [(0,), (2,), (3,), (5,)]


@pytest.mark.store_knows("types: dates that are no days (0000-00-00)")
def test_a_row_whose_day_is_not_known_is_kept(maria: Database, world: Worlds) -> None:
    maria.run(
        "CREATE TABLE person (id integer PRIMARY KEY, email varchar(90))",
        "CREATE TABLE payment (id integer PRIMARY KEY, person_id integer REFERENCES person (id), paid date, b bit(1))",
    )
    maria.fill("person", (1, "a@x.org"))
    with mariadb_connection(maria.url) as connection, connection.cursor() as cursor:
        cursor.execute("SET sql_mode = ''")
        cursor.execute(
            "INSERT INTO payment VALUES (1, 1, '0000-00-00', 1), (2, 1, '2001-00-00', 0), (3, 1, '2001-01-01', 1)"
        )
    keep = 'keep: {for: 7 years, from: paid, because: "1798.105(d)(8)"}'
    here = world(
        maria.system(
            f"{PERSON}payment: {{subject: {{via: person_id}}, {keep}, columns: {{id: {{}}, person_id: {{}}, paid: {{}}, b: {{}}}}}}"
        )
    )
    assert sorted(here.know("a@x.org")[0]["payment"]) == [
        (1, 1, "0000-00-00", 1),
        (2, 1, "2001-00-00", 0),
        (3, 1, date(2001, 1, 1), 1),
    ]
    here.erase("a@x.org")
    assert maria.rows("SELECT id FROM payment ORDER BY id") == [(1,), (2,)]


@pytest.mark.parametrize("null", ["", "NOT NULL"])
@pytest.mark.store_knows("links: a chain of rows of one table")
def test_a_chain_of_rows_goes_though_foreign_keys_are_looked_at_row_by_row(
    maria: Database, world: Worlds, null: str
) -> None:
    maria.run(
        "CREATE TABLE person (id integer PRIMARY KEY, email varchar(90))",
        "CREATE TABLE version (id integer PRIMARY KEY, person_id integer REFERENCES person (id), "
        f"earlier integer {null} REFERENCES version (id))",
    )
    maria.fill("person", (1, "a@x.org"), (2, "b@x.org"))
    maria.fill("version", (1, 2, 1), *((n, 1, n - 1) for n in range(2, 31)))
    here = world(
        maria.system(PERSON + "version: {subject: {via: person_id}, columns: {id: {}, person_id: {}, earlier: {}}}")
    )
    assert here.erase("a@x.org") == {0: {"main.person:erase": 1, "main.version:erase": 29}}
    assert maria.rows("SELECT id FROM version") == [(1,)]


@pytest.mark.store_knows("limits: keys larger than one statement takes")
def test_keys_travel_in_as_many_statements_as_packets_allow(
    maria: Database, world: Worlds, monkeypatch: pytest.MonkeyPatch
) -> None:
    maria.run(
        "CREATE TABLE person (id integer PRIMARY KEY, email varchar(90))",
        "CREATE TABLE pet (id integer PRIMARY KEY, who integer REFERENCES person (id))",
    )
    maria.fill("person", *((n, f"p{n}@x.org") for n in range(40)))
    maria.fill("pet", *((n, n // 2) for n in range(80)))
    here = world(maria.system(PERSON + "pet: {subject: {via: who}, columns: {id: {}, who: {}}}"))
    seen = []
    count = packets.keys_a_statement

    def narrow(most: int, packet: int | None, ways: Any) -> int:
        assert packet is not None
        seen.append(count(most, 600, ways))
        return seen[-1]

    monkeypatch.setattr("habeas.stores.sql.session.keys_a_statement", narrow)
    done = here.erase(*(f"p{n}@x.org" for n in range(30)))
    assert min(seen) < 10
    assert all(own == {"main.person:erase": 1, "main.pet:erase": 2} for own in done.values())
    assert maria.rows("SELECT count(*) FROM pet") == [(20,)]


def test_a_statement_that_would_break_the_connection_is_refused_before() -> None:
    with pytest.raises(StoreRefused, match="raise that, or ask for fewer people"):
        packets.refuse_oversized(100, {"k": "x" * 101}, "main")
    packets.refuse_oversized(100, {"k": "x" * 100}, "main")


@pytest.mark.store_knows("limits: an erasure joins its keys; time grows with the rows, not with their square")
def test_ten_thousand_text_keys_are_joined_not_looked_through(maria: Database, world: Worlds) -> None:
    maria.run(
        "CREATE TABLE person (id varchar(20) COLLATE utf8mb4_general_ci PRIMARY KEY, email varchar(90), KEY (email))",
        "CREATE TABLE pet (id integer PRIMARY KEY, who varchar(20) COLLATE utf8mb4_general_ci REFERENCES person (id),"
        " friend varchar(20) COLLATE utf8mb4_general_ci, KEY (friend))",
        "INSERT INTO person SELECT concat('p', seq), concat('p', seq, '@x.org') FROM seq_1_to_20000",
        "INSERT INTO pet SELECT seq, concat('p', seq % 20000 + 1), concat('p', seq % 19997 + 1) FROM seq_1_to_60000",
    )
    here = world(
        maria.system(
            PERSON
            + "pet: {subject: [{via: who}, {link: person.id, column: friend}], columns: {id: {}, who: {}, friend: {}}}"
        )
    )
    start = time.monotonic()
    here.erase(*(f"p{n}@x.org" for n in range(1, 3001)))
    assert time.monotonic() - start < 12  # one by one it would be minutes
    assert maria.rows("SELECT count(*) FROM person") == [(17000,)]


@pytest.mark.parametrize(
    ("code", "kind", "words"),
    [
        (1213, StoreBusy, "broke a deadlock"),
        (1205, StoreBusy, "waited too long for a lock"),
        (2013, StoreLost, "does not answer"),
        (1969, StoreUnreachable, "took too long"),
        (1153, StoreRefused, "max_allowed_packet"),
        (1290, StoreReadOnly, "refuses to be changed"),
        (1142, StoreReadOnly, "refuses to be changed"),
        (1045, StoreRefused, "does not know the user"),
        (1406, StoreRefused, "a constraint or a type"),
        (1451, StoreRefused, "a constraint or a type"),
    ],
)
def test_each_error_number_says_what_to_do(code: int, kind: type[StoreError], words: str) -> None:
    error = of_mariadb(code, "main", is_writing=True, was_connected=True)
    assert type(error) is kind and words in str(error)


def _two(maria: Database) -> str:
    maria.run("CREATE TABLE person (id integer PRIMARY KEY, email varchar(90))")
    maria.fill("person", (1, "a@x.org"), (2, "b@x.org"))
    return PERSON


@pytest.mark.store_knows("faults: locked by another program")
def test_a_locked_row_is_worth_another_try(maria: Database, world: Worlds) -> None:
    system = maria.system(_two(maria))
    here = world(system.model_copy(update={"limits": system.limits.model_copy(update={"lock_timeout": "1s"})}))
    with mariadb_connection(maria.url) as other, other.cursor() as cursor:
        cursor.execute("BEGIN")
        cursor.execute("SELECT * FROM person WHERE id = 1 FOR UPDATE")
        with pytest.raises(StoreUnreachable, match=r"\(1205\)") as caught:
            here.erase("a@x.org")
        cursor.execute("ROLLBACK")
    assert not caught.value.permanent
    assert here.erase("a@x.org") == {0: {"main.person:erase": 1}}


@pytest.mark.store_knows("faults: opened for reading only")
def test_a_user_that_may_only_read_refuses_an_erasure_and_loses_nothing(maria: Database, world: Worlds) -> None:
    described = _two(maria)
    [(name,)] = maria.rows("SELECT DATABASE()")
    maria.run("CREATE USER IF NOT EXISTS reader@localhost", f"GRANT SELECT ON {name}.* TO reader@localhost")
    here = world(Database(maria.url.replace("root@", "reader@")).system(described))
    before = maria.everything()
    assert here.know("a@x.org")[0]["person"].total() == 1
    with pytest.raises(StoreReadOnly, match=r"refuses to be changed \(1142\)"):
        here.erase("a@x.org")
    assert maria.everything() == before
    with pytest.raises(StoreReadOnly, match=r"\(1792\)"), SqlStore("main", maria.url).reading() as session:
        session.connection.exec_driver_sql("DELETE FROM person")


@pytest.mark.store_knows("faults: statement timeout")
def test_a_statement_that_takes_too_long_is_stopped(maria: Database) -> None:
    store = SqlStore("main", maria.url, limits=Limits(statement_timeout="1s"))
    with pytest.raises(StoreUnreachable, match=r"took too long \(1969\)"), store.reading() as session:
        session.connection.exec_driver_sql("SELECT count(*) FROM seq_1_to_100000 a, seq_1_to_100000 b")
    store.dispose()


@pytest.mark.store_knows("faults: connection lost in the middle of a transaction")
def test_a_connection_killed_in_the_middle_rolls_back_and_the_next_run_is_whole(maria: Database, world: Worlds) -> None:
    here = world(maria.system(_two(maria)))
    before = maria.everything()
    prepared = here.prepare("a@x.org")

    def kill(_: str) -> None:
        maria.run(
            "CREATE TRIGGER die BEFORE DELETE ON person FOR EACH ROW BEGIN"
            " SET @id = CONNECTION_ID(); KILL CONNECTION_ID(); END"
        )

    with pytest.raises(StoreUnreachable):
        execute(prepared, here.stores, MemoryJournal(), kill)
    assert maria.everything() == before
    maria.run("DROP TRIGGER die")
    assert here.erase("a@x.org") == {0: {"main.person:erase": 1}}


@pytest.mark.filterwarnings("ignore:Exception ignored in. <socket")  # the driver's, that did not connect
@pytest.mark.store_knows("faults: server stopped and started again")
def test_a_server_that_is_killed_and_comes_back_is_found_again(own_mariadb: MariaServer, world: Worlds) -> None:
    with mariadb_connection(own_mariadb.url("mysql")) as connection, connection.cursor() as cursor:
        cursor.execute("CREATE DATABASE t COLLATE utf8mb4_bin")
    maria = Database(own_mariadb.url("t"))
    here = world(maria.system(_two(maria)))
    prepared = here.prepare("a@x.org")
    own_mariadb.kill()
    with pytest.raises(StoreUnreachable, match="does not answer"):
        execute(prepared, here.stores, MemoryJournal())
    own_mariadb.start()
    before = maria.everything()
    here.erase("a@x.org")
    assert gone(before, maria.everything()) == {"person": 1}


@pytest.mark.store_knows("constraints: generated columns")
@pytest.mark.store_knows("masks: documents and arrays")
def test_documents_and_generated_columns_are_known(maria: Database, world: Worlds) -> None:
    maria.run(
        "CREATE TABLE person (id integer PRIMARY KEY, email varchar(90), j json, s set('a', 'b'),"
        " g varchar(90) AS (lower(email)) STORED, x integer CHECK (x > 0))"
    )
    maria.run("INSERT INTO person (id, email, j, s, x) VALUES (1, 'a@x.org', '{\"a\": 1}', 'a,b', 5)")
    described = "person: {{subject: self, columns: {{id: {{}}, email: {{identifies: email}}, j: {{erase: {{empty: document}}}}, s: {{erase: null}}, g: {{{}}}, x: {{}}}}}}"
    facts = SqlStore("main", maria.url).facts().tables["person"]
    assert (facts.columns["j"].family, facts.columns["g"].generated) == ("json", True)
    assert ("x", "`x` > 0") in facts.checks
    here = world(maria.system(described.format("")))
    here.erase("a@x.org")
    assert maria.rows("SELECT j, s FROM person") == [("{}", None)]
    assert fates(here.prepare("a@x.org").plans[0]) == {"person": {"masked before": 1}}


def test_an_index_that_ignores_case_serves_a_lookup_by_address(maria: Database) -> None:
    maria.run(
        "CREATE TABLE person (id integer PRIMARY KEY, a varchar(90) COLLATE utf8mb4_general_ci, b varchar(90), KEY (a), KEY (b))"
    )
    indexes = SqlStore("main", maria.url).facts().tables["person"].indexes
    assert ("lower(a)",) in indexes and ("lower(b)",) not in indexes


def test_a_rehearsal_is_refused_with_its_reason(maria: Database) -> None:
    with pytest.raises(StoreRefused, match="it has no rehearsal"), SqlStore("main", maria.url).rehearsing():
        pass
