"""A verdict is what a rule answers: the value, why, and the sections it rests on.

Letters, the console and the ledger print from it and never restate the law.

>>> print(Verdict(True, "The period has passed.", (regulation("7021(b)"),)).cited())
The period has passed. (Cal. Code Regs., tit. 11, §7021(b))
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Generic, TypeVar

from habeas.law.errors import LawError

if TYPE_CHECKING:
    from habeas.law.parameter import Parameter

T_co = TypeVar("T_co", covariant=True)


@dataclass(frozen=True, slots=True)
class Citation:
    """One provision, written as it is printed."""

    text: str

    def __str__(self) -> str:
        return self.text


def regulation(section: str) -> Citation:
    """The CCPA regulations: `regulation("7021(b)")`."""
    return Citation(f"Cal. Code Regs., tit. 11, §{section}")


def civil_code(section: str) -> Citation:
    """The Civil Code, with its full number: `civil_code("1798.105(d)(8)")`."""
    return Citation(f"Civ. Code §{section}")


def government_code(section: str) -> Citation:
    """The Government Code: `government_code("6700")`."""
    return Citation(f"Gov. Code §{section}")


def probate_code(section: str) -> Citation:
    """The Probate Code: `probate_code("4121-4130")`."""
    return Citation(f"Prob. Code §{section}")


@dataclass(frozen=True)
class Verdict(Generic[T_co]):
    """The answer of a rule.

    `warnings` are things a person should see although the answer stands; `parameters` are the dated values used;
    `doubts` are what a lawyer must still settle before the answer is promised to anybody; `rows` are the rows of the
    specification it rests on.
    """

    value: T_co
    reason: str
    citations: tuple[Citation, ...]
    warnings: tuple[str, ...] = ()
    parameters: tuple[Parameter, ...] = ()
    doubts: tuple[str, ...] = ()
    rows: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        if not self.reason.strip() or not self.citations:
            raise LawError(f"A verdict needs a reason and a citation; found {self.reason!r}, {self.citations!r}.")

    @property
    def settled(self) -> bool:
        """Whether we would promise it; if not, ask counsel (`doubts`)."""
        return not self.doubts

    def cited(self) -> str:
        """The reason followed by its citations, for a letter or a log line."""
        return f"{self.reason} ({'; '.join(map(str, self.citations))})"
