"""What erasures left under exceptions. Which rows they are is sealed; table, exception, end and count are readable."""

from __future__ import annotations

from typing import Any

from django.db import models

from habeas.web import sealing


class Kept(models.Model):
    """What one erasure left. It outlives the record of its request, so it has a key of its own."""

    request = models.OneToOneField("requests.Request", on_delete=models.PROTECT, related_name="kept")
    key_id = models.CharField(max_length=40)
    wrapped_key = models.BinaryField()
    looked_on = models.DateField()  # the systems were last asked why these rows stay
    claimed_at = models.DateTimeField(null=True)  # a worker is erasing what is due of it
    failure = models.CharField(max_length=500, blank=True)

    def __str__(self) -> str:
        return f"rows kept of {self.request_id}"

    @property
    def key(self) -> bytes:
        return sealing.unwrap(self.key_id, bytes(self.wrapped_key))


class KeptGroup(models.Model):
    """Rows of one table that stay under one exception until one day."""

    entry = models.ForeignKey(Kept, on_delete=models.CASCADE, related_name="groups")
    system = models.CharField(max_length=80)
    table = models.CharField(max_length=200)
    citation = models.CharField(max_length=200, blank=True)  # empty: they stay because a kept row points at them
    ends_on = models.DateField(null=True)  # empty: as long as their reason lasts
    rows = models.PositiveIntegerField()
    sealed_keys = models.BinaryField()  # empty: the table has no primary key

    class Meta:
        indexes = (
            models.Index(fields=("ends_on",), name="kept_until"),
            models.Index(fields=("system", "table"), name="kept_where"),
        )

    def __str__(self) -> str:
        return f"{self.rows} rows of {self.place}"

    @property
    def place(self) -> str:
        return f"{self.system}.{self.table}"

    def keys(self, key: bytes) -> list[list[Any]]:
        """The primary keys as `engine.keysets` writes them."""
        if not self.sealed_keys:
            return []
        found: list[list[Any]] = sealing.unseal(key, bytes(self.sealed_keys), f"kept/{self.place}")
        return found
