"""`habeas metrics`: the figures for the yearly disclosure."""

from __future__ import annotations

import json

import typer

from habeas.cli.errors import CommandFailed

YEAR = typer.Argument(None, metavar="[YEAR]", help="The calendar year; default: the last one that is over.")


def register(app: typer.Typer) -> None:
    app.command()(metrics)


def metrics(
    year: int | None = YEAR, as_json: bool = typer.Option(False, "--json", help="The figures as JSON.")
) -> None:
    """Requests received, complied with and denied in a calendar year, and the days they took (§7102)."""
    from habeas.cli.application import start

    start()
    from django.utils import timezone
    from rich.console import Console
    from rich.table import Table

    from habeas.law.california.clock import california_day
    from habeas.law.california.metrics_due import due_on
    from habeas.law.cases import plain
    from habeas.law.errors import LawError
    from habeas.web.requests.metrics import figures

    wanted = year if year is not None else california_day(timezone.now()).year - 1
    this_year = california_day(timezone.now()).year
    if not 0 < wanted <= this_year:
        raise CommandFailed(f"there are no figures of {wanted}; name a year up to {this_year}")
    try:
        due = due_on(wanted)
    except LawError as error:  # a year before the law asked for figures
        raise CommandFailed(str(error)) from None
    found = figures(wanted)
    if as_json:
        typer.echo(json.dumps(plain(found.value), indent=2))
        return
    table = Table("Request", "Received", "Complied", "of them in part", "Denied", "Open", "Median days", "Mean days")
    for column, line in found.value.items():
        numbers = (line.received, line.complied, line.partial, line.denied, line.open, line.median_days, line.mean_days)
        table.add_row(column.replace("_", " "), *("" if number is None else str(number) for number in numbers))
    Console().print(table)
    for warning in (*found.warnings, *found.doubts):
        typer.echo(warning)
    typer.echo(due.cited())
