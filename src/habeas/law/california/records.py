"""What the record of a request holds, how long it is kept, what it may serve, and who must be trained.

Cal. Code Regs., tit. 11, §§7100, 7101, 7062(c), 7023(d)(3); Civ. Code §§1798.130(a)(6), 1798.135(c)(3); read 2026-11-23
(https://cppa.ca.gov/regulations/). The text does not say when the 24 months start; counted here from the final
response, the latest event, and the whole last day belongs to them. What reasonable security is, it does not say either;
the measures asked for are ours. Left out: the purge of data collected to verify (`verification`), and the yearly
figures (`metrics`).

>>> str(purge_allowed_on(date(2027, 2, 18)).value), may_purge(None, date(2040, 1, 1)).value
('2029-02-19', False)
>>> check_record({"date_of_request": "2026-11-23", "nature_of_request": "delete", "manner_of_request": "web form"},
...              denied=False).value
('date_of_response', 'nature_of_response')
>>> check_record({}, closed=False).value
('date_of_request', 'nature_of_request', 'manner_of_request')
>>> must_keep(Kept.OTHER_DATA).value, must_keep(Kept.DECLARATION).value
(False, True)
>>> may_use(RecordUse.COMPLIANCE_REVIEW).value, may_use(RecordUse.MARKETING).value
(True, False)
>>> protections_missing(encrypted=True, access_restricted=True, separate_store=True).value
()
>>> training_missing(Handler("h-1", told_all_requirements=True, told_how_to_direct=True, takes_calls=True)).value
('able_to_process',)
>>> needs_training_policy(9_999_999, 2026).value, needs_training_policy(10_000_000, 2026).value
(False, True)
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Any

from habeas.law.california.parameters import Name, parameter
from habeas.law.california.ruling import ruling
from habeas.law.errors import ImpossibleInput
from habeas.law.rule import rule
from habeas.law.verdict import Verdict

BASIS_OF_DENIAL = "basis_of_denial"
SIGNED_DECLARATION = "signed_declaration"
_OF_REQUEST = ("date_of_request", "nature_of_request", "manner_of_request")
_OF_RESPONSE = ("date_of_response", "nature_of_response")
RECORD_FIELDS: tuple[str, ...] = (
    *_OF_REQUEST,
    *_OF_RESPONSE,
    BASIS_OF_DENIAL,  # only where the request was denied in whole or in part
)


class Kept(StrEnum):
    """What a business may hold because of a request."""

    REQUEST = "request"
    RESPONSE = "response"
    DECLARATION = "declaration"  # signed under penalty of perjury
    CORRECTION_DOCUMENT = "correction_document"
    OTHER_DATA = "other_data"  # personal information kept only to be able to answer


class RecordUse(StrEnum):
    """What somebody wants the records for."""

    COMPLIANCE_REVIEW = "compliance_review"
    COMPLIANCE_CHANGE = "compliance_change"
    LEGAL_OBLIGATION = "legal_obligation"
    MARKETING = "marketing"
    ANALYTICS = "analytics"
    OTHER = "other"


_COMPLIANCE = frozenset({RecordUse.COMPLIANCE_REVIEW, RecordUse.COMPLIANCE_CHANGE})


@dataclass(frozen=True, slots=True)
class Handler:
    """Somebody who handles inquiries about privacy: what they were told, and what they can do."""

    id: str
    told_all_requirements: bool
    told_how_to_direct: bool
    takes_calls: bool = False
    able_to_process: bool = False


@rule("I-01", "P-11")
def purge_allowed_on(final_response_on: date) -> Verdict[date]:
    """What is the first day on which the record may be purged?"""
    row = parameter(Name.RECORD_RETENTION, final_response_on)
    kept_through = row.period.after(final_response_on)
    reason = f"The record is kept for {row.period} after the final response, through {kept_through}."
    return ruling(kept_through + timedelta(days=1), reason, "I-01", parameters=(row,))


@rule("I-01", "P-11")
def may_purge(final_response_on: date | None, on: date) -> Verdict[bool]:
    """May the record be purged on this day? Never while the request has had no final response."""
    if final_response_on is None:
        return ruling(False, "The request has had no final response; its record is kept.", "I-01")
    allowed = purge_allowed_on(final_response_on)
    return ruling(on >= allowed.value, allowed.reason, "I-01", parameters=allowed.parameters)


@rule("I-02", "I-03")
def check_record(
    record: Mapping[str, Any], *, denied: bool = False, closed: bool = True, declaration_used: bool = False
) -> Verdict[tuple[str, ...]]:
    """Which fields does the record lack? None: it is complete. `denied` includes denied in part.

    A request that is still open need not have an answer.
    """
    if denied and not closed:
        raise ImpossibleInput("A request that is open has not been denied.")
    required = (
        *_OF_REQUEST,
        *(_OF_RESPONSE if closed else ()),
        *((BASIS_OF_DENIAL,) if denied else ()),
        *((SIGNED_DECLARATION,) if declaration_used else ()),
    )
    missing = tuple(field for field in required if _is_blank(record.get(field)))
    reason = f"The record lacks {', '.join(missing)}." if missing else "The record is complete."
    return ruling(missing, reason, "I-02", *(("I-03",) if declaration_used else ()))


def _is_blank(value: object) -> bool:
    return value is None or not str(value).strip()


@rule("I-03", "I-06")
def must_keep(kept: Kept, *, needed: bool = False) -> Verdict[bool]:
    """Must this be kept with the record? `needed`: the record of a correction cannot be understood without it."""
    if kept is Kept.OTHER_DATA:
        return ruling(False, "No other personal information need be kept for the sake of the records.", "I-06")
    if kept is Kept.CORRECTION_DOCUMENT:
        why = "is" if needed else "is not"
        return ruling(needed, f"A document given for a correction is kept as needed; this one {why}.", "I-03")
    if kept is Kept.DECLARATION:
        return ruling(True, "Every signed declaration is kept with the record of its request.", "I-03", "I-01")
    return ruling(True, f"The {kept} is part of the record, and keeping it breaks no rule.", "I-01", "I-06")


@rule("I-05")
def may_use(use: RecordUse, *, to_third_party: bool = False) -> Verdict[bool]:
    """May the records be used for this, or (`to_third_party`) be given away for it?"""
    if use is RecordUse.LEGAL_OBLIGATION:
        return ruling(True, "The records may be given where the law obliges the business to.", "I-05")
    if to_third_party:
        return ruling(False, "A third party gets the records only where the law obliges the business to.", "I-05")
    if use in _COMPLIANCE:
        return ruling(True, "The records serve to review and change how the business complies.", "I-05")
    reason = "The records serve only to review and change how the business complies; this use is refused."
    return ruling(False, reason, "I-05")


@rule("I-04", "I-05")
def protections_missing(*, encrypted: bool, access_restricted: bool, separate_store: bool) -> Verdict[tuple[str, ...]]:
    """Which protections, of those we chose to ask for, do the records lack? None: they are protected."""
    asked = {"encrypted": encrypted, "access_restricted": access_restricted, "separate_store": separate_store}
    missing = tuple(name for name, there in asked.items() if not there)
    reason = f"The records lack protection: {', '.join(missing)}." if missing else "The records are protected."
    return ruling(missing, reason, "I-04", "I-05")


@rule("I-07")
def training_missing(handler: Handler) -> Verdict[tuple[str, ...]]:
    """What does this person lack to handle inquiries? Nothing: they may."""
    needed = ("told_all_requirements", "told_how_to_direct", *(("able_to_process",) if handler.takes_calls else ()))
    missing = tuple(name for name in needed if not getattr(handler, name))
    reason = f"Not yet ready: {', '.join(missing)}." if missing else "This person may handle inquiries."
    return ruling(missing, reason, "I-07")


@rule("I-08", "P-13")
def needs_training_policy(consumers: int, year: int) -> Verdict[bool]:
    """Must the training be documented in a policy?

    `consumers`: those whose information the business bought, received for its commercial purposes, sold or shared in
    the year; those it only made it available for are not counted here.
    """
    row = parameter(Name.LARGE_HOLDER, date(year, 12, 31))
    due = consumers >= row.number
    reason = f"{consumers:,} consumers in {year}; a training policy is due from {row.number:,}."
    return ruling(due, reason, "I-08", parameters=(row,))
