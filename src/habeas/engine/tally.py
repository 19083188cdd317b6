"""Rows counted by request and outcome, and the plans that follow from the counts."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from habeas.datamap.graph import Graph, Node, TableRef
from habeas.engine.batch import Instruction, Subject
from habeas.engine.plan import Outcome, Plan, digest, kinds_text
from habeas.engine.resolve import Reach
from habeas.engine.rules import Fate, Ruling
from habeas.engine.sharing import Rules
from habeas.stores.protocol import Session

NOTHING = b""


@dataclass
class Tally:
    """Rows by ordinal and outcome, and by ordinal, table and column the rows that hold a value.

    Outcomes are numbered: most people of a batch meet the same few.
    """

    kinds: dict[Outcome, int] = field(default_factory=dict)
    rows: dict[int, dict[int, int]] = field(default_factory=dict)
    filled: dict[int, dict[TableRef, dict[str, int]]] = field(default_factory=dict)

    def add(self, kind: Outcome, counts: Iterable[tuple[int, int]]) -> None:
        """So many rows of each ordinal met this fate."""
        number = self.kinds.setdefault(kind, len(self.kinds))
        for ordinal, rows in counts:
            found = self.rows.setdefault(ordinal, {})
            found[number] = found.get(number, 0) + rows

    def count(
        self, tables: Sequence[TableRef], reach: Reach, rules: Rules, sessions: Mapping[str, Session], by_column: bool
    ) -> None:
        """Let the stores count the rows of these tables: one statement a table and chunk."""
        for ref in tables:
            own = rules[ref]
            # Rulings that differ only in their predicate are one outcome to a reader.
            kinds = [outcome_of(ref, ruling) for ruling in (*own.rulings, own.default)]
            columns = mapped_columns(reach.graph.nodes[ref]) if by_column else ()
            for ordinal, rule, rows, held in sessions[ref.system].count(reach.reached(ref), own.predicates, columns):
                self.add(kinds[rule], ((ordinal, rows),))
                if held and kinds[rule].fate is Fate.deliver:
                    known = self.filled.setdefault(ordinal, {}).setdefault(ref, {})
                    for name, number in zip(columns, held, strict=True):
                        known[name] = known.get(name, 0) + number

    def plans(
        self,
        subjects: Sequence[Subject],
        graph: Graph,
        instruction: Instruction,
        map_version: str,
        salts: Mapping[int, bytes],
    ) -> dict[int, Plan]:
        """The plan of each."""
        kinds = list(self.kinds)
        known: dict[frozenset[int], tuple[str, tuple[str, ...]]] = {}
        spelled: dict[tuple[int, int], Outcome] = {}  # most people have the same few numbers of rows
        plans = {}
        for subject in subjects:
            counts = self.rows.get(subject.ordinal, {})
            met = frozenset(counts)
            if met not in known:
                outcomes = [kinds[number] for number in met]
                text = kinds_text(instruction.right, map_version, outcomes)
                known[met] = text, unmapped_columns(graph, {outcome.table for outcome in outcomes})
            text, unmapped = known[met]
            own = digest(subject, text, salts.get(subject.ordinal, NOTHING))
            for one in counts.items():
                if one not in spelled:
                    spelled[one] = kinds[one[0]].of(one[1])
            found = tuple(spelled[one] for one in counts.items())
            filled = self.filled.get(subject.ordinal, {})
            plans[subject.ordinal] = Plan(instruction.right, map_version, found, own, filled, unmapped)
        return plans


def outcome_of(ref: TableRef, ruling: Ruling) -> Outcome:
    """The outcome of a ruling, for no rows yet."""
    return Outcome(ref, ruling.fate, 0, ruling.reason, ruling.citation, ruling.pointer)


def mapped_columns(node: Node) -> tuple[str, ...]:
    """Columns that both the data map and the store know."""
    return tuple(name for name in node.table.columns if name in node.facts.columns)


def unmapped_columns(graph: Graph, tables: Collection[TableRef]) -> tuple[str, ...]:
    return tuple(
        f"{ref}.{name}"
        for ref in sorted(tables)
        for name in graph.nodes[ref].facts.columns
        if name not in graph.nodes[ref].table.columns
    )
