"""SQLite."""

from __future__ import annotations

import itertools
import json
import re
import uuid
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import TypeGuard

import sqlalchemy as sa

from habeas.datamap.facts import ColumnFacts
from habeas.datamap.graph import Access
from habeas.datamap.inside import dollar
from habeas.datamap.tables import Normalise
from habeas.stores.errors import StoreRefused
from habeas.stores.hashing import LONGEST
from habeas.stores.keys import coerced
from habeas.stores.masks import Constant, EmptyDocument, FirstOf, KeyedHash, Mask, Null, PostalArea, SameFormat
from habeas.stores.reached import Key, Keys
from habeas.stores.sql.dialects.dialect import (
    Expression,
    Syntax,
    among,
    first_of,
    is_served,
    nothing,
    place_in,
    quoted,
    shaped,
    verbatim,
)

_DAY_GLOB = "[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]*"
_AREA_GLOB = "[0-9][0-9][0-9]"


class SQLite:
    """Keys as one JSON array through json_each."""

    syntax = Syntax()
    narrows_joins = False
    _guarded = ("CASE WHEN json_valid({}) THEN json_extract({}, {dollar}) END", "json_extract({}, {dollar})")
    paths: Mapping[str, tuple[str, ...]] = {"json": _guarded, "text": _guarded}
    joins = False

    def keys(
        self, name: str, keys: Keys, columns: Sequence[ColumnFacts | None]
    ) -> tuple[sa.FromClause, dict[str, object]]:
        kept = coerced(keys, columns, typed=False)
        rows = [[ordinal, *map(_plain, form)] for ordinal, key in kept.pairs() for form in _json_forms(key, columns)]
        parts = ["json_extract(value, '$[0]') AS ord"]
        parts += [f"json_extract(value, '$[{index + 1}]') AS v{index}" for index in range(len(columns))]
        text = sa.text(f"SELECT {', '.join(parts)} FROM json_each(:{name})")  # noqa: S608 (fixed words and numbers)
        return shaped(text, len(columns)).subquery(name), {name: json.dumps(rows, ensure_ascii=False)}

    def same(self, column: Expression, key: Expression, access: Access, facts: ColumnFacts) -> Expression:
        return (self.normalised(column, access.normalise) if access.normalise else column) == key

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

    def inside(self, column: Expression, facts: ColumnFacts) -> Expression:
        place = place_in(facts)
        path = verbatim(quoted(dollar(place.steps)))
        found = sa.func.json_extract(column, path)
        if place.is_each:
            return _guarded(column, sa.case((sa.func.json_type(column, path) == verbatim("'array'"), found)))
        # An index over the bare expression is proof that every row holds JSON: it could not have been made otherwise.
        return found if is_served(f"json_extract({{}}, {path.name})", facts) else _guarded(column, found)

    def elements(self, column: Expression, facts: ColumnFacts) -> sa.FromClause:
        found = sa.func.json_each(self.inside(column, facts)).table_valued("value", "type", name="habeas_each")
        place = place_in(facts)
        value: Expression = found.c.value
        if place.after:
            nested = found.c.type.in_([verbatim("'object'"), verbatim("'array'")])
            value = sa.case((nested, sa.func.json_extract(value, verbatim(quoted(dollar(place.after))))))
        return sa.select(sa.cast(value, sa.Text).label("value")).select_from(found).subquery("habeas_element")

    def holds(self, column: Expression, facts: ColumnFacts, key: Expression) -> Expression | None:
        return None

    def replaced(self, document: Expression, facts: ColumnFacts, mask: Mask, secret: str) -> Expression:
        path = verbatim(quoted(dollar(place_in(facts).steps)))
        text = sa.func.json_extract(document, path)
        new = (
            sa.func.json(verbatim(f"'{json.dumps(mask.value)}'"))
            if _is_flag(mask)
            else self.masked(text, facts, mask, secret)
        )
        return sa.case((sa.func.json_valid(document), sa.func.json_replace(document, path, new)), else_=document)

    def is_replaced(self, column: Expression, facts: ColumnFacts, mask: Mask, secret: str) -> Expression:
        text = self.inside(column, facts)
        path = verbatim(quoted(dollar(place_in(facts).steps)))
        absent = _guarded(column, sa.func.json_type(column, path)).is_(None)
        return sa.or_(absent, text.is_not_distinct_from(self.masked(text, facts, mask, secret)))


def _guarded(column: Expression, found: Expression) -> Expression:
    """What is no JSON must not break the statement of a whole batch."""
    return sa.case((sa.func.json_valid(column), found))


def _is_flag(mask: Mask) -> TypeGuard[Constant]:
    return isinstance(mask, Constant) and isinstance(mask.value, bool)


def _json_forms(key: Key, columns: Sequence[ColumnFacts | None]) -> Iterator[Key]:
    """A key as JSON may hold it: `17` and `"17"` are not equal for SQLite."""
    forms = [
        (value, int(value)) if _may_be_number(value, facts) else (value,)
        for value, facts in zip(key, columns, strict=True)
    ]
    return itertools.product(*forms)


def _may_be_number(value: object, facts: ColumnFacts | None) -> TypeGuard[str]:
    if facts is None or facts.place is None or facts.place.is_each or not isinstance(value, str):
        return False
    return re.fullmatch("-?[1-9][0-9]{0,17}|0", value) is not None


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
