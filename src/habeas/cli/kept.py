"""`habeas kept`: rows that erasures left under an exception, which serve that exception only."""

from __future__ import annotations

import csv
import json
import sys
from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from habeas.cli.errors import CommandFailed

if TYPE_CHECKING:
    from habeas.datamap.graph import Node

app = typer.Typer(help="Rows that erasures left under an exception, for that purpose only.", no_args_is_help=True)
TABLE = typer.Argument(..., metavar="SYSTEM.TABLE", help="A table of the data map.")
FILE = typer.Argument(..., help="An export of the table as CSV, with a header.")
KEY = typer.Option([], "--key", help="The export's names of the primary key, in its order.")
OUT = typer.Option(None, "--out", help="A file to write; else it is printed.")


@app.command("list")
def show(as_json: bool = typer.Option(False, "--json", help="The figures as JSON.")) -> None:
    """Count the kept rows by table, exception and end."""
    from habeas.cli.application import start

    start()
    from rich.console import Console
    from rich.table import Table

    from habeas.web.kept import register
    from habeas.web.kept.models import Kept

    found = register.lines()
    if as_json:
        typer.echo(json.dumps([{**one._asdict(), "ends_on": one.ends_on and str(one.ends_on)} for one in found]))
        return
    table = Table("Until", "System", "Table", "Exception", "Rows")
    for one in found:
        until = str(one.ends_on) if one.ends_on else "its reason ends"
        table.add_row(until, one.system, one.table, one.citation or "a kept row points at them", str(one.rows))
    Console().print(table if found else "No row is kept under an exception.")
    for entry in Kept.objects.exclude(failure="").select_related("request"):
        typer.echo(f"{entry.request.reference}: {entry.failure}")


@app.command()
def keys(name: str = TABLE, out: Path | None = OUT) -> None:
    """Print the primary keys of a table's kept rows as CSV, for whatever must leave them out."""
    from habeas.cli.application import start

    start()
    columns = _node(name).facts.primary_key
    with ExitStack() as stack:
        target = csv.writer(stack.enter_context(out.open("w", newline="", encoding="utf-8")) if out else sys.stdout)
        target.writerow(columns)
        target.writerows(sorted(_kept(name)))


@app.command()
def screen(
    name: str = TABLE,
    file: Path = FILE,
    key: list[str] = KEY,
    out: Path | None = OUT,
) -> None:
    """Copy an export without the rows that are kept for an exception only."""
    from habeas.cli.application import start

    start()
    primary = _node(name).facts.primary_key
    columns = tuple(key) or primary
    if len(columns) != len(primary):
        raise CommandFailed(f"--key: expected {len(primary)} for {', '.join(primary)}, found {len(columns)}")
    with ExitStack() as stack:
        source = csv.reader(stack.enter_context(file.open(newline="", encoding="utf-8-sig")))
        header = next(source, [])
        places = _places(header, columns, file)
        kept = _kept(name)
        target = csv.writer(stack.enter_context(out.open("w", newline="", encoding="utf-8")) if out else sys.stdout)
        target.writerow(header)
        copied = left_out = 0
        for row in _whole(source, len(header), file):
            if tuple(row[place] for place in places) in kept:
                left_out += 1
            else:
                target.writerow(row)
                copied += 1
    typer.echo(f"{copied} rows copied, {left_out} left out: they are kept for an exception only.", err=True)


@app.command()
def erase(run: bool = typer.Option(False, "--run", help="Do it; without it, only say what is due.")) -> None:
    """Erase kept rows whose day has come. The worker does this by itself a few times a day."""
    from habeas.cli.application import start

    start()
    from django.utils import timezone

    from habeas.web.kept import erasing

    if run:
        done = erasing.run(timezone.now())
        typer.echo(", ".join(f"{number} {what}" for what, number in done.items()) + ".")
        return
    found = [entry.request.reference for entry in erasing.due(timezone.now()).select_related("request")]
    typer.echo(f"Due: {len(found)}{': ' if found else ''}{', '.join(found)}")


def _node(name: str) -> Node:
    from habeas.datamap.graph import TableRef
    from habeas.web.project import systems

    node = systems().graph.nodes.get(TableRef(*name.partition(".")[::2]))
    if node is None:
        raise CommandFailed(f"{name!r} is no table of the data map with people's rows; expected SYSTEM.TABLE")
    if not node.facts.primary_key:
        raise CommandFailed(f"{name} has no primary key by which its rows could be told")
    return node


def _kept(name: str) -> frozenset[tuple[str, ...]]:
    from habeas.web.kept import register

    try:
        return frozenset(tuple(map(str, key)) for key in register.keys_of(_node(name).ref))
    except register.KeysUnknown as error:
        raise CommandFailed(str(error)) from None


def _places(header: Sequence[str], columns: Sequence[str], file: Path) -> list[int]:
    for name in columns:
        if header.count(name) != 1:
            raise CommandFailed(f"{file}: expected a header with the column {name!r} once; name another with --key")
    return [header.index(name) for name in columns]


def _whole(rows: Iterator[list[str]], width: int, file: Path) -> Iterator[list[str]]:
    try:
        for number, row in enumerate(rows, 2):
            if len(row) != width:
                raise CommandFailed(f"{file}: row {number} has {len(row)} fields; expected {width}, as in the header")
            yield row
    except (UnicodeDecodeError, csv.Error):
        raise CommandFailed(f"{file} is no CSV in UTF-8; export it anew") from None
