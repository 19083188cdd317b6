"""A privacy policy as a whole: every check of its words, its lists and its age, and whether it may be published.

Cal. Code Regs., tit. 11, §§7003, 7011, 7013(g); Civ. Code §§1798.110(c), 1798.130(a)(5); read 2026-11-23
(https://cppa.ca.gov/regulations/). The policy as described here says what it is described to say; what a page shows is
for its tests. A policy that is wrong is not newly published, and the one in place stays where people find it (our
choice). How long categories are kept is no part of it (`collection`).

>>> today = date(2026, 11, 23)
>>> lint_policy(Policy(date(2026, 10, 1)), on=today).value
()
>>> sold = Practices(sells=True)
>>> sorted({found.row for found in lint_policy(Policy(date(2026, 10, 1)), sold, on=today).value})
['B-15']
>>> may_publish(Policy(date(2025, 11, 22)), on=today).value
False
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from habeas.law.california.categories import Category, SensitiveCategory
from habeas.law.california.finding import Finding, Findings, report
from habeas.law.california.notices.freshness import check_freshness
from habeas.law.california.notices.lists import check_collected, check_disclosed, check_sold
from habeas.law.california.notices.practices import PLAIN, Listed, Practices
from habeas.law.california.notices.presentation import USUAL, Presentation, check_language, check_presentation
from habeas.law.california.notices.statements import Statement, check_declared, check_statements
from habeas.law.california.ruling import ruling
from habeas.law.rule import rule
from habeas.law.verdict import Verdict


@dataclass(frozen=True, slots=True)
class Policy:
    """What a privacy policy says. Without more, it says all that it must of a business that does nothing special.

    `last_updated_on` None: no date is shown. `collected`: each category with the words shown for it, empty for the
    statute's own. `says_none_sold`, `says_none_disclosed`: None where it says so if its list is empty. `silent_on`
    takes away from what it `says`. `sells_under_16` and `sensitive_beyond_permitted` None: it does not say.
    """

    last_updated_on: date | None
    collected: Mapping[Category | SensitiveCategory, str] = field(default_factory=dict)
    sources: tuple[str, ...] = ()
    purposes: tuple[str, ...] = ()
    sold_or_shared: tuple[Listed, ...] = ()
    says_none_sold: bool | None = None
    prominently: bool = True
    selling_purposes: tuple[str, ...] = ()
    disclosed: tuple[Listed, ...] = ()
    says_none_disclosed: bool | None = None
    separate_lists: bool = True
    disclosing_purposes: tuple[str, ...] = ()
    third_parties: tuple[str, ...] = ()
    says: frozenset[Statement] = frozenset(Statement)
    silent_on: frozenset[Statement] = frozenset()
    sells_under_16: bool | None = False
    sensitive_beyond_permitted: bool | None = False
    presentation: Presentation = USUAL
    text: str = ""  # to be looked at for jargon; may be empty


@rule(
    *("B-01", "B-02", "B-03", "B-04", "B-11", "B-12", "B-13", "B-14", "B-15", "B-16", "B-17", "B-18", "B-19", "B-20"),
    *("B-21", "B-22", "B-23", "B-24", "B-25", "B-26", "B-27"),
)
def lint_policy(policy: Policy, practices: Practices = PLAIN, *, on: date) -> Verdict[Findings]:
    """What is wrong with this privacy policy on this day, given what is true of the business?"""
    checks = _checks(policy, practices, on)
    return report(
        (found for check in checks for found in check.value),
        *dict.fromkeys(row for check in checks for row in check.rows),
        parameters=dict.fromkeys(used for check in checks for used in check.parameters),
        good="The policy says what it must.",
    )


def _checks(policy: Policy, practices: Practices, on: date) -> tuple[Verdict[Findings], ...]:
    return (
        check_freshness(policy.last_updated_on, on=on),
        check_presentation(policy.presentation, languages=practices.languages),
        check_language(policy.text),
        check_collected(
            policy.collected, collects=practices.collects, sources=policy.sources, purposes=policy.purposes
        ),
        check_sold(
            policy.sold_or_shared,
            says_none_sold=policy.says_none_sold,
            prominently=policy.prominently,
            sells_or_shares=practices.sells_or_shares,
            in_fact=practices.sold_or_shared,
            purposes=policy.selling_purposes,
        ),
        check_disclosed(
            policy.disclosed,
            says_none_disclosed=policy.says_none_disclosed,
            separate_list=policy.separate_lists,
            in_fact=practices.disclosed,
            purposes=policy.disclosing_purposes,
            third_parties=(*policy.third_parties, *(kind for one in policy.sold_or_shared for kind in one.recipients)),
            third_parties_in_fact=practices.third_parties,
        ),
        check_declared(
            sells_under_16=policy.sells_under_16,
            sensitive_beyond_permitted=policy.sensitive_beyond_permitted,
            practices=practices,
        ),
        check_statements(policy.says - policy.silent_on, practices, on=on),
    )


@rule("B-10", "B-11")
def may_publish(
    policy: Policy, practices: Practices = PLAIN, *, on: date, further: tuple[Finding, ...] = ()
) -> Verdict[bool]:
    """May this policy be newly published on this day? Not with an error in it; the one in place stays where it is.

    `further`: what other checks found, such as those of the notice at collection and of the links.
    """
    found = [one for one in (*lint_policy(policy, practices, on=on).value, *further) if one.is_error]
    rows = tuple(dict.fromkeys(one.row for one in found)) or ("B-10", "B-11")
    if found:
        return ruling(False, f"Mend this before publishing: {' '.join(one.text for one in found)}", *rows)
    return ruling(True, "The policy may be published.", *rows)
