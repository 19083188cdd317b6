"""Foreign keys by which an erasure would delete or change rows of which the data map says nothing."""

from __future__ import annotations

from collections.abc import Iterator

from habeas.datamap.cascade import GOES, changes_rows, is_followed, is_outside
from habeas.datamap.facts import ForeignKey, SystemFacts, TableFacts
from habeas.datamap.problems import Problem
from habeas.datamap.source import Document
from habeas.datamap.tables import System


def cascade_faults(system: System, document: Document, facts: SystemFacts) -> Iterator[Problem]:
    """Every such key out of a table that is nobody's, with what to write."""
    erased = _erased(system, facts)
    for name, table in facts.tables.items():
        said = system.tables.get(name)
        if not is_outside(said):
            continue
        for key in table.foreign_keys:
            fault = _fault(name, key, None if said is None else said.cascade) if key.table in erased else ""
            if fault:
                yield document.problem(("tables", name) if said else ("tables",), fault)


def _erased(system: System, facts: SystemFacts) -> set[str]:
    """Tables of which an erasure deletes rows, those that go along included."""
    found = {name for name, table in system.tables.items() if not is_outside(table) and table.erases_rows}
    going = [facts.tables[name] for name, table in system.tables.items() if table.cascade and name in facts.tables]
    while True:
        more = {table.name for table in going if _goes(table, found)} - found
        if not more:
            return found
        found |= more


def _goes(table: TableFacts, erased: set[str]) -> bool:
    return any(key.on_delete == GOES and key.table in erased for key in table.foreign_keys)


def _fault(name: str, key: ForeignKey, cascade: bool | None) -> str:
    what = f"the foreign key {', '.join(key.columns)} of {name!r} leads to {key.table!r} with ON DELETE {key.on_delete}"
    if cascade is None and changes_rows(key):
        return (
            f"{what}: an erasure there would {'delete' if key.on_delete == GOES else 'change'} rows of {name!r}; write "
            f"`cascade: true` at {name} and they go along, counted, or `cascade: false` and the rows they hang on stay"
        )
    if cascade and changes_rows(key) and not is_followed(key):
        return f"{what}, which `cascade: true` cannot follow; write `cascade: false`, or describe the table"
    return ""
