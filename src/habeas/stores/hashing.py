"""The keyed hash that masks a value where a unique one has to stay."""

from __future__ import annotations

import hashlib

LONGEST = 64
SHORTEST = 16  # characters a column needs: fewer would not stay unique


def sizes(length: int | None) -> tuple[int, int]:
    """Characters of the hash itself, and of the check that marks it as one, in a column of `length` characters."""
    whole = min(length or LONGEST, LONGEST)
    return whole - whole // 4, whole // 4


def hash_text(secret: str, value: object, length: int | None = None) -> str | None:
    """SHA-256 over the secret and the value as text, followed by a check of the same kind over what precedes it.

    A value that carries the check is a hash already and stays: masking twice is masking once.

    >>> once = hash_text("secret", "Anna")
    >>> once == hash_text("secret", once) != hash_text("secret", "Bert")
    True
    """
    if value is None:
        return None
    body, check = sizes(length)
    text = str(value)
    if len(text) == body + check and text[body:] == _sha256(secret + text[:body])[:check]:
        return text
    fresh = _sha256(f"{secret}{text}")[:body]
    return fresh + _sha256(secret + fresh)[:check]


def _sha256(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()
