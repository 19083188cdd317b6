"""Compare a claim with a record: which data points agree and which contradict. Exact, after normalising."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from habeas.engine.batch import Identifier
from habeas.matching.claim import Claim, Point
from habeas.matching.records import Record

# A record of another person shows in these; an old address or telephone number contradicts nothing.
TELLING = frozenset({Point.name, Point.birth_date})


@dataclass(frozen=True)
class Comparison:
    """One record and what it says about the claim. Kinds only: no values."""

    system: str
    table: str
    handle: Identifier
    agreed: tuple[Point, ...]
    contradicted: tuple[Point, ...]


@dataclass(frozen=True)
class Result:
    """The best evidence over all records.

    `points` agree with one and the same record; `records` are those that are the person, one a table at most;
    `is_ambiguous` says that several people of one table fit equally well, so that none is taken. Then no point counts.
    """

    points: tuple[Point, ...]
    records: tuple[Comparison, ...]
    is_ambiguous: bool = False


def compare(claim: Claim, record: Record) -> Comparison:
    claimed, held = claim.points, record.points
    common = [point for point in Point if point in claimed and point in held]
    agreed = tuple(point for point in common if claimed[point] == held[point])
    contradicted = tuple(point for point in common if claimed[point] != held[point])
    return Comparison(record.system, record.table, record.handle, agreed, contradicted)


def decide(claim: Claim, records: Iterable[Record], needed: int) -> Result:
    """Which records are the claimant's, when `needed` data points must agree with one record."""
    compared = [compare(claim, record) for record in records]
    is_doubtful = any(map(_is_same_with_another_birthday, compared))
    possible = [
        found
        for found in compared
        # What one system holds against the claim is not outweighed by another that knows no birthday.
        if _may_be(found) and (Point.birth_date in found.agreed or not is_doubtful)
    ]
    best = max((len(found.agreed) for found in possible), default=0)
    points = next((found.agreed for found in possible if len(found.agreed) == best), ())
    taken: list[Comparison] = []
    for fitting in _by_table(found for found in possible if len(found.agreed) >= needed):
        most = max(len(found.agreed) for found in fitting)
        closest = [found for found in fitting if len(found.agreed) == most]
        if len(closest) > 1:
            return Result((), (), is_ambiguous=True)
        taken.extend(closest)
    return Result(points, tuple(taken))


def _may_be(found: Comparison) -> bool:
    """Not another person: neither by name or birthday, nor a namesake of whom everything else that is known differs."""
    if TELLING.intersection(found.contradicted):
        return False
    return bool(set(found.agreed) - TELLING) or not found.contradicted


def _is_same_with_another_birthday(found: Comparison) -> bool:
    """The name agrees, and the address or the telephone, and the birth date does not."""
    reached = {Point.email, Point.phone}.intersection(found.agreed)
    return Point.birth_date in found.contradicted and Point.name in found.agreed and bool(reached)


def _by_table(fitting: Iterable[Comparison]) -> Iterable[Sequence[Comparison]]:
    tables: dict[tuple[str, str], list[Comparison]] = {}
    for found in fitting:
        tables.setdefault((found.system, found.table), []).append(found)
    return tables.values()
