"""Find and read at once: a table that others hang on is read one time, their keys taken from the rows on the way out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field
from operator import itemgetter

from habeas.datamap.graph import Graph, TableRef
from habeas.engine.batch import Instruction, Subject
from habeas.engine.explain import Prepared
from habeas.engine.resolve import Note, resolve, settled
from habeas.engine.rules import decide
from habeas.engine.sharing import Rules
from habeas.engine.tally import Tally, mapped_columns, outcome_of, refuse_difference
from habeas.stores.protocol import Batch, Session, Store
from habeas.stores.reached import Reached

# Takes the delivered rows of one table with their columns, each led by its ordinal, in no order. It is called
# again for a table with more rows, and reads what it is given to the end.
Sink = Callable[[TableRef, tuple[str, ...], Iterator[Batch]], None]


def read(
    subjects: Sequence[Subject],
    graph: Graph,
    stores: Mapping[str, Store],
    instruction: Instruction,
    map_version: str,
    sink: Sink,
    salts: Mapping[int, bytes] | None = None,
) -> Prepared:
    """Everything that one chunk of people is answered with goes to `sink`; what comes back are the plans, counted on the way.

    One snapshot of each system. A statement for each table; two more for those of which some rows are not delivered.
    The plans do not say which columns hold something: who takes the rows sees it. Raises what the stores raise.
    """
    graph = graph.for_reading()
    with ExitStack() as stack:
        systems = {ref.system for ref in graph.nodes}
        sessions: dict[str, Session] = {name: stack.enter_context(stores[name].reading()) for name in sorted(systems)}
        rules = {ref: decide(node, instruction) for ref, node in graph.nodes.items()}
        reader = _Reader(graph, rules, sessions, sink)
        reach = resolve(subjects, graph, sessions, reader=reader)
        ruled = [ref for ref in sorted(graph.nodes) if rules[ref].rulings and not reach.reached(ref).is_empty]
        reader.tally.count(ruled, reach, rules, sessions, by_column=False)
        for ref in graph.nodes:
            if ref not in reader.done and not reach.reached(ref).is_empty:
                reader.deliver(reach.reached(ref), None)
        reader.tally.check(reach)
        plans = reader.tally.plans(subjects, graph, instruction, map_version, salts or {})
        statements = sum(session.statements for session in sessions.values())
    return Prepared(tuple(subjects), graph, instruction, map_version, reach, rules, plans, statements)


@dataclass
class _Reader:
    """Implements `resolve.Reader` for tables of which all rows are delivered and all keys known when their turn comes.

    A row that is reached again in a later round would be delivered twice, so tables in rings of links wait until the
    reach is whole.
    """

    graph: Graph
    rules: Rules
    sessions: Mapping[str, Session]
    sink: Sink
    tally: Tally = field(default_factory=Tally)
    done: set[TableRef] = field(default_factory=set)

    def __post_init__(self) -> None:
        self._settled = settled(self.graph)

    def read(self, fresh: Reached, columns: Sequence[str], note: Note | None) -> bool:
        ref, known = fresh.node.ref, mapped_columns(fresh.node)
        if ref not in self._settled or fresh.node.stops or self.rules[ref].rulings or not set(columns) <= set(known):
            return False
        wanted = itemgetter(0, *(known.index(name) + 1 for name in columns))
        self.deliver(fresh, (lambda batch: note(list(map(wanted, batch)))) if note else None)
        self.done.add(ref)
        return True

    def deliver(self, reached: Reached, note: Note | None) -> None:
        ref, rules = reached.node.ref, self.rules[reached.node.ref]
        columns = mapped_columns(reached.node)
        batches = self.sessions[ref.system].rows(reached, rules.predicates, columns)
        counts = Counter[int]()
        self.sink(ref, columns, _watched(batches, counts, note))
        if not rules.rulings:
            self.tally.add(outcome_of(ref, rules.default), counts.items())
        else:
            refuse_difference(ref, self.tally.met(outcome_of(ref, rules.default)), counts)


def _watched(batches: Iterator[Batch], counts: Counter[int], note: Note | None) -> Iterator[Batch]:
    for batch in batches:
        counts.update(map(itemgetter(0), batch))
        if note is not None:
            note(batch)
        yield batch
