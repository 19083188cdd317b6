"""Start the application inside a command."""

from __future__ import annotations

import os
from pathlib import Path

from habeas.cli.errors import CommandFailed


def project_folder() -> Path:
    return Path(os.environ.get("HABEAS_PROJECT", ".")).resolve()


def start() -> None:
    """Load the project, set Django up, bring the database up to date, try the master key.

    Raises ProjectInvalid, KeyMissing, SealingError, BadKey, CommandFailed.
    """
    import django
    from django.core.management import call_command
    from django.db import connection
    from django.db.utils import DatabaseError

    from habeas.datamap.project import load_project

    load_project(project_folder())
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "habeas.web.settings")
    django.setup()
    from django.conf import settings

    Path(settings.DATA_DIR).mkdir(parents=True, exist_ok=True, mode=0o700)
    try:
        call_command("migrate", verbosity=0, interactive=False)
    except DatabaseError as error:
        kind = connection.settings_dict.get("ENGINE", "").rpartition(".")[2]
        raise CommandFailed(
            f"the application's database ({kind}) cannot be used: {type(error).__name__}; check `database` in habeas.toml, that the server runs, and that the disk has room"
        ) from None
    from habeas.web.accounts.permissions import ensure_roles
    from habeas.web.ledger.record import signer
    from habeas.web.requests.services.key_check import check_master_key

    check_master_key()
    signer()
    ensure_roles()
