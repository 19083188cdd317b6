"""What the notice before use of ADMT and the answer to a request for access must contain.

Cal. Code Regs., tit. 11, §§7220, 7222(b)-(c), (j); read 2026-11-23 (https://cppa.ca.gov/regulations/). The check is of
what is there, not of how well it is said. Of the uses that let an answer be a summary, those in the period before receipt
count, and the day exactly that period ago has left it (our choice). Left out: how access is asked for and verified.

>>> [found.where for found in check_notice(frozenset(NoticeItem) - {NoticeItem.ACCESS_RIGHT}).value]
['access_right']
>>> new_year = date(2027, 1, 4)
>>> may_summarize(uses_on=(new_year,) * 5, receipt_on=new_year).value
True
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import date
from enum import StrEnum
from types import MappingProxyType

from habeas.law.california.admt_opt_out import OptOutException
from habeas.law.california.finding import Findings, error, report
from habeas.law.california.parameters import Name, parameter
from habeas.law.california.ruling import ruling
from habeas.law.rule import rule
from habeas.law.verdict import Verdict


class NoticeItem(StrEnum):
    """One thing that the notice before use says."""

    SPECIFIC_PURPOSE = "specific_purpose"
    OPT_OUT_RIGHT = "opt_out_right"
    EXCEPTION = "exception"  # in place of the right to opt out: which one is relied on
    HUMAN_APPEAL = "human_appeal"  # in place of the right to opt out: that and how to appeal
    ACCESS_RIGHT = "access_right"
    NO_RETALIATION = "no_retaliation"
    INPUT_CATEGORIES = "input_categories"
    OUTPUT_TYPE = "output_type"
    OUTPUT_USE = "output_use"
    ALTERNATIVE_PROCESS = "alternative_process"  # for who opts out


class Withheld(StrEnum):
    """Why something is not said."""

    TRADE_SECRET = "trade_secret"
    SECURITY = "security"  # it would weaken security, or the fight against fraud, or physical safety
    OTHER = "other"


_HOW_IT_WORKS = (NoticeItem.INPUT_CATEGORIES, NoticeItem.OUTPUT_TYPE, NoticeItem.OUTPUT_USE)


@rule("H-52")
def check_notice(
    says: Collection[NoticeItem],
    *,
    exception: OptOutException | None = None,
    withheld: Mapping[NoticeItem, Withheld] = MappingProxyType({}),
    in_notice_at_collection: bool = False,
) -> Verdict[Findings]:
    """What does the notice before use lack? One finding for each item; `where` names it.

    `exception`: on which no opt-out is offered. `withheld`: items about how the technology works that are left out, and
    why. `in_notice_at_collection`: it is part of that notice, as it may be.
    """
    wanted: tuple[NoticeItem, ...] = (
        NoticeItem.SPECIFIC_PURPOSE,
        _in_place_of_opt_out(exception),
        NoticeItem.ACCESS_RIGHT,
    )
    wanted += (NoticeItem.NO_RETALIATION, *_HOW_IT_WORKS)
    if exception is None:
        wanted += (NoticeItem.ALTERNATIVE_PROCESS,)
    found = [
        error(
            "H-52",
            item.value,
            f"The notice does not state: {item.replace('_', ' ')}.",
            "Add it to the notice before use.",
        )
        for item in wanted
        if item not in says and not _may_withhold(withheld.get(item), item in _HOW_IT_WORKS)
    ]
    place = "as part of the notice at collection, " if in_notice_at_collection else ""
    return report(found, "H-52", good=f"The notice before use, {place}says all that it must.")


def _in_place_of_opt_out(exception: OptOutException | None) -> NoticeItem:
    if exception is None:
        return NoticeItem.OPT_OUT_RIGHT
    return NoticeItem.HUMAN_APPEAL if exception is OptOutException.HUMAN_APPEAL else NoticeItem.EXCEPTION


def _may_withhold(why: Withheld | None, about_the_logic: bool) -> bool:
    return about_the_logic and why in (Withheld.TRADE_SECRET, Withheld.SECURITY)


class AccessItem(StrEnum):
    """One thing that the answer to a request for access says."""

    SPECIFIC_PURPOSE = "specific_purpose"
    PARAMETERS = "parameters"  # of the logic, the main ones
    OUTPUT = "output"  # about this consumer
    OUTCOME = "outcome"  # of the decision
    OUTCOME_USE = "outcome_use"  # how the output was used to reach it
    OTHER_RIGHTS = "other_rights"


_LOGIC = (AccessItem.PARAMETERS, AccessItem.OUTPUT)


@rule("H-54")
def check_access_answer(
    says: Collection[AccessItem], *, withheld: Mapping[AccessItem, Withheld] = MappingProxyType({})
) -> Verdict[Findings]:
    """What does an answer to a request for access lack? One finding for each item; `where` names it.

    `withheld`: items about the logic that are left out, and why.

    >>> every = frozenset(AccessItem)
    >>> check_access_answer(every - {AccessItem.PARAMETERS}, withheld={AccessItem.PARAMETERS: Withheld.SECURITY}).value
    ()
    """
    found = [
        error("H-54", item.value, f"The answer does not state: {item.replace('_', ' ')}.", "Add it to the answer.")
        for item in AccessItem
        if item not in says and not _may_withhold(withheld.get(item), item in _LOGIC)
    ]
    return report(found, "H-54", good="The answer says all that it must.")


@rule("H-54")
def may_withhold(why: Withheld) -> Verdict[bool]:
    """May information about how the technology works be left out for this reason?

    >>> may_withhold(Withheld.TRADE_SECRET).value, may_withhold(Withheld.OTHER).value
    (True, False)
    """
    if why is Withheld.OTHER:
        return ruling(False, "Only trade secrets and security are reasons to leave it out.", "H-54")
    named = "a trade secret" if why is Withheld.TRADE_SECRET else "information that would weaken security"
    return ruling(True, f"The answer need not contain {named}; the rest is given.", "H-54")


@rule("H-54")
def may_summarize(*, uses_on: tuple[date, ...], receipt_on: date) -> Verdict[bool]:
    """May the answer be an aggregate summary, because of the number of uses with respect to this consumer?

    `uses_on`: the day of each use. The period ends with the day on which the request is received, which counts; a use
    on the same day of the month at the period's beginning has left it, and so has anything before (our choice).
    """
    most = parameter(Name.ADMT_USES, receipt_on)
    window = parameter(Name.ADMT_USES_WINDOW, receipt_on)
    opens_after = window.period.before(receipt_on)
    count = sum(opens_after < day <= receipt_on for day in uses_on)
    used = (most, window)
    text = f"{count} uses in the {window.period} before receipt"
    if count > most.number:
        return ruling(True, f"There were {text}: the answer may summarize them.", "H-54", parameters=used)
    return ruling(False, f"There were {text}: each is answered; a summary takes more.", "H-54", parameters=used)
