"""Key values as the column they are compared with would hold them. A value it cannot hold matches no row, and must not
break the statement of a whole batch."""

from __future__ import annotations

import ipaddress
import json
import re
import uuid
from array import array
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime
from decimal import Decimal

from habeas.datamap.facts import ColumnFacts
from habeas.datamap.inside import Place, step_into
from habeas.datamap.tables import Normalise
from habeas.stores.reached import Key, Keys

_SURROGATE = re.compile("[\ud800-\udfff]")
_WHOLE = re.compile(r"[-+]?[0-9]{1,20}", re.ASCII)
_BITS = {"SMALLINT": 15, "INTEGER": 31}  # of a type's largest value; every other integer has 63
_DIGITS = 1000  # of the largest decimal that is looked for


def coerce(value: object, facts: ColumnFacts | None, typed: bool = True) -> object | None:
    """`value` as the column would hold it, or None where it cannot: then no row can match.

    A column that is not `typed` (SQLite) may hold a text whatever its declaration says.

    >>> coerce("17", ColumnFacts("id", "INTEGER", "integer"))
    17
    >>> coerce("x", ColumnFacts("id", "INTEGER", "integer")) is None
    True
    """
    if value is None:
        return None
    try:
        found = _as(value, facts.family if facts else "text", facts, typed)
    except (ValueError, ArithmeticError):
        found = None
    return _text(value, None) if found is None and not typed else found


def _as(value: object, family: str, facts: ColumnFacts | None, typed: bool) -> object | None:
    match family:
        case "integer":
            return _whole(value, _limits(facts if typed else None))
        case "decimal":
            number = Decimal(str(value))
            is_plain = str(value).isascii() and number.is_finite() and abs(number.adjusted()) < _DIGITS
            return number if is_plain else None
        case "uuid":
            return value if isinstance(value, uuid.UUID) else uuid.UUID(str(value))
        case "text":
            return _text(value, facts)
        case _ if isinstance(value, str):
            return _text(value, None) if not typed or _is_read(value, family, facts) else None
        case _:
            return value


def _limits(facts: ColumnFacts | None) -> tuple[int, int]:
    """The smallest and the largest number of a type, as far as it matters which."""
    spelled = facts.type.upper() if facts else ""
    if spelled.endswith("UNSIGNED"):
        return 0, (1 << 64) - 1
    limit = 1 << _BITS.get(spelled, 63)
    return -limit, limit - 1


def _whole(value: object, limits: tuple[int, int]) -> int | None:
    if isinstance(value, str) and not _WHOLE.fullmatch(value.strip()):
        return None
    number = int(value) if isinstance(value, str | int) else int(Decimal(str(value)))
    if number != (value if isinstance(value, int | float | Decimal) else number):
        return None
    return number if limits[0] <= number <= limits[1] else None


def _text(value: object, facts: ColumnFacts | None) -> str | None:
    text = str(value)
    if "\x00" in text or not (text.isascii() or _SURROGATE.search(text) is None):
        return None
    return None if facts and facts.values and text not in facts.values else text


def _is_read(text: str, family: str, facts: ColumnFacts | None) -> bool:
    """Whether the type reads the text; raises ValueError where it does not."""
    kind = facts.type.upper() if facts else ""
    if family == "date":
        return bool(date.fromisoformat(text))
    if family == "datetime":
        return bool(datetime.fromisoformat(text))
    return kind not in ("INET", "CIDR") or bool(ipaddress.ip_interface(text))


def elements_of(array: object, facts: ColumnFacts) -> Iterator[object]:
    """What a store gave as the array at `facts.place`: a list, or JSON of which numbers and texts count, as text.

    >>> list(elements_of('["a", 17, null, {"id": 1}]', ColumnFacts("m[*]", "TEXT", "text", place=Place("m"))))
    ['a', '17']
    """
    if not isinstance(array, str):
        yield from (value for value in array or () if value is not None)  # type: ignore[attr-defined]
        return
    for element in json.loads(array):
        value = step_into(element, (facts.place or Place("")).after)
        if isinstance(value, str | int | float) and not isinstance(value, bool):
            yield str(value)


def pointed(rows: Iterable[Key], facts: ColumnFacts | None, keys: Sequence[Key]) -> Iterator[Key]:
    """The keys that rows hold which point; of arrays, and of values in JSON, those that were asked for."""
    if facts is None or facts.place is None:
        yield from rows
        return
    spelled = {str(key[0]): key for key in keys}
    for row in rows:
        for value in elements_of(row[0], facts) if facts.is_each else row:
            if str(value) in spelled:
                yield spelled[str(value)]


def _are_whole(keys: Keys, columns: Sequence[ColumnFacts | None]) -> bool:
    """Whether all keys are single whole numbers that the column holds: most are, and need no look one by one."""
    facts = columns[0]
    if len(columns) != 1 or facts is None or facts.family != "integer" or not len(keys):
        return False
    values, (low, high) = keys.columns[0], _limits(facts)
    return isinstance(values, array) and low <= min(values) and max(values) <= high


def _are_plain(keys: Keys, columns: Sequence[ColumnFacts | None]) -> bool:
    """Whether all keys are single ASCII texts for a column that holds any text."""
    facts = columns[0]
    if len(columns) != 1 or (facts is not None and (facts.family != "text" or facts.values)):
        return False
    values = keys.columns[0] if keys.columns else []
    if set(map(type, values)) != {str}:
        return False
    together = "".join(values)  # type: ignore[arg-type]
    return together.isascii() and "\x00" not in together


def coerced(keys: Keys, columns: Sequence[ColumnFacts | None], typed: bool) -> Keys:
    """The keys that the columns can hold, as they would hold them, each once for a request: `17` and `017` are one."""
    if _are_whole(keys, columns) or _are_plain(keys, columns):
        return keys
    kept: dict[tuple[int, Key], None] = {}
    for ordinal, key in keys.pairs():
        converted = tuple(coerce(value, facts, typed) for value, facts in zip(key, columns, strict=True))
        if None not in converted:
            kept[(ordinal, converted)] = None
    return Keys([ordinal for ordinal, _ in kept], [key for _, key in kept])


def normalise(value: object, how: Normalise | None) -> object:
    """What `Dialect.normalised` does, for a value in hand.

    >>> normalise(" Anna@Example.COM ", Normalise.email)
    'anna@example.com'
    >>> normalise("+1 (415) 555-0134", Normalise.phone)
    '4155550134'
    """
    match how:
        case None:
            return value
        case Normalise.email:
            return str(value).strip().lower()
        case Normalise.phone:
            return "".join(sign for sign in str(value) if sign in "0123456789")[-10:]


PHONE_DIGITS = 7  # fewer identify nobody


def normal_forms(key: Key, how: Normalise | None) -> tuple[Key, ...]:
    """The normal forms under which a store may hold the key; none for one that identifies nobody.

    A store that knows only ASCII letters leaves the others as they were typed, so both ways of writing them are tried.

    >>> normal_forms(("n/a",), Normalise.phone), normal_forms(("",), None)
    ((), ())
    >>> normal_forms(("JOSÉ@example.com",), Normalise.email)
    (('josé@example.com',), ('josÉ@example.com',))
    """
    forms = {normalised_key(key, how): None}
    if how is Normalise.email:
        for spelled in (str, str.lower, str.upper):
            forms[tuple(_ascii_lower(spelled(str(value).strip())) for value in key)] = None
    return tuple(form for form in forms if all(map(_identifies, form, [how] * len(form))))


def _ascii_lower(text: str) -> str:
    return "".join(sign.lower() if sign.isascii() else sign for sign in text)


def _identifies(value: object, how: Normalise | None) -> bool:
    """An empty text, or a telephone without enough digits, would match everybody who has none."""
    return value != "" and (how is not Normalise.phone or len(str(value)) >= PHONE_DIGITS)


def normalised_key(key: Key, how: Normalise | None) -> Key:
    return key if how is None else tuple(normalise(value, how) for value in key)
