"""Columns by which people are found and that no index serves: each request would read the whole table."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator, Mapping
from dataclasses import replace

from habeas.datamap.facts import ColumnFacts, SystemFacts, TableFacts, bare
from habeas.datamap.graph import Access, LinkUnclear, TableRef, down, seeds, ways_up
from habeas.datamap.inside import arrows, braces, dollar, place_of
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
        if own is None or not own.columns or any(name not in own.columns for name in map(_whole, access.columns)):
            continue
        fault = _fault(target, access, own, facts[target.system])
        if fault:
            yield replace(document.problem(("tables", ref.table, *where), fault), severity=Severity.warning)


def _fault(ref: TableRef, access: Access, facts: TableFacts, system: SystemFacts) -> str:
    columns = [facts.column(name) for name in access.columns]
    spelled = [_spellings(column, system) for column in columns if column is not None]
    normalised = system.lookups.get(access.normalise, "") if access.normalise else "{}"
    if any(column is not None and column.is_each for column in columns) and not all(spelled):
        return (
            f"no index can serve the elements of {', '.join(access.columns)} of {ref}, each request reads the whole "
            "table; a table with one row for each element could have one"
        )
    if not normalised or not all(spelled):
        return ""
    found = [tuple(normalised.replace("{}", form) for form in forms) for forms in itertools.product(*spelled)]
    if any(_is_indexed(wanted, facts) for wanted in found):
        return ""
    how = f" for a lookup by normalised {access.normalise}" if access.normalise else ""
    name = _quoted("_".join([ref.table, *(re.sub(r"\W+", "_", c).strip("_") for c in access.columns), "lookup"]))
    kind, listed = "", ", ".join(found[0])
    if listed.startswith("gin("):
        kind, listed = "USING gin ", listed.removeprefix("gin(").removesuffix(")")
    return (
        f"column {', '.join(access.columns)} of {ref} has no index{how}, each request reads the whole table; "
        f"CREATE INDEX {name} ON {_quoted(ref.table)} {kind}({listed});"
    )


def _spellings(column: ColumnFacts, system: SystemFacts) -> tuple[str, ...]:
    """The expressions by which the store may look the column up, best first; none where no index can serve."""
    if column.place is None or column.within is None:
        return (_quoted(column.name),)
    family = column.within.family
    if column.is_each and family != "array":
        return ()
    steps = column.place.steps
    words = {"{}": _quoted(column.place.column), "{dollar}": f"'{dollar(steps)}'", "{braces}": braces(steps)}
    words["{arrows}"] = arrows(steps)
    return tuple(_filled(form, words) for form in system.paths.get(family, ()))


def _filled(form: str, words: Mapping[str, str]) -> str:
    return re.sub(r"\{\w*\}", lambda found: words[found[0]], form)


def _lookups(ref: TableRef, table: Table, facts: Mapping[str, SystemFacts]) -> Iterator[tuple[TableRef, Access, Where]]:
    if "self" in table.subject:
        for name, access in seeds(table).items():
            yield ref, access, table.where(name)
    for index, subject in enumerate(table.subject):
        if isinstance(subject, Link):
            try:
                yield ref, down(ref, subject, facts), ("subject", index)
            except LinkUnclear:
                continue  # reported with its line elsewhere
    for name, column in table.fields.items():
        try:
            for target, access in ways_up(ref, table.model_copy(update={"columns": {name: column}})):
                yield target, access, table.where(name)
        except LinkUnclear:
            continue


def _quoted(name: str) -> str:
    return name if re.fullmatch(r"[a-z_][a-z0-9_]*", name) else '"' + name.replace('"', '""') + '"'


def _is_indexed(wanted: tuple[str, ...], facts: TableFacts) -> bool:
    spelled = tuple(map(bare, wanted))
    return any(
        set(map(bare, index[: len(spelled)])) == set(spelled)
        for index in (facts.primary_key, *facts.uniques, *facts.indexes)
        if len(index) >= len(spelled)
    )


def _whole(name: str) -> str:
    """The column in which a value lies."""
    try:
        place = place_of(name)
    except ValueError:
        return ""  # reported with its line elsewhere
    return place.column if place else name
