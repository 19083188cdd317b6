"""What differs between the databases, and the words their adapters share."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

import sqlalchemy as sa

from habeas.datamap.facts import ColumnFacts, bare
from habeas.datamap.graph import Access
from habeas.datamap.inside import Place
from habeas.datamap.tables import Normalise
from habeas.stores.masks import FirstOf, Mask
from habeas.stores.reached import Keys

Expression = sa.ColumnElement[Any]


@dataclass(frozen=True)
class Syntax:
    """What the language of a database has."""

    compares_rows: bool = True  # (a, b) IN (SELECT ...)
    has_booleans: bool = True  # a condition is a value
    updates_from: bool = True  # UPDATE ... FROM, or a join with the same meaning; else MERGE


class Dialect(Protocol):
    """The few places in which databases differ."""

    syntax: Syntax
    narrows_joins: bool  # a join with keys is planned better when its condition is said once more with `among`
    joins: bool  # a change joins its keys, and is checked row by row; else they are a condition of one statement

    @property
    def paths(self) -> Mapping[str, tuple[str, ...]]:
        """The expressions that an index over a path may have, by family of the column, best first (`SystemFacts.paths`)."""

    def keys(
        self, name: str, keys: Keys, columns: Sequence[ColumnFacts | None]
    ) -> tuple[sa.FromClause, dict[str, object]]:
        """A row source with columns ord, v0, v1, ... and the parameters it needs."""

    def same(self, column: Expression, key: Expression, access: Access, facts: ColumnFacts) -> Expression:
        """Whether the column holds the key, looked up as `access` says."""

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

    def inside(self, column: Expression, facts: ColumnFacts) -> Expression:
        """What lies at `facts.place` in the column: null where nothing does, and where the column is no JSON.

        A value counts as text, an array is taken whole. Constants stand in the text, so that an index serves.
        """

    def elements(self, column: Expression, facts: ColumnFacts) -> sa.FromClause:
        """The elements of the array at `facts.place`, as a row source with the column `value`; none where none is."""

    def holds(self, column: Expression, facts: ColumnFacts, key: Expression) -> Expression | None:
        """Whether the array holds the key, in the form that an index serves; None where there is no such form."""

    def replaced(self, document: Expression, facts: ColumnFacts, mask: Mask, secret: str) -> Expression:
        """The document with the value at `facts.place` masked; as it was where nothing lies there."""

    def is_replaced(self, column: Expression, facts: ColumnFacts, mask: Mask, secret: str) -> Expression:
        """Whether that would change nothing; never null."""


def among(columns: Sequence[Expression], source: sa.FromClause) -> Expression:
    chosen = sa.select(*(source.c[f"v{index}"] for index in range(len(columns))))
    found: Expression = columns_of(columns).in_(chosen)
    return found


def columns_of(columns: Sequence[Expression]) -> Any:
    return columns[0] if len(columns) == 1 else sa.tuple_(*columns)


def is_among(columns: Sequence[Expression], rows: sa.FromClause) -> Expression:
    """`among`, for a language that cannot compare rows; of `rows` the columns follow in order."""
    same = [column == held for column, held in zip(columns, rows.c, strict=True)]
    return sa.exists(sa.select(sa.literal(1)).select_from(rows).where(*same).correlate_except(rows))


def as_condition(any_of: Sequence[Expression]) -> Expression:
    """Whether one of them holds, never null, for a language in which a condition is no value."""
    one: Expression = verbatim("1")
    return sa.case(*((condition, one) for condition in any_of), else_=verbatim("0")) == one


def first_of(mask: FirstOf, text: Expression, is_day: Expression, facts: ColumnFacts) -> Expression:
    """The first of the year or month; what is no date says nothing afterwards."""
    kept, rest = (4, "-01-01") if mask.unit == "year" else (7, "-01")
    return sa.case((is_day, sa.func.substr(text, 1, kept).concat(rest)), else_=nothing(facts))


def nothing(facts: ColumnFacts) -> Expression:
    return sa.null() if facts.nullable else sa.literal("")


def is_served(spelling: str, facts: ColumnFacts) -> bool:
    """Whether an index serves an expression over the column that `facts` lie in."""
    within = facts.within
    name = within.name if within else facts.name
    return within is not None and bare(spelling.replace("{}", name)) in map(bare, within.expressions)


def place_in(facts: ColumnFacts) -> Place:
    assert facts.place is not None
    return facts.place


def quoted(text: str) -> str:
    """A path as a constant of SQL; paths hold no other signs that would need care."""
    return "'" + text.replace("'", "''") + "'"


def key_columns(count: int) -> list[sa.ColumnClause[Any]]:
    return [sa.column("ord", sa.Integer), *(sa.column(f"v{index}") for index in range(count))]


def shaped(text: sa.TextClause, count: int) -> sa.TextualSelect:
    return text.columns(*key_columns(count))


def verbatim(constant: str) -> sa.ColumnClause[Any]:
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
