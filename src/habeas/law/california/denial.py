"""The grounds on which staff may deny a request, and the ones that do not fit it.

Civ. Code §§1798.105(d), 1798.130(b), 1798.140(i), 1798.145(a), (h), (p); Cal. Code Regs., tit. 11, §§7022-7027, 7062,
7063, 7221; read 2026-11-23 (https://cppa.ca.gov/regulations/). Whether the facts of a ground are there is a person's
decision; here a ground that does not apply to the right is refused, and so is one without the documentation that the
law puts on the business. Left out: charging a fee instead, and the grounds of a correction, which weigh the evidence.

>>> deny(Right.KNOW_SPECIFIC, Ground.HOUSEHOLD).value.right is Right.KNOW_SPECIFIC
True
>>> deny(Right.OPT_OUT, Ground.HOUSEHOLD)  # doctest: +ELLIPSIS
Traceback (most recent call last):
    ...
habeas.law.errors.DenialRefused: 'household' is no ground for denying a request of kind 'opt_out'. (Civ. Code ...)
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType

from habeas.law.california.carve_outs import CarveOut, may_rely_on
from habeas.law.california.delete import must_offer_opt_out
from habeas.law.california.duties import Duty
from habeas.law.california.rights import KNOW, Right, verifiable
from habeas.law.california.ruling import cited, refusal, ruling
from habeas.law.california.verification import fallback
from habeas.law.errors import DenialRefused
from habeas.law.rule import rule
from habeas.law.verdict import Citation, Verdict


class Ground(StrEnum):
    """Why a request is denied, in whole or for the part the ground covers."""

    NOT_VERIFIED = "not_verified"
    NOT_A_CONSUMER = "not_a_consumer"
    UNFOUNDED_OR_EXCESSIVE = "unfounded_or_excessive"
    REPEATED_KNOW = "repeated_know"
    HOUSEHOLD = "household"
    FRAUD = "fraud"
    AGENT_WITHOUT_PERMISSION = "agent_without_permission"
    ALL_EXEMPT = "all_exempt"
    GENERAL_CARVE_OUT = "general_carve_out"
    LAW_ENFORCEMENT_HOLD = "law_enforcement_hold"

    @property
    def text(self) -> GroundText:
        """What to print, and when the ground fits."""
        return _TEXTS[self]


@dataclass(frozen=True, slots=True)
class GroundText:
    """The reason for the consumer, its rows, the rights it fits, and what must be written down first."""

    reason: str
    rows: tuple[str, ...]
    rights: frozenset[Right]
    needs_rationale: bool = False
    needs_reviewer: bool = False
    needs_explanation: bool = False

    @property
    def citations(self) -> tuple[Citation, ...]:
        """The sections it rests on."""
        return cited(*self.rows)


@dataclass(frozen=True, slots=True)
class Denial:
    """An allowed denial and what is still owed with it."""

    right: Right
    ground: Ground
    rationale: str
    duties: tuple[Duty, ...]


_INDIVIDUAL = KNOW | {Right.DELETE, Right.CORRECT}
_STOPS = frozenset({Right.OPT_OUT, Right.LIMIT, Right.OPT_OUT_ADMT})
_EXEMPT: Mapping[Right, tuple[str, ...]] = MappingProxyType(  # where each right says how a part is withheld
    {
        Right.DELETE: ("G-07", "G-06", "A-59"),
        Right.KNOW_SPECIFIC: ("F-05", "A-59"),
        Right.KNOW_CATEGORIES: ("F-05", "A-59"),
        Right.CORRECT: ("H-07", "A-59"),
    }
)
_TEXTS: Mapping[Ground, GroundText] = MappingProxyType(
    {
        Ground.NOT_VERIFIED: GroundText(
            "We could not verify that you are the person this information is about.",
            ("E-31", "E-33", "E-34", "E-35"),
            _INDIVIDUAL | {Right.ACCESS_ADMT, Right.APPEAL_ADMT},
        ),
        Ground.NOT_A_CONSUMER: GroundText(
            "This right belongs to residents of California, and the request is not about one.",
            ("A-43",),
            frozenset(Right),
        ),
        Ground.UNFOUNDED_OR_EXCESSIVE: GroundText(
            "The request is manifestly unfounded or excessive.",
            ("D-08",),
            frozenset(Right),
            # 145(h)(3): the business bears the burden of demonstrating it.
            needs_rationale=True,
            needs_reviewer=True,
        ),
        Ground.REPEATED_KNOW: GroundText(
            "We have answered as many requests to know from you as the law asks for in this period.",
            ("D-10", "D-07"),
            KNOW,
        ),
        Ground.HOUSEHOLD: GroundText(
            "This right does not cover information about a household; we process what is about you alone.",
            ("E-49",),
            _INDIVIDUAL,
        ),
        Ground.FRAUD: GroundText(
            "We have a good-faith, reasonable, and documented belief that the request is fraudulent.",
            ("E-37",),
            # An account under suspicion is a matter of verification for know and delete (§7061(b)), not a ground.
            _STOPS | {Right.CORRECT},
            needs_rationale=True,
            needs_explanation=True,
        ),
        Ground.AGENT_WITHOUT_PERMISSION: GroundText(
            "The person who made the request for you has not shown your signed permission.",
            ("E-43",),
            _STOPS,
        ),
        Ground.ALL_EXEMPT: GroundText(
            "All the information we hold about you is covered by an exemption or exception.",
            ("G-07", "F-05", "H-07", "G-06", "A-59"),
            _INDIVIDUAL,
            # §§7022(f)(1), 7024(e): a detailed explanation of the basis.
            needs_rationale=True,
        ),
        Ground.GENERAL_CARVE_OUT: GroundText(
            "The law does not let this right stand in the way of another legal duty or claim that applies here.",
            ("A-60",),
            _INDIVIDUAL,
            needs_rationale=True,
        ),
        Ground.LAW_ENFORCEMENT_HOLD: GroundText(
            "A law-enforcement agency has directed us not to delete this information for now. We use it for nothing else.",
            ("D-19", "G-07"),
            frozenset({Right.DELETE}),
        ),
    }
)


@rule("D-07", "D-08", "E-37", "E-43", "E-49", "G-10")
def deny(
    right: Right,
    ground: Ground,
    *,
    rationale: str = "",
    explanation: str = "",
    reviewed_by: str = "",
    decided_by: str = "",
    via_signal: bool = False,
    carve_out: CarveOut = CarveOut.COMPLY_WITH_LAW,
    reproductive_care: bool | None = None,
    preserves_civil_evidence: bool = False,
    no_method: bool = False,
    sells_or_shares: bool = True,
    opt_out_on_file: bool = False,
) -> Verdict[Denial]:
    """May this request be denied on this ground, and what is still owed with the denial?

    `rationale`: the documented facts. `explanation`: what the requestor is told of them, where the law asks for that.
    `reproductive_care`: whether the data relates to contraception, pregnancy, perinatal care or abortion services; it
    must be stated for `GENERAL_CARVE_OUT` and `LAW_ENFORCEMENT_HOLD`. The defaults about the opt-out are the cautious ones. Raises DenialRefused.

    >>> deny(Right.OPT_OUT, Ground.FRAUD, rationale="A script sent 9,000.", explanation="A script sent it.").value.duties
    (<Duty.STATE_REASON: 'state_reason'>, <Duty.EXPLAIN_BELIEF: 'explain_belief'>)
    """
    _refuse_unfit(right, ground, via_signal)
    _refuse_undocumented(ground.text, ground, rationale, explanation, reviewed_by, decided_by)
    if ground is Ground.GENERAL_CARVE_OUT:
        may_rely_on(
            carve_out, right, reproductive_care=reproductive_care, preserves_civil_evidence=preserves_civil_evidence
        )
    if ground is Ground.LAW_ENFORCEMENT_HOLD:
        # 145(a)(2): no such ground for data about reproductive care.
        may_rely_on(CarveOut.LAW_ENFORCEMENT, right, reproductive_care=reproductive_care)
    duties, rows = _duties(right, ground, sells_or_shares, opt_out_on_file, no_method)
    return ruling(Denial(right, ground, rationale.strip(), duties), ground.text.reason, *rows)


def _refuse_unfit(right: Right, ground: Ground, via_signal: bool) -> None:
    text = ground.text
    if right not in text.rights:
        unfit = f"{str(ground)!r} is no ground for denying a request of kind {str(right)!r}."
        raise refusal(DenialRefused, unfit, *text.rows)
    # §7026(j): whoever sends a signal shows no permission.
    if ground is Ground.AGENT_WITHOUT_PERMISSION and via_signal:
        raise refusal(DenialRefused, "A preference signal needs no permission.", *text.rows)


def _refuse_undocumented(
    text: GroundText, ground: Ground, rationale: str, explanation: str, reviewed_by: str, decided_by: str
) -> None:
    name, reviewer = repr(str(ground)), reviewed_by.strip()
    if text.needs_rationale and not rationale.strip():
        raise refusal(DenialRefused, f"{name} needs a rationale that states the facts.", *text.rows)
    if text.needs_explanation and not explanation.strip():
        raise refusal(DenialRefused, f"{name} needs an explanation to the requestor.", *text.rows)
    if text.needs_reviewer and (not reviewer or reviewer.casefold() == decided_by.strip().casefold()):
        raise refusal(DenialRefused, f"{name} needs a second person who reviewed the rationale.", *text.rows)


def _duties(
    right: Right, ground: Ground, sells_or_shares: bool, opt_out_on_file: bool, no_method: bool
) -> tuple[tuple[Duty, ...], tuple[str, ...]]:
    """What is still owed, with the rows that fit this right and ground."""
    if ground is Ground.NOT_VERIFIED:
        unverified = fallback(
            verifiable(right), sells_or_shares=sells_or_shares, opt_out_on_file=opt_out_on_file, no_method=no_method
        )
        return unverified.value.duties, unverified.rows
    rows = _EXEMPT[right] if ground is Ground.ALL_EXEMPT else ground.text.rows
    duties = (Duty.STATE_REASON, *_OWED.get(ground, ()))
    if right is not Right.DELETE:
        return duties, rows
    offer = must_offer_opt_out(sells_or_shares=sells_or_shares, opt_out_on_file=opt_out_on_file)
    return ((*duties, Duty.OFFER_OPT_OUT), (*rows, *offer.rows)) if offer.value else (duties, rows)


_OWED: Mapping[Ground, tuple[Duty, ...]] = MappingProxyType(
    {Ground.HOUSEHOLD: (Duty.PROCESS_THE_REST,), Ground.FRAUD: (Duty.EXPLAIN_BELIEF,)}
)
