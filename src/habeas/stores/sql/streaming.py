"""Rows while the database still looks for more of them.

A server-side cursor, SQLAlchemy's way to read some rows at a time, is planned for its first tenth and stands still between
two fetches. PostgreSQL's own protocol sends rows as it finds them, in chunks: the server works while Python works, and a
statement saves two round trips.
"""

from __future__ import annotations

from collections.abc import Generator, Iterator, Mapping
from contextlib import closing
from itertools import chain, islice
from typing import Any

import psycopg
import sqlalchemy as sa

from habeas.stores.protocol import Batch

ROWS_AT_ONCE = 2000
OPTION = "habeas_stream"


def let_stream(engine: sa.Engine) -> None:
    """Let statements with the option be sent as streams, where the driver's library can."""
    if not psycopg.capabilities.has_stream_chunked():
        return

    @sa.event.listens_for(engine, "do_execute")
    def _start(cursor: Any, statement: str, parameters: Any, context: Any) -> bool:
        if not context.execution_options.get(OPTION):
            return False
        rows = cursor.stream(statement, parameters, size=ROWS_AT_ONCE)
        # With its first row a statement has run, or has failed where SQLAlchemy still sees it.
        context.habeas_rows = list(islice(rows, 1)), rows
        return True


def streamed(
    connection: sa.Connection, statement: sa.Executable, parameters: Mapping[str, object]
) -> Generator[Batch, None, None]:
    """The driver's own tuples, some at a time: wrapping each in a row costs as much as the query.

    Nothing else can be asked over the connection before the last of them is read, or the iterator closed.
    """
    is_sent = connection.dialect.name == "postgresql" and psycopg.capabilities.has_stream_chunked()
    options = {OPTION: True} if is_sent else {"stream_results": True, "max_row_buffer": ROWS_AT_ONCE}
    with connection.execute(statement, parameters, execution_options=options) as result:
        if is_sent:
            yield from _sent(result)
            return
        while rows := result.cursor_strategy.fetchmany(result, result.cursor, ROWS_AT_ONCE):
            yield rows


def _sent(result: sa.CursorResult[Any]) -> Iterator[Batch]:
    first, others = result.context.habeas_rows  # type: ignore[attr-defined]
    with closing(others):
        rows = chain(first, others)
        try:
            while batch := list(islice(rows, ROWS_AT_ONCE)):
                yield batch
        except psycopg.Error as error:
            result.cursor_strategy.handle_exception(result, result.cursor, error)
