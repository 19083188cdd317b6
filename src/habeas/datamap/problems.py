"""What is wrong in a project folder, with its file and line."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum


class Severity(StrEnum):
    error = "error"  # the project cannot be used like this
    warning = "warning"  # it works, but slowly or with a gap that somebody should know


@dataclass(frozen=True, order=True)
class Problem:
    """One finding. `line` counts from 1; 0 stands for the file as a whole."""

    file: str
    line: int
    message: str
    severity: Severity = Severity.error

    def __str__(self) -> str:
        mark = "warning: " if self.severity is Severity.warning else ""
        return f"{self.file}:{self.line}: {mark}{self.message}"


class DataMapError(Exception):
    """The project folder cannot be used as it stands."""


class ProjectInvalid(DataMapError):
    """All problems of a project folder at once."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(sorted(problems))
        super().__init__("\n".join(str(problem) for problem in self.problems))
