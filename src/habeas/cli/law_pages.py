"""What `habeas law show` and `habeas law rules` print."""

from __future__ import annotations

import dataclasses
import inspect
import types
import typing
from collections.abc import Iterable
from contextlib import suppress
from enum import Enum
from typing import Any

from habeas.law.california.parameters import TABLE
from habeas.law.california.provisions import UnknownProvision, provision
from habeas.law.parameter import Parameter
from habeas.law.provision import Provision
from habeas.law.rule import Rule
from habeas.law.rule import rules as all_rules
from habeas.law.verdict import Verdict


def page_of(name: str) -> str:
    """The page of a rule, a row or a parameter; empty when there is none."""
    found = [rule for rule in all_rules().values() if name in (rule.name, rule.name.rpartition(".")[2])]
    pages = ["\n".join(_rule_lines(rule)) for rule in found]
    row = name.upper()
    if values := [value for value in TABLE if value.id == row]:
        pages.append("\n".join(line for value in values for line in _parameter_lines(value)))
    with suppress(UnknownProvision):
        pages.append("\n".join(_provision_lines(provision(row))))
    if pages and not found:
        deciding = [rule for rule in all_rules().values() if row in rule.rows]
        pages += [f"Decided by {rule.name}({', '.join(_facts(rule))})\n  {rule.question}" for rule in deciding]
    return "\n\n".join(pages)


def _rule_lines(rule: Rule) -> Iterable[str]:
    yield f"{rule.name}({', '.join(_facts(rule))})"
    yield from (f"  {line}".rstrip() for line in _prose(rule.text).splitlines())
    for row in rule.rows:
        values = [value for value in TABLE if value.id == row]
        yield ""
        if values:
            yield from (line for value in values for line in _parameter_lines(value))
        else:
            yield from _provision_lines(provision(row))


def _prose(text: str) -> str:
    """A docstring without its examples."""
    return text.split(">>>")[0].rstrip()


def _provision_lines(row: Provision) -> Iterable[str]:
    yield f"{row.id}  {row.text}"
    yield f"      {'; '.join(map(str, row.citations))}"
    if row.doubt:
        yield f"      {'Ask counsel' if not row.settled else 'Open at its edge'}: {row.doubt}"


def _parameter_lines(value: Parameter) -> Iterable[str]:
    until = f"to {value.valid_to}" if value.valid_to else "on"
    yield f"{value.id}  {value.name.replace('_', ' ')}: {value.value}, for requests received from {value.valid_from} {until}"
    yield f"      {'; '.join(map(str, value.citations))}"
    if value.assumption:
        yield f"      Ask counsel: {value.assumption}"


def list_of_rules() -> str:
    """One line for each rule."""
    return "\n".join(f"{rule.name:<44} {rule.question}" for rule in all_rules().values())


def reference_page() -> str:
    """`docs/reference/law-rules.md`: every rule with its facts, its value and its rows."""
    lines = [
        "# The rules of law, and the facts they take",
        "",
        "Made by `habeas law rules --markdown`; do not edit. How a case is written: [law-cases.md](law-cases.md).",
    ]
    module = ""
    for rule in all_rules().values():
        if (place := rule.name.rpartition(".")[0]) != module:
            module = place
            lines += ["", f"## {module}"]
        lines += ["", *_reference_lines(rule)]
    lines += ["", "## Kinds of facts", "", *_kinds()]
    return "\n".join(lines)


def _reference_lines(rule: Rule) -> Iterable[str]:
    yield f"### `{rule.name}`"
    yield ""
    yield _prose(rule.text).replace("\n\n", "\n")
    yield ""
    hints = typing.get_type_hints(rule.function)
    for name, found in inspect.signature(rule.function).parameters.items():
        usual = "" if found.default is found.empty else f", default `{_shown(found.default)}`"
        yield f"- `{name}`: {_kind(hints[name])}{usual}"
    yield f"- value: {_kind(typing.get_args(hints['return'])[0])}"
    yield f"- rows: {', '.join(rule.rows)}"


def _shown(value: Any) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    if value is None:
        return "null"
    if value in ((), frozenset()):
        return "[]"
    if dataclasses.is_dataclass(value):
        return "its defaults"
    return str(value.value) if isinstance(value, Enum) else str(value) or '""'


def _facts(rule: Rule) -> list[str]:
    return [
        name if found.default is found.empty else f"{name}={_shown(found.default)}"
        for name, found in inspect.signature(rule.function).parameters.items()
    ]


def _kind(hint: Any) -> str:
    """A type in words."""
    origin, inner = typing.get_origin(hint), typing.get_args(hint)
    if hint is types.NoneType:
        return "nothing"
    if origin in (typing.Union, types.UnionType):
        return " or ".join(_kind(one) for one in inner)
    if origin is typing.Literal:
        return " | ".join(f"`{_shown(one)}`" for one in inner)
    if origin is not None and len(inner) == 2 and inner[1] is not Ellipsis:
        return f"{_kind(inner[0])} → {_kind(inner[1])}"
    if origin in (set, frozenset):
        return f"sorted list of {_kind(inner[0])}"
    if origin is not None:
        return f"list of {_kind(inner[0])}"
    if isinstance(hint, type) and (issubclass(hint, Enum) or dataclasses.is_dataclass(hint)):
        name = _full_name(hint)
        return f"[{hint.__name__}](#{name.replace('.', '').lower()})"
    return {bool: "true or false", str: "text", int: "number", float: "number"}.get(
        hint, getattr(hint, "__name__", "any")
    )


def _full_name(kind: type) -> str:
    """The kind with its module: two modules may each have a `Recipient`."""
    return f"{kind.__module__.removeprefix('habeas.law.california.').removeprefix('habeas.law.')}.{kind.__name__}"


def _kinds() -> Iterable[str]:
    for kind in sorted(_named_kinds(), key=_full_name):
        yield f"### {_full_name(kind)}"
        yield ""
        yield _prose(inspect.cleandoc(kind.__doc__ or "")).replace("\n\n", "\n")
        yield ""
        yield from _members(kind)
        yield ""


def _members(kind: type) -> Iterable[str]:
    """The values of an enumeration, or the facts of a dataclass."""
    if issubclass(kind, Enum):
        yield "One of " + ", ".join(f"`{one.value}`" for one in kind) + "."
        return
    hints = typing.get_type_hints(kind)
    for name, found in inspect.signature(kind).parameters.items():
        usual = "" if found.default is found.empty else ", may be left out"
        if isinstance(found.default, str | int | Enum):
            usual = f", default `{_shown(found.default)}`"
        yield f"- `{name}`: {_kind(hints[name])}{usual}"
    for name, found in vars(kind).items():
        if isinstance(found, property) and not name.startswith("_"):
            returned = typing.get_type_hints(found.fget).get("return", Any)
            yield f"- `{name}`: {_kind(returned)} (in answers; follows from the others)"


def _named_kinds() -> set[type]:
    """Every enumeration and dataclass that a rule takes or gives, and those inside them."""
    found: set[type] = set()
    waiting: list[Any] = [
        hint for rule in all_rules().values() for hint in typing.get_type_hints(rule.function).values()
    ]
    while waiting:
        hint = waiting.pop()
        waiting += typing.get_args(hint)
        if isinstance(hint, type) and hint is not Verdict and hint not in found:
            if issubclass(hint, Enum):
                found.add(hint)
            elif dataclasses.is_dataclass(hint):
                found.add(hint)
                waiting += typing.get_type_hints(hint).values()
    return found
