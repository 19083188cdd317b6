"""Which values of other people are taken out of the person's free text (Civil Code 1798.145(k)).

Only what tells somebody apart is looked for: an address with "@", a number of several digits, a name of two words, a long
word. "Will" or "May" alone would take half of a text with it. The person's own identifiers always stay.
"""

import re
from collections.abc import Iterable

from habeas.delivery.folding import Folding
from habeas.delivery.known_values import SHORTEST, STANDS_ANYWHERE, significant

_FEWEST_DIGITS = 6
_PHONE = 10  # digits without the country's
_WORD = re.compile(r"[^\W\d_]{2,}")


def telling(values: Iterable[str], own: Iterable[str]) -> tuple[str, ...]:
    """Those of the values that tell another person apart.

    >>> telling(["Maria Lopez", "Will", "unknown", "m@x.org", "Anna Example"], ["Anna Example"])
    ('Maria Lopez', 'm@x.org')
    """
    folding = Folding()
    mine = [significant(value.translate(folding)) for value in own]
    found: dict[str, None] = {}
    for value in values:
        for spelling in _spellings(value):
            bare = significant(spelling.translate(folding))
            if _tells(spelling, bare) and not any(bare in one for one in mine):
                found[spelling] = None
    return tuple(found)


def _spellings(value: str) -> Iterable[str]:
    yield value
    digits = "".join(sign for sign in value if sign.isdigit())
    if len(digits) > _PHONE and not _WORD.search(value):
        yield digits[-_PHONE:]


def _tells(value: str, bare: str) -> bool:
    if len(bare) < SHORTEST:
        return False
    digits = sum(sign.isdigit() for sign in value)
    return "@" in value or digits >= _FEWEST_DIGITS or len(_WORD.findall(value)) > 1 or len(bare) >= STANDS_ANYWHERE
