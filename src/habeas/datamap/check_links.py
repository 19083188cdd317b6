"""Links of the data map that lead nowhere, to another type of column, or not at all."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

from habeas.datamap.facts import ColumnFacts, SystemFacts, TableFacts
from habeas.datamap.graph import LinkUnclear, Parent, TableRef, down, parse_link, seeds, ways_up
from habeas.datamap.problems import Problem, Severity
from habeas.datamap.project import Project
from habeas.datamap.source import Document, Where
from habeas.datamap.tables import Link, Table

NUMBERS = frozenset({"integer", "decimal"})


def link_faults(
    ref: TableRef, table: Table, document: Document, project: Project, facts: Mapping[str, SystemFacts]
) -> Iterator[Problem]:
    """What is wrong with the links of one table."""
    own = facts[ref.system].tables[ref.table]
    for columns, source, at in _links(ref, table, document, facts):
        if isinstance(source, Problem):
            yield source
        else:
            for text in _faults(columns, own, source, project, facts):
                yield document.problem(at, text)
    if table.keep:
        for name in table.keep.while_:
            fault = _while_fault(ref, name, project, facts[ref.system])
            if fault:
                yield document.problem(("tables", ref.table, "keep", "while"), fault)


def _links(
    ref: TableRef, table: Table, document: Document, facts: Mapping[str, SystemFacts]
) -> Iterator[tuple[tuple[str, ...], Parent | Problem, Where]]:
    for index, subject in enumerate(table.subject):
        if isinstance(subject, Link):
            at: Where = ("tables", ref.table, "subject", index)
            try:
                access = down(ref, subject, facts)
                assert isinstance(access.source, Parent)
                yield access.columns, access.source, at
            except LinkUnclear as error:
                yield (), document.problem(at, str(error)), at
    for name, column in table.fields.items():
        if column.link is not None:
            at = ("tables", ref.table, *table.where(name))
            try:
                ways_up(ref, table.model_copy(update={"columns": {name: column}}))
                yield (name,), parse_link(column.link, ref.system), at
            except LinkUnclear as error:
                yield (), document.problem(at, str(error)), at


def _faults(
    columns: tuple[str, ...], own: TableFacts, source: Parent, project: Project, facts: Mapping[str, SystemFacts]
) -> Iterator[str]:
    system, table = source.ref
    if system not in project.systems:
        yield f"the link points to system {system!r}, which is not in systems/; there are: {', '.join(project.systems)}"
        return
    described = project.systems[system].tables.get(table)
    if described is None:
        yield f"the link points to table {source.ref}, which the data map does not name"
        return
    if described.ignore is not None or described.not_searched is not None:
        yield f"the link points to table {source.ref}, which the data map says is ignored or not searched"
    target = facts[system].tables.get(table) if system in facts else None
    if target is None:
        return
    for here, there in zip(columns, source.columns, strict=True):
        held, sought = _column(own, here), _column(target, there)
        if sought is None:
            yield f"the link points to {source.ref}.{there}, a column that does not exist; there are: {', '.join(target.columns)}"
        elif held is not None and not _comparable(held, sought):
            yield (
                f"column {here!r} is {held.type} but {source.ref}.{there} is {sought.type}; "
                "expected columns of the same type"
            )


def _column(facts: TableFacts, name: str) -> ColumnFacts | None:
    try:
        return facts.column(name)
    except ValueError:
        return None  # reported with its line elsewhere


def _comparable(one: ColumnFacts, other: ColumnFacts) -> bool:
    if any(facts.within is not None and facts.within.family != "array" for facts in (one, other)):
        return True  # a value in JSON is compared as text
    return one.family == other.family or {one.family, other.family} <= NUMBERS


def _while_fault(ref: TableRef, name: str, project: Project, facts: SystemFacts) -> str:
    if name not in facts.tables:
        return f"system {ref.system!r} has no table {name!r}"
    other = project.systems[ref.system].tables.get(name)
    is_linked = other is not None and any(_leads_to(ref, subject) for subject in other.subject)
    if not is_linked and all(key.table != ref.table for key in facts.tables[name].foreign_keys):
        return f"no foreign key, and no link without `where` and `normalise`, leads from {name!r} to {ref}: it would never keep a row"
    return ""


def _leads_to(ref: TableRef, subject: str | Link) -> bool:
    """Whether a link's keys alone say which row of `ref` is meant."""
    if not isinstance(subject, Link) or subject.link is None or subject.where or subject.normalise:
        return False
    try:
        return parse_link(subject.link, ref.system).ref == ref
    except LinkUnclear:
        return False  # reported with its line elsewhere


def unreached(project: Project) -> Iterator[Problem]:
    """Tables that nothing leads to: their data would be in no answer, and nobody would hear of it."""
    entered = {target for name, system in project.systems.items() for target in _targets_up(name, system.tables)}
    for name, system in project.systems.items():
        for table_name, table in system.tables.items():
            if table.ignore is not None or table.not_searched is not None or (name, table_name) in entered:
                continue
            if any(isinstance(subject, Link) for subject in table.subject):
                continue
            if "self" not in table.subject or not seeds(table):
                problem = project.documents[name].problem(
                    ("tables", table_name),
                    f"nothing leads to table {name}.{table_name}, so nobody's rows are found in it; give it a column that "
                    "`identifies` a person, a `subject` link, or a `link` up from another table",
                )
                yield replace(problem, severity=Severity.warning)


def _targets_up(system: str, tables: Mapping[str, Table]) -> Iterator[TableRef]:
    for name, table in tables.items():
        if table.ignore is None and table.not_searched is None:
            try:
                yield from (target for target, _ in ways_up(TableRef(system, name), table))
            except LinkUnclear:
                continue  # reported with its line elsewhere
