"""How fast a store may be asked: so many statements and rows a second, over all sessions of the process."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field

from habeas.datamap.limits import Limits


@dataclass
class Pace:
    """Waits before a statement until what was asked before is paid for. Without rates it never waits."""

    statements_a_second: int | None = None
    rows_a_second: int | None = None
    clock: Callable[[], float] = time.monotonic
    sleep: Callable[[float], None] = time.sleep
    longest: float = 30.0  # a transaction that lies idle longer may be broken off; what is left is waited for later
    _free_at: float = field(default=0.0, init=False)  # when the next statement may start
    _lock: threading.Lock = field(default_factory=threading.Lock, init=False, repr=False)

    @staticmethod
    def of(limits: Limits) -> Pace:
        return Pace(limits.statements_per_second, limits.rows_per_second, longest=limits.idle_seconds / 2)

    def statement(self) -> None:
        """A statement is about to be sent."""
        if self.statements_a_second is None and self.rows_a_second is None:
            return
        self._take(1 / self.statements_a_second if self.statements_a_second else 0.0)

    def rows(self, number: int) -> None:
        """So many rows were read or changed: whoever comes next waits for them."""
        if self.rows_a_second is not None and number > 0:
            with self._lock:
                self._free_at = max(self.clock(), self._free_at) + number / self.rows_a_second

    def pause(self) -> None:
        """In the middle of reading: wait for the rows that were read."""
        if self.rows_a_second is not None:
            self._take(0.0)

    def _take(self, seconds: float) -> None:
        """Wait for what stands in the account, and put so much time to it."""
        with self._lock:
            now = self.clock()
            wait = max(0.0, self._free_at - now)
            self._free_at = max(now, self._free_at) + seconds
        if wait > 0:
            self.sleep(min(wait, self.longest))
