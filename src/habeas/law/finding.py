"""What a check found wrong with a form, a screen or a configuration: one sentence, and the row it offends.

>>> errors((Finding("C-12", "Refusing takes more steps."), Finding("C-03", "Consider a desk.", Level.WARNING)))
(Finding(row='C-12', text='Refusing takes more steps.', level=<Level.ERROR: 'error'>),)
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum


class Level(StrEnum):
    """How bad a finding is."""

    ERROR = "error"  # the law forbids it
    WARNING = "warning"  # a person should look at it


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that was found."""

    row: str
    text: str
    level: Level = Level.ERROR


def errors(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """The findings that the law forbids."""
    return tuple(found for found in findings if found.level is Level.ERROR)


def rows(findings: Iterable[Finding]) -> tuple[str, ...]:
    """The rows that were offended, each once, in the order found."""
    return tuple(dict.fromkeys(found.row for found in findings))
