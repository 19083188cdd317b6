"""The least that a system's users must be allowed, so that the data map can be read and erased."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from habeas.datamap.graph import Graph, Node, TableRef
from habeas.engine.order import cuts, is_nullable, pointers


class Privilege(NamedTuple):
    """A verb on a table; without columns, on all of it."""

    verb: str
    table: str
    columns: tuple[str, ...] = ()


def to_read(graph: Graph, system: str) -> list[Privilege]:
    """What explaining, delivering and verifying need."""
    own = _nodes(graph, system)
    found = {Privilege("SELECT", ref.table) for ref in own}
    looked_at: dict[str, set[str]] = {}
    for node in own.values():
        for pointer in pointers(node, graph):
            if pointer.child not in graph.nodes and pointer.child.system == system:
                looked_at.setdefault(pointer.child.table, set()).update(pointer.columns)
    found |= {Privilege("SELECT", table, tuple(sorted(columns))) for table, columns in looked_at.items()}
    return sorted(found)


def to_write(graph: Graph, system: str) -> list[Privilege]:
    """What an erasure needs besides: it reads what it erases, and asks again afterwards."""
    own = _nodes(graph, system)
    found = set(to_read(graph, system))
    found |= {Privilege("DELETE", ref.table) for ref, node in own.items() if node.table.erases_rows}
    changed: dict[str, set[str]] = {}
    for ref, node in own.items():
        masked = {
            name for name, column in node.table.columns.items() if column.is_erased and name in node.facts.columns
        }
        changed.setdefault(ref.table, set()).update(masked)
    for table, columns in _cleared(graph, system):
        changed.setdefault(table, set()).update(columns)
    found |= {Privilege("UPDATE", table, tuple(sorted(columns))) for table, columns in changed.items() if columns}
    return sorted(found)


def _nodes(graph: Graph, system: str) -> dict[TableRef, Node]:
    return {ref: node for ref, node in graph.nodes.items() if ref.system == system}


def _cleared(graph: Graph, system: str) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Where tables point at each other in a ring, the pointers that are nulled before rows go."""
    for late in cuts(graph).values():
        for pointer in late:
            if pointer.child.system == system and not pointer.may_wait and is_nullable(pointer, graph):
                yield pointer.child.table, pointer.columns
