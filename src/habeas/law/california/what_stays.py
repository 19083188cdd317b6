"""Datum by datum: what a request to delete erases, what stays, and why.

Civ. Code §§1798.105, 1798.145, 1798.146; Cal. Code Regs., tit. 11, §7022(f); read 2026-11-23
(https://leginfo.legislature.ca.gov). Each datum is looked at alone; one that may stay takes no other with it. The parts
of a datum that are about somebody else stay. Left out: archives (`backups`), and whom to tell (`delete_duties`).

>>> invoice = Erasable(
...     "invoice",
...     exception=DeleteException.LEGAL_OBLIGATION,
...     facts=Keeping(necessary=True, statute="Rev. & Tax. Code §19504"),
... )
>>> found = what_is_deleted((invoice, Erasable("profile")), date(2026, 11, 23)).value
>>> found.erased, found.kept, found.denied.value
(('profile',), ('invoice',), 'in_part')
>>> found.duties[0].value
'say_whether_complied'
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from habeas.law.california.carve_outs import CarveOut, may_rely_on
from habeas.law.california.delete import is_in_scope, must_offer_opt_out
from habeas.law.california.delete_duties import Hold, may_delete_now
from habeas.law.california.exceptions import DeleteException, Keeping, may_keep
from habeas.law.california.reach import Datum, not_deidentified, reach_of
from habeas.law.california.regimes import applied_later
from habeas.law.california.rights import Right
from habeas.law.california.ruling import ruling
from habeas.law.rule import rule
from habeas.law.verdict import Citation, Verdict


@dataclass(frozen=True, slots=True)
class Erasable(Datum):
    """One thing held, and what may keep it from being deleted.

    `exception`, `facts`: which of the eight is relied on, and what is shown for it. `carve_out`: a general ground that
    is relied on. `reproductive_care`: whether it is about contraception, pregnancy care, perinatal care or abortion
    services; it must be stated with a `carve_out` or a `hold`. `preserves_civil_evidence`: it is only preserved as
    evidence in a pending civil proceeding. `hold`: what freezes it. `law_forbids_saying`: why it stays.
    """

    exception: DeleteException | None = None
    facts: Keeping = Keeping()  # noqa: RUF009 (frozen)
    carve_out: CarveOut | None = None
    reproductive_care: bool | None = None
    preserves_civil_evidence: bool = False
    hold: Hold | None = None
    law_forbids_saying: bool = False


class Outcome(StrEnum):
    """What comes of a datum."""

    ERASED = "erased"
    KEPT = "kept"  # an exception or a carve-out
    OUTSIDE = "outside"  # the request does not reach it
    HELD = "held"  # by law enforcement or litigation
    WAITS = "waits"  # for a request to know that is answered first


@dataclass(frozen=True, slots=True)
class Fate:
    """What comes of one datum, and the explanation for the consumer (empty where the law forbids it)."""

    name: str
    outcome: Outcome
    basis: str = ""
    pointer: str = ""
    citations: tuple[Citation, ...] = ()
    redact: bool = False  # the parts about somebody else stay


class Denied(StrEnum):
    """How far the request is denied."""

    NO = "no"
    IN_PART = "in_part"
    IN_WHOLE = "in_whole"


class DeleteDuty(StrEnum):
    """What is owed with the answer."""

    SAY_WHETHER = "say_whether_complied"
    SAY_RECORD_KEPT = "say_record_is_kept"
    EXPLAIN = "explain_basis"
    DELETE_REST = "delete_the_rest"
    EXCEPTION_ONLY = "use_for_exception_only"
    TELL_PROCESSORS_SAME = "tell_processors_the_same"
    OFFER_OPT_OUT = "offer_opt_out"


@dataclass(frozen=True, slots=True)
class Deletion:
    """What comes of a request to delete."""

    fates: tuple[Fate, ...]
    denied: Denied
    duties: tuple[DeleteDuty, ...]

    @property
    def erased(self) -> tuple[str, ...]:
        """By name."""
        return self._names(Outcome.ERASED)

    @property
    def kept(self) -> tuple[str, ...]:
        """By name."""
        return self._names(Outcome.KEPT)

    @property
    def outside(self) -> tuple[str, ...]:
        """By name."""
        return self._names(Outcome.OUTSIDE)

    @property
    def held(self) -> tuple[str, ...]:
        """By name."""
        return self._names(Outcome.HELD)

    @property
    def waiting(self) -> tuple[str, ...]:
        """By name."""
        return self._names(Outcome.WAITS)

    def _names(self, outcome: Outcome) -> tuple[str, ...]:
        return tuple(fate.name for fate in self.fates if fate.outcome is outcome)


@rule("G-07", "G-12", "G-15", "G-16", "P-20")
def what_is_deleted(
    data: Sequence[Erasable],
    receipt_on: date,
    *,
    open_request_to_know: bool = False,
    sells_or_shares: bool = True,
    opt_out_on_file: bool = False,
) -> Verdict[Deletion]:
    """What does a request to delete, received on this day, erase, what stays, and what is owed with the answer?

    Raises DenialRefused for a carve-out that does not hold for the datum, or whose facts are not stated.
    """
    judged = [_judge(datum, receipt_on, open_request_to_know) for datum in data]
    fates = tuple(fate for fate, _ in judged)
    offer = must_offer_opt_out(sells_or_shares=sells_or_shares, opt_out_on_file=opt_out_on_file).value
    denied = _denied(fates)
    found = Deletion(fates, denied, _duties(fates, denied, offer))
    reason = f"{len(found.erased)} of {len(fates)} are deleted; denied: {denied.replace('_', ' ')}."
    verdicts = [verdict for _, verdict in judged if verdict is not None]
    doubtful = not_deidentified(data)
    trusted = ("A-42",) if doubtful else ()
    rows = dict.fromkeys(("G-07", "G-08", *(row for one in verdicts for row in one.rows), *trusted))
    return ruling(
        found,
        reason,
        *rows,
        parameters=dict.fromkeys(row for one in verdicts for row in one.parameters),
        warnings=dict.fromkeys((*doubtful, *(text for one in verdicts for text in one.warnings))),
        doubts=(*applied_later(data), *(doubt for one in verdicts for doubt in one.doubts)),
    )


def _judge(datum: Erasable, receipt_on: date, open_request_to_know: bool) -> tuple[Fate, Verdict[bool] | None]:
    """What comes of it, with the verdict that decided."""
    reach = reach_of(datum, Right.DELETE)
    if not reach.reached:
        rows = (reach.row, "G-15") if datum.regime and reach.pointer else (reach.row,)
        return Fate(datum.name, Outcome.OUTSIDE, reach.basis, reach.pointer, reach.citations), ruling(
            False, reach.basis, *rows
        )
    scope = is_in_scope(receipt_on, datum.source)
    if not scope.value:
        return Fate(datum.name, Outcome.OUTSIDE, scope.reason, citations=scope.citations), scope
    if (kept := _kept(datum)) is not None and kept.value:
        return _explained(datum, Outcome.KEPT, kept), kept
    holds = (datum.hold,) if datum.hold else ()
    now = may_delete_now(
        holds,
        open_request_to_know=open_request_to_know,
        reproductive_care=datum.reproductive_care,
        preserves_civil_evidence=datum.preserves_civil_evidence,
    )
    if holds and datum.reproductive_care and now.doubts:
        # Counsel is asked; the consumer is told how things stand.
        fate = Fate(datum.name, Outcome.HELD, "We have not deleted this yet; we are examining whether we may keep it.")
        return fate, replace(now, warnings=(f"{datum.name}: {now.reason}",))
    if not now.value:
        return _explained(datum, Outcome.HELD if holds else Outcome.WAITS, now), now
    basis = kept.reason if kept is not None else ""
    return Fate(datum.name, Outcome.ERASED, basis, redact=reach.redact), kept or scope


def _kept(datum: Erasable) -> Verdict[bool] | None:
    """The exception or carve-out that is claimed for it."""
    if datum.exception is not None:
        return may_keep(datum.exception, datum.facts)
    if datum.carve_out is not None:
        return may_rely_on(
            datum.carve_out,
            Right.DELETE,
            reproductive_care=datum.reproductive_care,
            preserves_civil_evidence=datum.preserves_civil_evidence,
        )
    return None


def _explained(datum: Erasable, outcome: Outcome, verdict: Verdict[bool]) -> Fate:
    if datum.law_forbids_saying:
        return Fate(datum.name, outcome)
    return Fate(datum.name, outcome, verdict.reason, citations=verdict.citations)


def _denied(fates: Sequence[Fate]) -> Denied:
    # What only waits its turn is not denied.
    staying = sum(fate.outcome not in (Outcome.ERASED, Outcome.WAITS) for fate in fates)
    if not staying:
        return Denied.NO
    return Denied.IN_WHOLE if staying == len(fates) else Denied.IN_PART


def _duties(fates: Sequence[Fate], denied: Denied, offer: bool) -> tuple[DeleteDuty, ...]:
    kept = any(fate.outcome in (Outcome.KEPT, Outcome.HELD) for fate in fates)
    tests = (
        (True, DeleteDuty.SAY_WHETHER),
        (True, DeleteDuty.SAY_RECORD_KEPT),
        (any(fate.basis and fate.outcome is not Outcome.ERASED for fate in fates), DeleteDuty.EXPLAIN),
        (denied is Denied.IN_PART, DeleteDuty.DELETE_REST),
        (kept, DeleteDuty.EXCEPTION_ONLY),
        (kept, DeleteDuty.TELL_PROCESSORS_SAME),
        (denied is not Denied.NO and offer, DeleteDuty.OFFER_OPT_OUT),
    )
    return tuple(duty for holds, duty in tests if holds)
