"""What a check of a notice or of settings finds: the row, how bad it is, where, what is wrong, and what mends it.

Rows as read on 2026-11-23; the citations come from them. The module decides nothing itself and leaves nothing out.

>>> found = error("B-11", "last updated", "No date is shown.", "Show the date of the last change.")
>>> found.row, found.severity.value, str(found.citations[0])
('B-11', 'error', 'Cal. Code Regs., tit. 11, §7011(e)(4)')
>>> report([found], "B-11").reason
'1 error: No date is shown.'
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from habeas.law.california.ruling import cited, ruling
from habeas.law.parameter import Parameter
from habeas.law.verdict import Citation, Verdict


class Severity(StrEnum):
    """Whether the law is broken, or somebody should look."""

    ERROR = "error"
    WARNING = "warning"


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing found. `applied` is the lawful default that stands in for an unlawful setting, if there is one."""

    row: str
    severity: Severity
    where: str
    text: str
    remedy: str
    citations: tuple[Citation, ...]
    applied: str = ""

    @property
    def is_error(self) -> bool:
        """Whether the law is broken."""
        return self.severity is Severity.ERROR


Findings = tuple[Finding, ...]


def error(row: str, where: str, text: str, remedy: str, *, also: tuple[str, ...] = (), applied: str = "") -> Finding:
    """Something that the law does not allow. `also` names further rows that it breaks."""
    return Finding(row, Severity.ERROR, where, text, remedy, cited(row, *also), applied)


def warning(row: str, where: str, text: str, remedy: str, *, also: tuple[str, ...] = ()) -> Finding:
    """Something that somebody should look at."""
    return Finding(row, Severity.WARNING, where, text, remedy, cited(row, *also))


def report(
    found: Iterable[Finding],
    *rows: str,
    parameters: Iterable[Parameter] = (),
    doubts: Iterable[str] = (),
    good: str = "Nothing to mend was found.",
) -> Verdict[Findings]:
    """The verdict of a check of these rows. Its warnings are the findings that are no errors."""
    findings = tuple(dict.fromkeys(found))
    mild = tuple(one.text for one in findings if not one.is_error)
    reason = _summary(findings) if findings else good
    return ruling(findings, reason, *rows, parameters=parameters, warnings=mild, doubts=doubts)


def _summary(findings: Findings) -> str:
    errors = [one.text for one in findings if one.is_error]
    counted = [_count(len(errors), "error"), _count(len(findings) - len(errors), "warning")]
    return f"{', '.join(filter(None, counted))}: {' '.join(errors or [one.text for one in findings])}"


def _count(number: int, what: str) -> str:
    return f"{number} {what}{'s' if number != 1 else ''}" if number else ""
