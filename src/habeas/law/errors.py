"""What the law package raises: one base class, and a class for each kind of refusal.

>>> raise UncoveredCase()
Traceback (most recent call last):
    ...
habeas.law.errors.UncoveredCase: No rule in this package covers the case; ask counsel and add the rule first.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from habeas.law.verdict import Citation


class LawError(Exception):
    """A legal rule could not be applied."""

    def __init__(self, message: str | None = None) -> None:
        super().__init__(message or type(self).__doc__ or "")


class UncoveredCase(LawError):
    """No rule in this package covers the case; ask counsel and add the rule first."""


class UnknownParameter(LawError):
    """No legal parameter has this name."""


class ParameterNotInForce(LawError):
    """The legal parameter has no value on this date."""


class CalendarNotCovered(LawError):
    """The business-day calendar holds no data for this date."""


class NaiveInstant(LawError):
    """An instant without a time zone has no receipt date in California."""


class ImpossibleInput(LawError):
    """The values given cannot belong to a real request."""


class UnknownException(LawError):
    """The citation names none of the eight exceptions to the right to delete."""


class Refused(LawError):
    """The law does not allow this step. Carries the reason and the sections that forbid it."""

    def __init__(self, reason: str, citations: tuple[Citation, ...]) -> None:
        super().__init__(f"{reason} ({'; '.join(map(str, citations))})")
        self.reason = reason
        self.citations = citations


class NeverVerified(Refused, TypeError):
    """The law allows no verification of a request of this kind."""


class ExtensionRefused(Refused):
    """The response period may not be extended."""


class DenialRefused(Refused):
    """The request may not be denied on this ground."""


class ClaimRefused(Refused):
    """The business may not say that this is impossible or disproportionate."""


class HoldRefused(Refused):
    """The hold cannot be placed or renewed so."""


class FeeRefused(Refused):
    """The consumer may not be charged this."""
