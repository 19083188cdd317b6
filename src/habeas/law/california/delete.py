"""How far the right to delete reaches, and when a denial asks about opting out.

Civ. Code §1798.105(a); Cal. Code Regs., tit. 11, §7022(g); read 2026-11-23 (https://leginfo.legislature.ca.gov). Left
out: the exceptions (`exceptions`), what comes of each datum (`what_stays`), whom to tell (`delete_duties`), backups.

The scope from 2027-01-01 on is an assumption: the text of SB 923 was not read.

>>> delete_scope(date(2026, 12, 31)).value.value, delete_scope(date(2027, 1, 1)).value.value
('from the consumer', 'about the consumer')
>>> is_in_scope(date(2026, 11, 23), Source.BOUGHT).value
False
>>> must_offer_opt_out(sells_or_shares=True, opt_out_on_file=False).value
True
"""

from __future__ import annotations

from datetime import date
from enum import StrEnum

from habeas.law.california.parameters import Name, parameter
from habeas.law.california.provisions import provision
from habeas.law.california.reach import Source
from habeas.law.california.ruling import ruling
from habeas.law.rule import rule
from habeas.law.verdict import Verdict


class DeleteScope(StrEnum):
    """Which information a request to delete reaches."""

    FROM_CONSUMER = "from the consumer"  # given by the consumer or observed from them
    ABOUT_CONSUMER = "about the consumer"  # whatever the source


_FROM_OTHERS = frozenset({Source.BOUGHT, Source.THIRD_PARTY})


@rule("G-12", "P-20")
def delete_scope(receipt_on: date) -> Verdict[DeleteScope]:
    """Which information does a request to delete that was received on this day reach?"""
    row = parameter(Name.DELETE_SCOPE, receipt_on)
    scope = DeleteScope(row.word)
    if scope is DeleteScope.FROM_CONSUMER:
        reason = f"The right to delete reaches information collected {scope}."
    else:
        reason = f"The right to delete reaches all information {scope}, whatever its source."
    return ruling(scope, reason, "G-12", parameters=(row,), warnings=(row.assumption,) if row.assumption else ())


@rule("G-12", "P-20")
def is_in_scope(receipt_on: date, source: Source) -> Verdict[bool]:
    """Must a datum from this source be considered for deletion? The day of receipt decides, not that of the answer."""
    scope = delete_scope(receipt_on)
    used, warned = scope.parameters, scope.warnings
    if scope.value is DeleteScope.ABOUT_CONSUMER:
        return ruling(True, scope.reason, "G-12", parameters=used, warnings=warned)
    if source in _FROM_OTHERS:
        reason = "The right to delete reaches what we collected from you. This information came from another source."
        return ruling(False, reason, "G-12", parameters=used)
    # An inference is drawn from what the consumer gave or did: deleting it is the safe reading.
    doubts = (provision("G-12").doubt,) if source is Source.INFERRED else ()
    return ruling(True, scope.reason, "G-12", parameters=used, doubts=doubts)


@rule("G-10")
def must_offer_opt_out(*, sells_or_shares: bool, opt_out_on_file: bool) -> Verdict[bool]:
    """Must a denial of a request to delete, in whole or in part, ask about opting out of sale and sharing?"""
    if not sells_or_shares:
        return ruling(False, "The business does not sell or share personal information.", "G-10")
    if opt_out_on_file:
        return ruling(False, "The consumer has opted out of sale and sharing already.", "G-10")
    return ruling(True, "Ask whether the consumer wants to opt out of sale and sharing.", "G-10")
