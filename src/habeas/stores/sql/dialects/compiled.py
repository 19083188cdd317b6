"""What the databases have in common whose statements are compiled and compared as text, and were run on none here."""

from __future__ import annotations

import json
import uuid
from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import assert_never

import sqlalchemy as sa

from habeas.datamap.facts import ColumnFacts
from habeas.datamap.graph import Access
from habeas.datamap.tables import Normalise
from habeas.stores.errors import StoreRefused
from habeas.stores.hashing import sizes
from habeas.stores.keys import coerced
from habeas.stores.masks import (
    AREA,
    AREA_BEFORE,
    DAY,
    Constant,
    EmptyDocument,
    FirstOf,
    KeyedHash,
    Mask,
    Null,
    PostalArea,
    SameFormat,
)
from habeas.stores.reached import Key, Keys
from habeas.stores.sql.dialects.dialect import (
    Expression,
    Syntax,
    among,
    as_condition,
    is_among,
    nothing,
    shaped,
    typed,
    verbatim,
)

SIZES = (64, 256, 1024, 4000)  # of the texts in which keys arrive


class Compiled:
    """Keys as one JSON text, [[ord, v0, ...], ...], which `pairs` makes rows of. One statement each; joins nothing."""

    title: str
    package: str  # with SQLAlchemy's dialect and the driver
    most_bytes: int | None = None  # of a text that is read as JSON
    string: str  # the type of a text of any length
    kinds: Mapping[str, str]  # the types in which keys arrive, by family of the column
    syntax = Syntax()
    narrows_joins = False
    joins = False
    paths: Mapping[str, tuple[str, ...]] = {}

    def pairs(self, name: str, kinds: Sequence[str]) -> str:
        """A SELECT of ord, v0, v1, ... from the parameter `name`."""
        raise NotImplementedError

    def kind(self, facts: ColumnFacts | None, longest: int) -> str:
        """The type in which a key of that column arrives, with room for the longest, in bytes."""
        return self.kinds.get(facts.family if facts else "text", self.string)

    def keys(
        self, name: str, keys: Keys, columns: Sequence[ColumnFacts | None]
    ) -> tuple[sa.FromClause, dict[str, object]]:
        kept = coerced(keys, columns, typed=True)
        rows = [[ordinal, *(self._plain(value) for value in key)] for ordinal, key in kept.pairs()]
        longest = [max((len(str(row[at + 1]).encode()) for row in rows), default=0) for at in range(len(columns))]
        kinds = [self.kind(facts, most) for facts, most in zip(columns, longest, strict=True)]
        text = sa.text(self.pairs(name, kinds)).bindparams(sa.bindparam(name, type_=sa.Text()))
        return shaped(text, len(columns)).subquery(name), {name: json.dumps(rows, ensure_ascii=False)}

    def _plain(self, value: Key | object) -> object:
        if isinstance(value, str | int):
            return value
        if isinstance(value, float | Decimal | date | uuid.UUID):
            return str(value)  # a number in JSON may be read as a float
        raise StoreRefused(
            f"a key of type {type(value).__name__} cannot be shipped to {self.title}; link by text or numbers"
        )

    def same(self, column: Expression, key: Expression, access: Access, facts: ColumnFacts) -> Expression:
        return (self.normalised(column, access.normalise) if access.normalise else column) == key

    def among(
        self, columns: Sequence[Expression], source: sa.FromClause, facts: Sequence[ColumnFacts | None]
    ) -> Expression:
        if len(columns) == 1 or self.syntax.compares_rows:
            return among(columns, source)
        chosen = sa.select(*(source.c[f"v{index}"] for index in range(len(columns))))
        return is_among(columns, chosen.subquery(f"{source.name}_r"))  # type: ignore[attr-defined]

    def normalised(self, column: Expression, how: Normalise) -> Expression:
        match how:
            case Normalise.email:
                return sa.func.lower(column)
            case Normalise.phone:
                return self.last(sa.func.regexp_replace(column, verbatim("'[^0-9]'"), verbatim("''")), 10)

    # Words that differ

    def first(self, text: Expression, count: int) -> Expression:
        return sa.func.left(text, verbatim(str(count)))

    def last(self, text: Expression, count: int) -> Expression:
        return sa.func.right(text, verbatim(str(count)))

    def length(self, text: Expression) -> Expression:
        return sa.func.length(text)

    def text(self, column: Expression) -> Expression:
        """As the text of which a hash is made."""
        return typed(column, self.string)

    def sha256(self, text: Expression) -> Expression:
        """In hexadecimal, small letters."""
        return sa.func.sha2(text, verbatim("256"))

    def matches(self, text: Expression, pattern: str) -> Expression:
        """Whether a pattern is found in a text; the patterns are those of `stores.masks`."""
        raise NotImplementedError

    def truncated(self, column: Expression, unit: str, facts: ColumnFacts) -> Expression:
        raise NotImplementedError

    def path(self, column: Expression, facts: ColumnFacts) -> Expression:
        """What lies at `facts.place`, as text; null where nothing does, and where the column is no JSON."""
        raise NotImplementedError

    # Masks

    def masked(self, column: Expression, facts: ColumnFacts, mask: Mask, secret: str) -> Expression:
        match mask:
            case Null():
                return sa.null()
            case Constant(value):
                return sa.literal(value)
            case FirstOf() if facts.family == "text":
                return first_of_text(self, mask, column, facts)
            case FirstOf(unit):
                return self.truncated(column, unit, facts)
            case PostalArea():
                has_area = sa.or_(self.matches(column, AREA), self.matches(column, AREA_BEFORE))
                return sa.case((has_area, self.first(column, 3)), else_=nothing(facts))
            case KeyedHash():
                return self._hashed(column, facts, secret)
            case SameFormat() | EmptyDocument():
                raise self._refusal(facts, "make random text of the same format, or empty a document")
        assert_never(mask)

    def _hashed(self, column: Expression, facts: ColumnFacts, secret: str) -> Expression:
        body, check = sizes(facts.max_length)
        text = self.text(column)
        marked = self.last(text, check) == self._hash(secret, self.first(text, body), check)
        hashed = self._hash(secret, text, body)
        fresh = hashed.concat(self._hash(secret, hashed, check))
        is_hash = sa.and_(self.length(text) == body + check, marked)
        # Some join a null like a text without signs.
        return sa.case((column.is_(None), sa.null()), (is_hash, text), else_=fresh)

    def _hash(self, secret: str, text: Expression, length: int) -> Expression:
        return self.first(self.sha256(sa.literal(secret, sa.Text()).concat(text)), length)

    def is_masked(self, column: Expression, facts: ColumnFacts, mask: Mask, secret: str) -> Expression:
        if isinstance(mask, Null):
            return column.is_(None)
        masked = self.masked(column, facts, mask, secret)
        both = sa.and_(column.is_(None), masked.is_(None))
        return as_condition((column == masked, both))

    def is_day(self, column: Expression, facts: ColumnFacts) -> Expression:
        return self.matches(column, DAY) if facts.family == "text" else column.is_not(None)

    def value(self, value: object, facts: ColumnFacts) -> Expression:
        is_text = isinstance(value, date) and facts.family == "text"
        return sa.literal(value.isoformat() if is_text and isinstance(value, date) else value)

    # Inside a column

    def inside(self, column: Expression, facts: ColumnFacts) -> Expression:
        if facts.is_each:
            raise self._refusal(facts, "look into arrays")
        return self.path(column, facts)

    def elements(self, column: Expression, facts: ColumnFacts) -> sa.FromClause:
        raise self._refusal(facts, "look into arrays")

    def holds(self, column: Expression, facts: ColumnFacts, key: Expression) -> Expression | None:
        return None

    def replaced(self, document: Expression, facts: ColumnFacts, mask: Mask, secret: str) -> Expression:
        raise self._refusal(facts, "change a value inside JSON")

    def is_replaced(self, column: Expression, facts: ColumnFacts, mask: Mask, secret: str) -> Expression:
        raise self._refusal(facts, "change a value inside JSON")

    def _refusal(self, facts: ColumnFacts, what: str) -> StoreRefused:
        return StoreRefused(
            f"the adapter of {self.title} cannot {what} ({facts.name}); link by a column, or mask with null, a constant or "
            "a hash"
        )


def first_of_text(dialect: Compiled, mask: FirstOf, column: Expression, facts: ColumnFacts) -> Expression:
    kept, rest = (4, "-01-01") if mask.unit == "year" else (7, "-01")
    return sa.case((dialect.is_day(column, facts), dialect.first(column, kept).concat(rest)), else_=nothing(facts))


def room(longest: int, most: int) -> int | None:
    """The size of a type that holds the longest key: a shorter one would cut it, and find somebody else."""
    return next((size for size in SIZES if longest <= size <= most), None)
