"""What one side says and the other cannot: listed by reason, with every place."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple


class Leftover(NamedTuple):
    why: str  # what is lost, or was decided, and what to do about it
    place: str  # system.table.column


def listed(leftovers: Iterable[Leftover]) -> list[str]:
    """One line a reason, with all its places.

    >>> listed([Leftover("lengths", "shop.b.c"), Leftover("lengths", "shop.a.b")])
    ['lengths: shop.a.b, shop.b.c']
    """
    places: dict[str, dict[str, None]] = {}
    for why, place in leftovers:
        places.setdefault(why, {})[place] = None
    return [f"{why}: {', '.join(sorted(found))}" for why, found in places.items()]
