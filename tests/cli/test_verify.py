"""`habeas verify` and `habeas prove`."""

from __future__ import annotations

from pathlib import Path

import pytest
from cli.conftest import Habeas
from web.conftest import NOW, Insurer

from habeas.cli.keys import make_keys
from habeas.web.ledger import record


@pytest.fixture
def receipt(project: Insurer, db: None, tmp_path: Path) -> Path:
    body = {"business": "Golden Poppy Mutual", "reference": "HB-1", "request": "Request to delete", "outcome": "erased"}
    path = tmp_path / "receipt.json"
    path.write_bytes(record.receipt(body=body, actor="test", reference="HB-1", now=NOW))
    return path


def test_a_receipt_is_valid_with_the_public_key_alone(
    habeas: Habeas, project: Insurer, receipt: Path, tmp_path: Path
) -> None:
    key = tmp_path / "ledger.pub"
    key.write_bytes((project.folder / "keys" / "ledger.pub").read_bytes())
    ended = habeas("-p", tmp_path / "no-project", "verify", receipt, "--key", key)
    assert ended.code == 0 and "Valid: Request to delete" in ended.out


def test_a_changed_receipt_is_not(inside: Habeas, receipt: Path) -> None:
    receipt.write_bytes(receipt.read_bytes().replace(b'"erased"', b'"Erased"', 1))
    assert inside("verify", receipt).is_one_clear_line


def test_a_receipt_of_another_business_is_not(inside: Habeas, receipt: Path, tmp_path: Path) -> None:
    make_keys(tmp_path / "other", "127.0.0.1/habeas")
    assert inside("verify", receipt, "--key", tmp_path / "other" / "keys" / "ledger.pub").is_one_clear_line


@pytest.mark.parametrize("content", [None, b"", b"{}", b"not json", b"\xff\xfe\x00", b"[1, 2]"])
def test_what_is_no_receipt_is_one_line(inside: Habeas, tmp_path: Path, content: bytes | None) -> None:
    path = tmp_path / "file"
    if content is not None:
        path.write_bytes(content)
    assert inside("verify", path).is_one_clear_line
    assert inside("verify", "--consistency", path, path).is_one_clear_line


@pytest.mark.parametrize("content", [None, b"", b"\xff\x00", b"rubbish"])
def test_what_is_no_key_is_one_line(inside: Habeas, receipt: Path, tmp_path: Path, content: bytes | None) -> None:
    path = tmp_path / "key"
    if content is not None:
        path.write_bytes(content)
    assert inside("verify", receipt, "--key", path).is_one_clear_line


def test_the_number_of_files_must_fit(inside: Habeas, receipt: Path) -> None:
    assert inside("verify", receipt, receipt).is_one_clear_line
    assert inside("verify", "--consistency", receipt).is_one_clear_line


def test_a_later_checkpoint_extends_an_earlier_with_the_ledger_or_with_a_proof_file(
    habeas: Habeas, inside: Habeas, project: Insurer, receipt: Path, tmp_path: Path
) -> None:
    record.write(actor="test", action="tried", now=NOW)
    newer, proof = tmp_path / "newer", tmp_path / "proof"
    newer.write_text(record.checkpoint(NOW).note, encoding="utf-8")
    assert "Consistent" in inside("verify", "--consistency", receipt, newer).out
    assert inside("prove", receipt, newer, "--out", proof).code == 0
    key = project.folder / "keys" / "ledger.pub"
    offline = habeas("-p", tmp_path, "verify", "--consistency", receipt, newer, "--proof", proof, "--key", key)
    assert offline.code == 0 and "Consistent" in offline.out
    assert inside("verify", "--consistency", newer, receipt).is_one_clear_line  # the other way round
    other = tmp_path / "other"
    record.write(actor="test", action="tried", now=NOW)
    other.write_text(record.checkpoint(NOW).note, encoding="utf-8")
    assert inside("verify", "--consistency", receipt, other, "--proof", proof).is_one_clear_line
