"""MERGE, for databases in which a change of rows cannot join others."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import sqlalchemy as sa
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.compiler import SQLCompiler


class Merge(sa.Executable, sa.ClauseElement):
    """Puts `new` into a column of the rows that meet those of `source` and are `wanted`."""

    inherit_cache = False

    def __init__(
        self,
        table: sa.TableClause,
        source: sa.FromClause,
        met: sa.ColumnElement[bool],
        wanted: sa.ColumnElement[bool],
        column: sa.ColumnClause[Any],
        new: sa.ColumnElement[Any],
    ) -> None:
        self.table, self.source, self.met = table, source, met
        self.wanted, self.column, self.new = wanted, column, new


def _parts(merge: Merge, compiler: SQLCompiler) -> Iterator[str]:
    table = compiler.process(merge.table, asfrom=True)
    source = compiler.process(merge.source, asfrom=True)
    yield f"MERGE INTO {table} USING {source} ON ({compiler.process(merge.met)})"
    yield compiler.process(merge.wanted)
    yield f"UPDATE SET {compiler.preparer.quote(merge.column.name)} = {compiler.process(merge.new)}"


@compiles(Merge)
def _spelled(merge: Merge, compiler: SQLCompiler, **_: Any) -> str:
    head, wanted, update = _parts(merge, compiler)
    return f"{head} WHEN MATCHED AND {wanted} THEN {update}"


@compiles(Merge, "oracle")
def _of_oracle(merge: Merge, compiler: SQLCompiler, **_: Any) -> str:
    # What ON names cannot be changed, and a condition stands behind the change.
    head, wanted, update = _parts(merge, compiler)
    return f"{head} WHEN MATCHED THEN {update} WHERE {wanted}"
