"""Which rows are meant: a table, its ways in, and for each way the keys with the ordinal of the request."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from operator import itemgetter

from habeas.datamap.graph import Access, Condition, Node
from habeas.stores.masks import Mask

Key = tuple[object, ...]

# One statement carries at most this many keys: 16 MB drops a MariaDB connection, and memory stays flat.
KEYS_A_STATEMENT = 100_000


@dataclass
class Keys:
    """Pairs of an ordinal and a key, each pair once."""

    ordinals: list[int] = field(default_factory=list)
    values: list[Key] = field(default_factory=list)
    # The keys as a store wants them, by the store's own word for how; several statements ship the same keys.
    shipped: dict[object, tuple[object, ...]] = field(default_factory=dict, repr=False, compare=False)

    def __len__(self) -> int:
        return len(self.ordinals)

    def extend(self, pairs: Sequence[tuple[int, Key]]) -> None:
        self.shipped.clear()
        self.ordinals.extend(map(itemgetter(0), pairs))
        self.values.extend(map(itemgetter(1), pairs))

    def between(self, low: int, high: int) -> Keys:
        """The keys of the ordinals low <= n < high."""
        chosen = [index for index, ordinal in enumerate(self.ordinals) if low <= ordinal < high]
        return Keys([self.ordinals[i] for i in chosen], [self.values[i] for i in chosen])

    def slice(self, start: int, stop: int) -> Keys:
        return Keys(self.ordinals[start:stop], self.values[start:stop])


@dataclass(frozen=True)
class Reached:
    """The rows of one table that belong to the requests of a batch."""

    node: Node
    ways: tuple[tuple[Access, Keys], ...]

    @property
    def is_empty(self) -> bool:
        return not any(len(keys) for _, keys in self.ways)

    def chunks(self, most: int = KEYS_A_STATEMENT) -> Iterator[Reached]:
        """Parts with at most `most` keys where that is possible.

        A row that two ways reach for one request must meet both in one statement, so parts are cut between requests;
        a table with a single way may be cut anywhere.
        """
        ways = tuple((access, keys) for access, keys in self.ways if len(keys))
        total = sum(len(keys) for _, keys in ways)
        if total <= most:
            if total:
                yield Reached(self.node, ways)
        elif len(ways) == 1:
            access, keys = ways[0]
            for start in range(0, total, most):
                yield Reached(self.node, ((access, keys.slice(start, start + most)),))
        else:
            for low, high in _ranges(ways, most):
                yield Reached(self.node, tuple((access, keys.between(low, high)) for access, keys in ways))


def _ranges(ways: Sequence[tuple[Access, Keys]], most: int) -> Iterator[tuple[int, int]]:
    sizes: dict[int, int] = {}
    for _, keys in ways:
        for ordinal in keys.ordinals:
            sizes[ordinal] = sizes.get(ordinal, 0) + 1
    low, size = min(sizes), 0
    for ordinal in sorted(sizes):
        if size and size + sizes[ordinal] > most:
            yield low, ordinal
            low, size = ordinal, 0
        size += sizes[ordinal]
    yield low, max(sizes) + 1


# Predicates over one row of a table.


@dataclass(frozen=True)
class Matches:
    """Every named column holds one of its values; without conditions, every row."""

    conditions: tuple[Condition, ...] = ()


@dataclass(frozen=True)
class YoungerThan:
    """The date lies after `day`. An unknown date counts as young: what may have to stay is not destroyed."""

    column: str
    day: date


@dataclass(frozen=True)
class OlderThan:
    """The date lies before `day`. An unknown date is not old: what may be the person's is not left out."""

    column: str
    day: date


@dataclass(frozen=True)
class KeyAmong:
    """The columns hold one of the keys."""

    columns: tuple[str, ...]
    keys: tuple[Key, ...]


@dataclass(frozen=True)
class AlreadyMasked:
    """Masking would change nothing: so a second run finds nothing to do."""

    masks: tuple[tuple[str, Mask], ...]


@dataclass(frozen=True)
class AllOf:
    predicates: tuple[Predicate, ...]


@dataclass(frozen=True)
class NoneOf:
    predicates: tuple[Predicate, ...]


Predicate = Matches | YoungerThan | OlderThan | KeyAmong | AlreadyMasked | AllOf | NoneOf


@dataclass(frozen=True)
class Reference:
    """Rows of `table` whose `columns` hold the key that `target` of the erased table holds.

    `released` are the rows of `table` that the same erasure takes away or lets go, `stay` those among them that it
    must leave after all.
    """

    table: str
    columns: tuple[str, ...]
    target: tuple[str, ...]
    released: Reached | None
    stay: tuple[Predicate, ...] = ()
    collations: tuple[str, ...] = ()  # how the target compares, column by column; "" byte by byte
