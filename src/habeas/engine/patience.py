"""Trying again where a store is at work for others, or its connection was lost."""

from __future__ import annotations

import logging
import random
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Generic, TypeVar

from habeas.stores.errors import StoreBusy, StoreLost, StoreUnreachable

log = logging.getLogger(__name__)
T = TypeVar("T")


@dataclass(frozen=True)
class Done(Generic[T]):
    """What came out, after how many failed tries, and whether one of them may have been committed all the same."""

    result: T
    retries: int = 0
    is_repeated: bool = False


@dataclass(frozen=True)
class Patience:
    """How often something is tried, with pauses that double; by chance a little longer, so that two who met part."""

    attempts: int = 4
    first_pause: float = 0.2
    sleep: Callable[[float], None] = time.sleep
    chance: Callable[[], float] = random.random

    def again(self, system: str, work: Callable[[], T]) -> Done[T]:
        """Do the work, in one transaction of its own each time. Raises what the last try raised.

        A system that does not answer from the start is not waited for; one whose connection went away may be restarting.
        """
        was_lost = False
        for retries in range(self.attempts):
            try:
                return Done(work(), retries, was_lost)
            except StoreUnreachable as error:
                is_worth_it = was_lost or isinstance(error, StoreBusy | StoreLost)
                if not is_worth_it or retries + 1 == self.attempts:
                    raise
                was_lost = was_lost or isinstance(error, StoreLost)
                pause = self.first_pause * 2**retries * (1 + self.chance())
                log.warning("system %s: %s, try %d follows", system, type(error).__name__, retries + 2)
            self.sleep(pause)
        raise AssertionError("at least one attempt")
