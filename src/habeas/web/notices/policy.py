"""The privacy policy (§7011) as plain values, for pages and for print."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from habeas.datamap.business import NoticeCategory, Recipient, Role
from habeas.datamap.project import Project
from habeas.law.california.categories import Category, SensitiveCategory


@dataclass(frozen=True)
class Row:
    """One row of the table of categories."""

    code: str
    title: str  # the statute's words (Civ. Code §1798.130(c))
    examples: str
    held: tuple[str, ...]  # what the connected systems hold of it, from the data map
    sensitive: tuple[str, ...]
    sources: tuple[str, ...]
    purposes: tuple[str, ...]
    disclosed_to: tuple[str, ...]
    sold_to: tuple[str, ...]
    retention: str


@dataclass(frozen=True)
class Policy:
    effective_on: date
    updated_on: date
    summary: tuple[str, ...]
    introduction: str
    rows: tuple[Row, ...]
    sells_or_shares: bool
    disclosing_for: tuple[str, ...]  # purposes of disclosing (§7011(e)(1)(I))
    other_notices: tuple[tuple[str, str], ...]


def policy(project: Project) -> Policy:
    """The policy as the project says it today."""
    notice = project.notice
    return Policy(
        effective_on=notice.effective_on,
        updated_on=notice.updated_on,
        summary=notice.summary,
        introduction=notice.introduction,
        rows=tuple(_row(category, project) for category in notice.categories),
        sells_or_shares=project.business.sells or project.business.shares,
        disclosing_for=_merged(*(found.purposes for found in project.recipients.recipients)),
        other_notices=tuple(notice.other_notices.items()),
    )


def _row(category: NoticeCategory, project: Project) -> Row:
    recipients = project.recipients.recipients
    served = [found for found in recipients if found.role is not Role.third_party]
    return Row(
        code=category.code,
        title=Category(category.code).wording,
        examples=category.examples,
        held=tuple(_held(category.code, project)),
        sensitive=tuple(_sensitive(category.code, project)),
        sources=category.sources,
        purposes=category.purposes,
        disclosed_to=_merged(category.disclosed_to, _kinds(category.code, served)),
        sold_to=_kinds(category.code, [found for found in recipients if found.sold or found.shared]),
        retention=category.retention,
    )


def _held(code: str, project: Project) -> Iterable[str]:
    names = (
        column.title or column.describe or name.replace("_", " ")
        for system in project.systems.values()
        for table in system.tables.values()
        for name, column in table.columns.items()
        if code in column.category
    )
    return dict.fromkeys(sorted(names, key=str.casefold))


def _sensitive(code: str, project: Project) -> Iterable[str]:
    """The sensitive kinds that the systems hold, named with category L (§7011(e)(1)(A))."""
    if code != Category.SENSITIVE.value:
        return ()
    held = {
        found
        for system in project.systems.values()
        for table in system.tables.values()
        for column in table.columns.values()
        for found in column.sensitive
    }
    return (found.wording for found in SensitiveCategory if found.value in held)


def _kinds(code: str, recipients: Iterable[Recipient]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(found.kind for found in recipients if code in found.categories))


def _merged(*parts: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(value for part in parts for value in part))
