"""What an answer with specific pieces lacks: pieces left out, values not described, withholding not explained.

Cal. Code Regs., tit. 11, §7024(d)-(e), (h)-(i); Civ. Code §1798.145(k); read 2026-11-23
(https://cppa.ca.gov/regulations/). The answer is compared with the pieces that are held (`specific_pieces`). Left out:
the six parts about categories (`answer_to_know`), and delivery (`delivery_of_answer`).

>>> check_withholding((Withheld("claims", "Insurance Code", "They belong to claim files that it governs."),)).value
()
>>> check_specific_answer(SpecificAnswer(delivered=("email",)), (Piece("email"), Piece("segment"))).reason
'1 error: segment is held and not in the answer.'
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from habeas.law.california.disproportionate import says_more_than_the_claim
from habeas.law.california.finding import Finding, Findings, error, report
from habeas.law.california.know import Window
from habeas.law.california.specific_pieces import Outcome, Piece, Shown, what_is_delivered
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
def check_withholding(withheld: Sequence[Withheld], *, rest_disclosed: bool = True) -> Verdict[Findings]:
    """What does the answer lack about what it withholds from a verified consumer?"""
    found = [finding for one in withheld for finding in _basis(one)]
    if withheld and not rest_disclosed:
        found.append(error("F-05", "answer", "The rest is disclosed.", "Disclose what the basis does not cover."))
    return _report(tuple(found), "F-05")


def _basis(withheld: Withheld) -> Iterator[Finding]:
    if withheld.law_forbids_saying:
        return
    if not withheld.law.strip():
        yield error("F-05", withheld.what, f"No law or exception is named for {withheld.what}.", "Name it.")
    if not says_more_than_the_claim(withheld.explanation):
        text = f"The basis for withholding {withheld.what} is not explained in detail."
        yield error("F-05", withheld.what, text, "State the facts.")


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
    answer: SpecificAnswer,
    pieces: Sequence[Piece],
    window: Window | None = None,
    *,
    wide_specific_pieces: bool = True,
) -> Verdict[Findings]:
    """What is wrong with this answer, given the pieces that are held, and the period that it covers?

    `wide_specific_pieces`: as in `specific_pieces.what_is_delivered`.
    """
    shown = what_is_delivered(pieces, window, wide_specific_pieces=wide_specific_pieces)
    found = [finding for one in shown.value for finding in _wrong(answer, one)]
    if not answer.offers_match_check and any(one.outcome is Outcome.DESCRIBED for one in shown.value):
        text = "The answer gives no way to find out whether a value not shown is right."
        found.append(error("F-03", "answer", text, "Offer a match check."))
    if not answer.states_period:
        found.append(error("F-15", "answer", "The answer does not say which period it covers.", "State the period."))
    found += [finding for one in answer.withheld for finding in _basis(one)]
    return _report(tuple(found), "F-01", "F-10", doubts=shown.doubts)


def _wrong(answer: SpecificAnswer, piece: Shown) -> Iterator[Finding]:
    given = piece.name in answer.delivered
    match piece.outcome:
        case Outcome.DELIVERED | Outcome.REDACTED if not given:
            yield error("F-10", piece.name, f"{piece.name} is held and not in the answer.", "Deliver it.")
        case Outcome.DESCRIBED:
            if given:
                yield error("F-01", piece.name, f"{piece.name} is never disclosed.", "Describe it instead.")
            if piece.text.casefold() not in (line.casefold() for line in answer.lines):
                yield error("F-02", piece.name, f"No line says that this is held: {piece.text}.", "Add the line.")
        case Outcome.NOT_REACHED if given:
            yield error("F-16", piece.name, f"{piece.name} is not this consumer's.", "Take it out.")
        case Outcome.WITHHELD if not given and piece.name not in (one.what for one in answer.withheld):
            text = f"The answer does not say that, and why, {piece.name} is withheld."
            yield error("F-05", piece.name, text, "Name the law and state the facts.")


def _report(found: Findings, *rows: str, doubts: Sequence[str] = ()) -> Verdict[Findings]:
    offended = tuple(dict.fromkeys(one.row for one in found)) or rows
    return report(found, *offended, doubts=doubts, good="The answer holds all that is due.")
