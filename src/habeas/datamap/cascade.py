"""Tables that are nobody's, whose rows hang on rows that an erasure deletes.

A foreign key with ON DELETE CASCADE deletes such rows, one with SET NULL changes them, and nobody is asked. Where the data
map says `cascade: true`, the table becomes a node of the graph for erasures alone: its rows are counted, ordered,
journalled and verified like any other.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

from habeas.datamap.facts import ForeignKey, SystemFacts, TableFacts
from habeas.datamap.graph import Access, Graph, Node, Parent, TableRef
from habeas.datamap.tables import Column, System, Table

GOES, LETS_GO = "CASCADE", "SET NULL"


def changes_rows(key: ForeignKey) -> bool:
    """Whether the database deletes or changes the rows that point when what they point at is deleted."""
    return key.on_delete == GOES or key.on_delete.startswith("SET ")


def is_followed(key: ForeignKey) -> bool:
    """Whether an erasure can do itself what the database would do: a default may point at anybody."""
    return key.on_delete in (GOES, LETS_GO)


def is_outside(table: Table | None) -> bool:
    """Whether nobody's rows are looked for in the table."""
    return table is None or table.ignore is not None or table.not_searched is not None


def with_cascades(graph: Graph, systems: Mapping[str, System]) -> Graph:
    """The graph with what the map says of rows that hang on its rows without being anybody's."""
    holding = frozenset(
        TableRef(name, table)
        for name, system in systems.items()
        for table, said in system.tables.items()
        if said.cascade is False
    )
    return replace(graph, nodes={**graph.nodes, **_cascading(graph.nodes, systems, graph.facts)}, holding=holding)


def _cascading(
    nodes: Mapping[TableRef, Node], systems: Mapping[str, System], facts: Mapping[str, SystemFacts]
) -> dict[TableRef, Node]:
    """The further nodes: tables with `cascade: true`, however many keys away."""
    candidates = [
        TableRef(name, table)
        for name, system in systems.items()
        for table, said in system.tables.items()
        if said.cascade and name in facts and table in facts[name].tables
    ]
    found: dict[TableRef, Node] = {}
    grew = True
    while grew:
        grew = False
        for ref in candidates:
            title = systems[ref.system].tables[ref.table].title
            node = _hanging(ref, title, facts[ref.system].tables[ref.table], {**nodes, **found})
            if node is not None and node != found.get(ref):
                found[ref], grew = node, True
    return found


def _hanging(ref: TableRef, title: str, facts: TableFacts, nodes: Mapping[TableRef, Node]) -> Node | None:
    keys = list(_followed(ref, facts, nodes))
    if not keys:
        return None
    table = Table(
        title=title,
        subject=("shared",),
        erase="row" if any(key.on_delete == GOES for key in keys) else "columns",
        columns={name: Column(erase=None) for key in keys if key.on_delete == LETS_GO for name in key.columns},
    )
    ways = tuple(Access(key.columns, Parent(TableRef(ref.system, key.table), key.target)) for key in keys)
    return Node(ref, table, facts, ways, is_cascade=True)


def _followed(ref: TableRef, facts: TableFacts, nodes: Mapping[TableRef, Node]) -> Iterator[ForeignKey]:
    """Keys to rows that may be deleted. One that compares otherwise than byte by byte holds them back instead."""
    for key in facts.foreign_keys:
        parent = nodes.get(TableRef(ref.system, key.table))
        if parent is None or not parent.table.erases_rows or not is_followed(key):
            continue
        if not any(name in parent.facts.collations for name in key.target):
            yield key
