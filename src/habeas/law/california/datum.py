"""What kind of datum a field asks for, whatever a form calls it.

Cal. Code Regs., tit. 11, §7060(c)(2); Civ. Code §1798.81.5(d); read 2026-11-23 (https://cppa.ca.gov/regulations/). Case,
blanks, hyphens, underscores, apostrophes and `camelCase` make no difference. The tables are our choice and not complete:
what they do not hold is unknown, and a rule says so. Left out: what may be done with a field (`asking`, `evidence`).

>>> kind_of("E-Mail Address"), kind_of("lastName"), kind_of("Mobile phone"), kind_of("birth_date")
('email', 'name', 'phone', 'date_of_birth')
>>> protected_kind("ITIN"), protected_kind("Credit card and CVV"), protected_kind("licence plate")
('tax_number', 'account_number_with_code', '')
>>> spells("lina77@mail.example", ("Li Na",)), spells("me@annlee.com", ("Ann", "Lee")), spells("q@a.example", ("Ann",))
(True, True, False)
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from functools import cache
from itertools import permutations
from types import MappingProxyType
from unicodedata import combining, normalize

# Field names of one datum. Parts of a name are the name; city, state and postal code are one place.
KINDS: Mapping[str, str] = MappingProxyType(
    {
        "name": "name, first name, last name, given name, family name, full name, surname, forename, middle name, "
        "legal name, first and last name, consumer name, maiden name",
        "email": "email, email address, mail address, email id",
        "phone": "phone, telephone, mobile, cell, cellphone, phone number, telephone number, mobile number, cell number, "
        "mobile phone, cell phone, home phone, work phone, mobile phone number, contact number, tel",
        "address": "address, street, street address, home address, postal address, mailing address, full address, "
        "billing address, shipping address, residential address, address line",
        "place": "city, town, state, county, postal code, postcode, zip, zip code",
        "date_of_birth": "date of birth, birth date, birthdate, birthday, dob, year of birth, birth year, age",
        "user_name": "user name, login name, account name, screen name, handle, nickname",
        "customer_number": "customer number, customer id, client number, client id, account id, member number, member id, "
        "membership number, subscriber number, user id",
        "loyalty_number": "loyalty number, loyalty id, loyalty card number, rewards number",
        "device_id": "device id, device identifier, advertising id, advertising identifier, cookie id, cookie, "
        "cookie identifier, ip address",
        "order_number": "order number, order id, invoice number, receipt number, booking number, transaction id",
    }
)
_KIND_OF: dict[str, str] = {}

# §1798.81.5(d) in the words that forms use: all words of a phrase, in any order.
_PROTECTED = {
    "ssn": "ssn, social security, social number, social insurance, last social",
    "tax_number": "tax, taxpayer, itin, tin, ein",
    "driver_licence": "driver license, driver lic, driving license, driver permit, driver id, license photo, license number, "
    "license picture, license image, license scan, license copy, dl number, dl",
    "passport": "passport",
    "military_id": "military, dod id",
    "health_insurance": "health insurance, health plan, insurance card, medical insurance, medicare, medicaid, medi cal",
    "medical_information": "medical, diagnosis, prescription, patient, health record, health information, health data",
    "state_id": "state id, state identification, state identity, state card",
    "government_id": "government, green card, resident card, birth certificate, alien registration, national id, "
    "id document, identity document, identity card, photo id, document",
    "account_number_with_code": "with code, security code, access code, cvv, cvc, credit card, debit card, card number, "
    "bank account, routing number, iban, account number code",
    "login_with_password": "password, passphrase, passcode, pin",
    "biometric": "biometric, fingerprint, finger print, thumbprint, palm print, iris, retina, retinal, face scan, "
    "facial scan, facial recognition, face recognition, face geometry, face id, faceprint, face template, voiceprint, "
    "voice print, voice recognition, hand geometry",
    "genetic": "genetic, dna, genome",
}
# An "id" with one of these is an identifier of the business's own, not a document.
_OWN_IDS_TEXT = (
    "customer client device user advertising ad cookie loyalty member membership order account session visitor google "
    "apple mobile subscriber email mail employee policy claim case request transaction student school library"
)
_OWN_IDS = frozenset(_OWN_IDS_TEXT.split())
_DOCUMENT = frozenset({"id", "identity", "identification", "ids"})
# What proves who asks, wherever it stands in the name of a field.
_PROVES_TEXT = (
    "selfie photo picture photograph portrait video birth birthdate birthday dob affidavit declaration notarized notarised "
    "notary notarization notarisation proof otp signature maiden document certificate bill statement secret verification "
    "question scan password passcode one-time"
)
_PROVES = frozenset(_PROVES_TEXT.split())
_FOLDED = str.maketrans({"ø": "o", "ł": "l", "đ": "d", "ð": "d", "æ": "ae", "œ": "oe", "þ": "th", "ı": "i"})
_LONG, _SHORTEST = 6, 3  # a phrase this long is found inside other words; a part of a name this long, in an address


@cache
def words(field: str) -> tuple[str, ...]:
    """The words of a field's name, however they are joined; plurals and British spellings made one."""
    spaced = ""
    for at, sign in enumerate(field):
        before, after = field[at - 1 : at], field[at + 1 : at + 2]
        starts = sign.isupper() and (before.islower() or (before.isupper() and after.islower()))
        spaced += f" {sign}" if starts else sign
    plain = "".join(sign if sign.isalnum() else " " for sign in fold(spaced).replace("'", "").replace("\u2019", ""))
    return tuple(map(_singular, plain.replace("licence", "license").replace("e mail", "email").split()))


def fold(text: str) -> str:
    """The text without accents and case."""
    return "".join(one for one in normalize("NFKD", text.casefold().translate(_FOLDED)) if not combining(one))


def compact(text: str) -> str:
    """The letters and digits alone, without accents and case: how values are compared."""
    return "".join(sign for sign in fold(text) if sign.isalnum())


@cache
def kind_of(field: str) -> str:
    """The kind of datum; for a field that no table holds, its words, so that spellings of it still compare."""
    if not _KIND_OF:
        _KIND_OF.update({_key(name): kind for kind, names in KINDS.items() for name in (kind, *names.split(", "))})
    return _KIND_OF.get(_key(field)) or "_".join(words(field))


def is_known(field: str) -> bool:
    """Whether a table holds the field."""
    return kind_of(field) in KINDS or bool(protected_kind(field))


@cache
def protected_kind(field: str) -> str:
    """The kind of Civ. Code §1798.81.5(d) that this field asks for; empty if none is recognised."""
    if kind_of(field) in KINDS:
        return ""
    found = words(field)
    if set(found) & {"license"} and "plate" in found:
        return ""
    if "card" in found and "last" in found and {"4", "four", "digit"} & set(found):
        return ""
    for kind, phrases in _PROTECTED.items():
        if "_".join(found) == "_".join(words(kind)) or any(_holds(phrase, found) for phrase in phrases.split(", ")):
            return kind
    return "government_id" if _DOCUMENT & set(found) and not _OWN_IDS & set(found) else ""


def proves_identity(field: str) -> bool:
    """Whether this field is there to prove who asks: a document, a picture, a code, a declaration."""
    found = words(field)
    return bool(protected_kind(field) or kind_of(field) == "date_of_birth" or _PROVES & set(found)) or (
        "code" in found and bool({"time", "onetime", "sms", "confirmation"} & set(found))
    )


def spells(address: str, names: Collection[str]) -> bool:
    """Whether an e-mail address, its domain included, spells one of these names or parts of it joined."""
    local, _, domain = fold(address).partition("@")
    places = (local, *domain.split(".")[:-1])
    parts = list(dict.fromkeys(part for name in names for part in _parts(name)))
    joined = {a + b for a, b in permutations(parts, 2)} | {part for part in parts if len(part) >= _SHORTEST}
    joined |= {compact(name) for name in names}
    tokens = {token for place in places for token in _parts(place)}
    inside = any(part in compact(place) for part in joined if len(part) >= _SHORTEST for place in places)
    return inside or any(part in tokens for part in parts if len(part) > 1)


def _parts(text: str) -> Iterator[str]:
    yield from "".join(sign if sign.isalpha() else " " for sign in fold(text)).split()


def _key(field: str) -> str:
    return "".join(words(field))


def _singular(word: str) -> str:
    return word[:-1] if len(word) > 3 and word.endswith("s") and not word.endswith("ss") else word


def _holds(phrase: str, found: Iterable[str]) -> bool:
    needed, here = words(phrase), tuple(found)
    joined = "".join(needed)
    return set(needed) <= set(here) or (len(joined) >= _LONG and joined in "".join(here)) or _is_ssn(joined, here)


def _is_ssn(joined: str, here: tuple[str, ...]) -> bool:
    return joined == "ssn" and any("ssn" in word for word in here)
