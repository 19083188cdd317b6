"""What is sealed opens with its own key, in its own place, and nowhere else."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from web.conftest import NOW, Ask, Insurer, approve, forget, form

from habeas.web import sealing
from habeas.web.jobs.worker import drain
from habeas.web.requests.models import KeyCheck, Request
from habeas.web.requests.services import key_check


def test_what_is_sealed_opens_again() -> None:
    key = sealing.new_key()
    assert sealing.unseal(key, sealing.seal(key, {"a": ["ü", None]}, "here"), "here") == {"a": ["ü", None]}


def test_a_sealed_value_does_not_open_elsewhere_nor_with_another_key_nor_changed() -> None:
    key = sealing.new_key()
    sealed = sealing.seal(key, "x", "here")
    for attempt in (
        (key, sealed, "there"),
        (sealing.new_key(), sealed, "here"),
        (key, sealed[:-1] + bytes([sealed[-1] ^ 1]), "here"),
        (key, sealed[:20], "here"),
        (key, b"", "here"),
    ):
        with pytest.raises(sealing.SealingError):
            sealing.unseal(*attempt)


@pytest.mark.parametrize("size", [0, 1, sealing.PIECE - 1, sealing.PIECE, sealing.PIECE + 1, 3 * sealing.PIECE])
def test_a_file_of_any_size_opens_again(tmp_path: Path, size: int) -> None:
    key, data, path = sealing.new_key(), b"abc" * (size // 3) + b"x" * (size % 3), tmp_path / "f"
    with path.open("wb") as out:
        sealing.seal_file(key, BytesIO(data), out, "here")
    assert b"".join(sealing.unseal_file(key, path, "here")) == data


def test_a_file_that_was_cut_reordered_or_emptied_does_not_open(tmp_path: Path) -> None:
    key, path = sealing.new_key(), tmp_path / "f"
    with path.open("wb") as out:
        sealing.seal_file(key, BytesIO(b"x" * (2 * sealing.PIECE + 5)), out, "here")
    whole = path.read_bytes()
    length = 4 + int.from_bytes(whole[:4], "big")
    for broken in (whole[:length], whole[: 2 * length], whole[length : 2 * length] + whole[:length], whole[:-3], b""):
        path.write_bytes(broken)
        with pytest.raises(sealing.SealingError):
            list(sealing.unseal_file(key, path, "here"))


@pytest.mark.parametrize("text", ["", "abc", "id:", "id:abcd", ":" + "A" * 44, "id:" + "ü" * 44, "id:x,id:y"])
def test_what_is_no_master_key_is_one_clear_error(text: str) -> None:
    with pytest.raises(sealing.KeyMissing, match="habeas keys new"):
        sealing.parse_master_keys(text)


def test_a_new_master_key_can_be_read() -> None:
    (found,) = sealing.parse_master_keys(sealing.new_master_key())
    assert len(found.key) == 32


@pytest.mark.django_db
def test_a_wrong_master_key_is_found_at_the_start(project: Insurer) -> None:
    key_check.check_master_key()
    path = project.folder / "keys" / "master.key"
    old = path.read_text()
    path.write_text(sealing.new_master_key())
    forget()
    with pytest.raises(sealing.SealingError, match="restore it and start again"):
        key_check.check_master_key()
    path.write_text(old)
    forget()
    key_check.check_master_key()


@pytest.mark.django_db
@pytest.mark.parametrize("content", [None, b"", b"\xff\xfe\x00", b"nonsense"])
def test_a_missing_or_unreadable_master_key_is_one_clear_error(project: Insurer, content: bytes | None) -> None:
    path = project.folder / "keys" / "master.key"
    path.unlink() if content is None else path.write_bytes(content)
    forget()
    with pytest.raises(sealing.KeyMissing) as found:
        key_check.check_master_key()
    assert "\n" not in str(found.value)


@pytest.mark.django_db
def test_sealed_values_cannot_be_swapped_between_requests(project: Insurer, ask: Ask) -> None:
    one, other = ask(project.applicant, confirm=False).stored, ask(project.policyholder, confirm=False).stored
    one.sealed_claim = other.sealed_claim
    with pytest.raises(sealing.SealingError):
        _ = one.claim
    one.key_id, one.wrapped_key = other.key_id, other.wrapped_key  # even with the other's key
    with pytest.raises(sealing.SealingError):
        _ = one.claim


@pytest.mark.django_db
def test_deleting_the_key_of_a_request_ends_its_contents_and_keeps_its_record(
    project: Insurer, ask: Ask, staff: Client, client: Client
) -> None:
    asked = ask(project.applicant)
    approve(staff, asked)
    Request.objects.update(wrapped_key=b"")
    for what in ("claim", "plan", "identifiers"):
        with pytest.raises(sealing.SealingError, match="retention ended"):
            getattr(asked.stored, what)
    assert client.get(asked.status).status_code == 404
    assert client.get(f"{asked.status}receipt/").status_code == 404
    assert staff.get(f"/staff/requests/{asked.reference}/receipt/").status_code == 404
    assert staff.post(f"/staff/requests/{asked.reference}/check/").status_code == 409
    page = staff.get(f"/staff/requests/{asked.reference}/").content.decode()
    assert "complied in" in page and project.applicant["email"] not in page


def rotate(project: Insurer, *, finish: bool) -> None:
    """What `habeas keys rotate` does, with the second process that serves meanwhile holding the old key."""
    path = project.folder / "keys" / "master.key"
    old, fresh = path.read_text().strip(), sealing.new_master_key()
    path.write_text(f"{fresh},{old}")
    sealing.forget_keys()
    if finish:
        key_check.rewrap(actor="test", now=NOW)
        path.write_text(fresh)


@pytest.mark.django_db
@pytest.mark.parametrize("finish", [True, False], ids=["whole", "interrupted"])
def test_everything_opens_after_a_rotation_even_an_interrupted_one(
    project: Insurer, ask: Ask, staff: Client, finish: bool
) -> None:
    key_check.check_master_key()
    asked = ask(project.applicant)
    before = asked.stored.claim
    rotate(project, finish=finish)
    forget()
    assert asked.stored.claim == before
    key_check.check_master_key()
    approve(staff, asked)
    assert asked.stored.answer
    rotate(project, finish=True)  # again, to the end
    forget()
    assert asked.stored.claim == before


@pytest.mark.django_db
def test_a_server_that_knows_only_the_old_key_seals_under_the_new_one_after_a_rotation(
    project: Insurer, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Otherwise what comes in between rotation and restart could never be opened again."""
    key_check.check_master_key()
    old = sealing.master_keys()
    rotate(project, finish=True)
    stale: list[Any] = [old]
    real = sealing.master_keys
    monkeypatch.setattr(sealing, "master_keys", lambda: stale[0] if stale else real())
    monkeypatch.setattr(sealing, "forget_keys", lambda: (stale.clear(), real.cache_clear()))
    assert client.post("/request/", form(project.applicant)).status_code == 302
    stored = Request.objects.get()
    assert stored.key_id == KeyCheck.objects.get().key_id != old[0].id
    drain()
    forget()
    assert stored.claim["fields"]["email"] == project.applicant["email"]
