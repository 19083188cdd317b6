"""From a system's URL to a SQLAlchemy engine."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from pymysql.constants import FIELD_TYPE
from pymysql.converters import conversions

from habeas.stores.errors import StoreRefused
from habeas.stores.hashing import hash_text
from habeas.stores.masked_text import empty_document
from habeas.stores.same_format import same_format
from habeas.stores.sql.dialects import COMPILED, DIALECTS
from habeas.stores.sql.dialects.compiled import Compiled
from habeas.stores.sql.streaming import let_stream

# What SQLite calls: name, number of arguments, function.
_FUNCTIONS: tuple[tuple[str, int, Callable[..., Any]], ...] = (
    ("habeas_hash", 3, hash_text),
    ("habeas_same_format", 2, same_format),
    ("habeas_empty_document", 2, empty_document),
)
MYSQL = ("mariadb", "mysql")
# Dates that are no days may stand in rows that are masked elsewhere; what does not fit is refused, not cut.
MODES = "STRICT_TRANS_TABLES,ERROR_FOR_DIVISION_BY_ZERO,NO_ENGINE_SUBSTITUTION"


def engine_for(url: str, system: str, folder: Path, timeout: int) -> sa.Engine:
    """Opens no connection. Raises StoreRefused for a URL that no adapter understands."""
    if url.startswith("sqlite:"):
        return _sqlite(url.removeprefix("sqlite:"), folder, timeout)
    try:
        parsed = sa.make_url(url)
    except (sa.exc.ArgumentError, ValueError):
        parsed = None
    if parsed is None:
        raise StoreRefused(
            f"system {system!r}: its url is no database URL; expected for example postgresql://host/name"
        )
    if parsed.drivername.partition("+")[0] in ("postgresql", "postgres"):
        parsed = parsed.set(drivername="postgresql+psycopg")
    name = parsed.drivername.partition("+")[0]
    if name not in DIALECTS:
        raise StoreRefused(f"system {system!r}: no adapter for {name!r}; there are: {', '.join(DIALECTS)}")
    if name in COMPILED:
        return _untried(parsed, system, COMPILED[name])
    if name in MYSQL:
        return _mariadb(parsed.set(drivername=f"{name}+pymysql"), timeout)
    own = parsed.query.get("options", "")
    # Where a policy would hide rows, a statement fails: to find less than there is would be silent.
    ours = f"-c statement_timeout={timeout * 1000} -c row_security=off"
    # What is prepared is planned for any keys, and expects ten; with a hundred thousand it would compare each with each.
    options = {"connect_timeout": 10, "prepare_threshold": None, "options": f"{ours} {own}"}
    engine = sa.create_engine(parsed, connect_args=options, pool_pre_ping=True, pool_size=2, hide_parameters=True)
    let_stream(engine)
    return engine


def _untried(url: sa.URL, system: str, ours: Compiled) -> sa.Engine:
    """Over SQLAlchemy's dialect for the database, where somebody has installed it."""
    try:
        engine = sa.create_engine(url, pool_pre_ping=True, hide_parameters=True)
    except (sa.exc.NoSuchModuleError, ImportError):
        engine = None
    if engine is None:
        raise StoreRefused(
            f"system {system!r}: the driver of {ours.title} is not installed; install {ours.package} beside Habeas, and mind "
            "that its statements are compiled, not run here"
        )

    @sa.event.listens_for(engine, "connect")
    def _limit(_connection: Any, record: Any) -> None:
        record.info["max_allowed_packet"] = ours.most_bytes

    return engine


def _mariadb(url: sa.URL, timeout: int) -> sa.Engine:
    """`mariadb://` or `mysql://`; options of the driver (unix_socket, ssl_ca, ...) stand in the URL's query."""
    options = {
        "connect_timeout": 10,
        "charset": "utf8mb4",
        "conv": {**conversions, FIELD_TYPE.BIT: _bits},
        "ssl_disabled": "unix_socket" in url.query,  # reading the certificates costs more than a statement
    }
    engine = sa.create_engine(
        url, connect_args=options, pool_pre_ping=True, pool_size=2, pool_recycle=1800, hide_parameters=True
    )

    @sa.event.listens_for(engine, "connect")
    def _settings(connection: Any, record: Any) -> None:
        with connection.cursor() as cursor:
            limit = (
                f"max_statement_time = {timeout}"
                if "MariaDB" in connection.get_server_info()
                else f"max_execution_time = {timeout * 1000}"  # of SELECTs only
            )
            cursor.execute(
                f"SET SESSION {limit}, innodb_lock_wait_timeout = {max(timeout, 1)}, time_zone = '+00:00', "
                f"sql_mode = '{MODES}'"
            )
            cursor.execute("SELECT @@max_allowed_packet")
            [(record.info["max_allowed_packet"],)] = cursor.fetchall()

    return engine


def _bits(value: bytes) -> int:
    return int.from_bytes(value, "big")


def _sqlite(text: str, folder: Path, timeout: int) -> sa.Engine:
    """`sqlite:PATH` or `sqlite:///PATH`, below the project's folder; `?mode=ro` opens it for reading only."""
    name, _, options = text.removeprefix("///").partition("?")
    # Without `rw` the driver makes a new file where there is none.
    uri = f"{(folder / name).absolute().as_uri()}?{options or 'mode=rw'}"

    def connect() -> sqlite3.Connection:
        # The driver's own transactions start too late: reads before the first write would not belong to them.
        connection = sqlite3.connect(uri, uri=True, timeout=timeout, isolation_level=None)
        connection.execute("PRAGMA foreign_keys = ON")
        for name, count, function in _FUNCTIONS:
            connection.create_function(name, count, function, deterministic=True)
        return connection

    engine = sa.create_engine("sqlite://", creator=connect, poolclass=sa.pool.NullPool, hide_parameters=True)

    @sa.event.listens_for(engine, "begin")
    def _begin(connection: sa.Connection) -> None:
        if connection.get_execution_options().get("habeas_write"):
            # A write that starts as a read may find the database locked half-way; IMMEDIATE takes the lock first.
            connection.exec_driver_sql("BEGIN IMMEDIATE")
            connection.exec_driver_sql("PRAGMA defer_foreign_keys = ON")
        else:
            connection.exec_driver_sql("PRAGMA query_only = ON")
            connection.exec_driver_sql("BEGIN")

    return engine
