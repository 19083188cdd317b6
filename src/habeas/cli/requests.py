"""`habeas know`, `habeas erase` and `habeas requests`."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import typer
from rich.console import Console
from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn
from rich.table import Table

from habeas.cli.errors import CommandFailed

if TYPE_CHECKING:
    from habeas.engine.batch import Correction, Identifier
    from habeas.engine.plan import Plan
    from habeas.web.requests.models import Request

EMAIL = typer.Option([], "--email", help="An e-mail address of the person; may be repeated.")
PHONE = typer.Option([], "--phone", help="A telephone number; may be repeated.")
ID = typer.Option([], "--id", metavar="KIND=VALUE", help="Another identifier of the data map, such as core.person=17.")
NEW = typer.Option(
    ..., "--set", metavar="KIND=NEW", help="What it should be: family_name=Smith, or system.table.column=VALUE."
)
OLD = typer.Option(
    [], "--was", metavar="KIND=OLD", help="The value that is wrong; without it, whatever is held gives way."
)
REASON = typer.Option("", "--reason", help="How you know that it is the person; goes with the evidence.")
PACKAGE_OUT = typer.Option(None, "--out", help="A folder for the package and the receipt.")
RECEIPT_OUT = typer.Option(None, "--out", help="A folder for the receipt.")
OUT = typer.Option(None, "--out", help="A folder for the package and the receipt.")
ACTOR = typer.Option("", "--actor", help="Who acts (default: your login name); goes into the ledger.")


def register(app: typer.Typer) -> None:
    app.command()(know)
    app.command()(erase)
    app.command()(correct)
    app.command()(requests)
    app.command()(retry)


def know(
    email: list[str] = EMAIL,
    phone: list[str] = PHONE,
    other: list[str] = ID,
    out: Path | None = PACKAGE_OUT,
    usual: bool = typer.Option(
        False, "--usual-period", help="Only the usual look-back of the law, not everything that can be asked for."
    ),
    reason: str = REASON,
    actor: str = ACTOR,
) -> None:
    """Answer a request to know for one person, over all systems. Without --out, say what would be delivered."""
    from habeas.cli.application import start

    start()
    from habeas.cli import working
    from habeas.web.requests.models import Right

    identifiers = _identifiers(email, phone, other)
    if out is None:
        plan = working.explain(identifiers, Right.KNOW, everything=not usual)[0]
        _print_plan(plan)
        return
    _make_folder(out)
    with _progress() as progress:
        request = working.run(
            identifiers, Right.KNOW, reason=reason, actor=actor, everything=not usual, progress=progress
        )
    _finished(request, out)


def erase(
    email: list[str] = EMAIL,
    phone: list[str] = PHONE,
    other: list[str] = ID,
    explain: bool = typer.Option(False, "--explain", help="Show what would happen; the default."),
    sql: bool = typer.Option(False, "--sql", help="Show the statements."),
    as_json: bool = typer.Option(False, "--json", help="Show the plan as JSON."),
    rehearse: bool = typer.Option(
        False, "--rehearse", help="Do it, check it, take everything back, and say what would happen."
    ),
    run: bool = typer.Option(False, "--run", help="Do it."),
    yes: bool = typer.Option(False, "--yes", help="Do not ask."),
    out: Path | None = RECEIPT_OUT,
    reason: str = REASON,
    actor: str = ACTOR,
) -> None:
    """Explain or run the erasure of one person, over all systems."""
    from habeas.cli.application import start

    if run and (explain or sql or as_json or rehearse):
        raise CommandFailed("--run does it, --explain, --sql, --json and --rehearse only show it; choose one")
    start()
    from habeas.cli import working
    from habeas.web.requests.models import Right

    identifiers = _identifiers(email, phone, other)
    if rehearse:
        for line in working.rehearse(identifiers):
            typer.echo(line)
        return
    plan, statements = working.explain(identifiers, Right.DELETE)
    if as_json:
        typer.echo(json.dumps(plan.to_json(), indent=2))
        return
    if sql:
        for ref, text in statements:
            typer.echo(f"-- {ref}\n{text};\n")
        return
    _print_plan(plan)
    if not run:
        return
    if not yes:
        typer.confirm("Erase as shown?", abort=True)
    _make_folder(out)
    with _progress() as progress:
        request = working.run(identifiers, Right.DELETE, reason=reason, actor=actor, progress=progress)
    _finished(request, out)


def correct(
    email: list[str] = EMAIL,
    phone: list[str] = PHONE,
    other: list[str] = ID,
    new: list[str] = NEW,
    old: list[str] = OLD,
    run: bool = typer.Option(False, "--run", help="Do it."),
    yes: bool = typer.Option(False, "--yes", help="Do not ask."),
    out: Path | None = RECEIPT_OUT,
    reason: str = REASON,
    actor: str = ACTOR,
) -> None:
    """Explain or run the correction of one person's data, in every system that holds the value."""
    from habeas.cli.application import start

    start()
    from habeas.cli import working
    from habeas.web.requests.models import Right

    identifiers, corrections = _identifiers(email, phone, other), _corrections(new, old)
    _print_plan(working.explain(identifiers, Right.CORRECT, corrections=corrections)[0])
    if not run:
        return
    if not yes:
        typer.confirm("Correct as shown?", abort=True)
    _make_folder(out)
    with _progress() as progress:
        request = working.run(
            identifiers, Right.CORRECT, corrections=corrections, reason=reason, actor=actor, progress=progress
        )
    _finished(request, out)


def requests(everything: bool = typer.Option(False, "--all", help="Answered ones too.")) -> None:
    """List requests, the one due first on top."""
    from habeas.cli.application import start

    start()
    from habeas.web.requests.models import Request
    from habeas.web.requests.queries import queue

    table = Table("Due", "Reference", "Request", "State", "Received", "Door")
    found = Request.objects.all() if everything else queue()
    for one in found:
        table.add_row(
            str(one.respond_by),
            one.reference,
            one.title,
            one.get_state_display(),
            f"{one.received_at:%Y-%m-%d %H:%M}",
            one.get_door_display(),
        )
    Console().print(table if table.row_count else "No open request.")


def retry(
    reference: str = typer.Argument(..., help="The reference, such as HB-7K3MX-9QXTA."),
    out: Path | None = OUT,
    actor: str = ACTOR,
) -> None:
    """Run a request again that failed or was broken off; it resumes where it stopped."""
    from habeas.cli.application import start

    start()
    from habeas.cli import working

    with _progress() as progress:
        request = working.retry(reference, actor=actor, progress=progress)
    _finished(request, out)


def _identifiers(email: list[str], phone: list[str], other: list[str]) -> tuple[Identifier, ...]:
    from habeas.engine.batch import Identifier

    found = [Identifier("email", value) for value in email] + [Identifier("phone", value) for value in phone]
    for text in other:
        kind, equals, value = text.partition("=")
        if not equals or not kind or not value:
            raise CommandFailed(f"--id {text!r}: expected KIND=VALUE, for example core.person=17")
        found.append(Identifier(kind, value))
    if not found:
        raise CommandFailed("say who: --email, --phone or --id")
    return tuple(found)


def _corrections(new: list[str], old: list[str]) -> tuple[Correction, ...]:
    from habeas.engine.batch import Correction

    wrong, right = _pairs("--was", old), _pairs("--set", new)
    for what in wrong.keys() - right.keys():
        raise CommandFailed(f"--was {what}=...: say what it should be, with --set {what}=NEW")
    return tuple(Correction(what, value, wrong.get(what)) for what, value in right.items())


def _pairs(option: str, texts: list[str]) -> dict[str, str]:
    found: dict[str, str] = {}
    for text in texts:
        what, equals, value = text.partition("=")
        if not equals or not what or not value:
            raise CommandFailed(f"{option}: expected KIND=VALUE, for example family_name=Smith")
        if what in found:
            raise CommandFailed(f"{option} {what}=... stands twice; give it once")
        found[what] = value
    return found


def _make_folder(out: Path | None) -> None:
    """Before the run: what was done and cannot be saved would be hard to explain."""
    try:
        if out is not None:
            out.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise CommandFailed(f"--out {out}: {error.strerror}; name a folder") from None


def _print_plan(plan: Plan) -> None:
    from habeas.engine.explained import NOTHING, explained, why

    console = Console()
    if not console.is_terminal:  # a file, or another program
        typer.echo(explained(plan), nl=False)
        return
    table = Table(
        "System", "Table", "Fate", "Rows", "Why", title=f"Plan {plan.digest[:16]}, data map {plan.map_version}"
    )
    for outcome in plan.outcomes:
        table.add_row(outcome.table.system, outcome.table.table, str(outcome.fate), str(outcome.rows), why(outcome))
    console.print(table if plan.outcomes else NOTHING)
    if plan.unmapped:
        console.print(f"Not in the data map, neither delivered nor judged: {', '.join(plan.unmapped)}")
    for note in plan.notes:
        console.print(note)


def _progress() -> Progress:
    return Progress(
        SpinnerColumn(),
        TextColumn("{task.description}"),
        TimeElapsedColumn(),
        console=Console(stderr=True),
        transient=True,
    )


def _finished(request: Request, out: Path | None) -> None:
    from habeas.cli import working

    if request.failure:
        raise CommandFailed(f"{request.reference} did not end: {request.failure}")
    for line in working.summary(request):
        typer.echo(line)
    if out is not None:
        for path in working.save_documents(request, out):
            typer.echo(f"Wrote {path}")
