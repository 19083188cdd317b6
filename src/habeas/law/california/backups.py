"""The ways in which a datum is deleted, and what waits in archives and backups.

Civ. Code §1798.140(m); Cal. Code Regs., tit. 11, §7022(b)(1), (d); read 2026-11-23 (https://cppa.ca.gov/regulations/).
What is restored is replayed before the system is active: every deletion that the backup does not know is carried out
again. Left out: how long a backup may be kept, and how a business aggregates.

>>> all_three = Deidentification(measures=True, public_commitment=True, recipients_bound=True)
>>> is_deleted(Way.DEIDENTIFY, deidentification=all_three).value, is_deleted(Way.DEIDENTIFY).value
(True, False)
>>> may_wait(ArchiveUse.STORED).value, may_wait(ArchiveUse.USED_COMMERCIALLY).value
(True, False)
>>> what_to_replay(date(2026, 10, 31), date(2027, 2, 1), (Deletion("case 7", date(2026, 12, 15)),)).value
('case 7',)
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from habeas.law.california.ruling import ruling
from habeas.law.errors import ImpossibleInput
from habeas.law.rule import rule
from habeas.law.verdict import Verdict


class Way(StrEnum):
    """What was done with the datum."""

    ERASE = "erase"
    DEIDENTIFY = "deidentify"
    AGGREGATE = "aggregate"
    HIDE = "hide"  # a mark, a filter, a disabled account: the datum is still there
    MASK = "mask"  # parts of the value replaced, the person still recognizable


class ArchiveUse(StrEnum):
    """What happens to an archive or a backup."""

    STORED = "stored"
    CHECKED = "checked"  # tested or copied for safety's sake
    RESTORED = "restored"  # to an active system
    SOLD = "sold"  # accessed or used for a sale
    DISCLOSED = "disclosed"  # accessed or used for a disclosure
    USED_COMMERCIALLY = "used_commercially"  # accessed or used for a commercial purpose


@dataclass(frozen=True, slots=True)
class Deidentification:
    """What the business has on record about a store it calls deidentified."""

    measures: bool = False  # reasonable measures against association with a person or household
    public_commitment: bool = False  # not to reidentify
    recipients_bound: bool = False  # by contract, to the same


@dataclass(frozen=True, slots=True)
class Deletion:
    """A deletion that was carried out: of whom or what, and when."""

    name: str
    deleted_on: date


_WAIT = frozenset({ArchiveUse.STORED, ArchiveUse.CHECKED})


@rule("A-42")
def is_deidentified(deidentification: Deidentification) -> Verdict[bool]:
    """May the store be called deidentified? Only with all three on record.

    >>> is_deidentified(Deidentification(measures=True)).value
    False
    """
    tests = (
        (deidentification.measures, "measures against association"),
        (deidentification.public_commitment, "a public commitment not to reidentify"),
        (deidentification.recipients_bound, "contracts that bind recipients"),
    )
    missing = [text for holds, text in tests if not holds]
    reason = f"Missing: {', '.join(missing)}." if missing else "All three are on record."
    return ruling(not missing, reason, "A-42")


@rule("G-01", "A-42")
def is_deleted(
    way: Way,
    *,
    permanent: bool = True,
    complete: bool = True,
    in_archive: bool = False,
    deidentification: Deidentification | None = None,
) -> Verdict[bool]:
    """Is the datum deleted, as the law understands it, by what was done?

    `permanent`: it cannot be brought back. `complete`: it is gone from every existing system but archives and backups.
    `in_archive`: a copy remains in an archive or a backup only, where deletion may wait.
    """
    if way is Way.DEIDENTIFY:
        found = is_deidentified(deidentification or Deidentification())
        return ruling(found.value, found.reason, "G-01", "A-42")
    if way is Way.AGGREGATE:
        return ruling(True, "Aggregate information is about nobody in particular.", "G-01")
    if way is not Way.ERASE:
        return ruling(False, f"To {way} a datum is none of the three ways of deleting it.", "G-01")
    if not (permanent and complete):
        failed = [text for holds, text in ((permanent, "for good"), (complete, "completely")) if not holds]
        return ruling(False, f"The datum was not erased {' and '.join(failed)}.", "G-01")
    rows = ("G-01", "G-04") if in_archive else ("G-01",)
    return ruling(True, "The datum is erased for good and completely from existing systems.", *rows)


@rule("G-04")
def may_wait(use: ArchiveUse) -> Verdict[bool]:
    """May deletion in an archive or backup still wait, given what happens to it now?"""
    if use in _WAIT:
        return ruling(True, "Deletion may wait while nothing is restored and nothing used.", "G-04")
    return ruling(False, "The data is deleted before it is restored to an active system or used.", "G-04")


@rule("G-04")
def what_to_replay(taken_on: date, restored_on: date, deletions: Sequence[Deletion]) -> Verdict[tuple[str, ...]]:
    """Which deletions are carried out again before a restored backup becomes active?

    Those since the day on which the backup was taken, that day included, since the hour is not known.
    """
    if restored_on < taken_on:
        raise ImpossibleInput(f"A backup of {taken_on} cannot have been restored on {restored_on}.")
    names = tuple(dict.fromkeys(one.name for one in deletions if taken_on <= one.deleted_on <= restored_on))
    reason = f"{len(names)} deletions since {taken_on} are carried out again before the system is active."
    return ruling(names, reason, "G-04")
