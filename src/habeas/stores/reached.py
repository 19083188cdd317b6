"""Which rows are meant: a table, its ways in, and for each way the keys with the ordinal of the request."""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TypeAlias

from habeas.datamap.graph import Access, Condition, Node
from habeas.stores.masks import Mask

Key = tuple[object, ...]

# One statement carries at most this many keys: 16 MB drops a MariaDB connection, and memory stays flat.
KEYS_A_STATEMENT = 100_000


Column: TypeAlias = "array[int] | list[object]"


class Keys:
    """Pairs of an ordinal and a key, column by column: a whole number takes eight bytes, for a person may own millions."""

    def __init__(self, ordinals: Iterable[int] = (), values: Iterable[Key] = ()) -> None:
        self.ordinals = array("i", ordinals)
        self.columns: list[Column] = [_packed(column) for column in zip(*values, strict=True)]
        # The keys as a store wants them, by the store's own word for how; several statements ship the same keys.
        self.shipped: dict[object, tuple[object, ...]] = {}

    @staticmethod
    def of(ordinals: Iterable[int], columns: Iterable[Sequence[object]]) -> Keys:
        found = Keys(ordinals)
        found.columns = [_packed(column) for column in columns]
        return found

    def __len__(self) -> int:
        return len(self.ordinals)

    @property
    def values(self) -> list[Key]:
        """The keys one by one; for many at once, read `columns`."""
        return list(zip(*self.columns, strict=True))

    def pairs(self) -> Iterator[tuple[int, Key]]:
        return zip(self.ordinals, zip(*self.columns, strict=True), strict=True)

    def extend(self, more: Keys) -> None:
        if len(more):
            self.shipped.clear()
            self.ordinals.extend(more.ordinals)
            have = self.columns or [array("q")] * len(more.columns)
            self.columns = [_joined(*pair) for pair in zip(have, more.columns, strict=True)]

    def at(self, places: Sequence[int]) -> Keys:
        return Keys.of(map(self.ordinals.__getitem__, places), [_chosen(column, places) for column in self.columns])

    def between(self, low: int, high: int) -> Keys:
        """The keys of the ordinals low <= n < high."""
        return self.at([index for index, ordinal in enumerate(self.ordinals) if low <= ordinal < high])

    def slice(self, start: int, stop: int) -> Keys:
        return Keys.of(self.ordinals[start:stop], [column[start:stop] for column in self.columns])


class Seen:
    """Which pairs of an ordinal and a key came already."""

    def __init__(self, keys: Keys | None = None) -> None:
        self._keys: dict[int, set[object]] = {}
        if keys is not None:
            self.fresh(keys)

    def fresh(self, offered: Keys) -> Keys:
        """Those that had not come, each once."""
        keys = offered.columns[0] if len(offered.columns) == 1 else offered.values
        kept = [at for at, pair in enumerate(zip(offered.ordinals, keys, strict=True)) if self._is_new(*pair)]
        return offered if len(kept) == len(offered) else offered.at(kept)

    def _is_new(self, ordinal: int, key: object) -> bool:
        own = self._keys.setdefault(ordinal, set())
        before = len(own)
        own.add(key)
        return len(own) > before


def _packed(values: Sequence[object]) -> Column:
    if isinstance(values, array):
        return values
    if set(map(type, values)) == {int}:
        try:
            return array("q", values)  # type: ignore[arg-type]
        except OverflowError:
            pass
    return list(values)


def _chosen(column: Column, places: Sequence[int]) -> Column:
    if isinstance(column, array):
        return array("q", map(column.__getitem__, places))
    return [column[place] for place in places]


def _joined(have: Column, more: Column) -> Column:
    """`have` with more, which stays as it is. An empty one takes either form."""
    if not have:
        return more[:]
    if isinstance(have, array) and not isinstance(more, array):
        have = list(have)
    have.extend(more)  # type: ignore[arg-type]
    return have


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
