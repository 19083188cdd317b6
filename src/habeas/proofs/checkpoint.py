"""The signed head of the log: a C2SP tlog-checkpoint in a signed note.

https://c2sp.org/tlog-checkpoint and https://c2sp.org/signed-note. Stricter than both, so that a checkpoint
has one spelling and a changed byte never passes: exactly one signature, no extension lines.
"""

from dataclasses import dataclass

from habeas.proofs import strict_base64
from habeas.proofs.errors import BadCheckpoint
from habeas.proofs.keys import KEY_ID_SIZE, Signer, Verifier
from habeas.proofs.merkle import HASH_SIZE

LARGEST_SIZE = 2**63 - 1
SIGNATURE_SIZE = 64


@dataclass(frozen=True)
class Checkpoint:
    """Which log (origin), how many leaves, and the root over them. Raises BadCheckpoint when malformed."""

    origin: str
    size: int
    root: bytes

    def __post_init__(self) -> None:
        if not self.origin or not self.origin.isprintable():
            raise BadCheckpoint(f"the origin {self.origin!r} is empty or holds an unprintable character")
        if not 0 <= self.size <= LARGEST_SIZE:
            raise BadCheckpoint(f"the tree size {self.size} is not between 0 and 2**63 - 1")
        if len(self.root) != HASH_SIZE:
            raise BadCheckpoint(f"the root has {len(self.root)} bytes; SHA-256 gives {HASH_SIZE}")

    @property
    def text(self) -> str:
        """The note text that is signed, with its final newline."""
        return f"{self.origin}\n{self.size}\n{strict_base64.encode(self.root)}\n"


@dataclass(frozen=True)
class SignedCheckpoint:
    """What a note claims, before anybody checked the signature."""

    checkpoint: Checkpoint
    key_name: str
    key_id: bytes
    signature: bytes

    @property
    def note(self) -> str:
        signature = strict_base64.encode(self.key_id + self.signature)
        return f"{self.checkpoint.text}\n— {self.key_name} {signature}\n"


def sign_checkpoint(checkpoint: Checkpoint, signer: Signer) -> str:
    """The signed note. Who signs must never sign two checkpoints of a log that are not consistent."""
    signature = signer.sign(checkpoint.text.encode())
    return SignedCheckpoint(checkpoint, signer.name, signer.verifier.key_id, signature).note


def open_checkpoint(note: str, verifier: Verifier) -> Checkpoint:
    """The checkpoint of a note. Raises BadCheckpoint unless it is canonical and signed by this very key."""
    signed = parse_checkpoint(note)
    if (signed.key_name, signed.key_id) != (verifier.name, verifier.key_id):
        raise BadCheckpoint(
            f"the checkpoint is signed by {signed.key_name!r} with key {signed.key_id.hex()}, "
            f"expected {verifier.name!r} with key {verifier.key_id.hex()}"
        )
    if not verifier.is_signature_of(signed.checkpoint.text.encode(), signed.signature):
        raise BadCheckpoint(f"the signature of {signed.key_name!r} does not fit the text of the checkpoint")
    return signed.checkpoint


def parse_checkpoint(note: str) -> SignedCheckpoint:
    """Read a note, signature unchecked: trust nothing in it. Raises BadCheckpoint unless canonical."""
    lines = note.split("\n")
    if len(lines) != 6 or lines[3] or lines[5]:
        raise BadCheckpoint(
            "a checkpoint has three lines (origin, size, root), an empty line and one signature line, "
            "each ended by one newline"
        )
    key_name, key_id, signature = _parse_signature_line(lines[4])
    root = strict_base64.decode(lines[2], "the root of the checkpoint", BadCheckpoint)
    signed = SignedCheckpoint(Checkpoint(lines[0], _parse_size(lines[1]), root), key_name, key_id, signature)
    if signed.note != note:
        raise BadCheckpoint("the checkpoint is not in canonical form; it was edited after it was signed")
    return signed


def _parse_size(text: str) -> int:
    is_decimal = text.isascii() and text.isdigit() and len(text) <= len(str(LARGEST_SIZE))
    if not is_decimal or text != str(int(text)):
        raise BadCheckpoint("the tree size is not a decimal number below 2**63 without leading zeroes")
    return int(text)


def _parse_signature_line(line: str) -> tuple[str, bytes, bytes]:
    match line.split(" "):
        case ["—", key_name, encoded] if key_name:
            blob = strict_base64.decode(encoded, "the signature of the checkpoint", BadCheckpoint)
        case _:
            raise BadCheckpoint("the signature line does not read: em dash, space, key name, space, base64")
    if len(blob) != KEY_ID_SIZE + SIGNATURE_SIZE:
        raise BadCheckpoint(
            f"the signature has {len(blob)} bytes; a key id and an Ed25519 signature have "
            f"{KEY_ID_SIZE + SIGNATURE_SIZE}"
        )
    return key_name, blob[:KEY_ID_SIZE], blob[KEY_ID_SIZE:]
