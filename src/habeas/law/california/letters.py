"""Which paragraphs a letter to a consumer must have, by its kind and by what happened.

Cal. Code Regs., tit. 11, §§7003(a), 7020(f), 7021 to 7027; Civ. Code §§1798.105, 1798.130(a)(2)(A), 1798.145(h); read
2026-11-23 (https://cppa.ca.gov/regulations/). A template marks each paragraph it prints; what is printed is compared
with what is required, and a letter that lacks a paragraph is not sent. Left out: the words, which are the templates',
and their plainness (§7003(a)), which a person judges.

>>> unverified = Facts(right=Right.DELETE, unverified=True)
>>> [str(one) for one in required_paragraphs(LetterKind.DENIAL, unverified).value]
['reason', 'appeal', 'record_kept', 'unverified', 'opt_out_offer']
>>> missing_paragraphs(LetterKind.EXTENSION, {Paragraph.NEW_DATE}, Facts(right=Right.DELETE)).value
(<Paragraph.EXTENSION_REASON: 'extension_reason'>,)
"""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass
from enum import StrEnum

from habeas.law.california.rights import KNOW, Right
from habeas.law.california.ruling import ruling
from habeas.law.errors import UncoveredCase
from habeas.law.rule import rule
from habeas.law.verdict import Verdict


class LetterKind(StrEnum):
    """The letters."""

    ACKNOWLEDGEMENT = "acknowledgement"
    NEEDS_CURE = "needs_cure"
    EXTENSION = "extension"
    DENIAL = "denial"  # of the whole request
    ANSWER = "answer"  # complied with, in whole or in part
    OPT_OUT_CONFIRMATION = "opt_out_confirmation"


class Paragraph(StrEnum):
    """What a letter can be required to say."""

    VERIFICATION_PROCESS = "verification_process"
    WHEN_TO_EXPECT = "when_to_expect"
    HOW_TO_CURE = "how_to_cure"
    EXTENSION_REASON = "extension_reason"
    NEW_DATE = "new_date"
    REASON = "reason"
    APPEAL = "appeal"
    RECORD_KEPT = "record_kept"
    UNVERIFIED = "unverified"
    AS_CATEGORIES = "as_categories"
    POLICY_POINTER = "policy_pointer"
    OPT_OUT_OFFER = "opt_out_offer"
    COMPLIED = "complied"
    WINDOW = "window"
    BASIS_OF_WITHHOLDING = "basis_of_withholding"
    NEVER_DISCLOSED = "never_disclosed"
    MATCH_CHECK = "match_check"
    NOT_SEARCHED = "not_searched"
    BASIS_OF_KEEPING = "basis_of_keeping"
    KEPT_FOR_ITS_REASON = "kept_for_its_reason"
    OUT_OF_SCOPE = "out_of_scope"
    THIRD_PARTIES_NOT_TOLD = "third_parties_not_told"
    HEALTH_STATEMENT = "health_statement"
    DELETE_INSTEAD = "delete_instead"
    SOURCE_OF_THE_ERROR = "source_of_the_error"
    MAY_SEE_THE_CORRECTION = "may_see_the_correction"
    HOW_TO_CONFIRM_STATUS = "how_to_confirm_status"


@dataclass(frozen=True, slots=True)
class Facts:
    """What happened to the request. The defaults are those of a request complied with in whole.

    `sells_or_shares`, `opt_out_on_file`: the defaults are the cautious ones, at which an opt-out is still offered.
    `already_decided`: the request is granted or denied with the confirmation. `unverified`: and denied for it.
    `as_categories`: evaluated, or answered, as a request for categories instead; `categories_denied`: those could not
    be given either. `withheld`: part of what is held is left out of an answer to know. `basis_may_be_told`: no law
    forbids saying why. `never_disclosed`: items are on file that no answer may contain. `not_searched`: records were
    lawfully not searched. `kept`: part of a deletion stays under an exception or another law; `out_of_scope`: it stays
    because it did not come from the consumer; `third_parties_skipped`: who was not told, as impossible or out of
    proportion. `health_data`, `deletable`: a denied correction is about health, or about what could be deleted on
    request. `business_is_source`: of what was corrected.
    """

    right: Right
    sells_or_shares: bool = True
    opt_out_on_file: bool = False
    already_decided: bool = False
    unverified: bool = False
    as_categories: bool = False
    categories_denied: bool = False
    withheld: bool = False
    basis_may_be_told: bool = True
    never_disclosed: bool = False
    not_searched: bool = False
    kept: bool = False
    out_of_scope: bool = False
    third_parties_skipped: bool = False
    health_data: bool = False
    deletable: bool = False
    business_is_source: bool = True


_Condition = Callable[[Facts], bool]
_FINAL = frozenset({LetterKind.DENIAL, LetterKind.ANSWER})


@dataclass(frozen=True, slots=True)
class _Line:
    paragraph: Paragraph
    kinds: frozenset[LetterKind]
    rows: tuple[str, ...]
    applies: _Condition = lambda _: True


def _line(
    paragraph: Paragraph,
    kinds: LetterKind | frozenset[LetterKind],
    *rows: str,
    when: _Condition = lambda _: True,
) -> _Line:
    return _Line(paragraph, frozenset({kinds}) if isinstance(kinds, LetterKind) else kinds, rows, when)


def _corrects(facts: Facts) -> bool:
    return facts.right is Right.CORRECT


def _categories_unverified(facts: Facts) -> bool:
    return facts.unverified and (facts.right is Right.KNOW_CATEGORIES or facts.categories_denied)


def _may_still_opt_out(facts: Facts) -> bool:
    return facts.right is Right.DELETE and facts.sells_or_shares and not facts.opt_out_on_file


_LINES: tuple[_Line, ...] = (
    _line(Paragraph.VERIFICATION_PROCESS, LetterKind.ACKNOWLEDGEMENT, "D-02", when=lambda f: not f.already_decided),
    _line(Paragraph.WHEN_TO_EXPECT, LetterKind.ACKNOWLEDGEMENT, "D-02", when=lambda f: not f.already_decided),
    _line(Paragraph.HOW_TO_CURE, LetterKind.NEEDS_CURE, "C-10"),
    # The clock runs on while something is missing.
    _line(Paragraph.WHEN_TO_EXPECT, LetterKind.NEEDS_CURE, "D-03"),
    _line(Paragraph.EXTENSION_REASON, LetterKind.EXTENSION, "D-05"),
    _line(Paragraph.NEW_DATE, LetterKind.EXTENSION, "D-05"),
    _line(Paragraph.REASON, LetterKind.DENIAL, "D-07", when=lambda f: f.basis_may_be_told),
    _line(Paragraph.APPEAL, LetterKind.DENIAL, "D-07"),
    _line(Paragraph.COMPLIED, LetterKind.ANSWER, "G-08"),
    _line(Paragraph.RECORD_KEPT, _FINAL, "G-08", when=lambda f: f.right is Right.DELETE),
    _line(Paragraph.UNVERIFIED, LetterKind.DENIAL, "E-32", "E-33", "E-34", "E-35", when=lambda f: f.unverified),
    _line(Paragraph.AS_CATEGORIES, _FINAL, "E-32", when=lambda f: f.as_categories),
    _line(Paragraph.POLICY_POINTER, LetterKind.DENIAL, "E-33", when=_categories_unverified),
    # §7022(g): any denial of a deletion, in whole or in part.
    _line(Paragraph.OPT_OUT_OFFER, LetterKind.DENIAL, "E-34", "G-10", when=_may_still_opt_out),
    _line(
        Paragraph.OPT_OUT_OFFER,
        LetterKind.ANSWER,
        "G-10",
        when=lambda f: _may_still_opt_out(f) and (f.kept or f.out_of_scope),
    ),
    _line(Paragraph.WINDOW, LetterKind.ANSWER, "F-15", when=lambda f: f.right in KNOW),
    _line(Paragraph.BASIS_OF_WITHHOLDING, LetterKind.ANSWER, "F-05", when=lambda f: f.withheld and f.basis_may_be_told),
    _line(Paragraph.NEVER_DISCLOSED, LetterKind.ANSWER, "F-02", when=lambda f: f.never_disclosed),
    _line(Paragraph.MATCH_CHECK, LetterKind.ANSWER, "F-03", when=lambda f: f.never_disclosed),
    _line(Paragraph.NOT_SEARCHED, LetterKind.ANSWER, "F-04", when=lambda f: f.not_searched),
    _line(Paragraph.BASIS_OF_KEEPING, LetterKind.ANSWER, "G-07", "G-15", when=lambda f: f.kept and f.basis_may_be_told),
    _line(Paragraph.KEPT_FOR_ITS_REASON, LetterKind.ANSWER, "G-07", when=lambda f: f.kept),
    _line(Paragraph.OUT_OF_SCOPE, LetterKind.ANSWER, "G-12", when=lambda f: f.out_of_scope),
    _line(Paragraph.THIRD_PARTIES_NOT_TOLD, LetterKind.ANSWER, "G-03", when=lambda f: f.third_parties_skipped),
    _line(Paragraph.HEALTH_STATEMENT, LetterKind.DENIAL, "H-07", when=lambda f: _corrects(f) and f.health_data),
    _line(Paragraph.DELETE_INSTEAD, LetterKind.DENIAL, "H-07", when=lambda f: _corrects(f) and f.deletable),
    _line(
        Paragraph.SOURCE_OF_THE_ERROR,
        LetterKind.ANSWER,
        "H-09",
        when=lambda f: _corrects(f) and not f.business_is_source,
    ),
    _line(Paragraph.MAY_SEE_THE_CORRECTION, LetterKind.ANSWER, "H-10", when=_corrects),
    _line(Paragraph.HOW_TO_CONFIRM_STATUS, LetterKind.OPT_OUT_CONFIRMATION, "H-27"),
)


@rule("B-01", "C-10", "D-02", "D-05", "D-07", "E-32", "E-33", "E-34", "F-02", "F-05", "G-03", "G-07", "G-08", "G-10")
def required_paragraphs(kind: LetterKind, facts: Facts) -> Verdict[tuple[Paragraph, ...]]:
    """What must this letter say, after what happened?"""
    lines = [line for line in _LINES if kind in line.kinds and line.applies(facts)]
    if not lines and kind is not LetterKind.ACKNOWLEDGEMENT:
        raise UncoveredCase(f"No rule here says what a letter of kind {str(kind)!r} must hold.")
    found = tuple(dict.fromkeys(line.paragraph for line in lines))
    rows = tuple(dict.fromkeys(row for line in lines for row in line.rows)) or ("D-02",)
    words = ", ".join(one.replace("_", " ") for one in found) or "nothing in particular"
    return ruling(found, f"The {kind.replace('_', ' ')} must state: {words}.", *rows)


@rule("B-01", "D-02", "D-05", "D-07", "G-08", "H-27")
def missing_paragraphs(
    kind: LetterKind, present: Collection[Paragraph], facts: Facts
) -> Verdict[tuple[Paragraph, ...]]:
    """Which of the required paragraphs does this letter lack?"""
    required = required_paragraphs(kind, facts)
    missing = tuple(one for one in required.value if one not in present)
    words = ", ".join(one.replace("_", " ") for one in missing)
    reason = f"The {kind.replace('_', ' ')} lacks: {words}." if missing else "The letter states what it must."
    return Verdict(missing, reason, required.citations, rows=required.rows)
