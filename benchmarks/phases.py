"""Where the time of a run goes: exclusive seconds, calls and statements of named phases."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass, field
from typing import Any


@dataclass
class Phase:
    wall: float = 0.0
    cpu: float = 0.0
    calls: int = 0
    statements: int = 0  # in the application's database


@dataclass
class Phases:
    """The clock stands with the innermost phase; what no phase claims belongs to the one around it."""

    found: dict[str, Phase] = field(default_factory=dict)
    _open: list[str] = field(default_factory=list)
    _since: tuple[float, float] = (0.0, 0.0)

    @contextmanager
    def phase(self, name: str) -> Iterator[None]:
        self._settle()
        self._open.append(name)
        self.found.setdefault(name, Phase()).calls += 1
        try:
            yield
        finally:
            self._settle()
            self._open.pop()

    def watch(self, owner: object, function: str, name: str) -> None:
        """Let a function of a module, or a method of a class, be a phase."""
        original = getattr(owner, function)

        def watched(*args: Any, **kwargs: Any) -> Any:
            with self.phase(name):
                return original(*args, **kwargs)

        setattr(owner, function, watched)

    def watch_context(self, owner: object, function: str, name: str) -> None:
        """Let the entering of a context manager be a phase."""
        original = getattr(owner, function)

        @contextmanager
        def watched(*args: Any, **kwargs: Any) -> Iterator[Any]:
            made: AbstractContextManager[Any] = original(*args, **kwargs)
            with self.phase(name):
                entered = made.__enter__()
            try:
                yield entered
            finally:
                made.__exit__(None, None, None)

        setattr(owner, function, watched)

    def statement(self, execute: Callable[..., Any], *args: Any) -> Any:
        """A wrapper for Django's `connection.execute_wrapper`."""
        if self._open:
            self.found[self._open[-1]].statements += 1
        return execute(*args)

    def _settle(self) -> None:
        now = time.perf_counter(), time.process_time()
        if self._open:
            found = self.found[self._open[-1]]
            found.wall += now[0] - self._since[0]
            found.cpu += now[1] - self._since[1]
        self._since = now

    @property
    def wall(self) -> float:
        return sum(one.wall for one in self.found.values())

    @property
    def cpu(self) -> float:
        return sum(one.cpu for one in self.found.values())

    def table(self, people: int) -> Iterator[str]:
        yield f"{'phase':34} {'wall s':>8} {'CPU s':>8} {'share':>6} {'ms each':>8} {'statements each':>16}"
        for name, one in self.found.items():
            share, each = one.wall / self.wall, 1000 * one.wall / people
            yield f"{name:34} {one.wall:8.2f} {one.cpu:8.2f} {share:6.0%} {each:8.2f} {one.statements / people:16.2f}"
