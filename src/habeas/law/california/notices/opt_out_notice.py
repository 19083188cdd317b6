"""The notices of opt-out and limit: given in the manner of collection; and what may be sold that was collected without.

Civ. Code §1798.120; Cal. Code Regs., tit. 11, §§7013(e)(3), (g), (h), 7014(e)(3), (h); read 2026-11-23
(https://cppa.ca.gov/regulations/). A notice counts from the moment it was posted until it was taken down; a business
that truly neither sold nor shared needed none then, and what it collected in that time is not sold later without
consent all the same. Left out: opt-outs (`opt_out`), and the young (`minors`).

>>> posted = [Posted(datetime.fromisoformat("2026-03-01T00:00:00-08:00"))]
>>> [may_sell(datetime.fromisoformat(f"2026-{day}T12:00:00-08:00"), posted).value for day in ("02-28", "03-01")]
[False, True]
>>> is_notice_due(sells_or_shares=False).value, is_notice_due(sells_or_shares=False, policy_says_no_sale=True).value
(True, False)
>>> check_manner(["paper"], given_by=["website"]).value[0].text
'Information is collected by paper, and the opt-out notice is not given there.'
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from habeas.law.california.finding import Finding, Findings, error, report
from habeas.law.california.notices.collection import Channel
from habeas.law.california.ruling import ruling
from habeas.law.errors import ImpossibleInput
from habeas.law.rule import rule
from habeas.law.verdict import Verdict


class NoticeOf(StrEnum):
    """Which of the two notices."""

    OPT_OUT = "opt_out"  # of sale and sharing
    LIMIT = "limit"  # of the use of sensitive information


@dataclass(frozen=True, slots=True)
class Posted:
    """A time during which the notice was posted; without an end it still is. A day without an hour is its start."""

    posted_at: datetime
    removed_at: datetime | None = None

    def __post_init__(self) -> None:
        if self.removed_at is not None and self.removed_at < self.posted_at:
            raise ImpossibleInput(f"A notice posted at {self.posted_at} was not removed at {self.removed_at}.")

    def covers(self, moment: datetime) -> bool:
        """Whether the notice was posted at this moment."""
        return self.posted_at <= moment and (self.removed_at is None or moment < self.removed_at)


@rule("B-54")
def may_sell(
    collected_at: datetime,
    notice_history: Sequence[Posted] = (),
    *,
    consented: bool = False,
    notice: NoticeOf = NoticeOf.OPT_OUT,
) -> Verdict[bool]:
    """May information collected at this moment be sold or shared, as far as the notice of opt-out goes?

    With `notice: limit`, whether sensitive information may serve purposes beyond the permitted ones. `consented`: the
    consumer agreed to it.
    """
    done = "sold or shared" if notice is NoticeOf.OPT_OUT else "used beyond the permitted purposes"
    title = notice.replace("_", "-")
    if any(posted.covers(collected_at) for posted in notice_history):
        return ruling(True, f"The {title} notice was posted when the information was collected.", "B-54")
    if consented:
        reason = f"No {title} notice was posted when it was collected, but the consumer consented."
        return ruling(True, reason, "B-54")
    reason = f"No {title} notice was posted when it was collected, so it is not {done} without consent."
    return ruling(False, reason, "B-54")


@rule("B-55")
def check_manner(
    collected_by: Collection[Channel], *, given_by: Collection[Channel], notice: NoticeOf = NoticeOf.OPT_OUT
) -> Verdict[Findings]:
    """Is the notice of opt-out, or of limit, also given in the manner in which the information is collected?"""
    good = "The notice is given in the manner of collection."
    return report(_unmatched(collected_by, given_by, notice), "B-55", good=good)


def _unmatched(collected_by: Collection[Channel], given_by: Collection[Channel], notice: NoticeOf) -> Iterator[Finding]:
    online = {Channel.WEB_FORM, Channel.WEBSITE, Channel.REQUEST_FORM}
    reached = {*given_by, *(online if online & set(given_by) else ())}
    for channel in dict.fromkeys(Channel(one) for one in collected_by):
        if channel not in reached:
            words, title = channel.replace("_", " "), notice.replace("_", "-")
            text = f"Information is collected by {words}, and the {title} notice is not given there."
            yield error("B-55", words, text, f"Give the notice by {words} too.")


@rule("B-53", "B-50")
def is_notice_due(*, sells_or_shares: bool, policy_says_no_sale: bool = False) -> Verdict[bool]:
    """Are an opt-out link and notice due? Not where nothing is sold or shared and the policy says so."""
    if sells_or_shares:
        return ruling(True, "Personal information is sold or shared, whatever the policy says.", "B-53", "B-50")
    if not policy_says_no_sale:
        return ruling(True, "The policy does not say that nothing is sold or shared.", "B-53")
    return ruling(False, "Nothing is sold or shared, and the policy says so.", "B-53")
