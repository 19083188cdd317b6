"""The project against the law: what its notice says and what its settings do, with file and line."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from habeas.datamap.business import Asked, Recipient, Role
from habeas.datamap.problems import Problem, Severity
from habeas.datamap.project import Project
from habeas.datamap.source import Where
from habeas.law.california.categories import Category, SensitiveCategory
from habeas.law.california.configuration.check import check_configuration
from habeas.law.california.configuration.disclosing import site_of
from habeas.law.california.finding import Finding
from habeas.law.california.frictionless import is_frictionless
from habeas.law.california.notices.collection import Channel, Collected, Landing, check_data_map, check_notice
from habeas.law.california.notices.policy import Policy, lint_policy, may_publish
from habeas.law.california.notices.practices import Listed, Practices
from habeas.law.california.notices.presentation import Presentation
from habeas.law.california.notices.statements import Statement
from habeas.law.verdict import Verdict
from habeas.web.notices.configured import Unknown, choices_of, lawful, settings_of
from habeas.web.notices.policy import kinds, policy, serving, sold_to

Kind = Category | SensitiveCategory
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
    return [*_of_settings(project, on), *_of_notice(applied, on), *_of_data_map(project)]


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


def _of_settings(project: Project, on: date) -> Iterator[Located]:
    for found in check_configuration(settings_of(project)[0], on=on).value:
        yield Located(found, *_setting(project, found.where))


def _of_notice(project: Project, on: date) -> Iterator[Located]:
    for found in lint_policy(stated_policy(project), practices(project), on=on).value:
        yield Located(found, NOTICE, _part(project, found.where))
    yield from _of_collection(project)


def _of_collection(project: Project) -> Iterator[Located]:
    """The notice at collection of the request form: the section of the policy to which the form links."""
    listed = policy(project).rows
    said: dict[Kind, Collected] = {
        Category(row.code): Collected(row.purposes, bool(row.sold_to), row.retention) for row in listed
    }
    kinds = [kind for kind in _stated(project) if isinstance(kind, SensitiveCategory)]
    of_sensitive = said.get(Category.SENSITIVE, Collected())
    said.update(dict.fromkeys(kinds, of_sensitive))
    sold = {one.category for one in _listed(sold_to(project.recipients.recipients))}
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
    listed = _stated(project)
    for name, system in project.systems.items():
        for table_name, table in system.tables.items():
            for column_name, column in table.columns.items():
                kinds: set[Kind] = {Category(code) for code in column.category}
                kinds |= {Category.SENSITIVE} if column.sensitive and Category.SENSITIVE not in listed else set()
                place = f"{name}.{table_name}.{column_name}"
                for found in check_data_map({place: sorted(kinds)}, listed).value:
                    where = ("tables", table_name, "columns", column_name)
                    yield Located(found, project.documents[name].file, where)


# What the project's notice says ---------------------------------------------------------------------------------


def stated_policy(project: Project) -> Policy:
    """The policy as the public page prints it."""
    notice, page = project.notice, policy(project)
    return Policy(
        last_updated_on=notice.updated_on,
        collected=dict.fromkeys(_stated(project), ""),
        sources=tuple(dict.fromkeys(source for row in page.rows for source in row.sources)),
        purposes=tuple(dict.fromkeys(purpose for row in page.rows for purpose in row.purposes)),
        sold_or_shared=page.sold,
        says_none_sold=not page.sells_or_shares,
        disclosed=page.disclosed,
        says_none_disclosed=not page.disclosed,
        disclosing_purposes=page.disclosing_for,
        third_parties=page.third_parties,
        says=says(project),
        sells_under_16=project.business.knows_of_under_16_sales,
        sensitive_beyond_permitted=project.business.uses_sensitive_beyond_permitted,
        presentation=Presentation(languages=project.business.notice_languages),
        text=" ".join((notice.introduction, *notice.summary)),
    )


# What the page says of itself, whoever the business is; portal/notice.html marks each with `data-says`.
ALWAYS_SAID = frozenset(Statement) - {
    Statement.OPT_OUT,
    Statement.LIMIT,
    Statement.OPT_OUT_ADMT,
    Statement.ACCESS_ADMT,
    Statement.OPT_OUT_NOTICE,
    Statement.LIMIT_NOTICE,
    Statement.SIGNAL_SCOPE,
    Statement.SIGNAL_HOW_TO,
    Statement.FRICTIONLESS,
    Statement.UNDER_16_CONSENT,
    Statement.METRICS,
    Statement.NO_VERIFICATION_METHOD,
}


_SIGNALS = {Statement.SIGNAL_SCOPE, Statement.SIGNAL_HOW_TO, Statement.FRICTIONLESS}


def says(project: Project) -> frozenset[Statement]:
    """What the public page says of rights and of how to use them."""
    notice = project.notice
    sells = policy(project).sells_or_shares
    given = (
        (sells, {Statement.OPT_OUT}),
        (project.business.uses_sensitive_beyond_permitted, {Statement.LIMIT}),
        (project.business.admt_for_significant_decisions, {Statement.OPT_OUT_ADMT, Statement.ACCESS_ADMT}),
        (sells and bool(notice.opt_out_notice), {Statement.OPT_OUT_NOTICE}),
        (bool(notice.limit_notice), {Statement.LIMIT_NOTICE}),
        (sells and bool(notice.signal_guide), _SIGNALS),
        (bool(notice.under_16_consent), {Statement.UNDER_16_CONSENT}),
        (bool(notice.metrics), {Statement.METRICS}),
        (bool(notice.no_verification), {Statement.NO_VERIFICATION_METHOD}),
    )
    return ALWAYS_SAID.union(*(statements for is_said, statements in given if is_said))


def _stated(project: Project) -> dict[Kind, None]:
    """The categories of the notice, and the sensitive kinds printed with category L."""
    stated: dict[Kind, None] = {Category(found.code): None for found in project.notice.categories}
    if Category.SENSITIVE in stated:
        printed = next(row.sensitive for row in policy(project).rows if row.code == Category.SENSITIVE.value)
        stated.update({kind: None for kind in SensitiveCategory if kind.wording in printed})
    return stated


# What is true of the business -----------------------------------------------------------------------------------


def practices(project: Project) -> Practices:
    """The facts as the data map, the recipients and the settings tell them."""
    business = project.business
    return Practices(
        sells=business.sells,
        shares=business.shares,
        sold_or_shared=_listed(sold_to(project.recipients.recipients)),
        disclosed=_listed(serving(project.recipients.recipients)),
        third_parties=tuple(
            dict.fromkeys(one.kind for one in project.recipients.recipients if one.role is Role.third_party)
        ),
        sells_under_16=business.knows_of_under_16_sales,
        sensitive_beyond_permitted=business.uses_sensitive_beyond_permitted,
        admt_for_significant_decisions=business.admt_for_significant_decisions,
        consumers_in_year=business.consumers_in_year,
        can_verify=business.can_verify,
        claims_frictionless=_claims_frictionless(project),
        languages=business.languages,
    )


def _claims_frictionless(project: Project) -> bool:
    """Whether the website does without the opt-out link because signals meet no friction."""
    site = site_of(settings_of(project)[0])
    return site.sells_or_shares and not site.link_posted and is_frictionless(site).value


def _listed(recipients: list[Recipient]) -> tuple[Listed, ...]:
    codes = sorted({code for one in recipients for code in one.categories if code in set(Category)})
    return tuple(Listed(Category(code), kinds(code, recipients)) for code in codes)


# Where it stands ------------------------------------------------------------------------------------------------

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
            code = code if code in codes else Category.SENSITIVE.value
            return ("categories", codes.index(code), *part) if code in codes else ("categories",)
    return ("updated_on",) if where == "last updated" else ()


def _line(project: Project, file: str, where: Where) -> int:
    documents = {**project.files, **{found.file: found for found in project.documents.values()}}
    return documents[file].line(where) if file in documents else 0
