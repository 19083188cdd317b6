"""What staff should know of an erasure or a correction beside what happens to the rows."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator

from habeas.datamap.graph import Graph, TableRef
from habeas.engine.plan import Outcome
from habeas.engine.rules import CHANGED, Fate

EVENTS = dict.fromkeys((*CHANGED, Fate.correct), "UPDATE") | {Fate.erase: "DELETE"}


def notes(graph: Graph, outcomes: Collection[Outcome]) -> tuple[str, ...]:
    """The triggers that fire and the materialised views that go stale, a sentence each."""
    changed = {(one.table, EVENTS[one.fate]) for one in outcomes if one.fate in EVENTS}
    return (*_triggers(graph, changed), *_views(graph, {ref for ref, _ in changed}))


def _triggers(graph: Graph, changed: Iterable[tuple[TableRef, str]]) -> Iterator[str]:
    for ref, event in sorted(changed):
        for trigger in graph.nodes[ref].facts.triggers:
            if trigger.event == event:
                yield f"{ref}: trigger {trigger.name} runs on {event}; see what it writes (--rehearse counts it)"


def _views(graph: Graph, changed: Iterable[TableRef]) -> Iterator[str]:
    found = sorted({(ref.system, view) for ref in changed for view in graph.nodes[ref].facts.stale_views})
    for system, view in found:
        yield f"{system}: materialised view {view} still shows the old rows afterwards; refresh it after the run"
