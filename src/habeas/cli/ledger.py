"""`habeas verify`, and proofs for those who verify."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import typer

from habeas.cli.application import project_folder
from habeas.cli.errors import CommandFailed

if TYPE_CHECKING:
    from habeas.proofs.keys import Verifier


FILES = typer.Argument(
    ..., metavar="RECEIPT | OLD NEW", help="A receipt; or two checkpoints (or receipts) with --consistency."
)
KEY = typer.Option(None, "--key", help="The public key file (default: keys/ledger.pub of the project).")
PROOF = typer.Option(
    None, "--proof", help="The proof file of `habeas prove`; without it, the project's own ledger gives the proof."
)
OLD = typer.Argument(..., help="The older checkpoint or receipt.")
NEW = typer.Argument(..., help="The newer one.")
OUT = typer.Option(..., "--out", help="Where to write the proof.")


def register(app: typer.Typer) -> None:
    app.command()(verify)
    app.command()(prove)


def verify(
    files: list[Path] = FILES,
    consistency: bool = typer.Option(
        False, "--consistency", help="Prove that the second checkpoint extends the first."
    ),
    key: Path | None = KEY,
    proof: Path | None = PROOF,
) -> None:
    """Check a receipt, or that one checkpoint extends another. Offline: needs the public key alone."""
    from habeas.proofs.receipt import verify_receipt

    verifier = _verifier(key)
    if consistency:
        if len(files) != 2:
            raise CommandFailed("--consistency takes two files: the older checkpoint or receipt, then the newer one")
        _consistency(files[0], files[1], proof, verifier)
        return
    if len(files) != 1:
        raise CommandFailed("give one receipt; for two checkpoints add --consistency")
    found = verify_receipt(_bytes(files[0]), verifier)
    body = found.body
    typer.echo(
        f"Valid: {body.get('request')} {body.get('reference')} of {body.get('business')}, answered on {body.get('answered_on')}."
    )
    typer.echo(f"It is entry {found.leaf_index} of a log of {found.checkpoint.size} entries signed by {verifier.name}.")


def prove(old: Path = OLD, new: Path = NEW, out: Path = OUT) -> None:
    """Write the proof that one checkpoint extends another, from this project's ledger."""
    data = _make_proof(old, new, _verifier(None))
    out.write_bytes(data)
    typer.echo(f"Wrote {out}; check it with: habeas verify --consistency {old} {new} --proof {out}")


def _consistency(old: Path, new: Path, proof: Path | None, verifier: Verifier) -> None:
    from habeas.proofs.consistency import checkpoint_of, verify_consistency_file
    from habeas.proofs.errors import BadConsistency

    first, second = checkpoint_of(_bytes(old), verifier), checkpoint_of(_bytes(new), verifier)
    data = _bytes(proof) if proof else _make_proof(old, new, verifier)
    found = verify_consistency_file(data, verifier)
    if (found.old, found.new) != (first, second):
        raise BadConsistency(
            "the proof is about other checkpoints than these two files; make it anew with `habeas prove`"
        )
    typer.echo(f"Consistent: the log of {second.size} entries only adds to the log of {first.size}.")


def _make_proof(old: Path, new: Path, verifier: Verifier) -> bytes:
    from habeas.cli.application import start
    from habeas.proofs.consistency import checkpoint_of

    start()
    from habeas.web.ledger import record

    old_data, new_data = _bytes(old), _bytes(new)
    return record.consistency(
        checkpoint_of(old_data, verifier), checkpoint_of(new_data, verifier), _note(old_data), _note(new_data)
    )


def _note(data: bytes) -> str:
    """The signed checkpoint in a file that is one, or in a receipt."""
    from habeas.proofs.canonical import parse

    if data.lstrip().startswith(b"{"):
        value = parse(data)
        return str(value["checkpoint"]) if isinstance(value, dict) else ""
    return data.decode("utf-8")


def _verifier(key: Path | None) -> Verifier:
    from habeas.proofs.keys import load_verifier

    path = key or project_folder() / "keys" / "ledger.pub"
    return load_verifier(_bytes(path).decode("utf-8", "replace").strip())


def _bytes(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise CommandFailed(f"{path} cannot be read: {error.strerror}") from None
