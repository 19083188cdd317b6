"""What a run writes down before it changes anything, so that a killed one resumes without repeating or losing a row."""

from __future__ import annotations

import base64
import uuid
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from typing import Protocol

from habeas.datamap.graph import Graph, TableRef
from habeas.engine.errors import EngineError
from habeas.engine.resolve import Reach
from habeas.stores.reached import Keys

Counts = Mapping[str, int]  # "system.table:fate" -> rows


class Journal(Protocol):
    """Where keys and counts are kept, request by request. The keys are personal data: implementations seal them."""

    def begin(self, ordinal: int, keys: Mapping[str, object]) -> None:
        """Write the keys down before the first change."""

    def done(self, ordinal: int, system: str, counts: Counts) -> None:
        """Note that a system has committed."""

    def begun(self, ordinal: int) -> Mapping[str, object] | None:
        """The keys of an earlier run that did not end, or None."""

    def finished(self, ordinal: int) -> Mapping[str, Counts]:
        """The systems of that run that had committed, with their counts."""


@dataclass
class MemoryJournal:
    """A journal that lives as long as the process; for tests and for trying things out."""

    keys: dict[int, Mapping[str, object]] = field(default_factory=dict)
    counts: dict[int, dict[str, Counts]] = field(default_factory=dict)

    def begin(self, ordinal: int, keys: Mapping[str, object]) -> None:
        self.keys[ordinal] = keys

    def done(self, ordinal: int, system: str, counts: Counts) -> None:
        self.counts.setdefault(ordinal, {})[system] = counts

    def begun(self, ordinal: int) -> Mapping[str, object] | None:
        return self.keys.get(ordinal)

    def finished(self, ordinal: int) -> Mapping[str, Counts]:
        return self.counts.get(ordinal, {})


def keys_of(reach: Reach, ordinal: int) -> dict[str, object]:
    """Everything one request reaches, as JSON: {"system.table#way": [[value, ...], ...]}."""
    found: dict[str, object] = {}
    for (ref, index), keys in reach.keys.items():
        own = [key for at, key in zip(keys.ordinals, keys.values, strict=True) if at == ordinal]
        if own:
            found[f"{ref}#{index}"] = [[_encode(value) for value in key] for key in own]
    for (ref, columns), pairs in reach.exported.items():
        own = [key for at, key in pairs if at == ordinal]
        if own:
            found[f"{ref}@{','.join(columns)}"] = [[_encode(value) for value in key] for key in own]
    return found


def add_keys(reach: Reach, ordinal: int, written: Mapping[str, object]) -> None:
    """The reverse of `keys_of`, into an existing reach."""
    for name, rows in written.items():
        assert isinstance(rows, list)
        pairs = [(ordinal, tuple(_decode(value) for value in row)) for row in rows]
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


_DECODERS: dict[str, Callable[[str], object]] = {
    "s": str,
    "i": int,
    "d": date.fromisoformat,
    "t": datetime.fromisoformat,
    "n": Decimal,
    "u": uuid.UUID,
    "f": float,
    "b": base64.b64decode,
}


def _encode(value: object) -> list[str]:
    match value:
        case bool() | int():
            return ["i", str(int(value))]
        case str():
            return ["s", value]
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


def _decode(value: list[str]) -> object:
    return _DECODERS[value[0]](value[1])


def key_count(written: Mapping[str, object]) -> int:
    return sum(len(rows) for rows in written.values() if isinstance(rows, list))
