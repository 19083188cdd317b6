"""The data map against the real schemas: everything that differs, with its line."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from habeas.datamap.facts import ColumnFacts, SystemFacts, TableFacts
from habeas.datamap.graph import Access, LinkUnclear, Parent, TableRef, _down, parse_link
from habeas.datamap.problems import Problem, Severity
from habeas.datamap.project import Project
from habeas.datamap.source import Document
from habeas.datamap.tables import Link, Normalise, System, Table

# What an index on a normalised column looks like, for the statement that adds it.
NORMALISED = {Normalise.email: "lower({})", Normalise.phone: "{}"}


def check_project(project: Project, facts: Mapping[str, SystemFacts]) -> list[Problem]:
    """All problems between the map and the systems whose facts are given, sorted by file and line."""
    problems: list[Problem] = []
    for name, system in project.systems.items():
        if name in facts:
            problems.extend(_check_system(system, project.documents[name], facts[name], project, facts))
    problems.extend(_check_notice(project))
    return sorted(set(problems))


def _check_system(
    system: System, document: Document, own: SystemFacts, project: Project, facts: Mapping[str, SystemFacts]
) -> Iterator[Problem]:
    for name in sorted(own.tables.keys() - system.tables.keys()):
        yield document.problem(
            ("tables",),
            f"table {name!r} of the database is not in the data map; describe it, or write `{name}: {{ignore: REASON}}`",
        )
    for name, table in system.tables.items():
        where = ("tables", name)
        if name not in own.tables:
            if table.ignore is None and table.not_searched is None:
                known = ", ".join(sorted(own.tables)) or "none"
                yield document.problem(where, f"the database has no table {name!r}; it has: {known}")
            continue
        if table.ignore is None:
            yield from _check_table(TableRef(system.system, name), table, own.tables[name], document, project, facts)


def _check_table(
    ref: TableRef,
    table: Table,
    facts: TableFacts,
    document: Document,
    project: Project,
    all_facts: Mapping[str, SystemFacts],
) -> Iterator[Problem]:
    where = ("tables", ref.table)
    for name in table.columns.keys() - facts.columns.keys():
        yield document.problem(
            (*where, "columns", name),
            f"table {ref} has no column {name!r}; it has: {', '.join(facts.columns)}",
        )
    missing = [name for name in facts.columns if name not in table.columns]
    if missing:
        yield document.problem(
            (*where, "columns"),
            f"table {ref}: the map does not name its columns {', '.join(missing)}; give each its category, or `{{}}`",
        )
    for named, at in _named_columns(table):
        if named not in facts.columns:
            yield document.problem(
                (*where, *at), f"table {ref} has no column {named!r}; it has: {', '.join(facts.columns)}"
            )
    yield from _check_links(ref, table, document, project, all_facts)
    yield from _check_indexes(ref, table, facts, document)


def _named_columns(table: Table) -> Iterator[tuple[str, tuple[str | int, ...]]]:
    """Columns that stand outside `columns:`."""
    if table.collected:
        yield table.collected, ("collected",)
    if table.regime:
        for name in table.regime.where:
            yield name, ("regime", "where", name)
    if table.keep:
        if table.keep.from_:
            yield table.keep.from_, ("keep", "from")
        for name in table.keep.where:
            yield name, ("keep", "where", name)
    for index, subject in enumerate(table.subject):
        if isinstance(subject, Link):
            for name in (*(subject.via or ()), *(subject.column or ()), *subject.where):
                yield name, ("subject", index)


def _check_links(
    ref: TableRef, table: Table, document: Document, project: Project, facts: Mapping[str, SystemFacts]
) -> Iterator[Problem]:
    own = facts[ref.system].tables[ref.table]
    for index, subject in enumerate(table.subject):
        if isinstance(subject, Link):
            where = ("tables", ref.table, "subject", index)
            try:
                access = _down(ref, subject, facts)
            except LinkUnclear as error:
                yield document.problem(where, str(error))
                continue
            yield from (
                document.problem(where, text)
                for text in _link_faults(access.columns, own, access.source, project, facts)
            )
    for name, column in table.columns.items():
        if column.link is not None:
            at = ("tables", ref.table, "columns", name)
            try:
                target = parse_link(column.link, ref.system)
            except LinkUnclear as error:
                yield document.problem(at, str(error))
                continue
            yield from (document.problem(at, text) for text in _link_faults((name,), own, target, project, facts))
    if table.keep:
        for name in table.keep.while_:
            if name not in facts[ref.system].tables:
                yield document.problem(
                    ("tables", ref.table, "keep", "while"), f"system {ref.system!r} has no table {name!r}"
                )


def _link_faults(
    columns: tuple[str, ...],
    own: TableFacts,
    source: object,
    project: Project,
    facts: Mapping[str, SystemFacts],
) -> Iterator[str]:
    if not isinstance(source, Parent):
        return
    if source.ref.system not in project.systems:
        yield f"the link points to system {source.ref.system!r}, which is not in systems/; there are: {', '.join(project.systems)}"
        return
    if source.ref.table not in project.systems[source.ref.system].tables:
        yield f"the link points to table {source.ref}, which the data map does not name"
        return
    target = facts[source.ref.system].tables.get(source.ref.table) if source.ref.system in facts else None
    if target is None:
        return
    for here, there in zip(columns, source.columns, strict=False):
        if there not in target.columns:
            yield f"the link points to {source.ref}.{there}, a column that does not exist; there are: {', '.join(target.columns)}"
        elif here in own.columns and not _comparable(own.columns[here], target.columns[there]):
            yield (
                f"column {here!r} is {own.columns[here].type} but {source.ref}.{there} is {target.columns[there].type}; "
                "expected columns of the same type"
            )


NUMBERS = frozenset({"integer", "decimal"})


def _comparable(one: ColumnFacts, other: ColumnFacts) -> bool:
    return one.family == other.family or {one.family, other.family} <= NUMBERS


def _check_indexes(ref: TableRef, table: Table, facts: TableFacts, document: Document) -> Iterator[Problem]:
    if not facts.primary_key and not facts.indexes and table.path is not None:
        return  # files have no indexes
    for access, where in _lookups(ref, table):
        wanted = tuple(
            NORMALISED[access.normalise].format(name) if access.normalise else name for name in access.columns
        )
        if any(name not in facts.columns for name in access.columns) or _is_indexed(wanted, facts):
            continue
        statement = f"CREATE INDEX ON {ref.table} ({', '.join(wanted)})"
        statement = statement.replace("INDEX ON", f"INDEX {ref.table}_{'_'.join(access.columns)}_lookup ON")
        problem = document.problem(
            ("tables", ref.table, *where),
            f"column {', '.join(access.columns)} of {ref} has no index, each request reads the whole table; {statement};",
        )
        yield Problem(problem.file, problem.line, problem.message, Severity.warning)


def _lookups(ref: TableRef, table: Table) -> Iterator[tuple[Access, tuple[str | int, ...]]]:
    from habeas.datamap.graph import NOT_SELECTIVE, Seed

    if "self" in table.subject:
        for name, column in table.columns.items():
            if column.identifies and column.identifies not in NOT_SELECTIVE and column.about is None:
                yield Access((name,), Seed(column.identifies), column.normalise), ("columns", name)
    for index, subject in enumerate(table.subject):
        if isinstance(subject, Link):
            yield (
                Access(subject.via or subject.column or (), Seed("link"), subject.normalise),
                ("subject", index),
            )


def _is_indexed(wanted: tuple[str, ...], facts: TableFacts) -> bool:
    spelled = tuple(part.replace('"', "").lower() for part in wanted)
    candidates = [facts.primary_key, *facts.uniques, *facts.indexes]
    return any(
        tuple(part.replace('"', "").lower() for part in index[: len(spelled)]) == spelled
        for index in candidates
        if index
    )


def _check_notice(project: Project) -> Iterator[Problem]:
    """A category that the systems hold and the notice does not list may not be collected (A-61)."""
    stated = {category.code for category in project.notice.categories}
    for name, system in project.systems.items():
        for table_name, table in system.tables.items():
            for column_name, column in table.columns.items():
                codes = set(column.category) | ({"L"} if column.sensitive else set())
                for code in sorted(codes - stated):
                    yield project.documents[name].problem(
                        ("tables", table_name, "columns", column_name),
                        f"category {code} is collected here but notice.yml does not list it (Civ. Code §1798.100(c))",
                    )
