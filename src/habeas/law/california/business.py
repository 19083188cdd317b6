"""Who must comply: whether an organization is a business in the sense of the Act.

Civ. Code §§1798.140(d), 1798.199.95(d); read 2026-11-23 (https://leginfo.legislature.ca.gov). Three size tests, of which
one suffices; or control and branding in common with a business that passes the data on; or a joint venture; or a
voluntary certification. The revenue threshold from 2027-01-01 is not posted yet: where it would decide, the question
fails. Left out: nonprofits and public bodies, which are none unless one of the other ways makes them one.

>>> shop = Organization(annual_revenue=30_000_000)
>>> is_business(shop, date(2026, 11, 23)).value
True
>>> is_business(Organization(consumers_bought_sold_shared=99_999), date(2026, 11, 23)).value
False
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from habeas.law.california.parameters import Name, parameter
from habeas.law.california.provisions import provision
from habeas.law.california.ruling import ruling
from habeas.law.parameter import Parameter
from habeas.law.rule import rule
from habeas.law.verdict import Verdict

# 140(d)(3): at least this interest of each business. It has not changed with time, so it is no dated parameter.
_INTEREST_PERCENT = 40


@dataclass(frozen=True, slots=True)
class Organization:
    """What is known about it. Numbers are those of the preceding calendar year.

    `determines_purposes_and_means`: of processing consumers' information, alone or with others. `annual_revenue`: gross,
    in dollars. `consumers_bought_sold_shared`: consumers or households. `revenue_from_selling_percent`: selling or
    sharing. `controlled_in_common`: it controls, or is controlled by, a business; `receives_data`: consumers' personal
    information, from that business. `joint_venture_interest_percent`: the smallest of the businesses that make it up.
    `certified_voluntarily`: to the agency, that it complies.
    """

    for_profit: bool = True
    does_business_in_california: bool = True
    determines_purposes_and_means: bool = True
    annual_revenue: int = 0
    consumers_bought_sold_shared: int = 0
    revenue_from_selling_percent: float = 0
    controlled_in_common: bool = False
    common_branding: bool = False
    receives_data: bool = False
    joint_venture_interest_percent: float = 0
    certified_voluntarily: bool = False


@rule("A-45", "P-16", "P-17")
def is_business(organization: Organization, on: date) -> Verdict[bool]:
    """Is this organization a business that must comply, on this day?

    Raises ParameterNotInForce where the revenue threshold alone would decide and is not known for the day.
    """
    other = _other_way(organization)
    if other:
        return ruling(True, other, "A-45")
    core = (
        organization.for_profit,
        organization.does_business_in_california,
        organization.determines_purposes_and_means,
    )
    if not all(core):
        reason = "A business works for profit in California and decides why and how data is processed."
        return ruling(False, reason, "A-45")
    return _by_size(organization, on)


def _other_way(organization: Organization) -> str:
    if organization.certified_voluntarily:
        return "It has certified voluntarily that it complies."
    if organization.controlled_in_common and organization.common_branding and organization.receives_data:
        return "It shares control and branding with a business, and receives the data."
    if organization.joint_venture_interest_percent >= _INTEREST_PERCENT:
        return "It is a joint venture in which each business has a sufficient interest."
    return ""


def _by_size(organization: Organization, on: date) -> Verdict[bool]:
    for reached, words, row in _tests(organization, on):
        if reached:
            return ruling(True, f"It reaches the test of {words}.", "A-45", parameters=(row,))
    if not organization.annual_revenue:
        return ruling(False, "It reaches none of the size tests.", "A-45")
    # Now the revenue alone decides: a day without a known threshold is an open question.
    revenue = parameter(Name.REVENUE_THRESHOLD, on)
    above = organization.annual_revenue > revenue.number
    doubts = (provision("A-45").doubt,) if organization.annual_revenue == revenue.number else ()
    reason = f"It {'reaches the test of annual revenue' if above else 'reaches none of the size tests'}."
    return ruling(above, reason, "A-45", parameters=(revenue,), doubts=doubts)


def _tests(organization: Organization, on: date) -> Iterator[tuple[bool, str, Parameter]]:
    """The tests other than revenue: whether each is reached, its name, and the threshold."""
    volume = parameter(Name.VOLUME_THRESHOLD, on)
    share = parameter(Name.SELLING_REVENUE_SHARE, on)
    yield organization.consumers_bought_sold_shared >= volume.number, "volume", volume
    yield organization.revenue_from_selling_percent >= share.number, "revenue from selling or sharing", share
