"""Candidates on file for a claim, read from every table whose rows are people."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, replace
from itertools import chain

from habeas.datamap.facts import ColumnFacts
from habeas.datamap.graph import Access, Graph, Node, Parent, Seed, TableRef
from habeas.datamap.tables import Normalise
from habeas.engine.batch import Identifier
from habeas.matching.claim import Claim, Point, points
from habeas.stores.keys import normal_forms
from habeas.stores.protocol import Session, Store
from habeas.stores.reached import Keys, Reached

FIELDS = frozenset({"given_name", "family_name", "name", "birth_date", "email", "phone", "street", "postal_code"})
_SOUGHT = frozenset({"email", "phone", "family_name"})


@dataclass(frozen=True)
class Record:
    """A row that is a person: its identity fields, and the handle by which the engine finds it again."""

    system: str
    table: str
    handle: Identifier
    fields: Mapping[str, object]

    @property
    def points(self) -> dict[Point, tuple[str, ...]]:
        return points(self.fields)


def candidates(claims: Mapping[int, Claim], graph: Graph, stores: Mapping[str, Store]) -> Iterator[tuple[int, Record]]:
    """Records that share a claim's e-mail, telephone number or family name, with their addresses, by ordinal.

    One statement for each table, for all claims; the address behind an up link costs one more.
    """
    with ExitStack() as stack:
        sessions: dict[str, Session] = {}
        for ref, node in graph.nodes.items():
            columns = _identity_columns(node)
            handle = _handle(node)
            if "self" not in node.table.subject or handle is None or not columns:
                continue
            if ref.system not in sessions:
                sessions[ref.system] = stack.enter_context(stores[ref.system].reading())
            yield from _records(claims, node, handle, columns, graph, sessions[ref.system])


def _identity_columns(node: Node) -> dict[str, str]:
    """Column -> identity field, for the columns of the table itself."""
    return {
        name: column.identifies
        for name, column in node.table.fields.items()
        if column.identifies in FIELDS and column.about is None and _is_value(node.facts.column(name))
    }


def _is_value(facts: ColumnFacts | None) -> bool:
    """One value a row: the elements of an array are several, and any of them might be somebody else's."""
    return facts is not None and not facts.is_each


def _handle(node: Node) -> tuple[str, str] | None:
    """(kind, column) of the key that names a row of this table, else its e-mail column."""
    own = [(c.identifies, name) for name, c in node.table.fields.items() if c.identifies and "." in c.identifies]
    mail = [("email", name) for name, c in node.table.fields.items() if c.identifies == "email"]
    return next(iter([*own, *mail]), None)


def _records(
    claims: Mapping[int, Claim],
    node: Node,
    handle: tuple[str, str],
    columns: dict[str, str],
    graph: Graph,
    session: Session,
) -> Iterator[tuple[int, Record]]:
    ways = tuple(_ways(claims, node, columns))
    if not ways:
        return
    links = [name for name, column in node.table.columns.items() if column.link]
    wanted = list(dict.fromkeys([handle[1], *columns, *links]))
    batches = session.rows(Reached(node, ways), (), wanted)
    found = [row for batch in batches for row in batch]
    rows = [dict(zip(wanted, row[1:], strict=True)) for row in found]
    addresses = _addresses(node, links, rows, graph, session)
    for (ordinal, *_), row in zip(found, rows, strict=True):
        fields = {field: row[column] for column, field in columns.items() if row[column] is not None}
        for name in links:
            fields.update(addresses.get((name, str(row[name])), {}))
        if row[handle[1]] is not None:
            yield ordinal, Record(node.ref.system, node.ref.table, Identifier(handle[0], str(row[handle[1]])), fields)


def _ways(claims: Mapping[int, Claim], node: Node, columns: Mapping[str, str]) -> Iterator[tuple[Access, Keys]]:
    for column, field in columns.items():
        if field not in _SOUGHT:
            continue
        values = [(ordinal, getattr(claim, field).strip()) for ordinal, claim in claims.items()]
        how = node.table.fields[column].normalise
        if field == "family_name":
            how = Normalise.email  # lower case is what is meant
        if given := [(ordinal, (value,)) for ordinal, value in values if value]:
            yield Access((column,), Seed(field), how), _keys(given, how)


def _keys(values: Sequence[tuple[int, tuple[object, ...]]], how: Normalise | None) -> Keys:
    pairs = [(ordinal, form) for ordinal, value in values for form in normal_forms(value, how)]
    return Keys([ordinal for ordinal, _ in pairs], [form for _, form in pairs])


def _addresses(
    node: Node, links: Sequence[str], rows: Sequence[Mapping[str, object]], graph: Graph, session: Session
) -> dict[tuple[str, str], dict[str, object]]:
    """(link column, its value) -> identity fields of the row it points to."""
    found: dict[tuple[str, str], dict[str, object]] = {}
    for name in links:
        for target, access in _targets(node.ref, name, graph):
            columns = _identity_columns(target)
            values = list(dict.fromkeys((0, (row[name],)) for row in rows if row[name] is not None))
            if not columns or not values:
                continue
            wanted = [*access.columns, *columns]
            reached = Reached(target, ((replace(access, normalise=None), _keys(values, None)),))
            for _, *row in chain.from_iterable(session.rows(reached, (), wanted)):
                fields = {field: row[wanted.index(column)] for column, field in columns.items()}
                found[(name, str(row[0]))] = fields
    return found


def _targets(ref: TableRef, name: str, graph: Graph) -> Iterator[tuple[Node, Access]]:
    for node in graph.nodes.values():
        for access in node.accesses:
            if access.is_up and access.source == Parent(ref, (name,)) and node.ref.system == ref.system:
                yield node, access
