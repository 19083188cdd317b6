"""What differs between the databases, and the words their adapters share."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any, Protocol

import sqlalchemy as sa

from habeas.datamap.facts import ColumnFacts
from habeas.datamap.tables import Normalise
from habeas.stores.masks import FirstOf, Mask
from habeas.stores.reached import Keys

Expression = sa.ColumnElement[Any]


class Dialect(Protocol):
    """The few places in which databases differ."""

    narrows_joins: bool  # a join with keys is planned better when its condition is said once more with `among`

    def keys(
        self, name: str, keys: Keys, columns: Sequence[ColumnFacts | None]
    ) -> tuple[sa.FromClause, dict[str, object]]:
        """A row source with columns ord, v0, v1, ... and the parameters it needs."""

    def among(
        self, columns: Sequence[Expression], source: sa.FromClause, facts: Sequence[ColumnFacts | None]
    ) -> Expression:
        """Whether the columns hold one of the keys of `source`, whoever's it is."""

    def normalised(self, column: Expression, how: Normalise) -> Expression:
        """Constants stand in the text: a bound one would keep an index over the expression from being used."""

    def masked(self, column: Expression, facts: ColumnFacts, mask: Mask, secret: str) -> Expression: ...

    def is_masked(self, column: Expression, facts: ColumnFacts, mask: Mask, secret: str) -> Expression:
        """Whether masking would change nothing; never null."""

    def is_day(self, column: Expression, facts: ColumnFacts) -> Expression:
        """Whether the value is a date that can be compared as it stands."""

    def value(self, value: object, facts: ColumnFacts) -> Expression:
        """A value to compare the column with."""


def among(columns: Sequence[Expression], source: sa.FromClause) -> Expression:
    chosen = sa.select(*(source.c[f"v{index}"] for index in range(len(columns))))
    held: Any = columns[0] if len(columns) == 1 else sa.tuple_(*columns)
    found: Expression = held.in_(chosen)
    return found


def first_of(mask: FirstOf, text: Expression, is_day: Expression, facts: ColumnFacts) -> Expression:
    """The first of the year or month; what is no date says nothing afterwards."""
    kept, rest = (4, "-01-01") if mask.unit == "year" else (7, "-01")
    return sa.case((is_day, sa.func.substr(text, 1, kept).concat(rest)), else_=nothing(facts))


def nothing(facts: ColumnFacts) -> Expression:
    return sa.null() if facts.nullable else sa.literal("")


def key_columns(count: int) -> list[sa.ColumnClause[Any]]:
    return [sa.column("ord", sa.Integer), *(sa.column(f"v{index}") for index in range(count))]


def shaped(text: sa.TextClause, count: int) -> sa.TextualSelect:
    return text.columns(*key_columns(count))


def verbatim(constant: str) -> Expression:
    return sa.literal_column(constant)


class _TypedAs(sa.types.UserDefinedType[Any]):
    """A type spelled as the catalogue spells it."""

    cache_ok = True

    def __init__(self, spelling: str) -> None:
        self.spelling = spelling

    def get_col_spec(self, **_: object) -> str:
        return self.spelling


def typed(expression: Expression, spelling: str) -> Expression:
    return sa.cast(expression, _TypedAs(spelling))


def unbounded(facts: ColumnFacts | None) -> str:
    """The column's type without its length: a cast to VARCHAR(8) would cut a longer key and find somebody else."""
    if facts is None:
        return "text"
    if facts.values or facts.family not in ("text", "decimal", "datetime", "time"):
        return facts.type
    plain = re.sub(r"\([^)]*\)", "", facts.type)
    return "bpchar" if plain.upper() in ("CHAR", "CHARACTER") else plain
