"""Tables of which a change may turn out otherwise than it was said: they have triggers or rules."""

from __future__ import annotations

import sqlalchemy as sa

# Of a partitioned table those of its partitions count. MariaDB shows triggers only to those who may see them.
TABLES = {
    "sqlite": sa.text("SELECT DISTINCT tbl_name FROM sqlite_master WHERE type = 'trigger'"),
    "postgresql": sa.text(
        """
        SELECT DISTINCT r.relname FROM pg_class c JOIN pg_class r ON r.oid = COALESCE(pg_partition_root(c.oid), c.oid)
        WHERE r.relnamespace = (SELECT oid FROM pg_namespace WHERE nspname = current_schema())
        AND (EXISTS (SELECT FROM pg_trigger t WHERE t.tgrelid = c.oid AND NOT t.tgisinternal)
        OR EXISTS (SELECT FROM pg_rewrite w WHERE w.ev_class = c.oid AND w.rulename <> '_RETURN'))
        """
    ),
    "mariadb": sa.text(
        "SELECT DISTINCT event_object_table FROM information_schema.triggers WHERE event_object_schema = DATABASE()"
    ),
}


def with_triggers(connection: sa.Connection) -> set[str]:
    """The names of those tables in the connection's default schema; none where it cannot be asked."""
    query = TABLES.get(connection.dialect.name)
    return set(connection.scalars(query)) if query is not None else set()
