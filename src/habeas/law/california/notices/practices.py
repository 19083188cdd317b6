"""What is true of a business, as far as its notices must say it. The defaults are those of one that does nothing special.

Civ. Code §§1798.110(c), 1798.130(a)(5); Cal. Code Regs., tit. 11, §7011(e); read 2026-11-23
(https://cppa.ca.gov/regulations/). The module decides nothing; how each fact is known is not its matter, nor which
recipients are third parties at all.

>>> Practices(sold_or_shared=(Listed(Category.IDENTIFIERS, ("advertising network",)),)).sells_or_shares
True
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeAlias

from habeas.law.california.categories import Category, SensitiveCategory

Kind: TypeAlias = Category | SensitiveCategory


@dataclass(frozen=True, slots=True)
class Listed:
    """A category that was sold, shared or disclosed: to which kinds of recipients, and for what purposes."""

    category: Category | SensitiveCategory
    recipients: tuple[str, ...] = ()
    purposes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Practices:
    """The facts about the year before. `third_parties` are the kinds that anything is disclosed to, sold or not."""

    collects: tuple[Category | SensitiveCategory, ...] = ()
    sells: bool = False
    shares: bool = False
    sold_or_shared: tuple[Listed, ...] = ()
    disclosed: tuple[Listed, ...] = ()  # to service providers and contractors, for a business purpose
    third_parties: tuple[str, ...] = ()
    sells_under_16: bool = False  # it knows that it sells or shares data of consumers under 16
    sensitive_beyond_permitted: bool = False  # beyond the purposes of §7027(m)
    admt_for_significant_decisions: bool = False
    consumers_in_year: int = 0  # bought, received, sold, shared or made available for commercial purposes
    can_verify: bool = True  # a reasonable method exists for some consumer at least
    claims_frictionless: bool = False  # it posts no link because it processes signals without friction
    languages: tuple[str, ...] = ("en",)  # in which Californians are usually given contracts and the like

    @property
    def sells_or_shares(self) -> bool:
        """Whether anything is sold or shared."""
        return self.sells or self.shares or bool(self.sold_or_shared)


PLAIN = Practices()  # a business that does nothing special


def label(kind: Category | SensitiveCategory) -> str:
    """A category as findings name it.

    >>> label(Category.GEOLOCATION)
    'G (Geolocation data)'
    """
    return f"{kind.value} ({kind.wording})"
