"""Encryption at rest: a key per request (AES-256-GCM), wrapped by a master key that can be rotated.

Closing a retention period is deleting a request's key. The master key is `id:base64`; several, newest first and
separated by commas, while a rotation is under way.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
import secrets
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any, BinaryIO

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.conf import settings

from habeas.datamap.secrets import SecretMissing, dereference

PIECE = 1 << 20  # bytes of a sealed file that are encrypted and checked together


class SealingError(Exception):
    """Sealed data cannot be opened."""


class KeyMissing(SealingError):
    """The master key is not there or is not a key."""


@dataclass(frozen=True)
class MasterKey:
    id: str
    key: bytes


def new_master_key() -> str:
    return f"{secrets.token_hex(4)}:{base64.b64encode(secrets.token_bytes(32)).decode()}"


def parse_master_keys(text: str) -> tuple[MasterKey, ...]:
    """Newest first. Raises KeyMissing for anything that is no list of `id:base64` keys of 32 bytes."""
    keys = []
    for part in text.split(","):
        name, _, encoded = part.strip().partition(":")
        try:
            key = base64.b64decode(encoded, validate=True)
        except ValueError:  # no base64, or no ASCII
            key = b""
        if not name or len(key) != 32:
            raise KeyMissing("the master key is not of the form id:base64 with 32 bytes; `habeas keys new` prints one")
        keys.append(MasterKey(name, key))
    return tuple(keys)


@lru_cache(maxsize=1)
def master_keys() -> tuple[MasterKey, ...]:
    """The keys that habeas.toml refers to. Raises KeyMissing."""
    try:
        return parse_master_keys(dereference(settings.SERVICE.master_key, settings.PROJECT_DIR))
    except SecretMissing as error:
        raise KeyMissing(f"no master key: {error}") from None
    except UnicodeDecodeError:
        raise KeyMissing("the master key is no text; `habeas keys new` prints one") from None


def derive(purpose: str) -> bytes:
    """A key for another purpose, from the application's own secret: a rotation of the master key leaves it alone."""
    return hmac.new(settings.SECRET_KEY.encode(), f"habeas/{purpose}".encode(), hashlib.sha256).digest()


def new_key() -> bytes:
    return AESGCM.generate_key(256)


def wrap(key: bytes, under: str = "") -> tuple[str, bytes]:
    """The request's key under the newest master key, or the one of that id: (id of the master key, wrapped key)."""
    master = _master(under) if under else master_keys()[0]
    nonce = secrets.token_bytes(12)
    return master.id, nonce + AESGCM(master.key).encrypt(nonce, key, master.id.encode())


def unwrap(key_id: str, wrapped: bytes) -> bytes:
    """Raises SealingError, in one sentence, when the master key is not the one that wrapped it."""
    if not wrapped:
        raise SealingError("the key of this request was deleted when its retention ended; its contents are gone")
    try:
        return AESGCM(_master(key_id).key).decrypt(wrapped[:12], wrapped[12:], key_id.encode())
    except InvalidTag:
        raise SealingError(_not_the_one(key_id)) from None


def _master(key_id: str) -> MasterKey:
    """The master key of that id. Another process may have rotated it since we read: then it is read again."""
    for _ in range(2):
        found = next((master for master in master_keys() if master.id == key_id), None)
        if found is not None:
            return found
        forget_keys()
    raise SealingError(_not_the_one(key_id))


def _not_the_one(key_id: str) -> str:
    known = ", ".join(master.id for master in master_keys())
    return f"the master key is not the one this data was sealed with (needed: {key_id}, found: {known}); restore it and start again"


def seal(key: bytes, value: Any, context: str) -> bytes:
    """`value` (JSON) encrypted; `context` ties it to its place, so that sealed values cannot be swapped."""
    return seal_bytes(key, json.dumps(value).encode(), context)


def unseal(key: bytes, sealed: bytes, context: str) -> Any:
    return json.loads(unseal_bytes(key, sealed, context))


def seal_bytes(key: bytes, data: bytes, context: str) -> bytes:
    nonce = secrets.token_bytes(12)
    return nonce + AESGCM(key).encrypt(nonce, data, context.encode())


def unseal_bytes(key: bytes, sealed: bytes, context: str) -> bytes:
    try:
        return AESGCM(key).decrypt(bytes(sealed[:12]), bytes(sealed[12:]), context.encode())
    except (InvalidTag, ValueError):  # changed, or too short to be sealed at all
        raise SealingError(
            f"sealed data ({context}) was changed or belongs elsewhere; restore it from a backup"
        ) from None


def seal_file(key: bytes, source: BinaryIO, target: BinaryIO, context: str) -> None:
    """A file in pieces; each knows its number and whether it is the last, so that none can be cut or moved."""
    piece, number = source.read(PIECE), 0
    while True:
        following = source.read(PIECE)
        sealed = seal_bytes(key, piece, f"{context}/{number}/{'more' if following else 'last'}")
        target.write(len(sealed).to_bytes(4, "big") + sealed)
        if not following:
            return
        piece, number = following, number + 1


def unseal_file(key: bytes, path: Path, context: str) -> Iterator[bytes]:
    """The pieces of a sealed file in order. Raises SealingError at the first that is not whole."""
    with path.open("rb") as source:
        number = 0
        head = source.read(4)
        while head:
            sealed = source.read(int.from_bytes(head, "big"))
            head = source.read(4)
            yield unseal_bytes(key, sealed, f"{context}/{number}/{'more' if head else 'last'}")
            number += 1
        if not number:
            raise SealingError(f"sealed file ({context}) is empty; restore it from a backup")


def token() -> tuple[str, str]:
    """A secret for a link, and the hash that is stored of it."""
    value = secrets.token_urlsafe(32)
    return value, token_hash(value)


def token_hash(value: str) -> str:
    return hashlib.sha256(value.encode()).hexdigest()


def code_hash(place: str, code: str) -> str:
    """What is stored of a short code: keyed, for eight digits could be guessed from a plain hash."""
    return hmac.new(derive("codes"), f"{place}/{code}".encode(), hashlib.sha256).hexdigest()


def forget_keys() -> None:
    master_keys.cache_clear()
