"""Facts as people write them become what a rule asks for, or an error that names the fact."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from enum import StrEnum
from typing import Literal

import pytest

from habeas.law.facts import FactsUnreadable, arguments, read


class Colour(StrEnum):
    RED = "red"
    BLUE = "blue"


@dataclass(frozen=True)
class Thing:
    name: str
    on: date | None = None
    tags: tuple[str, ...] = ()


def question(colour: Colour, on: date, *, things: Collection[Thing] = (), urgent: bool = False) -> None:
    """A rule, as far as facts go."""


@pytest.mark.parametrize(
    ("text", "wanted", "expected"),
    [
        ("true", bool, True),
        ("No", bool, False),
        ("02139", str, "02139"),
        ("7", int, 7),
        ("29.9", float, 29.9),
        ("2026-11-20", date, date(2026, 11, 20)),
        ("2026-11-24T02:30:00Z", datetime, datetime(2026, 11, 24, 2, 30, tzinfo=UTC)),
        ("2026-11-23T18:30:00", datetime, datetime(2026, 11, 24, 2, 30, tzinfo=UTC)),  # Pacific time
        ("red", Colour, Colour.RED),
        ("red", Literal[Colour.RED], Colour.RED),
        ("blue", Literal[Colour.RED], Colour.BLUE),  # the rule itself refuses it, with its reason
        ("null", date | None, None),
        ("", date | None, None),
        ([], tuple[str, ...], ()),
        (["a", "b"], frozenset[str], frozenset({"a", "b"})),
        (["1", "x"], tuple[int, str], (1, "x")),
        ({"a": "1"}, Mapping[str, int], {"a": 1}),
        ({"name": "x", "on": "2026-01-01", "tags": ["t"]}, Thing, Thing("x", date(2026, 1, 1), ("t",))),
        ({"name": "x"}, Colour | Thing, Thing("x")),
    ],
)
def test_text_is_read_as_what_is_asked_for(text, wanted, expected):
    assert read(text, wanted, "fact") == expected


@pytest.mark.parametrize(
    ("given", "says"),
    [
        ({"colour": "red"}, "asks for on too"),
        ({"colour": "red", "on": "2026-11-20", "size": "3"}, "knows no size; it knows colour, on, things, urgent"),
        ({"colour": "green", "on": "2026-11-20"}, "'green' is no Colour; known are red, blue"),
        ({"colour": "red", "on": "20 November"}, "no date such as 2026-11-20"),
        ({"colour": "red", "on": "2026-11-20", "urgent": "maybe"}, "no true or false"),
        ({"colour": "red", "on": "2026-11-20", "things": "one"}, "expected a list"),
        ({"colour": "red", "on": "2026-11-20", "things": [{"nam": "x"}]}, r"things\[0\] \(Thing\) knows no nam"),
        ({"colour": "red", "on": "2026-11-20", "things": [{"tags": ["x"]}]}, "name"),
    ],
)
def test_what_cannot_be_read_names_the_fact(given, says):
    with pytest.raises(FactsUnreadable, match=says):
        arguments(question, given)
