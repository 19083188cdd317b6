"""Kinds of data, and the categories each belongs to: all that apply are reported.

Civ. Code §§1798.140(c), (v)(1), (ae), 1798.80(e); Cal. Code Regs., tit. 11, §7001(bbb); read 2026-11-23
(https://leginfo.legislature.ca.gov). A kind may have several categories, and some kinds are sensitive only in
combination: an account number with its password, a place within a small radius. Left out: kinds that are no personal
information (`reach`), and what the business does with them.

>>> found = categories_of(Kind.SSN, date(2026, 11, 23)).value
>>> [str(one) for one in found.categories], [str(one) for one in found.sensitive]
(['A', 'B', 'L'], ['1A'])
>>> categories_of(Kind.LOCATION, date(2026, 11, 23), radius_feet=1850).value.sensitive[0].wording
'Precise geolocation'
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from habeas.law.california.categories import Category, SensitiveCategory
from habeas.law.california.parameters import Name, parameter
from habeas.law.california.ruling import ruling
from habeas.law.parameter import Parameter
from habeas.law.rule import rule
from habeas.law.verdict import Verdict


class Kind(StrEnum):
    """What a datum is."""

    NAME = "name"
    ALIAS = "alias"
    POSTAL_ADDRESS = "postal_address"
    EMAIL = "email"
    TELEPHONE = "telephone"
    UNIQUE_IDENTIFIER = "unique_identifier"
    ONLINE_IDENTIFIER = "online_identifier"
    IP_ADDRESS = "ip_address"
    ACCOUNT_NAME = "account_name"
    SSN = "ssn"
    DRIVER_LICENCE = "driver_licence"
    STATE_ID = "state_id"
    PASSPORT = "passport"
    GOVERNMENT_ID = "government_id"  # any other, such as a military or tax number
    SIGNATURE = "signature"
    PHYSICAL_DESCRIPTION = "physical_description"
    INSURANCE_POLICY_NUMBER = "insurance_policy_number"
    FINANCIAL_ACCOUNT = "financial_account"
    PAYMENT_CARD = "payment_card"  # credit or debit
    FINANCIAL_INFORMATION = "financial_information"
    PASSWORD = "password"
    SECURITY_QUESTION = "security_question"
    SECURITY_ANSWER = "security_answer"
    MEDICAL_INFORMATION = "medical_information"
    MEDICAL_ID = "medical_id"
    HEALTH_INSURANCE = "health_insurance"
    HEALTH_INSURANCE_ID = "health_insurance_id"
    AGE_40_OR_OVER = "age_40_or_over"
    RACE_OR_ORIGIN = "race_or_origin"  # race, color, ancestry, national origin
    CITIZENSHIP = "citizenship"
    IMMIGRATION_STATUS = "immigration_status"
    RELIGION = "religion"
    PHILOSOPHICAL_BELIEF = "philosophical_belief"
    UNION_MEMBERSHIP = "union_membership"
    MARITAL_STATUS = "marital_status"
    DISABILITY = "disability"
    SEX_OR_GENDER = "sex_or_gender"
    SEXUAL_ORIENTATION = "sexual_orientation"
    SEX_LIFE = "sex_life"
    VETERAN_STATUS = "veteran_status"
    GENETIC = "genetic"
    NEURAL = "neural"
    PROPERTY = "property"
    PURCHASES = "purchases"  # bought, obtained or considered; histories and tendencies
    BIOMETRIC = "biometric"  # any template
    FINGERPRINT = "fingerprint"
    FACE_TEMPLATE = "face_template"
    IRIS_OR_RETINA = "iris_or_retina"
    VOICEPRINT = "voiceprint"
    KEYSTROKE_OR_GAIT = "keystroke_or_gait"
    BODY_DATA = "body_data"  # sleep, health or exercise data that identifies
    BROWSING = "browsing"  # history, searches, interactions
    LOCATION = "location"
    PHOTOGRAPH = "photograph"
    RECORDING = "recording"  # sound or video
    MESSAGE_CONTENTS = "message_contents"
    EMPLOYMENT = "employment"
    EDUCATION = "education"
    EDUCATION_RECORD = "education_record"  # not public, as federal law defines it
    INFERENCE = "inference"


# Kind -> categories, and sensitive kinds that always apply.
_CODES: Mapping[Kind, tuple[str, tuple[str, ...]]] = {
    Kind.NAME: ("AB", ()),
    Kind.ALIAS: ("A", ()),
    Kind.POSTAL_ADDRESS: ("AB", ()),
    Kind.EMAIL: ("A", ()),
    Kind.TELEPHONE: ("B", ()),
    Kind.UNIQUE_IDENTIFIER: ("A", ()),
    Kind.ONLINE_IDENTIFIER: ("A", ()),
    Kind.IP_ADDRESS: ("A", ()),
    Kind.ACCOUNT_NAME: ("A", ()),
    Kind.SSN: ("AB", ("1A",)),
    Kind.DRIVER_LICENCE: ("AB", ("1A",)),
    Kind.STATE_ID: ("AB", ("1A",)),
    Kind.PASSPORT: ("AB", ("1A",)),
    Kind.GOVERNMENT_ID: ("A", ()),
    Kind.SIGNATURE: ("B", ()),
    Kind.PHYSICAL_DESCRIPTION: ("B", ()),
    Kind.INSURANCE_POLICY_NUMBER: ("B", ()),
    Kind.FINANCIAL_ACCOUNT: ("B", ()),
    Kind.PAYMENT_CARD: ("B", ()),
    Kind.FINANCIAL_INFORMATION: ("B", ()),
    Kind.PASSWORD: ("", ()),
    Kind.SECURITY_QUESTION: ("", ()),
    Kind.SECURITY_ANSWER: ("", ()),
    Kind.MEDICAL_INFORMATION: ("BC", ("2B",)),
    Kind.MEDICAL_ID: ("B", ()),
    Kind.HEALTH_INSURANCE: ("B", ()),
    Kind.HEALTH_INSURANCE_ID: ("B", ()),
    Kind.AGE_40_OR_OVER: ("C", ()),
    Kind.RACE_OR_ORIGIN: ("C", ("1D",)),
    Kind.CITIZENSHIP: ("C", ("1D",)),
    Kind.IMMIGRATION_STATUS: ("C", ("1D",)),
    Kind.RELIGION: ("C", ("1D",)),
    Kind.PHILOSOPHICAL_BELIEF: ("", ("1D",)),
    Kind.UNION_MEMBERSHIP: ("", ("1D",)),
    Kind.MARITAL_STATUS: ("C", ()),
    Kind.DISABILITY: ("C", ()),
    Kind.SEX_OR_GENDER: ("C", ()),
    Kind.SEXUAL_ORIENTATION: ("C", ("2C",)),
    Kind.SEX_LIFE: ("", ("2C",)),
    Kind.VETERAN_STATUS: ("C", ()),
    Kind.GENETIC: ("C", ("1F",)),
    Kind.NEURAL: ("", ("1G",)),
    Kind.PROPERTY: ("D", ()),
    Kind.PURCHASES: ("D", ()),
    Kind.BIOMETRIC: ("E", ()),
    Kind.FINGERPRINT: ("E", ()),
    Kind.FACE_TEMPLATE: ("E", ()),
    Kind.IRIS_OR_RETINA: ("E", ()),
    Kind.VOICEPRINT: ("E", ()),
    Kind.KEYSTROKE_OR_GAIT: ("E", ()),
    Kind.BODY_DATA: ("E", ()),
    Kind.BROWSING: ("F", ()),
    Kind.LOCATION: ("G", ()),
    Kind.PHOTOGRAPH: ("H", ()),
    Kind.RECORDING: ("H", ()),
    Kind.MESSAGE_CONTENTS: ("", ("1E",)),
    Kind.EMPLOYMENT: ("BI", ()),
    Kind.EDUCATION: ("B", ()),
    Kind.EDUCATION_RECORD: ("BJ", ()),
    Kind.INFERENCE: ("K", ()),
}
_SECRETS = frozenset({Kind.PASSWORD, Kind.SECURITY_QUESTION, Kind.SECURITY_ANSWER})
_ACCOUNTS = frozenset({Kind.ACCOUNT_NAME, Kind.FINANCIAL_ACCOUNT, Kind.PAYMENT_CARD}) | _SECRETS
_HEALTH = frozenset({Kind.DISABILITY, Kind.HEALTH_INSURANCE, Kind.BODY_DATA})
_ROWS: Mapping[str, str] = {found.value: f"A-{row:02}" for row, found in enumerate(Category, 1)} | {
    found.value: f"A-{row:02}" for row, found in enumerate(SensitiveCategory, 20)
}


@dataclass(frozen=True, slots=True)
class Labels:
    """The categories to report, and the sensitive kinds."""

    categories: tuple[Category, ...] = ()
    sensitive: tuple[SensitiveCategory, ...] = ()


@rule(*_ROWS.values(), "A-31", "P-18")
def categories_of(
    kind: Kind,
    on: date,
    *,
    with_credentials: bool = False,
    identifies_uniquely: bool = False,
    about_health: bool = False,
    radius_feet: int | None = None,
    business_is_recipient: bool = False,
    under_16: bool = False,
    publicly_available: bool = False,
) -> Verdict[Labels]:
    """To which categories does a datum of this kind belong? All are reported.

    `with_credentials`: an account name or number held together with what opens the account. `identifies_uniquely`:
    biometric data processed to identify a consumer. `about_health`: collected and analyzed concerning health.
    `radius_feet`: of the area in which a device's place is known. `business_is_recipient`: of the message. `under_16`:
    known, or willfully not known, to be about a consumer of that age.
    """
    if publicly_available:
        return ruling(Labels(), "What is publicly available is no personal information.", "A-31")
    codes, always = _CODES[kind]
    precise = parameter(Name.PRECISE_RADIUS, on)
    tests = (
        *((not (code == "1E" and business_is_recipient), code) for code in always),
        (kind in _ACCOUNTS and with_credentials, "1B"),
        (kind is Kind.LOCATION and radius_feet is not None and radius_feet <= precise.number, "1C"),
        ("E" in codes and identifies_uniquely, "2A"),
        (kind in _HEALTH and about_health, "2B"),
        (under_16, "R4"),
    )
    sensitive = tuple(SensitiveCategory(code) for holds, code in tests if holds)
    labels = Labels((*map(Category, codes), *((Category.SENSITIVE,) if sensitive else ())), sensitive)
    used: tuple[Parameter, ...] = (precise,) if kind is Kind.LOCATION else ()
    return _reported(kind, labels, used)


def _reported(kind: Kind, labels: Labels, used: tuple[Parameter, ...]) -> Verdict[Labels]:
    found: tuple[Category | SensitiveCategory, ...] = (*labels.categories, *labels.sensitive)
    if not found:
        # Nothing in the two lists names it; it is personal information all the same if it can be linked.
        return ruling(labels, f"No category names {kind.replace('_', ' ')} by itself.", "A-40", parameters=used)
    words = "; ".join(one.wording for one in found)
    return ruling(labels, f"Reported as: {words}.", *(_ROWS[one.value] for one in found), parameters=used)
