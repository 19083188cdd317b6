"""The file that proves a log only grew from one checkpoint to another (RFC 6962 section 2.1.2)."""

from collections.abc import Sequence
from dataclasses import dataclass

from habeas.proofs.checkpoint import Checkpoint, open_checkpoint, parse_checkpoint
from habeas.proofs.document import DocumentFormat, encode_hashes
from habeas.proofs.errors import BadCheckpoint, BadConsistency
from habeas.proofs.keys import Verifier
from habeas.proofs.merkle import verify_consistency
from habeas.proofs.receipt import verify_receipt

CONSISTENCY = DocumentFormat(
    name="habeas-consistency-1",
    fields=frozenset({"old_checkpoint", "new_checkpoint", "proof"}),
    error=BadConsistency,
)


@dataclass(frozen=True)
class VerifiedConsistency:
    """Two checkpoints of one log, of which the new one begins with every leaf of the old one."""

    old: Checkpoint
    new: Checkpoint


def make_consistency(old_note: str, new_note: str, proof: Sequence[bytes]) -> bytes:
    """The consistency file. Raises ProofError rather than write one that cannot verify."""
    old, new = parse_checkpoint(old_note).checkpoint, parse_checkpoint(new_note).checkpoint
    require_consistency(old, new, proof)
    return CONSISTENCY.write({"old_checkpoint": old_note, "new_checkpoint": new_note, "proof": encode_hashes(proof)})


def verify_consistency_file(data: bytes, verifier: Verifier) -> VerifiedConsistency:
    """Raises ProofError unless this key signed both checkpoints and the proof leads from old to new."""
    document = CONSISTENCY.read(data)
    old = open_checkpoint(document.text("old_checkpoint"), verifier)
    new = open_checkpoint(document.text("new_checkpoint"), verifier)
    require_consistency(old, new, document.hashes("proof"))
    return VerifiedConsistency(old, new)


def require_consistency(old: Checkpoint, new: Checkpoint, proof: Sequence[bytes]) -> None:
    """Raises BadConsistency for two logs, BadProof when the new log does not begin with the old one."""
    if old.origin != new.origin:
        raise BadConsistency(f"the checkpoints are of two logs: {old.origin!r} and {new.origin!r}")
    verify_consistency(old.size, old.root, new.size, new.root, proof)


def checkpoint_of(data: bytes, verifier: Verifier) -> Checkpoint:
    """The verified checkpoint of a file that is either a bare checkpoint note or a receipt."""
    # A note begins with its origin. One that begins with a brace is taken for a receipt, and refused.
    if data.startswith(b"{"):
        return verify_receipt(data, verifier).checkpoint
    try:
        note = data.decode("utf-8")
    except UnicodeDecodeError as error:
        raise BadCheckpoint("the file is neither a receipt nor a checkpoint: it is not UTF-8 text") from error
    return open_checkpoint(note, verifier)
