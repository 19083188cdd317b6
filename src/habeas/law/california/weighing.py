"""How strict the method of verifying must be: what the regulation says to weigh.

Cal. Code Regs., tit. 11, §§7060(c)(3), 7062(d); read 2026-11-23 (https://cppa.ca.gov/regulations/). The text gives
factors and four examples, no scale: here the kind of data and the harm decide what `sensitive` means to
`verification.required_degree`, and each further risk asks for a stricter method. Left out: which method is strict
enough, which the business decides and writes down (`method`).

>>> is_sensitive(("browsing_history",)).value, is_sensitive(("browsing_history", "family_photographs")).value
(False, True)
>>> how_strict(Risk(fraud_likely=True)).value
Strictness(sensitive=False, stricter=True, because=('fraud is likely',))
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from enum import StrEnum

from habeas.law.california.ruling import ruling
from habeas.law.errors import ImpossibleInput
from habeas.law.rule import rule
from habeas.law.verdict import Verdict


class Kind(StrEnum):
    """Kinds of data as the examples of §7062(d) sort them, and what is sensitive by definition."""

    BROWSING_HISTORY = "browsing_history"
    MARITAL_STATUS = "marital_status"
    PREFERENCES = "preferences"
    FAMILY_PHOTOGRAPHS = "family_photographs"
    CONTACT_INFORMATION = "contact_information"
    SENSITIVE = "sensitive"  # of a sensitive category
    NEVER_DISCLOSED = "never_disclosed"  # such as a Social Security number


_LOW = frozenset({Kind.BROWSING_HISTORY, Kind.MARITAL_STATUS, Kind.PREFERENCES})


@dataclass(frozen=True, slots=True)
class Risk:
    """What §7060(c)(3) says to weigh; each is true where it speaks for a stricter method."""

    sensitive: bool = False  # the kind, sensitivity or value of the information
    harmful: bool = False  # what a wrong deletion, correction or disclosure would do
    fraud_likely: bool = False
    spoofable: bool = False  # what is given could be made up or bought
    impersonal: bool = False  # business and consumer have no close dealings
    better_technology: bool = False  # a stronger way of verifying is at hand


@dataclass(frozen=True, slots=True)
class Strictness:
    """`sensitive` decides the degree of a deletion or correction; `stricter`: more care within the degree."""

    sensitive: bool
    stricter: bool
    because: tuple[str, ...]


_WORDS = {
    "sensitive": "the information is sensitive or valuable",
    "harmful": "a mistake would harm the consumer",
    "fraud_likely": "fraud is likely",
    "spoofable": "what is given is easily faked",
    "impersonal": "business and consumer do not know each other",
    "better_technology": "a stronger way of verifying is at hand",
}


@rule("E-05")
def how_strict(risk: Risk) -> Verdict[Strictness]:
    """How strict must the method of verifying be in view of these risks?"""
    because = tuple(words for name, words in _WORDS.items() if getattr(risk, name))
    found = Strictness(risk.sensitive or risk.harmful, bool(because), because)
    reason = f"A stricter method is called for: {'; '.join(because)}." if because else "No risk asks for more."
    return ruling(found, reason, "E-05")


@rule("E-23", "E-24")
def is_sensitive(kinds: Collection[Kind], *, harmful: bool = False) -> Verdict[bool]:
    """Does deleting or correcting these kinds of data take the higher degree? One sensitive kind suffices."""
    if not kinds and not harmful:
        raise ImpossibleInput("Name the kinds of data that the request is about.")
    high = sorted(set(kinds) - _LOW)
    if high:
        named = ", ".join(kind.replace("_", " ") for kind in high)
        return ruling(True, f"Sensitive, or harmful to lose: {named}.", "E-24")
    if harmful:
        return ruling(True, "Losing or changing it without leave would harm the consumer.", "E-24")
    return ruling(False, "The information is of low sensitivity, and a mistake would do little harm.", "E-23")
