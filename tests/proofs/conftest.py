"""A small log with one receipt in it."""

from dataclasses import dataclass

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from habeas.proofs.checkpoint import Checkpoint, sign_checkpoint
from habeas.proofs.keys import Signer
from habeas.proofs.merkle import append, inclusion_proof, leaf_hash, root
from habeas.proofs.nodes import MemoryNodes
from habeas.proofs.receipt import body_sha256, entry_leaf_hash, make_receipt

ORIGIN = "privacy.example.com/log"
LEAF_INDEX = 4

BODY: dict[str, object] = {
    "reference": "R-2026-0007",
    "right": "delete",
    "systems": [{"name": "claims", "erased": 12, "kept": 1}, {"name": "newsletter", "erased": 1, "kept": 0}],
    "kept": [{"table": "payments", "rows": 1, "exception": "1798.105(d)(8)"}],
}


@dataclass(frozen=True)
class Log:
    """A signed log of any size, its leaves numbered, with the entry of the sample receipt at LEAF_INDEX."""

    signer: Signer
    nodes: MemoryNodes

    def note(self, size: int) -> str:
        return sign_checkpoint(Checkpoint(ORIGIN, size, root(self.nodes, size)), self.signer)


def entry_for(body: dict[str, object]) -> dict[str, object]:
    return {"number": LEAF_INDEX, "kind": "request answered", "facts": {"receipt_sha256": body_sha256(body)}}


@pytest.fixture
def signer() -> Signer:
    return Signer(ORIGIN, Ed25519PrivateKey.from_private_bytes(bytes(range(32))))


@pytest.fixture
def log(signer: Signer) -> Log:
    leaves = [leaf_hash(b"entry %d" % number) for number in range(11)]
    leaves[LEAF_INDEX] = entry_leaf_hash(entry_for(BODY))
    nodes = MemoryNodes()
    append(nodes, 0, leaves)
    return Log(signer, nodes)


@pytest.fixture
def receipt(log: Log) -> bytes:
    proof = inclusion_proof(log.nodes, LEAF_INDEX, 7)
    return make_receipt(BODY, entry_for(BODY), LEAF_INDEX, 7, proof, log.note(7))
