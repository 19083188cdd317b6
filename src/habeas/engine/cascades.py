"""Rows that hang on erased rows by ON DELETE: the data map says whether they go along, and then they are counted."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from habeas.datamap.cascade import changes_rows
from habeas.datamap.graph import Access, Graph, Node, Parent, TableRef
from habeas.engine.errors import PlanRefused
from habeas.engine.keysets import add_keys
from habeas.engine.order import Pointer
from habeas.engine.resolve import Reach, Way, follow
from habeas.engine.rules import Fate, Ruling, TableRules
from habeas.stores.masks import Null
from habeas.stores.protocol import Session
from habeas.stores.reached import KeyAmong, Keys, NoneOf, Seen

Written = Mapping[int, Mapping[str, object]]

GONE = Ruling(Fate.erase, "hangs on a row that is erased (ON DELETE CASCADE)")
LET_GO = Ruling(Fate.mask, "its pointer to a row that is erased is cleared (ON DELETE SET NULL)")


def refuse_unsaid(pointer: Pointer, target: TableRef, graph: Graph) -> None:
    """Raises PlanRefused where the database would change rows of a table of which the data map says nothing."""
    key, child = pointer.key, pointer.child
    if key is None or not changes_rows(key) or child in graph.nodes or child in graph.holding:
        return
    raise PlanRefused([
        f"{target}: rows of {child.table} hang on rows to be erased, by its foreign key {', '.join(key.columns)} "
        f"(ON DELETE {key.on_delete}); write `cascade: true` at {child.table} in the data map and they go along, "
        "counted, or `cascade: false` and the rows they hang on stay"
    ])  # fmt: skip


def cascade_rules(node: Node, reach: Reach | None = None) -> TableRules:
    """Rows that hang by a key that cascades go; the others lose their pointers."""
    masks = {name: Null() for name in node.table.columns}
    if not node.table.erases_rows:
        return TableRules((), LET_GO, masks)
    if not masks:
        return TableRules((), GONE, {})
    going = [
        KeyAmong(access.columns, tuple(dict.fromkeys(reach.keys.get((node.ref, index), Keys()).values)))
        for index, access in enumerate(node.accesses)
        if reach is not None and not set(access.columns) & masks.keys()
    ]
    let_go = Ruling(LET_GO.fate, LET_GO.reason, predicate=NoneOf(tuple(going)))
    return TableRules((let_go,), GONE, masks)


def narrow(
    reach: Reach,
    rules: Mapping[TableRef, TableRules],
    sessions: Mapping[str, Session],
    also: Mapping[TableRef, Iterable[tuple[str, ...]]],
    written: Written,
) -> bool:
    """Follow cascades anew, from rows that are really erased; whether fewer rows are reached than before."""
    cascades = {ref: node for ref, node in reach.graph.nodes.items() if node.is_cascade}
    parents = {
        access.source.ref
        for node in cascades.values()
        for access in node.accesses
        if isinstance(access.source, Parent) and access.source.ref not in cascades
    }
    if not any(rules[ref].rulings for ref in parents):
        return False
    before = _size(reach, cascades)
    pending = {
        (ref, index): [_erased(access, reach, rules, sessions)]
        for ref, node in cascades.items()
        for index, access in enumerate(node.accesses)
        if isinstance(access.source, Parent) and access.source.ref in parents
    }
    _forget(reach, cascades)
    follow(reach, pending, sessions, also)
    for ordinal, keys in written.items():
        add_keys(reach, ordinal, keys)
    return _size(reach, cascades) < before


def _erased(
    access: Access, reach: Reach, rules: Mapping[TableRef, TableRules], sessions: Mapping[str, Session]
) -> Keys:
    """The keys of the rows that are erased, of those that `access` leads from."""
    source = access.source
    assert isinstance(source, Parent)
    own, reached = rules[source.ref], reach.reached(source.ref)
    if own.keeps_all or reached.is_empty:
        return Keys()
    if not own.rulings:
        return reach.exported.get((source.ref, source.columns), Keys())
    seen, found = Seen(), Keys()
    for batch in sessions[source.ref.system].rows(reached, own.predicates, source.columns):
        known = [row for row in batch if None not in row]
        found.extend(seen.fresh(Keys([row[0] for row in known], [row[1:] for row in known])))
    return found


def _ways(reach: Reach, cascades: Mapping[TableRef, Node]) -> list[Way]:
    return [(ref, index) for ref, node in cascades.items() for index in range(len(node.accesses))]


def _size(reach: Reach, cascades: Mapping[TableRef, Node]) -> int:
    return sum(len(reach.keys.get(way, ())) for way in _ways(reach, cascades))


def _forget(reach: Reach, cascades: Mapping[TableRef, Node]) -> None:
    for way in _ways(reach, cascades):
        reach.keys.pop(way, None)
    for ref, columns in [place for place in reach.exported if place[0] in cascades]:
        del reach.exported[(ref, columns)]
