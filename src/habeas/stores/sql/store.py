"""A SQL database as a store."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import sqlalchemy as sa

from habeas.datamap.facts import SystemFacts
from habeas.stores.errors import StoreError, StoreReadOnly, StoreRefused, StoreUnreachable
from habeas.stores.protocol import Counted, Rules
from habeas.stores.reached import Key, Mask, Reached, Reference
from habeas.stores.sql.constraints import violations
from habeas.stores.sql.dialects import DIALECTS, hash_text, normalised_key
from habeas.stores.sql.facts import read_facts
from habeas.stores.sql.statements import Builder

ROWS_AT_ONCE = 2000


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
        timeout: int = 60,
        secret: str = "",
        folder: Path = Path(),
    ) -> None:
        self.system = system
        self.secret = secret
        self.timeout = timeout
        self._write = self._engine(url, folder)
        self._read = self._engine(read_url, folder) if read_url else self._write
        self._facts: SystemFacts | None = None

    def _engine(self, url: str, folder: Path) -> sa.Engine:
        if url.startswith("sqlite:") and "://" not in url:
            path = folder / url.removeprefix("sqlite:")
            return _sqlite_engine(path, self.system, self.timeout)
        try:
            parsed = sa.make_url(url)
        except sa.exc.ArgumentError:
            raise StoreRefused(
                f"system {self.system!r}: its url is no database URL; expected for example postgresql://host/name"
            ) from None
        if parsed.drivername in ("postgresql", "postgres"):
            parsed = parsed.set(drivername="postgresql+psycopg")
        if parsed.get_backend_name() not in DIALECTS:
            raise StoreRefused(
                f"system {self.system!r}: no adapter for {parsed.get_backend_name()!r}; there are: {', '.join(DIALECTS)}"
            )
        own = parsed.query.get("options", "")
        options = {"connect_timeout": 10, "options": f"-c statement_timeout={self.timeout * 1000} {own}"}
        return sa.create_engine(parsed, connect_args=options, pool_pre_ping=True, pool_size=2)

    def facts(self) -> SystemFacts:
        if self._facts is None:
            with self._connection(self._read) as connection:
                self._facts = read_facts(connection)
        return self._facts

    @contextmanager
    def reading(self) -> Iterator[SqlSession]:
        with self._connection(self._read) as connection:
            if connection.dialect.name == "postgresql":
                # One snapshot for the whole answer.
                connection.execute(sa.text("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY"))
            yield SqlSession(self, connection)

    @contextmanager
    def writing(self) -> Iterator[SqlSession]:
        with self._connection(self._write) as connection:
            connection = connection.execution_options(habeas_write=True)
            with connection.begin():
                yield SqlSession(self, connection)

    @contextmanager
    def _connection(self, engine: sa.Engine) -> Iterator[sa.Connection]:
        try:
            with engine.connect() as connection:
                yield connection
        except sa.exc.DBAPIError as error:
            raise translated(error, self.system) from None

    def sql(self, reached: Reached, rules: Rules, masks: Mapping[str, Mask] | None) -> str:
        builder = Builder(DIALECTS[self._write.dialect.name], "***")
        reached = Reached(reached.node, tuple((access, keys) for access, keys in reached.ways if len(keys)))
        statement = builder.update(reached, rules, masks) if masks else builder.delete(reached, rules)
        return str(statement.compile(dialect=self._write.dialect))

    def dispose(self) -> None:
        self._write.dispose()
        self._read.dispose()


class SqlSession:
    """One connection, one transaction."""

    def __init__(self, store: SqlStore, connection: sa.Connection) -> None:
        self.store = store
        self.connection = connection
        self.statements = 0

    def _builder(self) -> Builder:
        return Builder(DIALECTS[self.connection.dialect.name], self.store.secret)

    def _run(self, statement: sa.Executable, builder: Builder) -> sa.CursorResult[Any]:
        self.statements += 1
        return self.connection.execute(statement, builder.parameters)

    def _stream(self, statement: sa.Executable, builder: Builder) -> Iterator[sa.Row[Any]]:
        self.statements += 1
        options = {"yield_per": ROWS_AT_ONCE}
        yield from self.connection.execute(statement, builder.parameters, execution_options=options)

    def export(self, reached: Reached, columns: Sequence[str]) -> Iterator[tuple[int, Key]]:
        for part in reached.chunks():
            builder = self._builder()
            for row in self._stream(builder.export(part, columns), builder):
                yield row[0], tuple(row[1:])

    def count(self, reached: Reached, rules: Rules, columns: Sequence[str]) -> Iterator[Counted]:
        for part in reached.chunks():
            builder = self._builder()
            for row in self._run(builder.count(part, rules, columns), builder):
                ordinal, rule, rows, *filled = tuple(row)
                yield Counted(ordinal, rule, rows, tuple(filled))

    def rows(self, reached: Reached, rules: Rules, columns: Sequence[str]) -> Iterator[tuple[int, Key]]:
        for part in reached.chunks():
            builder = self._builder()
            for row in self._stream(builder.rows(part, rules, columns), builder):
                yield row[0], tuple(row[1:])

    def referenced(self, reference: Reference, keys: Sequence[Key]) -> set[Key]:
        columns = self.store.facts().tables[reference.table].columns
        builder = self._builder()
        return {tuple(row) for row in self._run(builder.referenced(reference, keys, columns), builder)}

    def violations(self, reached: Reached, rules: Rules, masks: Mapping[str, Mask]) -> Sequence[str]:
        return violations(self.connection, self._builder, reached, rules, masks)

    def delete(self, reached: Reached, rules: Rules) -> Mapping[int, int]:
        """Rows deleted by ordinal, told from what the statement returns: no second look is needed."""
        counts: dict[int, int] = {}
        for part in reached.chunks():
            builder = self._builder()
            names = list(dict.fromkeys(name for access, _ in part.ways for name in access.columns))
            statement = builder.delete(part, rules)
            returning = statement.returning(*(statement.table.c[name] for name in names))
            owners = _owners(part, names)
            for row in self._run(returning, builder):
                for ordinal in owners(row):
                    counts[ordinal] = counts.get(ordinal, 0) + 1
        return counts

    def mask(self, reached: Reached, rules: Rules, masks: Mapping[str, Mask]) -> Mapping[int, int]:
        """Rows changed by ordinal. Counted first: afterwards the rows may no longer show whose they were."""
        counts: dict[int, int] = {}
        for part in reached.chunks():
            builder = self._builder()
            table = builder.table(part.node)
            left = [sa.true(), *builder.ruled_by_none(rules, table)]
            rows = builder.reached(part, [sa.case((sa.and_(*left), 1), else_=0).label("changes")], table).subquery("r")
            counted = sa.select(rows.c.ord, sa.func.sum(rows.c.changes)).group_by(rows.c.ord)
            for row in self._run(counted, builder):
                ordinal, changes = tuple(row)
                counts[ordinal] = counts.get(ordinal, 0) + int(changes)
            builder = self._builder()
            self._run(builder.update(part, rules, masks), builder)
        return {ordinal: rows for ordinal, rows in counts.items() if rows}


def _owners(part: Reached, names: list[str]) -> Any:
    """From a deleted row's key columns to the ordinals it belonged to."""
    ways = []
    for access, keys in part.ways:
        owned: dict[tuple[str, ...], list[int]] = {}
        for ordinal, key in zip(keys.ordinals, keys.values, strict=True):
            owned.setdefault(tuple(map(str, key)), []).append(ordinal)
        ways.append((access, [names.index(name) for name in access.columns], owned))
    if len(ways) == 1 and not ways[0][0].normalise:
        _, positions, owned = ways[0]
        return lambda row: owned.get(tuple(str(row[at]) for at in positions), ())

    def ordinals(row: Sequence[object]) -> set[int]:
        found: set[int] = set()
        for access, positions, owned in ways:
            if all(row[at] is not None for at in positions):
                key = normalised_key(tuple(row[at] for at in positions), access.normalise)
                found.update(owned.get(tuple(map(str, key)), ()))
        return found

    return ordinals


def _sqlite_engine(path: Path, system: str, timeout: int) -> sa.Engine:
    if not path.is_file():
        raise StoreUnreachable(
            f"system {system!r}: there is no SQLite file at its url; check `url` and that the file exists"
        )
    engine = sa.create_engine(f"sqlite:///{path}", connect_args={"timeout": timeout}, poolclass=sa.pool.NullPool)

    @sa.event.listens_for(engine, "connect")
    def _prepare(connection: sqlite3.Connection, _: object) -> None:
        # The driver's own transactions start too late: reads before the first write would not belong to them.
        connection.isolation_level = None
        connection.execute("PRAGMA foreign_keys = ON")
        connection.create_function("habeas_hash", 2, hash_text, deterministic=True)

    @sa.event.listens_for(engine, "begin")
    def _begin(connection: sa.Connection) -> None:
        # A write that starts as a read may find the database locked half-way; IMMEDIATE takes the lock first.
        connection.exec_driver_sql(
            "BEGIN IMMEDIATE" if connection.get_execution_options().get("habeas_write") else "BEGIN"
        )

    return engine


def translated(error: sa.exc.DBAPIError, system: str) -> StoreError:
    """The driver's error without its statement and values, which may hold personal data."""
    kind = type(error.orig).__name__
    text = str(error.orig).lower()
    if "readonly" in text or "read-only" in text or "permission denied" in text or kind == "InsufficientPrivilege":
        return StoreReadOnly(
            f"system {system!r} refuses to be changed ({kind}); give its `url` a user that may write, or open the file for writing"
        )
    if isinstance(error, sa.exc.IntegrityError | sa.exc.DataError | sa.exc.ProgrammingError):
        return StoreRefused(f"system {system!r} refused a statement ({kind}); a constraint or a type stands against it")
    if "not a database" in text or "malformed" in text:
        return StoreRefused(f"system {system!r}: its file is no SQLite database ({kind})")
    return StoreUnreachable(
        f"system {system!r} does not answer ({kind}); check that it runs and that `url` is right, then try again"
    )
