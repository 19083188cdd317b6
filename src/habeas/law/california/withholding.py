"""What an answer with specific pieces lacks: pieces left out, values not described, withholding not explained.

Cal. Code Regs., tit. 11, §7024(d)-(e), (h)-(i); Civ. Code §1798.145(k); read 2026-11-23
(https://cppa.ca.gov/regulations/). The answer is compared with the pieces that are held (`specific_pieces`). Left out:
the six parts about categories (`answer_to_know`), and delivery (`delivery_of_answer`).

>>> check_withholding((Withheld("claims", "Insurance Code", "They belong to claim files that it governs."),)).value
()
>>> check_specific_answer(SpecificAnswer(delivered=("email",)), (Piece("email"), Piece("segment"))).reason
'segment is held and not in the answer.'
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from habeas.law.california.disproportionate import states_facts
from habeas.law.california.know import Window
from habeas.law.california.ruling import ruling
from habeas.law.california.specific_pieces import Outcome, Piece, Shown, what_is_delivered
from habeas.law.finding import Finding
from habeas.law.rule import rule
from habeas.law.verdict import Verdict


@dataclass(frozen=True, slots=True)
class Withheld:
    """A part of the pieces that was not given: the law it rests on, and the explanation in the answer."""

    what: str
    law: str = ""
    explanation: str = ""
    law_forbids_saying: bool = False


@rule("F-05")
def check_withholding(withheld: Sequence[Withheld], *, rest_disclosed: bool = True) -> Verdict[tuple[Finding, ...]]:
    """What does the answer lack about what it withholds from a verified consumer?"""
    found = [finding for one in withheld for finding in _basis(one)]
    if withheld and not rest_disclosed:
        found.append(Finding("F-05", "The rest is disclosed."))
    return _report(tuple(found), "F-05")


def _basis(withheld: Withheld) -> Iterator[Finding]:
    if withheld.law_forbids_saying:
        return
    if not withheld.law.strip():
        yield Finding("F-05", f"No law or exception is named for {withheld.what}.")
    if not states_facts(withheld.explanation).value:
        yield Finding("F-05", f"The basis for withholding {withheld.what} is not explained in detail.")


@dataclass(frozen=True, slots=True)
class SpecificAnswer:
    """What an answer with specific pieces holds: names of pieces, lines for what is not shown, and the rest."""

    delivered: tuple[str, ...] = ()
    lines: tuple[str, ...] = ()
    withheld: tuple[Withheld, ...] = ()
    offers_match_check: bool = False
    states_period: bool = True


@rule("F-01", "F-02", "F-03", "F-05", "F-10", "F-15", "F-16")
def check_specific_answer(
    answer: SpecificAnswer, pieces: Sequence[Piece], window: Window | None = None
) -> Verdict[tuple[Finding, ...]]:
    """What is wrong with this answer, given the pieces that are held, and the period that it covers?"""
    shown = what_is_delivered(pieces, window)
    found = [finding for one in shown.value for finding in _wrong(answer, one)]
    if not answer.offers_match_check and any(one.outcome is Outcome.DESCRIBED for one in shown.value):
        found.append(Finding("F-03", "The answer gives no way to find out whether a value not shown is right."))
    if not answer.states_period:
        found.append(Finding("F-15", "The answer does not say which period it covers."))
    found += [finding for one in answer.withheld for finding in _basis(one)]
    return _report(tuple(found), "F-01", "F-10", doubts=shown.doubts)


def _wrong(answer: SpecificAnswer, piece: Shown) -> Iterator[Finding]:
    given = piece.name in answer.delivered
    match piece.outcome:
        case Outcome.DELIVERED | Outcome.REDACTED if not given:
            yield Finding("F-10", f"{piece.name} is held and not in the answer.")
        case Outcome.DESCRIBED:
            if given:
                yield Finding("F-01", f"{piece.name} is never disclosed.")
            if piece.text.casefold() not in (line.casefold() for line in answer.lines):
                yield Finding("F-02", f"No line says that this is held: {piece.text}.")
        case Outcome.NOT_REACHED if given:
            yield Finding("F-16", f"{piece.name} is not this consumer's.")
        case Outcome.WITHHELD if not given and piece.name not in (one.what for one in answer.withheld):
            yield Finding("F-05", f"The answer does not say that, and why, {piece.name} is withheld.")


def _report(found: tuple[Finding, ...], *rows: str, doubts: Sequence[str] = ()) -> Verdict[tuple[Finding, ...]]:
    if not found:
        return ruling((), "The answer holds all that is due.", *rows, doubts=doubts)
    offended = dict.fromkeys(one.row for one in found)
    return ruling(found, " ".join(one.text for one in found), *offended, doubts=doubts)
