"""The data map against the real schemas: everything that differs, with its line."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping

from habeas.datamap.check_cascades import cascade_faults
from habeas.datamap.check_indexes import index_faults
from habeas.datamap.check_links import link_faults, unreached
from habeas.datamap.facts import ColumnFacts, SystemFacts, TableFacts
from habeas.datamap.graph import Condition, TableRef, conditions
from habeas.datamap.inside import place_of
from habeas.datamap.problems import Problem
from habeas.datamap.project import Project
from habeas.datamap.source import Document, Where
from habeas.datamap.tables import Link, System, Table

PASSWORD = re.compile(r"^\w[\w+]*://[^/@\s]*:[^/@\s]+@|[?&;]password=", re.IGNORECASE)


def check_project(
    project: Project,
    facts: Mapping[str, SystemFacts],
    regimes: Collection[str] | None = None,
    exceptions: Collection[str] | None = None,
) -> list[Problem]:
    """All problems between the map and the systems whose facts are given, sorted by file and line.

    `regimes` and `exceptions` are the names and citations that the law knows; None leaves them unchecked.
    """
    problems: list[Problem] = []
    for name, system in project.systems.items():
        document = project.documents[name]
        problems.extend(_check_secrets(system, document))
        problems.extend(_check_names(system, document, regimes, exceptions))
        if name in facts:
            problems.extend(_check_system(system, document, facts[name], project, facts))
    problems.extend(unreached(project))
    return sorted(set(problems))


def _check_secrets(system: System, document: Document) -> Iterator[Problem]:
    for key, url in (("url", system.url), ("read_url", system.read_url)):
        if url is not None and PASSWORD.search(url):
            yield document.problem(
                (key,), f"`{key}` holds a password; never a secret in the file: write env:NAME or file:PATH"
            )


def _check_names(
    system: System, document: Document, regimes: Collection[str] | None, exceptions: Collection[str] | None
) -> Iterator[Problem]:
    for name, table in system.tables.items():
        if table.regime is not None and regimes is not None and table.regime.name not in regimes:
            yield document.problem(
                ("tables", name, "regime"),
                f"unknown regime {table.regime.name!r}; expected one of: {', '.join(sorted(regimes))}",
            )
        if table.keep is not None and exceptions is not None and table.keep.because not in exceptions:
            yield document.problem(
                ("tables", name, "keep", "because"),
                f"unknown exception {table.keep.because!r}; expected one of: {', '.join(sorted(exceptions))}",
            )


def _check_system(
    system: System, document: Document, own: SystemFacts, project: Project, facts: Mapping[str, SystemFacts]
) -> Iterator[Problem]:
    for name in sorted(own.tables.keys() - system.tables.keys()):
        yield document.problem(
            ("tables",),
            f"table {name!r} of the database is not in the data map; describe it, or write `{name}: {{ignore: REASON}}`",
        )
    yield from cascade_faults(system, document, own)
    for name, table in system.tables.items():
        where = ("tables", name)
        if name not in own.tables:
            if table.ignore is None and table.not_searched is None:
                known = ", ".join(sorted(own.tables)) or "none"
                yield document.problem(where, f"the database has no table {name!r}; it has: {known}")
        elif table.ignore is None:
            ref = TableRef(system.system, name)
            yield from _check_columns(ref, table, own.tables[name], document)
            yield from link_faults(ref, table, document, project, facts)
            yield from index_faults(ref, table, document, facts)


def _check_columns(ref: TableRef, table: Table, facts: TableFacts, document: Document) -> Iterator[Problem]:
    where = ("tables", ref.table)
    missing = [name for name in facts.columns if name not in table.columns]
    if missing:
        yield document.problem(
            (*where, "columns"),
            f"table {ref}: the map does not name its columns {', '.join(missing)}; give each its category, or `{{}}`",
        )
    named = [*((name, table.where(name)) for name in table.fields), *_named_columns(table)]
    for name, at in named:
        fault = _absent(ref, name, facts)
        if fault:
            yield document.problem((*where, *at), fault)
    for name, at in _dates(table):
        if name in facts.columns and facts.columns[name].family not in ("date", "datetime", "text"):
            yield document.problem(
                (*where, *at), f"column {name!r} of {ref} is {facts.columns[name].type}; expected a column of dates"
            )
    for condition, at in _conditions(table):
        for text in _impossible(condition, facts.columns):
            yield document.problem((*where, *at), f"{ref}: {text}")


def _absent(ref: TableRef, name: str, facts: TableFacts) -> str:
    """Why the table has no such column, or its column nothing inside; "" when it has."""
    try:
        if facts.column(name) is not None:
            return ""
        place = place_of(name)
    except ValueError as error:
        return f"table {ref}: {error}"
    within = facts.columns.get(place.column) if place else None
    if within is not None:
        return f"column {within.name!r} of {ref} is {within.type}; {name!r} needs JSON (or, for each element, an array)"
    return f"table {ref} has no column {name!r}; it has: {', '.join(facts.columns)}"


def _named_columns(table: Table) -> Iterator[tuple[str, Where]]:
    """Columns that stand outside `columns:`."""
    yield from _dates(table)
    for (name, _), at in _conditions(table):
        yield name, at
    for index, subject in enumerate(table.subject):
        if isinstance(subject, Link):
            for name in (*(subject.via or ()), *(subject.column or ())):
                yield name, ("subject", index)


def _dates(table: Table) -> Iterator[tuple[str, Where]]:
    if table.collected:
        yield table.collected, ("collected",)
    if table.keep and table.keep.from_:
        yield table.keep.from_, ("keep", "from")


def _conditions(table: Table) -> Iterator[tuple[Condition, Where]]:
    places: list[tuple[Where, Mapping[str, object]]] = []
    if table.regime:
        places.append((("regime", "where"), table.regime.where))
    if table.keep:
        places.append((("keep", "where"), table.keep.where))
    places += [(("subject", i), s.where) for i, s in enumerate(table.subject) if isinstance(s, Link)]
    for at, where in places:
        for condition in conditions(where):  # type: ignore[arg-type]
            yield condition, (*at, condition[0])


def _impossible(condition: Condition, columns: Mapping[str, ColumnFacts]) -> Iterator[str]:
    """Values that the column cannot hold."""
    name, values = condition
    column = columns.get(name)
    for value in values:
        if column is None or value is None:
            continue
        if column.values and str(value) not in column.values:
            yield f"column {name!r} takes one of {', '.join(column.values)}, not {value!r}"
        elif column.family in ("integer", "decimal") and isinstance(value, str):
            yield f"column {name!r} is {column.type} and never {value!r}"
