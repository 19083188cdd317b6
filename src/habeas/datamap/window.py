"""A maintenance window: the hours of the day in which a system may be changed."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

MINUTE = timedelta(minutes=1)
WRITTEN = re.compile(r"^(\d\d:\d\d)-(\d\d:\d\d) (\S+)$")


@dataclass(frozen=True)
class Window:
    """From `start` to `end` by the clocks of `zone`, every day; over midnight where it ends before it starts."""

    start: time
    end: time
    zone: ZoneInfo

    @staticmethod
    def parse(text: str) -> Window:
        """Raises ValueError, saying what was expected.

        >>> Window.parse("22:00-05:00 America/Los_Angeles").start
        datetime.time(22, 0)
        """
        found = WRITTEN.match(text)
        expected = f"{text!r} is no window; expected for example '01:00-05:00 America/Los_Angeles'"
        if not found:
            raise ValueError(expected)
        try:
            start, end, zone = time.fromisoformat(found[1]), time.fromisoformat(found[2]), ZoneInfo(found[3])
        except (ValueError, ZoneInfoNotFoundError):
            raise ValueError(expected) from None
        if start == end:
            raise ValueError(f"{text!r} is never open; leave the window out, or give it a length")
        return Window(start, end, zone)

    def is_open(self, now: datetime) -> bool:
        """By the clock on the wall, so that an hour which a change of clocks repeats belongs to it twice."""
        wall = now.astimezone(self.zone).time().replace(tzinfo=None)
        if self.start < self.end:
            return self.start <= wall < self.end
        return wall >= self.start or wall < self.end

    def opens_at(self, now: datetime) -> datetime:
        """The next moment, in UTC, at which it is open: `now` where it is.

        Looked for minute by minute: clocks may jump over the start, and then it opens behind the gap or not that day.
        """
        moment = now.astimezone(UTC)
        if self.is_open(moment):
            return moment
        moment = moment.replace(second=0, microsecond=0)
        while not self.is_open(moment):
            moment += MINUTE
        return moment
