"""What a masked column becomes. Every mask is deterministic, and masking twice is masking once."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Null:
    pass


@dataclass(frozen=True)
class Constant:
    value: str | int | float | bool


DAY = "^[0-9]{4}-[0-9]{2}-[0-9]{2}"  # how a date begins that a text holds


@dataclass(frozen=True)
class FirstOfYear:
    """A date generalised to its year."""


@dataclass(frozen=True)
class KeyedHash:
    """A keyed SHA-256 of the value, cut to the column's length: unique where the value was."""


Mask = Null | Constant | FirstOfYear | KeyedHash
