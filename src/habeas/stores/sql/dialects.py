"""What differs between the databases: how keys travel, how a value is normalised or masked."""

from __future__ import annotations

import hashlib
import json
import uuid
from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any, Protocol

import sqlalchemy as sa

from habeas.datamap.facts import ColumnFacts
from habeas.datamap.tables import Normalise
from habeas.stores.errors import StoreRefused
from habeas.stores.reached import Constant, FirstOfYear, Key, KeyedHash, Keys, Mask, Null

Expression = sa.ColumnElement[Any]


class Dialect(Protocol):
    """The few places in which databases differ."""

    def keys(
        self, name: str, keys: Keys, columns: Sequence[ColumnFacts | None]
    ) -> tuple[sa.FromClause, dict[str, object]]:
        """A row source with columns ord, v0, v1, ... and the parameters it needs."""

    def normalised(self, column: Expression, how: Normalise) -> Expression: ...

    def masked(self, column: Expression, facts: ColumnFacts, mask: Mask, secret: str) -> Expression: ...

    def value(self, value: object, facts: ColumnFacts) -> Expression: ...


def coerce(value: object, facts: ColumnFacts | None) -> object | None:
    """`value` as the column would hold it, or None where it cannot: then no row can match.

    >>> coerce("17", ColumnFacts("id", "INTEGER", "integer"))
    17
    >>> coerce("x", ColumnFacts("id", "INTEGER", "integer")) is None
    True
    """
    if value is None:
        return None
    family = facts.family if facts else "text"
    try:
        match family:
            case "integer":
                return int(str(value)) if not isinstance(value, int) else value
            case "decimal":
                return Decimal(str(value))
            case "uuid":
                return value if isinstance(value, uuid.UUID) else uuid.UUID(str(value))
            case "text":
                return value if isinstance(value, str) else str(value)
            case _:
                return value
    except (ValueError, ArithmeticError):
        return None


def coerced(keys: Keys, columns: Sequence[ColumnFacts | None]) -> Keys:
    """The keys that the columns can hold, as they would hold them."""
    kept = Keys()
    for ordinal, key in zip(keys.ordinals, keys.values, strict=True):
        converted = tuple(coerce(value, facts) for value, facts in zip(key, columns, strict=True))
        if None not in converted:
            kept.ordinals.append(ordinal)
            kept.values.append(converted)
    return kept


class PostgreSQL:
    """Keys as arrays through unnest, cast to the columns' own types so that indexes serve."""

    def keys(
        self, name: str, keys: Keys, columns: Sequence[ColumnFacts | None]
    ) -> tuple[sa.FromClause, dict[str, object]]:
        kept = coerced(keys, columns)
        parameters: dict[str, object] = {f"{name}_ord": kept.ordinals}
        arrays = [f"CAST(:{name}_ord AS integer[])"]
        for index, facts in enumerate(columns):
            parameters[f"{name}_v{index}"] = [key[index] for key in kept.values]
            arrays.append(f"CAST(:{name}_v{index} AS {facts.type if facts else 'text'}[])")
        names = ", ".join(["ord", *(f"v{index}" for index in range(len(columns)))])
        text = sa.text(f"SELECT * FROM unnest({', '.join(arrays)}) AS {name}_u({names})")  # noqa: S608 (types come from the catalogue)
        return _shape(text, len(columns)).subquery(name), parameters

    def normalised(self, column: Expression, how: Normalise) -> Expression:
        match how:
            case Normalise.email:
                return sa.func.lower(column)
            case Normalise.phone:
                return sa.func.right(sa.func.regexp_replace(column, r"\D", "", "g"), 10)

    def masked(self, column: Expression, facts: ColumnFacts, mask: Mask, secret: str) -> Expression:
        match mask:
            case Null():
                return sa.null()
            case Constant(value):
                return self.value(value, facts)
            case FirstOfYear():
                return _typed(sa.func.date_trunc("year", column), facts)
            case KeyedHash():
                text = sa.literal(secret) + sa.cast(column, sa.Text)
                digest = sa.func.encode(sa.func.sha256(sa.func.convert_to(text, "UTF8")), "hex")
                return _typed(sa.func.left(digest, facts.max_length or 64), facts)

    def value(self, value: object, facts: ColumnFacts) -> Expression:
        return _typed(sa.literal(value), facts)


class SQLite:
    """Keys as one JSON array through json_each."""

    def keys(
        self, name: str, keys: Keys, columns: Sequence[ColumnFacts | None]
    ) -> tuple[sa.FromClause, dict[str, object]]:
        kept = coerced(keys, columns)
        rows = [[ordinal, *map(_plain, key)] for ordinal, key in zip(kept.ordinals, kept.values, strict=True)]
        parts = ["json_extract(value, '$[0]') AS ord"]
        parts += [f"json_extract(value, '$[{index + 1}]') AS v{index}" for index in range(len(columns))]
        text = sa.text(f"SELECT {', '.join(parts)} FROM json_each(:{name})")  # noqa: S608 (fixed words and numbers)
        return _shape(text, len(columns)).subquery(name), {name: json.dumps(rows, ensure_ascii=False)}

    def normalised(self, column: Expression, how: Normalise) -> Expression:
        match how:
            case Normalise.email:
                return sa.func.lower(column)
            case Normalise.phone:
                stripped = column
                for sign in " -().+/\u00a0":
                    stripped = sa.func.replace(stripped, sign, "")
                return sa.func.substr(stripped, -10)

    def masked(self, column: Expression, facts: ColumnFacts, mask: Mask, secret: str) -> Expression:
        match mask:
            case Null():
                return sa.null()
            case Constant(value):
                return self.value(value, facts)
            case FirstOfYear():
                return sa.func.substr(column, 1, 4).concat("-01-01")
            case KeyedHash():
                return sa.func.substr(sa.func.habeas_hash(secret, column), 1, facts.max_length or 64)

    def value(self, value: object, facts: ColumnFacts) -> Expression:
        return sa.literal(value.isoformat() if isinstance(value, date) else value)


class DuckDB(PostgreSQL):
    """Keys as a registered Arrow table of the same name; the SQL is PostgreSQL's."""

    def keys(
        self, name: str, keys: Keys, columns: Sequence[ColumnFacts | None]
    ) -> tuple[sa.FromClause, dict[str, object]]:
        kept = coerced(keys, columns)
        source: sa.TableClause = sa.table(name, *_columns(len(columns)))
        return source, {name: kept}

    def masked(self, column: Expression, facts: ColumnFacts, mask: Mask, secret: str) -> Expression:
        if isinstance(mask, KeyedHash):
            return sa.func.left(sa.func.sha256(sa.literal(secret) + sa.cast(column, sa.Text)), facts.max_length or 64)
        return super().masked(column, facts, mask, secret)


def hash_text(secret: str, value: object) -> str | None:
    """What `KeyedHash` gives in every store: SHA-256 over the secret followed by the value as text."""
    return None if value is None else hashlib.sha256(f"{secret}{value}".encode()).hexdigest()


def _columns(count: int) -> list[sa.ColumnClause[Any]]:
    return [sa.column("ord", sa.Integer), *(sa.column(f"v{index}") for index in range(count))]


def _shape(text: sa.TextClause, count: int) -> sa.TextualSelect:
    return text.columns(*_columns(count))


def _plain(value: object) -> object:
    if isinstance(value, str | int | float | bool):
        return value
    if isinstance(value, Decimal):
        return float(value)
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


def _typed(expression: Expression, facts: ColumnFacts) -> Expression:
    return sa.cast(expression, _TypedAs(facts.type))


DIALECTS: Mapping[str, Dialect] = {"postgresql": PostgreSQL(), "sqlite": SQLite()}


def normalise(value: object, how: Normalise | None) -> object:
    """What `Dialect.normalised` does, for a value in hand.

    >>> normalise(" Anna@Example.COM ", Normalise.email)
    'anna@example.com'
    >>> normalise("+1 (415) 555-0134", Normalise.phone)
    '4155550134'
    """
    match how:
        case None:
            return value
        case Normalise.email:
            return str(value).strip().lower()
        case Normalise.phone:
            return "".join(sign for sign in str(value) if sign.isdecimal())[-10:]


def normalised_key(key: Key, how: Normalise | None) -> Key:
    return key if how is None else tuple(normalise(value, how) for value in key)
