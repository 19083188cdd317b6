"""What a check found wrong with a form, a screen or a configuration: one sentence, and the row it offends.

>>> Finding("C-12", "Refusing takes more steps.").level.value
'error'
"""

from __future__ import annotations

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
