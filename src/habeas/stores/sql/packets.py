"""MariaDB closes the connection over a statement that is larger than `max_allowed_packet`: keys go in smaller parts."""

from __future__ import annotations

from collections.abc import Sequence

from habeas.stores.errors import StoreRefused
from habeas.stores.reached import Key, Keys

# Characters around a key in JSON, and bytes a character may take once it is quoted twice.
AROUND, BYTES = 16, 4


def keys_a_statement(most: int, packet: int | None, ways: Sequence[Keys]) -> int:
    """How many keys one statement may carry, by the longest of them; half of a packet is left for the rest.

    >>> keys_a_statement(100_000, 1_000_000, [Keys([0], [("x" * 1000,)])])
    123
    """
    if packet is None:
        return most
    longest = max((_size(key) for keys in ways for key in zip(*keys.columns, strict=True)), default=1)
    return max(1, min(most, packet // 2 // longest))


def _size(key: Key) -> int:
    return sum(AROUND + BYTES * len(str(part)) for part in key)


def refuse_oversized(packet: int | None, parameters: dict[str, object], system: str) -> None:
    """Before the server hangs up: what keeps rows back travels with every part."""
    size = sum(len(value.encode()) for value in parameters.values() if isinstance(value, str))
    if packet is not None and size > packet:
        raise StoreRefused(
            f"system {system!r}: a statement of {size} bytes is more than the {packet} of its max_allowed_packet; "
            "raise that, or ask for fewer people at once"
        )
