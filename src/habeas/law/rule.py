"""A rule is a function whose name is the question and whose answer is a verdict; this marks it and finds it again.

A rule takes plain facts (words, dates, numbers, small dataclasses of them), never a clock, a setting or a store.
`@rule("D-05")` names the rows of the specification it decides.

>>> found = rules()["clock.extend"]
>>> found.rows
('D-05', 'D-06', 'P-36')
"""

from __future__ import annotations

import importlib
import inspect
import pkgutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from types import ModuleType
from typing import Any, TypeVar

F = TypeVar("F", bound=Callable[..., Any])
_PACKAGE = "habeas.law.california"


def rule(*rows: str) -> Callable[[F], F]:
    """Mark a function as the rule that decides these rows of the specification."""

    def mark(function: F) -> F:
        function.__rows__ = rows  # type: ignore[attr-defined]
        return function

    return mark


@dataclass(frozen=True)
class Rule:
    """A rule as it is listed: its short name, such as `clock.extend`, the function and the rows it decides."""

    name: str
    function: Callable[..., Any]
    rows: tuple[str, ...]

    @property
    def text(self) -> str:
        """What it decides, in our words."""
        return inspect.cleandoc(self.function.__doc__ or "")

    @property
    def question(self) -> str:
        """The first sentence of the text."""
        return self.text.split("\n\n", 1)[0].replace("\n", " ")


@cache
def rules() -> dict[str, Rule]:
    """Every rule by its short name, in the order of the names."""
    found = (rule for module in rule_modules() for rule in _rules_of(module))
    return {rule.name: rule for rule in sorted(found, key=lambda rule: rule.name)}


def rule_modules() -> Iterator[ModuleType]:
    """Every module of the package that may hold rules."""
    package = importlib.import_module(_PACKAGE)
    for found in pkgutil.walk_packages(package.__path__, f"{_PACKAGE}."):
        yield importlib.import_module(found.name)


def _rules_of(module: ModuleType) -> Iterator[Rule]:
    for name, value in vars(module).items():
        if inspect.isfunction(value) and value.__module__ == module.__name__ and hasattr(value, "__rows__"):
            yield Rule(f"{module.__name__.removeprefix(_PACKAGE + '.')}.{name}", value, value.__rows__)
