import json
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from habeas.proofs.canonical import file_bytes
from habeas.proofs.checkpoint import Checkpoint, sign_checkpoint
from habeas.proofs.errors import BadCheckpoint, BadJSON, BadProof, BadReceipt, ProofError
from habeas.proofs.keys import Signer, generate_signer
from habeas.proofs.merkle import inclusion_proof, root
from habeas.proofs.receipt import make_receipt, verify_receipt

from .conftest import BODY, LEAF_INDEX, ORIGIN, Log, entry_for


def with_changes(receipt: bytes, **changes: Any) -> bytes:
    return file_bytes({**json.loads(receipt), **changes})


def damaged(data: bytes) -> Iterator[bytes]:
    """Every byte with each bit flipped, without it, and with another byte in front of it; and one behind the end."""
    for place, byte in enumerate(data):
        before, after = data[:place], data[place + 1 :]
        yield from (before + bytes([byte ^ (1 << bit)]) + after for bit in range(8))
        yield before + after
        yield from (before + bytes([extra]) + data[place:] for extra in {byte, *b' \n\r\t\x00"\\,0a\xff'})
    yield from (data + bytes([extra]) for extra in range(256))


def test_a_receipt_verifies_and_says_what_was_done(receipt: bytes, signer: Signer, log: Log) -> None:
    verified = verify_receipt(receipt, signer.verifier)
    assert verified.body == BODY
    assert verified.entry == entry_for(BODY)
    assert verified.leaf_index == LEAF_INDEX
    assert verified.checkpoint == Checkpoint(ORIGIN, 7, root(log.nodes, 7))


def test_a_receipt_is_a_plain_document(receipt: bytes) -> None:
    document = json.loads(receipt)
    assert document["format"] == "habeas-receipt-1"
    assert document["entry"]["facts"].keys() == {"receipt_sha256"}
    assert len(document["inclusion_proof"]) == 3


def test_every_damaged_byte_is_found(receipt: bytes, signer: Signer) -> None:
    verifier, passed = signer.verifier, []
    for changed in damaged(receipt):
        try:
            verify_receipt(changed, verifier)
        except ProofError:
            continue
        passed.append(changed)
    assert passed == []


def test_a_receipt_can_be_renewed_against_any_later_checkpoint(log: Log, signer: Signer) -> None:
    for size in range(LEAF_INDEX + 1, 12):
        proof = inclusion_proof(log.nodes, LEAF_INDEX, size)
        data = make_receipt(BODY, entry_for(BODY), LEAF_INDEX, size, proof, log.note(size))
        assert verify_receipt(data, signer.verifier).checkpoint.size == size


def test_a_receipt_of_another_key_is_refused(receipt: bytes) -> None:
    with pytest.raises(BadCheckpoint, match="signed by"):
        verify_receipt(receipt, generate_signer(ORIGIN).verifier)


def test_another_body_is_refused(receipt: bytes, signer: Signer) -> None:
    with pytest.raises(BadReceipt, match="the body does not have the hash"):
        verify_receipt(with_changes(receipt, body={**BODY, "right": "know"}), signer.verifier)


def test_another_body_with_its_own_entry_is_refused(receipt: bytes, signer: Signer) -> None:
    body = {**BODY, "right": "know"}
    with pytest.raises(BadProof, match="inclusion proof of leaf 4"):
        verify_receipt(with_changes(receipt, body=body, entry=entry_for(body)), signer.verifier)


def test_a_checkpoint_of_another_size_is_refused(receipt: bytes, signer: Signer, log: Log) -> None:
    with pytest.raises(BadReceipt, match="tree size 7, but its checkpoint for 8"):
        verify_receipt(with_changes(receipt, checkpoint=log.note(8)), signer.verifier)


def test_a_checkpoint_of_another_root_is_refused(receipt: bytes, signer: Signer) -> None:
    note = sign_checkpoint(Checkpoint(ORIGIN, 7, bytes(32)), signer)
    with pytest.raises(BadProof, match="root of size 7"):
        verify_receipt(with_changes(receipt, checkpoint=note), signer.verifier)


@pytest.mark.parametrize("field", ["body", "entry", "leaf_index", "tree_size", "inclusion_proof", "checkpoint"])
def test_a_missing_field_is_refused(receipt: bytes, signer: Signer, field: str) -> None:
    document = json.loads(receipt)
    del document[field]
    with pytest.raises(BadReceipt, match=f"lacks the fields \\['{field}'\\]"):
        verify_receipt(file_bytes(document), signer.verifier)


def test_an_unknown_field_is_refused(receipt: bytes, signer: Signer) -> None:
    with pytest.raises(BadReceipt, match=r"unknown fields \['note'\]"):
        verify_receipt(with_changes(receipt, note="approved"), signer.verifier)


@pytest.mark.parametrize("data", [b"[]\n", b"{}\n", b"null\n", file_bytes({"format": "habeas-receipt-2"})])
def test_a_file_of_another_format_is_refused(data: bytes, signer: Signer) -> None:
    with pytest.raises(BadReceipt, match="no habeas-receipt-1 file"):
        verify_receipt(data, signer.verifier)


def test_a_reformatted_receipt_is_refused(receipt: bytes, signer: Signer) -> None:
    with pytest.raises(BadJSON, match="edited or reformatted"):
        verify_receipt(json.dumps(json.loads(receipt)).encode(), signer.verifier)


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("body", []),
        ("body", None),
        ("entry", "text"),
        ("entry", {}),
        ("entry", {"facts": []}),
        ("entry", {"facts": {}}),
        ("entry", {"facts": {"receipt_sha256": None}}),
        ("leaf_index", True),
        ("leaf_index", "4"),
        ("leaf_index", -4),
        ("tree_size", False),
        ("tree_size", None),
        ("inclusion_proof", {}),
        ("inclusion_proof", [1]),
        ("inclusion_proof", ["AAAA"]),
        ("inclusion_proof", ["é"]),
    ],
)
def test_a_field_of_another_type_is_refused(receipt: bytes, signer: Signer, field: str, value: object) -> None:
    with pytest.raises(BadReceipt):
        verify_receipt(with_changes(receipt, **{field: value}), signer.verifier)


json_values = st.recursive(
    st.none() | st.booleans() | st.integers(-10, 10) | st.text(max_size=3),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=3), inner, max_size=3),
    max_leaves=5,
)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_any_other_value_in_any_field_raises_our_error(receipt: bytes, signer: Signer, data: st.DataObject) -> None:
    document = json.loads(receipt)
    field = data.draw(st.sampled_from(sorted(document)))
    changed = with_changes(receipt, **{field: data.draw(json_values.filter(lambda value: value != document[field]))})
    # 4 and 7 are the true numbers; True == 1 and the like cannot collide with them.
    with pytest.raises(ProofError):
        verify_receipt(changed, signer.verifier)


def test_no_receipt_is_made_that_would_not_verify(log: Log) -> None:
    proof = inclusion_proof(log.nodes, LEAF_INDEX, 7)
    with pytest.raises(BadReceipt, match=r"facts\.receipt_sha256"):
        make_receipt(BODY, {"facts": {}}, LEAF_INDEX, 7, proof, log.note(7))
    with pytest.raises(BadReceipt, match="does not have the hash"):
        make_receipt({"other": 1}, entry_for(BODY), LEAF_INDEX, 7, proof, log.note(7))
    with pytest.raises(BadProof):
        make_receipt(BODY, entry_for(BODY), LEAF_INDEX + 1, 7, proof, log.note(7))
    with pytest.raises(BadReceipt, match="tree size 7"):
        make_receipt(BODY, entry_for(BODY), LEAF_INDEX, 7, proof, log.note(6))
    with pytest.raises(BadCheckpoint):
        make_receipt(BODY, entry_for(BODY), LEAF_INDEX, 7, proof, "no note")
    with pytest.raises(BadJSON, match="float"):
        make_receipt({**BODY, "share": 0.5}, entry_for(BODY), LEAF_INDEX, 7, proof, log.note(7))
