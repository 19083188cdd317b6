"""One unit of work in a SQL database."""

from __future__ import annotations

from collections.abc import Collection, Generator, Iterable, Iterator, Mapping, Sequence
from itertools import islice
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa

from habeas.datamap.graph import Node, TableRef
from habeas.stores.keys import pointed
from habeas.stores.masks import Mask
from habeas.stores.protocol import Batch, Changed, Counted, NewValue, Rules
from habeas.stores.reached import Key, Keys, Reached, Reference
from habeas.stores.sql import by_row
from habeas.stores.sql.constraints import violations
from habeas.stores.sql.dialects import DIALECTS
from habeas.stores.sql.joined import referenced_keys
from habeas.stores.sql.new_values import Trial
from habeas.stores.sql.packets import keys_a_statement, refuse_oversized
from habeas.stores.sql.statements import Builder
from habeas.stores.sql.streaming import streamed

if TYPE_CHECKING:
    from habeas.stores.sql.store import SqlStore


class SqlSession:
    """One connection, one transaction."""

    def __init__(self, store: SqlStore, connection: sa.Connection) -> None:
        self.store = store
        self.connection = connection
        self.statements = 0
        # The largest statement that the server takes, where it has such a limit.
        self._packet: int | None = connection.info.get("max_allowed_packet")
        self._joins = DIALECTS[connection.dialect.name].joins
        self._reading: Generator[Batch, None, None] | None = None
        self._renamed: dict[TableRef, dict[Key, Key]] = {}  # rows whose keys this session has changed

    def _builder(self) -> Builder:
        return Builder(DIALECTS[self.connection.dialect.name], self.store.secret)

    def _chunks(self, reached: Reached) -> Iterator[Reached]:
        return reached.chunks(self._most([keys for _, keys in reached.ways]))

    def _most(self, ways: Sequence[Keys]) -> int:
        """How many keys a statement may carry."""
        return keys_a_statement(self.store.limits.keys_per_statement, self._packet, ways)

    def _run(self, statement: sa.Executable, builder: Builder) -> sa.CursorResult[Any]:
        self._refuse_between()
        self.statements += 1
        refuse_oversized(self._packet, builder.parameters, self.store.system)
        self.store.pace.statement()
        result = self.connection.execute(statement, builder.parameters)
        if not result.returns_rows:
            self.store.pace.rows(result.rowcount)
        return result

    def _rows(self, statement: sa.Executable, builder: Builder) -> Batch:
        """Few rows, as the driver gives them."""
        with self._run(statement, builder) as result:
            rows: Batch = result.cursor_strategy.fetchall(result, result.cursor)
            return rows

    def _stream(self, statement: sa.Executable, builder: Builder) -> Iterator[Batch]:
        self._refuse_between()
        self.statements += 1
        self.store.pace.statement()
        refuse_oversized(self._packet, builder.parameters, self.store.system)
        self._reading = streamed(self.connection, statement, builder.parameters)
        try:
            for rows in self._reading:
                yield rows
                self.store.pace.rows(len(rows))
                self.store.pace.pause()
        finally:
            self.close()

    def close(self) -> None:
        """Read no further. Who breaks off in the middle of a stream must not wait for its end to roll back."""
        if self._reading is not None:
            self._reading.close()
            self._reading = None

    def _refuse_between(self) -> None:
        if self._reading is not None:
            raise RuntimeError(
                "a statement while the answer to another is still read: the connection would wait for ever"
            )

    def export(self, reached: Reached, columns: Sequence[str]) -> Iterator[Batch]:
        for part in self._chunks(reached):
            builder = self._builder()
            yield from self._stream(builder.export(part, columns), builder)

    def count(self, reached: Reached, rules: Rules, columns: Sequence[str]) -> Iterator[Counted]:
        for part in self._chunks(reached):
            builder = self._builder()
            for ordinal, rule, rows, *filled in self._rows(builder.count(part, rules, columns), builder):
                yield Counted(ordinal, rule, rows, tuple(filled))

    def rows(self, reached: Reached, rules: Rules, columns: Sequence[str]) -> Iterator[Batch]:
        for part in self._chunks(reached):
            builder = self._builder()
            yield from self._stream(builder.rows(part, rules, columns), builder)

    def referenced(self, reference: Reference, keys: Sequence[Key]) -> set[Key]:
        facts = self.store.facts().tables[reference.table]
        found: set[Key] = set()
        most = self._most([Keys([], list(keys))])
        for start in range(0, len(keys), most):
            builder, part = self._builder(), keys[start : start + most]
            if self._joins:
                found.update(
                    part[row[0]] for row in self._run(referenced_keys(builder, reference, part, facts), builder)
                )
            else:
                rows = (tuple(row) for row in self._run(builder.referenced(reference, part, facts), builder))
                found.update(pointed(rows, facts.column(reference.columns[0]), keys))
        if self._joins:
            return found
        return _as_asked(found, keys) if any(reference.collations) else found

    def violations(self, reached: Reached, rules: Rules, masks: Mapping[str, Mask]) -> Sequence[str]:
        return violations(self._run, self._builder, reached, rules, masks)

    def refusals(
        self, node: Node, key: Sequence[str], column: str, changes: Sequence[NewValue], together: Collection[str]
    ) -> Sequence[str]:
        trial = Trial(self._run, self._builder, node, key, column, together)
        most = self._most([Keys([], [(*row, old, new) for row, old, new in changes])])
        parts = (changes[start : start + most] for start in range(0, len(changes), most))
        return list(dict.fromkeys(text for part in parts for text in trial.breaks(part)))

    def delete(self, reached: Reached, rules: Rules) -> Changed:
        counts: dict[int, int] = {}
        rows = 0
        if self._joins:
            return self._delete_by_row(reached, rules)
        self._let_go(reached, rules)
        for part in self._chunks(reached):
            builder = self._builder()
            if self.connection.dialect.name == "postgresql":
                _add(counts, self._rows(builder.delete_counted(part, rules), builder))
                rows = sum(counts.values())
            else:
                self._count_left(part, rules, counts)
                rows += self._run(builder.delete(part, rules), builder).rowcount
        return Changed(counts, rows)

    def _let_go(self, reached: Reached, rules: Rules) -> None:
        """Before rows go in several statements, those that point at others of their own table let go of them."""
        nulls = by_row.pointers_to_let_go(reached, rules)
        if nulls and len(list(islice(self._chunks(reached), 2))) > 1:
            for part in self._chunks(reached):
                builder = self._builder()
                self._run(builder.update(part, rules, nulls), builder)

    def _delete_by_row(self, reached: Reached, rules: Rules) -> Changed:
        counts: dict[int, int] = {}
        parts = list(self._chunks(reached))
        for part in parts:
            by_row.lock(self._run, self._builder, part, rules)
            self._count_left(part, rules, counts)
        return Changed(counts, by_row.delete(self._run, self._builder, parts, rules) if parts else 0)

    def mask(self, reached: Reached, rules: Rules, masks: Mapping[str, Mask]) -> Changed:
        """Counted first: afterwards the rows may no longer show whose they were."""
        counts: dict[int, int] = {}
        rows = 0
        for part in self._chunks(reached):
            if self._joins:
                by_row.lock(self._run, self._builder, part, rules)
            self._count_left(part, rules, counts)
            if self._joins:
                rows += by_row.update(self._run, self._builder, part, rules, masks)
            else:
                builder = self._builder()
                rows += self._run(builder.update(part, rules, masks), builder).rowcount
        return Changed(counts, rows)

    def replace(self, node: Node, key: Sequence[str], column: str, changes: Sequence[NewValue]) -> int:
        renamed = self._renamed.setdefault(node.ref, {})
        today = [(renamed.get(row, row), old, new) for row, old, new in changes]
        rows = 0
        most = self._most([Keys([], [(*row, old, new) for row, old, new in today])])
        for start in range(0, len(today), most):
            builder = self._builder()
            statement = builder.replace(node, key, column, today[start : start + most])
            rows += self._run(statement, builder).rowcount
        if column in key:  # a row that is found by the value itself has another key from now on
            at = list(key).index(column)
            for (before, _, new), (row, _, _) in zip(changes, today, strict=True):
                renamed[before] = (*row[:at], new, *row[at + 1 :])
        return rows

    def _count_left(self, part: Reached, rules: Rules, counts: dict[int, int]) -> None:
        builder = self._builder()
        _add(counts, self._rows(builder.left(part, rules), builder))


def _as_asked(found: Iterable[Key], keys: Sequence[Key]) -> set[Key]:
    """The keys that were asked for, of those found in another spelling."""
    spelled = {_folded(key) for key in found}
    return {key for key in keys if _folded(key) in spelled}


def _folded(key: Key) -> tuple[str, ...]:
    return tuple(str(value).casefold().rstrip() for value in key)


def _add(counts: dict[int, int], rows: Batch) -> None:
    for ordinal, number in rows:
        counts[ordinal] = counts.get(ordinal, 0) + number
