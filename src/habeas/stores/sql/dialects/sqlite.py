"""SQLite."""

from __future__ import annotations

import json
import uuid
from collections.abc import Sequence
from datetime import date
from decimal import Decimal

import sqlalchemy as sa

from habeas.datamap.facts import ColumnFacts
from habeas.datamap.tables import Normalise
from habeas.stores.errors import StoreRefused
from habeas.stores.hashing import LONGEST
from habeas.stores.keys import coerced
from habeas.stores.masks import Constant, EmptyDocument, FirstOf, KeyedHash, Mask, Null, PostalArea, SameFormat
from habeas.stores.reached import Keys
from habeas.stores.sql.dialects.dialect import Expression, among, first_of, nothing, shaped, verbatim

_DAY_GLOB = "[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]*"
_AREA_GLOB = "[0-9][0-9][0-9]"


class SQLite:
    """Keys as one JSON array through json_each."""

    narrows_joins = False

    def keys(
        self, name: str, keys: Keys, columns: Sequence[ColumnFacts | None]
    ) -> tuple[sa.FromClause, dict[str, object]]:
        kept = coerced(keys, columns, typed=False)
        rows = [[ordinal, *map(_plain, key)] for ordinal, key in zip(kept.ordinals, kept.values, strict=True)]
        parts = ["json_extract(value, '$[0]') AS ord"]
        parts += [f"json_extract(value, '$[{index + 1}]') AS v{index}" for index in range(len(columns))]
        text = sa.text(f"SELECT {', '.join(parts)} FROM json_each(:{name})")  # noqa: S608 (fixed words and numbers)
        return shaped(text, len(columns)).subquery(name), {name: json.dumps(rows, ensure_ascii=False)}

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
                    stripped = sa.func.replace(stripped, verbatim(sign), verbatim("''"))
                return sa.func.substr(stripped, verbatim("-10"))

    def masked(self, column: Expression, facts: ColumnFacts, mask: Mask, secret: str) -> Expression:
        match mask:
            case Null():
                return sa.null()
            case Constant(value):
                return self.value(value, facts)
            case FirstOf():
                return first_of(mask, column, self.is_day(column, facts), facts)
            case PostalArea():
                text = sa.cast(column, sa.Text)
                has_area = sa.or_(_like(text, _AREA_GLOB), _like(text, f"{_AREA_GLOB}??*"))
                return sa.case((has_area, sa.func.substr(text, 1, 3)), else_=nothing(facts))
            case SameFormat():
                return sa.func.habeas_same_format(secret, column)
            case EmptyDocument():
                return sa.func.habeas_empty_document(column, facts.family == "json")
            case KeyedHash():
                return sa.func.habeas_hash(secret, column, facts.max_length or LONGEST)

    def is_masked(self, column: Expression, facts: ColumnFacts, mask: Mask, secret: str) -> Expression:
        return column.is_not_distinct_from(self.masked(column, facts, mask, secret))

    def is_day(self, column: Expression, facts: ColumnFacts) -> Expression:
        # A column holds whatever was put into it, whatever its type says.
        return _like(sa.cast(column, sa.Text), _DAY_GLOB)

    def value(self, value: object, facts: ColumnFacts) -> Expression:
        return sa.literal(value.isoformat() if isinstance(value, date) else value)


def _like(text: Expression, glob: str) -> Expression:
    return sa.func.coalesce(text.op("GLOB", is_comparison=True)(glob), sa.false())


def _plain(value: object) -> object:
    if isinstance(value, str | int | float | bool):
        return value
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else float(value)
    if isinstance(value, date | uuid.UUID):
        return str(value)
    raise StoreRefused(f"a key of type {type(value).__name__} cannot be shipped to SQLite; link by text or numbers")
