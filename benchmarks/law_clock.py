"""How long do the rules of law take: 100,000 clocks from distinct instants, and the import of every rule?

The reference is the plain arithmetic of the standard library: the day in California, one `timedelta` for each date, and a
walk over the days for a business-day period. The cold figure starts with empty caches.
"""

from __future__ import annotations

import argparse
import os
import random
import subprocess
import sys
from collections.abc import Callable, Sequence
from datetime import UTC, date, datetime, timedelta
from statistics import median
from time import perf_counter
from zoneinfo import ZoneInfo

from habeas.law.california import clock as rules
from habeas.law.california.calendar import Deadlines, business_day_deadlines
from habeas.law.california.clock import Clock, california_day, clock
from habeas.law.california.holiday_table import CIVIL_HOLIDAYS, STATE_OFFICE_CLOSURES
from habeas.law.california.rights import VERIFIED, Right

SEED = 20261123
FIRST, LAST = datetime(2026, 1, 2, tzinfo=UTC), datetime(2028, 11, 1, tzinfo=UTC)
PACIFIC = ZoneInfo("America/Los_Angeles")
RIGHTS = tuple(right for right in Right if right is not Right.OPT_IN)
Asked = tuple[datetime, Right]
IMPORTS = {
    "python -c pass": "pass",
    "import habeas.law": "import habeas.law",
    "import habeas.law.california.clock": "import habeas.law.california.clock",
    "import every rule module": "from habeas.law.rule import rules; rules()",
}


def asked(count: int) -> list[Asked]:
    """So many requests, no two at the same instant."""
    chosen = random.Random(SEED)
    seconds = int((LAST - FIRST).total_seconds())
    return [(FIRST + timedelta(seconds=at), chosen.choice(RIGHTS)) for at in chosen.sample(range(seconds), count)]


def by_rule(requests: Sequence[Asked]) -> list[Clock]:
    return [clock(right, california_day(instant)).value for instant, right in requests]


def by_hand(requests: Sequence[Asked]) -> list[tuple[date, ...]]:
    found: list[tuple[date, ...]] = []
    for instant, right in requests:
        on = instant.astimezone(PACIFIC).date()
        if right in VERIFIED:
            found.append((on + timedelta(45), on + timedelta(90), *walked(on, 10)))
        else:
            found.append(walked(on, 15))
    return found


def walked(on: date, count: int) -> tuple[date, date, date]:
    """The deadlines in three calendars, a day at a time."""
    counts: tuple[Callable[[date], bool], ...] = (
        lambda day: day.weekday() < 5 and day not in STATE_OFFICE_CLOSURES,
        lambda day: day.weekday() < 5,
        lambda day: day.weekday() < 6 and day not in CIVIL_HOLIDAYS,
    )
    std, wk, civ = (_walk(on, count, is_business_day) for is_business_day in counts)
    return std, wk, civ


def _walk(day: date, left: int, is_business_day: Callable[[date], bool]) -> date:
    while left:
        day += timedelta(1)
        left -= is_business_day(day)
    return day


def agree(ours: Sequence[Clock], theirs: Sequence[tuple[date, ...]]) -> bool:
    return all(_dates(one) == other for one, other in zip(ours, theirs, strict=True))


def _dates(found: Clock) -> tuple[date, ...]:
    days: Deadlines | None = found.confirm_by or found.stop_by
    assert days is not None
    calendar = (found.respond_by, found.extended_by) if found.extended_by else ()
    return (*calendar, days.std, days.wk, days.civ)


def timed(run: Callable[[], object]) -> float:
    start = perf_counter()
    run()
    return perf_counter() - start


def imported(statement: str, runs: int) -> float:
    """The median seconds that a fresh interpreter takes, so that nothing is cached but bytecode."""
    environment = {**os.environ, "PYTHONDONTWRITEBYTECODE": ""}
    command = (sys.executable, "-c", statement)
    return median(timed(lambda: subprocess.run(command, check=True, env=environment)) for _ in range(runs))


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("-n", type=int, default=100_000, metavar="REQUESTS", help="default 100000")
    parser.add_argument("--runs", type=int, default=5, help="default 5")
    chosen = parser.parse_args()
    requests = asked(chosen.n)
    if not agree(by_rule(requests), by_hand(requests)):
        print("the rules and the reference do not agree", file=sys.stderr)
        return 1
    cold, warm, hand, counted = [], [], [], []
    for _ in range(chosen.runs):
        rules._clock.cache_clear()  # private: no caller needs to forget what a clock says
        cold.append(timed(lambda: by_rule(requests)))
        warm.append(timed(lambda: by_rule(requests)))
        hand.append(timed(lambda: by_hand(requests)))
        counted.append(timed(lambda: [business_day_deadlines(at.date(), 10) for at, _ in requests]))
    for name, seconds in (("rules, empty caches", cold), ("rules, warm", warm), ("by hand", hand)):
        print(f"{name:36} {median(seconds) * 1000:9.1f} ms for {chosen.n:,} clocks")
    print(f"{'business days alone, uncached':36} {median(counted) * 1000:9.1f} ms for {chosen.n:,} of three deadlines")
    for name, statement in IMPORTS.items():
        print(f"{name:36} {imported(statement, chosen.runs) * 1000:9.1f} ms")
    print(f"ratio to plain date arithmetic: {median(cold) / median(hand):.2f}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
