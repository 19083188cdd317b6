import json
from typing import Any

import pytest

from habeas.proofs.canonical import file_bytes
from habeas.proofs.checkpoint import Checkpoint, sign_checkpoint
from habeas.proofs.consistency import checkpoint_of, make_consistency, verify_consistency_file
from habeas.proofs.errors import BadCheckpoint, BadConsistency, BadProof, ProofError
from habeas.proofs.keys import Signer, generate_signer
from habeas.proofs.merkle import EMPTY_ROOT, consistency_proof, root

from .conftest import ORIGIN, Log


@pytest.fixture
def file(log: Log) -> bytes:
    return make_consistency(log.note(3), log.note(11), consistency_proof(log.nodes, 3, 11))


def with_changes(file: bytes, **changes: Any) -> bytes:
    return file_bytes({**json.loads(file), **changes})


def test_a_log_that_only_grew_is_proven(file: bytes, signer: Signer, log: Log) -> None:
    verified = verify_consistency_file(file, signer.verifier)
    assert verified.old == Checkpoint(ORIGIN, 3, root(log.nodes, 3))
    assert verified.new == Checkpoint(ORIGIN, 11, root(log.nodes, 11))


def test_every_pair_of_sizes_is_proven(signer: Signer, log: Log) -> None:
    for new in range(12):
        for old in range(new + 1):
            data = make_consistency(log.note(old), log.note(new), consistency_proof(log.nodes, old, new))
            assert verify_consistency_file(data, signer.verifier).new.size == new


def test_every_damaged_byte_is_found(file: bytes, signer: Signer) -> None:
    for place, byte in enumerate(file):
        before, after = file[:place], file[place + 1 :]
        flipped = [before + bytes([byte ^ (1 << bit)]) + after for bit in range(8)]
        for changed in [*flipped, before + after, before + bytes([byte]) + file[place:], before + b" " + file[place:]]:
            with pytest.raises(ProofError):
                verify_consistency_file(changed, signer.verifier)


def test_a_rewritten_log_is_found_out(log: Log, signer: Signer) -> None:
    rewritten = sign_checkpoint(Checkpoint(ORIGIN, 3, bytes(32)), signer)
    with pytest.raises(BadProof, match="root of size 3"):
        make_consistency(rewritten, log.note(11), consistency_proof(log.nodes, 3, 11))


def test_a_log_that_shrank_is_found_out(file: bytes, log: Log, signer: Signer) -> None:
    changed = with_changes(file, old_checkpoint=log.note(11), new_checkpoint=log.note(3))
    with pytest.raises(BadProof, match="cannot grow from size 11 to size 3"):
        verify_consistency_file(changed, signer.verifier)


def test_two_logs_are_not_compared(log: Log, signer: Signer) -> None:
    other = sign_checkpoint(Checkpoint("other.example.com/log", 0, EMPTY_ROOT), signer)
    with pytest.raises(BadConsistency, match="two logs"):
        make_consistency(other, log.note(3), [])


@pytest.mark.parametrize("field", ["old_checkpoint", "new_checkpoint"])
def test_both_checkpoints_must_be_signed_by_the_key(file: bytes, field: str, log: Log, signer: Signer) -> None:
    size = json.loads(file)[field].split("\n")[1]
    forged = Log(generate_signer(ORIGIN), log.nodes).note(int(size))
    with pytest.raises(BadCheckpoint, match="signed by"):
        verify_consistency_file(with_changes(file, **{field: forged}), signer.verifier)


@pytest.mark.parametrize("change", [{"proof": "none"}, {"proof": [None]}, {"old_checkpoint": 3}, {"extra": 1}])
def test_a_malformed_file_is_refused(file: bytes, signer: Signer, change: dict[str, object]) -> None:
    with pytest.raises(BadConsistency):
        verify_consistency_file(with_changes(file, **change), signer.verifier)


def test_a_receipt_is_no_consistency_file(receipt: bytes, signer: Signer) -> None:
    with pytest.raises(BadConsistency, match="no habeas-consistency-1 file"):
        verify_consistency_file(receipt, signer.verifier)


def test_the_checkpoint_of_a_note_and_of_a_receipt(receipt: bytes, log: Log, signer: Signer) -> None:
    expected = Checkpoint(ORIGIN, 7, root(log.nodes, 7))
    assert checkpoint_of(receipt, signer.verifier) == expected
    assert checkpoint_of(log.note(7).encode(), signer.verifier) == expected


@pytest.mark.parametrize("data", [b"", b"\xff\xfe", b"{", b"{}\n", b"text", b" {}"])
def test_what_is_neither_note_nor_receipt_is_refused(data: bytes, signer: Signer) -> None:
    with pytest.raises(ProofError):
        checkpoint_of(data, signer.verifier)


def test_the_checkpoint_of_a_damaged_receipt_is_refused(receipt: bytes, signer: Signer) -> None:
    with pytest.raises(ProofError):
        checkpoint_of(receipt.replace(b'"delete"', b'"know"'), signer.verifier)
