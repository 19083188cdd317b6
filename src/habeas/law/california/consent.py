"""Whether an agreement is consent: by a fair screen, on record, and not voided with the version it was given on.

Cal. Code Regs., tit. 11, §§7004(b)-(c), 7028(a); Civ. Code §1798.140(h); read 2026-11-23 (https://cppa.ca.gov/regulations/).
Left out: what makes a screen unfair (`interface`), and opting in by two steps (`standing`).

>>> from habeas.law.california.interface import Option, Side
>>> fair = Screen((Option("Yes", Side.LESS_PRIVATE), Option("No", Side.MORE_PRIVATE)))
>>> given = Consent("banner-7", datetime(2026, 11, 23, 9), "Yes", shown=fair)
>>> stands(given).value, stands(given, voided_versions=["banner-7"]).value
(True, False)
>>> voided([given], ["banner-7"]).value, record_lacks(Consent("", None, "Yes")).value
((0,), ('ui_version', 'at', 'shown'))
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from habeas.law.california.interface import Screen, screen_faults
from habeas.law.california.ruling import ruling
from habeas.law.rule import rule
from habeas.law.verdict import Verdict


@dataclass(frozen=True, slots=True)
class Consent:
    """An agreement as it was recorded. `shown` is the screen with both options as they were presented."""

    ui_version: str
    at: datetime | None
    chosen: str
    shown: Screen | None = None


@rule("C-17")
def record_lacks(consent: Consent) -> Verdict[tuple[str, ...]]:
    """What does the record of this consent lack: the version, both options as shown, the time?"""
    checks = (
        ("ui_version", bool(consent.ui_version.strip())),
        ("at", consent.at is not None),
        ("shown", consent.shown is not None and len(consent.shown.options) > 1),
    )
    missing = tuple(name for name, there in checks if not there)
    named = ", ".join({"ui_version": "version of the screen", "at": "time", "shown": "options"}[one] for one in missing)
    return ruling(missing, f"The record of the consent lacks: {named or 'nothing'}.", "C-17")


@rule("C-17")
def stands(consent: Consent, *, voided_versions: Collection[str] = (), dark_pattern: bool = False) -> Verdict[bool]:
    """Is this agreement consent? `dark_pattern`: a person found the screen unfair, whatever the record shows."""
    if consent.ui_version in voided_versions:
        return ruling(False, f"Consents given on version {consent.ui_version!r} of the screen are void.", "C-17")
    faults = screen_faults(consent.shown) if consent.shown is not None and consent.shown.options else None
    if dark_pattern or (faults is not None and any(one.is_error for one in faults.value)):
        why = faults.reason if faults is not None and faults.value else "A person judged the screen unfair."
        return ruling(False, f"Agreement got by a dark pattern is no consent. {why}", "C-17")
    if record_lacks(consent).value:
        return ruling(False, f"{record_lacks(consent).reason} It cannot be shown that the choice was free.", "C-17")
    return ruling(True, f"The consent was given on version {consent.ui_version!r} of a fair screen.", "C-17")


@rule("C-17")
def voided(consents: Sequence[Consent], voided_versions: Collection[str]) -> Verdict[tuple[int, ...]]:
    """Which of these consents, by their place in the list, fall with the voided versions of the screen?"""
    places = tuple(at for at, one in enumerate(consents) if one.ui_version in voided_versions)
    return ruling(places, f"{len(places)} of {len(consents)} consents were given on a voided version.", "C-17")
