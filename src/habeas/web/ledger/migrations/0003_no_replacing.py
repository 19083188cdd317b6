"""SQLite's REPLACE removes a row without asking the triggers for DELETE: it is refused where a row stands already."""

from typing import Any

from django.db import migrations

KEYS = {
    "ledger_entry": '"index" = NEW."index"',
    "ledger_treenode": 'id = NEW.id OR (level = NEW.level AND "index" = NEW."index")',
    "ledger_signedcheckpoint": "id = NEW.id OR size = NEW.size",
}


def add(apps: Any, editor: Any) -> None:
    if editor.connection.vendor == "sqlite":
        for table, same in KEYS.items():
            editor.execute(
                f"CREATE TRIGGER {table}_no_replace BEFORE INSERT ON {table} "  # noqa: S608 (fixed names)
                f"WHEN EXISTS (SELECT 1 FROM {table} WHERE {same}) "
                "BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END"
            )


def remove(apps: Any, editor: Any) -> None:
    if editor.connection.vendor == "sqlite":
        for table in KEYS:
            editor.execute(f"DROP TRIGGER IF EXISTS {table}_no_replace")


class Migration(migrations.Migration):
    dependencies = [("ledger", "0002_append_only")]
    operations = [migrations.RunPython(add, remove)]
