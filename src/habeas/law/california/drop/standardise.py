"""Identifiers in the one form in which DROP hashes them.

CalPrivacy DROP Data Broker API 1.2.0, read 2026-11-23 (https://privacy.ca.gov). A wrong form raises no error, it
silently finds nobody: whatever changes here changes `STANDARD_VERSION`. Each function gives the standardised value, or
none where there is nothing to hash; nothing is padded, cut or guessed. The forms serve to match and are never stored in
place of a value. Left out: Greek and Cyrillic beyond the letters of `letters`, and names in other scripts.

>>> email(" Anna.Smith+news@Domain.com "), phone("+1 (415) 555-9317"), zip_code("02139-4307")
('anna.smith+news@domain.com', '4155559317', '2139')
>>> name("Núñez-O'Brien"), name("Юлия"), name("李"), date_of_birth("July 4, 1976")
('nunezobrien', 'yuliya', None, '19760704')
>>> standardised(Identifier.VIN, "1HGCM82633A00435").value is None
True
>>> without_extension("1-415-555-9317 x12")
'1-415-555-9317'
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import date, datetime
from string import ascii_letters, digits
from types import MappingProxyType
from unicodedata import category, normalize

from habeas.law.california.drop.letters import LETTERS
from habeas.law.california.drop.lists import Identifier
from habeas.law.california.ruling import ruling
from habeas.law.rule import rule
from habeas.law.verdict import Verdict

STANDARD_VERSION = "1.2.0/1"  # the agency's version, and ours of it

# Bytes to delete, upper case to lower: one pass in C, since lists run to millions.
_LOWER = bytes(range(256)).lower()
_NOT_DIGIT, _NOT_HEX, _NOT_ALNUM = (
    bytes(code for code in range(256) if chr(code) not in kept)
    for kept in (digits, digits + "abcdefABCDEF", digits + ascii_letters)
)
_EXTENSION = re.compile(r"\s*(?:ext(?:ension)?\.?|x|#|;)\s*[0-9]+\s*$", re.IGNORECASE)
# Five digits and four, with or without something between; or five, a hyphen, and what is left of the four.
_ZIP_PLUS = re.compile(r"\s*([0-9]{5})(?:[\s-]*[0-9]{4}|\s*-\s*[0-9]*)\s*")
# A day and a month in figures alone can be read two ways; only forms that start with the year are taken.
_DATES = ("%Y-%m-%d", "%Y/%m/%d", "%B %d, %Y", "%b %d, %Y", "%d %B %Y", "%d %b %Y")
_YEAR_FIRST = re.compile(r"\s*([0-9]{4})([-/]?)([0-9]{2})\2([0-9]{2})(?:[T ][0-9:.,+Z-]+)?\s*")
_DROPPED = frozenset({"Mn", "Mc", "Me", "Lm"})
_PHONE_DIGITS, _ZIP_LETTERS, _MAID_DIGITS, _VIN_LETTERS, _FEWEST_CTV, _MOST_CTV = 10, 5, 32, 17, 8, 32


def _kept(value: str, deleted: bytes) -> str:
    """The value's ASCII characters in lower case, without those deleted."""
    return value.encode("ascii", "ignore").translate(_LOWER, deleted).decode("ascii")


def email(value: str) -> str | None:
    """Without white space, in lower case; dots and tags stay."""
    return "".join(value.split()).lower() or None


def phone(value: str) -> str | None:
    """The last ten digits, or all where there are fewer. An extension spoils them: see `without_extension`."""
    return _kept(value, _NOT_DIGIT)[-_PHONE_DIGITS:] or None


def without_extension(value: str) -> str:
    """The telephone number without its extension, for when numbers are taken in."""
    return _EXTENSION.sub("", value)


def date_of_birth(value: str | date) -> str | None:
    """Year, month and day; none where a part is missing or the order is open."""
    if isinstance(value, date):
        return f"{value.year:04}{value.month:02}{value.day:02}"
    if found := _YEAR_FIRST.fullmatch(value):
        year, _, month, day = found.groups()
        return f"{year}{month}{day}" if _is_day(year, month, day) else None
    text = " ".join(value.split())
    for form in _DATES:
        try:
            return date_of_birth(datetime.strptime(text, form).date())  # noqa: DTZ007 - a day, not an instant
        except ValueError:
            continue
    return None


def _is_day(year: str, month: str, day: str) -> bool:
    try:
        date(int(year), int(month), int(day))
    except ValueError:
        return False
    return True


def zip_code(value: str) -> str | None:
    """Without the four digits added and without leading zeros, the first five letters or digits."""
    plus = _ZIP_PLUS.fullmatch(value)
    kept = plus[1] if plus else _kept(value, _NOT_ALNUM)
    return kept.lstrip("0")[:_ZIP_LETTERS] or None


def name(value: str) -> str | None:
    """First or last name, folded to a-z and digits; none where a letter cannot be folded."""
    if value.isascii():
        return _kept(value, _NOT_ALNUM) or None
    # Composed first, so that a letter with its mark is found in the table before the mark is dropped.
    folded = normalize("NFC", value).translate(_FOLDED)
    return None if _NO_LETTER in folded else folded or None


def maid(value: str) -> str | None:
    """32 hexadecimal digits, or none."""
    kept = _kept(value, _NOT_HEX)
    return kept if len(kept) == _MAID_DIGITS else None


def vin(value: str) -> str | None:
    """17 letters or digits, or none."""
    kept = _kept(value, _NOT_ALNUM)
    return kept if len(kept) == _VIN_LETTERS else None


def ctvid(value: str) -> str | None:
    """8 to 32 letters or digits, or none."""
    kept = _kept(value, _NOT_ALNUM)
    return kept if _FEWEST_CTV <= len(kept) <= _MOST_CTV else None


class _Folded(dict[int, str]):
    """What each letter becomes, worked out when it is first met."""

    def __missing__(self, code: int) -> str:
        self[code] = found = _fold(chr(code))
        return found


_FOLDED = _Folded()
_NO_LETTER = "\ufffd"  # what stands for a letter that was lost, or that cannot be folded


def _fold(letter: str) -> str:
    plain = normalize("NFKD", letter.lower().translate(LETTERS)).lower()
    # Once more by the table, for letters that came out from under a mark; an apostrophe may be a letter (Lm).
    bare = "".join(one for one in plain if category(one) not in _DROPPED).translate(LETTERS)
    if letter == _NO_LETTER or any(one.isalnum() and not one.isascii() for one in bare):
        return _NO_LETTER
    return _kept(bare, _NOT_ALNUM)


STANDARDS: Mapping[Identifier, Callable[[str], str | None]] = MappingProxyType(
    {
        Identifier.FIRST_NAME: name,
        Identifier.LAST_NAME: name,
        Identifier.DATE_OF_BIRTH: date_of_birth,
        Identifier.ZIP: zip_code,
        Identifier.EMAIL: email,
        Identifier.PHONE: phone,
        Identifier.MAID: maid,
        Identifier.VIN: vin,
        Identifier.CTVID: ctvid,
    }
)
_ROWS: Mapping[Identifier, tuple[str, ...]] = {
    Identifier.FIRST_NAME: ("J-47", "J-48"),
    Identifier.LAST_NAME: ("J-47", "J-48"),
    Identifier.DATE_OF_BIRTH: ("J-42",),
    Identifier.ZIP: ("J-43", "J-44", "J-45", "J-46"),
    Identifier.EMAIL: ("J-40",),
    Identifier.PHONE: ("J-41",),
    Identifier.MAID: ("J-49",),
    Identifier.VIN: ("J-50",),
    Identifier.CTVID: ("J-51",),
}
_NAMES = (Identifier.FIRST_NAME, Identifier.LAST_NAME)
_IDS = (Identifier.MAID, Identifier.VIN, Identifier.CTVID)


@rule(*(f"J-{number}" for number in (*range(40, 52), *range(54, 58))))
def standardised(identifier: Identifier, value: str) -> Verdict[str | None]:
    """What is this value in the form that is hashed? None: it cannot be hashed, and is counted."""
    found = STANDARDS[identifier](value)
    reason = "In the form that is hashed." if found else f"There is no form of this {identifier} that could be hashed."
    rows = (*_ROWS[identifier], *assumptions(identifier, value))
    spoiled = identifier is Identifier.PHONE and without_extension(value) != value
    warnings = ("An extension spoils the last ten digits; take it off when numbers are taken in.",) if spoiled else ()
    return ruling(found, reason, *rows, warnings=warnings)


def assumptions(identifier: Identifier, value: str) -> tuple[str, ...]:
    """The rows on which something is assumed to standardise this value, until the agency's sandbox settles it."""
    found = STANDARDS[identifier](value)
    if identifier in _NAMES and not value.isascii():
        return ("J-55", "J-56") if found is None or not _is_latin(value) else ("J-55",)
    if found is None:
        return ("J-57",) if identifier in _IDS else ()
    unhyphened = identifier is Identifier.ZIP and "-" not in value and _ZIP_PLUS.fullmatch(value)
    return ("J-54",) if unhyphened else ()


def _is_latin(value: str) -> bool:
    """Whether the letters are Latin ones: those below the first Greek letter, and the additions for other languages."""
    return all(one < "Ͱ" or "Ḁ" <= one < "ἀ" for one in normalize("NFC", value) if one.isalpha())
