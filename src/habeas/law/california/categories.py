"""The categories of personal information, in the words that notices and answers must use.

Civ. Code §1798.140(v)(1) and (ae); §1798.130(c); Cal. Code Regs., tit. 11, §§7001(bbb), 7011(e)(1)(A); read
2026-11-23 (https://leginfo.legislature.ca.gov). One datum may belong to several categories: a Social Security
number is A, B and sensitive 1A, and all of them are reported. Category L is reported by the sensitive list.
Left out: what is no personal information at all (publicly available, deidentified, aggregate:
§1798.140(v)(2)-(3)).

>>> Category("F").wording
'Internet or other electronic network activity information'
>>> SensitiveCategory("1C").citation.text
'Civ. Code §1798.140(ae)(1)(C)'
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType

from habeas.law.verdict import Citation, civil_code, regulation


@dataclass(frozen=True, slots=True)
class CategoryText:
    """What to print for a category: the statutory words, and plain examples (may be empty)."""

    wording: str
    examples: str
    citation: Citation


class Category(StrEnum):
    """The statutory categories (A) to (L)."""

    IDENTIFIERS = "A"
    CUSTOMER_RECORDS = "B"
    PROTECTED_CHARACTERISTICS = "C"
    COMMERCIAL = "D"
    BIOMETRIC = "E"
    INTERNET_ACTIVITY = "F"
    GEOLOCATION = "G"
    SENSORY = "H"
    EMPLOYMENT = "I"
    EDUCATION = "J"
    INFERENCES = "K"
    SENSITIVE = "L"

    @property
    def wording(self) -> str:
        """The statutory term, to be printed as it stands."""
        return CATEGORY_TEXTS[self].wording

    @property
    def examples(self) -> str:
        """What goes in it, in plain words."""
        return CATEGORY_TEXTS[self].examples

    @property
    def citation(self) -> Citation:
        """Where the category is named."""
        return CATEGORY_TEXTS[self].citation


class SensitiveCategory(StrEnum):
    """The kinds of sensitive personal information: statute (1A to 2C) and regulation (R4)."""

    GOVERNMENT_ID = "1A"
    ACCOUNT_WITH_CREDENTIALS = "1B"
    PRECISE_GEOLOCATION = "1C"
    ORIGIN_BELIEF_UNION = "1D"
    MESSAGE_CONTENTS = "1E"
    GENETIC = "1F"
    NEURAL = "1G"
    BIOMETRIC_IDENTIFICATION = "2A"
    HEALTH = "2B"
    SEX_LIFE_ORIENTATION = "2C"
    UNDER_16 = "R4"

    @property
    def wording(self) -> str:
        """The kind of information, to be printed as it stands."""
        return SENSITIVE_TEXTS[self].wording

    @property
    def examples(self) -> str:
        """What goes in it, in plain words."""
        return SENSITIVE_TEXTS[self].examples

    @property
    def citation(self) -> Citation:
        """Where the kind is named."""
        return SENSITIVE_TEXTS[self].citation


def _category(letter: str, wording: str, examples: str) -> tuple[Category, CategoryText]:
    return Category(letter), CategoryText(wording, examples, civil_code(f"1798.140(v)(1)({letter})"))


def _sensitive(code: str, wording: str, examples: str) -> tuple[SensitiveCategory, CategoryText]:
    cited = civil_code(f"1798.140(ae)({code[0]})({code[1]})")
    return SensitiveCategory(code), CategoryText(wording, examples, cited)


CATEGORY_TEXTS: Mapping[Category, CategoryText] = MappingProxyType(
    dict(
        (
            _category(
                "A",
                "Identifiers",
                "real name, alias, postal address, unique personal identifier, online identifier, IP address, "
                "email address, account name, Social Security number, driver's license number, passport number",
            ),
            _category(
                "B",
                "Personal information described in Civ. Code §1798.80(e) (Customer Records)",
                "name, signature, Social Security number, physical description, address, telephone number, "
                "passport, driver's license or state ID number, insurance policy number, education, employment, "
                "bank account, card or other financial information, medical or health insurance information",
            ),
            _category(
                "C",
                "Characteristics of protected classifications under California or federal law",
                "age (40 and over), race, color, ancestry, national origin, citizenship, religion, marital status, "
                "medical condition, disability, sex, gender, gender identity and expression, sexual orientation, "
                "veteran or military status, genetic information",
            ),
            _category(
                "D",
                "Commercial information",
                "records of personal property; products or services purchased, obtained or considered; "
                "purchasing or consuming histories or tendencies",
            ),
            _category(
                "E",
                "Biometric information",
                "iris, retina, fingerprint, face, hand, palm or vein patterns, voice recordings from which a "
                "template can be made, keystroke and gait patterns, and sleep, health or exercise data that "
                "identify a person",
            ),
            _category(
                "F",
                "Internet or other electronic network activity information",
                "browsing history, search history, interaction with a website, application or advertisement",
            ),
            _category("G", "Geolocation data", "where a person or a device is or has been"),
            _category(
                "H",
                "Audio, electronic, visual, thermal, olfactory, or similar information",
                "call recordings, photographs, video",
            ),
            _category(
                "I",
                "Professional or employment-related information",
                "employer, job title, work history",
            ),
            _category(
                "J",
                "Education information",
                "education records that are not public, as federal law on student records (FERPA) defines them",
            ),
            _category(
                "K",
                "Inferences drawn from any of the above to create a profile",
                "preferences, characteristics, psychological trends, predispositions, behavior, attitudes, "
                "intelligence, abilities, aptitudes",
            ),
            _category("L", "Sensitive personal information", "reported by kind, see the sensitive list"),
        )
    )
)

SENSITIVE_TEXTS: Mapping[SensitiveCategory, CategoryText] = MappingProxyType(
    dict(
        (
            _sensitive(
                "1A",
                "Social Security, driver's license, state identification card, or passport number",
                "a document number, or a scan that shows it",
            ),
            _sensitive(
                "1B",
                "Account log-in, financial account, debit card, or credit card number in combination with any "
                "required security or access code, password, or credentials",
                "a user name stored with its password",
            ),
            _sensitive("1C", "Precise geolocation", "a device's place within a radius of 1,850 feet or less"),
            _sensitive(
                "1D",
                "Racial or ethnic origin, citizenship or immigration status, religious or philosophical beliefs, "
                "or union membership",
                "a visa status, a recorded denomination",
            ),
            _sensitive(
                "1E",
                "Contents of mail, email, and text messages, unless the business is the intended recipient",
                "messages between two customers",
            ),
            _sensitive("1F", "Genetic data", "a DNA test result"),
            _sensitive(
                "1G",
                "Neural data",
                "measured activity of the central or peripheral nervous system",
            ),
            _sensitive(
                "2A",
                "Biometric information processed to uniquely identify a consumer",
                "a fingerprint or face template used to log in",
            ),
            _sensitive("2B", "Information collected and analyzed concerning health", "a diagnosis, a fitness score"),
            _sensitive(
                "2C",
                "Information collected and analyzed concerning sex life or sexual orientation",
                "a stated orientation",
            ),
            (
                SensitiveCategory.UNDER_16,
                CategoryText(
                    "Personal information of consumers the business has actual knowledge are under 16",
                    "any information of a child; willful disregard of age counts as knowledge",
                    regulation("7001(bbb)(4)"),
                ),
            ),
        )
    )
)
