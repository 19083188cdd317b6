"""What the engine asks of a store. SQL databases and files answer alike; HTTP systems and people can too."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from typing import Any, NamedTuple, Protocol

from habeas.datamap.facts import SystemFacts
from habeas.datamap.graph import Node
from habeas.stores.masks import Mask
from habeas.stores.reached import Key, Predicate, Reached, Reference

Rules = Sequence[Predicate]  # the first that holds decides; a row for which none holds is ruled by len(rules)


# Rows as the driver gives them, some at a time, each led by its ordinal: a step of Python a row costs as much as the query.
Batch = Sequence[tuple[Any, ...]]


class Counted(NamedTuple):
    """Rows of one request under one rule, and how many of them hold a value in each counted column."""

    ordinal: int
    rule: int
    rows: int
    filled: tuple[int, ...] = ()


class Changed(NamedTuple):
    """Rows that were meant by ordinal, one of two people counted for each, and how many the store says it touched."""

    counts: Mapping[int, int]
    rows: int


class Beside(NamedTuple):
    """Rows that a change touched without being told to: by triggers, or keys that cascade. No table: not told apart."""

    table: str
    put_in: int
    changed: int
    taken_out: int


NewValue = tuple[Key, object, object]  # of a row: its key, the value it holds, the new one


class Session(Protocol):
    """One unit of work against one system. Every method is one statement a chunk of keys, however many people."""

    statements: int

    def export(self, reached: Reached, columns: Sequence[str]) -> Iterator[Batch]:
        """The values of `columns` for every reached row, with its ordinal."""

    def count(self, reached: Reached, rules: Rules, columns: Sequence[str]) -> Iterator[Counted]:
        """How many reached rows fall under each rule, request by request."""

    def rows(self, reached: Reached, rules: Rules, columns: Sequence[str]) -> Iterator[Batch]:
        """The rows under none of the rules, in no order, streamed."""

    def referenced(self, reference: Reference, keys: Sequence[Key]) -> set[Key]:
        """Those of `keys` that a row which remains still points at."""

    def violations(self, reached: Reached, rules: Rules, masks: Mapping[str, Mask]) -> Sequence[str]:
        """The constraints that masking the rows under none of the rules would break, in plain words."""

    def refusals(
        self, node: Node, key: Sequence[str], column: str, changes: Sequence[NewValue], together: Collection[str]
    ) -> Sequence[str]:
        """The constraints that `replace` would break, in plain words; one that speaks of several columns of `together`,
        which change at once, is left to the run."""

    def delete(self, reached: Reached, rules: Rules) -> Changed:
        """Delete the rows under none of the rules."""

    def mask(self, reached: Reached, rules: Rules, masks: Mapping[str, Mask]) -> Changed:
        """Mask the rows under none of the rules."""

    def replace(self, node: Node, key: Sequence[str], column: str, changes: Sequence[NewValue]) -> int:
        """Put new values into a column: (the row's key, the value it holds, the new one); rows changed.

        A row that no longer holds the value stays as it is. Keys are those before the session's own changes.
        """


class Rehearsal(Session, Protocol):
    """A session of which nothing stays."""

    sees_changes: bool  # whether what it changed can be asked for in it

    def check(self) -> None:
        """Everything that would be looked at, or done, at its end. Raises what the end would raise."""

    def beside(self) -> Sequence[Beside]:
        """What was touched besides, as far as the store can tell; empty entries left out."""


class Store(Protocol):
    """One system of the business."""

    system: str

    def facts(self) -> SystemFacts:
        """The tables as the store describes them. Raises StoreUnreachable."""

    def reading(self, *, fresh: bool = False) -> AbstractContextManager[Session]:
        """A session that cannot change anything. A `fresh` one asks no copy that may lag behind the last change."""

    def writing(self) -> AbstractContextManager[Session]:
        """A session in one transaction: all of it happens, or nothing."""

    def rehearsing(self) -> AbstractContextManager[Rehearsal]:
        """As `writing`, and at the end everything is as it was."""

    def sql(self, reached: Reached, rules: Rules, masks: Mapping[str, Mask] | None) -> str:
        """The statement that `delete` (or `mask`) would run, for people to read."""

    def dispose(self) -> None:
        """Let go of every connection; the store can be used again."""
