"""The engine's journal, sealed with each request's key."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime

from habeas.engine.journal import Counts, Keys
from habeas.web.requests.models import JournalRecord, JournalSystem, Request


@dataclass(frozen=True)
class RequestJournal:
    """Implements `habeas.engine.journal.Journal` over the application's database. Ordinals are request numbers."""

    requests: Mapping[int, Request]
    now: datetime

    def begin(self, keys: Mapping[int, Keys]) -> None:
        JournalRecord.objects.bulk_create(
            JournalRecord(
                request_id=ordinal, sealed_keys=self.requests[ordinal].seal(own, "journal"), started_at=self.now
            )
            for ordinal, own in keys.items()
        )

    def done(self, system: str, counts: Mapping[int, Counts]) -> None:
        numbers = dict(JournalRecord.objects.filter(request__in=list(counts)).values_list("request_id", "pk"))
        JournalSystem.objects.bulk_create(
            (
                JournalSystem(record_id=numbers[ordinal], system=system, counts=dict(own), done_at=self.now)
                for ordinal, own in counts.items()
            ),
            update_conflicts=True,
            unique_fields=["record", "system"],
            update_fields=["counts", "done_at"],
        )

    def begun(self, ordinals: Collection[int]) -> Mapping[int, Keys]:
        found = JournalRecord.objects.filter(request__in=list(ordinals)).values_list("request_id", "sealed_keys")
        return {ordinal: self.requests[ordinal].unseal(sealed, "journal") for ordinal, sealed in found}

    def finished(self, ordinals: Collection[int]) -> Mapping[int, Mapping[str, Counts]]:
        found: dict[int, dict[str, Counts]] = {}
        done = JournalSystem.objects.filter(record__request__in=list(ordinals))
        for ordinal, system, counts in done.values_list("record__request_id", "system", "counts"):
            found.setdefault(ordinal, {})[system] = counts
        return found
