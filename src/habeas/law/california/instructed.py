"""Whom a business instructs to do the same, when it corrects, limits or stops automated decisions.

Cal. Code Regs., tit. 11, §§7023(c), 7027(g), 7221(n); read 2026-11-23 (https://cppa.ca.gov/regulations/). Left out:
whom it tells after a deletion and after an opt-out of sale, which reach third parties.

>>> ads, host = Recipient("Ad network", Role.THIRD_PARTY), Recipient("Host", Role.SERVICE_PROVIDER)
>>> whom_to_instruct(Right.CORRECT, (ads, host)).value
('Host',)
"""

from __future__ import annotations

from dataclasses import dataclass

from habeas.law.california.disclosure import Role
from habeas.law.california.rights import Right
from habeas.law.california.ruling import ruling
from habeas.law.errors import UncoveredCase
from habeas.law.rule import rule
from habeas.law.verdict import Verdict


@dataclass(frozen=True, slots=True)
class Recipient:
    """Somebody who holds the consumer's information for the business, or got it from the business."""

    name: str
    role: Role


_ROWS = {Right.CORRECT: "H-05", Right.LIMIT: "H-42", Right.OPT_OUT_ADMT: "D-16"}


@rule("H-05", "H-42", "D-15", "D-16")
def whom_to_instruct(right: Right, recipients: tuple[Recipient, ...]) -> Verdict[tuple[str, ...]]:
    """Who is instructed to do the same? For an opt-out of ADMT every recipient, else the business's own providers."""
    if right not in _ROWS:
        raise UncoveredCase(f"No rule here says who is instructed after {right.a_request}.")
    # §7221(n) names all to whom the information was disclosed; §§7023(c), 7027(g) providers and contractors.
    everybody = right is Right.OPT_OUT_ADMT
    told = tuple(one.name for one in recipients if everybody or one.role is not Role.THIRD_PARTY)
    what = {
        Right.CORRECT: "correct the information and keep it corrected",
        Right.LIMIT: "stop the uses that the consumer limited, within the same time",
        Right.OPT_OUT_ADMT: "stop processing the information with the technology, within the same time",
    }[right]
    reason = f"To be instructed to {what}: {', '.join(told)}." if told else "Nobody has to be instructed."
    rows = (_ROWS[right], "D-15") if right is Right.LIMIT else (_ROWS[right],)
    return ruling(told, reason, *rows)
