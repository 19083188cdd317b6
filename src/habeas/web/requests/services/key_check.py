"""The master key is tried at the start, and changed without opening what it protects."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction

from habeas.web import sealing
from habeas.web.holds.models import Hold
from habeas.web.kept.models import Kept
from habeas.web.ledger import record
from habeas.web.requests.models import KeyCheck, Request


def check_master_key() -> None:
    """Raises SealingError, in one sentence, when the master key is not the one that sealed this database."""
    found = KeyCheck.objects.first()
    if found is None:
        key_id, wrapped = sealing.wrap(sealing.new_key())
        KeyCheck.objects.create(key_id=key_id, wrapped_key=wrapped)
    else:
        sealing.unwrap(found.key_id, bytes(found.wrapped_key))


def wrap_new(key: bytes) -> tuple[str, bytes]:
    """A new request's key, wrapped; in the caller's transaction.

    The row is locked against a rotation in another process: without that, a key wrapped under the old master key
    after the rotation has passed could never be opened again.
    """
    return wrap_all([key])[0]


def wrap_all(keys: Iterable[bytes]) -> list[tuple[str, bytes]]:
    """`wrap_new` for many at once."""
    check = KeyCheck.objects.select_for_update().first()
    return [sealing.wrap(key, check.key_id if check else "") for key in keys]


def rewrap(*, actor: str, now: datetime) -> int:
    """Wrap the key of every request, hold and entry of kept rows anew under the newest master key; how many. All of them or none."""
    with transaction.atomic():
        checks = list(KeyCheck.objects.select_for_update())
        count = 0
        for request in Request.objects.select_for_update().exclude(wrapped_key=b"").only("key_id", "wrapped_key"):
            request.key_id, request.wrapped_key = sealing.wrap(request.key)
            request.save(update_fields=["key_id", "wrapped_key"])
            count += 1
        for hold in Hold.objects.select_for_update().exclude(wrapped_key=b""):
            hold.key_id, hold.wrapped_key = sealing.wrap(sealing.unwrap(hold.key_id, bytes(hold.wrapped_key)))
            hold.save(update_fields=["key_id", "wrapped_key"])
        for entry in Kept.objects.select_for_update():
            entry.key_id, entry.wrapped_key = sealing.wrap(entry.key)
            entry.save(update_fields=["key_id", "wrapped_key"])
        for check in checks:
            check.key_id, check.wrapped_key = sealing.wrap(sealing.unwrap(check.key_id, bytes(check.wrapped_key)))
            check.save()
        newest = sealing.master_keys()[0].id
        record.write(actor=actor, action="keys rotated", now=now, facts={"key": newest, "requests": count})
    return count
