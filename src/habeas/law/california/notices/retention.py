"""Does a notice say how long a category is kept, or by what criteria?

Cal. Code Regs., tit. 11, §7012(e)(4), (f); Civ. Code §1798.100(a)(3); read 2026-11-23 (https://cppa.ca.gov/regulations/).
Words such as "as long as needed" name neither a time nor a criterion: whether they do is a doubt, so they are a warning
(our choice); words without an end are an error. Left out: whether the time stated is in fact needed, which people judge
(`held_beyond_need`).

>>> check_retention("for the life of the account plus 2 years").value
()
>>> [found.severity.value for text in ("", "as long as needed") for found in check_retention(text).value]
['error', 'warning']
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from habeas.law.california.categories import Category, SensitiveCategory
from habeas.law.california.finding import Finding, Findings, error, report, warning
from habeas.law.rule import rule
from habeas.law.verdict import Verdict

_NUMBER = (
    r"(?:\d+|one|two|three|four|five|six|seven|eight|nine|ten|twelve|eighteen|twenty|thirty|ninety|an?|each|every)"
)
_TIME = rf"\b{_NUMBER}[\s-]+(?:\w+\s+)?(?:hour|day|week|month|quarter|year)s?\b|\b\d{{4}}-\d\d-\d\d\b"
_EVENT = r"\b(?:life|lifetime|duration|term) of\b|\b(?:until|till|after|once|when|while|upon|as long as|so long as)\b(?=.*\w)"
_ENDLESS = r"\b(?:indefinite(?:ly)?|for ?ever|permanent(?:ly)?|perpetual(?:ly)?|in perpetuity|eternal(?:ly)?|always|without limit|no limit)\b"
_ZERO = r"^(?:0|zero|no)[\s-]+(?:hour|day|week|month|quarter|year)s?\b"
_NOTHING = {
    *("", "tbd", "tba", "tbc", "todo", "n/a", "na", "nil", "none", "null", "unknown", "not known", "not specified"),
    *("unspecified", "not applicable", "not stated", "not defined", "undefined", "to be determined", "to be decided"),
    *("to be confirmed", "to be defined", "pending", "xxx", "not determined", "undetermined"),
}
_NEED = r"(?:need(?:ed)?|necessary|required|require|appropriate|useful|relevant|permitted|allowed)"
_VAGUE = (
    rf"\b(?:for )?(?:as|so) long as (?:it |this |they |we |is |are |be |may |reasonably |strictly )*{_NEED}\b"
    rf"|\b(?:until|when|once|while) (?:it |they |we |is |are |be |reasonably )*(?:no longer |still |not )?(?:reasonably )?{_NEED}\b"
    rf"|\bas (?:long as )?(?:reasonably )?{_NEED}\b(?: by law)?"
    r"|\b(?:as|so) long as (?:we|there is|it has|they have) (?:have )?(?:an? )?(?:\w+ ){0,2}(?:needs?|reasons?|purposes?)\b"
    r"|\b(?:until|once|when) (?:the|its|our|these) purposes? .*"
)
# "7 years or as long as needed": what follows has no end.
_LOOSENED = rf"\b(?:or|and|and/or)[ ,]+(?:{_VAGUE}|longer\b(?! than)|more\b(?! than)|beyond\b|thereafter\b)"


@rule("B-34", "B-27")
def check_retention(
    retention: str, *, category: Category | SensitiveCategory | None = None, held_beyond_need: bool = False
) -> Verdict[Findings]:
    """Do these words of a notice say how long a category is kept, or by what criteria?

    `held_beyond_need`: it is in fact kept longer than the disclosed purpose reasonably needs.
    """
    where = f"retention of {category.value} ({category.wording})" if category else "retention"
    found = tuple(_found(" ".join(retention.split()).casefold(), where, held_beyond_need))
    return report(found, "B-34", good="The notice says how long the category is kept, or by what criteria.")


def _found(text: str, where: str, held_beyond_need: bool) -> Iterator[Finding]:
    remedy = "Say a length of time, or the criterion that ends it, such as: 24 months after the account is closed."
    if text.strip(" .-–—_?*/()[]") in _NOTHING:
        said = f": {text!r} says nothing" if text else ""
        yield error("B-34", where, f"The {where} is not stated{said}.", remedy)
    elif re.search(_ENDLESS, text):
        # 100(a)(3): not longer than reasonably necessary for the purpose disclosed.
        yield error("B-34", where, f"The {where} has no end: {text!r}.", remedy)
    elif re.search(_ZERO, text):
        yield warning("B-34", where, f"The {where} is no time at all: {text!r}; is nothing kept?", remedy)
    elif re.search(_LOOSENED, text):
        loose = f"The {where} names a time and then lifts it: {text!r}."
        yield warning("B-34", where, loose, remedy)
    elif not states_criterion(text):
        yield warning("B-34", where, f"The {where} names neither a time nor a criterion: {text!r}.", remedy)
    if held_beyond_need:
        much = f"The {where} is longer than the disclosed purpose reasonably needs."
        yield error("B-34", where, much, "Keep it for a shorter time, and say that time.")


def states_criterion(text: str) -> bool:
    """Whether the words name a time, or an event that ends the keeping.

    >>> states_criterion("24 months"), states_criterion("until no longer needed"), states_criterion("see below")
    (True, False, False)
    """
    plain = text.casefold()
    if re.search(_TIME, plain):
        return True
    return bool(re.search(_EVENT, re.sub(_VAGUE, " ", plain)))
