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

    `points` agree with one and the same record; `records` are those that are the person; `is_ambiguous` says that
    several people of one table fit equally well, so that none is taken.
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
    possible = [found for found in compared if not TELLING.intersection(found.contradicted)]
    best = max((len(found.agreed) for found in possible), default=0)
    points = next((found.agreed for found in possible if len(found.agreed) == best), ())
    fitting = [found for found in possible if len(found.agreed) >= needed]
    if _several_people(fitting):
        return Result(points, (), is_ambiguous=True)
    return Result(points, tuple(fitting))


def _several_people(fitting: Sequence[Comparison]) -> bool:
    places = [(found.system, found.table) for found in fitting]
    return len(places) != len(set(places))
