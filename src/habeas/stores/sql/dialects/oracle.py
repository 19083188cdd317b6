"""Oracle (19c and later)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import sqlalchemy as sa

from habeas.datamap.facts import ColumnFacts
from habeas.datamap.inside import dollar
from habeas.stores.masks import Constant, Mask, PostalArea
from habeas.stores.sql.dialects.compiled import Compiled, room
from habeas.stores.sql.dialects.dialect import Expression, Syntax, place_in, quoted, verbatim


class Oracle(Compiled):
    """Keys through JSON_TABLE over a CLOB. A text without signs is no value, and dates and numbers are its own."""

    title = "Oracle"
    package = "oracledb"
    string = "VARCHAR2(4000)"
    kinds: Mapping[str, str] = {
        "integer": "NUMBER",
        "boolean": "NUMBER",
        "decimal": "NUMBER",
        "date": "DATE",
        "datetime": "TIMESTAMP",
    }
    syntax = Syntax(has_booleans=False, updates_from=False)

    def pairs(self, name: str, kinds: Sequence[str]) -> str:
        columns = ", ".join(f"v{index} {kind} PATH '$[{index + 1}]'" for index, kind in enumerate(kinds))
        return f"SELECT ord, {', '.join(f'v{index}' for index in range(len(kinds)))} FROM JSON_TABLE(:{name}, '$[*]' COLUMNS (ord NUMBER PATH '$[0]', {columns}))"  # noqa: S608 (types are ours)

    def kind(self, facts: ColumnFacts | None, longest: int) -> str:
        if facts is not None and facts.family != "text":
            return super().kind(facts, longest)
        return f"VARCHAR2({room(longest, 4000) or 32767})"

    def masked(self, column: Expression, facts: ColumnFacts, mask: Mask, secret: str) -> Expression:
        if not facts.nullable and (isinstance(mask, PostalArea) or mask == Constant("")):
            raise self._refusal(facts, "put an empty text, which is null there, into a column that is NOT NULL")
        return super().masked(column, facts, mask, secret)

    def first(self, text: Expression, count: int) -> Expression:
        return sa.func.substr(text, verbatim("1"), verbatim(str(count)))

    def last(self, text: Expression, count: int) -> Expression:
        # Of a shorter text it would be none of it.
        return sa.func.substr(text, -sa.func.least(sa.func.length(text), verbatim(str(count))))

    def sha256(self, text: Expression) -> Expression:
        return sa.func.lower(sa.func.rawtohex(sa.func.standard_hash(text, verbatim("'SHA256'"))))

    def matches(self, text: Expression, pattern: str) -> Expression:
        return sa.func.regexp_like(text, verbatim(quoted(pattern)))

    def truncated(self, column: Expression, unit: str, facts: ColumnFacts) -> Expression:
        return sa.func.trunc(column, verbatim({"year": "'YYYY'", "month": "'MM'"}[unit]))

    def path(self, column: Expression, facts: ColumnFacts) -> Expression:
        return sa.func.json_value(column, verbatim(quoted(dollar(place_in(facts).steps))))
