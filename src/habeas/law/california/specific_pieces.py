"""Piece by piece: what an answer with the specific pieces of information holds, leaves out or describes, and why.

Cal. Code Regs., tit. 11, §7024(d), (e), (h)-(i); Civ. Code §§1798.130(a)(3), 1798.145(k); read 2026-11-23
(https://cppa.ca.gov/regulations/). What was inferred, bought or is held by a service provider belongs to the answer;
what was made for security does not. Left out: values in free text, which the delivery finds; the period, unless it is
given (`know.look_back`).

>>> pieces = (
...     Piece("segment", source=Source.INFERRED),
...     Piece("fraud score", for_security=True),
...     Piece("tax id", kind=Kind.SSN),
... )
>>> [str(found.outcome) for found in what_is_delivered(pieces).value]
['delivered', 'not_a_piece', 'described']
>>> what_is_redacted((Piece("letter", belongs_to=BelongsTo.OTHER), Piece("call", belongs_to=BelongsTo.BOTH))).value
('letter', 'call')
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from habeas.law.california.carve_outs import CarveOut, may_rely_on
from habeas.law.california.kinds import Kind
from habeas.law.california.know import Window
from habeas.law.california.never_disclose import Held, class_of, line_for
from habeas.law.california.provisions import provision
from habeas.law.california.reach import BelongsTo, Datum, Source, not_deidentified, reach_of
from habeas.law.california.regimes import applied_later
from habeas.law.california.rights import Right
from habeas.law.california.ruling import cited, ruling
from habeas.law.rule import rule
from habeas.law.verdict import Citation, Verdict


class Holder(StrEnum):
    """Who has it."""

    BUSINESS = "business"
    SERVICE_PROVIDER = "service_provider"
    CONTRACTOR = "contractor"
    THIRD_PARTY = "third_party"  # for itself, and no longer for the business


@dataclass(frozen=True, slots=True)
class Piece(Datum):
    """One thing held, and what decides how the answer shows it.

    `what` says what a biometric template is, such as "a palm scan". `for_security`: generated to help ensure security
    and integrity. `trade_secret`: so it is claimed. `carve_out`: a general ground for withholding it that is relied
    on. `reproductive_care`: whether it is about contraception, pregnancy care, perinatal care or abortion services; it
    must be stated with a `carve_out`. `preserves_civil_evidence`: it is preserved for a pending civil proceeding, which
    is no reason to hide it. `law_forbids_saying`: why it is withheld. `collected_on`: if known, to compare with a period.
    """

    kind: Kind | None = None
    what: str = ""
    holder: Holder = Holder.BUSINESS
    for_security: bool = False
    trade_secret: bool = False
    carve_out: CarveOut | None = None
    reproductive_care: bool | None = None
    preserves_civil_evidence: bool = False
    law_forbids_saying: bool = False
    collected_on: date | None = None


class Outcome(StrEnum):
    """What the answer does with a piece."""

    DELIVERED = "delivered"
    REDACTED = "redacted"  # delivered without the parts about others
    DESCRIBED = "described"  # never disclosed; a line says that it is held
    WITHHELD = "withheld"  # with the basis
    NOT_REACHED = "not_reached"  # somebody else's, a household's, or no personal information
    NOT_A_PIECE = "not_a_piece"  # made for security or, in the narrow reading, not obtained from the consumer
    NOT_IN_PERIOD = "not_in_period"
    ASK_COUNSEL = "ask_counsel"


@dataclass(frozen=True, slots=True)
class Shown:
    """What comes of one piece; `text` is the line that describes it, or the basis for withholding it."""

    name: str
    outcome: Outcome
    text: str = ""
    pointer: str = ""
    citations: tuple[Citation, ...] = ()
    rows: tuple[str, ...] = ()


_OTHERS = frozenset({Source.BOUGHT, Source.THIRD_PARTY, Source.INFERRED})


@rule("F-01", "F-02", "F-05", "F-10", "F-11", "F-15", "F-16", "F-17")
def what_is_delivered(
    pieces: Sequence[Piece], window: Window | None = None, *, wide_specific_pieces: bool = True
) -> Verdict[tuple[Shown, ...]]:
    """Which of these pieces does the answer hold, and what does it say of the others?

    `wide_specific_pieces`: whatever the source, which is our reading; the narrow one leaves out what was inferred and
    what others supplied. Raises DenialRefused for a carve-out that does not hold.
    """
    shown = tuple(_shown(piece, window, wide_specific_pieces) for piece in pieces)
    given = sum(one.outcome in (Outcome.DELIVERED, Outcome.REDACTED) for one in shown)
    doubtful = not_deidentified(pieces)
    rows = dict.fromkeys(("F-10", *(row for one in shown for row in one.rows), *(("A-42",) if doubtful else ())))
    narrow = any(piece.source in _OTHERS for piece in pieces)
    doubts = (*applied_later(pieces), *((provision("F-10").doubt,) if narrow else ()))
    return ruling(shown, f"The answer holds {given} of {len(shown)} pieces.", *rows, warnings=doubtful, doubts=doubts)


def _shown(piece: Piece, window: Window | None, wide: bool) -> Shown:
    reach = reach_of(piece, Right.KNOW_SPECIFIC)
    if not reach.reached:
        outcome = Outcome.WITHHELD if piece.regime and reach.pointer else Outcome.NOT_REACHED
        rows = (reach.row, "F-05") if outcome is Outcome.WITHHELD else (reach.row, "F-16")
        return Shown(piece.name, outcome, reach.basis, reach.pointer, reach.citations, rows)
    if piece.holder is Holder.THIRD_PARTY:
        return _said(piece, Outcome.NOT_REACHED, "Somebody else holds this, and not for us.", "F-10")
    if piece.for_security:
        return _said(piece, Outcome.NOT_A_PIECE, "This was generated to help ensure security and integrity.", "F-11")
    if window and piece.collected_on and not window.start_on <= piece.collected_on <= window.end_on:
        text = f"This was not collected between {window.start_on} and {window.end_on}."
        return _said(piece, Outcome.NOT_IN_PERIOD, text, "F-15")
    if piece.carve_out is not None:
        found = may_rely_on(
            piece.carve_out,
            Right.KNOW_SPECIFIC,
            reproductive_care=piece.reproductive_care,
            preserves_civil_evidence=piece.preserves_civil_evidence,
        )
        text = "" if piece.law_forbids_saying else found.reason
        return Shown(piece.name, Outcome.WITHHELD, text, citations=found.citations, rows=("A-60", "F-05"))
    if piece.kind is not None and class_of(piece.kind):
        line = line_for(Held(piece.name, piece.kind, piece.what))
        return _said(piece, Outcome.DESCRIBED, line, "F-01", "F-02")
    if piece.trade_secret:
        return _said(piece, Outcome.ASK_COUNSEL, "A trade secret is no ground by itself.", "F-17")
    if not wide and piece.source in _OTHERS:
        return _said(piece, Outcome.NOT_A_PIECE, "We did not obtain this from you.", "F-10")
    return Shown(piece.name, Outcome.REDACTED, rows=("F-16",)) if reach.redact else Shown(piece.name, Outcome.DELIVERED)


def _said(piece: Piece, outcome: Outcome, text: str, *rows: str) -> Shown:
    return Shown(piece.name, outcome, text, citations=cited(*rows), rows=rows)


@rule("A-56", "F-16")
def what_is_redacted(pieces: Sequence[Piece]) -> Verdict[tuple[str, ...]]:
    """Which of these pieces are taken out of an answer, whole or in part, since they are about somebody else?"""
    others = tuple(one.name for one in pieces if one.belongs_to in (BelongsTo.OTHER, BelongsTo.BOTH))
    return ruling(others, f"{len(others)} pieces hold information about others.", "A-56", "F-16")
