"""The `habeas` command."""

from __future__ import annotations

import errno
import os
import sys
from pathlib import Path

import typer

from habeas.cli import checking, demonstration, keys, ledger, requests, serving, staff, starting
from habeas.cli.errors import CommandFailed, expected_errors

app = typer.Typer(
    name="habeas",
    help="Answer consumer privacy requests under the California Consumer Privacy Act.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)


PROJECT = typer.Option(".", "--project", "-p", envvar="HABEAS_PROJECT", help="The project folder.")


@app.callback()
def options(project: Path = PROJECT) -> None:
    os.environ["HABEAS_PROJECT"] = str(project)


for module in (starting, checking, demonstration, requests, serving, ledger):
    module.register(app)
app.add_typer(keys.app, name="keys")
app.add_typer(staff.app, name="staff")


def main() -> None:
    """Run; a foreseen error is one line and a non-zero exit."""
    try:
        app()
    except expected_errors() as error:
        print(f"habeas: {error}", file=sys.stderr)  # noqa: T201
        raise SystemExit(1) from None
    except OSError as error:
        if error.errno not in (errno.ENOSPC, errno.EROFS, errno.EACCES, errno.EDQUOT):
            raise
        print(
            f"habeas: cannot write: {error.strerror}; make room or give the right to write, then try again",
            file=sys.stderr,
        )  # noqa: T201
        raise SystemExit(1) from None


__all__ = ["CommandFailed", "app", "main"]
