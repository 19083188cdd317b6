"""The grounds on which staff may deny a request, and the ones that do not fit it.

Civ. Code §§1798.105(d), 1798.130(b), 1798.140(i), 1798.145(a), (h), (p); Cal. Code Regs., tit. 11,
§§7022-7027, 7062, 7221; read 2026-11-23 (https://cppa.ca.gov/regulations/). Whether the facts of a ground are
there is a person's decision; here a ground that does not apply to the right is refused, and so is one without
the documentation that the law puts on the business. Left out: charging a fee (§1798.145(h)(3)), agents
without permission (§§7026(j), 7063).

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

from habeas.law.california.delete import must_offer_opt_out
from habeas.law.california.duties import Duty
from habeas.law.california.rights import KNOW, Right, verifiable
from habeas.law.california.verification import fallback
from habeas.law.errors import DenialRefused
from habeas.law.verdict import Citation, Verdict, civil_code, regulation


class Ground(StrEnum):
    """Why a request is denied, in whole or for the part the ground covers."""

    NOT_VERIFIED = "not_verified"
    NOT_A_CONSUMER = "not_a_consumer"
    UNFOUNDED_OR_EXCESSIVE = "unfounded_or_excessive"
    REPEATED_KNOW = "repeated_know"
    HOUSEHOLD = "household"
    FRAUD = "fraud"
    ALL_EXEMPT = "all_exempt"
    GENERAL_CARVE_OUT = "general_carve_out"

    @property
    def text(self) -> GroundText:
        """What to print, and when the ground fits."""
        return _TEXTS[self]


@dataclass(frozen=True, slots=True)
class GroundText:
    """The reason for the consumer, its sections, the rights it fits, and what must be written down first."""

    reason: str
    citations: tuple[Citation, ...]
    rights: frozenset[Right]
    needs_rationale: bool = False
    needs_reviewer: bool = False


@dataclass(frozen=True, slots=True)
class Denial:
    """An allowed denial and what is still owed with it."""

    right: Right
    ground: Ground
    rationale: str
    duties: tuple[Duty, ...]


_INDIVIDUAL = KNOW | {Right.DELETE, Right.CORRECT}

_FRAUD: Mapping[Right, Citation] = MappingProxyType(
    {
        Right.CORRECT: regulation("7023(h)"),
        Right.OPT_OUT: regulation("7026(e)"),
        Right.LIMIT: regulation("7027(f)"),
        Right.OPT_OUT_ADMT: regulation("7221(g)"),
    }
)
_TEXTS: Mapping[Ground, GroundText] = MappingProxyType(
    {
        Ground.NOT_VERIFIED: GroundText(
            "We could not verify that you are the person this information is about.",
            tuple(regulation(s) for s in ("7022(a)", "7023(a)", "7024(a)-(b)", "7062(f)")),
            _INDIVIDUAL | {Right.ACCESS_ADMT, Right.APPEAL_ADMT},
        ),
        Ground.NOT_A_CONSUMER: GroundText(
            "This right belongs to residents of California, and the request is not about one.",
            (civil_code("1798.140(i)"),),
            frozenset(Right),
        ),
        Ground.UNFOUNDED_OR_EXCESSIVE: GroundText(
            "The request is manifestly unfounded or excessive.",
            (civil_code("1798.145(h)(3)"),),
            frozenset(Right),
            # 145(h)(3): the business bears the burden of demonstrating it.
            needs_rationale=True,
            needs_reviewer=True,
        ),
        Ground.REPEATED_KNOW: GroundText(
            "We have answered as many requests to know from you as the law asks for in this period.",
            (civil_code("1798.130(b)"), civil_code("1798.145(h)(2)")),
            KNOW,
        ),
        Ground.HOUSEHOLD: GroundText(
            "This right does not cover information about a household; we process what is about you alone.",
            (civil_code("1798.145(p)"),),
            _INDIVIDUAL,
        ),
        Ground.FRAUD: GroundText(
            "We have a good-faith, reasonable, and documented belief that the request is fraudulent.",
            tuple(_FRAUD.values()),
            # An account under suspicion is a matter of verification for know and delete (§7061(b)), not a ground.
            frozenset(_FRAUD),
            needs_rationale=True,
        ),
        Ground.ALL_EXEMPT: GroundText(
            "All the information we hold about you is covered by an exemption or exception.",
            (
                regulation("7022(f)"),
                regulation("7024(e)"),
                *map(civil_code, ("1798.105(d)", "1798.145", "1798.146")),
            ),
            _INDIVIDUAL,
            # §§7022(f)(1), 7024(e): a detailed explanation of the basis.
            needs_rationale=True,
        ),
        Ground.GENERAL_CARVE_OUT: GroundText(
            "The law does not let this right stand in the way of another legal duty or claim that applies here.",
            (civil_code("1798.145(a)(1)"),),
            _INDIVIDUAL,
            needs_rationale=True,
        ),
    }
)


def deny(
    right: Right,
    ground: Ground,
    *,
    rationale: str = "",
    reviewed_by: str = "",
    reproductive_care: bool | None = None,
    sells_or_shares: bool = True,
    opt_out_on_file: bool = False,
) -> Verdict[Denial]:
    """The denial, if the ground fits the right and is documented. The defaults about opt-out are the cautious ones.

    `reproductive_care`: whether the data relates to contraception, pregnancy, perinatal care or abortion services;
    it must be stated for `GENERAL_CARVE_OUT`.
    """
    text = ground.text
    if right not in text.rights:
        raise DenialRefused(
            f"{str(ground)!r} is no ground for denying a request of kind {str(right)!r}.", text.citations
        )
    if text.needs_rationale and not rationale.strip():
        raise DenialRefused(f"{str(ground)!r} needs a rationale that states the facts.", text.citations)
    if text.needs_reviewer and not reviewed_by.strip():
        raise DenialRefused(f"{str(ground)!r} needs a second person who reviewed the rationale.", text.citations)
    if ground is Ground.GENERAL_CARVE_OUT:
        _refuse_for_reproductive_care(reproductive_care)
    duties, cited = _duties(right, ground, sells_or_shares=sells_or_shares, opt_out_on_file=opt_out_on_file)
    return Verdict(Denial(right, ground, rationale.strip(), duties), text.reason, cited)


def _refuse_for_reproductive_care(reproductive_care: bool | None) -> None:
    # 145(a)(2): none of the carve-outs applies to such data (deidentified use and evidence in a civil case aside).
    cited = (civil_code("1798.145(a)(2)"),)
    if reproductive_care is None:
        raise DenialRefused("State first whether the data relates to reproductive care.", cited)
    if reproductive_care:
        raise DenialRefused("This ground is not available for data about reproductive care; ask counsel.", cited)


def _duties(
    right: Right, ground: Ground, *, sells_or_shares: bool, opt_out_on_file: bool
) -> tuple[tuple[Duty, ...], tuple[Citation, ...]]:
    """What is still owed, with the sections that fit this right and ground."""
    if ground is Ground.NOT_VERIFIED:
        unverified = fallback(verifiable(right), sells_or_shares=sells_or_shares, opt_out_on_file=opt_out_on_file)
        return unverified.value.duties, unverified.citations
    duties: tuple[Duty, ...] = (Duty.STATE_REASON,)
    cited = (_FRAUD[right],) if ground is Ground.FRAUD else ground.text.citations
    if ground is Ground.HOUSEHOLD:
        duties += (Duty.PROCESS_THE_REST,)
    if right is Right.DELETE:
        offer = must_offer_opt_out(sells_or_shares=sells_or_shares, opt_out_on_file=opt_out_on_file)
        duties += (Duty.OFFER_OPT_OUT,) if offer.value else ()
        cited += offer.citations if offer.value else ()
    return duties, cited
