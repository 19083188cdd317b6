"""Rows as the JSON lines of a package, column by column: no output filter, and no step of Python for a single value."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Sequence
from datetime import date, datetime
from decimal import Decimal
from json.encoder import encode_basestring  # type: ignore[attr-defined]
from typing import Any

_JSON = json.JSONEncoder(ensure_ascii=False, allow_nan=False)
_text: Callable[[str], str] = encode_basestring
# As `habeas.delivery` spells them: texts quoted, numbers plain, decimals and dates as quoted text.
_SPELLED: dict[type, Callable[[Any], str]] = {
    type(None): lambda _: "null",
    str: _text,
    int: str,
    bool: lambda value: "true" if value else "false",
    Decimal: lambda value: f'"{value}"',
    date: lambda value: f'"{value.isoformat()}"',
    datetime: lambda value: f'"{value.isoformat()}"',
}


class Lines:
    """Spells the rows of one table, which are led by their ordinals."""

    def __init__(self, columns: Sequence[str]) -> None:
        self._shape = "{" + ", ".join(f"{_text(name)}: %s" for name in columns) + "}"

    def of(self, rows: Sequence[Sequence[Any]]) -> Iterable[tuple[int, str]]:
        ordinals, *columns = zip(*rows, strict=True)
        return zip(ordinals, map(self._shape.__mod__, zip(*map(_spelled, columns), strict=True)), strict=True)


def _spelled(values: Sequence[Any]) -> Iterable[object]:
    kinds = set(map(type, values))
    if len(kinds) == 1:
        return map(_SPELLED.get(kinds.pop(), _other), values)
    return [_SPELLED.get(type(value), _other)(value) for value in values]


def _other(value: object) -> str:
    return _JSON.encode(value if isinstance(value, float) else str(value))
