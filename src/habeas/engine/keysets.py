"""The keys of a reach as JSON, so that they can be written down and read again."""

from __future__ import annotations

import base64
import uuid
from collections.abc import Callable, Collection, Iterable, Mapping
from datetime import date, datetime
from decimal import Decimal

from habeas.datamap.graph import Graph, TableRef
from habeas.engine.errors import EngineError
from habeas.engine.resolve import Reach
from habeas.stores.reached import Key, Keys

PLANNED = "=planned"  # beside the keys: {"system": {"system.table:fate": rows}}


def keys_of(reach: Reach, ordinal: int) -> dict[str, object]:
    """Everything one request reaches, as JSON: {"system.table#way": [[value, ...], ...]}."""
    return keys_of_all(reach, (ordinal,))[ordinal]


def keys_of_all(reach: Reach, ordinals: Collection[int]) -> dict[int, dict[str, object]]:
    """`keys_of` for many requests in one pass."""
    found: dict[int, dict[str, object]] = {ordinal: {} for ordinal in ordinals}
    for (ref, index), keys in reach.keys.items():
        _add(found, f"{ref}#{index}", zip(keys.ordinals, keys.values, strict=True))
    for (ref, columns), pairs in reach.exported.items():
        _add(found, f"{ref}@{','.join(columns)}", pairs)
    return found


def _add(found: Mapping[int, dict[str, object]], name: str, pairs: Iterable[tuple[int, Key]]) -> None:
    lists: dict[int, list[list[object]]] = {}
    for ordinal, key in pairs:
        if ordinal in found:
            own = lists.setdefault(ordinal, [])
            own.append([value if type(value) in _PLAIN else encoded(value) for value in key])
    for ordinal, own in lists.items():
        found[ordinal][name] = own


def add_keys(reach: Reach, ordinal: int, written: Mapping[str, object]) -> None:
    """The reverse of `keys_of`, into an existing reach."""
    for name, rows in written.items():
        if not isinstance(rows, list):
            continue
        pairs = [(ordinal, tuple(decoded(value) for value in row)) for row in rows]
        place, is_way, index = name.partition("#")
        if is_way:
            known = reach.keys.setdefault((_ref(place, reach.graph), int(index)), Keys())
            have = set(zip(known.ordinals, known.values, strict=True))
            known.extend([pair for pair in pairs if pair not in have])
        else:
            place, _, columns = name.partition("@")
            reach.exported.setdefault((_ref(place, reach.graph), tuple(columns.split(","))), {}).update(
                dict.fromkeys(pairs)
            )


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
