"""Snowflake."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import sqlalchemy as sa

from habeas.datamap.facts import ColumnFacts
from habeas.datamap.inside import dollar
from habeas.stores.sql.dialects.compiled import Compiled
from habeas.stores.sql.dialects.dialect import Expression, Syntax, place_in, quoted, typed, verbatim


class Snowflake(Compiled):
    """Keys through FLATTEN over PARSE_JSON."""

    title = "Snowflake"
    package = "snowflake-sqlalchemy"
    most_bytes = 16 << 20
    string = "VARCHAR"
    kinds: Mapping[str, str] = {
        "integer": "NUMBER(38, 0)",
        "boolean": "BOOLEAN",
        "decimal": "NUMBER(38, 10)",
        "date": "DATE",
        "datetime": "TIMESTAMP_NTZ",
        "time": "TIME",
    }
    syntax = Syntax(updates_from=False)

    def pairs(self, name: str, kinds: Sequence[str]) -> str:
        columns = ", ".join(f"CAST(f.value[{at + 1}] AS {kind}) AS v{at}" for at, kind in enumerate(kinds))
        return f"SELECT CAST(f.value[0] AS INTEGER) AS ord, {columns} FROM TABLE(FLATTEN(INPUT => PARSE_JSON(:{name}))) AS f"  # noqa: S608 (types are ours)

    def matches(self, text: Expression, pattern: str) -> Expression:
        # Its patterns stand for the whole text, where a dot is no line break.
        whole = pattern.removeprefix("^")
        whole = whole.removesuffix("$") if whole.endswith("$") else f"{whole}.*"
        return sa.func.regexp_like(text, verbatim(quoted(whole)), verbatim("'s'"))

    def truncated(self, column: Expression, unit: str, facts: ColumnFacts) -> Expression:
        return sa.func.date_trunc(verbatim(quoted(unit)), column)

    def path(self, column: Expression, facts: ColumnFacts) -> Expression:
        steps = dollar(place_in(facts).steps).removeprefix("$").removeprefix(".")
        read = sa.func.try_parse_json(typed(column, self.string))
        return typed(sa.func.get_path(read, verbatim(quoted(steps))), self.string)
