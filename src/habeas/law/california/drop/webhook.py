"""Whether a message that claims to come from DROP is the agency's, and new.

CalPrivacy DROP Data Broker API 1.2.0, read 2026-11-23 (https://privacy.ca.gov). The text does not say how the time is
written; seconds since 1970 and ISO 8601 are understood. A message from the future is refused like one that is old. Left
out: what an event leads to.

>>> signed = signature("secret", "1795420800", b'{"message": "ready"}')
>>> headers = {
...     "X-Webhook-Event-Id": "e-1", "X-Webhook-Event-Type": "download.ready", "X-Webhook-Delivery-Id": "d-1",
...     "X-Webhook-Timestamp": "1795420800", "X-Webhook-Version": "1", "X-Webhook-Signature": signed,
... }
>>> now = datetime.fromisoformat("2026-11-23T00:04:00-08:00")
>>> check_webhook(headers, b'{"message": "ready"}', secret="secret", now=now).value.answer
204
>>> check_webhook(headers, b'{"message": "Ready"}', secret="secret", now=now).value.fault.value
'signature'
>>> [one.delivery_id for one in new_events([Delivery("e-1", "d-1"), Delivery("e-1", "d-2")]).value]
['d-1']
"""

from __future__ import annotations

import hmac
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from hashlib import sha256

from habeas.law.california.ruling import ruling
from habeas.law.errors import NaiveInstant
from habeas.law.rule import rule
from habeas.law.verdict import Verdict

_PREFIX = "X-Webhook-"
_HEADERS = tuple(
    f"{_PREFIX}{name}" for name in ("Event-Id", "Event-Type", "Delivery-Id", "Timestamp", "Version", "Signature")
)
WINDOW = timedelta(minutes=5)  # recommended by the agency


class Event(StrEnum):
    """What the agency tells."""

    DOWNLOAD_READY = "download.ready"
    UPLOAD_RECEIVED = "upload.received"
    UPLOAD_PROCESSED = "upload.processed"
    AMENDMENT_RECEIVED = "amendment.received"
    AMENDMENT_PROCESSED = "amendment.processed"


class Fault(StrEnum):
    """Why a message is refused."""

    HEADERS = "headers"  # one is missing
    SIGNATURE = "signature"
    TIME = "time"  # unreadable, too old, or in the future
    EVENT = "event"  # signed, and of a kind that is not known


@dataclass(frozen=True, slots=True)
class Checked:
    """What is answered, and what is wrong if anything is."""

    answer: int
    fault: Fault | None = None
    event: Event | None = None
    event_id: str = ""

    @property
    def accepted(self) -> bool:
        """Whether the message is the agency's and in time."""
        return self.fault is None


@dataclass(frozen=True, slots=True)
class Delivery:
    """One message; the event's id stays the same when it is sent again, the delivery's does not."""

    event_id: str
    delivery_id: str = ""


def signature(secret: str, timestamp: str, body: bytes) -> str:
    """The signature that belongs to a body."""
    return f"sha256={hmac.new(secret.encode(), timestamp.encode() + b'.' + body, sha256).hexdigest()}"


@rule("J-61", "J-62")
def check_webhook(headers: Mapping[str, str], body: bytes, *, secret: str, now: datetime) -> Verdict[Checked]:
    """Is this message the agency's and in time, and what is answered?"""
    if now.utcoffset() is None:
        raise NaiveInstant(f"{now.isoformat()} has no time zone.")
    found = {name.lower(): value for name, value in headers.items()}
    lacking = [name for name in _HEADERS if not found.get(name.lower())]
    if lacking:
        return ruling(Checked(400, Fault.HEADERS), f"Missing: {', '.join(lacking)}.", "J-61")
    timestamp = found["x-webhook-timestamp"]
    # In bytes and constant time: a comparison that stops early tells a stranger how far they guessed.
    expected = signature(secret, timestamp, body).encode()
    if not hmac.compare_digest(expected, found["x-webhook-signature"].encode()):
        return ruling(Checked(401, Fault.SIGNATURE), "The signature does not belong to this message.", "J-62")
    sent_at = _instant(timestamp)
    if sent_at is None or abs(now - sent_at) > WINDOW:
        return ruling(Checked(401, Fault.TIME), "The message is not of the last minutes.", "J-62")
    return _known(found["x-webhook-event-type"], found["x-webhook-event-id"])


def _known(kind: str, event_id: str) -> Verdict[Checked]:
    if kind not in set(Event):
        return ruling(Checked(400, Fault.EVENT), "An event of this kind is not known; look at it.", "J-61")
    return ruling(Checked(204, None, Event(kind), event_id), f"The agency tells {kind}.", "J-61", "J-62")


def _instant(timestamp: str) -> datetime | None:
    try:
        if timestamp.isascii() and timestamp.isdigit():
            return datetime.fromtimestamp(int(timestamp), UTC)
        found = datetime.fromisoformat(timestamp)
    except (ValueError, OverflowError, OSError):
        return None
    return found if found.tzinfo else None


@rule("J-62")
def new_events(deliveries: Sequence[Delivery], seen: Collection[str] = ()) -> Verdict[tuple[Delivery, ...]]:
    """Which of these messages tell an event that was not told before? `seen`: ids of events."""
    known = set(seen)
    fresh = []
    for one in deliveries:
        if one.event_id not in known:
            fresh.append(one)
            known.add(one.event_id)
    return ruling(tuple(fresh), f"{len(fresh)} of {len(deliveries)} messages tell something new.", "J-62")
