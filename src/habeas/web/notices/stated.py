"""What the public notice says, and what is true of the business, as the rules on notices take them."""

from __future__ import annotations

from collections.abc import Iterable

from habeas.datamap.business import Recipient, Role
from habeas.datamap.project import Project
from habeas.law.california.categories import Category, SensitiveCategory
from habeas.law.california.configuration.disclosing import site_of
from habeas.law.california.frictionless import is_frictionless
from habeas.law.california.notices.policy import Policy
from habeas.law.california.notices.practices import Listed, Practices
from habeas.law.california.notices.presentation import Presentation
from habeas.law.california.notices.statements import Statement
from habeas.web.notices.configured import settings_of
from habeas.web.notices.policy import kinds, policy, serving, sold_to

Kind = Category | SensitiveCategory


def stated_policy(project: Project) -> Policy:
    """The policy as the public page prints it."""
    notice, page = project.notice, policy(project)
    return Policy(
        last_updated_on=notice.updated_on,
        collected=dict.fromkeys(stated_kinds(project), ""),
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


def stated_kinds(project: Project) -> dict[Kind, None]:
    """The categories of the notice, and the sensitive kinds printed with category L."""
    stated: dict[Kind, None] = {Category(found.code): None for found in project.notice.categories}
    if Category.SENSITIVE in stated:
        printed = next(row.sensitive for row in policy(project).rows if row.code == Category.SENSITIVE.value)
        stated.update({kind: None for kind in SensitiveCategory if kind.wording in printed})
    return stated


def practices(project: Project) -> Practices:
    """The facts as the data map, the recipients and the settings tell them."""
    business = project.business
    return Practices(
        sells=business.sells,
        shares=business.shares,
        sold_or_shared=listed(sold_to(project.recipients.recipients)),
        disclosed=listed(serving(project.recipients.recipients)),
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


def listed(recipients: Iterable[Recipient]) -> tuple[Listed, ...]:
    """What these recipients get, by category, with the kinds of them."""
    found = list(recipients)
    codes = sorted({code for one in found for code in one.categories if code in set(Category)})
    return tuple(Listed(Category(code), kinds(code, found)) for code in codes)
