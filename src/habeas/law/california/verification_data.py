"""What was collected in order to verify: what it may be used for, when it is purged, and what stays.

Cal. Code Regs., tit. 11, §§7060(d), 7062(c), 7070, 7101; Civ. Code §1798.130(a)(7); read 2026-11-23
(https://cppa.ca.gov/regulations/). "As soon as practical" is a number of days after closure (`Choices`); "promptly",
of the picture of a parent's identity document, is the day on which it was checked. Left out: the records of requests
themselves.

>>> found = purge(("licence_photo", "method", "result"), closed_on=date(2026, 12, 1)).value
>>> str(found.purge_by), found.purged, found.kept
('2026-12-08', ('licence_photo',), ('method', 'result'))
>>> may_use(Use.MARKETING).value, is_purge_overdue(date(2026, 12, 1), on=date(2026, 12, 8)).value
(False, False)
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from habeas.law.california.choices import DEFAULT, Choices
from habeas.law.california.datum import kind_of
from habeas.law.california.parameters import Name, parameter
from habeas.law.california.provisions import provision
from habeas.law.california.ruling import ruling
from habeas.law.errors import ImpossibleInput
from habeas.law.rule import rule
from habeas.law.verdict import Verdict

# What the records of requests need (§§7062(c), 7101): how it was verified and with what result, never the values.
_DECLARATIONS = ("declaration", "signed declaration", "declaration under penalty of perjury")
_NAMES = ("method", "method version", "verification method", "result", "verification result", "data point types")
_KEPT = frozenset(map(kind_of, (*_NAMES, *_DECLARATIONS)))


class Use(StrEnum):
    """What somebody would do with data collected to verify."""

    VERIFICATION = "verification"
    SECURITY = "security"
    FRAUD_PREVENTION = "fraud_prevention"
    MARKETING = "marketing"
    ANALYTICS = "analytics"
    PROFILE = "profile"  # to complete what is on file
    DISCLOSURE = "disclosure"  # to pass it on
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Purge:
    """What goes and by when, and what stays."""

    purge_by: date
    purged: tuple[str, ...]
    kept: tuple[str, ...]


@rule("E-06", "E-11")
def may_use(use: Use, *, strict: bool = True) -> Verdict[bool]:
    """May data collected to verify be put to this use? `strict` reads the statute's "solely" for every use."""
    if use is Use.VERIFICATION:
        return ruling(True, "It was collected to verify.", "E-06", "E-11")
    if use in (Use.SECURITY, Use.FRAUD_PREVENTION):
        words = use.replace("_", " ")
        reason = f"The statute allows no use but to verify; the regulation would allow {words}."
        return ruling(not strict, reason, "E-06", doubts=(provision("E-06").doubt,))
    return ruling(False, "What was collected to verify is neither passed on nor put to another use.", "E-11", "E-06")


@rule("E-07", "E-11", "E-22")
def purge(collected: Collection[str], *, closed_on: date, choices: Choices = DEFAULT) -> Verdict[Purge]:
    """What of the data collected to verify is purged, by when, and what is kept?

    Kept are `method`, `method_version`, `result`, `data_point_types` and a signed `declaration` (or
    `signed_declaration`), in any spelling; all else goes.
    """
    purge_by = closed_on + timedelta(days=choices.purge_verification_days)
    purged = tuple(item for item in collected if kind_of(item) not in _KEPT)
    kept = tuple(item for item in collected if kind_of(item) in _KEPT)
    gone = ", ".join(purged).replace("_", " ") or "nothing"
    reason = f"Purged by {purge_by}: {gone}. The method, the result and signed declarations stay."
    rows = ("E-07", "E-11", "E-22") if any("declaration" in kind_of(item) for item in kept) else ("E-07", "E-11")
    return ruling(Purge(purge_by, purged, kept), reason, *rows)


@rule("E-07")
def is_purge_overdue(closed_on: date, *, on: date, choices: Choices = DEFAULT) -> Verdict[bool]:
    """Should data collected to verify, still there on this day, have been purged before?"""
    due = purge((), closed_on=closed_on, choices=choices).value.purge_by
    late = on > due
    return ruling(late, f"It was to be purged by {due}; on {on} that is {'overdue' if late else 'in time'}.", "E-07")


@rule("E-46")
def is_id_image_overdue(checked_on: date, *, on: date) -> Verdict[bool]:
    """Should the picture of a parent's identity document have been deleted before this day? It goes once checked.

    >>> is_id_image_overdue(date(2026, 12, 1), on=date(2026, 12, 2)).value
    True
    """
    if on < checked_on:
        raise ImpossibleInput(f"The document was checked on {checked_on}, after {on}.")
    late = on > checked_on
    reason = f"The picture is deleted promptly, on the day it was checked: {checked_on}."
    return ruling(late, reason, "E-46")


@rule("E-22", "P-11")
def declarations_kept_until(answered_on: date, *, receipt_on: date | None = None) -> Verdict[date]:
    """Until which day, at the least, is a signed declaration kept with the records of the request?

    >>> str(declarations_kept_until(date(2027, 2, 18)).value)
    '2029-02-18'
    """
    kept = parameter(Name.RECORD_RETENTION, receipt_on or answered_on)
    until = kept.period.after(answered_on)
    return ruling(until, f"The declaration is kept at least until {until}.", "E-22", parameters=(kept,))
