"""PostgreSQL."""

from __future__ import annotations

from array import array
from collections.abc import Mapping, Sequence
from typing import Any

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.dialects.postgresql import array as pg_array

from habeas.datamap.facts import ColumnFacts
from habeas.datamap.graph import Access
from habeas.datamap.inside import arrows, braces
from habeas.datamap.tables import Normalise
from habeas.stores.hashing import sizes
from habeas.stores.keys import coerced
from habeas.stores.masked_text import BLANKS
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
from habeas.stores.reached import Keys
from habeas.stores.sql.dialects.dialect import (
    Expression,
    Syntax,
    among,
    first_of,
    is_served,
    nothing,
    place_in,
    shaped,
    typed,
    unbounded,
    verbatim,
)
from habeas.stores.sql.dialects.same_format import SameFormatSql


class PostgreSQL:
    """Keys as arrays through unnest, cast to the columns' own types so that indexes serve."""

    syntax = Syntax()
    empty_list = "{}"
    narrows_joins = True
    paths: Mapping[str, tuple[str, ...]] = {
        "json": ("({} #>> {braces})", "({} {arrows})"),
        "text": ("(({})::jsonb #>> {braces})", "(({})::jsonb {arrows})"),
        "array": ("gin({})",),
    }
    joins = False

    def keys(
        self, name: str, keys: Keys, columns: Sequence[ColumnFacts | None]
    ) -> tuple[sa.FromClause, dict[str, object]]:
        types = tuple(unbounded(facts) for facts in columns)
        if types not in keys.shipped:
            kept = coerced(keys, columns, typed=True)
            keys.shipped[types] = (_array(kept.ordinals), *map(_array, kept.columns or [[]] * len(columns)))
        ordinals, *values = keys.shipped[types]
        parameters: dict[str, object] = {f"{name}_ord": ordinals}
        arrays = [f"CAST(:{name}_ord AS integer[])"]
        for index, kind in enumerate(types):
            parameters[f"{name}_v{index}"] = values[index]
            arrays.append(f"CAST(:{name}_v{index} AS {kind}[])")
        names = ", ".join(["ord", *(f"v{index}" for index in range(len(columns)))])
        text = sa.text(f"SELECT * FROM unnest({', '.join(arrays)}) AS {name}_u({names})")  # noqa: S608 (types come from the catalogue)
        return shaped(text, len(columns)).subquery(name), parameters

    def same(self, column: Expression, key: Expression, access: Access, facts: ColumnFacts) -> Expression:
        return (self.normalised(column, access.normalise) if access.normalise else column) == key

    def among(
        self, columns: Sequence[Expression], source: sa.FromClause, facts: Sequence[ColumnFacts | None]
    ) -> Expression:
        if len(columns) > 1:
            return among(columns, source)
        # An array as a constant lets the planner walk the index once; a subquery it would hash.
        array = sa.text(f"ANY (CAST(:{source.name}_v0 AS {unbounded(facts[0])}[]))")  # type: ignore[attr-defined]
        found: Expression = columns[0].op("=", is_comparison=True)(array)
        return found

    def normalised(self, column: Expression, how: Normalise) -> Expression:
        match how:
            case Normalise.email:
                return sa.func.lower(column)
            case Normalise.phone:
                digits = sa.func.regexp_replace(column, verbatim(r"'\D'"), verbatim("''"), verbatim("'g'"))
                return sa.func.right(digits, verbatim("10"))

    def masked(self, column: Expression, facts: ColumnFacts, mask: Mask, secret: str) -> Expression:
        match mask:
            case Null():
                return typed(sa.null(), facts.type)
            case Constant(value):
                return typed(sa.literal(value), facts.type)
            case FirstOf() if facts.family == "text":
                return first_of(mask, column, self.is_day(column, facts), facts)
            case FirstOf(unit):
                return typed(sa.func.date_trunc(unit, column), facts.type)
            case PostalArea():
                text = sa.cast(column, sa.Text)
                has_area = sa.or_(self._matches(text, AREA), self._matches(text, AREA_BEFORE))
                return typed(sa.case((has_area, sa.func.substr(text, 1, 3)), else_=nothing(facts)), facts.type)
            case SameFormat():
                return typed(self._same_format(column, sa.literal(secret, sa.Text)), facts.type)
            case EmptyDocument():
                return typed(self._empty_document(column, facts), facts.type)
            case KeyedHash():
                body, check = sizes(facts.max_length)
                text = sa.cast(column, sa.Text)
                marked = sa.func.right(text, check) == self._hash(secret, sa.func.left(text, body), check)
                hashed = self._hash(secret, text, body)
                fresh = hashed.concat(self._hash(secret, hashed, check))
                whole = sa.case((sa.and_(sa.func.length(text) == body + check, marked), text), else_=fresh)
                return typed(whole, facts.type)

    def _matches(self, text: Expression, pattern: str) -> Expression:
        return sa.func.coalesce(text.regexp_match(pattern), sa.false())

    def _same_format(self, column: Expression, secret: Expression) -> Expression:
        return SameFormatSql(column, secret)

    def _empty_document(self, column: Expression, facts: ColumnFacts) -> Expression:
        if facts.family not in ("json", "text"):
            empty = sa.literal(self.empty_list if facts.type.endswith("[]") else "")
            return sa.case((column.is_(None), sa.null()), else_=empty)
        first = sa.func.left(sa.func.ltrim(sa.cast(column, sa.Text), BLANKS), 1)
        known = [(first == "{", "{}"), (first == "[", "[]")]
        if facts.family == "json":
            known.append((first == '"', '""'))
        other = "null" if facts.family == "json" else ""
        return sa.case((column.is_(None), sa.null()), *known, else_=other)

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
        return self._matches(column, DAY)

    def value(self, value: object, facts: ColumnFacts) -> Expression:
        return typed(sa.literal(value), unbounded(facts))

    def inside(self, column: Expression, facts: ColumnFacts) -> Expression:
        place = place_in(facts)
        if facts.within is not None and facts.within.family == "array":
            return column
        chain = arrows(place.steps)
        if is_served(f"{{}} {chain}", facts):
            first, _, last = chain.rpartition(" ")
            return self._document(column, facts, True).op(first)(verbatim(last))
        is_sure = is_served(f"{{}} #>> {braces(place.steps)}", facts)
        return self._document(column, facts, is_sure).op("#>>")(verbatim(braces(place.steps)))

    def _document(self, column: Expression, facts: ColumnFacts, is_sure: bool) -> Expression:
        """The column as JSON. An index over it is proof that every row can be read: it could not have been made."""
        kind = facts.within.type.upper() if facts.within else ""
        if kind == "JSONB" or (kind == "JSON" and is_sure):
            return column
        if is_sure:
            return sa.cast(column, JSONB)
        # JSON that PostgreSQL stores but cannot read (\\u0000) must not break the statement of a whole batch.
        text = sa.cast(column, sa.Text)
        return sa.case((sa.func.pg_input_is_valid(text, verbatim("'jsonb'")), sa.cast(text, JSONB)))

    def elements(self, column: Expression, facts: ColumnFacts) -> sa.FromClause:
        place = place_in(facts)
        if facts.within is not None and facts.within.family == "array":
            return sa.func.unnest(column).table_valued("value", name="habeas_each").render_derived()
        held = self._document(column, facts, False).op("#>")(verbatim(braces(place.steps)))
        array = sa.case((sa.func.jsonb_typeof(held) == verbatim("'array'"), held))
        found = sa.func.jsonb_array_elements(array).table_valued(sa.column("value", JSONB), name="habeas_each")
        value = found.render_derived().c.value.op("#>>")(verbatim(braces(place.after)))
        return sa.select(value.label("value")).select_from(found.render_derived()).subquery("habeas_element")

    def holds(self, column: Expression, facts: ColumnFacts, key: Expression) -> Expression | None:
        if facts.within is None or facts.within.family != "array":
            return None
        wanted = typed(pg_array([key]), f"{unbounded(facts)}[]")
        return column.op("@>", is_comparison=True)(wanted)

    def replaced(self, document: Expression, facts: ColumnFacts, mask: Mask, secret: str) -> Expression:
        path = verbatim(braces(place_in(facts).steps))
        read = self._document(document, facts, False)
        new = sa.func.to_jsonb(self._new(read.op("#>>")(path), facts, mask, secret))
        whole = sa.func.jsonb_set(read, typed(path, "text[]"), sa.func.coalesce(new, verbatim("'null'::jsonb")))
        assert facts.within is not None
        return sa.case((read.op("#>")(path).is_not(None), typed(whole, facts.within.type)), else_=document)

    def _new(self, text: Expression, facts: ColumnFacts, mask: Mask, secret: str) -> Expression:
        if isinstance(mask, Constant) and not isinstance(mask.value, str):
            return sa.literal(mask.value)
        return self.masked(text, facts, mask, secret)

    def is_replaced(self, column: Expression, facts: ColumnFacts, mask: Mask, secret: str) -> Expression:
        text = self.inside(column, facts)
        masked = self.masked(text, facts, mask, secret)
        present = self._document(column, facts, False).op("#>")(verbatim(braces(place_in(facts).steps)))
        return sa.or_(present.is_(None), text.is_not_distinct_from(masked))


def _array(values: Sequence[Any]) -> object:
    """Numbers and texts as PostgreSQL spells an array; value by value, as the driver does it, costs more than the query."""
    if isinstance(values, array):
        return f"{{{','.join(map(str, values))}}}"
    if set(map(type, values)) == {str}:
        return f"{{{','.join(map(_quoted, values))}}}"
    return values


def _quoted(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'
