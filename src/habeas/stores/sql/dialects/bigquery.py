"""BigQuery."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import sqlalchemy as sa

from habeas.datamap.facts import ColumnFacts
from habeas.datamap.inside import dollar
from habeas.stores.sql.dialects.compiled import Compiled
from habeas.stores.sql.dialects.dialect import Expression, Syntax, place_in, quoted, verbatim


class BigQuery(Compiled):
    """Keys through UNNEST over the elements of a JSON text: arrays as parameters take one column each."""

    title = "BigQuery"
    package = "sqlalchemy-bigquery"
    most_bytes = 8 << 20
    string = "STRING"
    kinds: Mapping[str, str] = {
        "integer": "INT64",
        "boolean": "BOOL",
        "decimal": "BIGNUMERIC",
        "date": "DATE",
        "datetime": "DATETIME",
        "time": "TIME",
    }
    syntax = Syntax(compares_rows=False, updates_from=False)

    def pairs(self, name: str, kinds: Sequence[str]) -> str:
        columns = ", ".join(
            f"CAST(JSON_VALUE(pair, '$[{at + 1}]') AS {kind}) AS v{at}" for at, kind in enumerate(kinds)
        )
        return f"SELECT CAST(JSON_VALUE(pair, '$[0]') AS INT64) AS ord, {columns} FROM UNNEST(JSON_QUERY_ARRAY(:{name})) AS pair"  # noqa: S608 (types are ours)

    def kind(self, facts: ColumnFacts | None, longest: int) -> str:
        if facts is not None and facts.family == "datetime" and facts.type.upper().startswith("TIMESTAMP"):
            return "TIMESTAMP"
        return super().kind(facts, longest)

    def sha256(self, text: Expression) -> Expression:
        return sa.func.to_hex(sa.func.sha256(text))

    def matches(self, text: Expression, pattern: str) -> Expression:
        return sa.func.regexp_contains(text, verbatim("r" + quoted(f"(?s){pattern}")))

    def truncated(self, column: Expression, unit: str, facts: ColumnFacts) -> Expression:
        return sa.func.date_trunc(column, verbatim(unit.upper()))

    def path(self, column: Expression, facts: ColumnFacts) -> Expression:
        return sa.func.json_value(column, verbatim(quoted(dollar(place_in(facts).steps))))
