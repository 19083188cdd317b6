"""The `habeas` command."""

from __future__ import annotations

import errno
import os
from pathlib import Path
from typing import NoReturn

import typer

from habeas.cli import (
    checking,
    datamap,
    demonstration,
    granting,
    kept,
    keys,
    law,
    ledger,
    metrics,
    purging,
    requests,
    serving,
    staff,
    starting,
)
from habeas.cli.errors import CommandFailed, expected_errors

app = typer.Typer(
    name="habeas",
    help="Answer consumer privacy requests under the California Consumer Privacy Act.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)


# What is wrong with a disk, a folder or a name; any other error of the operating system is ours to mend.
EXPECTED = frozenset({
    errno.ENOSPC, errno.EROFS, errno.EACCES, errno.EPERM, errno.EDQUOT, errno.EEXIST, errno.ENOENT, errno.ENOTDIR,
    errno.EISDIR, errno.ENAMETOOLONG,
})  # fmt: skip
PROJECT = typer.Option(".", "--project", "-p", envvar="HABEAS_PROJECT", help="The project folder.")


@app.callback()
def options(project: Path = PROJECT) -> None:
    os.environ["HABEAS_PROJECT"] = str(project)


for module in (starting, checking, demonstration, granting, requests, serving, ledger, purging, metrics):
    module.register(app)
app.add_typer(keys.app, name="keys")
app.add_typer(kept.app, name="kept")
app.add_typer(law.app, name="law")
app.add_typer(datamap.app, name="map")
app.add_typer(staff.app, name="staff")


def main() -> None:
    """Run; a foreseen error is one line and a non-zero exit."""
    try:
        app()
    except expected_errors() as error:
        _fail(str(error))
    except OSError as error:
        if error.errno not in EXPECTED:
            raise
        where = f"{error.filename}: " if error.filename else ""
        _fail(f"cannot read or write: {where}{error.strerror}")


def _fail(message: str) -> NoReturn:
    typer.echo(f"habeas: {message}", err=True)
    raise SystemExit(1) from None


__all__ = ["CommandFailed", "app", "main"]
