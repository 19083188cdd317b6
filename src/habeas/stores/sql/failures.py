"""From a driver's error to ours, without the statement and the values, which may hold personal data."""

from __future__ import annotations

import re

import psycopg
import sqlalchemy as sa

from habeas.stores.errors import (
    StoreBusy,
    StoreError,
    StoreLost,
    StoreReadOnly,
    StoreRefused,
    StoreUnreachable,
)
from habeas.stores.sql.mariadb_failures import of_mariadb

READ_ONLY = ("readonly", "read-only", "permission denied")
CHANGED = ("no such table", "no such column")
CHANGED_KINDS = ("UndefinedTable", "UndefinedColumn", "UndefinedObject")

# Rolled back because of others at work; the next try may well succeed.
BUSY_KINDS = ("DeadlockDetected", "SerializationFailure", "LockNotAvailable")
# The connection went away: no code at all (the answer never came), shut down, killed, idle for too long.
LOST_STATES = ("57P01", "57P02", "57P03", "25P03", "08000", "08003", "08006")
ROW_SECURITY = re.compile(r'row-level security policy for table "([^"]+)"')


def translated(error: sa.exc.SQLAlchemyError, system: str, is_writing: bool, was_connected: bool = False) -> StoreError:
    """What happened, and what to do about it. Call `scrub` afterwards: Python chains the driver's error to ours."""
    orig = getattr(error, "orig", None)
    kind = type(orig or error).__name__
    text = str(orig).lower()
    code = _code(orig)
    if code is not None:
        return of_mariadb(code, system, is_writing, was_connected)
    hidden = ROW_SECURITY.search(str(orig))
    if hidden:
        return StoreRefused(
            f"system {system!r}: row-level security hides rows of {hidden[1]!r} from the user of its `url`, who would find "
            "and erase less than there is; give that user BYPASSRLS"
        )
    if kind == "InsufficientPrivilege" and not is_writing:
        return StoreRefused(
            f"system {system!r}: the user of its `url` may not read every table ({kind}); grant it SELECT"
        )
    if kind == "InsufficientPrivilege" or any(word in text for word in READ_ONLY):
        return StoreReadOnly(
            f"system {system!r} refuses to be changed ({kind}); give its `url` a user that may write, or open the file for writing"
        )
    if kind in CHANGED_KINDS or any(word in text for word in CHANGED):
        return StoreRefused(f"system {system!r} no longer has a table or column ({kind}); run `habeas check`")
    if "not a database" in text or "malformed" in text:
        return StoreRefused(f"system {system!r}: its file is no SQLite database ({kind})")
    if "unable to open" in text:
        return StoreUnreachable(
            f"system {system!r}: there is no SQLite file at its url; check `url` and that the file exists"
        )
    if isinstance(error, sa.exc.IntegrityError | sa.exc.DataError | sa.exc.ProgrammingError):
        return StoreRefused(f"system {system!r} refused a statement ({kind}); a constraint or a type stands against it")
    if kind == "FeatureNotSupported":
        return StoreRefused(
            f"system {system!r} refused a statement ({kind}); a rule that does something INSTEAD of a deletion stands "
            "against it: drop the rule, or make it a trigger"
        )
    if kind == "QueryCanceled":
        return StoreUnreachable(
            f"system {system!r} stopped a statement that took too long ({kind}); raise `limits.statement_timeout`"
        )
    if kind in BUSY_KINDS:
        return StoreBusy(f"system {system!r} is at work for others ({kind}); nothing was changed, try again")
    if "locked" in text:
        return StoreBusy(f"system {system!r} is locked by another program ({kind}); try again later")
    if was_connected and _is_lost(orig):
        return StoreLost(f"system {system!r} does not answer any more ({kind}); its connection was lost, try again")
    return StoreUnreachable(
        f"system {system!r} does not answer ({kind}); check that it runs and that `url` is right, then try again"
    )


def _code(orig: object) -> int | None:
    """The number of MariaDB's error; other drivers give words."""
    arguments = getattr(orig, "args", ())
    return arguments[0] if arguments and isinstance(arguments[0], int) else None


def _is_lost(orig: object) -> bool:
    return isinstance(orig, psycopg.OperationalError | psycopg.InterfaceError) and (
        orig.sqlstate is None or orig.sqlstate in LOST_STATES
    )


def scrub(error: sa.exc.SQLAlchemyError) -> None:
    """Empty the driver's error: a logger that prints the whole chain finds neither values nor a password in it."""
    error.args = (type(error).__name__,)
    error.__cause__ = error.__context__ = None
    error.__traceback__ = None
    if isinstance(error, sa.exc.StatementError):
        error.statement = error.params = error.orig = None
