"""What the law leaves to the business: one record of choices, with defaults that never give the consumer less.

Cal. Code Regs., tit. 11, §§7020(f), 7060(d), 7062(d); Civ. Code §§1798.130(a)(3)(B)(iii), 1798.140(i), (ak); read
2026-11-23 (https://cppa.ca.gov/regulations/). A rule that such a choice decides takes a `Choices`; nothing here is read
from settings. Each field names the row of the specification that leaves the choice. Left out: what a business decides
for one request, such as an extension.

>>> Choices().misdirected.value, Choices(extend_to_all=True).extend_to_all
('treat_as_submitted', True)
>>> [(choice.name, choice.row) for choice in described()][:2]
[('misdirected', 'C-10'), ('extend_to_all', 'A-43')]
"""

from __future__ import annotations

from dataclasses import dataclass, field, fields
from enum import StrEnum
from typing import Any

from habeas.law.errors import ImpossibleInput

_YEAR = 366  # days; "as soon as practical" is no longer


class Misdirected(StrEnum):
    """What becomes of a request that came the wrong way, or lacks something other than verification."""

    TREAT_AS_SUBMITTED = "treat_as_submitted"  # the clock runs from the first receipt
    CURE_NOTICE = "cure_notice"  # the consumer is told how to submit it or mend it


class ParentOfTeen(StrEnum):
    """What becomes of a request that a parent makes for a child of 13 to 17."""

    REVIEW = "review"  # staff decide, with counsel
    ACCEPT = "accept"  # once parenthood is established as for a child under 13
    REFUSE = "refuse"  # the minor is asked to make the request


def _left_by(row: str, text: str) -> dict[str, str]:
    return {"row": row, "text": text}


@dataclass(frozen=True, slots=True)
class Choices:
    """The business's choices; without arguments, those of the specification."""

    misdirected: Misdirected = field(
        default=Misdirected.TREAT_AS_SUBMITTED,
        metadata=_left_by(
            "C-10", "A misdirected or deficient request counts as submitted, or its sender is told the cure."
        ),
    )
    extend_to_all: bool = field(
        default=False,
        metadata=_left_by(
            "A-43", "People who do not live in California are answered as if the Act gave them its rights."
        ),
    )
    declaration_for_sensitive: bool = field(
        default=True,
        metadata=_left_by("E-24", "To delete or correct sensitive information without an account takes a declaration."),
    )
    parent_of_teen: ParentOfTeen = field(
        default=ParentOfTeen.REVIEW,
        metadata=_left_by("E-48", "Whether a parent may make requests for a child of 13 to 17."),
    )
    purge_verification_days: int = field(
        default=7,
        metadata=_left_by("E-07", "Days after closure by which the data collected to verify a request is purged."),
    )
    wide_specific_pieces: bool = field(
        default=True,
        metadata=_left_by("F-10", "Specific pieces include what came from third parties and what was inferred."),
    )

    def __post_init__(self) -> None:
        if not 0 <= self.purge_verification_days <= _YEAR:
            found = self.purge_verification_days
            raise ImpossibleInput(f"Data is purged as soon as practical, 0 to {_YEAR} days after closure, not {found}.")


@dataclass(frozen=True, slots=True)
class Choice:
    """One choice as it is listed: its name, the row that leaves it to the business, what it decides, the default."""

    name: str
    row: str
    text: str
    default: Any


def described() -> tuple[Choice, ...]:
    """Every choice, in order."""
    return tuple(Choice(f.name, f.metadata["row"], f.metadata["text"], f.default) for f in fields(Choices))


DEFAULT = Choices()
