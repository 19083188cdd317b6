"""Every statement against a person's rows, built in one place.

Values are always bound; identifiers pass through SQLAlchemy's quoting. The keys of a batch are a row source that is
joined, so that one statement answers for every request of the batch.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, assert_never

import sqlalchemy as sa

from habeas.datamap.facts import ColumnFacts, TableFacts, column_facts
from habeas.datamap.graph import Access, Condition, Node
from habeas.datamap.tables import Scalar
from habeas.stores.masks import Mask
from habeas.stores.reached import (
    AllOf,
    AlreadyMasked,
    KeyAmong,
    Keys,
    Matches,
    NoneOf,
    OlderThan,
    Predicate,
    Reached,
    Reference,
    YoungerThan,
)
from habeas.stores.sql.dialects.dialect import Dialect, Expression, as_condition, columns_of, is_among
from habeas.stores.sql.merge import Merge

Parameters = dict[str, object]
Rows = sa.TableClause | sa.FromClause


@dataclass
class Builder:
    """Builds statements and collects their parameters; one for each statement."""

    dialect: Dialect
    secret: str = ""
    parameters: Parameters = field(default_factory=dict)
    _names: int = 0
    _facts: dict[str, Mapping[str, ColumnFacts]] = field(default_factory=dict)

    # Row sources

    def name(self) -> str:
        self._names += 1
        return f"habeas_k{self._names}"

    def keys(self, keys: Keys, node: Node, access: Access) -> sa.FromClause:
        name = self.name()
        columns = [self._compared(node.facts.column(column), access) for column in access.columns]
        source, parameters = self.dialect.keys(name, keys, columns)
        self.parameters.update(parameters)
        return source

    @staticmethod
    def _compared(facts: ColumnFacts | None, access: Access) -> ColumnFacts | None:
        """What the column is compared as: its normal form is a text."""
        if access.normalise is None or facts is None:
            return facts
        return replace(facts, type="text", family="text", max_length=None, values=())

    def reached(
        self, reached: Reached, wanted: Sequence[Expression], table: Rows, left: Sequence[Expression] = ()
    ) -> sa.Select[Any] | sa.CompoundSelect[Any]:
        """ord and `wanted` for each reached row of those `left`, each row once for each request that reaches it."""
        sources = [(access, self.keys(keys, reached.node, access)) for access, keys in reached.ways]
        selects = []
        for index, (access, source) in enumerate(sources):
            select = sa.select(source.c.ord, *wanted).select_from(source.join(table, self._met(access, source, table)))
            if self.facts_at(access.columns[0], table).is_each:
                select = select.where(self._is_first(access, source, table))
            for earlier, other in sources[:index]:
                again = sa.select(sa.literal(1)).where(other.c.ord == source.c.ord, self._met(earlier, other, table))
                select = select.where(~sa.exists(again.correlate(source, table)))
            selects.append(select.where(*left, *self._narrowed(access, source, reached.node, table)))
        return selects[0] if len(selects) == 1 else sa.union_all(*selects)

    def _is_first(self, access: Access, source: sa.FromClause, table: Rows) -> Expression:
        """An array may hold several keys of one request: the least of them reaches the row."""
        other = source.alias(self.name())
        less = sa.select(sa.literal(1)).select_from(other)
        less = less.where(other.c.ord == source.c.ord, other.c.v0 < source.c.v0, self._met(access, other, table))
        return ~sa.exists(less.correlate(source, table))

    def _met(self, access: Access, source: sa.FromClause, table: Rows) -> Expression:
        parts = [self._equals(access, name, table, source.c[f"v{i}"]) for i, name in enumerate(access.columns)]
        return sa.and_(*parts, *(self.condition(condition, table) for condition in access.where))

    def _equals(self, access: Access, name: str, table: Rows, key: Expression) -> Expression:
        facts = self.facts_at(name, table)
        if not facts.is_each:
            return self.dialect.same(self.at(name, table), key, access, facts)
        found = None if access.normalise else self.dialect.holds(self.holder(name, table), facts, key)
        return self._has(name, table, lambda value: value == key, access) if found is None else found

    def _has(
        self, name: str, table: Rows, holds: Callable[[Expression], Expression], access: Access | None = None
    ) -> Expression:
        """Whether the array has an element for which it holds."""
        elements = self.dialect.elements(self.holder(name, table), self.facts_at(name, table))
        value: Expression = elements.c.value
        if access is not None and access.normalise:
            value = self.dialect.normalised(value, access.normalise)
        return sa.exists(sa.select(sa.literal(1)).select_from(elements).where(holds(value)).correlate_except(elements))

    def column(self, access: Access, name: str, table: Rows) -> Expression:
        column = self.at(name, table)
        return self.dialect.normalised(column, access.normalise) if access.normalise else column

    def at(self, name: str, table: Rows) -> Expression:
        """A column, or what lies inside one."""
        facts = self.facts_at(name, table)
        return self.dialect.inside(self.holder(name, table), facts) if facts.place else table.c[name]

    def holder(self, name: str, table: Rows) -> Expression:
        """The column of that name, or the one in which it lies."""
        place = self.facts_at(name, table).place
        return table.c[place.column if place else name]

    def facts_at(self, name: str, table: Rows) -> ColumnFacts:
        found = column_facts(self._facts_of(table), name)
        assert found is not None, name
        return found

    # Predicates

    def condition(self, condition: Condition, table: Rows) -> Expression:
        name, values = condition
        column = self.at(name, table)
        parts: list[Expression] = [column.is_(None)] if None in values else []
        present = [value for value in values if value is not None]
        if present:
            parts.append(column.in_([self._same_type(value, table, name) for value in present]))
        return sa.or_(sa.false(), *parts)

    def _same_type(self, value: Scalar, table: Rows, name: str) -> Expression:
        return self.dialect.value(value, self.facts_at(name, table))

    def predicate(self, predicate: Predicate, table: Rows) -> Expression:
        """Never null: a row of which a column is unknown is ruled by the next rule, and spared by none."""
        match predicate:
            case Matches(found):
                holds = (self.known(self.condition(condition, table)) for condition in found)
                return sa.and_(sa.true(), *holds)
            case YoungerThan(name, day):
                column, facts = self.at(name, table), self.facts_at(name, table)
                return sa.or_(sa.not_(self.dialect.is_day(column, facts)), column > self.dialect.value(day, facts))
            case OlderThan(name, day):
                column, facts = self.at(name, table), self.facts_at(name, table)
                old = sa.and_(self.dialect.is_day(column, facts), column < self.dialect.value(day, facts))
                return self.known(old)
            case KeyAmong(columns, keys):
                return self._among(columns, Keys([0] * len(keys), list(keys)), table)
            case AlreadyMasked(masks):
                return sa.and_(*(self._is_masked(name, mask, table) for name, mask in masks))
            case AllOf(predicates):
                return sa.and_(sa.true(), *(self.predicate(part, table) for part in predicates))
            case NoneOf(predicates):
                return sa.and_(sa.true(), *(sa.not_(self.predicate(part, table)) for part in predicates))
        assert_never(predicate)

    def known(self, condition: Expression) -> Expression:
        """The condition, which does not hold where it is unknown."""
        if self.dialect.syntax.has_booleans:
            return sa.func.coalesce(condition, sa.false())
        return as_condition((condition,))

    def held(self, columns: Sequence[Expression], chosen: sa.Select[Any] | sa.CompoundSelect[Any]) -> Expression:
        """Whether the columns hold one of the chosen rows."""
        if len(columns) == 1 or self.dialect.syntax.compares_rows:
            found: Expression = columns_of(columns).in_(chosen)
            return found
        return is_among(columns, chosen.subquery(self.name()))

    def _is_masked(self, name: str, mask: Mask, table: Rows) -> Expression:
        facts = self.facts_at(name, table)
        look = self.dialect.is_replaced if facts.place else self.dialect.is_masked
        return look(self.holder(name, table), facts, mask, self.secret)

    def _among(self, columns: tuple[str, ...], keys: Keys, table: Rows) -> Expression:
        name = self.name()
        source, parameters = self.dialect.keys(name, keys, [self.facts_at(column, table) for column in columns])
        self.parameters.update(parameters)
        chosen = sa.select(*(source.c[f"v{index}"] for index in range(len(columns))))
        return self.known(self.held([self.at(column, table) for column in columns], chosen))

    def table(self, node: Node) -> sa.TableClause:
        return self.named(node.ref.table, node.facts.columns, node.facts.schema)

    def _facts_of(self, table: Rows) -> Mapping[str, ColumnFacts]:
        named = table.element if type(table) is sa.Alias else table
        assert isinstance(named, sa.TableClause | sa.CTE)
        return self._facts[named.fullname if isinstance(named, sa.TableClause) else named.name]

    def named(self, name: str, columns: Mapping[str, ColumnFacts], schema: str = "") -> sa.TableClause:
        plain = name.removeprefix(f"{schema}.") if schema else name
        table = sa.table(plain, *(sa.column(column) for column in columns), schema=schema or None)
        self._facts[table.fullname] = columns
        return table

    def rule(self, rules: Sequence[Predicate], table: sa.TableClause) -> Expression:
        """The number of the first rule that holds."""
        if not rules:
            return sa.literal(0)
        cases = [(self.predicate(rule, table), sa.literal(index)) for index, rule in enumerate(rules)]
        return sa.case(*cases, else_=sa.literal(len(rules)))

    def ruled_by_none(self, rules: Sequence[Predicate], table: Rows) -> list[Expression]:
        return [sa.not_(self.predicate(rule, table)) for rule in rules]

    def belongs(self, reached: Reached, table: sa.TableClause) -> Expression:
        """Whether a row is reached at all, for statements that do not ask by whom."""
        ways = [way for way in reached.ways if len(way[1])]
        key = reached.node.facts.primary_key
        if self.dialect.joins:
            return self._belongs_exactly(ways, reached.node, table)
        if len(ways) > 1 and key:
            # An OR over several row sources would read the whole table; a union by primary key uses every index.
            again = table.alias("again")
            chosen = sa.union(*(self._chosen(access, keys, reached.node, again, key) for access, keys in ways))
            return self.held([table.c[name] for name in key], chosen)
        return sa.or_(sa.false(), *(self._in_way(access, keys, reached.node, table) for access, keys in ways))

    def _narrowed(self, access: Access, source: sa.FromClause, node: Node, table: Rows) -> list[Expression]:
        """What the join says already, said so that a planner sees an index and not a table to be hashed whole."""
        if not (self.dialect.narrows_joins and len(access.columns) == 1 and isinstance(table, sa.TableClause)):
            return []
        return [self._among_keys(access, source, node, table)]

    def _in_way(self, access: Access, keys: Keys, node: Node, table: sa.TableClause) -> Expression:
        held = self._among_keys(access, self.keys(keys, node, access), node, table)
        return sa.and_(held, *(self.condition(condition, table) for condition in access.where))

    def _among_keys(self, access: Access, source: sa.FromClause, node: Node, table: Rows) -> Expression:
        if self.facts_at(access.columns[0], table).is_each:
            chosen = sa.select(source.c.v0)
            return self._has(access.columns[0], table, lambda value: value.in_(chosen), access)
        facts = [self._compared(node.facts.column(name), access) for name in access.columns]
        return self.dialect.among([self.column(access, name, table) for name in access.columns], source, facts)

    def _belongs_exactly(self, ways: Sequence[tuple[Access, Keys]], node: Node, table: sa.TableClause) -> Expression:
        key = node.facts.primary_key
        if key and ways:
            again = table.alias("again")
            # A union that stands there by itself would be read once for each row.
            chosen = sa.union(*(self._chosen(*way, node, again, key) for way in ways)).subquery(self.name())
            among: Expression = columns_of([table.c[name] for name in key]).in_(sa.select(chosen))
            return among
        met = []
        for access, keys in ways:
            source = self.keys(keys, node, access)
            met.append(sa.exists(sa.select(sa.literal(1)).select_from(source).where(self._met(access, source, table))))
        return sa.or_(sa.false(), *met)

    def _chosen(self, access: Access, keys: Keys, node: Node, table: Rows, key: tuple[str, ...]) -> sa.Select[Any]:
        source = self.keys(keys, node, access)
        met = self._met(access, source, table)
        return sa.select(*(table.c[name] for name in key)).select_from(source.join(table, met))

    # Statements

    def export(self, reached: Reached, columns: Sequence[str]) -> sa.Select[Any] | sa.CompoundSelect[Any]:
        table = self.table(reached.node)
        return self.reached(reached, [self.at(name, table) for name in columns], table)

    def count(self, reached: Reached, rules: Sequence[Predicate], columns: Sequence[str]) -> sa.Select[Any]:
        table = self.table(reached.node)
        wanted = [
            self.rule(rules, table).label("rule"),
            *(self.at(name, table).label(f"c{i}") for i, name in enumerate(columns)),
        ]
        rows = self.reached(reached, wanted, table).subquery("r")
        counts = [sa.func.count(rows.c[f"c{index}"]) for index in range(len(columns))]
        return sa.select(rows.c.ord, rows.c.rule, sa.func.count(), *counts).group_by(rows.c.ord, rows.c.rule)

    def rows(
        self, reached: Reached, rules: Sequence[Predicate], columns: Sequence[str]
    ) -> sa.Select[Any] | sa.CompoundSelect[Any]:
        table = self.table(reached.node)
        left = self.ruled_by_none(rules, table)
        return self.reached(reached, [self.at(name, table) for name in columns], table, left)

    def referenced(self, reference: Reference, keys: Sequence[tuple[object, ...]], facts: TableFacts) -> sa.Select[Any]:
        """Those of the keys that a row which remains still holds."""
        table = self.named(reference.table, facts.columns, facts.schema)
        name = self.name()
        source, parameters = self.dialect.keys(
            name, Keys([0] * len(keys), list(keys)), [self.facts_at(c, table) for c in reference.columns]
        )
        self.parameters.update(parameters)
        # A foreign key compares as its target does: without that, 'ABC' would not be seen to point at 'abc'.
        collations = reference.collations or ("",) * len(reference.columns)
        held: list[Expression] = [
            sa.collate(self.at(column, table), how) if how else self.at(column, table)
            for column, how in zip(reference.columns, collations, strict=True)
        ]
        # No join: the table need have no index here, and SQLite would read it once for each key.
        chosen = sa.select(*(source.c[f"v{index}"] for index in range(len(held))))
        if self.facts_at(reference.columns[0], table).is_each:
            among = self._has(reference.columns[0], table, lambda value: value.in_(chosen))
        else:
            among = self.held(held, chosen)
        select = sa.select(*held).distinct().select_from(table).where(among)
        if reference.released is None:
            return select
        left = [self.belongs(reference.released, table), *self.ruled_by_none(reference.stay, table)]
        return select.where(sa.not_(self.known(sa.and_(*left))))

    def left(self, reached: Reached, rules: Sequence[Predicate], table: Rows | None = None) -> sa.Select[Any]:
        """Rows under none of the rules, by ordinal."""
        table = self.table(reached.node) if table is None else table
        rows = self.reached(reached, [self.spared(rules, table).label("spared")], table).subquery("r")
        return sa.select(rows.c.ord, sa.func.count()).where(rows.c.spared == 0).group_by(rows.c.ord)

    def spared(self, rules: Sequence[Predicate], table: Rows) -> Expression:
        return sa.case((sa.and_(sa.true(), *self.ruled_by_none(rules, table)), 0), else_=1)

    def delete(self, reached: Reached, rules: Sequence[Predicate]) -> sa.Delete:
        table = self.table(reached.node)
        condition = sa.and_(self.to_change(reached, table), *self.ruled_by_none(rules, table))
        return sa.delete(table).where(condition)

    def to_change(self, reached: Reached, table: sa.TableClause) -> Expression:
        """The rows to change: as a condition, or for a database that joins, as one with the keys of a single way."""
        if not self.dialect.joins:
            return self.belongs(reached, table)
        [(access, keys)] = reached.ways
        return self._met(access, self.keys(keys, reached.node, access), table)

    def delete_counted(self, reached: Reached, rules: Sequence[Predicate]) -> sa.Select[Any]:
        """`delete`, answering with the rows deleted by ordinal: for databases that can do both in one statement."""
        statement = self.delete(reached, rules)
        used = dict.fromkeys(
            self.holder(name, statement.table).name
            for access, _ in reached.ways
            for name in (*access.columns, *(name for name, _ in access.where))
        )
        gone = statement.returning(*(statement.table.c[name] for name in used)).cte("habeas_gone")
        self._facts["habeas_gone"] = reached.node.facts.columns
        return self.left(reached, (), gone)

    def update(self, reached: Reached, rules: Sequence[Predicate], masks: Mapping[str, Mask]) -> sa.Update:
        table = self.table(reached.node)
        masked = self.masked(masks, table)
        values = {table.c[name]: self._led(name, new, reached, table) for name, new in masked.items()}
        condition = sa.and_(self.to_change(reached, table), *self.ruled_by_none(rules, table))
        return sa.update(table).where(condition).values(values)

    def replace(
        self, node: Node, key: Sequence[str], column: str, changes: Sequence[tuple[tuple[object, ...], object, object]]
    ) -> sa.Update | Merge:
        """New values for a column of rows that hold the old ones."""
        table, source, found = self.to_replace(node, key, column, changes)
        new = source.c[f"v{len(key) + 1}"]
        if self.dialect.syntax.updates_from:
            return sa.update(table).where(*found).values({table.c[column]: new})
        *row, is_old = found
        return Merge(table, source, sa.and_(*row), is_old, table.c[column], new)

    def to_replace(
        self, node: Node, key: Sequence[str], column: str, changes: Sequence[tuple[tuple[object, ...], object, object]]
    ) -> tuple[sa.TableClause, sa.FromClause, list[Expression]]:
        """The table, the changes as rows (key, old value, new value), and what tells which belong together."""
        table, name = self.table(node), self.name()
        facts = [node.facts.columns[part] for part in (*key, column, column)]
        keys = Keys([0] * len(changes), [(*row, old, new) for row, old, new in changes])
        source, parameters = self.dialect.keys(name, keys, facts)
        self.parameters.update(parameters)
        found: list[Expression] = [table.c[part] == source.c[f"v{index}"] for index, part in enumerate((*key, column))]
        return table, source, found

    def _led(self, name: str, masked: Expression, reached: Reached, table: sa.TableClause) -> Expression:
        if not reached.node.is_cascade or len(reached.ways) == 1:
            return masked
        # Another pointer of the same row may lead to somebody who stays.
        ways = [way for way in reached.ways if name in way[0].columns and len(way[1])]
        led = sa.or_(sa.false(), *(self._in_way(access, keys, reached.node, table) for access, keys in ways))
        return sa.case((led, masked), else_=table.c[name])

    def masked(self, masks: Mapping[str, Mask], table: sa.TableClause) -> dict[str, Expression]:
        """The new value of each column that the masks change; those inside one column are put in one after the other."""
        found: dict[str, Expression] = {}
        for name, mask in masks.items():
            facts = self.facts_at(name, table)
            if facts.place is None:
                found[name] = self.dialect.masked(table.c[name], facts, mask, self.secret)
            else:
                document = found.get(facts.place.column, table.c[facts.place.column])
                found[facts.place.column] = self.dialect.replaced(document, facts, mask, self.secret)
        return found
