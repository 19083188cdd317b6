"""What a run writes down before it changes anything, so that a killed one resumes without repeating or losing a row."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from typing import Protocol

Counts = Mapping[str, int]  # "system.table:fate" -> rows
Keys = Mapping[str, object]  # as `habeas.engine.keysets` writes them


class Journal(Protocol):
    """Where keys and counts are kept, by request. The keys are personal data: implementations seal them.

    Every call speaks of a whole set, so that writing it down costs as many statements for many requests as for one.
    """

    def begin(self, keys: Mapping[int, Keys]) -> None:
        """Write the keys down before the first change: all of them or none."""

    def done(self, system: str, counts: Mapping[int, Counts]) -> None:
        """Note that a system has committed."""

    def begun(self, ordinals: Collection[int]) -> Mapping[int, Keys]:
        """The keys of earlier runs that did not end; who had not begun is not in it."""

    def finished(self, ordinals: Collection[int]) -> Mapping[int, Mapping[str, Counts]]:
        """The systems of those runs that had committed, with their counts."""


@dataclass
class MemoryJournal:
    """A journal that lives as long as the process; for tests and for trying things out."""

    keys: dict[int, Keys] = field(default_factory=dict)
    counts: dict[int, dict[str, Counts]] = field(default_factory=dict)

    def begin(self, keys: Mapping[int, Keys]) -> None:
        self.keys.update(keys)

    def done(self, system: str, counts: Mapping[int, Counts]) -> None:
        for ordinal, own in counts.items():
            self.counts.setdefault(ordinal, {})[system] = own

    def begun(self, ordinals: Collection[int]) -> Mapping[int, Keys]:
        return {ordinal: self.keys[ordinal] for ordinal in ordinals if ordinal in self.keys}

    def finished(self, ordinals: Collection[int]) -> Mapping[int, Mapping[str, Counts]]:
        return {ordinal: self.counts[ordinal] for ordinal in ordinals if ordinal in self.counts}
