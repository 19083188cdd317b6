"""The engine's journal, sealed with each request's key."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from habeas.engine.journal import Counts
from habeas.web.requests.models import JournalRecord, JournalSystem, Request


@dataclass(frozen=True)
class RequestJournal:
    """Implements `habeas.engine.journal.Journal` over the application's database. Ordinals are request numbers."""

    requests: Mapping[int, Request]
    now: datetime

    def begin(self, ordinal: int, keys: Mapping[str, object]) -> None:
        request = self.requests[ordinal]
        JournalRecord.objects.create(request=request, sealed_keys=request.seal(keys, "journal"), started_at=self.now)

    def done(self, ordinal: int, system: str, counts: Counts) -> None:
        record = JournalRecord.objects.get(request_id=ordinal)
        JournalSystem.objects.update_or_create(
            record=record, system=system, defaults={"counts": dict(counts), "done_at": self.now}
        )

    def begun(self, ordinal: int) -> Mapping[str, object] | None:
        record = JournalRecord.objects.filter(request_id=ordinal).first()
        if record is None:
            return None
        keys: Mapping[str, object] = self.requests[ordinal].unseal(record.sealed_keys, "journal")
        return keys

    def finished(self, ordinal: int) -> Mapping[str, Counts]:
        return {found.system: found.counts for found in JournalSystem.objects.filter(record__request_id=ordinal)}
