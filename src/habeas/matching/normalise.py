"""Values in the form in which two spellings of the same thing are equal."""

from __future__ import annotations

import re
import unicodedata
from datetime import date, datetime

# USPS Publication 28, the commonest suffixes and units.
_STREET_WORDS = {
    "street": "st", "avenue": "ave", "boulevard": "blvd", "drive": "dr", "lane": "ln", "road": "rd", "court": "ct",
    "place": "pl", "terrace": "ter", "circle": "cir", "highway": "hwy", "parkway": "pkwy", "square": "sq",
    "apartment": "apt", "suite": "ste", "north": "n", "south": "s", "east": "e", "west": "w",
}  # fmt: skip


def text(value: object) -> str:
    """Lower case, no diacritics, single spaces, no punctuation.

    >>> text("  José O'Brien-Núñez ")
    'jose obrien nunez'
    """
    decomposed = unicodedata.normalize("NFKD", str(value).casefold())
    plain = "".join(sign for sign in decomposed if not unicodedata.combining(sign))
    return " ".join(re.sub(r"[^\w\s]", " ", plain.replace("'", "").replace("\u2019", "")).split())


def email(value: object) -> str:
    """
    >>> email(" Anna@Example.COM")
    'anna@example.com'
    """
    return str(value).strip().lower()


def phone(value: object) -> str:
    """The last ten digits.

    >>> phone("+1 (415) 555-0134")
    '4155550134'
    """
    return "".join(sign for sign in str(value) if sign.isdecimal())[-10:]


def day(value: object) -> str:
    """A date as ISO text; whatever is no date gives an empty text, which agrees with nothing.

    >>> day("1980-02-29 00:00:00"), day("yesterday")
    ('1980-02-29', '')
    """
    if isinstance(value, datetime):
        return value.date().isoformat()
    if isinstance(value, date):
        return value.isoformat()
    try:
        return date.fromisoformat(str(value)[:10]).isoformat()
    except ValueError:
        return ""


def street(value: object) -> str:
    """
    >>> street("12 North Main Street, Apt. 4") == street("12 N Main St Apt 4")
    True
    """
    return " ".join(_STREET_WORDS.get(word, word) for word in text(value).split())


def postal_code(value: object) -> str:
    """
    >>> postal_code("95814-1234")
    '95814'
    """
    return "".join(sign for sign in str(value) if sign.isalnum())[:5].lower()
