"""Find the person's own never-disclose values wherever they turn up, however they are spelled.

Values are compared without case, width, accents and separators. A value of fewer than four letters or digits cannot be
told from chance and is not looked for; one of fewer than eight must stand on its own, so that the PIN 0112 is not
found inside the date 2024-01-12.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise

from habeas.delivery.folding import Folding

SHORTEST = 4
STANDS_ANYWHERE = 8
_FEWEST_DIGITS = 6
_FARTHEST_APART = 4
_JOINTS = "-./:"
_NOT_SIGNIFICANT = re.compile(r"[\W_]+")
_SIGNIFICANT_ASCII = {code: chr(code).lower() if chr(code).isalnum() else None for code in range(128)}


@dataclass(frozen=True)
class KnownValue:
    """The significant characters of a value, and the words it is described with."""

    kind: str
    significant: str
    is_whole: bool = False  # a name: never found inside a longer word, however long it is

    @property
    def is_number(self) -> bool:
        """Tell whether the value is mostly a long number, which no fixed wording holds by chance."""
        return (
            len(self.significant) >= STANDS_ANYWHERE
            and sum(character.isdigit() for character in self.significant) >= _FEWEST_DIGITS
        )


def significant(folded: str) -> str:
    """Drop everything but letters and digits.

    >>> significant("078-05_1120")
    '078051120'
    """
    return _NOT_SIGNIFICANT.sub("", folded)


def significant_ascii(text: str) -> str:
    """What `significant` leaves of a plain ASCII text, once it is folded.

    >>> significant_ascii("DE-07 8051")
    'de078051'
    """
    return text.translate(_SIGNIFICANT_ASCII)


def known_values(
    pairs: Iterable[tuple[str, str]], folding: Folding, *, are_whole: bool = False
) -> tuple[KnownValue, ...]:
    """Prepare (kind, value) pairs, longest value first so that the most particular description wins."""
    found: dict[str, KnownValue] = {}
    for kind, value in pairs:
        for spelling in _spellings(significant(value.translate(folding))):
            found.setdefault(spelling, KnownValue(kind, spelling, are_whole and not spelling.isdigit()))
    return tuple(sorted(found.values(), key=lambda known: -len(known.significant)))


def _spellings(value: str) -> Iterator[str]:
    if len(value) >= SHORTEST:
        yield value
    # A number column loses leading zeros: 078051120 is stored as 78051120.
    bare = value.lstrip("0")
    if bare != value and value.isdigit() and len(bare) >= STANDS_ANYWHERE - 1:
        yield bare


def spans(folded: str, known: Iterable[KnownValue]) -> Iterator[tuple[int, int, str]]:
    """Yield start, end and kind of every known value in a folded text."""
    bare = significant(folded)
    present = [one for one in known if one.significant in bare]
    if not present:
        return
    places = [place for place, character in enumerate(folded) if character.isalnum()]
    for one in present:
        start = bare.find(one.significant)
        while start >= 0:
            inside = places[start : start + len(one.significant)]
            is_found = len(one.significant) >= STANDS_ANYWHERE and not one.is_whole
            if is_found or _stands_alone(folded, inside, one.significant):
                yield inside[0], inside[-1] + 1, one.kind
            start = bare.find(one.significant, start + 1)


def _stands_alone(folded: str, inside: list[int], value: str) -> bool:
    first, last = inside[0], inside[-1]
    before, after = folded[max(0, first - 2) : first], folded[last + 1 : last + 3]
    if before[-1:].isalnum() or after[:1].isalnum():
        return False
    gaps = [folded[a + 1 : b] for a, b in pairwise(inside)]
    if any(len(gap) > _FARTHEST_APART for gap in gaps):
        return False
    if not value.isdigit():
        return True
    # A short number inside a longer one, a date, a time or an amount is chance.
    is_part = (before[-1:] in _JOINTS and before[:1].isdigit()) or (after[:1] in _JOINTS and after[1:].isdigit())
    return not is_part and not any(set(gap) & set(".,:") for gap in gaps)
