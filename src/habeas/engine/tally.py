"""Rows counted by request and outcome, and the plans that follow from the counts."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from habeas.datamap.graph import Graph, Node, TableRef
from habeas.engine.batch import Instruction, Subject
from habeas.engine.beside import notes
from habeas.engine.errors import OutcomesDiffer
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

    def met(self, kind: Outcome) -> dict[int, int]:
        """Rows of each ordinal that met this fate."""
        number = self.kinds.get(kind)
        return {ordinal: counts[number] for ordinal, counts in self.rows.items() if number in counts}

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
        known: dict[frozenset[int], tuple[str, tuple[str, ...], tuple[str, ...]]] = {}
        spelled: dict[tuple[int, int], Outcome] = {}  # most people have the same few numbers of rows
        plans = {}
        for subject in subjects:
            counts = self.rows.get(subject.ordinal, {})
            met = frozenset(counts)
            if met not in known:
                outcomes = [kinds[number] for number in met]
                text = kinds_text(instruction.right, map_version, outcomes)
                tables = {outcome.table for outcome in outcomes}
                known[met] = text, unmapped_columns(graph, tables), notes(graph, outcomes)
            text, unmapped, more = known[met]
            own = digest(subject, text, salts.get(subject.ordinal, NOTHING))
            for one in counts.items():
                if one not in spelled:
                    spelled[one] = kinds[one[0]].of(one[1])
            found = tuple(spelled[one] for one in counts.items())
            filled = self.filled.get(subject.ordinal, {})
            plans[subject.ordinal] = Plan(instruction.right, map_version, found, own, filled, unmapped, more)
        return plans

    def check(self, reach: Reach, but: Collection[int] = ()) -> None:
        """Raises OutcomesDiffer unless as many rows met a fate as were met on the way to what hangs on them.

        `but` are people of whom keys were known from before: their rows may be gone.
        """
        keyed = {
            ref: keys for (ref, columns), keys in reach.exported.items() if _is_key(columns, reach.graph.nodes[ref])
        }
        met: dict[TableRef, Counter[int]] = {ref: Counter() for ref in keyed}
        tables = [met.get(outcome.table) for outcome in self.kinds]
        for ordinal, counts in self.rows.items():
            for number, rows in counts.items():
                if (own := tables[number]) is not None:
                    own[ordinal] += rows
        for ref, keys in keyed.items():
            refuse_difference(ref, Counter(keys.ordinals), met[ref], but)


def _is_key(columns: tuple[str, ...], node: Node) -> bool:
    facts = node.facts
    return bool(columns) and columns == facts.primary_key and not any(facts.columns[name].nullable for name in columns)


def refuse_difference(
    ref: TableRef, reached: Mapping[int, int], met: Mapping[int, int], but: Collection[int] = ()
) -> None:
    """Raises OutcomesDiffer where the numbers of somebody's rows are not the same."""
    differing = [at for at in reached.keys() | met.keys() if reached.get(at, 0) != met.get(at, 0) and at not in but]
    if differing:
        rows, fates = (sum(counts.get(at, 0) for at in differing) for counts in (reached, met))
        raise OutcomesDiffer(
            f"{ref}: of {len(differing)} who ask {rows} rows are reached and {fates} meet a fate; nothing was done: run "
            "it again, and if it happens again report it as a fault of the engine"
        )


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
