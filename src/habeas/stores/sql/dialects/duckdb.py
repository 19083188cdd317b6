"""DuckDB, which reads the files."""

from __future__ import annotations

from collections.abc import Sequence

import sqlalchemy as sa

from habeas.datamap.facts import ColumnFacts
from habeas.datamap.inside import dollar
from habeas.stores.keys import coerced
from habeas.stores.masks import Constant, Mask
from habeas.stores.reached import Keys
from habeas.stores.sql.dialects.dialect import Expression, among, key_columns, place_in, quoted, verbatim
from habeas.stores.sql.dialects.postgresql import PostgreSQL
from habeas.stores.sql.dialects.same_format import SameFormatDuckDB


class DuckDB(PostgreSQL):
    """Keys as a registered Arrow table of the same name; the SQL is PostgreSQL's."""

    empty_list = "[]"
    narrows_joins = False

    def keys(
        self, name: str, keys: Keys, columns: Sequence[ColumnFacts | None]
    ) -> tuple[sa.FromClause, dict[str, object]]:
        kept = coerced(keys, columns, typed=True)
        source: sa.TableClause = sa.table(name, *key_columns(len(columns)))
        return source, {name: kept}

    def among(
        self, columns: Sequence[Expression], source: sa.FromClause, facts: Sequence[ColumnFacts | None]
    ) -> Expression:
        return among(columns, source)

    def _hash(self, secret: str, text: Expression, length: int) -> Expression:
        return sa.func.left(sa.func.sha256(sa.literal(secret, sa.Text).concat(text)), length)

    def _matches(self, text: Expression, pattern: str) -> Expression:
        # By itself a dot stands for no line break here.
        return sa.func.coalesce(sa.func.regexp_matches(text, pattern, "s"), sa.false())

    def _same_format(self, column: Expression, secret: Expression) -> Expression:
        return SameFormatDuckDB(column, secret)

    def inside(self, column: Expression, facts: ColumnFacts) -> Expression:
        place = place_in(facts)
        if facts.within is not None and facts.within.family == "array":
            return column
        path = dollar(place.steps) + (f"[*]{dollar(place.after)[1:]}" if place.is_each else "")
        found = sa.func.json_extract_string(column, verbatim(quoted(path)))
        return sa.case((sa.func.json_valid(column), found))

    def elements(self, column: Expression, facts: ColumnFacts) -> sa.FromClause:
        return sa.select(sa.func.unnest(self.inside(column, facts)).label("value")).lateral("habeas_element")

    def holds(self, column: Expression, facts: ColumnFacts, key: Expression) -> Expression | None:
        return sa.func.list_contains(self.inside(column, facts), key)

    def is_replaced(self, column: Expression, facts: ColumnFacts, mask: Mask, secret: str) -> Expression:
        text = self.inside(column, facts)
        path = verbatim(quoted(dollar(place_in(facts).steps)))
        absent = sa.case((sa.func.json_valid(column), sa.func.json_exists(column, path)), else_=sa.false())
        return sa.or_(sa.not_(absent), text.is_not_distinct_from(self.masked(text, facts, mask, secret)))

    def is_masked(self, column: Expression, facts: ColumnFacts, mask: Mask, secret: str) -> Expression:
        if isinstance(mask, Constant):
            # A file may lack the column, and what is not there needs no mask.
            return sa.or_(column.is_(None), column == self.masked(column, facts, mask, secret))
        return super().is_masked(column, facts, mask, secret)
