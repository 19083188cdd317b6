"""How a rule says its verdict: the value, the reason, and the rows of the specification it rests on.

Citations and open doubts come from the rows and the dated parameters, so that neither is written twice. Rows as read
on 2026-11-23; the module decides nothing itself and leaves nothing out.

>>> ruling(True, "The answer is late.", "D-03").citations[0].text
'Cal. Code Regs., tit. 11, §7021(b)'
>>> ruling(True, "By the tenth business day.", "P-33").settled
False
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from typing import TypeVar

from habeas.law.california.provisions import provision
from habeas.law.errors import Refused
from habeas.law.parameter import Parameter
from habeas.law.verdict import Citation, Verdict

T = TypeVar("T")
R = TypeVar("R", bound=Refused)


def ruling(
    value: T,
    reason: str,
    *rows: str,
    parameters: Iterable[Parameter] = (),
    warnings: Iterable[str] = (),
    doubts: Iterable[str] = (),
) -> Verdict[T]:
    """The verdict. `doubts` are further ones, for a row that is sure in the main and open in this branch."""
    used = tuple(parameters)
    return Verdict(
        value,
        reason,
        _unique((*cited(*rows), *(one for row in used for one in row.citations))),
        tuple(warnings),
        used,
        _unique((*doubts, *open_doubts(*rows), *(row.assumption for row in used if row.assumption))),
        rows,
    )


def refusal(kind: type[R], reason: str, *rows: str) -> R:
    """The error with which a rule refuses a step the law does not allow; `raise` it."""
    return kind(reason, cited(*rows))


@cache  # rows are few and never change
def cited(*rows: str) -> tuple[Citation, ...]:
    """The sections that these rows rest on, each once."""
    return _unique(one for row in rows for one in provision(row).citations)


@cache
def open_doubts(*rows: str) -> tuple[str, ...]:
    """What counsel must still settle about these rows."""
    return tuple(found.doubt for found in map(provision, rows) if not found.settled)


def _unique(values: Iterable[T]) -> tuple[T, ...]:
    return tuple(dict.fromkeys(values))
