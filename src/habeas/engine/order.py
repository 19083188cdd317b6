"""In which order rows can be erased: whoever points comes before what is pointed at."""

from __future__ import annotations

from dataclasses import dataclass

from habeas.datamap.cascade import changes_rows
from habeas.datamap.facts import ForeignKey
from habeas.datamap.graph import Access, Graph, Node, Parent, TableRef


@dataclass(frozen=True)
class Pointer:
    """Columns of `child` that hold the key `target` of another table: a foreign key, or a link of the data map."""

    child: TableRef
    columns: tuple[str, ...]
    target: tuple[str, ...]
    may_wait: bool  # nothing is checked, nor done ON DELETE, before the transaction ends
    key: ForeignKey | None = None  # of the database, where it is one


def pointers(node: Node, graph: Graph) -> tuple[Pointer, ...]:
    """Everything that points at the node's rows, from tables the data map names and from others."""
    found: dict[tuple[TableRef, tuple[str, ...], tuple[str, ...]], tuple[bool, ForeignKey | None]] = {
        (TableRef(node.ref.system, table.name), key.columns, key.target): (
            key.deferrable and not changes_rows(key),
            key,
        )
        for table in graph.facts[node.ref.system].tables.values()
        for key in table.foreign_keys
        if key.table == node.ref.table
    }
    for access in node.accesses:
        if access.is_up and isinstance(access.source, Parent):
            found.setdefault((access.source.ref, access.source.columns, access.columns), (True, None))
    for name in node.table.keep.while_ if node.table.keep else ():
        child = TableRef(node.ref.system, name)
        for access in graph.nodes[child].accesses if child in graph.nodes else ():
            if is_plain(access) and isinstance(access.source, Parent) and access.source.ref == node.ref:
                found.setdefault((child, access.columns, access.source.columns), (True, None))
    return tuple(Pointer(*parts, *rest) for parts, rest in found.items())


def is_way_in(pointer: Pointer, node: Node, graph: Graph) -> bool:
    """Whether every row that points at a reached row of `node` is reached by that very pointer."""
    return not node.stops and any(
        access.columns == pointer.columns and access.source == Parent(node.ref, pointer.target) and is_plain(access)
        for access in graph.nodes[pointer.child].accesses
    )


def is_plain(access: Access) -> bool:
    """Whether the keys alone say which rows are meant, as they stand."""
    return not access.where and access.normalise is None


def children_first(graph: Graph) -> tuple[TableRef, ...]:
    """Every table of the graph. A ring is cut where that costs nothing: at a key that may wait, else at one that may be
    null and is no way in."""
    waiting: dict[TableRef, dict[TableRef, bool]] = {}
    for ref in sorted(graph.nodes):
        waiting[ref] = {}
        for pointer in pointers(graph.nodes[ref], graph):
            if pointer.child in graph.nodes and pointer.child != ref:
                must = not pointer.may_wait and (
                    not is_nullable(pointer, graph) or is_way_in(pointer, graph.nodes[ref], graph)
                )
                waiting[ref][pointer.child] = must or waiting[ref].get(pointer.child, False)
    order: dict[TableRef, None] = {}
    while waiting:
        chosen = next((ref for ref, children in waiting.items() if not children), None)
        chosen = chosen or next((ref for ref, children in waiting.items() if not any(children.values())), None)
        chosen = chosen or next(iter(waiting))
        del waiting[chosen]
        order[chosen] = None
        for children in waiting.values():
            children.pop(chosen, None)
    return tuple(order)


def is_nullable(pointer: Pointer, graph: Graph) -> bool:
    facts = graph.nodes[pointer.child].facts
    return all((column := facts.column(name)) is not None and column.nullable for name in pointer.columns)


def cuts(graph: Graph) -> dict[TableRef, tuple[Pointer, ...]]:
    """Where the order cuts rings: tables that come before something that points at them, and what points."""
    position = {ref: index for index, ref in enumerate(children_first(graph))}
    found = {
        ref: tuple(p for p in pointers(graph.nodes[ref], graph) if position.get(p.child, -1) > at)
        for ref, at in position.items()
    }
    return {ref: late for ref, late in found.items() if late}
