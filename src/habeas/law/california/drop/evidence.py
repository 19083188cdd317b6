"""What is kept to show that DROP was served, and how the hashes are guarded.

Civ. Code §1798.99.86(c), (e) and CalPrivacy DROP Data Broker API 1.2.0; read 2026-11-23 (https://privacy.ca.gov). The
law asks for an audit and does not list the evidence; the list is ours. It holds counts, times and hashes of files,
never a consumer's data. Left out: the audit itself (`broker`).

>>> may_read_archive(StoredArchive("ab" * 32, datetime(2026, 11, 23, 9, 0), "key-1")).value
True
>>> may_read_archive(None).value
False
>>> evidence_missing({Evidence.ACCESSED_AT, Evidence.ARCHIVE_HASH}).value[0]
<Evidence.LIST_TYPES: 'list_types'>
>>> must_keep_evidence(date(2026, 7, 31)).value, must_keep_evidence(date(2026, 8, 1)).value
(False, True)
>>> may_log(Logged.COUNT).value, may_log(Logged.HASH).value
(True, False)
>>> hash_protections_missing(encrypted=True, access_restricted=False, logged=False).value
('access_restricted',)
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from habeas.law.california.parameters import Name, parameter
from habeas.law.california.ruling import ruling
from habeas.law.rule import rule
from habeas.law.verdict import Verdict


class Evidence(StrEnum):
    """What is kept of a cycle."""

    ACCESSED_AT = "accessed_at"
    ARCHIVE_HASH = "archive_hash"
    LIST_TYPES = "list_types"
    ITEM_COUNTS = "item_counts"
    OUTCOMES = "outcomes"  # of each item, with the time
    STANDARD_VERSION = "standard_version"  # of the rules that standardise
    PROVIDER_NOTICES = "provider_notices"
    UPLOAD_RESPONSES = "upload_responses"
    WEBHOOK_RECEIPTS = "webhook_receipts"  # where webhooks are used


class Logged(StrEnum):
    """What somebody would write to a log."""

    COUNT = "count"
    ITEM_ID = "item_id"
    FILE_HASH = "file_hash"  # of a whole archive or file
    HASH = "hash"  # of an item: it stands for a person
    IDENTIFIER = "identifier"


_LOGGABLE = frozenset({Logged.COUNT, Logged.ITEM_ID, Logged.FILE_HASH})


@dataclass(frozen=True, slots=True)
class StoredArchive:
    """The downloaded archive as it was stored, before anything was read from it."""

    sha256: str
    stored_at: datetime | None
    key_id: str


@rule("J-34")
def may_read_archive(stored: StoredArchive | None) -> Verdict[bool]:
    """May the archive be read? Only once it is stored with its hash, the time and the key: it may not come twice."""
    complete = stored is not None and bool(stored.sha256 and stored.stored_at and stored.key_id)
    reason = "It is stored." if complete else "First store it, with its hash, the time and the key."
    return ruling(complete, reason, "J-34")


@rule("J-63", "J-08")
def evidence_missing(kept: Collection[Evidence], *, webhooks: bool = False) -> Verdict[tuple[Evidence, ...]]:
    """Which evidence of a cycle is missing? `webhooks`: the broker is told by them."""
    missing = tuple(one for one in Evidence if one not in kept and (webhooks or one is not Evidence.WEBHOOK_RECEIPTS))
    reason = f"Missing: {', '.join(missing)}." if missing else "The evidence of the cycle is complete."
    return ruling(missing, reason, "J-63", "J-08")


@rule("J-08", "J-63")
def must_keep_evidence(cycle_on: date) -> Verdict[bool]:
    """Must the evidence of a cycle on this day be kept for the audit?"""
    row = parameter(Name.DROP_START, cycle_on)
    return ruling(cycle_on >= row.day, f"Evidence is kept from {row.day} on.", "J-08", "J-63", parameters=(row,))


@rule("J-63", "J-64")
def may_log(what: Logged) -> Verdict[bool]:
    """May this be written to a log or the audit trail?"""
    if what in _LOGGABLE:
        return ruling(True, f"A {what.replace('_', ' ')} names no person.", "J-63")
    return ruling(False, f"The {what} stands for a person; it is never logged.", "J-64")


@rule("J-64")
def hash_protections_missing(*, encrypted: bool, access_restricted: bool, logged: bool) -> Verdict[tuple[str, ...]]:
    """Which protections do the platform's hashes lack? None: they are guarded as personal information."""
    asked = {"encrypted": encrypted, "access_restricted": access_restricted, "not_logged": not logged}
    missing = tuple(name for name, there in asked.items() if not there)
    reason = f"The hashes lack: {', '.join(missing)}." if missing else "The hashes are guarded."
    return ruling(missing, reason, "J-64")
