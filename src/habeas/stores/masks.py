"""What a masked column becomes. Every mask is deterministic, and masking twice is masking once."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from habeas.datamap.inside import Place


@dataclass(frozen=True)
class Null:
    pass


@dataclass(frozen=True)
class Constant:
    value: str | int | float | bool


DAY = "^[0-9]{4}-[0-9]{2}-[0-9]{2}"  # how a date begins that a text holds


@dataclass(frozen=True)
class FirstOf:
    """A date generalised to the first day of its year or month; a text that is no date keeps nothing."""

    unit: Literal["year", "month"]


AREA = "^[0-9]{3}$"  # what a postal code is generalised to
AREA_BEFORE = "^[0-9]{3}.."  # what it can be generalised from


@dataclass(frozen=True)
class PostalArea:
    """A postal code generalised to its first three digits; one of fewer than five characters keeps nothing."""


@dataclass(frozen=True)
class SameFormat:
    """Keyed pseudo-random letters for letters and digits for digits (see `stores.same_format`)."""


@dataclass(frozen=True)
class EmptyDocument:
    """An object without members, a list without elements, a text without signs: by what the value is."""


@dataclass(frozen=True)
class KeyedHash:
    """A keyed SHA-256 of the value, cut to the column's length: unique where the value was."""


TextMask = FirstOf | PostalArea | SameFormat | EmptyDocument | KeyedHash  # what becomes of it depends on the value
Mask = Null | Constant | TextMask


@dataclass(frozen=True)
class InsideDocument:
    """Masks of values inside JSON, each with its place: what else the document holds stays. How files are told."""

    changes: tuple[tuple[Place, Mask], ...]


FileMask = Mask | InsideDocument
