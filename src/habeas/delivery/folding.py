"""One spelling for the many ways of typing the same thing, so that patterns need to know only one.

Digits of every script become 0-9, every dash "-", every blank " ", every line end a newline; case, accents, width
and whatever has no width of its own (zero-width joiners, soft hyphens, combining marks) are dropped.
"""

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

_LINE_ENDS = frozenset("\n\r\v\f\x1c\x1d\x1e\x85\u2028\u2029")
_NO_WIDTH = frozenset({"Cf", "Mn", "Me"})
# Letters by name, but drawn as nothing.
_FILLERS = frozenset("\u115f\u1160\u3164\uffa0")
_LOOK_ALIKES = {"−": "-", "⁃": "-", "˗": "-", "’": "'", "‘": "'", "ʼ": "'", "“": '"', "”": '"', "\u2800": " "}


class Folding(dict[int, str]):
    """A table for `str.translate` that learns each character once.

    >>> "０７８–05\u200b–1120 ÉTÉ".translate(Folding())
    '078-05-1120 ete'
    """

    def __missing__(self, code: int) -> str:
        self[code] = folded = _fold(chr(code))
        return folded


@dataclass(frozen=True)
class Folded:
    """A text in its one spelling, and for every character the place in the original it came from."""

    text: str
    places: Sequence[int]

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Return where the folded span lies in the original."""
        return self.places[start], self.places[end - 1] + 1


def fold(text: str, folding: Folding) -> Folded:
    """Fold a text and remember the places; slower than `translate`, so call it when a place is needed."""
    folded: list[str] = []
    places: list[int] = []
    for place, character in enumerate(text):
        spelling = folding[ord(character)]
        folded.append(spelling)
        places.extend([place] * len(spelling))
    return Folded("".join(folded), places)


def _fold(character: str) -> str:
    simple = _fold_simple(character)
    if simple is not None:
        return simple
    spelled = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", character).casefold())
    if spelled == character:
        return character
    return "".join(part if (one := _fold_simple(part)) is None else one for part in spelled)


def _fold_simple(character: str) -> str | None:
    if character in _LOOK_ALIKES:
        return _LOOK_ALIKES[character]
    if character in _LINE_ENDS:
        return "\n"
    category = unicodedata.category(character)
    if category in _NO_WIDTH or character in _FILLERS:
        return ""
    if category == "Pd":
        return "-"
    if category[0] == "Z" or category == "Cc":
        return " "
    digit = unicodedata.digit(character, None)
    return None if digit is None else str(digit)
