"""The project against the law: what its notice says and what its settings do, with file and line."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from habeas.datamap.business import Asked
from habeas.datamap.problems import Problem, Severity
from habeas.datamap.project import Project
from habeas.datamap.source import Where
from habeas.law.california.categories import Category, SensitiveCategory
from habeas.law.california.configuration.check import check_configuration
from habeas.law.california.finding import Finding, warning
from habeas.law.california.holiday_table import LAST_DAY
from habeas.law.california.notices.collection import Channel, Collected, Landing, check_data_map, check_notice
from habeas.law.california.notices.policy import lint_policy, may_publish
from habeas.law.verdict import Verdict
from habeas.web.notices.configured import Unknown, choices_of, lawful, settings_of
from habeas.web.notices.policy import policy, sold_to
from habeas.web.notices.stated import Kind, listed, practices, stated_kinds, stated_policy

BUSINESS, NOTICE, RECIPIENTS = "business.yml", "notice.yml", "recipients.yml"


@dataclass(frozen=True)
class Located:
    """A finding of the law, and where in the project it stands."""

    finding: Finding
    file: str
    where: Where

    def problem(self, project: Project) -> Problem:
        """The finding as `habeas check` prints it."""
        found = self.finding
        cited = "; ".join(map(str, found.citations))
        applied = f" Until then: {found.applied}" if found.applied else ""
        severity = Severity.error if found.is_error else Severity.warning
        return Problem(self.file, _line(project, self.file, self.where), f"{self.text}{applied} ({cited})", severity)

    @property
    def text(self) -> str:
        """What is wrong, and what mends it."""
        return f"{self.finding.text} {self.finding.remedy}"


def problems(project: Project, on: date) -> list[Problem]:
    """What `habeas check` says: findings of the law, words that nothing knows, and whether the notice may be published."""
    found = [one.problem(project) for one in findings(project, on)]
    for one in unknown(project, on):
        found.append(Problem(one.file, _line(project, one.file, one.where), one.text))
    verdict = publishable(project, on)
    if not verdict.value:
        cited = "; ".join(map(str, verdict.citations))
        text = f"until this is mended, the notice may not be newly published; the page that is there stays ({cited})"
        found.append(Problem(NOTICE, 1, text, Severity.warning))
    return found


def findings(project: Project, on: date) -> list[Located]:
    """Everything that the law has to say about the project on this day.

    The notice is looked at as it is shown: with lawful defaults in the place of unlawful settings.
    """
    applied = lawful(project, on)
    found = (*_of_calendar(on), *_of_settings(project, on), *_of_notice(applied, on), *_of_data_map(project))
    # A field asked for with three kinds of request is one line of a file, and one thing to mend.
    return list({(one.file, one.where, one.finding.text): one for one in reversed(found)}.values())[::-1]


def unknown(project: Project, on: date) -> tuple[Unknown, ...]:
    """Words in the settings that nothing knows; they are not applied."""
    fields = {found.value for found in Asked}
    refused = {one.finding.where.rpartition(".")[2] for one in _of_settings(project, on)}
    own = [
        Unknown(BUSINESS, ("ask", at), f"the form has no field {name!r}; it has {', '.join(sorted(fields))}")
        for at, name in enumerate(project.business.ask)
        if name not in fields and name not in refused
    ]
    return (*settings_of(project)[1], *choices_of(project.business)[1], *own)


def publishable(project: Project, on: date) -> Verdict[bool]:
    """May the notice be newly published on this day, as it stands?"""
    applied = lawful(project, on)
    further = (*_of_collection(applied), *_of_data_map(project))
    return may_publish(stated_policy(applied), practices(applied), on=on, further=tuple(one.finding for one in further))


CALENDAR_NOTICE = timedelta(days=180)


def _of_calendar(on: date) -> Iterator[Located]:
    """The business-day calendar is data for some years; its end is announced while there is time."""
    if on + CALENDAR_NOTICE > LAST_DAY:
        text = f"The business-day calendar ends on {LAST_DAY}; requests are dated cautiously where it has no data."
        yield Located(warning("P-35", "calendar", text, "Install a version whose calendar goes further."), BUSINESS, ())


def _of_settings(project: Project, on: date) -> Iterator[Located]:
    for found in check_configuration(settings_of(project)[0], on=on).value:
        yield Located(found, *_setting(project, found.where))


def _of_notice(project: Project, on: date) -> Iterator[Located]:
    for found in lint_policy(stated_policy(project), practices(project), on=on).value:
        yield Located(found, NOTICE, _part(project, found.where))
    yield from _of_collection(project)


def _of_collection(project: Project) -> Iterator[Located]:
    """The notice at collection of the request form: the section of the policy to which the form links."""
    rows = policy(project).rows
    said: dict[Kind, Collected] = {
        Category(row.code): Collected(row.purposes, bool(row.sold_to), row.retention) for row in rows
    }
    kinds = [kind for kind in stated_kinds(project) if isinstance(kind, SensitiveCategory)]
    of_sensitive = said.get(Category.SENSITIVE, Collected())
    said.update(dict.fromkeys(kinds, of_sensitive))
    sold = {one.category for one in listed(sold_to(project.recipients.recipients))}
    checked = check_notice(said, in_fact_sold=sold & said.keys(), channel=Channel.REQUEST_FORM, landing=Landing.SECTION)
    seen = set()
    for found in checked.value:
        # The sensitive kinds are kept and used as category L is said to be: once is enough.
        where = _part(project, found.where)
        if (where, found.row) not in seen:
            seen.add((where, found.row))
            yield Located(found, NOTICE, where)


def _of_data_map(project: Project) -> Iterator[Located]:
    """Columns whose category the notice does not list."""
    stated = stated_kinds(project)
    for name, system in project.systems.items():
        for table_name, table in system.tables.items():
            for column_name, column in table.fields.items():
                kinds: set[Kind] = {Category(code) for code in column.category}
                kinds |= {Category.SENSITIVE} if column.sensitive and Category.SENSITIVE not in stated else set()
                place = f"{name}.{table_name}.{column_name}"
                for found in check_data_map({place: sorted(kinds)}, stated).value:
                    where = ("tables", table_name, "columns", column_name)
                    yield Located(found, project.documents[name].file, where)


_REQUESTS = (
    *("methods", "opt_out_methods", "limit_methods", "admt_methods", "date_range", "account_required"),
    *("login_required", "notary", "verification_fee", "two_step", "delete_all"),
)


def _setting(project: Project, where: str) -> tuple[str, Where]:
    """The file and place of a setting named as a finding names it."""
    head, _, rest = where.partition(".")
    if head in _REQUESTS:
        return BUSINESS, ("requests", head)
    if head == "asked":
        right, _, name = rest.partition(".")
        if name in project.business.ask:
            return BUSINESS, ("ask", project.business.ask.index(name))
        return BUSINESS, ("requests", "ask", right)
    if head == "recipients":
        names = [one.name for one in project.recipients.recipients]
        return RECIPIENTS, ("recipients", names.index(rest)) if rest in names else ()
    if head in ("sells", "shares", "languages"):
        return BUSINESS, (head,)
    if head.startswith(("link", "website links")):
        return BUSINESS, ("links",)
    return BUSINESS, ("signals",) if head in ("pop-up", "fee", "experience", "processing", "status", "effect") else ()


def _part(project: Project, where: str) -> Where:
    """The place in notice.yml of what a finding names."""
    codes = [found.code for found in project.notice.categories]
    for prefix, part in (("category ", ()), ("retention of ", ("retention",))):
        if where.startswith(prefix):
            code = where.removeprefix(prefix).split(" ")[0]
            code = Category.SENSITIVE.value if code in set(SensitiveCategory) else code
            return ("categories", codes.index(code), *part) if code in codes else ("categories",)
    return ("updated_on",) if where == "last updated" else ()


def _line(project: Project, file: str, where: Where) -> int:
    documents = {**project.files, **{found.file: found for found in project.documents.values()}}
    return documents[file].line(where) if file in documents else 0
