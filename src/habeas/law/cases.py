"""Worked cases: facts in, a rule, and what its verdict must be. The format is in `docs/reference/law-cases.md`.

A case is data, so that anybody can write one and nobody can tune a rule to it.

>>> case = {
...     "id": "K-01",
...     "checks": [{
...         "rule": "clock.clock",
...         "given": {"right": "know_specific", "receipt_on": "2026-11-20"},
...         "expect": {"value": {"respond_by": "2027-01-04"}},
...     }],
... }
>>> run(case).status.value
'passed'
"""

from __future__ import annotations

import dataclasses
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import Enum, StrEnum
from typing import Any

from habeas.law.errors import LawError
from habeas.law.facts import arguments
from habeas.law.rule import rules
from habeas.law.verdict import Verdict


class CaseInvalid(LawError):
    """The case is not written as a case is."""


class Status(StrEnum):
    """How a case came out."""

    PASSED = "passed"
    FAILED = "failed"
    COVERED = "covered"  # behaviour: a test named in the case shows it
    WAITS = "waits"  # behaviour whose door is not built; never counted as passed


@dataclass(frozen=True)
class Result:
    """The outcome of one case: what went wrong, or what it waits for."""

    id: str
    about: str
    status: Status
    checks: int
    notes: tuple[str, ...] = ()


_CASE = {"id", "about", "checks", "covered_by", "waits_for", "confidence"}
_CHECK = {"rule", "given", "expect", "about"}
_EXPECT = {"value", "contains", "lacks", "reason", "cites", "warns", "settled", "parameters", "rows", "raises"}


def run(case: Mapping[str, Any]) -> Result:
    """The outcome of one case. Raises CaseInvalid when it is not written as documented."""
    _refuse_unknown(case, _CASE, f"case {case.get('id')!r}")
    checks = tuple(case.get("checks") or ())
    covered, waits = _several(case.get("covered_by")), _several(case.get("waits_for"))
    if not case.get("id") or not (checks or covered or waits):
        raise CaseInvalid(f"case {case.get('id')!r} needs an id, and checks, covered_by or waits_for")
    failures = tuple(note for number, check in enumerate(checks, 1) for note in _failures(check, number))
    status, notes = _status(failures, bool(checks), covered, waits)
    return Result(str(case["id"]), str(case.get("about", "")), status, len(checks), notes)


def _status(
    failures: tuple[str, ...], has_checks: bool, covered: tuple[str, ...], waits: tuple[str, ...]
) -> tuple[Status, tuple[str, ...]]:
    if failures:
        return Status.FAILED, failures
    if waits:
        return Status.WAITS, waits
    return (Status.PASSED, ()) if has_checks else (Status.COVERED, covered)


def _several(value: Any) -> tuple[str, ...]:
    if value is None:
        return ()
    return (value,) if isinstance(value, str) else tuple(map(str, value))


def _failures(check: Mapping[str, Any], number: int) -> Iterable[str]:
    """What is wrong with one check, each with the check's number."""
    _refuse_unknown(check, _CHECK, f"check {number}")
    expect = check.get("expect")
    if not isinstance(expect, Mapping) or not expect:
        raise CaseInvalid(f"check {number} expects nothing")
    _refuse_unknown(expect, _EXPECT, f"the expectation of check {number}")
    found = rules().get(str(check.get("rule")))
    if found is None:
        raise CaseInvalid(f"check {number}: no rule {check.get('rule')!r}; `habeas law rules` lists them")
    try:
        verdict = found.function(**arguments(found.function, check.get("given") or {}))
    except LawError as error:
        wrong = _compare_error(error, expect)
    except Exception as error:  # noqa: BLE001 (a rule that breaks is a failed case, and the others still run)
        wrong = [f"broke with {type(error).__name__}: {error}"]
    else:
        wrong = list(_compare(verdict, expect))
    return [f"check {number} ({found.name}): {text}" for text in wrong]


def _compare_error(error: LawError, expect: Mapping[str, Any]) -> list[str]:
    kinds = {kind.__name__ for kind in type(error).__mro__}
    if "raises" not in expect:
        return [f"raised {type(error).__name__}: {error}"]
    wrong = [] if expect["raises"] in kinds else [f"raised {type(error).__name__}, expected {expect['raises']}"]
    cited = " ".join(map(str, getattr(error, "citations", ())))
    wrong += [f"does not cite {one}" for one in _several(expect.get("cites")) if one not in cited]
    wrong += [f"does not say {one!r}: {error}" for one in _several(expect.get("reason")) if one not in str(error)]
    return wrong


def _compare(verdict: Verdict[Any], expect: Mapping[str, Any]) -> Iterable[str]:
    if "raises" in expect:
        yield f"expected {expect['raises']}, got {plain(verdict.value)}"
        return
    value = plain(verdict.value)
    if "value" in expect:
        yield from differences(expect["value"], value, "value")
    for one in _items(expect.get("contains")):
        if not any(not list(differences(one, item, "")) for item in _items(value)):
            yield f"lacks {one!r}: {value!r}"
    for one in _items(expect.get("lacks")):
        if any(not list(differences(one, item, "")) for item in _items(value)):
            yield f"has {one!r}: {value!r}"
    yield from _compare_words(verdict, expect)


def _compare_words(verdict: Verdict[Any], expect: Mapping[str, Any]) -> Iterable[str]:
    yield from _missing("reason", expect.get("reason"), verdict.reason)
    yield from _missing("citations", expect.get("cites"), " ".join(map(str, verdict.citations)))
    yield from _missing("rows", expect.get("rows"), " ".join(verdict.rows))
    yield from _missing("parameters", expect.get("parameters"), " ".join(p.id for p in verdict.parameters))
    if "settled" in expect and _text(expect["settled"]) != _text(verdict.settled):
        yield f"settled is {_text(verdict.settled)}: {verdict.doubts}"
    if "warns" in expect:
        wanted = expect["warns"]
        if _text(wanted) in ("true", "false"):
            if (_text(wanted) == "true") != bool(verdict.warnings):
                yield f"warnings: {verdict.warnings}"
        else:
            yield from _missing("warnings", wanted, " ".join(verdict.warnings))


def _missing(what: str, wanted: Any, text: str) -> Iterable[str]:
    return (f"{what} lack {one!r}: {text!r}" for one in _several(wanted) if one.casefold() not in text.casefold())


def differences(wanted: Any, found: Any, where: str) -> Iterable[str]:
    """Where `found` is not as `wanted`: mappings may say more than wanted, lists must agree item by item."""
    if isinstance(wanted, Mapping):
        if not isinstance(found, Mapping):
            yield f"{where} is {found!r}, not {dict(wanted)!r}"
            return
        for name, value in wanted.items():
            if str(name) not in found:
                yield f"{where} has no {name}; it has {', '.join(found)}"
            else:
                yield from differences(value, found[str(name)], f"{where}.{name}" if where else str(name))
    elif isinstance(wanted, list | tuple):
        if not isinstance(found, list) or len(found) != len(wanted):
            yield f"{where} is {found!r}, not {list(wanted)!r}"
            return
        for at, (one, other) in enumerate(zip(wanted, found, strict=True)):
            yield from differences(one, other, f"{where}[{at}]")
    elif not _same(_text(wanted), _text(found) if not isinstance(found, list | dict) else repr(found)):
        yield f"{where} is {found!r}, not {wanted!r}"


def _same(wanted: str, found: str) -> bool:
    """Equal as text, or as numbers: 20 is 20.0."""
    if wanted == found:
        return True
    try:
        return float(wanted) == float(found) and "." in wanted + found
    except ValueError:
        return False


def plain(value: Any) -> Any:
    """A verdict's value as text, lists and mappings: what a case compares and a page prints."""
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        fields = [found.name for found in dataclasses.fields(value)]
        derived = [n for n, p in vars(type(value)).items() if isinstance(p, property) and not n.startswith("_")]
        return {name: plain(getattr(value, name)) for name in (*fields, *derived)}
    if isinstance(value, Mapping):
        return {_text(name): plain(one) for name, one in value.items()}
    if isinstance(value, set | frozenset):
        return sorted((plain(one) for one in value), key=str)
    if isinstance(value, Collection) and not isinstance(value, str | bytes):
        return [plain(one) for one in value]
    return _text(value)


def _text(value: Any) -> str:
    if value is None or value == "null":
        return ""
    if isinstance(value, bool) or value in ("True", "False"):
        return str(value).lower()
    if isinstance(value, Enum):
        return str(value.value)
    if isinstance(value, date):
        return value.isoformat()
    return str(value)


def _items(value: Any) -> list[Any]:
    if value is None:
        return []
    return list(value) if isinstance(value, list | tuple) else [value]


def _refuse_unknown(given: Mapping[str, Any], known: set[str], who: str) -> None:
    unknown = sorted(set(given) - known)
    if unknown:
        raise CaseInvalid(f"{who} has an unknown {', '.join(unknown)}; known are {', '.join(sorted(known))}")
