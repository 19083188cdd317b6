"""The mask of `stores.same_format` in SQL, for databases that reach it by no function."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.functions import FunctionElement

from habeas.stores.same_format import CHECK

# v: the value and the secret. signs: each sign, the first of those that may stand in its place, and whether it belongs
# to the check. skeletons: the value, and the pseudo-random one, without their checks. sealed: with them.
SQL = """(
WITH v AS (SELECT CAST({text} AS text) AS t, CAST({secret} AS text) AS k),
placed AS (SELECT t, {places} AS i FROM v),
kinds AS (
    SELECT i, substr(t, CAST(i AS integer), 1) AS c, CASE
        WHEN ascii(substr(t, CAST(i AS integer), 1)) BETWEEN 48 AND 57 THEN '0'
        WHEN ascii(substr(t, CAST(i AS integer), 1)) BETWEEN 65 AND 90 THEN 'A'
        WHEN ascii(substr(t, CAST(i AS integer), 1)) BETWEEN 97 AND 122 THEN 'a'
        WHEN ascii(substr(t, CAST(i AS integer), 1)) > 127 THEN 'a'
        ELSE '' END AS kind
    FROM placed),
signs AS (
    SELECT i, c, kind, CASE kind WHEN '0' THEN 10 ELSE 26 END AS size, kind <> ''
        AND row_number() OVER (PARTITION BY kind <> '' ORDER BY i DESC) <= {check} AS is_check
    FROM kinds),
skeletons AS (
    SELECT string_agg(CASE WHEN is_check THEN kind ELSE c END, '' ORDER BY i) AS kept,
        string_agg(CASE WHEN kind = '' THEN c WHEN is_check THEN kind
            ELSE chr(ascii(kind) + mod({body}, size)) END, '' ORDER BY i) AS fresh
    FROM signs CROSS JOIN v),
sealed AS (
    SELECT string_agg(CASE WHEN is_check THEN chr(ascii(kind) + mod({kept}, size)) ELSE c END, '' ORDER BY i) AS kept,
        string_agg(CASE WHEN is_check THEN chr(ascii(kind) + mod({fresh}, size))
            ELSE substr(fresh, CAST(i AS integer), 1) END, '' ORDER BY i) AS fresh
    FROM signs CROSS JOIN skeletons CROSS JOIN v)
SELECT CASE WHEN sealed.kept = v.t THEN v.t ELSE coalesce(sealed.fresh, v.t) END FROM sealed CROSS JOIN v)"""
SEEDS = {
    "body": "k || 'b' || i || ':' || t",
    "kept": "k || 'c' || i || ':' || kept",
    "fresh": "k || 'c' || i || ':' || fresh",
}


class SameFormatSql(FunctionElement[str]):
    """PostgreSQL. `number` makes the first two bytes of a SHA-256 a number, `places` counts the signs of `t`."""

    name = "habeas_same_format"
    inherit_cache = True
    type = sa.Text()
    number = "CAST(CAST('x' || left(encode(sha256(convert_to({}, 'UTF8')), 'hex'), 4) AS bit(16)) AS integer)"
    places = "generate_series(1, length(t))"


class SameFormatDuckDB(SameFormatSql):
    inherit_cache = True
    number = "CAST('0x' || left(sha256({}), 4) AS integer)"
    places = "unnest(generate_series(1, length(t)))"


@compiles(SameFormatSql)
def _spelled(element: SameFormatSql, compiler: SQLCompiler, **options: Any) -> str:
    text, secret = (compiler.process(clause, **options) for clause in element.clauses)
    numbers = {name: element.number.format(seed) for name, seed in SEEDS.items()}
    return SQL.format(text=text, secret=secret, places=element.places, check=CHECK, **numbers)
