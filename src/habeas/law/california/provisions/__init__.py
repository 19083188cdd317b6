"""The rows of the legal specification, in our words, with citations; one module for each of its sections.

Read 2026-11-23 (https://cppa.ca.gov/regulations/, https://leginfo.legislature.ca.gov).

>>> provision("D-03").citations[0].text
'Cal. Code Regs., tit. 11, §7021(b)'
"""

from __future__ import annotations

import importlib
from functools import cache

from habeas.law.errors import LawError
from habeas.law.provision import Provision

# A row's letter and number say where it stands, so that a rule loads the section it needs and no other.
_SECTIONS: dict[str, tuple[str, ...]] = {
    "A": ("scope",),
    "B": ("notices",),
    "C": ("methods",),
    "D": ("timing",),
    "E": ("verification",),
    "F": ("know",),
    "G": ("delete",),
    "H": ("correct", "opt_out", "limit", "admt"),
    "I": ("records",),
    "J": ("drop", "drop_exchange"),
    "P": ("day_counting",),
}


class UnknownProvision(LawError):
    """The specification has no row with this id."""


@cache
def provision(row: str) -> Provision:
    """The row with this id, such as `E-21`."""
    for found in (found for name in _SECTIONS.get(row[:1], ()) for found in section(name)):
        if found.id == row:
            return found
    raise UnknownProvision(f"The specification has no row {row!r}.")


def section(name: str) -> tuple[Provision, ...]:
    """The rows of one module, such as `timing`."""
    rows: tuple[Provision, ...] = importlib.import_module(f"{__name__}.{name}").PROVISIONS
    return rows


def provisions() -> tuple[Provision, ...]:
    """Every row, in the order of the specification."""
    return tuple(found for names in _SECTIONS.values() for name in names for found in section(name))
