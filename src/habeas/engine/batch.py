"""Who a batch is about and what it is told to do."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import TypeVar

PEOPLE_A_CHUNK = 1000
T = TypeVar("T")


@dataclass(frozen=True)
class Identifier:
    """A value that selects records: `kind` as in the data map's `identifies` (email, phone, core.person, ...)."""

    kind: str
    value: str


@dataclass(frozen=True)
class Correction:
    """A value that is wrong and what it should be.

    `what` is a kind as in the data map's `identifies` (family_name, email, ...), which means every column that holds
    it, or one column as `system.table.column`. Without `old` every value that is held gives way to `new`; with it only
    that one, and a row that holds a third value is left for a person to look at.
    """

    what: str
    new: str
    old: str | None = None


@dataclass(frozen=True)
class Subject:
    """One person of a batch. `ordinal` is unique in the batch."""

    ordinal: int
    identifiers: tuple[Identifier, ...]
    corrections: tuple[Correction, ...] = ()


def chunks(people: Sequence[T], size: int = PEOPLE_A_CHUNK) -> Iterator[Sequence[T]]:
    """Parts of a batch: statements grow with their number, memory does not grow with the batch."""
    for start in range(0, len(people), size):
        yield people[start : start + size]


class Right(StrEnum):
    know = "know"
    erase = "erase"
    correct = "correct"


@dataclass(frozen=True)
class Basis:
    """Why rows are withheld or kept, in words for the person, with the citation."""

    text: str
    citation: str
    pointer: str = ""  # where the person's rights in these rows are explained


@dataclass(frozen=True)
class Instruction:
    """What the law's verdict tells the engine to do. No rule of law is applied here."""

    right: Right
    today: date
    regimes: Mapping[str, Basis] = field(default_factory=dict)
    exceptions: Mapping[str, Basis] = field(default_factory=dict)
    holds: Mapping[str, Basis] = field(default_factory=dict)  # "system" or "system.table": nothing there is changed
    household: Basis | None = None
    since: date | None = None  # know: leave out rows collected before
    until: date | None = None
    not_from_consumer: Basis | None = None  # erase: rows whose sources do not include the consumer are kept
