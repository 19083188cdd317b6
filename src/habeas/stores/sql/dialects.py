"""What differs between the databases: how keys travel, how a value is normalised or masked."""

from __future__ import annotations

import json
import re
import uuid
from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any, Protocol

import sqlalchemy as sa

from habeas.datamap.facts import ColumnFacts
from habeas.datamap.tables import Normalise
from habeas.stores.errors import StoreRefused
from habeas.stores.hashing import LONGEST, sizes
from habeas.stores.keys import coerced
from habeas.stores.reached import DAY, Constant, FirstOfYear, KeyedHash, Keys, Mask, Null

Expression = sa.ColumnElement[Any]


class Dialect(Protocol):
    """The few places in which databases differ."""

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


class PostgreSQL:
    """Keys as arrays through unnest, cast to the columns' own types so that indexes serve."""

    def keys(
        self, name: str, keys: Keys, columns: Sequence[ColumnFacts | None]
    ) -> tuple[sa.FromClause, dict[str, object]]:
        types = tuple(_unbounded(facts) for facts in columns)
        if types not in keys.shipped:
            kept = coerced(keys, columns, typed=True)
            parts: list[list[object]] = [[key[index] for key in kept.values] for index in range(len(columns))]
            keys.shipped[types] = (_array(kept.ordinals), *map(_array, parts))
        ordinals, *values = keys.shipped[types]
        parameters: dict[str, object] = {f"{name}_ord": ordinals}
        arrays = [f"CAST(:{name}_ord AS integer[])"]
        for index, kind in enumerate(types):
            parameters[f"{name}_v{index}"] = values[index]
            arrays.append(f"CAST(:{name}_v{index} AS {kind}[])")
        names = ", ".join(["ord", *(f"v{index}" for index in range(len(columns)))])
        text = sa.text(f"SELECT * FROM unnest({', '.join(arrays)}) AS {name}_u({names})")  # noqa: S608 (types come from the catalogue)
        return _shape(text, len(columns)).subquery(name), parameters

    def among(
        self, columns: Sequence[Expression], source: sa.FromClause, facts: Sequence[ColumnFacts | None]
    ) -> Expression:
        if len(columns) > 1:
            return among(columns, source)
        # An array as a constant lets the planner walk the index once; a subquery it would hash.
        array = sa.text(f"ANY (CAST(:{source.name}_v0 AS {_unbounded(facts[0])}[]))")  # type: ignore[attr-defined]
        found: Expression = columns[0].op("=", is_comparison=True)(array)
        return found

    def normalised(self, column: Expression, how: Normalise) -> Expression:
        match how:
            case Normalise.email:
                return sa.func.lower(column)
            case Normalise.phone:
                digits = sa.func.regexp_replace(column, _text(r"'\D'"), _text("''"), _text("'g'"))
                return sa.func.right(digits, _text("10"))

    def masked(self, column: Expression, facts: ColumnFacts, mask: Mask, secret: str) -> Expression:
        match mask:
            case Null():
                return _typed(sa.null(), facts.type)
            case Constant(value):
                return _typed(sa.literal(value), facts.type)
            case FirstOfYear() if facts.family == "text":
                return _year_of(sa.func.left(column, 4), self.is_day(column, facts), facts)
            case FirstOfYear():
                return _typed(sa.func.date_trunc("year", column), facts.type)
            case KeyedHash():
                body, check = sizes(facts.max_length)
                text = sa.cast(column, sa.Text)
                marked = sa.func.right(text, check) == self._hash(secret, sa.func.left(text, body), check)
                hashed = self._hash(secret, text, body)
                fresh = hashed.concat(self._hash(secret, hashed, check))
                whole = sa.case((sa.and_(sa.func.length(text) == body + check, marked), text), else_=fresh)
                return _typed(whole, facts.type)

    def _hash(self, secret: str, text: Expression, length: int) -> Expression:
        salted = sa.literal(secret, sa.Text).concat(text)
        return sa.func.left(sa.func.encode(sa.func.sha256(sa.func.convert_to(salted, "UTF8")), "hex"), length)

    def is_masked(self, column: Expression, facts: ColumnFacts, mask: Mask, secret: str) -> Expression:
        if isinstance(mask, Null):
            return column.is_(None)
        masked = self.masked(column, facts, mask, secret)
        if facts.family in ("json", "other"):  # not every such type can be compared
            return sa.cast(column, sa.Text).is_not_distinct_from(sa.cast(masked, sa.Text))
        return column.is_not_distinct_from(masked)

    def is_day(self, column: Expression, facts: ColumnFacts) -> Expression:
        if facts.family != "text":
            return column.is_not(None)
        return sa.func.coalesce(column.regexp_match(DAY), sa.false())

    def value(self, value: object, facts: ColumnFacts) -> Expression:
        return _typed(sa.literal(value), _unbounded(facts))


class SQLite:
    """Keys as one JSON array through json_each."""

    def keys(
        self, name: str, keys: Keys, columns: Sequence[ColumnFacts | None]
    ) -> tuple[sa.FromClause, dict[str, object]]:
        kept = coerced(keys, columns, typed=False)
        rows = [[ordinal, *map(_plain, key)] for ordinal, key in zip(kept.ordinals, kept.values, strict=True)]
        parts = ["json_extract(value, '$[0]') AS ord"]
        parts += [f"json_extract(value, '$[{index + 1}]') AS v{index}" for index in range(len(columns))]
        text = sa.text(f"SELECT {', '.join(parts)} FROM json_each(:{name})")  # noqa: S608 (fixed words and numbers)
        return _shape(text, len(columns)).subquery(name), {name: json.dumps(rows, ensure_ascii=False)}

    def among(
        self, columns: Sequence[Expression], source: sa.FromClause, facts: Sequence[ColumnFacts | None]
    ) -> Expression:
        return among(columns, source)

    def normalised(self, column: Expression, how: Normalise) -> Expression:
        match how:
            case Normalise.email:
                return sa.func.lower(column)
            case Normalise.phone:
                stripped = column
                for sign in (*(f"'{sign}'" for sign in " -().+/"), "char(160)"):
                    stripped = sa.func.replace(stripped, _text(sign), _text("''"))
                return sa.func.substr(stripped, _text("-10"))

    def masked(self, column: Expression, facts: ColumnFacts, mask: Mask, secret: str) -> Expression:
        match mask:
            case Null():
                return sa.null()
            case Constant(value):
                return self.value(value, facts)
            case FirstOfYear():
                return _year_of(sa.func.substr(column, 1, 4), self.is_day(column, facts), facts)
            case KeyedHash():
                return sa.func.habeas_hash(secret, column, facts.max_length or LONGEST)

    def is_masked(self, column: Expression, facts: ColumnFacts, mask: Mask, secret: str) -> Expression:
        return column.is_not_distinct_from(self.masked(column, facts, mask, secret))

    def is_day(self, column: Expression, facts: ColumnFacts) -> Expression:
        # A column holds whatever was put into it, whatever its type says.
        return sa.func.coalesce(sa.cast(column, sa.Text).op("GLOB", is_comparison=True)(_DAY_GLOB), sa.false())

    def value(self, value: object, facts: ColumnFacts) -> Expression:
        return sa.literal(value.isoformat() if isinstance(value, date) else value)


_DAY_GLOB = "[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]*"


def _year_of(year: Expression, is_day: Expression, facts: ColumnFacts) -> Expression:
    """The first of the year; what is no date says nothing afterwards."""
    nothing: Expression = sa.null() if facts.nullable else sa.literal("")
    return sa.case((is_day, year.concat("-01-01")), else_=nothing)


class DuckDB(PostgreSQL):
    """Keys as a registered Arrow table of the same name; the SQL is PostgreSQL's."""

    def keys(
        self, name: str, keys: Keys, columns: Sequence[ColumnFacts | None]
    ) -> tuple[sa.FromClause, dict[str, object]]:
        kept = coerced(keys, columns, typed=True)
        source: sa.TableClause = sa.table(name, *_columns(len(columns)))
        return source, {name: kept}

    def among(
        self, columns: Sequence[Expression], source: sa.FromClause, facts: Sequence[ColumnFacts | None]
    ) -> Expression:
        return among(columns, source)

    def _hash(self, secret: str, text: Expression, length: int) -> Expression:
        return sa.func.left(sa.func.sha256(sa.literal(secret, sa.Text).concat(text)), length)

    def is_day(self, column: Expression, facts: ColumnFacts) -> Expression:
        if facts.family != "text":
            return column.is_not(None)
        return sa.func.coalesce(sa.func.regexp_matches(column, DAY), sa.false())

    def is_masked(self, column: Expression, facts: ColumnFacts, mask: Mask, secret: str) -> Expression:
        if mask == Constant(""):  # CSV knows no difference between nothing and an empty text
            return sa.func.coalesce(column, "") == sa.literal("")
        return super().is_masked(column, facts, mask, secret)


def among(columns: Sequence[Expression], source: sa.FromClause) -> Expression:
    chosen = sa.select(*(source.c[f"v{index}"] for index in range(len(columns))))
    held: Any = columns[0] if len(columns) == 1 else sa.tuple_(*columns)
    found: Expression = held.in_(chosen)
    return found


def _array(values: Sequence[Any]) -> object:
    """Whole numbers as PostgreSQL spells an array; value by value, as the driver does it, costs more than the query."""
    return f"{{{','.join(map(str, values))}}}" if set(map(type, values)) == {int} else values


def _columns(count: int) -> list[sa.ColumnClause[Any]]:
    return [sa.column("ord", sa.Integer), *(sa.column(f"v{index}") for index in range(count))]


def _shape(text: sa.TextClause, count: int) -> sa.TextualSelect:
    return text.columns(*_columns(count))


def _text(constant: str) -> Expression:
    return sa.literal_column(constant)


def _plain(value: object) -> object:
    if isinstance(value, str | int | float | bool):
        return value
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else float(value)
    if isinstance(value, date | uuid.UUID):
        return str(value)
    raise StoreRefused(f"a key of type {type(value).__name__} cannot be shipped to SQLite; link by text or numbers")


class _TypedAs(sa.types.UserDefinedType[Any]):
    """A type spelled as the catalogue spells it."""

    cache_ok = True

    def __init__(self, spelling: str) -> None:
        self.spelling = spelling

    def get_col_spec(self, **_: object) -> str:
        return self.spelling


def _typed(expression: Expression, spelling: str) -> Expression:
    return sa.cast(expression, _TypedAs(spelling))


def _unbounded(facts: ColumnFacts | None) -> str:
    """The column's type without its length: a cast to VARCHAR(8) would cut a longer key and find somebody else."""
    if facts is None:
        return "text"
    if facts.values or facts.family not in ("text", "decimal", "datetime", "time"):
        return facts.type
    plain = re.sub(r"\([^)]*\)", "", facts.type)
    return "bpchar" if plain.upper() in ("CHAR", "CHARACTER") else plain


DIALECTS: Mapping[str, Dialect] = {"postgresql": PostgreSQL(), "sqlite": SQLite()}
