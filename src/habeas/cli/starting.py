"""`habeas init`: a commented starter project."""

from __future__ import annotations

from datetime import UTC, datetime
from importlib.resources import files
from pathlib import Path

import typer

from habeas.cli.errors import CommandFailed

FOLDER = typer.Argument(..., metavar="DIR", help="The folder to make; it must be empty or absent.")


def register(app: typer.Typer) -> None:
    app.command()(init)


def init(folder: Path = FOLDER) -> None:
    """Write a commented starter project with fresh keys."""
    from habeas.cli.keys import make_keys
    from habeas.law.california.clock import california_day

    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise CommandFailed(f"{folder} is not empty; name a new folder")
    source = files("habeas.cli") / "starter"
    for name in ("habeas.toml", "business.yml", "recipients.yml", "notice.yml", "systems/shop.yml", ".gitignore"):
        target = folder / name
        target.parent.mkdir(parents=True, exist_ok=True)
        text = (source / name.replace(".gitignore", "gitignore")).read_text(encoding="utf-8")
        if name == "notice.yml":
            text = text.replace("{today}", california_day(datetime.now(UTC)).isoformat())
        target.write_text(text, encoding="utf-8")
    make_keys(folder, "127.0.0.1/habeas")
    typer.echo(
        f"Made a project in {folder}. Next: describe a system in {folder}/systems/, then run: habeas -p {folder} check"
    )
