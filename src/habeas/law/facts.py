"""Facts as people write them, turned into what a rule takes: the rule's own signature says how each is read.

Text is enough for every scalar, so that a case file needs no types: `true`, `2026-11-20`, `know_specific`, `02139`. An
instant without a zone is Pacific time. A mapping becomes the dataclass that the rule asks for, or, where it asks for a
choice of dataclasses, the first whose fields fit.

>>> from habeas.law.california.clock import clock
>>> arguments(clock, {"right": "delete", "receipt_on": "2026-11-20"})["receipt_on"]
datetime.date(2026, 11, 20)
"""

from __future__ import annotations

import dataclasses
import inspect
import types
import typing
from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal
from enum import Enum
from functools import cache
from typing import Any
from zoneinfo import ZoneInfo

from habeas.law.errors import LawError

PACIFIC = ZoneInfo("America/Los_Angeles")
_NOTHING = {"", "null", "~", "none"}
_TRUTH = {"true": True, "yes": True, "false": False, "no": False}


class FactsUnreadable(LawError):
    """The facts given are not the facts that the rule asks for."""


@cache
def _hints(owner: Any) -> dict[str, Any]:
    return typing.get_type_hints(owner)


def arguments(function: Callable[..., Any], given: Mapping[str, Any]) -> dict[str, Any]:
    """The keyword arguments for `function`. Raises FactsUnreadable, naming the fact."""
    parameters = inspect.signature(function).parameters
    _refuse_unknown(given, set(parameters), "the rule")
    missing = [n for n, p in parameters.items() if p.default is p.empty and n not in given]
    if missing:
        raise FactsUnreadable(f"the rule asks for {', '.join(missing)} too")
    return {name: read(value, _hints(function)[name], name) for name, value in given.items()}


def read(value: Any, wanted: Any, where: str) -> Any:
    """`value` as the type `wanted`; `where` names it in an error."""
    origin = typing.get_origin(wanted)
    if wanted is Any:
        return value
    if origin in (typing.Union, types.UnionType):
        return _read_choice(value, typing.get_args(wanted), where)
    if origin is typing.Literal:
        return _read_literal(value, typing.get_args(wanted), where)
    if isinstance(origin, type) and issubclass(origin, Mapping):
        return _read_mapping(value, typing.get_args(wanted), where)
    if isinstance(origin, type) and issubclass(origin, Sequence | set | frozenset | typing.Collection):
        return _read_many(value, origin, typing.get_args(wanted), where)
    if dataclasses.is_dataclass(wanted) and isinstance(wanted, type):
        return _read_record(value, wanted, where)
    return _read_scalar(value, wanted, where)


def _read_choice(value: Any, choices: tuple[Any, ...], where: str) -> Any:
    if types.NoneType in choices and (value is None or str(value).strip().lower() in _NOTHING):
        return None
    failures = []
    for choice in choices:
        if choice is types.NoneType:
            continue
        try:
            return read(value, choice, where)
        except FactsUnreadable as error:
            failures.append(str(error))
    raise FactsUnreadable("; or ".join(failures))


def _read_literal(value: Any, choices: tuple[Any, ...], where: str) -> Any:
    for choice in choices:
        if str(value) == str(choice):
            return choice
    # The rule itself refuses what is a member of the same kind and not among its choices.
    kind = type(choices[0])
    return _read_scalar(value, kind, where)


def _read_mapping(value: Any, kinds: tuple[Any, ...], where: str) -> dict[Any, Any]:
    if not isinstance(value, Mapping):
        raise FactsUnreadable(f"{where}: expected names with values, found {value!r}")
    of_key, of_value = kinds or (Any, Any)
    return {read(k, of_key, where): read(v, of_value, f"{where}.{k}") for k, v in value.items()}


def _read_many(value: Any, origin: Any, kinds: tuple[Any, ...], where: str) -> Any:
    if isinstance(value, str) and value.strip().lower() in _NOTHING:
        value = []
    if isinstance(value, str | Mapping) or not isinstance(value, typing.Iterable):
        raise FactsUnreadable(f"{where}: expected a list, found {value!r}")
    kind = kinds[0] if kinds else Any
    if origin is tuple and len(kinds) == 2 and kinds[1] is not Ellipsis:  # a pair
        return tuple(read(v, k, where) for v, k in zip(value, kinds, strict=True))
    found = [read(v, kind, f"{where}[{at}]") for at, v in enumerate(value)]
    return {tuple: tuple, set: set, frozenset: frozenset}.get(origin, tuple)(found)


def _read_record(value: Any, wanted: type, where: str) -> Any:
    if not isinstance(value, Mapping):
        raise FactsUnreadable(f"{where}: expected the facts of a {wanted.__name__}, found {value!r}")
    fields = {found.name for found in dataclasses.fields(wanted) if found.init}
    _refuse_unknown(value, fields, f"{where} ({wanted.__name__})")
    hints = _hints(wanted)
    read_fields = {name: read(v, hints[name], f"{where}.{name}") for name, v in value.items()}
    try:
        return wanted(**read_fields)
    except TypeError as error:
        raise FactsUnreadable(f"{where}: {error}") from None


def _read_scalar(value: Any, wanted: Any, where: str) -> Any:
    text = str(value).strip()
    try:
        if wanted is bool:
            return _TRUTH[text.lower()]
        if wanted is str:
            return str(value)
        if wanted is datetime:
            found = datetime.fromisoformat(text)
            return found if found.tzinfo else found.replace(tzinfo=PACIFIC)
        if wanted is date:
            return date.fromisoformat(text)
        if wanted in (int, float, Decimal) or (isinstance(wanted, type) and issubclass(wanted, Enum)):
            return wanted(text)
        if wanted is bytes:
            return str(value).encode()
    except (KeyError, ValueError, ArithmeticError):
        raise FactsUnreadable(f"{where}: {value!r} is no {_expected(wanted)}") from None
    raise FactsUnreadable(f"{where}: no case file can express a {wanted!r}")


def _expected(wanted: Any) -> str:
    if isinstance(wanted, type) and issubclass(wanted, Enum):
        return f"{wanted.__name__}; known are {', '.join(str(found.value) for found in wanted)}"
    return {bool: "true or false", date: "date such as 2026-11-20", datetime: "instant", int: "whole number"}.get(
        wanted, getattr(wanted, "__name__", str(wanted))
    )


def _refuse_unknown(given: Mapping[str, Any], known: set[str], who: str) -> None:
    unknown = [name for name in given if name not in known]
    if unknown:
        raise FactsUnreadable(f"{who} knows no {', '.join(map(str, unknown))}; it knows {', '.join(sorted(known))}")
