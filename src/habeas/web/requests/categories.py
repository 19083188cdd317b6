"""The answer by category (§7024(k)), computed from what was reached for this person and nobody else (§7024(j))."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from habeas.datamap.business import Recipient, Role
from habeas.datamap.graph import TableRef
from habeas.datamap.inside import place_of
from habeas.datamap.project import Project
from habeas.datamap.tables import Column, Table
from habeas.delivery.dossier import Part, PartItem
from habeas.delivery.errors import DeliveryError
from habeas.engine.plan import Plan
from habeas.law.california.answer_to_know import SixParts, check_categories_answer
from habeas.law.california.categories import Category, SensitiveCategory
from habeas.law.california.know import CategoriesPart

NONE_SOLD = "We did not sell or share personal information about you in this period."


def category_titles() -> dict[str, str]:
    """Code -> the statute's words (Civ. Code §1798.130(c))."""
    titles = {found.value: found.wording for found in Category}
    return titles | {found.value: found.wording for found in SensitiveCategory}


class AnswerIncomplete(DeliveryError):
    """The answer by category lacks what the law requires; its message names the parts and the sections."""


def six_parts(plan: Plan, project: Project) -> tuple[Part, ...]:
    """The six parts in the regulation's order. Raises AnswerIncomplete rather than give out fewer."""
    parts = _six_parts(plan, project)
    check = check_categories_answer(stated(parts))
    if any(found.is_error for found in check.value):
        raise AnswerIncomplete(check.cited())
    return parts


def stated(parts: Iterable[Part]) -> SixParts:
    """What rendered parts say, as the law looks at it."""
    by_heading = {part.heading: part for part in parts}
    lists = {name: _listed(by_heading.get(name.heading)) for name in CategoriesPart}
    return SixParts(
        collected=lists[CategoriesPart.COLLECTED],
        sources=lists[CategoriesPart.SOURCES],
        purposes=lists[CategoriesPart.PURPOSES],
        third_parties=lists[CategoriesPart.THIRD_PARTIES],
        sold_or_shared=_by_label(by_heading.get(CategoriesPart.SOLD_OR_SHARED.heading)),
        disclosed=_by_label(by_heading.get(CategoriesPart.DISCLOSED.heading)),
    )


def _listed(part: Part | None) -> tuple[str, ...] | None:
    """The labels; category L also by its kinds, which stand below it."""
    if part is None:
        return None
    kinds = (kind for item in part.items if item.label == Category.SENSITIVE.wording for kind in item.details)
    return (*(item.label for item in part.items), *kinds)


def _by_label(part: Part | None) -> dict[str, tuple[str, ...]] | None:
    return None if part is None else {item.label: item.details for item in part.items}


def _six_parts(plan: Plan, project: Project) -> tuple[Part, ...]:
    reached = _reached(plan, project)
    codes = _codes(reached)
    known = [found for found in project.recipients.recipients if _received(found, plan)]
    sold = [found for found in known if found.sold or found.shared]
    bought = [found for found in known if found.role is Role.third_party]
    served = [found for found in known if found.role is not Role.third_party]
    return (
        Part(CategoriesPart.COLLECTED.heading, tuple(_collected(codes, reached))),
        Part(CategoriesPart.SOURCES.heading, _lines(_sources(reached))),
        Part(CategoriesPart.PURPOSES.heading, _lines(p for _, table, _ in reached for p in table.purposes)),
        Part(CategoriesPart.THIRD_PARTIES.heading, _kinds(codes, bought), "" if _kinds(codes, bought) else "None."),
        Part(
            CategoriesPart.SOLD_OR_SHARED.heading,
            _by_category(codes, sold),
            "" if _by_category(codes, sold) else NONE_SOLD,
        ),
        Part(
            CategoriesPart.DISCLOSED.heading,
            _by_category(codes, served),
            "" if _by_category(codes, served) else "We disclosed none for a business purpose.",
        ),
    )


def _received(recipient: Recipient, plan: Plan) -> bool:
    """Whether the recipient gets anything from the tables in which this person was found."""
    places = {name for ref in plan.filled for name in (ref.system, str(ref))}
    return not recipient.receives or bool(places.intersection(recipient.receives))


Reached = list[tuple[TableRef, Table, list[Column]]]


def _reached(plan: Plan, project: Project) -> Reached:
    """Tables with delivered rows, and their columns that hold something about this person."""
    found: Reached = []
    for ref, filled in plan.filled.items():
        table = project.systems[ref.system].tables[ref.table]
        columns = [
            column
            for name, column in table.fields.items()
            # What is about somebody else was not collected about this person (§1798.145(k)).
            # What lies inside a column counts as held where the column holds anything.
            if filled.get(_whole(name, table)) and not column.security and column.about != "other"
        ]
        found.append((ref, table, columns))
    return found


def _codes(reached: Reached) -> list[str]:
    held = {code for _, _, columns in reached for column in columns for code in column.category}
    sensitive = {code for _, _, columns in reached for column in columns for code in column.sensitive}
    ordered = [found.value for found in Category if found.value in held or (found is Category.SENSITIVE and sensitive)]
    return ordered


def _collected(codes: Iterable[str], reached: Reached) -> Iterable[PartItem]:
    titles = category_titles()
    for code in codes:
        if code == Category.SENSITIVE.value:
            held = {found for _, _, columns in reached for column in columns for found in column.sensitive}
            yield PartItem(
                titles[code], tuple(titles[found.value] for found in SensitiveCategory if found.value in held)
            )
        else:
            names = [
                _name(name, column)
                for _, table, columns in reached
                for name, column in _named(table, columns)
                if code in column.category
            ]
            yield PartItem(f"{code}. {titles[code]}", tuple(dict.fromkeys(names)))


def _named(table: Table, columns: list[Column]) -> Iterable[tuple[str, Column]]:
    return ((name, column) for name, column in table.fields.items() if column in columns)


def _whole(name: str, table: Table) -> str:
    place = None if name in table.columns else place_of(name)
    return place.column if place else name


def _name(name: str, column: Column) -> str:
    return column.title or column.describe or name.replace("_", " ")


def _sources(reached: Reached) -> Iterable[str]:
    for _, table, columns in reached:
        for source in (*table.sources, *(found for column in columns for found in column.source)):
            yield source.kind if source.kind == source.name else f"{source.kind} ({source.name})"


def _lines(values: Iterable[str]) -> tuple[PartItem, ...]:
    return tuple(PartItem(value) for value in dict.fromkeys(values))


def _kinds(codes: list[str], recipients: list[Recipient]) -> tuple[PartItem, ...]:
    return _lines(found.kind for found in recipients if set(found.categories) & set(codes))


def _by_category(codes: list[str], recipients: list[Recipient]) -> tuple[PartItem, ...]:
    titles: Mapping[str, str] = category_titles()
    items = []
    for code in codes:
        kinds = tuple(dict.fromkeys(found.kind for found in recipients if code in found.categories))
        if kinds:
            items.append(PartItem(f"{code}. {titles[code]}", kinds))
    return tuple(items)
