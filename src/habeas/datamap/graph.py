"""How a person's rows are reached: every table's ways in, from identifiers and from other tables.

Foreign keys of the database answer `via`; they never widen what is collected by themselves.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import NamedTuple

from habeas.datamap.facts import ColumnFacts, ForeignKey, SystemFacts, TableFacts
from habeas.datamap.problems import DataMapError
from habeas.datamap.tables import Link, Normalise, Scalar, System, Table

LINK = re.compile(r"^(?:(?P<system>\w+)\.)?(?P<table>\w+)\.(?P<columns>\w+(?:\.\$[.\[].*|\[\*\])?|\([\w, ]+\))$")

# Knowing one of these finds many people: they confirm a record, they never select one.
NOT_SELECTIVE = frozenset({"name", "given_name", "family_name", "birth_date", "street", "city", "state", "postal_code"})


class LinkUnclear(DataMapError):
    """A link of the data map leads nowhere."""


class TableRef(NamedTuple):
    system: str
    table: str

    def __str__(self) -> str:
        return f"{self.system}.{self.table}"


@dataclass(frozen=True)
class Seed:
    """An identifier of a kind (email, phone, core.person, ...) that the request came with."""

    kind: str


@dataclass(frozen=True)
class Parent:
    """Columns of rows that were reached already."""

    ref: TableRef
    columns: tuple[str, ...]


Condition = tuple[str, tuple[Scalar, ...]]


@dataclass(frozen=True)
class Access:
    """One way into a table: its `columns` equal what `source` holds, under the conditions `where`."""

    columns: tuple[str, ...]
    source: Seed | Parent
    normalise: Normalise | None = None
    where: tuple[Condition, ...] = ()
    is_up: bool = False
    stops: bool = False  # rows reached by it lead no further


@dataclass(frozen=True)
class Node:
    """A table with what the map says, what the store says, and its ways in."""

    ref: TableRef
    table: Table
    facts: TableFacts
    accesses: tuple[Access, ...]
    is_cascade: bool = False  # nobody's rows, that hang on rows an erasure deletes: see `datamap.cascade`

    @property
    def stops(self) -> bool:
        """Whether some of its rows lead no further."""
        return any(access.stops for access in self.accesses)


@dataclass(frozen=True)
class Graph:
    nodes: Mapping[TableRef, Node]
    facts: Mapping[str, SystemFacts]
    holding: frozenset[TableRef] = frozenset()  # outside the graph, and the map says that their rows hold others back

    def for_reading(self) -> Graph:
        """Without the tables that only an erasure follows."""
        return replace(self, nodes={ref: node for ref, node in self.nodes.items() if not node.is_cascade})

    def exported(self, ref: TableRef) -> tuple[tuple[str, ...], ...]:
        """The column groups of `ref` whose values open other tables."""
        groups = {
            access.source.columns: None
            for node in self.nodes.values()
            for access in node.accesses
            if isinstance(access.source, Parent) and access.source.ref == ref
        }
        return tuple(groups)


def conditions(where: Mapping[str, Scalar | list[Scalar]]) -> tuple[Condition, ...]:
    return tuple((name, tuple(value) if isinstance(value, list) else (value,)) for name, value in where.items())


def parse_link(text: str, system: str) -> Parent:
    """`person.id`, `core.person.email`, `event.payload.$.customer.id`, `person.order_ids[*]` or `orders.(region, number)`.

    >>> parse_link("core.person.email", "crm")
    Parent(ref=TableRef(system='core', table='person'), columns=('email',))
    """
    found = LINK.match(text.strip())
    if not found:
        raise LinkUnclear(f"link {text!r} is not of the form TABLE.COLUMN or SYSTEM.TABLE.COLUMN")
    columns = tuple(part.strip() for part in found["columns"].strip("()").split(","))
    return Parent(TableRef(found["system"] or system, found["table"]), columns)


def foreign_key(columns: tuple[str, ...], facts: TableFacts) -> ForeignKey:
    """The foreign key on exactly these columns. Raises LinkUnclear when there is none, or two that disagree."""
    keys = {(key.table, key.target): key for key in facts.foreign_keys if key.columns == columns}
    name = ", ".join(columns)
    if not keys:
        raise LinkUnclear(
            f"`via: {name}`: the database declares no foreign key there; write `link: TABLE.COLUMN` with `column: {name}`"
        )
    if len(keys) > 1:
        raise LinkUnclear(
            f"`via: {name}`: two foreign keys start there; write `link: TABLE.COLUMN` with `column: {name}`"
        )
    return next(iter(keys.values()))


def build_graph(systems: Mapping[str, System], facts: Mapping[str, SystemFacts]) -> Graph:
    """The ways into every table. Raises LinkUnclear; `habeas check` names the line."""
    ways: dict[TableRef, list[Access]] = {}
    for name, system in systems.items():
        for table_name, table in system.tables.items():
            if table.ignore is not None or table.not_searched is not None:
                continue
            ref = TableRef(name, table_name)
            ways.setdefault(ref, []).extend(_ways_in(ref, table, facts))
            for target, access in ways_up(ref, table):
                ways.setdefault(target, []).append(access)
    return Graph({ref: _node(ref, tuple(dict.fromkeys(found)), systems, facts) for ref, found in ways.items()}, facts)


def _node(
    ref: TableRef,
    accesses: tuple[Access, ...],
    systems: Mapping[str, System],
    facts: Mapping[str, SystemFacts],
) -> Node:
    if ref.system not in systems or ref.table not in systems[ref.system].tables:
        raise LinkUnclear(f"a link points to {ref}, which the data map does not name")
    table = systems[ref.system].tables[ref.table]
    if table.ignore is not None or table.not_searched is not None:
        raise LinkUnclear(f"a link points to {ref}, which the data map says is ignored or not searched")
    own = facts_of(ref, facts)
    for access in accesses:
        for name in (*access.columns, *(name for name, _ in access.where)):
            if column_of(own, name) is None:
                raise LinkUnclear(f"table {ref} has no column {name!r}; `habeas check` lists what differs")
    return Node(ref, table, own, accesses)


def column_of(facts: TableFacts, name: str) -> ColumnFacts | None:
    """A column or what lies inside one. Raises LinkUnclear where the name is no path."""
    try:
        return facts.column(name)
    except ValueError as error:
        raise LinkUnclear(str(error)) from None


def facts_of(ref: TableRef, facts: Mapping[str, SystemFacts]) -> TableFacts:
    found = facts[ref.system].tables.get(ref.table) if ref.system in facts else None
    if found is None:
        raise LinkUnclear(
            f"the data map names {ref}, which system {ref.system!r} does not have; `habeas check` lists what differs"
        )
    return found


def _ways_in(ref: TableRef, table: Table, facts: Mapping[str, SystemFacts]) -> list[Access]:
    ways: list[Access] = []
    for subject in table.subject:
        if isinstance(subject, Link):
            ways.append(down(ref, subject, facts))
        elif subject == "self":
            ways.extend(seeds(table).values())
    return ways


def seeds(table: Table) -> dict[str, Access]:
    """The ways into a table of people: the columns that select one."""
    return {
        name: Access((name,), Seed(column.identifies), column.normalise)
        for name, column in table.fields.items()
        if column.identifies and column.identifies not in NOT_SELECTIVE and column.about is None
    }


def down(ref: TableRef, link: Link, facts: Mapping[str, SystemFacts]) -> Access:
    """The way in that a link of a table's `subject` opens. Raises LinkUnclear."""
    where = conditions(link.where)
    if link.via is not None:
        key = foreign_key(link.via, facts_of(ref, facts))
        return Access(
            link.via, Parent(TableRef(ref.system, key.table), key.target), link.normalise, where, stops=link.stop
        )
    assert link.link is not None and link.column is not None
    parent = parse_link(link.link, ref.system)
    if len(link.column) > 1 and any(name.endswith("]") for name in link.column):
        raise LinkUnclear(f"link {link.link!r}: an array stands alone, not beside other columns")
    if len(parent.columns) != len(link.column):
        raise LinkUnclear(f"link {link.link!r} has {len(parent.columns)} columns, `column` has {len(link.column)}")
    return Access(link.column, parent, link.normalise, where, stops=link.stop)


def ways_up(ref: TableRef, table: Table) -> list[tuple[TableRef, Access]]:
    """The ways into other tables that links of columns open. Raises LinkUnclear."""
    ways = []
    for name, column in table.fields.items():
        if column.link is not None:
            target = parse_link(column.link, ref.system)
            if len(target.columns) != 1:
                raise LinkUnclear(f"link {column.link!r} has {len(target.columns)} columns, {name!r} is one")
            ways.append((target.ref, Access(target.columns, Parent(ref, (name,)), is_up=True)))
    return ways
