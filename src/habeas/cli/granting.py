"""`habeas grants`: what the users of a system must be allowed, and no more."""

from __future__ import annotations

import typer

from habeas.cli.application import project_folder
from habeas.cli.errors import CommandFailed

SYSTEM = typer.Argument(..., help="The system, as its file in systems/ names it.")
READER = typer.Option("habeas_reader", "--reader", help="The user of `read_url`.")
WRITER = typer.Option("habeas_writer", "--writer", help="The user of `url`.")


def register(app: typer.Typer) -> None:
    app.command()(grants)


def grants(system: str = SYSTEM, reader: str = READER, writer: str = WRITER) -> None:
    """Print the GRANT statements that the data map needs for a system. Nothing is changed."""
    from habeas.datamap.cascade import with_cascades
    from habeas.datamap.graph import build_graph
    from habeas.datamap.project import load_project
    from habeas.engine.privileges import to_read, to_write
    from habeas.stores.connect import facts_of_all, open_store
    from habeas.stores.sql.store import SqlStore

    project = load_project(project_folder())
    if system not in project.systems:
        raise CommandFailed(f"there is no system {system!r}; there are: {', '.join(project.systems)}")
    store = open_store(project.systems[system], project.folder)
    if not isinstance(store, SqlStore):
        typer.echo("Files know no grants: the service needs the right to read and write the folder and its files.")
        return
    if store.dialect.name == "sqlite":
        typer.echo("SQLite knows no grants: the service needs the right to read and write the file and its folder.")
        return
    facts, problems = facts_of_all(project)
    if problems:
        raise CommandFailed("; ".join(map(str, problems)))
    graph = with_cascades(build_graph(project.systems, facts), project.systems)
    typer.echo(f"-- {reader}: explains and delivers")
    for line in store.grants(to_read(graph, system), reader):
        typer.echo(line)
    typer.echo(f"-- {writer}: erases and verifies; for corrections, grant it UPDATE on the columns to be corrected")
    for line in store.grants(to_write(graph, system), writer):
        typer.echo(line)
