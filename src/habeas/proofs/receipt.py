"""The receipt a consumer keeps: what was done, and the proof that the log says so. It is checked offline.

A receipt binds, from the inside out: the ``body`` (facts without personal data), whose hash stands in the
ledger ``entry``, whose leaf hash is included (RFC 6962 section 2.1.1) in the root of a signed ``checkpoint``. The
file has one spelling, so that any changed byte fails.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from habeas.proofs.canonical import JSON, compact_bytes, sha256_hex
from habeas.proofs.checkpoint import Checkpoint, open_checkpoint, parse_checkpoint
from habeas.proofs.document import DocumentFormat, encode_hashes
from habeas.proofs.errors import BadReceipt
from habeas.proofs.keys import Verifier
from habeas.proofs.merkle import leaf_hash, verify_inclusion

RECEIPT = DocumentFormat(
    name="habeas-receipt-1",
    fields=frozenset({"body", "entry", "leaf_index", "tree_size", "inclusion_proof", "checkpoint"}),
    error=BadReceipt,
)


@dataclass(frozen=True)
class VerifiedReceipt:
    """What a receipt proves: the log of this checkpoint holds at this leaf an entry for this body."""

    body: dict[str, JSON]
    entry: dict[str, JSON]
    leaf_index: int
    checkpoint: Checkpoint


def body_sha256(body: Mapping[str, object]) -> str:
    """What the ledger entry says under ``facts.receipt_sha256``."""
    return sha256_hex(dict(body))


def entry_leaf_hash(entry: Mapping[str, object]) -> bytes:
    """The leaf of the log that stands for a ledger entry."""
    return leaf_hash(compact_bytes(dict(entry)))


def make_receipt(
    body: Mapping[str, object],
    entry: Mapping[str, object],
    leaf_index: int,
    tree_size: int,
    proof: Sequence[bytes],
    checkpoint_note: str,
) -> bytes:
    """The receipt file. Raises ProofError rather than write one that cannot verify."""
    checkpoint = parse_checkpoint(checkpoint_note).checkpoint
    data = RECEIPT.write(
        {
            "body": dict(body),
            "entry": dict(entry),
            "leaf_index": leaf_index,
            "tree_size": tree_size,
            "inclusion_proof": encode_hashes(proof),
            "checkpoint": checkpoint_note,
        }
    )
    _verify_against(data, checkpoint)
    return data


def verify_receipt(data: bytes, verifier: Verifier) -> VerifiedReceipt:
    """Raises ProofError, naming the step, unless every link from the bytes of the file to the key holds."""
    checkpoint = open_checkpoint(RECEIPT.read(data).text("checkpoint"), verifier)
    return _verify_against(data, checkpoint)


def _verify_against(data: bytes, checkpoint: Checkpoint) -> VerifiedReceipt:
    document = RECEIPT.read(data)
    body, entry = document.facts("body"), document.facts("entry")
    _require_body_in_entry(body, entry)
    leaf_index, tree_size = document.count("leaf_index"), document.count("tree_size")
    if tree_size != checkpoint.size:
        raise BadReceipt(f"the receipt is for tree size {tree_size}, but its checkpoint for {checkpoint.size}")
    proof = document.hashes("inclusion_proof")
    verify_inclusion(entry_leaf_hash(entry), leaf_index, tree_size, proof, checkpoint.root)
    return VerifiedReceipt(body, entry, leaf_index, checkpoint)


def _require_body_in_entry(body: dict[str, JSON], entry: dict[str, JSON]) -> None:
    facts = entry.get("facts")
    if not isinstance(facts, dict) or "receipt_sha256" not in facts:
        raise BadReceipt("the ledger entry has no facts.receipt_sha256, so it speaks of no receipt")
    if facts["receipt_sha256"] != body_sha256(body):
        raise BadReceipt("the body does not have the hash that facts.receipt_sha256 of the ledger entry gives")
