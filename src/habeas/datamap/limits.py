"""What a system may be asked for, and when: so that an erasure does not get in the way of the business."""

from __future__ import annotations

import re
from typing import Annotated

from pydantic import AfterValidator, BaseModel, ConfigDict, Field

from habeas.datamap.window import Window


def _seconds(value: str) -> str:
    if not re.fullmatch(r"[1-9][0-9]{0,4}s", value):
        raise ValueError(f"{value!r} is no time-out; expected whole seconds, for example 30s")
    return value


def _window(value: str) -> str:
    Window.parse(value)
    return value


Seconds = Annotated[str, AfterValidator(_seconds)]
Rate = Annotated[int, Field(ge=1, le=1_000_000)]


class Limits(BaseModel):
    """What a store may be asked for. Times are seconds with an `s`."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    statement_timeout: Seconds = "60s"
    lock_timeout: Seconds = "10s"  # how long a change waits for a row that somebody else has locked
    idle_timeout: Seconds = "60s"  # how long a change may lie open without a statement
    people_per_transaction: Annotated[int, Field(ge=1, le=1000)] = 1000
    keys_per_statement: Annotated[int, Field(ge=1, le=100_000)] = 100_000
    statements_per_second: Rate | None = None
    rows_per_second: Rate | None = None
    window: Annotated[str, AfterValidator(_window)] | None = None  # changes happen only inside

    @property
    def timeout_seconds(self) -> int:
        return int(self.statement_timeout[:-1])

    @property
    def idle_seconds(self) -> int:
        return int(self.idle_timeout[:-1])

    @property
    def opening(self) -> Window | None:
        return Window.parse(self.window) if self.window else None
