"""Pick up a run that was killed: what is left to find, and what that run had written down."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from habeas.datamap.graph import Graph
from habeas.engine.batch import Instruction, Subject
from habeas.engine.explain import Prepared, prepare
from habeas.engine.journal import Journal
from habeas.stores.protocol import Store


def resume(
    subjects: Sequence[Subject],
    graph: Graph,
    stores: Mapping[str, Store],
    instruction: Instruction,
    map_version: str,
    journal: Journal,
    salts: Mapping[int, bytes] | None = None,
) -> Prepared:
    """As `prepare`, with the journalled keys added: a row stays in reach though the way to it is erased already.

    Hand the result to `execute` with the same journal. People who had not begun are prepared as usual.
    """
    written = journal.begun([subject.ordinal for subject in subjects])
    return prepare(subjects, graph, stores, instruction, map_version, salts, written)
