"""Numbers that betray themselves by shape or check digits: SSN, ITIN, payment card, IBAN, California licence.

All patterns run on folded text (see `folding`). Every repetition is bounded or consumes what it matches, so the time
is linear in the length of the text. California Code of Regulations, title 11, section 7024(d).
"""

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import accumulate

SSN = "Social Security number"
ITIN = "Individual Taxpayer Identification Number"
CARD = "payment card number"
BANK = "financial account number"
LICENCE = "driver's license number"

Span = tuple[int, int, str]

# Between groups of digits anything but letters, digits and signs that make it an amount.
GAP = r"(?:[^\w$€£%]|_)"
_THREE_TWO_FOUR = re.compile(
    rf"(?<![0-9])[0-9]{{3}}({GAP}{{1,4}})[0-9]{{2}}({GAP}{{1,4}})[0-9]{{4}}(?![0-9]|-[0-9]{{2}}-)"
)
_OTHER_GROUPS = re.compile(
    rf"(?<![0-9])(?<![0-9][ _/-])(?:[0-9]{{3}}[ _/-]{{1,3}}[0-9]{{6}}|[0-9]{{3}}[ _/-]{{1,3}}[0-9]{{3}}[ _/-]{{1,3}}[0-9]{{3}}"
    rf"|[0-9](?:{GAP}{{1,3}}[0-9]){{8}})(?![0-9])(?!{GAP}[0-9])"
)
_NINE = re.compile(r"(?<![0-9])(?<![0-9][.,])[0-9]{9}(?![0-9])(?![.,][0-9])")
_CALIFORNIA_LICENCE = re.compile(r"(?<![a-z0-9])[a-z][ -]?[0-9]{7}(?![0-9])")
_BUSINESS_NUMBER = re.compile(
    r"(?:invoice|order|ticket|case|claim|tracking|confirmation|reference|ref|receipt|quote|shipment|purchase order)"
    r"[ ]?(?:numbers?|nos?|nr|id|is)?[\s.:#]{0,3}$"
)
_DATE_OR_TIME = re.compile(
    r"(?<![0-9])(?:[0-9]{4}-[0-9]{2}-[0-9]{2}|[0-9]{2}:[0-9]{2}(?::[0-9]{2}(?:\.[0-9]{1,9})?)?)(?![0-9]|-[0-9])"
)
_DIGIT_CHAIN = re.compile(rf"[0-9]+(?:{GAP}{{1,3}}[0-9]+)*")
_IBAN_HEAD = re.compile(r"(?<![a-z0-9])[a-z]{2}[0-9]{2}(?=[ \n._/-]{0,2}[a-z0-9])")
_IBAN_LENGTHS = (
    "ad24 ae23 al28 at20 az28 ba20 be16 bg22 bh22 bi27 br29 by28 ch21 cr22 cy28 cz24 de22 dj27 dk18 do28 ee20 eg29"
    " es24 fi18 fk18 fo18 fr27 gb22 ge22 gi23 gl18 gr27 gt28 hr21 hu28 ie22 il23 iq23 is26 it27 jo30 kw30 kz20 lb28"
    " lc32 li21 lt20 lu20 lv21 ly25 mc27 md24 me22 mk19 mn20 mr27 mt31 mu30 ni28 nl18 no15 om23 pk24 pl28 ps29 pt25"
    " qa29 ro24 rs22 ru33 sa24 sc31 sd18 se24 si19 sk24 sm27 so23 st25 sv28 tl23 tn24 tr26 ua29 va22 vg24 xk20 ye30"
)
_IBAN_REST = {
    entry[:2]: re.compile(rf"(?:[ \n._/-]{{0,2}}[a-z0-9]){{{int(entry[2:]) - 4}}}(?![a-z0-9])")
    for entry in _IBAN_LENGTHS.split()
}
_CARD_LENGTHS = range(13, 20)
_ISSUER_LENGTHS = {"3": (19, 16, 15, 14), "4": (19, 16, 13), "5": (16,), "6": (19, 18, 17, 16)}
_DOUBLED = (0, 2, 4, 6, 8, 1, 3, 5, 7, 9)


def number_spans(folded: str) -> Iterator[Span]:
    """Yield start, end and kind of every number recognised by its shape."""
    yield from _social_security_numbers(folded)
    yield from _california_licences(folded)
    yield from _payment_cards(folded)
    yield from _ibans(folded)


def follows_business_word(folded: str, start: int) -> bool:
    """Tell whether the number at `start` is introduced as an invoice, an order or the like."""
    return _BUSINESS_NUMBER.search(folded[max(0, start - 40) : start]) is not None


def _social_security_numbers(folded: str) -> Iterator[Span]:
    for match in _THREE_TWO_FOUR.finditer(folded):
        # "100.25 2024" is an amount and a year.
        if not (match[1] in ".," and match[2].isspace()):
            yield match.start(), match.end(), _ssn_or_itin(match[0])
    for match in _OTHER_GROUPS.finditer(folded):
        if _may_be_issued(match[0]):
            yield match.start(), match.end(), _ssn_or_itin(match[0])
    for match in _NINE.finditer(folded):
        if _may_be_issued(match[0]) and not follows_business_word(folded, match.start()):
            yield match.start(), match.end(), _ssn_or_itin(match[0])


def _ssn_or_itin(text: str) -> str:
    return ITIN if text.lstrip()[0] == "9" else SSN


def _may_be_issued(text: str) -> bool:
    digits = re.sub("[^0-9]", "", text)
    area, group, serial = digits[:3], digits[3:5], digits[5:]
    if area[0] == "9":
        return 50 <= int(group) <= 99
    return area not in {"000", "666"} and group != "00" and serial != "0000"


def _california_licences(folded: str) -> Iterator[Span]:
    for match in _CALIFORNIA_LICENCE.finditer(folded):
        if not follows_business_word(folded, match.start()):
            yield match.start(), match.end(), LICENCE


def _payment_cards(folded: str) -> Iterator[Span]:
    without_dates = _DATE_OR_TIME.sub(lambda match: "x" * len(match[0]), folded)
    for match in _DIGIT_CHAIN.finditer(without_dates):
        if match.end() - match.start() < _CARD_LENGTHS[0]:
            continue
        chain = _Chain.of(match[0])
        taken = 0
        for first in range(len(chain.groups)):
            if first >= taken and (last := chain.card_from(first)) is not None:
                taken = last + 1
                yield match.start() + chain.groups[first][0], match.start() + chain.groups[last][1], CARD


@dataclass(frozen=True)
class _Chain:
    """Groups of digits with little between them, prepared so that each window is checked in constant time."""

    digits: str
    groups: list[tuple[int, int]]
    offsets: list[int]  # of each group in `digits`, and the end
    alike: list[int]  # how many groups from here on have the same length
    sums: tuple[list[int], list[int]]  # running Luhn sums, with even or odd places counted once

    @classmethod
    def of(cls, text: str) -> "_Chain":
        groups = [match.span() for match in re.finditer("[0-9]+", text)]
        sizes = [end - start for start, end in groups]
        alike = [1] * len(sizes)
        for place in range(len(sizes) - 2, -1, -1):
            if sizes[place] == sizes[place + 1]:
                alike[place] = alike[place + 1] + 1
        digits = "".join(text[start:end] for start, end in groups)
        return cls(digits, groups, [0, *accumulate(sizes)], alike, (_running(digits, 0), _running(digits, 1)))

    def card_from(self, first: int) -> int | None:
        """Return the last group of the longest payment card number that begins with the group `first`."""
        begin = self.offsets[first]
        for length in _card_lengths(self.digits[begin : begin + 4], self.offsets[first + 1] - begin):
            end = begin + length
            last = bisect_left(self.offsets, end) - 1
            is_window = last < len(self.groups) and self.offsets[last + 1] == end
            if is_window and self._is_grouped_as_card(first, last) and self._passes_luhn(begin, end):
                return last
        return None

    def _is_grouped_as_card(self, first: int, last: int) -> bool:
        if last == first or (first == 0 and last == len(self.groups) - 1):
            return True
        sizes = [end - start for start, end in self.groups[first : last + 1]]
        is_even = self.alike[first] >= len(sizes) - 1 and sizes[-1] <= sizes[0]
        return is_even or sizes in ([4, 6, 5], [4, 6, 4])

    def _passes_luhn(self, begin: int, end: int) -> bool:
        sums = self.sums[(end - 1) % 2]
        return (sums[end] - sums[begin]) % 10 == 0 and len(set(self.digits[begin:end])) > 1


def _running(digits: str, once: int) -> list[int]:
    """Return the running sums in which the places of the parity `once` count once and the others double."""
    values = (int(one) if place % 2 == once else _DOUBLED[int(one)] for place, one in enumerate(digits))
    return [0, *accumulate(values)]


def _card_lengths(head: str, size: int) -> Iterable[int]:
    """Return the lengths to try: of an unbroken number its own, of a grouped one those its issuer uses."""
    if size >= _CARD_LENGTHS[0]:
        return (size,) if size in _CARD_LENGTHS else ()
    if head[0] == "2":
        return (16,) if "2221" <= head <= "2720" else ()
    return _ISSUER_LENGTHS.get(head[0], ())


def _ibans(folded: str) -> Iterator[Span]:
    taken = 0
    for head in _IBAN_HEAD.finditer(folded):
        rest = _IBAN_REST.get(head[0][:2])
        if rest is None or head.start() < taken or (match := rest.match(folded, head.end())) is None:
            continue
        compact = re.sub("[^a-z0-9]", "", match[0])
        # ISO 7064, mod 97-10: the head goes to the end, letters count from 10.
        if int("".join(str(int(character, 36)) for character in compact + head[0])) % 97 == 1:
            taken = match.end()
            yield head.start(), taken, BANK
