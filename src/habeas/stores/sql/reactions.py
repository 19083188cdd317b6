"""What a change of a table sets off, or leaves stale: triggers, and materialised views that read it."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import replace

import sqlalchemy as sa

from habeas.datamap.facts import TableFacts, Trigger

# Table, trigger, event.
TRIGGERS = {
    "postgresql": """
        SELECT c.relname, t.tgname, e.name FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid
        JOIN (VALUES (8, 'DELETE'), (16, 'UPDATE')) e (bit, name) ON t.tgtype & e.bit <> 0
        WHERE NOT t.tgisinternal AND t.tgenabled <> 'D'
        AND c.relnamespace = (SELECT oid FROM pg_namespace WHERE nspname = current_schema())
    """,
    "mysql": """
        SELECT event_object_table, trigger_name, event_manipulation FROM information_schema.triggers
        WHERE event_object_schema = DATABASE() AND event_manipulation IN ('DELETE', 'UPDATE')
    """,
    "sqlite": "SELECT tbl_name, name, sql FROM sqlite_master WHERE type = 'trigger'",
}
# Table, materialised view, also over views over the table.
VIEWS = """
    WITH RECURSIVE reads (source, reader, kind) AS (
        SELECT d.refobjid, r.ev_class, v.relkind FROM pg_depend d JOIN pg_rewrite r ON r.oid = d.objid
        JOIN pg_class v ON v.oid = r.ev_class WHERE d.classid = 'pg_rewrite'::regclass
        AND d.refclassid = 'pg_class'::regclass AND d.refobjid <> r.ev_class AND v.relkind IN ('m', 'v')
        UNION
        SELECT reads.source, r.ev_class, v.relkind FROM reads JOIN pg_depend d ON d.refobjid = reads.reader
        JOIN pg_rewrite r ON r.oid = d.objid JOIN pg_class v ON v.oid = r.ev_class
        WHERE d.classid = 'pg_rewrite'::regclass AND d.refclassid = 'pg_class'::regclass
        AND d.refobjid <> r.ev_class AND v.relkind IN ('m', 'v')
    )
    SELECT DISTINCT c.relname, v.relname FROM reads JOIN pg_class c ON c.oid = reads.source
    JOIN pg_class v ON v.oid = reads.reader WHERE reads.kind = 'm' AND c.relkind IN ('r', 'p')
    AND c.relnamespace = (SELECT oid FROM pg_namespace WHERE nspname = current_schema())
"""
EVENT = re.compile(r"\b(DELETE|UPDATE|INSERT)\b(?:\s+OF\b.*?)?\s+ON\b", re.IGNORECASE | re.DOTALL)


def with_reactions(tables: Mapping[str, TableFacts], connection: sa.Connection) -> dict[str, TableFacts]:
    """The tables with their triggers, and the materialised views that read them."""
    triggers: dict[str, list[Trigger]] = defaultdict(list)
    kind = "mysql" if connection.dialect.name == "mariadb" else connection.dialect.name
    if kind not in TRIGGERS:
        return dict(tables)
    for table, name, event in map(tuple, connection.execute(sa.text(TRIGGERS[kind]))):
        if kind == "sqlite":  # the statement that made it
            found = EVENT.search(event)
            event = found[1].upper() if found else ""
        if event in ("DELETE", "UPDATE"):
            triggers[table].append(Trigger(name, event))
    views: dict[str, list[str]] = defaultdict(list)
    if kind == "postgresql":
        for table, view in map(tuple, connection.execute(sa.text(VIEWS))):
            views[table].append(view)
    return {
        name: replace(table, triggers=tuple(sorted(triggers[name])), stale_views=tuple(sorted(views[name])))
        for name, table in tables.items()
    }
