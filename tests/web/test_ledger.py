"""The record of what happened: append-only, free of personal data, provable to a third party."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction
from django.test import Client
from web.conftest import NOW, Ask, Insurer, approve

from habeas.cli.keys import make_keys
from habeas.proofs.checkpoint import open_checkpoint
from habeas.proofs.consistency import verify_consistency_file
from habeas.proofs.errors import ProofError
from habeas.proofs.keys import load_verifier
from habeas.proofs.merkle import append
from habeas.proofs.receipt import entry_leaf_hash, verify_receipt
from habeas.web.ledger import record
from habeas.web.ledger.models import Entry, SignedCheckpoint, TreeNode
from habeas.web.requests import documents
from habeas.web.requests.models import DocumentKind

pytestmark = pytest.mark.django_db


def write(count: int = 1) -> None:
    for number in range(count):
        record.write(actor="test", action="tried", reference=f"HB-{number}", now=NOW, facts={"number": number})


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE {table} SET {column} = {column}",
        "DELETE FROM {table}",
        "INSERT OR REPLACE INTO {table} SELECT * FROM {table}",
        "REPLACE INTO {table} SELECT * FROM {table} LIMIT 1",
    ],
)
@pytest.mark.parametrize(
    ("table", "column"), [("ledger_entry", "text"), ("ledger_treenode", "hash"), ("ledger_signedcheckpoint", "note")]
)
def test_the_database_refuses_to_change_or_remove_what_stands_there(
    project: Insurer, statement: str, table: str, column: str
) -> None:
    write(3)
    record.checkpoint(NOW)
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement.format(table=table, column=column))
    assert Entry.objects.count() == 3 and SignedCheckpoint.objects.count() == 1


def test_entries_are_numbered_without_gaps_and_a_rolled_back_one_leaves_none(project: Insurer) -> None:
    write(2)
    with transaction.atomic():
        write()
        transaction.set_rollback(True)
    write(2)
    assert list(Entry.objects.values_list("index", flat=True)) == [0, 1, 2, 3]


def test_a_checkpoint_is_signed_by_the_key_that_is_published(project: Insurer) -> None:
    write(5)
    verifier = load_verifier(record.public_key_path().read_text().strip())
    found = open_checkpoint(record.checkpoint(NOW).note, verifier)
    assert (found.size, found.origin) == (5, record.origin())


def test_the_same_tree_is_signed_once(project: Insurer) -> None:
    write(2)
    assert record.checkpoint(NOW).pk == record.checkpoint(NOW).pk


def receipt_bytes(ask: Ask, staff: Client, project: Insurer) -> bytes:
    asked = ask(project.applicant, "delete")
    approve(staff, asked)
    return b"".join(documents.contents(asked.stored.documents.get(kind=DocumentKind.RECEIPT)))


def test_a_receipt_verifies_with_the_public_key_alone_and_a_changed_byte_is_found(
    project: Insurer, ask: Ask, staff: Client
) -> None:
    data = receipt_bytes(ask, staff, project)
    verifier = load_verifier((project.folder / "keys" / "ledger.pub").read_text().strip())
    assert verify_receipt(data, verifier).body["request"] == "Request to delete"
    for place in range(0, len(data), len(data) // 40):
        changed = bytearray(data)
        changed[place] ^= 1
        with pytest.raises((ProofError, UnicodeDecodeError)):
            verify_receipt(bytes(changed), verifier)


def notes(*sizes: int) -> list[str]:
    found = []
    for size in sizes:
        write(size - Entry.objects.count())
        found.append(record.checkpoint(NOW).note)
    return found


@pytest.mark.parametrize(("first", "second"), [(1, 2), (3, 8), (7, 23), (4, 4)])
def test_the_newer_log_is_proven_to_extend_the_older(project: Insurer, first: int, second: int) -> None:
    old, new = notes(first, second)
    verifier = load_verifier(record.public_key_path().read_text().strip())
    one, other = (open_checkpoint(note, verifier) for note in (old, new))
    found = verify_consistency_file(record.consistency(one, other, old, new), verifier)
    assert (found.old.size, found.new.size) == (first, second)


def test_a_rewritten_log_is_detected(project: Insurer) -> None:
    """Somebody with all rights drops the triggers and rewrites an old entry and the tree above it."""
    (old,) = notes(4)
    with connection.cursor() as cursor:
        for table in ("ledger_entry", "ledger_treenode"):
            for event in ("update", "delete"):
                cursor.execute(f"DROP TRIGGER {table}_no_{event}")
    TreeNode.objects.all().delete()
    rewritten = [
        entry.content | ({"action": "never happened"} if entry.index == 1 else {}) for entry in Entry.objects.all()
    ]
    append(record.DatabaseNodes(), 0, [entry_leaf_hash(content) for content in rewritten])
    (new,) = notes(9)
    verifier = load_verifier(record.public_key_path().read_text().strip())
    one, other = (open_checkpoint(note, verifier) for note in (old, new))
    with pytest.raises(ProofError):
        verify_consistency_file(record.consistency(one, other, old, new), verifier)


def test_no_entry_of_a_whole_request_holds_personal_data(project: Insurer, ask: Ask, staff: Client) -> None:
    receipt_bytes(ask, staff, project)
    asked = ask(project.policyholder)
    approve(staff, asked)
    actions = set(Entry.objects.values_list("action", flat=True))
    assert {
        "received",
        "evidence: match",
        "evidence: email",
        "evidence: declaration",
        "planned",
        "approved",
        "answered",
    } <= actions
    text = json.dumps([entry.content for entry in Entry.objects.all()])
    for person in (project.applicant, project.policyholder):
        for name in ("given_name", "family_name", "email", "birth_date", "phone", "street"):
            assert person[name] not in text, name
    assert "analyst" not in text


def test_the_ledger_page_shows_the_entries_and_the_newest_checkpoint(project: Insurer, staff: Client) -> None:
    write(3)
    note = record.checkpoint(NOW).note
    page = staff.get("/staff/ledger/").content.decode()
    assert "tried" in page and note.splitlines()[2] in page.replace("&#x2B;", "+")


def test_the_public_page_gives_the_key_and_a_checkpoint(project: Insurer, client: Client) -> None:
    write()
    record.checkpoint(NOW)
    page = client.get("/receipts/").content.decode()
    assert record.public_key_path().read_text().strip() in page.replace("&#x2B;", "+").replace("&#43;", "+")


def test_the_log_keeps_its_name_when_the_address_changes(project: Insurer, settings: Any) -> None:
    before = record.origin()
    settings.SERVICE = settings.SERVICE.model_copy(update={"base_url": "https://privacy.example.com"})
    record.signer.cache_clear()
    assert record.origin() == before == load_verifier(record.public_key_path().read_text().strip()).name


@pytest.mark.parametrize(
    "content", [None, b"", b"\xff\x00", b"-----BEGIN PRIVATE KEY-----\nx\n-----END PRIVATE KEY-----"]
)
def test_a_missing_or_unreadable_signing_key_is_one_clear_error(project: Insurer, content: bytes | None) -> None:
    path = project.folder / "keys" / "ledger.pem"
    path.unlink() if content is None else path.write_bytes(content)
    record.signer.cache_clear()
    with pytest.raises(ProofError) as found:
        record.signer()
    assert "\n" not in str(found.value)


def test_a_signing_key_that_is_not_the_published_one_is_refused(project: Insurer, tmp_path: Path) -> None:
    make_keys(tmp_path / "other", "127.0.0.1/habeas")
    (project.folder / "keys" / "ledger.pem").write_bytes((tmp_path / "other" / "keys" / "ledger.pem").read_bytes())
    record.signer.cache_clear()
    with pytest.raises(ProofError, match="does not belong"):
        record.signer()
