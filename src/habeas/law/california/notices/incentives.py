"""Financial incentives: what their notice says, who may be enrolled, and when somebody may be asked again.

Civ. Code §1798.125(b)(3); Cal. Code Regs., tit. 11, §7016(d); read 2026-11-23 (https://cppa.ca.gov/regulations/). The
last day of the bar counts, so the first day to ask again is the same day of the month a year later. Left out: whether
the estimate of the data's value is right, and whether the incentive is fair (`fairness`).

>>> check_incentive_notice(set(Element) - {Element.VALUE_METHOD}).value[0].text
'The incentive notice lacks: how the value of the data was estimated.'
>>> may_ask_again(refused_on=date(2026, 1, 10), on=date(2027, 1, 9)).value
False
>>> may_enrol(notice_given=True, opted_in=False).value
False
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from datetime import date
from enum import StrEnum

from habeas.law.california.finding import Finding, Findings, error, report
from habeas.law.california.parameters import Name, parameter
from habeas.law.california.ruling import ruling
from habeas.law.errors import ImpossibleInput
from habeas.law.rule import rule
from habeas.law.verdict import Verdict


class Element(StrEnum):
    """What the notice of a financial incentive holds."""

    SUMMARY = "summary"
    MATERIAL_TERMS = "material_terms"
    CATEGORIES = "categories"
    OPT_IN = "opt_in"
    RIGHT_TO_WITHDRAW = "right_to_withdraw"
    VALUE_ESTIMATE = "value_estimate"
    VALUE_METHOD = "value_method"

    @property
    def words(self) -> str:
        """What it is."""
        return _WORDS[self]


_WORDS = {
    Element.SUMMARY: "a summary of the incentive",
    Element.MATERIAL_TERMS: "its material terms",
    Element.CATEGORIES: "the categories of information it takes",
    Element.OPT_IN: "how to opt in",
    Element.RIGHT_TO_WITHDRAW: "the right to withdraw at any time, and how",
    Element.VALUE_ESTIMATE: "a good-faith estimate of the value of the data",
    Element.VALUE_METHOD: "how the value of the data was estimated",
}


@rule("B-56")
def check_incentive_notice(says: Collection[Element]) -> Verdict[Findings]:
    """Does the notice of a financial incentive hold all that it must?"""
    return report(_lacking(says), "B-56", good="The incentive notice holds what it must.")


def _lacking(says: Collection[Element]) -> Iterator[Finding]:
    for element in Element:
        if element not in says:
            yield error("B-56", "incentive", f"The incentive notice lacks: {element.words}.", f"Add {element.words}.")


@rule("B-56")
def may_enrol(*, notice_given: bool, opted_in: bool, withdrawn: bool = False) -> Verdict[bool]:
    """May this consumer be in the program of a financial incentive? Only by opting in, after the notice."""
    if not notice_given:
        return ruling(False, "The notice of the incentive comes first.", "B-56")
    if not opted_in:
        return ruling(False, "The consumer has not opted in.", "B-56")
    if withdrawn:
        return ruling(False, "The consumer has withdrawn.", "B-56")
    return ruling(True, "The consumer got the notice and opted in.", "B-56")


@rule("B-56", "P-05")
def may_ask_again(*, refused_on: date | None, on: date) -> Verdict[bool]:
    """May a consumer who refused a financial incentive be asked again on this day?"""
    if refused_on is None:
        return ruling(True, "The consumer has not refused.", "B-56")
    if on < refused_on:
        raise ImpossibleInput(f"{on} precedes the refusal on {refused_on}.")
    wait = parameter(Name.NO_RE_ASK, refused_on)
    until = wait.period.after(refused_on)
    reason = f"The consumer refused on {refused_on}; the business does not ask again before {until}."
    return ruling(on >= until, reason, "B-56", parameters=(wait,))
