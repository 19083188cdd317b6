"""Append to the ledger and prove what stands in it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from functools import lru_cache
from pathlib import Path
from urllib.parse import urlsplit

from django.conf import settings
from django.db import transaction
from django.db.models import Q

from habeas.datamap.secrets import SecretMissing, dereference
from habeas.proofs.canonical import compact_bytes
from habeas.proofs.checkpoint import Checkpoint, sign_checkpoint
from habeas.proofs.consistency import make_consistency
from habeas.proofs.errors import BadKey
from habeas.proofs.keys import Signer, Verifier, load_signer, load_verifier
from habeas.proofs.merkle import append, consistency_proof, inclusion_proof, root
from habeas.proofs.nodes import Place
from habeas.proofs.receipt import body_sha256, entry_leaf_hash, make_receipt
from habeas.web.ledger.models import Entry, Head, SignedCheckpoint, TreeNode


class DatabaseNodes:
    """The tree's hashes in the application's database."""

    def get_many(self, places: Sequence[Place]) -> Mapping[Place, bytes]:
        if not places:
            return {}
        wanted = Q()
        for place in places:
            wanted |= Q(level=place.level, index=place.index)
        return {Place(node.level, node.index): bytes(node.hash) for node in TreeNode.objects.filter(wanted)}

    def put_many(self, nodes: Mapping[Place, bytes]) -> None:
        TreeNode.objects.bulk_create(
            TreeNode(level=place.level, index=place.index, hash=value) for place, value in nodes.items()
        )


@lru_cache(maxsize=1)
def signer() -> Signer:
    """The key that signs checkpoints. Raises BadKey when habeas.toml refers to none, or to another than the published."""
    try:
        found = load_signer(origin(), dereference(settings.SERVICE.signing_key, settings.PROJECT_DIR).encode() + b"\n")
    except SecretMissing as error:
        raise BadKey(f"no signing key: {error}") from None
    except UnicodeDecodeError:
        raise BadKey("the signing key is no text; restore it from a backup") from None
    published = _published()
    if published is not None and str(published) != str(found.verifier):
        raise BadKey(f"{public_key_path()} does not belong to the signing key; restore the pair from a backup")
    return found


def origin() -> str:
    """The log's name: the one it was given with its key, so that it outlives a change of address."""
    published = _published()
    return published.name if published else f"{urlsplit(settings.SERVICE.base_url).hostname}/habeas"


def _published() -> Verifier | None:
    path = public_key_path()
    return load_verifier(path.read_text(encoding="utf-8", errors="replace").strip()) if path.is_file() else None


def write(
    *, actor: str, action: str, now: datetime, reference: str = "", facts: Mapping[str, object] | None = None
) -> Entry:
    """Append one entry, in the caller's transaction. Facts hold no personal data: kinds, counts, digests, sections."""
    with transaction.atomic():
        head = _locked_head()
        content: dict[str, object] = {
            "at": now.astimezone(UTC).isoformat(timespec="seconds"),
            "actor": actor,
            "action": action,
            "reference": reference,
            "facts": dict(facts or {}),
        }
        entry = Entry.objects.create(
            index=head.size,
            at=now,
            actor=actor,
            action=action,
            reference=reference,
            text=compact_bytes(content).decode(),
        )
        head.size = append(DatabaseNodes(), head.size, [entry_leaf_hash(content)])
        head.save(update_fields=["size"])
    return entry


def _locked_head() -> Head:
    # SQLite takes the write lock with BEGIN IMMEDIATE, so the row lock matters to PostgreSQL only.
    return Head.objects.select_for_update().get_or_create(pk=1)[0]


def checkpoint(now: datetime) -> SignedCheckpoint:
    """The signed head of the tree as it stands."""
    with transaction.atomic():
        size = _locked_head().size
        found = SignedCheckpoint.objects.filter(size=size).first()
        if found is None:
            note = sign_checkpoint(Checkpoint(origin(), size, root(DatabaseNodes(), size)), signer())
            found = SignedCheckpoint.objects.create(size=size, note=note, at=now)
        return found


def newest_checkpoint() -> str:
    """The newest signed head, for the foot of a letter; empty before the first."""
    found = SignedCheckpoint.objects.order_by("-size").first()
    return found.note if found else ""


def receipt(*, body: Mapping[str, object], actor: str, reference: str, now: datetime) -> bytes:
    """A receipt for `body`: its hash entered in the ledger, with the proof that it stands there."""
    with transaction.atomic():
        facts = {"receipt_sha256": body_sha256(body)}
        entry = write(actor=actor, action="receipt", reference=reference, now=now, facts=facts)
        signed = checkpoint(now)
        proof = inclusion_proof(DatabaseNodes(), entry.index, signed.size)
        return make_receipt(body, entry.content, entry.index, signed.size, proof, signed.note)


def consistency(old: Checkpoint, new: Checkpoint, old_note: str, new_note: str) -> bytes:
    """The proof file that the tree at `new` extends the tree at `old`."""
    return make_consistency(old_note, new_note, consistency_proof(DatabaseNodes(), old.size, new.size))


def public_key_path() -> Path:
    return Path(settings.PROJECT_DIR) / "keys" / "ledger.pub"
