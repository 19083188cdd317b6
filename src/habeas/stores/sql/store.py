"""A SQL database as a store."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager
from pathlib import Path

import sqlalchemy as sa

from habeas.datamap.facts import SystemFacts
from habeas.datamap.limits import Limits
from habeas.stores.errors import StoreRefused
from habeas.stores.masks import Mask
from habeas.stores.pace import Pace
from habeas.stores.protocol import Rules
from habeas.stores.reached import Reached
from habeas.stores.sql import by_row
from habeas.stores.sql.dialects import COMPILED, DIALECTS
from habeas.stores.sql.engines import MYSQL, engine_for
from habeas.stores.sql.facts import read_facts
from habeas.stores.sql.failures import scrub, translated
from habeas.stores.sql.grants import Wanted, grants
from habeas.stores.sql.rehearsal import SqlRehearsal
from habeas.stores.sql.session import SqlSession
from habeas.stores.sql.statements import Builder

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
            # One snapshot for the whole answer.
            if connection.dialect.name == "postgresql":
                connection.execute(sa.text("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY"))
            elif connection.dialect.name in MYSQL:
                connection.execute(sa.text("START TRANSACTION WITH CONSISTENT SNAPSHOT, READ ONLY"))
            with closing(SqlSession(self, connection)) as session:
                yield session

    @contextmanager
    def writing(self) -> Iterator[SqlSession]:
        self._refuse_untried()
        with self._connection(self._write, is_writing=True) as connection:
            connection = connection.execution_options(habeas_write=True)
            with connection.begin():
                if connection.dialect.name == "postgresql":
                    connection.execute(sa.text(_bounds(self.limits)))
                elif connection.dialect.name in MYSQL:
                    # What is locked before it is counted is what is changed; no gaps between rows are locked.
                    connection.execute(sa.text("SET TRANSACTION ISOLATION LEVEL READ COMMITTED"))
                    seconds = self.limits.lock_timeout.removesuffix("s")
                    connection.execute(sa.text(f"SET SESSION innodb_lock_wait_timeout = {seconds}"))
                with closing(SqlSession(self, connection)) as session:
                    yield session

    @contextmanager
    def rehearsing(self) -> Iterator[SqlRehearsal]:
        self._refuse_untried()
        if self._write.dialect.name in MYSQL:
            raise StoreRefused(
                f"system {self.system!r}: MariaDB does not tell what triggers and foreign keys did; it has no rehearsal"
            )
        with self._connection(self._write, is_writing=True) as connection:
            connection = connection.execution_options(habeas_write=True)
            with connection.begin() as transaction:
                if connection.dialect.name == "postgresql":
                    connection.execute(sa.text(_bounds(self.limits)))
                with closing(SqlRehearsal(self, connection)) as session:
                    yield session
                transaction.rollback()

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
        dialect = self._write.dialect
        ours = DIALECTS[dialect.name]
        reached = Reached(reached.node, tuple((access, keys) for access, keys in reached.ways if len(keys)))
        shown = []
        for part in by_row.one_by_one(reached) if ours.joins else [reached]:
            builder = Builder(ours, "***")
            statement = builder.update(part, rules, masks) if masks else builder.delete(part, rules)
            shown.append(str(statement.compile(dialect=dialect)))
        return ";\n".join(shown)

    @property
    def untried(self) -> str:
        """The database's name, if its statements are compiled and were run nowhere yet; else nothing."""
        ours = COMPILED.get(self._write.dialect.name)
        return ours.title if ours else ""

    def _refuse_untried(self) -> None:
        if self.untried:
            raise StoreRefused(
                f"system {self.system!r}: changes in {self.untried} are compiled, not run here, so that none is made; "
                "`habeas erase ... --sql` shows them for somebody to run"
            )

    @property
    def dialect(self) -> sa.Dialect:
        return self._write.dialect

    def grants(self, wanted: Wanted, user: str) -> list[str]:
        """The statements that give a user these privileges, for people to run."""
        return list(grants(self.dialect, wanted, user, self._named_schema()))

    def _named_schema(self) -> str:
        """The schema that the connection chose (`search_path`); whoever runs the grants may stand in another one."""
        if self.dialect.name != "postgresql":
            return ""
        with self._connection(self._write) as connection:
            own = connection.scalar(sa.text("SELECT current_schema()"))
        return "" if own in (None, "public") else str(own)

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
