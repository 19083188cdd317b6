"""Which of the things held does a request reach at all, and which are somebody else's, a household's or another law's?

Civ. Code §§1798.140(v)(2)-(3), 1798.145(j), (k), (p); tit. 11, §§7060(g), 7101(e); read 2026-11-23
(https://leginfo.legislature.ca.gov). A `Datum` is one thing held, as a data map describes it; the rules about answers
(`specific_pieces`) and deletions (`what_is_deleted`) add facts of their own to it. Left out: whether a datum is about
somebody else, which the map says.

>>> letter = Datum("letter of another customer", belongs_to=BelongsTo.OTHER)
>>> page = Datum("page views", source=Source.OBSERVED)
>>> [found.reached for found in what_is_reached((letter, page), Right.KNOW_SPECIFIC).value]
[False, True]
>>> must_do_to_answer("keep").value
False
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Literal

from habeas.law.california.backups import Deidentification, is_deidentified
from habeas.law.california.regimes import Governed, applied_later, is_exempt
from habeas.law.california.rights import KNOW, Right
from habeas.law.california.ruling import cited, ruling
from habeas.law.rule import rule
from habeas.law.verdict import Citation, Verdict


class Source(StrEnum):
    """Where a datum came from."""

    GIVEN = "given"  # by the consumer
    OBSERVED = "observed"  # from the consumer's behavior
    INFERRED = "inferred"  # drawn by the business
    BOUGHT = "bought"  # from a data broker or reseller
    THIRD_PARTY = "third_party"  # from anybody else


class BelongsTo(StrEnum):
    """Whom a datum is about."""

    CONSUMER = "consumer"
    BOTH = "both"  # the consumer, with parts about others
    OTHER = "other"
    HOUSEHOLD = "household"


class Status(StrEnum):
    """What kind of information it is in law."""

    PERSONAL = "personal"
    PUBLICLY_AVAILABLE = "publicly_available"
    PUBLIC_CONCERN = "public_concern"  # lawfully obtained and truthful
    DEIDENTIFIED = "deidentified"
    AGGREGATE = "aggregate"
    UNLINKED = "unlinked"  # could be linked to the consumer, is not kept so


@dataclass(frozen=True, slots=True)
class Datum(Governed):
    """One thing held, and what decides whether a request reaches it.

    `deidentification`: what is on record about a datum whose status is `deidentified`; without all three it is treated
    as the personal information it may be.
    """

    source: Source = Source.GIVEN
    belongs_to: BelongsTo = BelongsTo.CONSUMER
    status: Status = Status.PERSONAL
    deidentification: Deidentification = Deidentification()  # noqa: RUF009 (frozen)


@dataclass(frozen=True, slots=True)
class Reach:
    """Whether a request reaches a datum; if not, why, in words for the consumer. `redact`: others stand in it too."""

    name: str
    reached: bool
    basis: str = ""
    pointer: str = ""
    redact: bool = False
    row: str = ""
    citations: tuple[Citation, ...] = ()


_INDIVIDUAL = KNOW | {Right.DELETE, Right.CORRECT}
_STATUS: dict[Status, tuple[str, str]] = {
    Status.PUBLICLY_AVAILABLE: ("This is publicly available information, which is no personal information.", "A-41"),
    Status.PUBLIC_CONCERN: (
        "This is truthful information of public concern, which is no personal information.",
        "A-41",
    ),
    Status.DEIDENTIFIED: ("This is deidentified, and nobody has to reidentify it.", "A-57"),
    Status.AGGREGATE: ("This is aggregate information, which is no personal information.", "A-41"),
    Status.UNLINKED: ("This is not kept as personal information, and nobody has to link it to you.", "A-57"),
}


def reach_of(datum: Datum, right: Right) -> Reach:
    """Whether the request reaches this one datum."""
    if (found := _STATUS.get(datum.status)) and not _is_doubtful(datum):
        return _outside(datum, *found)
    if datum.belongs_to is BelongsTo.OTHER:
        return _outside(datum, "This is about somebody else, whom your request does not reach.", "A-56")
    if datum.belongs_to is BelongsTo.HOUSEHOLD and not is_household_covered(right).value:
        return _outside(datum, "This is about a household; the right does not cover household data.", "A-44")
    if datum.regime is not None and (exempt := is_exempt(datum.regime, right)).value:
        pointer = datum.regime.text.pointer
        return Reach(datum.name, False, exempt.reason, pointer, row=exempt.rows[0], citations=exempt.citations)
    return Reach(datum.name, True, redact=datum.belongs_to is BelongsTo.BOTH)


def _is_doubtful(datum: Datum) -> bool:
    return datum.status is Status.DEIDENTIFIED and not is_deidentified(datum.deidentification).value


def not_deidentified(data: Iterable[Datum]) -> tuple[str, ...]:
    """A warning for each datum that is called deidentified without all that this takes."""
    return tuple(
        f"{datum.name} is called deidentified, and not all three conditions are on record; it is treated as personal."
        for datum in data
        if _is_doubtful(datum)
    )


def _outside(datum: Datum, basis: str, row: str) -> Reach:
    return Reach(datum.name, False, basis, row=row, citations=cited(row))


@rule("A-41", "A-42", "A-44", "A-56", "A-57")
def what_is_reached(records: Sequence[Datum], right: Right) -> Verdict[tuple[Reach, ...]]:
    """Which of these records does a request reach, and why not the others?"""
    found = tuple(reach_of(record, right) for record in records)
    outside = sum(not one.reached for one in found)
    warnings = not_deidentified(records)
    named = (*(one.row for one in found if one.row), *(("A-42",) if warnings else ()))
    rows = dict.fromkeys(named) or ("A-41",)
    reason = f"The request reaches {len(found) - outside} of {len(found)} records."
    return ruling(found, reason, *rows, warnings=warnings, doubts=applied_later(records))


@rule("A-44")
def is_household_covered(right: Right) -> Verdict[bool]:
    """Does a request of this kind reach the data of a household?

    >>> is_household_covered(Right.DELETE).value, is_household_covered(Right.OPT_OUT).value
    (False, True)
    """
    if right in _INDIVIDUAL:
        return ruling(False, "Requests to know, delete and correct do not reach the data of a household.", "A-44")
    if right is Right.OPT_OUT:
        return ruling(True, "An opt-out reaches the data of a household.", "A-44")
    reason = "The exclusion of household data names requests to know, delete and correct, and not this one."
    doubt = f"Whether a request of kind {str(right)!r} reaches the data of a household."
    return ruling(True, reason, "A-44", doubts=(doubt,))


@rule("A-57")
def must_do_to_answer(step: Literal["reidentify", "link", "keep"]) -> Verdict[bool]:
    """Must the business do this in order to answer a request? It need not."""
    words = {
        "reidentify": "reidentify deidentified data",
        "link": "link data that it does not keep as personal information",
        "keep": "keep data only to be able to answer",
    }
    return ruling(False, f"Nobody has to {words[step]}.", "A-57")
