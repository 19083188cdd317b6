"""MariaDB and MySQL."""

from __future__ import annotations

import json
import uuid
from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal

import sqlalchemy as sa
from sqlalchemy.dialects import mysql

from habeas.datamap.facts import ColumnFacts
from habeas.datamap.graph import Access, Parent
from habeas.datamap.inside import dollar
from habeas.datamap.tables import Normalise
from habeas.stores.errors import StoreRefused
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
from habeas.stores.reached import Key, Keys
from habeas.stores.sql.dialects.dialect import (
    Expression,
    Syntax,
    first_of,
    nothing,
    place_in,
    quoted,
    shaped,
    verbatim,
)

# How Python spells the character sets of columns; keys that a set cannot hold would be read as question marks.
CODECS = {"latin1": "cp1252", "ascii": "ascii", "utf8mb3": "utf-8", "utf8mb4": "utf-8"}
LONGEST_VARCHAR = 16_000


class MariaDB:
    """Keys as one JSON array through JSON_TABLE, in the columns' own types and collations so that indexes serve.

    They are always joined: a DELETE or UPDATE would look through them once for each row of the table.
    """

    syntax = Syntax()
    joins = True
    narrows_joins = False
    paths: Mapping[str, tuple[str, ...]] = {}  # it has no index over an expression

    def keys(
        self, name: str, keys: Keys, columns: Sequence[ColumnFacts | None]
    ) -> tuple[sa.FromClause, dict[str, object]]:
        kept = _held(coerced(keys, columns, typed=True), columns)
        rows = [[ordinal, *map(_plain, key)] for ordinal, key in kept.pairs()]
        paths, chosen = ["ord INT PATH '$[0]'"], ["ord"]
        for index, facts in enumerate(columns):
            longest = max((len(str(row[index + 1])) for row in rows), default=0)
            kind, read = _kind(facts, longest)
            paths.append(f"v{index} {kind} PATH '$[{index + 1}]'")
            chosen.append(f"{read.format(f'v{index}')} AS v{index}")
        table = f"JSON_TABLE(:{name}, '$[*]' COLUMNS ({', '.join(paths)})) AS {name}_t"
        text = sa.text(f"SELECT {', '.join(chosen)} FROM {table}")  # noqa: S608 (types come from the catalogue)
        return shaped(text, len(columns)).subquery(name), {name: json.dumps(rows, ensure_ascii=False)}

    def same(self, column: Expression, key: Expression, access: Access, facts: ColumnFacts) -> Expression:
        """As the column's collation compares, where rows point at each other; letter by letter, where a person is
        looked up by what they say: many collations take José for Jose."""
        how = access.normalise
        if facts.family != "text" or (how is None and isinstance(access.source, Parent)):
            return column == key
        told = self.normalised(column, how) if how else column
        # An index over a column that ignores case serves the first part.
        is_served = how is Normalise.email and facts.collation.endswith("_ci")
        return sa.and_((column if is_served else told) == key, _exact(told) == _exact(key))

    def among(
        self, columns: Sequence[Expression], source: sa.FromClause, facts: Sequence[ColumnFacts | None]
    ) -> Expression:
        # Named as a table of its own: a union or a table function that stands there by itself is read for each row.
        chosen = sa.select(*(source.c[f"v{index}"] for index in range(len(columns))))
        found: Expression = (columns[0] if len(columns) == 1 else sa.tuple_(*columns)).in_(chosen)
        return found

    def normalised(self, column: Expression, how: Normalise) -> Expression:
        match how:
            case Normalise.email:
                return sa.func.lower(column)
            case Normalise.phone:
                digits = sa.func.regexp_replace(column, verbatim("'[^0-9]'"), verbatim("''"))
                return sa.func.right(digits, verbatim("10"))

    def masked(self, column: Expression, facts: ColumnFacts, mask: Mask, secret: str) -> Expression:
        match mask:
            case Null():
                return sa.null()
            case Constant(value):
                return sa.literal(value)
            case FirstOf() if facts.family == "text":
                return first_of(mask, column, self.is_day(column, facts), facts)
            case FirstOf(unit):
                first = "%Y-01-01" if unit == "year" else "%Y-%m-01"
                return sa.cast(sa.func.date_format(column, first), sa.Date)
            case PostalArea():
                has_area = sa.or_(_matches(column, AREA), _matches(column, AREA_BEFORE))
                return sa.case((has_area, sa.func.left(column, 3)), else_=nothing(facts))
            case EmptyDocument():
                return _empty_document(column, facts)
            case SameFormat():
                raise StoreRefused(
                    f"MariaDB cannot make random text of the same format ({facts.name}); give the column a hash or a constant"
                )
            case KeyedHash():
                body, check = sizes(facts.max_length)
                text = _unicode(column)
                marked = sa.func.right(text, check) == self._hash(secret, sa.func.left(text, body), check)
                hashed = self._hash(secret, text, body)
                fresh = sa.func.concat(hashed, self._hash(secret, hashed, check))
                return sa.case((sa.and_(sa.func.char_length(text) == body + check, marked), text), else_=fresh)

    def _hash(self, secret: str, text: Expression, length: int) -> Expression:
        return sa.func.left(sa.func.sha2(sa.func.concat(sa.literal(secret), text), 256), length)

    def is_masked(self, column: Expression, facts: ColumnFacts, mask: Mask, secret: str) -> Expression:
        if isinstance(mask, Null):
            return column.is_(None)
        masked = self.masked(column, facts, mask, secret)
        if facts.family in ("text", "json"):
            return _exact(column).is_not_distinct_from(_exact(masked))
        return column.is_not_distinct_from(masked)

    def is_day(self, column: Expression, facts: ColumnFacts) -> Expression:
        if facts.family == "text":
            return _matches(column, DAY)
        # 0000-00-00 and 1980-00-00 stand for days that are not known.
        return sa.func.coalesce(sa.func.month(column) * sa.func.dayofmonth(column) > 0, sa.false())

    def value(self, value: object, facts: ColumnFacts) -> Expression:
        return sa.literal(value.isoformat() if isinstance(value, date) else value)

    def inside(self, column: Expression, facts: ColumnFacts) -> Expression:
        found = sa.func.json_extract(column, _path(facts))
        kind = sa.func.json_type(found)
        if place_in(facts).is_each:
            return _guarded(column, sa.case((kind == "ARRAY", found)))
        return _guarded(column, sa.case((kind != "NULL", sa.func.json_unquote(found))))

    def elements(self, column: Expression, facts: ColumnFacts) -> sa.FromClause:
        place = place_in(facts)
        # Its own type: a text compares as the keys do, which are sent as the column's texts.
        kind = f"TEXT CHARACTER SET utf8mb4 COLLATE {_collation(facts)}"
        told = f"COLUMNS (value {kind} PATH {quoted(dollar(place.after))})"
        path = quoted(dollar(place.steps) + "[*]")
        whole = sa.func.json_table(_guarded(column, column), verbatim(f"{path} {told}"))
        return whole.table_valued("value", name="habeas_each")

    def holds(self, column: Expression, facts: ColumnFacts, key: Expression) -> Expression | None:
        return None

    def replaced(self, document: Expression, facts: ColumnFacts, mask: Mask, secret: str) -> Expression:
        path = _path(facts)
        text = sa.func.json_unquote(sa.func.json_extract(document, path))
        new = self.masked(text, facts, mask, secret)
        if isinstance(mask, Constant) and isinstance(mask.value, bool):
            new = sa.func.json_extract(str(mask.value).lower(), verbatim("'$'"))
        return sa.case((sa.func.json_valid(document) == 1, sa.func.json_replace(document, path, new)), else_=document)

    def is_replaced(self, column: Expression, facts: ColumnFacts, mask: Mask, secret: str) -> Expression:
        text = self.inside(column, facts)
        masked = self.masked(text, facts, mask, secret)
        if isinstance(mask, Constant) and isinstance(mask.value, bool):
            masked = sa.literal(str(mask.value).lower())
        absent = sa.func.coalesce(_guarded(column, sa.func.json_exists(column, _path(facts))), 0) == 0
        return sa.or_(absent, _exact(text).is_not_distinct_from(_exact(masked)))


def _path(facts: ColumnFacts) -> Expression:
    return verbatim(quoted(dollar(place_in(facts).steps)))


def _guarded(column: Expression, found: Expression) -> Expression:
    """What is no JSON must not break the statement of a whole batch."""
    return sa.case((sa.func.json_valid(column) == 1, found))


def _unicode(expression: Expression) -> Expression:
    return sa.cast(expression, mysql.CHAR(charset="utf8mb4"))


def _exact(expression: Expression) -> Expression:
    return sa.collate(_unicode(expression), "utf8mb4_bin")


def _matches(text: Expression, pattern: str) -> Expression:
    return sa.func.coalesce(text.regexp_match(pattern), sa.false())


def _empty_document(column: Expression, facts: ColumnFacts) -> Expression:
    if facts.family == "binary":
        return sa.case((column.is_(None), sa.null()), else_=sa.literal(""))
    first = sa.func.left(sa.func.regexp_replace(_unicode(column), f"^[{BLANKS}]+", ""), 1)
    known = [(first == "{", "{}"), (first == "[", "[]")]
    # JSON is a text with a check.
    is_json = facts.family == "json"
    known += [(first == '"', '""')] if is_json else []
    return sa.case((column.is_(None), sa.null()), *known, else_="null" if is_json else "")


def _kind(facts: ColumnFacts | None, longest: int) -> tuple[str, str]:
    """The type of a key in JSON_TABLE, and how it is read from there."""
    family, spelled = (facts.family, facts.type.upper()) if facts else ("text", "")
    match family:
        case "integer" | "boolean":
            return ("BIGINT UNSIGNED" if "UNSIGNED" in spelled else "BIGINT"), "{}"
        case "decimal":
            return ("DOUBLE" if spelled.startswith(("FLOAT", "DOUBLE", "REAL")) else "DECIMAL(65, 30)"), "{}"
        case "date" | "datetime" | "time":
            return {"date": "DATE", "datetime": "DATETIME(6)", "time": "TIME(6)"}[family], "{}"
        case "uuid":
            return "VARCHAR(36)", "CAST({} AS UUID)"
        case "binary":
            return _text(longest, "ascii_bin"), "UNHEX({})"
        case _ if spelled.startswith(("BIT", "YEAR")):
            return "BIGINT", "{}"
        case _:
            return _text(longest, _collation(facts)), "{}"


def _text(longest: int, collation: str) -> str:
    """Room for the longest key: a shorter type would cut it, and find somebody else."""
    size = 64
    while size < longest:
        size *= 2
    kind = f"VARCHAR({size})" if size < LONGEST_VARCHAR else "LONGTEXT"
    return f"{kind} CHARACTER SET {collation.partition('_')[0]} COLLATE {collation}"


def _collation(facts: ColumnFacts | None) -> str:
    """The column's own; for a character set that we cannot spell, one that every set can be compared with."""
    own = (facts.within or facts).collation if facts else ""
    return own if own.partition("_")[0] in CODECS else "utf8mb4_bin"


def _held(keys: Keys, columns: Sequence[ColumnFacts | None]) -> Keys:
    """Without those that JSON_TABLE would read as something else."""
    kept = [index for index, (_, key) in enumerate(keys.pairs()) if _is_held(key, columns)]
    return keys if len(kept) == len(keys) else keys.at(kept)


def _is_held(key: Key, columns: Sequence[ColumnFacts | None]) -> bool:
    return all(_fits(value, facts) for value, facts in zip(key, columns, strict=True))


def _fits(value: object, facts: ColumnFacts | None) -> bool:
    if isinstance(value, Decimal):
        exponent = value.as_tuple().exponent
        return value.adjusted() < 35 and isinstance(exponent, int) and exponent >= -30
    if isinstance(value, str):
        charset = _collation(facts).partition("_")[0]
        try:
            value.encode(CODECS[charset])
        except UnicodeEncodeError:
            return False
        return charset != "utf8mb3" or max(value, default="") <= "\uffff"
    return True


def _plain(value: object) -> object:
    if isinstance(value, str | int | float):
        return value
    if isinstance(value, bytes):
        return value.hex()
    if isinstance(value, Decimal | date | uuid.UUID):
        return str(value)
    raise StoreRefused(f"a key of type {type(value).__name__} cannot be shipped to MariaDB; link by text or numbers")
