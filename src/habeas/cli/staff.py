"""`habeas staff`: the first accounts, and lost ones."""

from __future__ import annotations

import typer

from habeas.cli.errors import CommandFailed

app = typer.Typer(help="Staff accounts.", no_args_is_help=True)


@app.command()
def add(
    username: str = typer.Argument(..., help="The user name."),
    role: str = typer.Option("administrator", help="analyst, privacy officer, auditor or administrator."),
    password: str = typer.Option(
        ..., prompt=True, hide_input=True, confirmation_prompt=True, help="At least 12 signs."
    ),
) -> None:
    """Add a member of staff."""
    from habeas.cli.application import start

    start()
    from django.contrib.auth.password_validation import validate_password
    from django.core.exceptions import ValidationError
    from django.db import transaction
    from django.utils import timezone

    from habeas.cli.people import actor
    from habeas.web.accounts.permissions import Role, add_staff
    from habeas.web.ledger import record

    try:
        given = Role(role)
        validate_password(password)
    except ValueError:
        raise CommandFailed(f"there is no role {role!r}; there are: {', '.join(Role)}") from None
    except ValidationError as error:
        raise CommandFailed(" ".join(error.messages)) from None
    with transaction.atomic():
        user = add_staff(username, password, given)
        user.set_password(password)  # also of somebody who is there already: this is how a lost one is replaced
        user.save(update_fields=["password"])
        record.write(
            actor=actor(), action="staff added", now=timezone.now(), facts={"staff": user.pk, "role": str(given)}
        )
    typer.echo(f"{username} is {given}.")
