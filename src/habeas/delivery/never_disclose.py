"""The output filter of section 7024(d): what must never be disclosed is replaced by a particular description.

California Code of Regulations, title 11, section 7024(d): Social Security, driver's license and other government-issued
numbers, financial account numbers, health-insurance and medical identification numbers, passwords, security questions
and answers, and unique biometric data are never disclosed, but (d)(1) asks to say that they are held. Biometric data
has no spelling in text: mark its columns to be described. The filter fails closed: what it cannot check is not shown.

>>> TextFilter(()).clean("cust. SSN 078 05 1120").text
'cust. SSN [Social Security number, on file, not shown]'
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from habeas.delivery import known_values
from habeas.delivery.folding import Folding, fold
from habeas.delivery.labelled_patterns import (
    GOVERNMENT_ID,
    MEDICAL,
    PASSPORT,
    PASSWORD,
    QUESTION,
    labelled_spans,
)
from habeas.delivery.number_patterns import BANK, CARD, ITIN, LICENCE, SSN, Span, number_spans

ANOTHER_PERSON = "[another person's information]"
NOT_CHECKED = "[content not shown: could not be checked]"
UNREADABLE = "content that could not be checked"
_KINDS = (SSN, ITIN, LICENCE, PASSPORT, GOVERNMENT_ID, CARD, BANK, PASSWORD, QUESTION, MEDICAL)
_SURROGATE = re.compile("[\ud800-\udfff]")
_UNSAFE_IN_KIND = re.compile(r"[\"'\\\[\]<>&{}\s]+")
# Replacing can bring characters together that were apart; each further round looks at the result again.
_ROUNDS = 4
# A text is looked at when it is cleaned and again in each finished file: what was seen is remembered, within bounds.
_LONGEST_REMEMBERED, _MOST_REMEMBERED = 4096, 4096


@dataclass(frozen=True)
class Cleaned:
    """A text that may be delivered, and the kinds of what was taken out, one for each place."""

    text: str
    found: tuple[str, ...] = ()


OTHERS = "another person's information"


def mark(kind: str) -> str:
    """Describe what stood here.

    >>> mark("passport number")
    '[passport number, on file, not shown]'
    """
    return ANOTHER_PERSON if kind == OTHERS else f"[{kind}, on file, not shown]"


class TextFilter:
    """Takes never-disclose values out of text; `known` are (kind, value) pairs of the person's own values.

    `others` identify other people, whose information goes out of free text too (see `other_people.telling`).
    """

    def __init__(self, known: Iterable[tuple[str, str]] = (), others: Iterable[str] = ()) -> None:
        self._folding = Folding()
        pairs = tuple((_UNSAFE_IN_KIND.sub(" ", kind).strip(), value) for kind, value in known)
        self._known = known_values.known_values(pairs, self._folding)
        self._shortest = min((len(one.significant) for one in self._known), default=0)
        self._others = known_values.known_values(((OTHERS, one) for one in others), self._folding, are_whole=True)
        marks = {mark(kind) for kind in (OTHERS, *_KINDS, *(kind for kind, _ in pairs))} | {NOT_CHECKED}
        self._marks = re.compile("|".join(re.escape(one) for one in sorted(marks, key=len, reverse=True)))
        self._seen: dict[tuple[str, bool], tuple[str, ...]] = {}

    def numbers_only(self) -> "TextFilter":
        """Return a filter for fixed wording, where only a known number, never a known word, is out of place."""
        return TextFilter((one.kind, one.significant) for one in self._known if one.is_number)

    def clean(self, text: str, *, known_only: bool = False) -> Cleaned:
        """Replace every never-disclose value; what resists is not shown at all.

        `known_only` is for structured columns, where a nine-digit number is not presumed to be an SSN.
        """
        if not text.isascii() and _SURROGATE.search(text):
            return Cleaned(NOT_CHECKED, (UNREADABLE,))
        if known_only and self._holds_nothing_known(text):
            return Cleaned(text)
        found: list[str] = []
        for _ in range(_ROUNDS):
            if self._seen.get((text, known_only)) == ():
                return Cleaned(text, tuple(found))
            pieces = self._pieces(text)
            cleaned, kinds = self._replace(text, pieces, known_only)
            found.extend(kinds)
            if not kinds:
                self._remember(text, known_only, ())
                return Cleaned(text, tuple(found))
            text = cleaned
        return Cleaned(NOT_CHECKED, (*found, UNREADABLE))

    def scan(self, text: str, *, known_only: bool) -> tuple[str, ...]:
        """Return the kinds still to be found; empty for whatever `clean` returned."""
        if known_only and self._holds_nothing_known(text):
            return ()
        known = self._seen.get((text, known_only))
        if known is None:
            known = self._scanned(text, known_only)
            self._remember(text, known_only, known)
        return known

    def _scanned(self, text: str, known_only: bool) -> tuple[str, ...]:
        if not text.isascii() and _SURROGATE.search(text):
            return (UNREADABLE,)
        pieces = self._pieces(text)
        return tuple(kind for start, end in pieces for *_, kind in self._spans(text[start:end], known_only))

    def _remember(self, text: str, known_only: bool, kinds: tuple[str, ...]) -> None:
        if len(text) <= _LONGEST_REMEMBERED:
            if len(self._seen) >= _MOST_REMEMBERED:
                self._seen.clear()
            self._seen[text, known_only] = kinds

    def _pieces(self, text: str) -> list[tuple[int, int]]:
        """Cut the text at our own descriptions, which may well contain a word that is a password."""
        if "[" not in text:
            return [(0, len(text))]
        cuts = [match.span() for match in self._marks.finditer(text)]
        starts, ends = [0, *(end for _, end in cuts)], [*(start for start, _ in cuts), len(text)]
        return list(zip(starts, ends, strict=True))

    def _replace(self, text: str, pieces: list[tuple[int, int]], known_only: bool) -> tuple[str, list[str]]:
        parts: list[str] = []
        found: list[str] = []
        copied = 0
        for begin, finish in pieces:
            piece = text[begin:finish]
            spans = self._spans(piece, known_only)
            places = fold(piece, self._folding) if spans else None
            for start, end, kind in spans:
                assert places is not None
                first, last = places.span(start, end)
                parts += [text[copied : begin + first], mark(kind)]
                found.append(kind)
                copied = begin + last
        return "".join([*parts, text[copied:]]), found

    def _holds_nothing_known(self, text: str) -> bool:
        """Plain ASCII needs no table: this is nine tenths of all cells. Parts of the text hold nothing either."""
        if not text.isascii():
            return False
        if len(text) < self._shortest:
            return True
        bare = known_values.significant_ascii(text)
        return not any(one.significant in bare for one in self._known)

    def _spans(self, piece: str, known_only: bool) -> list[Span]:
        folded = piece.lower() if known_only and piece.isascii() else piece.translate(self._folding)
        spans = [] if self._holds_nothing_known(piece) else list(known_values.spans(folded, self._known))
        if not known_only:
            others = known_values.spans(folded, self._others) if self._others else ()
            spans += [*others, *labelled_spans(folded), *number_spans(folded)]
        return _merged(spans) if spans else spans


def _merged(spans: list[Span]) -> list[Span]:
    """Join overlapping spans; the one named first (known, then labelled, then by shape) gives the kind."""
    merged: list[tuple[int, int, int, str]] = []
    ranked = sorted((start, end, rank, kind) for rank, (start, end, kind) in enumerate(spans))
    for start, end, rank, kind in ranked:
        if merged and start < merged[-1][1]:
            before = merged[-1]
            rank, kind = min((before[2], before[3]), (rank, kind))
            merged[-1] = before[0], max(before[1], end), rank, kind
        else:
            merged.append((start, end, rank, kind))
    return [(start, end, kind) for start, end, _, kind in merged]
