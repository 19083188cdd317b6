"""What a granted correction brings about, so that it is complete and stays.

Cal. Code Regs., tit. 11, §7023(c), (i), (j), (k); Civ. Code §1798.106(c); read 2026-11-23
(https://cppa.ca.gov/regulations/). A later feed that brings back a value once refuted changes nothing; one that brings a
third value waits for a person (our choice). Left out: whom to instruct (`instructed`).

>>> moved = Correction("1 Elm St", "2 Oak St", date(2026, 11, 23))
>>> after_feed(incoming="1 Elm St", arrived_on=date(2026, 12, 1), corrections=(moved,)).value.value
'2 Oak St'
>>> must_correct_backup(BackupEvent.ACCESSED).value, may_close(business_is_source=False).value
(True, False)
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from habeas.law.california.ruling import ruling
from habeas.law.errors import ImpossibleInput
from habeas.law.rule import rule
from habeas.law.verdict import Verdict


@dataclass(frozen=True, slots=True)
class Correction:
    """One correction of one datum."""

    old: str
    new: str
    corrected_on: date


class FeedAction(StrEnum):
    """What becomes of the value that a feed brings."""

    KEEP = "keep"  # the corrected value stays
    TAKE = "take"  # the incoming value is stored
    REVIEW = "review"  # the corrected value stays until a person has looked


@dataclass(frozen=True, slots=True)
class AfterFeed:
    """The value that stands after the feed was read."""

    value: str
    action: FeedAction


@rule("H-04")
def after_feed(
    *, incoming: str, arrived_on: date, corrections: tuple[Correction, ...], from_consumer: bool = False
) -> Verdict[AfterFeed]:
    """Which value stands when a feed brings one for a datum that was corrected?

    `from_consumer`: the consumer gave the incoming value. Values are compared without regard to case and spaces.

    >>> after_feed(incoming="1 Elm St", arrived_on=date(2026, 12, 1), corrections=()).value.action.value
    'take'
    """
    if not corrections:
        return ruling(AfterFeed(incoming, FeedAction.TAKE), "The datum was never corrected.", "H-04")
    latest = sorted(corrections, key=lambda one: one.corrected_on)[-1]  # of one day's, the last in order
    if from_consumer and arrived_on >= latest.corrected_on:
        return ruling(AfterFeed(incoming, FeedAction.TAKE), "The consumer gave the value after the correction.", "H-04")
    kept = latest.new
    # §7023(c): the business makes sure that the information remains corrected.
    if _plain(incoming) == _plain(kept) or arrived_on < latest.corrected_on:
        reason = f"The value as corrected on {latest.corrected_on} stands."
        return ruling(AfterFeed(kept, FeedAction.KEEP), reason, "H-04")
    if _plain(incoming) in {_plain(one.old) for one in corrections} | {_plain(one.new) for one in corrections}:
        reason = f"The feed of {arrived_on} brings back a value corrected since; the datum stays corrected."
        return ruling(AfterFeed(kept, FeedAction.KEEP), reason, "H-04")
    reason = f"The feed of {arrived_on} brings a value that is new; the corrected one stays until a person has looked."
    return ruling(AfterFeed(kept, FeedAction.REVIEW), reason, "H-04")


def _plain(value: str) -> str:
    return " ".join(value.split()).casefold()


class BackupEvent(StrEnum):
    """What happened to an archive or backup since the correction."""

    UNTOUCHED = "untouched"
    RESTORED = "restored"  # to a system in use
    ACCESSED = "accessed"
    USED = "used"


@rule("H-05")
def must_correct_backup(event: BackupEvent, *, commercial_purpose: bool = False) -> Verdict[bool]:
    """Must the information in an archive or backup be corrected now? Once it is restored, opened or used.

    `commercial_purpose` changes nothing: that condition stands only in an example of the rule.
    """
    if event is BackupEvent.UNTOUCHED:
        return ruling(False, "The backup may wait until it is restored, opened or used.", "H-05")
    purpose = "whatever the purpose" if not commercial_purpose else "here for a commercial purpose"
    return ruling(True, f"The backup was {event}, {purpose}; the correction is made in it.", "H-05")


@rule("H-11")
def is_effort_enough(
    *, uncorrected: tuple[str, ...] = (), commercially_reasonable: bool = True, facts: str = ""
) -> Verdict[bool]:
    """Has the business done enough, if these places still hold the wrong information?

    `commercially_reasonable`: the effort that was made. `facts`: why these places could not be corrected.

    >>> is_effort_enough(uncorrected=("microfilm",), facts="It cannot be rewritten.").value
    True
    """
    if not uncorrected:
        return ruling(True, "The information is corrected wherever it is held.", "H-11")
    if commercially_reasonable and facts.strip():
        reason = f"Commercially reasonable effort was made; {', '.join(uncorrected)} could not be corrected: {facts}"
        return ruling(True, reason, "H-11")
    lacking = "the facts" if commercially_reasonable else "commercially reasonable effort"
    return ruling(False, f"{', '.join(uncorrected)} stay uncorrected, and {lacking} is lacking.", "H-11")


@rule("H-09")
def may_close(*, business_is_source: bool, named_to_consumer: bool = False, source_told: bool = False) -> Verdict[bool]:
    """May the case be closed, as to the source? If that is another, it was named to the consumer or was told.

    `source_told`: that what it supplied is wrong. A category, such as "data brokers", names nobody.
    """
    if business_is_source:
        return ruling(True, "The business is itself the source.", "H-09")
    if named_to_consumer or source_told:
        how = "The consumer has the name of the source." if named_to_consumer else "The source was told."
        return ruling(True, how, "H-09")
    return ruling(False, "Name the source to the consumer, or tell the source that its information is wrong.", "H-09")


@dataclass(frozen=True, slots=True)
class ConfirmingDisclosure:
    """What the consumer sees after a correction."""

    given: bool
    counts_as_request_to_know: bool
    by_match_only: tuple[str, ...]


@rule("H-10")
def confirming_disclosure(
    *,
    asked: bool,
    corrected: bool = True,
    disclosures_this_year: int = 0,
    never_disclose: tuple[str, ...] = (),
) -> Verdict[ConfirmingDisclosure]:
    """Does the consumer get to see the specific pieces, to confirm the correction?

    `disclosures_this_year` changes nothing: this one is not counted. `never_disclose` names the pieces that no
    answer may contain, such as a Social Security number.

    >>> confirming_disclosure(asked=True, disclosures_this_year=2).value.given
    True
    """
    if disclosures_this_year < 0:
        raise ImpossibleInput(f"Disclosures are counted from 0, found {disclosures_this_year}.")
    given = asked and corrected
    found = ConfirmingDisclosure(given, False, never_disclose if given else ())
    if not corrected:
        return ruling(found, "Nothing was corrected that a disclosure could confirm.", "H-10")
    if not asked:
        return ruling(found, "The consumer has not asked to see the corrected information.", "H-10")
    reason = "The consumer sees the corrected information; this does not count as a request to know."
    if never_disclose:
        reason += " What is never disclosed is confirmed by match only."
    return ruling(found, reason, "H-10")
