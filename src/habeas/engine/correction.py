"""Which columns a correction means, and what is to become of a value in one of them. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from habeas.datamap.facts import ColumnFacts
from habeas.datamap.graph import Graph, Node, Parent, TableRef
from habeas.datamap.tables import Normalise
from habeas.engine.batch import Correction
from habeas.engine.errors import EngineError
from habeas.engine.rules import Fate
from habeas.stores.keys import coerce, normalise


@dataclass(frozen=True)
class Change:
    """One value of one row of `table`: the row's `key`, the value it holds, and the one that takes its place."""

    ordinal: int
    table: TableRef
    column: str
    key: tuple[object, ...]
    old: object
    new: object


def targets(correction: Correction, graph: Graph) -> dict[TableRef, dict[str, Normalise | None]]:
    """The columns that hold what is to be corrected, and how each compares. Raises EngineError when there is none.

    A column that is linked to such a column by its value holds the same value: a correction of one alone would cut the
    link. Columns about other people and columns that the store computes are none.
    """
    found: dict[TableRef, dict[str, Normalise | None]] = {}
    for ref, node in graph.nodes.items():
        for name, column in node.table.fields.items():
            is_meant = correction.what in (column.identifies, f"{ref}.{name}")
            if is_meant and node.facts.column(name) is not None and column.about is None:
                found.setdefault(ref, {})[name] = column.normalise
    if not found:
        raise EngineError(f"the data map has no column {correction.what!r} to correct; name a kind of `identifies`")
    for ref, name, how in _linked(graph, found):
        found.setdefault(ref, {}).setdefault(name, how)
    inside = [f"{ref}.{name}" for ref in found for name in found[ref] if name not in graph.nodes[ref].facts.columns]
    if inside:
        raise EngineError(
            f"{', '.join(inside)}: a value inside a column is not corrected by itself; correct it by hand"
        )
    return found


def _linked(
    graph: Graph, found: dict[TableRef, dict[str, Normalise | None]]
) -> list[tuple[TableRef, str, Normalise | None]]:
    return [
        (ref, access.columns[0], access.normalise)
        for ref, node in graph.nodes.items()
        for access in node.accesses
        if isinstance(access.source, Parent)
        and len(access.columns) == 1
        and access.source.columns[0] in found.get(access.source.ref, ())
    ]


def key_columns(node: Node) -> tuple[str, ...]:
    """The columns by which a row is found again: its primary key, or else everything that leads to it."""
    if node.facts.primary_key:
        return node.facts.primary_key
    ways = (name for access in node.accesses for name in (*access.columns, *(name for name, _ in access.where)))
    return tuple(dict.fromkeys(ways))


def judged(held: object, correction: Correction, how: Normalise | None, facts: ColumnFacts) -> tuple[Fate, object]:
    """What becomes of a value that is held, and the new value as the column would hold it."""
    new = coerce(correction.new, facts)
    if held is None or str(held) == str(new):
        return Fate.right_already, new
    if correction.old is None or _same(held, correction.old, how):
        return Fate.correct, new
    return (Fate.right_already if _same(held, correction.new, how) else Fate.differs), new


def _same(held: object, said: str, how: Normalise | None) -> bool:
    """Whether a value is what somebody said, whatever the case and the blanks around it.

    >>> _same(" Smith", "smith ", None), _same(17, "17", None), _same("Smith", "Smyth", None)
    (True, True, False)
    """
    return _plain(normalise(held, how)) == _plain(normalise(said, how))


def _plain(value: object) -> str:
    return str(value).strip().casefold()


def unfit(ref: TableRef, name: str, facts: ColumnFacts, correction: Correction) -> Iterator[str]:
    """Why the column cannot take the new value; without the value, which is the person's."""
    if facts.generated:
        yield f"{ref}.{name} is a generated column; correct the columns it is made of"
    elif coerce(correction.new, facts) is None:
        kinds = f"one of {', '.join(facts.values)}" if facts.values else facts.type
        yield f"{ref}.{name} cannot hold the new value of {correction.what!r}; it takes {kinds}"
    elif facts.max_length is not None and len(correction.new) > facts.max_length:
        yield f"{ref}.{name} takes {facts.max_length} characters, the new value of {correction.what!r} is longer"


def contradictions(changes: Sequence[Change]) -> Iterator[str]:
    """Rows that two requests, or one, would change in two ways, and rows that cannot be told apart."""
    chosen: dict[tuple[TableRef, str, tuple[object, ...]], object] = {}
    for change in changes:
        if None in change.key:
            yield f"{change.table} has no primary key, and rows of it cannot be told apart; correct it in its own system"
        if chosen.setdefault((change.table, change.column, change.key), change.new) != change.new:
            yield f"two corrections of this set give {change.table}.{change.column} of one row different values"
