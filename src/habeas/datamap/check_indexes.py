"""Columns by which people are found and that no index serves: each request would read the whole table."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace

from habeas.datamap.facts import SystemFacts, TableFacts
from habeas.datamap.graph import Access, LinkUnclear, TableRef, down, seeds, ways_up
from habeas.datamap.problems import Problem, Severity
from habeas.datamap.source import Document, Where
from habeas.datamap.tables import Link, Table


def index_faults(
    ref: TableRef, table: Table, document: Document, facts: Mapping[str, SystemFacts]
) -> Iterator[Problem]:
    """A warning, with the statement that mends it, for each lookup without an index."""
    if table.path is not None:
        return  # files have no indexes
    for target, access, where in _lookups(ref, table, facts):
        own = facts[target.system].tables.get(target.table) if target.system in facts else None
        if own is None or not own.columns or any(name not in own.columns for name in access.columns):
            continue
        fault = _fault(target, access, own, facts[target.system].lookups)
        if fault:
            yield replace(document.problem(("tables", ref.table, *where), fault), severity=Severity.warning)


def _fault(ref: TableRef, access: Access, facts: TableFacts, lookups: Mapping[str, str]) -> str:
    wanted = tuple(map(_quoted, access.columns))
    if access.normalise is not None:
        expression = lookups.get(access.normalise)
        if expression is None:
            return ""
        wanted = tuple(expression.replace("{}", name) for name in wanted)
    if _is_indexed(wanted, facts):
        return ""
    columns = ", ".join(access.columns)
    how = f" for a lookup by normalised {access.normalise}" if access.normalise else ""
    name = _quoted(f"{ref.table}_{'_'.join(access.columns)}_lookup")
    return (
        f"column {columns} of {ref} has no index{how}, each request reads the whole table; "
        f"CREATE INDEX {name} ON {_quoted(ref.table)} ({', '.join(wanted)});"
    )


def _lookups(ref: TableRef, table: Table, facts: Mapping[str, SystemFacts]) -> Iterator[tuple[TableRef, Access, Where]]:
    if "self" in table.subject:
        for name, access in seeds(table).items():
            yield ref, access, ("columns", name)
    for index, subject in enumerate(table.subject):
        if isinstance(subject, Link):
            try:
                yield ref, down(ref, subject, facts), ("subject", index)
            except LinkUnclear:
                continue  # reported with its line elsewhere
    for name, column in table.columns.items():
        try:
            for target, access in ways_up(ref, table.model_copy(update={"columns": {name: column}})):
                yield target, access, ("columns", name)
        except LinkUnclear:
            continue


def _quoted(name: str) -> str:
    return name if re.fullmatch(r"[a-z_][a-z0-9_]*", name) else '"' + name.replace('"', '""') + '"'


def _is_indexed(wanted: tuple[str, ...], facts: TableFacts) -> bool:
    spelled = tuple(map(_bare, wanted))
    return any(
        set(map(_bare, index[: len(spelled)])) == set(spelled)
        for index in (facts.primary_key, *facts.uniques, *facts.indexes)
        if len(index) >= len(spelled)
    )


def _bare(expression: str) -> str:
    """An expression without what the catalogue adds to it: quotes, casts, brackets, spaces."""
    return re.sub(r"::[a-z ]+|[\"\s()]", "", expression.lower())
