"""What a denied request to correct must say, the statement about health information, and asking again.

Cal. Code Regs., tit. 11, §7023(f), (g); read 2026-11-23 (https://cppa.ca.gov/regulations/). A word of a statement is
whatever stands between spaces and has a letter or a digit (our choice). The day on which the period since the earlier
denial ends still belongs to it; the text leaves that open. Left out: fraud (`denial`) and identity (`verification`).

>>> [part.value for part in denial_contents(basis="The deed bears the name out.", deletable=True).value]
['explain_basis', 'how_to_delete']
>>> may_deny_again(denied_on=date(2026, 6, 1), receipt_on=date(2026, 11, 23)).value
True
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from habeas.law.california.disproportionate import states_facts
from habeas.law.california.parameters import Name, parameter
from habeas.law.california.ruling import refusal, ruling
from habeas.law.errors import DenialRefused, ImpossibleInput
from habeas.law.rule import rule
from habeas.law.verdict import Verdict


class DenialPart(StrEnum):
    """One thing that the denial must contain."""

    EXPLAIN_BASIS = "explain_basis"
    STATE_FACTS = "state_facts"  # why correction is impossible or takes disproportionate effort
    HOW_TO_DELETE = "how_to_delete"
    OFFER_STATEMENT = "offer_statement"  # about health information


@rule("H-07")
def denial_contents(
    *,
    basis: str,
    deletable: bool,
    health: bool = False,
    impossible_or_disproportionate: bool = False,
    facts: str = "",
) -> Verdict[tuple[DenialPart, ...]]:
    """What must a denial of a request to correct, in whole or in part, contain?

    `deletable`: the information could be deleted on request. `health`: it is about the consumer's health. `facts`: why
    correction is impossible or takes disproportionate effort, if that is claimed.

    Raises DenialRefused: no basis, or that claim in bare words.
    """
    if not basis.strip():
        raise refusal(DenialRefused, "A denial explains its basis; none is given.", "H-07")
    if impossible_or_disproportionate and not states_facts(facts).value:
        bare = "That correction is impossible or takes disproportionate effort must be explained by facts."
        raise refusal(DenialRefused, bare, "H-07")
    owed = (
        (DenialPart.EXPLAIN_BASIS, True, "explains its basis"),
        (DenialPart.STATE_FACTS, impossible_or_disproportionate, "states the facts"),
        (DenialPart.HOW_TO_DELETE, deletable, "says how to ask for deletion"),
        (DenialPart.OFFER_STATEMENT, health, "offers to take a written statement"),
    )
    parts = tuple(part for part, holds, _ in owed if holds)
    return ruling(parts, f"The denial {', '.join(text for _, holds, text in owed if holds)}.", "H-07")


@dataclass(frozen=True, slots=True)
class Statement:
    """What the consumer wrote about one contested item; `words` may be given in place of the text.

    Items are the same whatever their case and the space around them.
    """

    item: str
    text: str = ""
    words: int | None = None


@dataclass(frozen=True, slots=True)
class StatementOutcome:
    """What becomes of the statement about one item."""

    item: str
    words: int
    within_limit: bool
    attach: bool
    pass_on: bool


@rule("H-07", "P-10")
def statement_outcomes(
    *,
    statements: tuple[Statement, ...],
    receipt_on: date,
    health: bool = True,
    attach_asked: bool = True,
    pass_on_asked: bool = False,
) -> Verdict[tuple[StatementOutcome, ...]]:
    """What becomes of the consumer's written statements after a denial about health information?

    `attach_asked`, `pass_on_asked`: the consumer asks that they be kept with the record, and sent to whoever received
    the contested information. Several statements about one item count together. Raises
    ImpossibleInput for a number of words that is not that of the text.

    >>> found = statement_outcomes(statements=(Statement("diagnosis", words=251),), receipt_on=date(2026, 11, 23))
    >>> found.value[0].within_limit
    False
    """
    limit = parameter(Name.HEALTH_STATEMENT_WORDS, receipt_on)
    counted: dict[str, int] = {}
    names: dict[str, str] = {}
    for one in statements:
        item = names.setdefault(one.item.strip().casefold(), one.item.strip())
        counted[item] = counted.get(item, 0) + _words(one)
    outcomes = tuple(
        StatementOutcome(
            item,
            words,
            words <= limit.number,
            health and attach_asked and words <= limit.number,
            health and pass_on_asked and words <= limit.number,
        )
        for item, words in counted.items()
    )
    long = [one.item for one in outcomes if not one.within_limit]
    reason = f"A statement has up to {limit.number} words for each item."
    if not health:
        reason = "The right to add a statement is about health information."
    elif long:
        reason += f" To be shortened: {', '.join(long)}."
    return ruling(outcomes, reason, "H-07", parameters=(limit,))


def _words(statement: Statement) -> int:
    counted = word_count(statement.text).value
    if statement.words is None:
        return counted
    if statement.text.strip() and statement.words != counted:
        raise ImpossibleInput(f"The text has {counted} words, and {statement.words} are stated.")
    if statement.words < 0:
        raise ImpossibleInput(f"A statement cannot have {statement.words} words.")
    return statement.words


@rule("H-07")
def word_count(text: str) -> Verdict[int]:
    """How many words has the statement? Whatever stands between spaces and has a letter or a digit.

    >>> word_count("My well-known allergy — since 2019 — is to nuts.").value
    8
    """
    count = sum(any(c.isalnum() for c in word) for word in text.split())
    return ruling(count, f"The statement has {count} words.", "H-07")


@rule("H-08", "P-09")
def may_deny_again(
    *,
    denied_on: date | None,
    receipt_on: date,
    new_documentation: bool = False,
    same_inaccuracy: bool = True,
) -> Verdict[bool]:
    """May a request be denied because one about the same inaccuracy was denied before?

    `denied_on`: the earlier denial; none is null. False: it is treated as new. Raises ImpossibleInput for a denial
    later than the request.
    """
    if denied_on is not None and denied_on > receipt_on:
        raise ImpossibleInput(f"A denial on {denied_on} is no earlier one for a request received on {receipt_on}.")
    if denied_on is None or not same_inaccuracy:
        return ruling(False, "No request about the same inaccuracy was denied; it is treated as new.", "H-08")
    bar = parameter(Name.SAME_CORRECTION_BAR, receipt_on)
    last_day = bar.period.after(denied_on)
    if receipt_on > last_day:
        reason = f"More than {bar.period} have passed since the denial of {denied_on}; the request is treated as new."
        return ruling(False, reason, "H-08", parameters=(bar,))
    if new_documentation:
        reason = "The request comes with new documentation and is treated as new."
        return ruling(False, reason, "H-08", parameters=(bar,))
    reason = f"The same inaccuracy was denied on {denied_on}; without new documentation it may be denied again."
    if receipt_on < last_day:
        return ruling(True, reason, "H-08", parameters=(bar,))
    edge = f"Whether {bar.period} after a denial includes the last day, here {last_day}."
    warned = ("The safe course is to treat it as new: the period ends today.",)
    return ruling(True, reason, "H-08", parameters=(bar,), warnings=warned, doubts=(edge,))
