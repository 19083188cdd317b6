"""`habeas check`: everything that is wrong with a project, at once."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from habeas.cli.application import project_folder

if TYPE_CHECKING:
    from habeas.datamap.problems import Problem
    from habeas.datamap.project import Project

FOLDER = typer.Argument(None, metavar="[DIR]", help="The project folder; default: --project.")


def register(app: typer.Typer) -> None:
    app.command()(check)


def check(folder: Path | None = FOLDER) -> None:
    """Validate the project against itself, the law and the real databases. Exit 1 when there is an error."""
    from habeas.datamap.problems import Severity

    project, problems = look(folder or project_folder())
    for problem in problems:
        typer.echo(str(problem), err=problem.severity is Severity.error)
    errors = sum(problem.severity is Severity.error for problem in problems)
    if errors:
        typer.echo(f"{errors} error{'s' if errors != 1 else ''}, {len(problems) - errors} warnings.", err=True)
        raise typer.Exit(1)
    assert project is not None  # it is, without an error
    tables = sum(len(system.tables) for system in project.systems.values())
    typer.echo(f"All good: {len(project.systems)} systems, {tables} tables, {len(problems)} warnings.")


def look(folder: Path) -> tuple[Project | None, list[Problem]]:
    """The project, where it can be read, and everything that is wrong with it."""
    from habeas.datamap.check import check_project
    from habeas.datamap.problems import ProjectInvalid
    from habeas.datamap.project import load_project
    from habeas.law.california.clock import california_day
    from habeas.law.california.exceptions import DeleteException
    from habeas.law.california.regimes import Regime
    from habeas.stores.connect import facts_of_all
    from habeas.web.notices import lint

    try:
        project = load_project(folder)
        facts, problems = facts_of_all(project)
        regimes = {found.value for found in Regime}
        exceptions = {found.value for found in DeleteException}
        today = california_day(datetime.now(UTC))
        of_law = lint.problems(project, today)
        return project, sorted({*problems, *check_project(project, facts, regimes, exceptions), *of_law})
    except ProjectInvalid as error:
        return None, list(error.problems)
