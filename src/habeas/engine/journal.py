"""What a run writes down before it changes anything, so that a killed one resumes without repeating or losing a row."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Protocol

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
