"""The keys of a reach as JSON, so that they can be written down and read again."""

from __future__ import annotations

import base64
import uuid
import zlib
from array import array
from collections import Counter
from collections.abc import Callable, Collection, Mapping
from datetime import date, datetime
from decimal import Decimal

from habeas.datamap.graph import Graph, TableRef
from habeas.engine.errors import EngineError
from habeas.engine.resolve import Reach
from habeas.stores.reached import Keys, Seen

PACKED_FROM = 1000
PLANNED = "=planned"  # beside the keys: {"system": {"system.table:fate": rows}}


def keys_of(reach: Reach, ordinal: int) -> dict[str, object]:
    """Everything one request reaches, as JSON: {"system.table#way": [[value, ...], ...]}.

    Many whole numbers are packed into a text, column by column.
    """
    return keys_of_all(reach, (ordinal,))[ordinal]


def keys_of_all(reach: Reach, ordinals: Collection[int]) -> dict[int, dict[str, object]]:
    """`keys_of` for many requests in one pass."""
    found: dict[int, dict[str, object]] = {ordinal: {} for ordinal in ordinals}
    named = {f"{ref}#{index}": keys for (ref, index), keys in reach.keys.items()}
    named |= {f"{ref}@{','.join(columns)}": keys for (ref, columns), keys in reach.exported.items()}
    for name, keys in named.items():
        for ordinal, written in _written(keys).items():
            if ordinal in found:
                found[ordinal][name] = written
    return found


def _written(keys: Keys) -> dict[int, object]:
    """By ordinal."""
    many: set[int] = set()
    if len(keys) >= PACKED_FROM and all(isinstance(column, array) for column in keys.columns):
        many = {ordinal for ordinal, number in Counter(keys.ordinals).items() if number >= PACKED_FROM}
    rows: dict[int, list[object]] = {}
    for ordinal, key in keys.pairs():
        if ordinal not in many:
            row = [value if type(value) in _PLAIN else encoded(value) for value in key]
            rows.setdefault(ordinal, []).append(row)
    return {**rows, **{ordinal: _packed(keys, ordinal) for ordinal in many}}


def _packed(keys: Keys, ordinal: int) -> str:
    own = keys.at(array("l", (place for place, other in enumerate(keys.ordinals) if other == ordinal)))
    arrays = (column for column in own.columns if isinstance(column, array))
    return " ".join(base64.b64encode(zlib.compress(column.tobytes())).decode() for column in arrays)


def read_keys(ordinal: int, written: object) -> Keys:
    """What was written down under one name; none of what is no list of keys."""
    if isinstance(written, str):
        columns = [array("q", zlib.decompress(base64.b64decode(part))) for part in written.split(" ")]
        return Keys.of([ordinal] * len(columns[0]), columns)
    rows = written if isinstance(written, list) else []
    return Keys([ordinal] * len(rows), (tuple(map(decoded, row)) for row in rows))


def add_keys(reach: Reach, ordinal: int, written: Mapping[str, object]) -> None:
    """The reverse of `keys_of`, into an existing reach."""
    for name, rows in written.items():
        if name == PLANNED:
            continue
        place, is_way, index = name.partition("#")
        if is_way:
            known = reach.keys.setdefault((_ref(place, reach.graph), int(index)), Keys())
        else:
            place, _, columns = name.partition("@")
            known = reach.exported.setdefault((_ref(place, reach.graph), tuple(columns.split(","))), Keys())
        known.extend(Seen(known).fresh(read_keys(ordinal, rows)))


def _ref(name: str, graph: Graph) -> TableRef:
    system, _, table = name.partition(".")
    ref = TableRef(system, table)
    if ref not in graph.nodes:
        raise EngineError(
            f"the journal names {name}, which the data map no longer has; restore the map of that run to resume it"
        )
    return ref


_PLAIN = frozenset({int, str})
_DECODERS: dict[str, Callable[[str], object]] = {
    "i": int,
    "d": date.fromisoformat,
    "t": datetime.fromisoformat,
    "n": Decimal,
    "u": uuid.UUID,
    "f": float,
    "b": base64.b64decode,
}


def encoded(value: object) -> object:
    """A value as JSON; one that JSON does not know with a letter for its type. Raises EngineError for other types."""
    if value is None or type(value) in _PLAIN:
        return value
    match value:
        case bool():
            return ["i", str(int(value))]
        case datetime():
            return ["t", value.isoformat()]
        case date():
            return ["d", value.isoformat()]
        case Decimal():
            return ["n", str(value)]
        case uuid.UUID():
            return ["u", str(value)]
        case float():
            return ["f", repr(value)]
        case bytes():
            return ["b", base64.b64encode(value).decode()]
        case _:
            raise EngineError(
                f"a key of type {type(value).__name__} cannot be journalled; link by text, numbers or dates"
            )


def decoded(value: object) -> object:
    """The reverse of `encoded`."""
    return _DECODERS[value[0]](value[1]) if isinstance(value, list) else value
