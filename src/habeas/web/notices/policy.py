"""The privacy policy (§7011) as plain values, for pages and for print."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from habeas.datamap.business import Notice, NoticeCategory, Recipient, Role
from habeas.datamap.project import Project
from habeas.law.california.categories import Category, SensitiveCategory
from habeas.law.california.notices.practices import Listed


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
    sold: tuple[Listed, ...]  # a list of its own (§7011(e)(1)(D)-(F))
    disclosed: tuple[Listed, ...]  # for a business purpose (§7011(e)(1)(H)-(I))
    disclosing_for: tuple[str, ...]  # purposes of disclosing (§7011(e)(1)(I))
    third_parties: tuple[str, ...]  # kinds to whom anything is disclosed (Civ. Code §1798.110(c)(4))
    other_notices: tuple[tuple[str, str], ...]
    notice: Notice  # for the addresses of texts that only some businesses owe


def policy(project: Project) -> Policy:
    """The policy as the project says it today."""
    notice = project.notice
    recipients = project.recipients.recipients
    rows = tuple(_row(category, project) for category in notice.categories)
    return Policy(
        effective_on=notice.effective_on,
        updated_on=notice.updated_on,
        summary=notice.summary,
        introduction=notice.introduction,
        rows=rows,
        sells_or_shares=project.business.sells or project.business.shares,
        sold=tuple(
            Listed(Category(row.code), row.sold_to, _purposes(row.code, sold_to(recipients)))
            for row in rows
            if row.sold_to
        ),
        disclosed=tuple(Listed(Category(row.code), row.disclosed_to) for row in rows if row.disclosed_to),
        disclosing_for=_merged(*(found.purposes for found in recipients)),
        third_parties=_merged(*((found.kind,) for found in recipients if found.role is Role.third_party)),
        other_notices=tuple(notice.other_notices.items()),
        notice=notice,
    )


def _row(category: NoticeCategory, project: Project) -> Row:
    recipients = project.recipients.recipients
    return Row(
        code=category.code,
        title=Category(category.code).wording,
        examples=category.examples,
        held=tuple(_held(category.code, project)),
        sensitive=tuple(_sensitive(category.code, project)),
        sources=category.sources,
        purposes=category.purposes,
        disclosed_to=_merged(category.disclosed_to, kinds(category.code, serving(recipients))),
        sold_to=kinds(category.code, sold_to(recipients)),
        retention=category.retention,
    )


def _held(code: str, project: Project) -> Iterable[str]:
    names = (
        column.title or column.describe or name.replace("_", " ")
        for system in project.systems.values()
        for table in system.tables.values()
        for name, column in table.fields.items()
        if code in column.category
    )
    return dict.fromkeys(sorted(names, key=str.casefold))


def _sensitive(code: str, project: Project) -> Iterable[str]:
    """The sensitive kinds that the systems hold, named with category L (§7011(e)(1)(A))."""
    if code != Category.SENSITIVE.value:
        return ()
    stated = {found for category in project.notice.categories for found in category.sensitive}
    held = stated | {
        found
        for system in project.systems.values()
        for table in system.tables.values()
        for column in table.fields.values()
        for found in column.sensitive
    }
    return (found.wording for found in SensitiveCategory if found.value in held)


def sold_to(recipients: Iterable[Recipient]) -> list[Recipient]:
    """Those to whom anything is sold, or with whom it is shared."""
    return [found for found in recipients if found.sold or found.shared]


def serving(recipients: Iterable[Recipient]) -> list[Recipient]:
    """Service providers and contractors."""
    return [found for found in recipients if found.role is not Role.third_party]


def _purposes(code: str, recipients: Iterable[Recipient]) -> tuple[str, ...]:
    return _merged(*(found.purposes for found in recipients if code in found.categories))


def kinds(code: str, recipients: Iterable[Recipient]) -> tuple[str, ...]:
    """The kinds of recipients that get this category."""
    return tuple(dict.fromkeys(found.kind for found in recipients if code in found.categories))


def _merged(*parts: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(value for part in parts for value in part))
