"""What is to become of rows of one file."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from habeas.stores.masks import Mask


@dataclass(frozen=True)
class Change:
    """Rows of one file by number, with the text that column `witness` must hold there: a wrong row is never touched."""

    rows: Mapping[int, str | None]
    witness: str  # "" where the numbers alone are certain
    masks: Mapping[str, Mask] | None
    secret: str
