"""Read what is delivered: one statement a table for the whole batch, streamed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import ExitStack
from dataclasses import dataclass

from habeas.datamap.graph import TableRef
from habeas.engine.explain import Prepared, mapped_columns
from habeas.stores.protocol import Session, Store
from habeas.stores.reached import Key


@dataclass(frozen=True)
class Stream:
    """The delivered rows of one table, ordered by request; `rows` can be read once."""

    table: TableRef
    columns: tuple[str, ...]
    rows: Iterator[tuple[int, Key]]


def fetch(prepared: Prepared, stores: Mapping[str, Store]) -> Iterator[Stream]:
    """A stream for each table with reached rows, in the order of the data map. Read each before the next."""
    with ExitStack() as stack:
        sessions: dict[str, Session] = {}
        for ref in prepared.graph.nodes:
            reached = prepared.reach.reached(ref)
            if reached.is_empty:
                continue
            if ref.system not in sessions:
                sessions[ref.system] = stack.enter_context(stores[ref.system].reading())
            columns = mapped_columns(prepared.graph.nodes[ref])
            yield Stream(ref, columns, sessions[ref.system].rows(reached, prepared.rules[ref].predicates, columns))
