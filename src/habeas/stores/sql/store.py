"""A SQL database as a store."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import sqlalchemy as sa

from habeas.datamap.facts import SystemFacts
from habeas.datamap.graph import Node, TableRef
from habeas.datamap.limits import Limits
from habeas.stores.keys import pointed
from habeas.stores.masks import Mask
from habeas.stores.pace import Pace
from habeas.stores.protocol import Batch, Counted, Rules
from habeas.stores.reached import KEYS_A_STATEMENT, Key, Reached, Reference
from habeas.stores.sql.constraints import violations
from habeas.stores.sql.dialects import DIALECTS
from habeas.stores.sql.engines import engine_for
from habeas.stores.sql.facts import read_facts
from habeas.stores.sql.failures import scrub, translated
from habeas.stores.sql.statements import Builder

ROWS_AT_ONCE = 2000
DEFAULTS = Limits()


class SqlStore:
    """One database. `secret` keys the deterministic masks.

    Raises StoreUnreachable when the database does not answer, StoreReadOnly when it refuses a change, StoreRefused
    when a constraint, a type or a right stands against a statement.
    """

    def __init__(
        self,
        system: str,
        url: str,
        *,
        read_url: str | None = None,
        limits: Limits = DEFAULTS,
        secret: str = "",
        folder: Path = Path(),
    ) -> None:
        self.system = system
        self.secret = secret
        self.limits = limits
        self.pace = Pace.of(limits)
        self._write = engine_for(url, system, folder, limits.timeout_seconds)
        self._read = engine_for(read_url, system, folder, limits.timeout_seconds) if read_url else self._write
        self._facts: SystemFacts | None = None

    def facts(self) -> SystemFacts:
        if self._facts is None:
            with self._connection(self._read) as connection:
                self._facts = read_facts(connection)
        return self._facts

    @contextmanager
    def reading(self, *, fresh: bool = False) -> Iterator[SqlSession]:
        with self._connection(self._write if fresh else self._read) as connection:
            if connection.dialect.name == "postgresql":
                # One snapshot for the whole answer.
                connection.execute(sa.text("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY"))
            yield SqlSession(self, connection)

    @contextmanager
    def writing(self) -> Iterator[SqlSession]:
        with self._connection(self._write, is_writing=True) as connection:
            connection = connection.execution_options(habeas_write=True)
            with connection.begin():
                if connection.dialect.name == "postgresql":
                    connection.execute(sa.text(_bounds(self.limits)))
                yield SqlSession(self, connection)

    @contextmanager
    def _connection(self, engine: sa.Engine, is_writing: bool = False) -> Iterator[sa.Connection]:
        was_connected = False
        try:
            with engine.connect() as connection:
                was_connected = True
                yield connection
        except (sa.exc.DBAPIError, sa.exc.TimeoutError) as error:
            ours = translated(error, self.system, is_writing, was_connected)
            scrub(error)
            raise ours from None

    def sql(self, reached: Reached, rules: Rules, masks: Mapping[str, Mask] | None) -> str:
        builder = Builder(DIALECTS[self._write.dialect.name], "***")
        reached = Reached(reached.node, tuple((access, keys) for access, keys in reached.ways if len(keys)))
        statement = builder.update(reached, rules, masks) if masks else builder.delete(reached, rules)
        return str(statement.compile(dialect=self._write.dialect))

    def dispose(self) -> None:
        self._write.dispose()
        self._read.dispose()


def _bounds(limits: Limits) -> str:
    """How a change of PostgreSQL runs, in one statement of several.

    Where tables point at each other, keys that may wait are looked at when all is done. What the journal calls done must
    be on the disk, whatever the server is set to.
    """
    return (
        "SET CONSTRAINTS ALL DEFERRED; SET LOCAL synchronous_commit = on;"
        f" SET LOCAL statement_timeout = '{limits.statement_timeout}'; SET LOCAL lock_timeout = '{limits.lock_timeout}';"
        f" SET LOCAL idle_in_transaction_session_timeout = '{limits.idle_timeout}'"
    )


class SqlSession:
    """One connection, one transaction."""

    def __init__(self, store: SqlStore, connection: sa.Connection) -> None:
        self.store = store
        self.connection = connection
        self.statements = 0
        self._renamed: dict[TableRef, dict[Key, Key]] = {}  # rows whose keys this session has changed

    def _builder(self) -> Builder:
        return Builder(DIALECTS[self.connection.dialect.name], self.store.secret)

    def _run(self, statement: sa.Executable, builder: Builder) -> sa.CursorResult[Any]:
        self.statements += 1
        self.store.pace.statement()
        result = self.connection.execute(statement, builder.parameters)
        if not result.returns_rows:
            self.store.pace.rows(result.rowcount)
        return result

    def _stream(self, statement: sa.Executable, builder: Builder) -> Iterator[Batch]:
        """The driver's own tuples, some at a time: wrapping each in a row costs as much as the query."""
        self.statements += 1
        self.store.pace.statement()
        options = {"stream_results": True, "max_row_buffer": ROWS_AT_ONCE}
        with self.connection.execute(statement, builder.parameters, execution_options=options) as result:
            while rows := result.cursor_strategy.fetchmany(result, result.cursor, ROWS_AT_ONCE):
                yield rows
                self.store.pace.rows(len(rows))
                self.store.pace.pause()

    def export(self, reached: Reached, columns: Sequence[str]) -> Iterator[Batch]:
        for part in reached.chunks(self.store.limits.keys_per_statement):
            builder = self._builder()
            yield from self._stream(builder.export(part, columns), builder)

    def count(self, reached: Reached, rules: Rules, columns: Sequence[str]) -> Iterator[Counted]:
        for part in reached.chunks(self.store.limits.keys_per_statement):
            builder = self._builder()
            for row in self._run(builder.count(part, rules, columns), builder):
                ordinal, rule, rows, *filled = tuple(row)
                yield Counted(ordinal, rule, rows, tuple(filled))

    def rows(self, reached: Reached, rules: Rules, columns: Sequence[str]) -> Iterator[Batch]:
        for part in reached.chunks(self.store.limits.keys_per_statement):
            builder = self._builder()
            yield from self._stream(builder.rows(part, rules, columns), builder)

    def referenced(self, reference: Reference, keys: Sequence[Key]) -> set[Key]:
        facts = self.store.facts().tables[reference.table]
        found: set[Key] = set()
        most = self.store.limits.keys_per_statement
        for start in range(0, len(keys), most):
            builder = self._builder()
            statement = builder.referenced(reference, keys[start : start + most], facts)
            rows = (tuple(row) for row in self._run(statement, builder))
            found.update(pointed(rows, facts.column(reference.columns[0]), keys))
        return _as_asked(found, keys) if any(reference.collations) else found

    def violations(self, reached: Reached, rules: Rules, masks: Mapping[str, Mask]) -> Sequence[str]:
        return violations(self._run, self._builder, reached, rules, masks)

    def delete(self, reached: Reached, rules: Rules) -> Mapping[int, int]:
        counts: dict[int, int] = {}
        for part in reached.chunks(self.store.limits.keys_per_statement):
            builder = self._builder()
            if self.connection.dialect.name == "postgresql":
                _add(counts, self._run(builder.delete_counted(part, rules), builder))
            else:
                self._count_left(part, rules, counts)
                self._run(builder.delete(part, rules), builder)
        return counts

    def mask(self, reached: Reached, rules: Rules, masks: Mapping[str, Mask]) -> Mapping[int, int]:
        """Rows changed by ordinal. Counted first: afterwards the rows may no longer show whose they were."""
        counts: dict[int, int] = {}
        for part in reached.chunks(self.store.limits.keys_per_statement):
            self._count_left(part, rules, counts)
            builder = self._builder()
            self._run(builder.update(part, rules, masks), builder)
        return counts

    def replace(
        self, node: Node, key: Sequence[str], column: str, changes: Sequence[tuple[Key, object, object]]
    ) -> int:
        renamed = self._renamed.setdefault(node.ref, {})
        today = [(renamed.get(row, row), old, new) for row, old, new in changes]
        rows = 0
        for start in range(0, len(today), KEYS_A_STATEMENT):
            builder = self._builder()
            statement = builder.replace(node, key, column, today[start : start + KEYS_A_STATEMENT])
            rows += self._run(statement, builder).rowcount
        if column in key:  # a row that is found by the value itself has another key from now on
            at = list(key).index(column)
            for (before, _, new), (row, _, _) in zip(changes, today, strict=True):
                renamed[before] = (*row[:at], new, *row[at + 1 :])
        return rows

    def _count_left(self, part: Reached, rules: Rules, counts: dict[int, int]) -> None:
        builder = self._builder()
        _add(counts, self._run(builder.left(part, rules), builder))


def _as_asked(found: Iterable[Key], keys: Sequence[Key]) -> set[Key]:
    """The keys that were asked for, of those found in another spelling."""
    spelled = {_folded(key) for key in found}
    return {key for key in keys if _folded(key) in spelled}


def _folded(key: Key) -> tuple[str, ...]:
    return tuple(str(value).casefold().rstrip() for value in key)


def _add(counts: dict[int, int], rows: Iterable[sa.Row[Any]]) -> None:
    for ordinal, number in map(tuple, rows):
        counts[ordinal] = counts.get(ordinal, 0) + number
