"""Pseudo-random text of the same format: a telephone number stays one to look at, and says nothing.

ASCII capitals become other capitals, digits other digits, small letters and every sign outside ASCII small letters; what
is left (blanks, punctuation) stays, and so does the length. The last nine changed signs are a check over the rest, keyed
like all of it: who carries the check is masked already and stays. A text with no more than nine signs to change becomes
what all others of its format become.
"""

from __future__ import annotations

import hashlib

CHECK = 9  # at least 10^9 possibilities: no value passes for a masked one by chance


def same_format(secret: str, value: object) -> str | None:
    """The masked text; `stores.sql.dialects.same_format` says the same in SQL.

    >>> once = same_format("secret", "Anna-Lena Example, +1 415 555 0134")
    >>> once == same_format("secret", once) != same_format("secret", "Bert-Jane Example, +1 415 555 0134")
    True
    """
    if value is None:
        return None
    text = str(value)
    kinds = [_kind(sign) for sign in text]
    changed = [at for at, kind in enumerate(kinds) if kind]
    check = set(changed[-CHECK:])
    kept = "".join(kinds[at] if at in check else sign for at, sign in enumerate(text))
    if _sealed(secret, kept, kinds, check) == text:
        return text
    fresh = "".join(
        (kind or text[at]) if at in check or not kind else _pick(f"{secret}b{at + 1}:{text}", kind)
        for at, kind in enumerate(kinds)
    )
    return _sealed(secret, fresh, kinds, check)


def _kind(sign: str) -> str:
    """The first of the signs that may stand in its place, or "" where it stays."""
    if "0" <= sign <= "9":
        return "0"
    if "A" <= sign <= "Z":
        return "A"
    return "a" if "a" <= sign <= "z" or not sign.isascii() else ""


def _sealed(secret: str, skeleton: str, kinds: list[str], check: set[int]) -> str:
    return "".join(
        _pick(f"{secret}c{at + 1}:{skeleton}", kinds[at]) if at in check else sign for at, sign in enumerate(skeleton)
    )


def _pick(seed: str, kind: str) -> str:
    number = int.from_bytes(hashlib.sha256(seed.encode()).digest()[:2])
    return chr(ord(kind) + number % (10 if kind == "0" else 26))
