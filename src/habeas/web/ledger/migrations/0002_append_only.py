"""The database itself refuses to change or remove what stands in the ledger."""

from typing import Any

from django.db import migrations

TABLES = ("ledger_entry", "ledger_treenode", "ledger_signedcheckpoint")


def add(apps: Any, editor: Any) -> None:
    for table in TABLES:
        if editor.connection.vendor == "sqlite":
            for event in ("UPDATE", "DELETE"):
                editor.execute(
                    f"CREATE TRIGGER {table}_no_{event.lower()} BEFORE {event} ON {table} "
                    "BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END"
                )
        elif editor.connection.vendor == "postgresql":
            editor.execute(
                "CREATE OR REPLACE FUNCTION habeas_append_only() RETURNS trigger LANGUAGE plpgsql AS "
                "$$ BEGIN RAISE EXCEPTION 'the ledger is append-only'; END $$"
            )
            editor.execute(
                f"CREATE TRIGGER {table}_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON {table} "
                "FOR EACH STATEMENT EXECUTE FUNCTION habeas_append_only()"
            )


def remove(apps: Any, editor: Any) -> None:
    for table in TABLES:
        if editor.connection.vendor == "sqlite":
            for event in ("update", "delete"):
                editor.execute(f"DROP TRIGGER IF EXISTS {table}_no_{event}")
        elif editor.connection.vendor == "postgresql":
            editor.execute(f"DROP TRIGGER IF EXISTS {table}_append_only ON {table}")


class Migration(migrations.Migration):
    dependencies = [("ledger", "0001_initial")]
    operations = [migrations.RunPython(add, remove)]
