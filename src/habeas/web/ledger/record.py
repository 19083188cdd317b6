"""Append to the ledger and prove what stands in it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import lru_cache
from pathlib import Path
from urllib.parse import urlsplit

from django.conf import settings
from django.db import transaction

from habeas.datamap.secrets import SecretMissing, dereference
from habeas.proofs.canonical import compact_bytes
from habeas.proofs.checkpoint import Checkpoint, sign_checkpoint
from habeas.proofs.consistency import make_consistency
from habeas.proofs.errors import BadKey
from habeas.proofs.keys import Signer, Verifier, load_signer, load_verifier
from habeas.proofs.merkle import append, consistency_proof, inclusion_proof, root
from habeas.proofs.receipt import body_sha256, entry_leaf_hash, make_receipt
from habeas.web.ledger.models import Entry, Head, SignedCheckpoint
from habeas.web.ledger.nodes import DatabaseNodes


@dataclass(frozen=True)
class Happened:
    """Something that goes into the ledger. Facts hold no personal data: kinds, counts, digests, sections."""

    actor: str
    action: str
    reference: str = ""
    facts: Mapping[str, object] = field(default_factory=dict)


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
    return write_all([Happened(actor, action, reference, facts or {})], now)[0]


def write_all(happened: Sequence[Happened], now: datetime) -> list[Entry]:
    """Append entries in their order, in the caller's transaction: as many statements for many as for one."""
    return _append(happened, now, DatabaseNodes())


def _append(happened: Sequence[Happened], now: datetime, nodes: DatabaseNodes) -> list[Entry]:
    # Whatever goes wrong here undoes the caller's transaction too: a change that is not in the ledger did not happen.
    with transaction.atomic(savepoint=False):
        head = _locked_head()
        contents = [_content(one, now) for one in happened]
        entries = Entry.objects.bulk_create(
            Entry(
                index=head.size + place,
                at=now,
                actor=one.actor,
                action=one.action,
                reference=one.reference,
                text=compact_bytes(content).decode(),
            )
            for place, (one, content) in enumerate(zip(happened, contents, strict=True))
        )
        head.size = append(nodes, head.size, [entry_leaf_hash(content) for content in contents])
        head.save(update_fields=["size"])
    return entries


def _content(one: Happened, now: datetime) -> dict[str, object]:
    return {
        "at": now.astimezone(UTC).isoformat(timespec="seconds"),
        "actor": one.actor,
        "action": one.action,
        "reference": one.reference,
        "facts": dict(one.facts),
    }


def _locked_head() -> Head:
    # SQLite takes the write lock with BEGIN IMMEDIATE, so the row lock matters to PostgreSQL only.
    return Head.objects.select_for_update().get_or_create(pk=1)[0]


def checkpoint(now: datetime, nodes: DatabaseNodes | None = None) -> SignedCheckpoint:
    """The signed head of the tree as it stands."""
    with transaction.atomic(savepoint=False):
        size = _locked_head().size
        found = SignedCheckpoint.objects.filter(size=size).first()
        if found is None:
            note = sign_checkpoint(
                Checkpoint(signer().verifier.name, size, root(nodes or DatabaseNodes(), size)), signer()
            )
            found = SignedCheckpoint.objects.create(size=size, note=note, at=now)
        return found


def newest_checkpoint() -> str:
    """The newest signed head, for the foot of a letter; empty before the first."""
    found = SignedCheckpoint.objects.order_by("-size").first()
    return found.note if found else ""


def receipt(*, body: Mapping[str, object], actor: str, reference: str, now: datetime) -> bytes:
    """A receipt for `body`: its hash entered in the ledger, with the proof that it stands there."""
    return receipts(bodies={reference: body}, actor=actor, now=now)[reference]


def receipts(*, bodies: Mapping[str, Mapping[str, object]], actor: str, now: datetime) -> dict[str, bytes]:
    """The receipts for several bodies, by reference: each has its own entry and proof, all stand on one checkpoint."""
    with transaction.atomic(savepoint=False):
        nodes = DatabaseNodes()
        happened = [
            Happened(actor, "receipt", reference, {"receipt_sha256": body_sha256(body)})
            for reference, body in bodies.items()
        ]
        entries = _append(happened, now, nodes)
        signed = checkpoint(now, nodes)
        return {
            entry.reference: make_receipt(
                bodies[entry.reference],
                entry.content,
                entry.index,
                signed.size,
                inclusion_proof(nodes, entry.index, signed.size),
                signed.note,
            )
            for entry in entries
        }


def consistency(old: Checkpoint, new: Checkpoint, old_note: str, new_note: str) -> bytes:
    """The proof file that the tree at `new` extends the tree at `old`."""
    return make_consistency(old_note, new_note, consistency_proof(DatabaseNodes(), old.size, new.size))


def public_key_path() -> Path:
    return Path(settings.PROJECT_DIR) / "keys" / "ledger.pub"
