"""Databricks SQL (Delta tables)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import sqlalchemy as sa

from habeas.datamap.facts import ColumnFacts
from habeas.datamap.inside import dollar
from habeas.stores.sql.dialects.compiled import Compiled
from habeas.stores.sql.dialects.dialect import Expression, Syntax, place_in, quoted, typed, verbatim


class Databricks(Compiled):
    """Keys through explode over from_json; a change that joins them is a MERGE."""

    title = "Databricks"
    package = "databricks-sqlalchemy"
    most_bytes = 8 << 20
    string = "STRING"
    kinds: Mapping[str, str] = {
        "integer": "BIGINT",
        "boolean": "BOOLEAN",
        "decimal": "DECIMAL(38, 10)",
        "date": "DATE",
        "datetime": "TIMESTAMP",
    }
    syntax = Syntax(updates_from=False)

    def pairs(self, name: str, kinds: Sequence[str]) -> str:
        columns = ", ".join(f"CAST(pair[{at + 1}] AS {kind}) AS v{at}" for at, kind in enumerate(kinds))
        return f"SELECT CAST(pair[0] AS INT) AS ord, {columns} FROM (SELECT explode(from_json(:{name}, 'array<array<string>>')) AS pair)"  # noqa: S608 (types are ours)

    def matches(self, text: Expression, pattern: str) -> Expression:
        return sa.func.regexp_like(text, verbatim(quoted(f"(?s){pattern}")))

    def truncated(self, column: Expression, unit: str, facts: ColumnFacts) -> Expression:
        return typed(sa.func.date_trunc(verbatim(quoted(unit)), column), facts.type)

    def path(self, column: Expression, facts: ColumnFacts) -> Expression:
        return sa.func.get_json_object(column, verbatim(quoted(dollar(place_in(facts).steps))))
