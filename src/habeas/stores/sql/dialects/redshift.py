"""Amazon Redshift."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import sqlalchemy as sa

from habeas.datamap.facts import ColumnFacts
from habeas.stores.sql.dialects.compiled import Compiled
from habeas.stores.sql.dialects.dialect import Expression, place_in, quoted, typed, verbatim


class Redshift(Compiled):
    """Keys through the elements of a SUPER value."""

    title = "Redshift"
    package = "sqlalchemy-redshift"
    most_bytes = 65_535
    string = "VARCHAR(MAX)"
    kinds: Mapping[str, str] = {
        "integer": "BIGINT",
        "boolean": "BOOLEAN",
        "decimal": "DECIMAL(38, 10)",
        "date": "DATE",
        "datetime": "TIMESTAMP",
        "time": "TIME",
    }

    def pairs(self, name: str, kinds: Sequence[str]) -> str:
        columns = ", ".join(f"CAST(pair[{at + 1}] AS {kind}) AS v{at}" for at, kind in enumerate(kinds))
        return f"SELECT CAST(pair[0] AS INTEGER) AS ord, {columns} FROM (SELECT JSON_PARSE(:{name}) AS pairs) AS {name}_p, {name}_p.pairs AS pair"  # noqa: S608 (types are ours)

    def matches(self, text: Expression, pattern: str) -> Expression:
        return text.op("~", is_comparison=True)(verbatim(quoted(pattern)))

    def truncated(self, column: Expression, unit: str, facts: ColumnFacts) -> Expression:
        return typed(sa.func.date_trunc(verbatim(quoted(unit)), column), facts.type)

    def path(self, column: Expression, facts: ColumnFacts) -> Expression:
        steps = (verbatim(quoted(str(step))) for step in place_in(facts).steps)
        # The last word: what is no JSON is null.
        whole = sa.func.json_extract_path_text(typed(column, self.string), *steps, verbatim("TRUE"))
        return sa.func.nullif(whole, verbatim("''"))
