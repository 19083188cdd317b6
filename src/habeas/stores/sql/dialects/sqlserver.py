"""SQL Server (2022 and later) and Azure SQL."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import sqlalchemy as sa

from habeas.datamap.facts import ColumnFacts
from habeas.datamap.graph import Access, Parent
from habeas.datamap.inside import dollar
from habeas.datamap.tables import Normalise
from habeas.stores.masks import AREA, AREA_BEFORE, DAY
from habeas.stores.sql.dialects.compiled import Compiled, room
from habeas.stores.sql.dialects.dialect import Expression, Syntax, place_in, quoted, typed, verbatim

# It has no regular expressions.
LIKE = {AREA: "[0-9][0-9][0-9]", AREA_BEFORE: "[0-9][0-9][0-9]__%", DAY: "[0-9]" * 4 + ("-" + "[0-9]" * 2) * 2 + "%"}
EXACT = "Latin1_General_100_BIN2"
BLANK, SIGNS = "' '", "' -().+/' + NCHAR(160)"


class SQLServer(Compiled):
    """Keys through OPENJSON, in the columns' own types: an index serves no text that has to be widened first."""

    title = "SQL Server"
    package = "pyodbc"
    string = "nvarchar(max)"
    kinds: Mapping[str, str] = {
        "integer": "bigint",
        "boolean": "bit",
        "decimal": "decimal(38, 10)",
        "date": "date",
        "datetime": "datetime2",
        "time": "time",
        "uuid": "uniqueidentifier",
    }
    syntax = Syntax(compares_rows=False, has_booleans=False)

    def pairs(self, name: str, kinds: Sequence[str]) -> str:
        columns = ", ".join(f"v{index} {kind} '$[{index + 1}]'" for index, kind in enumerate(kinds))
        return f"SELECT * FROM OPENJSON(CAST(:{name} AS nvarchar(max))) WITH (ord int '$[0]', {columns})"  # noqa: S608 (types are ours)

    def kind(self, facts: ColumnFacts | None, longest: int) -> str:
        if facts is not None and facts.family != "text":
            return super().kind(facts, longest)
        is_narrow = facts is not None and facts.place is None and facts.type.upper().startswith(("VARCHAR", "CHAR"))
        size = room(longest, 4000)
        return f"{'varchar' if is_narrow else 'nvarchar'}({size or 'max'})"

    def same(self, column: Expression, key: Expression, access: Access, facts: ColumnFacts) -> Expression:
        """Letter by letter, where a person is looked up by what they say: most collations take ANNA for Anna."""
        found = super().same(column, key, access, facts)
        if facts.family != "text" or (access.normalise is None and isinstance(access.source, Parent)):
            return found
        told = self.normalised(column, access.normalise) if access.normalise else column
        return sa.and_(found, sa.collate(told, EXACT) == sa.collate(key, EXACT))

    def normalised(self, column: Expression, how: Normalise) -> Expression:
        if how is Normalise.email:
            return super().normalised(column, how)
        blanks = sa.func.translate(column, verbatim(SIGNS), sa.func.replicate(verbatim(BLANK), verbatim("8")))
        return self.last(sa.func.replace(blanks, verbatim(BLANK), verbatim("''")), 10)

    def length(self, text: Expression) -> Expression:
        return sa.func.len(text)

    def text(self, column: Expression) -> Expression:
        # UTF-8 as everywhere, so that a hash is the same in every system.
        unicode = sa.collate(typed(column, self.string), f"{EXACT}_UTF8")
        return typed(unicode, "varchar(max)")

    def sha256(self, text: Expression) -> Expression:
        hashed = sa.func.hashbytes(verbatim("'SHA2_256'"), self.text(text))
        return sa.func.lower(sa.func.convert(verbatim("varchar(64)"), hashed, verbatim("2")))

    def matches(self, text: Expression, pattern: str) -> Expression:
        return text.like(verbatim(quoted(LIKE[pattern])))

    def truncated(self, column: Expression, unit: str, facts: ColumnFacts) -> Expression:
        return sa.func.datetrunc(verbatim(unit), column)

    def path(self, column: Expression, facts: ColumnFacts) -> Expression:
        found = sa.func.json_value(column, verbatim(quoted(dollar(place_in(facts).steps))))
        return sa.case((sa.func.isjson(column) == verbatim("1"), found))
