"""A change that is tried and rolled back, and what the database did beside it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from typing import TYPE_CHECKING

import sqlalchemy as sa

from habeas.stores.errors import StoreRefused
from habeas.stores.masks import Mask
from habeas.stores.protocol import Beside, Changed, Rules
from habeas.stores.reached import Reached
from habeas.stores.sql.session import SqlSession

if TYPE_CHECKING:
    from habeas.stores.sql.store import SqlStore

# Rows that were put in, changed and taken out, table by table; partitions count as the whole. Besides those of this
# transaction there may be some of the one before it on the same connection.
CHANGED = sa.text(
    """
    SELECT CASE n.nspname WHEN current_schema() THEN '' ELSE n.nspname || '.' END || c.relname,
    sum(s.n_tup_ins), sum(s.n_tup_upd), sum(s.n_tup_del)
    FROM pg_stat_xact_user_tables s JOIN pg_class c ON c.oid = COALESCE(pg_partition_root(s.relid), s.relid)
    JOIN pg_namespace n ON n.oid = c.relnamespace
    WHERE s.n_tup_ins + s.n_tup_upd + s.n_tup_del > 0 GROUP BY 1
    """
)
TABLES = sa.text("SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite!_%' ESCAPE '!'")
NOTHING = (0, 0, 0)
ORPHANS = sa.text("SELECT count(*) FROM pragma_foreign_key_check")


class SqlRehearsal(SqlSession):
    """A session that counts the rows it touches itself, so that what else was touched shows."""

    sees_changes = True

    def __init__(self, store: SqlStore, connection: sa.Connection) -> None:
        super().__init__(store, connection)
        self._deleted: Counter[str] = Counter()
        self._masked: Counter[str] = Counter()
        self._before, self._counted = self._sizes(), self._counts()
        self._total, self._orphans = self._touched(), self._pointing_nowhere()

    @property
    def _is_sqlite(self) -> bool:
        return self.connection.dialect.name == "sqlite"

    def delete(self, reached: Reached, rules: Rules) -> Changed:
        self._deleted[reached.node.ref.table] += self._meant(reached, rules)
        return super().delete(reached, rules)

    def mask(self, reached: Reached, rules: Rules, masks: Mapping[str, Mask]) -> Changed:
        self._masked[reached.node.ref.table] += self._meant(reached, rules)
        return super().mask(reached, rules, masks)

    def _meant(self, reached: Reached, rules: Rules) -> int:
        """Rows, each once, whoever of a batch reaches them."""
        number = 0
        for part in reached.chunks(self.store.limits.keys_per_statement):
            builder = self._builder()
            table = builder.table(part.node)
            meant = sa.and_(builder.belongs(part, table), *builder.ruled_by_none(rules, table))
            number += self._run(sa.select(sa.func.count()).select_from(table).where(meant), builder).scalar_one()
        return number

    def check(self) -> None:
        """What would be looked at when the transaction ends. Raises StoreRefused."""
        if not self._is_sqlite:
            self.connection.execute(sa.text("SET CONSTRAINTS ALL IMMEDIATE"))
        elif self._pointing_nowhere() > self._orphans:
            raise StoreRefused(
                f"system {self.store.system!r} would refuse the erasure when it ends: rows would point at what is gone"
            )

    def beside(self) -> list[Beside]:
        """Rows touched that were none of ours, by triggers or foreign keys."""
        found = list(self._sqlite_beside() if self._is_sqlite else self._postgres_beside())
        return sorted(one for one in found if any(one[1:]))

    def _postgres_beside(self) -> list[Beside]:
        beside, found = [], self._counts()
        for name in {*found, *self._deleted, *self._masked}:
            after, before = found.get(name, NOTHING), self._counted.get(name, NOTHING)
            put, changed, gone = (rows - earlier for rows, earlier in zip(after, before, strict=True))
            beside.append(Beside(name, put, changed - self._masked[name], gone - self._deleted[name]))
        return beside

    def _counts(self) -> dict[str, tuple[int, ...]]:
        if self._is_sqlite:
            return {}
        return {name: tuple(map(int, rows)) for name, *rows in self.connection.execute(CHANGED)}

    def _sqlite_beside(self) -> list[Beside]:
        """Rows more or less in each table; rows that were changed are told for all tables together only."""
        after, found, rest = self._sizes(), [], self._touched() - self._total
        for name, rows in after.items():
            more = rows - self._before.get(name, 0) + self._deleted[name]
            found.append(Beside(name, max(more, 0), 0, max(-more, 0)))
            rest -= abs(more) + self._deleted[name] + self._masked[name]
        return [*found, Beside("", 0, rest, 0)]

    def _sizes(self) -> dict[str, int]:
        if not self._is_sqlite:
            return {}
        names = self.connection.scalars(TABLES).all()
        return {
            name: self.connection.scalar(sa.select(sa.func.count()).select_from(sa.table(name))) or 0 for name in names
        }

    def _touched(self) -> int:
        return self.connection.scalar(sa.text("SELECT total_changes()")) or 0 if self._is_sqlite else 0

    def _pointing_nowhere(self) -> int:
        return self.connection.scalar(ORPHANS) or 0 if self._is_sqlite else 0
