"""One row of the legal specification: its id, its text in our words, and the sections it rests on.

Rules name the rows they decide (`habeas.law.rule`); verdicts take their citations from them; `habeas law show ID`
prints them. The rows stand in `habeas.law.california.provisions`.

>>> from habeas.law.verdict import regulation
>>> row = Provision("D-03", "Answer within the response period.", (regulation("7021(b)"),))
>>> row.settled, str(row.citations[0])
(True, 'Cal. Code Regs., tit. 11, §7021(b)')
"""

from __future__ import annotations

from dataclasses import dataclass

from habeas.law.errors import LawError
from habeas.law.verdict import Citation


@dataclass(frozen=True, slots=True)
class Provision:
    """A row of the specification.

    `doubt` says what a lawyer must still settle. When `settled` is False, every verdict that rests on the row carries
    the doubt. A row with a doubt that is settled all the same is sure in the main: the rule adds the doubt to those
    verdicts that it touches.
    """

    id: str
    text: str
    citations: tuple[Citation, ...]
    doubt: str = ""
    settled: bool = True

    def __post_init__(self) -> None:
        if not self.settled and not self.doubt:
            raise LawError(f"Provision {self.id} is unsettled; say what counsel must settle.")
