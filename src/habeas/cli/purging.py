"""`habeas purge`: what has been kept long enough goes."""

from __future__ import annotations

import typer


def register(app: typer.Typer) -> None:
    app.command()(purge)


def purge(run: bool = typer.Option(False, "--run", help="Do it; without it, only say what is due.")) -> None:
    """Close answered requests, forget what was typed to verify, destroy the keys of records kept long enough.

    The worker does this by itself a few times a day.
    """
    from habeas.cli.application import start

    start()
    from django.utils import timezone

    from habeas.web.requests.services import purging

    now = timezone.now()
    if run:
        done = purging.run(now)
        typer.echo(", ".join(f"{number} {what}" for what, number in done.items()) + ".")
        return
    due = {"close": purging.to_close, "forget": purging.to_forget, "purge": purging.to_purge}
    for what, find in due.items():
        found = [request.reference for request in find(now)]
        typer.echo(f"To {what}: {len(found)}{': ' if found else ''}{', '.join(found)}")
