"""Fides data categories and what they mean under the CCPA: statutory categories A to L, sensitive kinds, and more.

A category means what the nearest one above it means: `user.contact` covers `user.contact.email`, not `user.contacts`.
Where a category cannot tell, the stricter reading is taken (a card number may stand beside its code).
"""

from __future__ import annotations

import re
from collections.abc import Collection as Among
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from habeas.datamap.tables import Column


@dataclass(frozen=True)
class Meaning:
    codes: str = ""  # statutory categories (Civ. Code §1798.140(v)(1))
    sensitive: str = ""  # (§1798.140(ae); tit. 11, §7001(bbb))
    identifies: str = ""  # of the kinds that confirm a record and never select one
    never: str = ""  # never disclosed (§7024(d)): the words that stand in its place
    free_text: bool = False


MEANINGS: Mapping[str, Meaning] = {
    "system": Meaning(),
    "user": Meaning("B"),
    "user.account": Meaning("A"),
    "user.authorization": Meaning("A", "1B", never="account password or other credential"),
    "user.authorization.biometric": Meaning("AE", "1B 2A", never="biometric data with which an account is opened"),
    "user.behavior": Meaning("F"),
    "user.behavior.purchase_history": Meaning("D"),
    "user.biometric": Meaning("E", "2A", never="unique biometric data"),
    "user.biometric.fingerprint": Meaning("E", "2A", never="unique biometric data: a fingerprint"),
    "user.biometric.health": Meaning("BE", "2B"),
    "user.biometric.retinal": Meaning("E", "2A", never="unique biometric data: a retina scan"),
    "user.biometric.voice": Meaning("E", "2A", never="unique biometric data: a voice recording"),
    "user.childrens": Meaning("A", "R4"),
    "user.contact": Meaning("AB"),
    "user.contact.address": Meaning("AB", identifies="street"),
    "user.contact.address.city": Meaning("AB", identifies="city"),
    "user.contact.address.country": Meaning("AB"),
    "user.contact.address.postal_code": Meaning("AB", identifies="postal_code"),
    "user.contact.address.state": Meaning("AB", identifies="state"),
    "user.contact.address.street": Meaning("AB", identifies="street"),
    "user.contact.email": Meaning("A"),
    "user.contact.organization": Meaning("I"),
    "user.contact.url": Meaning("A"),
    "user.content": Meaning("F", free_text=True),
    "user.content.self_image": Meaning("H"),
    "user.criminal_history": Meaning("B"),
    "user.demographic": Meaning("C"),
    "user.demographic.date_of_birth": Meaning("C", identifies="birth_date"),
    "user.demographic.profile": Meaning("K"),
    "user.demographic.race_ethnicity": Meaning("C", "1D"),
    "user.demographic.religious_belief": Meaning("C", "1D"),
    "user.demographic.sexual_orientation": Meaning("C", "2C"),
    "user.device": Meaning("AF"),
    "user.financial": Meaning("B"),
    "user.financial.bank_account": Meaning("B", "1B", never="financial account number"),
    "user.financial.credit_card": Meaning("B", "1B", never="credit or debit card number"),
    "user.government_id": Meaning("AB", "1A", never="government-issued identification number"),
    "user.government_id.birth_certificate": Meaning("AB", never="number of a birth certificate"),
    "user.government_id.drivers_license_number": Meaning("AB", "1A", never="driver's license number"),
    "user.government_id.immigration": Meaning("ABC", "1D", never="immigration identification number"),
    "user.government_id.national_identification_number": Meaning("AB", "1A", never="Social Security number"),
    "user.government_id.passport_number": Meaning("AB", "1A", never="passport number"),
    "user.government_id.vehicle_registration": Meaning("AB"),
    "user.health_and_medical": Meaning("B", "2B"),
    "user.health_and_medical.genetic": Meaning("BE", "1F"),
    "user.health_and_medical.insurance_beneficiary_id": Meaning("B", "2B", never="health insurance number"),
    "user.health_and_medical.record_id": Meaning("B", "2B", never="medical identification number"),
    "user.job_title": Meaning("I"),
    "user.location": Meaning("G"),
    "user.location.precise": Meaning("G", "1C"),
    "user.name": Meaning("AB", identifies="name"),
    "user.name.first": Meaning("AB", identifies="given_name"),
    "user.name.last": Meaning("AB", identifies="family_name"),
    "user.payment": Meaning("BD"),
    "user.privacy_preferences": Meaning("F"),
    "user.sensor": Meaning("H"),
    "user.social": Meaning("F"),
    "user.telemetry": Meaning("F"),
    "user.unique_id": Meaning("A"),
    "user.user_sensor": Meaning("H"),
    "user.workplace": Meaning("I"),
}
PERSONAL = "user"

# Earlier taxonomies said where the data came from, and had some categories elsewhere.
EARLIER = re.compile(r"^(?:user|account)\.(?:provided|derived)\.(?:non)?identifiable\b")
MOVED = {
    "user.biometric_health": "user.biometric.health",
    "user.browsing_history": "user.behavior.browsing_history",
    "user.credentials": "user.authorization",
    "user.date_of_birth": "user.demographic.date_of_birth",
    "user.gender": "user.demographic.gender",
    "user.genetic": "user.health_and_medical.genetic",
    "user.media_consumption": "user.behavior.media_consumption",
    "user.political_opinion": "user.demographic.political_opinion",
    "user.race": "user.demographic.race_ethnicity",
    "user.religious_belief": "user.demographic.religious_belief",
    "user.search_history": "user.behavior.search_history",
    "user.sexual_orientation": "user.demographic.sexual_orientation",
}
# A column of `user.financial` with such a name holds a number or a code, whatever else the category covers.
SECRET_NAME = re.compile(
    r"(?:^|_)(?:ccn|iban|cvv|cvc|code|pin|number|no|num|account|routing|card)(?:_|$)", re.IGNORECASE
)


def covers(above: str, category: str) -> bool:
    """Whether `category` is `above` or lies below it.

    >>> covers("user.contact", "user.contact.email"), covers("user.contact", "user.contacts")
    (True, False)
    """
    return category == above or category.startswith(f"{above}.")


def meaning(category: str) -> Meaning | None:
    """What the nearest known category above means; None for one of a taxonomy of the business's own."""
    category = EARLIER.sub("user", category)
    category = next((new + category[len(old) :] for old, new in MOVED.items() if covers(old, category)), category)
    known = [above for above in MEANINGS if covers(above, category)]
    return MEANINGS[max(known, key=len)] if known else None


def is_personal(categories: Among[str]) -> bool:
    """Whether any is about people: below `user`, or of a taxonomy that nobody knows here."""
    return any(not covers("system", one) for one in categories)


def described(categories: Sequence[str], column: str) -> dict[str, object]:
    """The keys of a column of the data map that its categories call for.

    >>> described(["user.name.first"], "first")
    {'category': ['A', 'B'], 'identifies': 'given_name'}
    """
    found = [one for one in map(meaning, categories) if one]
    codes = sorted({code for one in found for code in one.codes})
    sensitive = sorted({code for one in found for code in one.sensitive.split()})
    identifies = next((one.identifies for one in found if one.identifies), "")
    never = "; ".join(dict.fromkeys(one.never for one in found if one.never))
    if not never and any(covers("user.financial", one) for one in categories) and SECRET_NAME.search(column):
        never = f"financial account number or code ({column})"
    keys: dict[str, object] = {}
    if codes:
        keys["category"] = codes if len(codes) > 1 else codes[0]
    if sensitive:
        keys["sensitive"] = sensitive if len(sensitive) > 1 else sensitive[0]
    if identifies:
        keys["identifies"] = identifies
    if never:
        keys |= {"disclose": "never", "describe": never}
    if any(one.free_text for one in found):
        keys["free_text"] = True
    return keys


# The way back, for columns that no Fides category came with: the nearest by what they identify, are sensitive for, or say.
OF_KIND = {
    "email": "user.contact.email", "phone": "user.contact.phone_number", "name": "user.name",
    "given_name": "user.name.first", "family_name": "user.name.last", "birth_date": "user.demographic.date_of_birth",
    "street": "user.contact.address.street", "city": "user.contact.address.city",
    "state": "user.contact.address.state", "postal_code": "user.contact.address.postal_code",
}  # fmt: skip
OF_SENSITIVE = {
    "1A": "user.government_id", "1B": "user.authorization", "1C": "user.location.precise", "1D": "user.demographic",
    "1E": "user.content.private", "1F": "user.health_and_medical.genetic", "1G": "user.health_and_medical",
    "2A": "user.biometric", "2B": "user.health_and_medical", "2C": "user.demographic.sexual_orientation",
    "R4": "user.childrens",
}  # fmt: skip
OF_CODE = {
    "C": "user.demographic", "D": "user.behavior.purchase_history", "E": "user.biometric", "F": "user.behavior",
    "G": "user.location", "H": "user.sensor", "I": "user.workplace", "K": "user.demographic.profile",
    "A": "user.unique_id",
}  # fmt: skip


def nearest(column: Column) -> tuple[str, ...]:
    """The Fides categories of a column: those it came with, else the nearest."""
    if column.fides or not (column.category or column.sensitive):
        return column.fides
    if column.identifies in OF_KIND:
        return (OF_KIND[column.identifies],)
    if column.sensitive:
        return tuple(dict.fromkeys(OF_SENSITIVE[code] for code in column.sensitive))
    return (next((OF_CODE[code] for code in OF_CODE if code in column.category), PERSONAL),)
