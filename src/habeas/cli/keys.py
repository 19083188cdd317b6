"""`habeas keys`: make and rotate the keys."""

from __future__ import annotations

import os
from pathlib import Path

import typer

from habeas.cli.errors import CommandFailed

app = typer.Typer(help="Make and rotate the keys that seal what people typed.", no_args_is_help=True)


@app.command()
def new() -> None:
    """Print a new master key, for a secret store."""
    from habeas.web.sealing import new_master_key

    typer.echo(new_master_key())


@app.command()
def rotate() -> None:
    """Seal everything under a new master key. The old one is needed for the last time."""
    from habeas.cli.application import start

    start()
    from django.conf import settings
    from django.utils import timezone

    from habeas.cli.people import actor
    from habeas.web import sealing
    from habeas.web.requests.services.key_check import rewrap

    reference = settings.SERVICE.master_key
    if reference.startswith("file:"):
        path = Path(settings.PROJECT_DIR) / reference.removeprefix("file:")
        old = path.read_text(encoding="ascii").strip()
        fresh = sealing.new_master_key()
        # Both keys stand in the file while the work goes on: whenever it stops, everything can still be opened.
        write_secret(path, f"{fresh},{old}")
        sealing.forget_keys()
        count = rewrap(actor=actor(), now=timezone.now())
        write_secret(path, fresh)
    else:
        if len(sealing.master_keys()) < 2:
            raise CommandFailed(
                f"put the new key (habeas keys new) before the old one in {reference}, separated by a comma, then rotate again; afterwards remove the old one"
            )
        count = rewrap(actor=actor(), now=timezone.now())
    typer.echo(f"Rotated: the keys of {count} requests are under the new master key.")


def write_secret(path: Path, value: str) -> None:
    """A file that only its owner reads; whole or not at all."""
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    target = path.with_name(f".{path.name}.new")
    descriptor = os.open(target, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "w", encoding="ascii") as file:
        file.write(value + "\n")
        file.flush()
        os.fsync(file.fileno())
    os.replace(target, path)


def make_keys(folder: Path, origin: str) -> None:
    """The keys of a new project; existing ones stay."""
    import secrets

    from habeas.proofs.keys import generate_signer, signer_pem
    from habeas.web.sealing import new_master_key

    made = folder / "keys"
    if not (made / "master.key").exists():
        write_secret(made / "master.key", new_master_key())
    if not (made / "django.key").exists():
        write_secret(made / "django.key", secrets.token_urlsafe(48))
    if not (made / "ledger.pem").exists():
        signer = generate_signer(origin)
        write_secret(made / "ledger.pem", signer_pem(signer).decode().strip())
        (made / "ledger.pub").write_text(f"{signer.verifier}\n", encoding="utf-8")
