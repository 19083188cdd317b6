"""Facts in, facts out: a few tables with people in them, what is asked about whom, and what is left afterwards."""

from __future__ import annotations

import json
import re
import sqlite3
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass, field, replace
from datetime import date
from itertools import chain
from pathlib import Path
from typing import Any

import psycopg
import sqlalchemy as sa
import yaml
from maria_server import mariadb_connection

from habeas.datamap.cascade import with_cascades
from habeas.datamap.graph import Graph, TableRef, build_graph
from habeas.datamap.source import _Loader
from habeas.datamap.tables import System
from habeas.engine.batch import Basis, Identifier, Instruction, Right, Subject
from habeas.engine.execute import Executed, execute
from habeas.engine.explain import Prepared, prepare
from habeas.engine.journal import Journal, MemoryJournal
from habeas.engine.plan import Plan
from habeas.engine.read import read
from habeas.engine.rules import CHANGED, Fate
from habeas.engine.verify import verify
from habeas.stores.connect import open_store
from habeas.stores.protocol import Batch, Store

TODAY = date(2024, 6, 1)
Rows = dict[str, Counter[tuple[Any, ...]]]

KNOW = Instruction(
    Right.know,
    TODAY,
    regimes={"insurance": Basis("insurance law governs these rows", "1798.145(x)")},
    exceptions={"1798.105(d)(8)": Basis("a law asks for it", "1798.105(d)(8)")},
)
ERASE = replace(KNOW, right=Right.erase)


@dataclass
class Database:
    """One database of a test, SQLite, PostgreSQL or MariaDB, under the name it has in the data map."""

    url: str
    name: str = "main"

    @property
    def is_postgres(self) -> bool:
        return self.url.startswith("postgresql")

    @property
    def is_sqlite(self) -> bool:
        return self.url.startswith("sqlite")

    @property
    def is_mariadb(self) -> bool:
        return self.url.startswith("mariadb")

    @contextmanager
    def connect(self) -> Iterator[Any]:
        if self.is_mariadb:
            with mariadb_connection(self.url) as connection, connection.cursor() as cursor:
                cursor.execute("SET sql_mode = CONCAT(@@sql_mode, ',ANSI_QUOTES')")
                yield _Cursor(cursor)
            return
        if self.is_postgres:
            with psycopg.connect(self.url, autocommit=True) as connection:
                yield connection
        else:
            with closing(sqlite3.connect(self.url.removeprefix("sqlite:"), isolation_level=None)) as connection:
                yield connection

    def run(self, *statements: str) -> None:
        with self.connect() as connection:
            for statement in statements:
                connection.execute(statement)

    def fill(self, table: str, *rows: Sequence[Any]) -> None:
        mark = "?" if self.is_sqlite else "%s"
        with self.connect() as connection:
            cursor = connection.cursor()
            if self.is_sqlite:
                cursor.execute("PRAGMA synchronous = OFF")
            cursor.execute("BEGIN")
            cursor.executemany(f"INSERT INTO {table} VALUES ({', '.join([mark] * len(rows[0]))})", rows)
            cursor.execute("COMMIT")

    def rows(self, query: str) -> list[tuple[Any, ...]]:
        with self.connect() as connection:
            return [tuple(row) for row in connection.execute(query).fetchall()]

    def everything(self) -> Rows:
        """Every row of every table, to compare before with after."""
        if self.is_postgres:
            query = "SELECT tablename FROM pg_tables WHERE schemaname = 'public'"
        elif self.is_mariadb:
            query = "SELECT table_name FROM information_schema.tables WHERE table_schema = DATABASE()"
        else:
            query = "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'"
        text = "CAST(t AS text)" if self.is_postgres else "*"
        return {name: Counter(self.rows(f'SELECT {text} FROM "{name}" t')) for (name,) in self.rows(query)}

    def system(self, tables: str) -> System:
        """The data map of the database; `tables` is the YAML below `tables:`."""
        return system_of(tables, system=self.name, title="Test", url=self.url)


class _Cursor:
    """PyMySQL's cursor with the words of the other drivers' connections."""

    def __init__(self, cursor: Any) -> None:
        self._cursor = cursor

    def cursor(self) -> _Cursor:
        return self

    def execute(self, statement: str) -> Any:
        self._cursor.execute(as_mariadb_spells_it(statement) if statement[:6] in ("CREATE", "ALTER ") else statement)
        return self._cursor

    def executemany(self, statement: str, rows: Sequence[Any]) -> None:
        self._cursor.executemany(statement, [tuple(row) for row in rows])


def as_mariadb_spells_it(statement: str) -> str:
    """A text that can be a key, a point in time without a zone, and references that name their column.

    >>> as_mariadb_spells_it("CREATE TABLE a (id text PRIMARY KEY, b int REFERENCES person)")
    'CREATE TABLE a (id varchar(200) PRIMARY KEY, b int REFERENCES person (id))'
    """
    statement = re.sub(r"\btext\b", "varchar(200)", statement)
    statement = re.sub(r"\btimestamp\b", "datetime", statement)
    statement = re.sub(r"\bjsonb\b", "json", statement)
    statement = statement.replace("(lower(email))", "(email)")  # no index over an expression
    return re.sub(r"REFERENCES (\w+)(?![\w.]| ?\()", r"REFERENCES \1 (id)", statement)


def system_of(tables: str, **head: str) -> System:
    return System.model_validate({**head, "tables": yaml.load(tables, Loader=_Loader)})


@dataclass
class World:
    """Systems with their stores and the graph over them."""

    systems: Sequence[System]
    folder: Path = Path()
    stores: dict[str, Store] = field(init=False)
    graph: Graph = field(init=False)

    def __post_init__(self) -> None:
        self.stores = {one.system: open_store(one, self.folder, "secret") for one in self.systems}
        self.look_again()

    def look_again(self) -> None:
        """Read the schemas anew."""
        for one in self.systems:
            self.stores[one.system].dispose()
        self.stores = {one.system: open_store(one, self.folder, "secret") for one in self.systems}
        facts = {name: store.facts() for name, store in self.stores.items()}
        systems = {one.system: one for one in self.systems}
        self.graph = with_cascades(build_graph(systems, facts), systems)

    def prepare(self, *people: str | Subject, instruction: Instruction = ERASE) -> Prepared:
        return prepare(subjects(*people), self.graph, self.stores, instruction, "v1")

    def know(self, *people: str | Subject, instruction: Instruction = KNOW) -> dict[int, dict[str, Counter[Any]]]:
        """The delivered rows of each person, table by table."""
        found: dict[int, dict[str, Counter[Any]]] = {n: {} for n in range(len(people))}

        def take(ref: TableRef, _columns: tuple[str, ...], batches: Iterator[Batch]) -> None:
            for ordinal, *row in chain.from_iterable(batches):
                found[ordinal].setdefault(ref.table, Counter())[_hashable(row)] += 1

        answered = read(subjects(*people), self.graph, self.stores, instruction, "v1", take)
        plans = self.prepare(*people, instruction=instruction).plans
        for ordinal, plan in answered.plans.items():
            assert set(plan.outcomes) == set(plans[ordinal].outcomes)
            assert plan.digest == plans[ordinal].digest
            counted = {o.table.table: o.rows for o in plan.outcomes if o.fate is Fate.deliver}
            assert counted == {table: rows.total() for table, rows in found[ordinal].items()}
        return found

    def erase(
        self, *people: str | Subject, instruction: Instruction = ERASE, journal: Journal | None = None
    ) -> dict[int, dict[str, int]]:
        """The counts of each person; verified, and equal to what was planned."""
        prepared = self.prepare(*people, instruction=instruction)
        done = execute(prepared, self.stores, journal or MemoryJournal())
        verify(prepared, self.stores)
        assert counts(done) == {n: planned(plan) for n, plan in prepared.plans.items()}
        return counts(done)

    def dispose(self) -> None:
        for store in self.stores.values():
            store.dispose()


def _hashable(row: Sequence[Any]) -> tuple[Any, ...]:
    return tuple(json.dumps(value) if isinstance(value, dict | list) else value for value in row)


def subjects(*people: str | Subject) -> list[Subject]:
    """A text is an e-mail address; KIND=VALUE is any other identifier."""
    found = []
    for ordinal, person in enumerate(people):
        if isinstance(person, str):
            kind, mark, value = person.rpartition("=")
            person = Subject(ordinal, (Identifier(kind if mark else "email", value),))
        found.append(person)
    return found


def counts(done: Executed) -> dict[int, dict[str, int]]:
    return {ordinal: dict(sorted(found.items())) for ordinal, found in done.counts.items()}


def planned(plan: Plan) -> dict[str, int]:
    found: dict[str, int] = {}
    for outcome in plan.outcomes:
        if outcome.fate in CHANGED:
            name = f"{outcome.table}:{outcome.fate}"
            found[name] = found.get(name, 0) + outcome.rows
    return dict(sorted(found.items()))


def fates(plan: Plan) -> dict[str, dict[str, int]]:
    """{"table": {"fate": rows}}."""
    found: dict[str, dict[str, int]] = {}
    for outcome in plan.outcomes:
        own = found.setdefault(outcome.table.table, {})
        own[outcome.fate.value] = own.get(outcome.fate.value, 0) + outcome.rows
    return found


def reasons(plan: Plan, table: str) -> list[str]:
    return [outcome.reason for outcome in plan.outcomes if outcome.table.table == table]


def gone(before: Rows, after: Rows) -> dict[str, int]:
    """Rows that are there no more, by table. Rows that are new are none of an erasure's."""
    assert {name: rows - before[name] for name, rows in after.items() if rows - before[name]} == {}
    return {name: (rows - after[name]).total() for name, rows in before.items() if rows - after[name]}


@contextmanager
def counted_statements(world: World) -> Iterator[list[str]]:
    """What reaches the drivers, seen by SQLAlchemy's own event."""
    seen: list[str] = []

    def note(_c: object, _cursor: object, statement: str, *_: object) -> None:
        seen.append(statement)

    engines: list[sa.Engine] = [getattr(store, "_write") for store in world.stores.values()]  # noqa: B009
    for engine in engines:
        sa.event.listen(engine, "before_cursor_execute", note)
    yield seen
    for engine in engines:
        sa.event.remove(engine, "before_cursor_execute", note)


NewDatabase = Callable[[], Database]
TableName = TableRef
Facts = Mapping[str, Any]
