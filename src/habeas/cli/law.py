"""`habeas law`: the statute as this version applies it, and its worked cases. Needs no project."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Any

import typer

from habeas.cli.errors import CommandFailed

if TYPE_CHECKING:
    from habeas.law.cases import Result

app = typer.Typer(no_args_is_help=True, help="The law as this version applies it.")
CASES = Path("tests/cases/law")
PATHS = typer.Argument(None, metavar="[FILE | DIR]...", help=f"Case files, or folders of them; default: {CASES}.")


@app.command()
def cases(
    paths: list[Path] | None = PATHS,
    quiet: bool = typer.Option(False, "--quiet", "-q", help="Only what failed, and the count."),
) -> None:
    """Run worked cases and print how each came out. Exit 1 when one fails.

    What waits for a door that is not built is listed and counted, never as passed.
    """
    results = [result for path in _files(paths or [CASES]) for result in _run_file(path)]
    for result in results:
        if not quiet or result.status.value == "failed":
            _print_result(result)
    counts = Counter(result.status.value for result in results)
    checks = sum(result.checks for result in results)
    typer.echo(f"{len(results)} cases, {checks} checks: " + ", ".join(f"{n} {s}" for s, n in sorted(counts.items())))
    if counts["failed"] or not results:
        raise typer.Exit(1)


def _print_result(result: Result) -> None:
    typer.echo(f"{result.id:<10} {result.status.value:<8} {result.about}")
    for note in result.notes:
        typer.echo(f"{'':<20}{note}")


def _files(paths: list[Path]) -> list[Path]:
    found = []
    for path in paths:
        if not path.exists():
            raise CommandFailed(f"there is no case file or folder {path}; name one: habeas law cases FILE")
        found += sorted(path.rglob("*.yml")) if path.is_dir() else [path]
    return found


def _run_file(path: Path) -> list[Result]:
    return [_run(case, path) for case in read_cases(path)]


def _run(case: dict[str, Any], path: Path) -> Result:
    """One case; what is not written as a case is has failed, and the others still run."""
    from habeas.law.cases import CaseInvalid, Result, Status, run

    try:
        return run(case)
    except CaseInvalid as error:
        return Result(str(case.get("id", "?")), str(case.get("about", "")), Status.FAILED, 0, (f"{path}: {error}",))


def read_cases(path: Path) -> list[dict[str, Any]]:
    """The cases of one file. Every scalar stays text: the rule's signature says what it is. Raises CommandFailed."""
    import yaml

    try:
        found = yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.BaseLoader)  # noqa: S506 (builds text only)
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        raise CommandFailed(f"{path} is no YAML: {' '.join(str(error).split())}") from None
    listed = found.get("cases") if isinstance(found, dict) else found
    if not isinstance(listed, list) or not all(isinstance(case, dict) for case in listed):
        raise CommandFailed(f"{path}: expected `cases:` with a list of cases; see docs/reference/law-cases.md")
    return listed


@app.command()
def show(
    name: str = typer.Argument(..., metavar="ID", help="A rule, such as clock.extend, or a row, such as E-21 or P-02."),
) -> None:
    """Print a rule or a row of the specification: what it says, its sections, and the dates its values hold."""
    from habeas.cli.law_pages import page_of

    text = page_of(name)
    if not text:
        raise CommandFailed(f"no rule and no row {name!r}; `habeas law rules` lists the rules")
    typer.echo(text)


@app.command()
def rules(
    markdown: bool = typer.Option(False, "--markdown", help="As the reference page of the documentation."),
) -> None:
    """List the rules: the question each answers, the facts it takes and the rows it decides."""
    from habeas.cli.law_pages import list_of_rules, reference_page

    typer.echo(reference_page() if markdown else list_of_rules())
