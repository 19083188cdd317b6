"""One value of one column, as it is written to JSON, CSV and HTML, after everything not to be disclosed is out."""

import base64
import json
import math
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Any, assert_never

from habeas.delivery.dossier import Column, Disposition
from habeas.delivery.never_disclose import ANOTHER_PERSON, NOT_CHECKED, UNREADABLE, TextFilter, mark

Json = None | bool | int | float | str | list["Json"] | dict[str, "Json"]
NOTHING = "—"
_DEEPEST = 40
_LONGEST_INT_BITS = 10_000
_NEEDS_QUOTES = re.compile(r"[\",\r\n]")
_FORMULA = re.compile(r"[=+\-@\t\r\n＝＋－＠]")
_PLAIN_NUMBER = re.compile(r"-?[0-9]+(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?")
_CONTROLS = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufffe\uffff]")
_BINARY = (bytes, bytearray, memoryview)
_LARGEST = 1 << 63
# How a value is spelled that holds no others: most cells are of these types.
_SPELLED: dict[type, Callable[[Any], str]] = {
    str: str,
    int: str,
    Decimal: str,
    date: date.isoformat,
    datetime: datetime.isoformat,
}


@dataclass(frozen=True)
class Cell:
    """A value in its three spellings; `found` are the kinds taken out, `is_mark` says that wording replaces it."""

    json: Json
    csv: str
    html: str
    found: tuple[str, ...] = ()
    is_mark: bool = False


_EMPTY = Cell(None, "", NOTHING)


def cell(value: object, column: Column, guard: TextFilter) -> Cell:
    """Turn a value into what may be delivered of it."""
    if value is None:
        return _EMPTY
    match column.disposition:
        case Disposition.DESCRIBE:
            return _wording(column.not_shown)
        case Disposition.REDACT:
            return _wording(ANOTHER_PERSON)
        case Disposition.FREE_TEXT:
            return _shown(value, guard, known_only=False)
        case Disposition.DELIVER:
            return _shown(value, guard, known_only=True)
        case Disposition.OMIT:
            raise AssertionError("an omitted column is never written")
        case _:
            assert_never(column.disposition)


def safe_for_spreadsheet(text: str) -> str:
    """Keep a spreadsheet from running a text as a formula; plain numbers stay as they are.

    >>> safe_for_spreadsheet("=1+1"), safe_for_spreadsheet("-5")
    ("'=1+1", '-5')
    """
    return f"'{text}" if _FORMULA.match(text) and not _PLAIN_NUMBER.fullmatch(text) else text


def csv_line(texts: list[str]) -> str:
    """Write one record as RFC 4180 has it.

    >>> csv_line(["a", 'say "b", c'])
    'a,"say ""b"", c"\\r\\n'
    """
    return ",".join(map(_csv_field, texts)) + "\r\n"


def _csv_field(text: str) -> str:
    text = safe_for_spreadsheet(text)
    return '"' + text.replace('"', '""') + '"' if _NEEDS_QUOTES.search(text) else text


def _wording(text: str, found: tuple[str, ...] = ()) -> Cell:
    return Cell(text, text, _CONTROLS.sub(" ", text), found, is_mark=True)


def _simple(value: object, guard: TextFilter, known_only: bool) -> Cell | None:
    """The cell of a value that holds no others and nothing to be taken out, as `_shown` would spell it."""
    spell = _SPELLED.get(type(value))
    if spell is None or (isinstance(value, int) and abs(value) >= _LARGEST):
        return None
    text = spell(value)
    if guard.clean(text, known_only=known_only).found:
        return None
    html = text.replace("T", " ", 1) if isinstance(value, datetime) else _CONTROLS.sub(" ", text)
    if html != text and guard.scan(html, known_only=known_only):
        return None
    return Cell(value if isinstance(value, int) else text, text, html)


def _shown(value: object, guard: TextFilter, *, known_only: bool) -> Cell:
    if (simple := _simple(value, guard, known_only)) is not None:
        return simple
    if isinstance(value, _BINARY) and not known_only:
        return _wording(NOT_CHECKED, (UNREADABLE,))
    cleaner = _Cleaner(guard, known_only)
    plain = cleaner.plain(value)
    if plain is None:
        return _EMPTY
    texts = _csv_text(plain), _html_text(plain, value)
    # A text that was cleaned as it stands needs no second look; a whole made of parts does.
    as_checked = plain if isinstance(plain, str) else str(plain)
    if any(text != as_checked and guard.scan(text, known_only=known_only) for text in texts):
        whole = guard.clean(texts[0], known_only=known_only)
        is_clean = not guard.scan(_CONTROLS.sub(" ", whole.text), known_only=known_only)
        text = whole.text if is_clean and whole.found else NOT_CHECKED
        return _wording(text, (*cleaner.found, *whole.found))
    return Cell(plain, *texts, tuple(cleaner.found))


class _Cleaner:
    """Turns a value into what JSON has, every text in it cleaned, and remembers what it took out."""

    def __init__(self, guard: TextFilter, known_only: bool) -> None:
        self._guard, self._known_only = guard, known_only
        self.found: list[str] = []

    def plain(self, value: object, depth: int = 0) -> Json:
        """Return the value as JSON has it; what is nested too deep cannot be checked."""
        if depth > _DEEPEST:
            return NOT_CHECKED
        match value:
            case str():
                return self._clean(value)
            case None | bool():
                return value
            case int():
                return self._number(int(value))
            case float() if math.isfinite(value):
                return self._number(float(value))
            case bytes() | bytearray() | memoryview():
                return self._binary(bytes(value))
            case list() | tuple() | set() | frozenset():
                return [self.plain(one, depth + 1) for one in value]
            case Mapping():
                return {self._clean(str(key)): self._member(str(key), one, depth + 1) for key, one in value.items()}
            case _:
                return self._clean(_text(value))

    def _clean(self, text: str) -> str:
        cleaned = self._guard.clean(text, known_only=self._known_only)
        self.found.extend(cleaned.found)
        return cleaned.text

    def _member(self, key: str, value: object, depth: int) -> Json:
        """Return a member of an object, whose key may be the label that betrays it: {"password": "..."}."""
        plain = self.plain(value, depth)
        if plain is None or isinstance(plain, bool | list | dict):
            return plain
        kinds = self._guard.scan(f"{key}: {plain}", known_only=self._known_only)
        if not kinds or self._guard.scan(key, known_only=self._known_only):
            return plain
        self.found.append(kinds[-1])
        return mark(kinds[-1])

    def _number(self, value: int | float) -> Json:
        if isinstance(value, int) and value.bit_length() > _LONGEST_INT_BITS:
            return NOT_CHECKED
        text = str(value)
        cleaned = self._clean(text)
        return value if cleaned == text else cleaned

    def _binary(self, value: bytes) -> Json:
        """Return the bytes in base64, unless some common reading of them holds a value not to be disclosed."""
        for encoding in ("latin-1", "utf-16-le", "utf-16-be"):
            text = value.decode(encoding, errors="replace")
            if self._clean(text) != text:
                return NOT_CHECKED
        return {"base64": base64.b64encode(value).decode("ascii")}


def _text(value: object) -> str:
    match value:
        case str():
            return value
        case datetime() | date() | time():
            return value.isoformat()
        case timedelta():
            return _duration(value)
        case Decimal():
            return str(value)
        case _:
            return str(value)


def _duration(length: timedelta) -> str:
    """Spell a length of time as ISO 8601 does.

    >>> _duration(timedelta(days=1, hours=2, milliseconds=500))
    'P1DT7200.5S'
    """
    sign, length = ("-", -length) if length < timedelta(0) else ("", length)
    seconds = (
        f"{length.seconds}.{length.microseconds:06}".rstrip("0").rstrip(".")
        if length.microseconds
        else str(length.seconds)
    )
    return f"{sign}P{length.days}DT{seconds}S"


def _csv_text(plain: Json) -> str:
    match plain:
        case None:
            return ""
        case bool():
            return "true" if plain else "false"
        case str():
            return plain
        case {"base64": str(content), **rest} if not rest:
            return content
        case list() | dict():
            return json.dumps(plain, ensure_ascii=False)
        case _:
            return str(plain)


def _html_text(plain: Json, value: object) -> str:
    if isinstance(value, _BINARY) and plain != NOT_CHECKED:
        return f"binary, {len(bytes(value)):,} bytes"
    if isinstance(plain, bool):
        return "Yes" if plain else "No"
    if isinstance(value, datetime) and isinstance(plain, str):
        return plain.replace("T", " ", 1)
    return _CONTROLS.sub(" ", _csv_text(plain))
