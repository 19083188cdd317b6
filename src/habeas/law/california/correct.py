"""Whether a correction is made: what is weighed, which documents count, and when deletion may take its place.

Cal. Code Regs., tit. 11, §7023(b), (d), (e); read 2026-11-23 (https://cppa.ca.gov/regulations/). Weighing is a
person's task: the rule says when nothing is left to weigh, and what a weighing must have in hand. Where the regulation
says that a consumer's word may be enough, a credible word is, until a person has judged otherwise (our choice). Left out: verification (`verification`),
fraud and abuse (`denial`), what follows from a correction (`correct_effect`) and from a denial (`correct_denial`).

>>> decide(business_is_source=False).value.outcome.value
'correct'
>>> decide(business_is_source=True, business_documents=("application form",)).value.outcome.value
'weigh'
>>> may_delete_instead(hurts_consumer=True, consumer_consents=False).value
False
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from habeas.law.california.ruling import ruling
from habeas.law.rule import rule
from habeas.law.verdict import Verdict


class Outcome(StrEnum):
    """What the circumstances lead to."""

    CORRECT = "correct"
    WEIGH = "weigh"  # a person judges, on both sides' documents
    MAY_DENY = "may_deny"


@dataclass(frozen=True, slots=True)
class Decision:
    """The outcome, and what the record of the case must still say before it is final."""

    outcome: Outcome
    to_record: tuple[str, ...] = ()


@rule("H-01", "H-02")
def decide(
    *,
    business_is_source: bool,
    business_documents: tuple[str, ...] = (),
    consumer_documents: tuple[str, ...] = (),
    assertion_credible: bool = True,
    more_likely_accurate: bool | None = None,
    nature: str = "",
    how_obtained: str = "",
) -> Verdict[Decision]:
    """Is the contested information corrected, on the totality of the circumstances?

    `business_documents` bear the information out, `consumer_documents` speak against it, whoever holds them.
    `more_likely_accurate` is the judgment of the person who weighed them, which decides; none yet is null. `nature` and
    `how_obtained` are what the record says of the information.

    >>> decide(business_is_source=True, business_documents=("deed",), more_likely_accurate=True).value.to_record
    ('nature', 'how_obtained')
    """
    blanks = tuple(name for name, text in (("nature", nature), ("how_obtained", how_obtained)) if not text.strip())
    if more_likely_accurate is not None:
        return _judged(more_likely_accurate, bool(business_documents), blanks)
    if not business_documents and (consumer_documents or (not business_is_source and assertion_credible)):
        return _nothing_for_it(consumer_documents, blanks)
    sides = f"{len(business_documents)} documents bear the information out, {len(consumer_documents)} contest it"
    reason = f"A person weighs all the circumstances: {sides}."
    return ruling(Decision(Outcome.WEIGH, blanks), reason, "H-01")


def _judged(more_likely_accurate: bool, documented: bool, blanks: tuple[str, ...]) -> Verdict[Decision]:
    # §7023(b): a denial needs more than an even balance.
    if not more_likely_accurate:
        reason = "The information is not more likely accurate than inaccurate; it is corrected."
        return ruling(Decision(Outcome.CORRECT, blanks), reason, "H-01")
    warned = () if documented else ("No document bears out the judgment that the information is accurate.",)
    reason = "On all the circumstances the information is more likely accurate than not; the request may be denied."
    return ruling(Decision(Outcome.MAY_DENY, blanks), reason, "H-01", warnings=warned)


def _nothing_for_it(consumer_documents: tuple[str, ...], blanks: tuple[str, ...]) -> Verdict[Decision]:
    if consumer_documents:
        reason = "The consumer has documents and the business has none; the information is corrected."
        return ruling(Decision(Outcome.CORRECT, blanks), reason, "H-01")
    # §7023(b)(2): the assertion may be enough.
    reason = "The business is not the source and has no documents, so the consumer's word is enough; it is corrected."
    return ruling(Decision(Outcome.CORRECT, blanks), reason, "H-01", "H-02")


@rule("H-03")
def may_require_documents(*, business_documents: tuple[str, ...], necessary_to_rebut: bool) -> Verdict[bool]:
    """May the consumer be required to hand in documents? Only as far as needed to rebut those of the business.

    >>> may_require_documents(business_documents=(), necessary_to_rebut=True).value
    False
    """
    if not business_documents:
        return ruling(False, "The business has no document that would have to be rebutted.", "H-03")
    if not necessary_to_rebut:
        return ruling(False, "Documents are not necessary to rebut what the business has.", "H-03")
    return ruling(True, "Documents are necessary to rebut those of the business, and may be required.", "H-03")


@rule("H-03")
def unread_documents(*, offered: tuple[str, ...], considered: tuple[str, ...] = ()) -> Verdict[tuple[str, ...]]:
    """Which documents must still be considered before the request is decided? All that the consumer offered.

    >>> unread_documents(offered=("lease", "utility bill"), considered=("lease",)).value
    ('utility bill',)
    """
    unread = tuple(name for name in offered if name not in considered)
    reason = f"Still to be considered: {', '.join(unread)}." if unread else "Every document offered was considered."
    return ruling(unread, reason, "H-03")


class DocumentUse(StrEnum):
    """What somebody would do with a document that the consumer handed in."""

    CORRECTION = "correction"
    RECORD_KEEPING = "record_keeping"
    OTHER = "other"  # marketing, profiling, another request, another case


@rule("H-03")
def may_use_document(use: DocumentUse, *, secured: bool = True) -> Verdict[bool]:
    """May a document that the consumer handed in be used for this? For the correction and the records, kept secure.

    >>> may_use_document(DocumentUse.OTHER).value
    False
    """
    if use is DocumentUse.OTHER:
        return ruling(False, "The document serves the correction and the records of the request, nothing else.", "H-03")
    if not secured:
        return ruling(False, "The document must first be kept with reasonable security.", "H-03")
    return ruling(True, "The document serves the correction or the records of the request.", "H-03")


@rule("H-06")
def may_delete_instead(*, hurts_consumer: bool, consumer_consents: bool = False) -> Verdict[bool]:
    """May the information be deleted instead of corrected?

    `hurts_consumer`: deletion would leave the consumer worse off, as with a record that a job or a loan depends on.
    """
    if consumer_consents:
        return ruling(True, "The consumer consents to deletion in place of correction.", "H-06")
    if hurts_consumer:
        return ruling(False, "Deletion would hurt the consumer, so it takes the consumer's consent.", "H-06")
    return ruling(True, "Deletion does not hurt the consumer and may take the place of correction.", "H-06")
