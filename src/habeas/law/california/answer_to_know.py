"""What an answer about categories lacks: the six parts, complete, individual, and in the words of the statute.

Cal. Code Regs., tit. 11, §7024(j)-(l); Civ. Code §§1798.110(b), 1798.130(a)(4), (c); read 2026-11-23
(https://cppa.ca.gov/regulations/). An answer is compared with what is held about this one consumer. Categories are named
by the words of the statute, with or without their letter; a letter alone is warned of. Which words for sources and recipients are too vague to mean anything is
our choice. Left out: the specific pieces (`withholding`), delivery (`delivery_of_answer`), whether all was found.

>>> carriers = {"Identifiers": ("parcel carriers",)}
>>> held = SixParts(("Identifiers",), ("you",), ("to ship orders",), (), {}, carriers)
>>> check_categories_answer(held, held).value
()
>>> [found.row for found in check_categories_answer(SixParts(("A. Identifiers", "F")), held).value]
['F-06', 'F-06', 'F-06', 'F-06', 'F-06', 'F-08', 'F-07']
>>> may_point_to_policy(same_for_all=False, policy=held).value
False
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from habeas.law.california.categories import Category, SensitiveCategory
from habeas.law.california.finding import Finding, Findings, error, report, warning
from habeas.law.california.know import SIX_PARTS, CategoriesPart
from habeas.law.california.ruling import ruling
from habeas.law.rule import rule
from habeas.law.verdict import Verdict


@dataclass(frozen=True, slots=True)
class SixParts:
    """An answer, a policy, or what is held: the six parts. None means that a part is missing; empty, that it says none.

    The last two give for each category the kinds of recipients.
    """

    collected: tuple[str, ...] | None = None
    sources: tuple[str, ...] | None = None
    purposes: tuple[str, ...] | None = None
    third_parties: tuple[str, ...] | None = None
    sold_or_shared: Mapping[str, tuple[str, ...]] | None = None
    disclosed: Mapping[str, tuple[str, ...]] | None = None

    def part(self, part: CategoriesPart) -> tuple[str, ...] | Mapping[str, tuple[str, ...]] | None:
        """What it says in this part."""
        found: tuple[str, ...] | Mapping[str, tuple[str, ...]] | None = getattr(self, part.value)
        return found


_TERMS: Mapping[str, str] = {
    name.casefold(): one.value
    for one in (*Category, *SensitiveCategory)
    for name in (one.value, one.wording, f"{one.value}. {one.wording}")
}
_LETTERS: Mapping[str, str] = {one.value.casefold(): one.wording for one in (*Category, *SensitiveCategory)}
_SENSITIVE = frozenset(one.value for one in SensitiveCategory)
_BY_CATEGORY = (CategoriesPart.COLLECTED, CategoriesPart.SOLD_OR_SHARED, CategoriesPart.DISCLOSED)
_VAGUE = frozenset(
    [
        "others",
        "third parties",
        "various",
        "various sources",
        "various third parties",
        "miscellaneous",
        "other sources",
        "partners",
        "business partners",
        "vendors",
        "recipients",
        "business purposes",
        "other",
    ]
)


@rule("A-12", "F-06", "F-07", "F-08", "F-15")
def check_categories_answer(
    answer: SixParts,
    held: SixParts | None = None,
    *,
    one_list: bool = False,
    states_period: bool = True,
    points_to_policy: bool = False,
    policy: SixParts | None = None,
    same_for_all: bool = False,
) -> Verdict[Findings]:
    """What does this answer about categories lack?

    `held`: the same six parts as they are for this consumer; without them the answer is not compared. `one_list`: what was sold or shared and what was disclosed
    for a business purpose stand together. `points_to_policy`: the answer refers to the `policy` in place of the parts;
    `same_for_all`: every consumer would get the same answer.
    """
    if points_to_policy:
        pointed = may_point_to_policy(same_for_all=same_for_all, policy=policy or SixParts(), held=held)
        found: Findings = ()
        if not pointed.value:
            found = (error("F-07", "answer", pointed.reason, "Answer about this consumer."),)
    else:
        found = tuple(_problems(answer, held, one_list))
    if not states_period:
        found = (
            *found,
            error("F-15", "answer", "The answer does not say which period it covers.", "State the period."),
        )
    rows = tuple(dict.fromkeys(one.row for one in found)) or ("F-06", "F-07", "F-08")
    verdict = report(found, *rows, good="The answer says all that is due.")
    if held is None:
        return replace(verdict, warnings=(*verdict.warnings, "The answer was not compared with what is held."))
    return verdict


def _problems(answer: SixParts, held: SixParts | None, one_list: bool) -> Iterator[Finding]:
    for part in SIX_PARTS:
        said = answer.part(part)
        if said is None:
            yield error("F-06", part.value, f"The part {part.heading!r} is missing.", "Give all six parts.")
            continue
        yield from _wording(part, said)
    if one_list:
        text = "What was sold or shared and what was disclosed for a business purpose are two lists."
        yield error("F-06", "answer", text, "Give each list by itself.")
    yield from _disagreements(answer)
    if held is None and all(part is not None and not part for part in map(answer.part, SIX_PARTS)):
        yield warning("F-06", "answer", "The answer says nothing at all.", "Make sure that nothing is held.")
    if held is not None:
        for part in SIX_PARTS:
            yield from _differences(part, answer.part(part), held.part(part))


def _wording(part: CategoriesPart, said: tuple[str, ...] | Mapping[str, tuple[str, ...]]) -> Iterator[Finding]:
    if part in _BY_CATEGORY:
        for term in said:
            if term.strip().casefold() not in _TERMS:
                text = f"{term!r} is not a category in the words of the statute."
                yield error("F-08", part.value, text, "Use the words of the statute.")
    if part is CategoriesPart.COLLECTED and _codes(said) & {Category.SENSITIVE.value} and not _codes(said) & _SENSITIVE:
        text = "Sensitive personal information is reported kind by kind."
        yield error("A-12", part.value, text, "Name the kinds.")
    for text in _texts(part, said):
        if text.strip(" .").casefold() in _VAGUE:
            yield warning("F-08", part.value, f"{text!r} tells the consumer nothing.", "Name the kind.")
    if isinstance(said, Mapping):
        for term, kinds in said.items():
            if not kinds:
                text = f"{part.heading}: {term} names no kind of recipient."
                yield error("F-06", part.value, text, "Name the kinds of recipients for each category.")


def _disagreements(answer: SixParts) -> Iterator[Finding]:
    """Letters that stand alone, and parts that do not fit each other."""
    by_category = {part: tuple(answer.part(part) or ()) for part in _BY_CATEGORY}
    named = {term.strip().casefold() for terms in by_category.values() for term in terms}
    explained = {_code(term) for term in named if term not in _LETTERS}
    for part, terms in by_category.items():
        for term in terms:
            if term.strip().casefold() in _LETTERS and _code(term) not in explained:
                text = f"{term!r} stands for {_LETTERS[term.strip().casefold()]!r}, which the answer does not say."
                yield warning("F-08", part.value, text, "Use the words of the statute.")
    yield from _unmatched(answer)


def _unmatched(answer: SixParts) -> Iterator[Finding]:
    passed_on = ((CategoriesPart.SOLD_OR_SHARED, answer.sold_or_shared), (CategoriesPart.DISCLOSED, answer.disclosed))
    if answer.collected is not None:
        collected = _codes(answer.collected)
        # L stands for its kinds, and they for it.
        collected |= {Category.SENSITIVE.value} if collected & _SENSITIVE else set()
        for part, said in passed_on:
            for term in said or ():
                if _code(term) not in collected and term.strip().casefold() in _TERMS:
                    text = f"{term!r} is not among the categories collected."
                    yield warning("F-06", part.value, text, "Make the parts agree.")
    if answer.third_parties is not None:
        known = {kind.strip().casefold() for kind in answer.third_parties}
        buyers = dict.fromkeys(kind for kinds in (answer.sold_or_shared or {}).values() for kind in kinds)
        for kind in buyers:
            if kind.strip().casefold() not in known:
                text = f"{kind!r} is not among the third parties."
                yield warning("F-06", CategoriesPart.THIRD_PARTIES.value, text, "Name every kind of recipient.")


def _texts(part: CategoriesPart, said: tuple[str, ...] | Mapping[str, tuple[str, ...]]) -> Iterator[str]:
    if isinstance(said, Mapping):
        yield from (kind for kinds in said.values() for kind in kinds)
    elif part is not CategoriesPart.COLLECTED:
        yield from said


def _differences(
    part: CategoriesPart,
    said: tuple[str, ...] | Mapping[str, tuple[str, ...]] | None,
    held: tuple[str, ...] | Mapping[str, tuple[str, ...]] | None,
) -> Iterator[Finding]:
    if said is None or held is None:
        return
    told, true = _entries(part, said), _entries(part, held)
    if missing := sorted(true - told):
        text = f"{part.heading}: the answer leaves out {_words(missing)}."
        yield error("F-06", part.value, text, "Say all that is held.")
    if extra := sorted(told - true):
        text = f"{part.heading}: the answer is not about this consumer; nothing is held of {_words(extra)}."
        yield error("F-07", part.value, text, "Answer about this consumer.")


def _entries(part: CategoriesPart, said: tuple[str, ...] | Mapping[str, tuple[str, ...]]) -> set[tuple[str, str]]:
    """Comparable: the category's code or the text, with each kind of recipient."""
    if isinstance(said, Mapping):
        return {(_code(term), kind.strip().casefold()) for term, kinds in said.items() for kind in kinds or ("",)}
    if part is CategoriesPart.COLLECTED:
        # L is reported by its kinds.
        return {(code, "") for code in _codes(said) - {Category.SENSITIVE.value}}
    return {(text.strip().casefold(), "") for text in said}


def _words(entries: Sequence[tuple[str, str]]) -> str:
    return ", ".join(": ".join(filter(None, entry)) for entry in entries)


def _code(term: str) -> str:
    return _TERMS.get(term.strip().casefold(), term.strip().casefold())


def _codes(said: tuple[str, ...] | Mapping[str, tuple[str, ...]]) -> set[str]:
    return {_code(term) for term in said}


@rule("F-07")
def may_point_to_policy(*, same_for_all: bool, policy: SixParts, held: SixParts | None = None) -> Verdict[bool]:
    """May the answer point to the privacy policy in place of an answer of its own?"""
    missing = [part.heading for part in SIX_PARTS if policy.part(part) is None]
    if missing:
        return ruling(False, f"The policy does not say: {'; '.join(missing)}.", "F-07", "F-06")
    if not same_for_all:
        return ruling(False, "The answer would not be the same for all consumers; give an individual one.", "F-07")
    if held is not None and any(_entries_of(policy, part) != _entries_of(held, part) for part in SIX_PARTS):
        return ruling(
            False, "What is held about this consumer differs from the policy; give an individual one.", "F-07"
        )
    return ruling(True, "Every consumer would get the same answer, and the policy gives it.", "F-07")


def _entries_of(parts: SixParts, part: CategoriesPart) -> set[tuple[str, str]]:
    said = parts.part(part)
    return set() if said is None else _entries(part, said)
