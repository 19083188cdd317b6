"""Requests and all that belongs to them. What people typed, evidence, plans, journals and answers are sealed."""

from __future__ import annotations

from typing import Any

from django.db import models

from habeas.engine.batch import Correction, Identifier
from habeas.engine.plan import Plan
from habeas.web import sealing
from habeas.web.requests.states import OPEN, State


class Right(models.TextChoices):
    KNOW = "know", "Request to know"
    DELETE = "delete", "Request to delete"
    CORRECT = "correct", "Request to correct"


class Door(models.TextChoices):
    """How a request came in (§7101(b))."""

    WEB = "web", "Web form"
    COMMAND_LINE = "command line", "Command line"


class Request(models.Model):
    """One request of one consumer. Readable columns hold what the queue, the clock and the records need."""

    reference = models.CharField(max_length=20, unique=True)
    right = models.CharField(max_length=10, choices=Right)
    wants_categories = models.BooleanField(default=False)
    wants_specific = models.BooleanField(default=False)
    specific_denied = models.BooleanField(default=False)  # not verified for these; goes on as categories (§7024(a))
    everything = models.BooleanField(
        default=False
    )  # know: as far back as can be asked, not the usual look-back (§7024(h))
    door = models.CharField(max_length=20, choices=Door)
    state = models.CharField(max_length=12, choices=State, default=State.VERIFYING)

    received_at = models.DateTimeField()
    received_on = models.DateField()
    confirm_by = models.DateField()
    confirm_alarm = models.DateField()
    respond_by = models.DateField()
    respond_alarm = models.DateField()
    extended_at = models.DateTimeField(null=True)  # the consumer was told that, and why, we need longer (§7021(b))

    key_id = models.CharField(max_length=40)
    wrapped_key = models.BinaryField()
    sealed_claim = models.BinaryField()
    sealed_identifiers = models.BinaryField(default=bytes)
    link_hash = models.CharField(max_length=64, unique=True)

    plan_digest = models.CharField(max_length=64, blank=True)
    sealed_plan = models.BinaryField(default=bytes)
    approved_digest = models.CharField(max_length=64, blank=True)
    map_version = models.CharField(max_length=16, blank=True)
    planned_at = models.DateTimeField(null=True)
    started_at = models.DateTimeField(null=True)
    claimed_by = models.CharField(max_length=64, blank=True)  # the worker that runs it

    answered_at = models.DateTimeField(null=True)
    answer = models.CharField(max_length=200, blank=True)  # nature of the response (§7101(b)(5))
    basis_of_denial = models.TextField(blank=True)
    sealed_denial = models.BinaryField(default=bytes)  # the facts staff stated, and who reviewed them (§1798.145(h)(3))
    failure = models.CharField(max_length=500, blank=True)
    sealed_more = models.BinaryField(default=bytes)

    closed_at = models.DateTimeField(null=True)
    forgotten_at = models.DateTimeField(null=True)  # what was typed to verify is gone (§7060(d))
    purged_at = models.DateTimeField(null=True)  # the key is gone, and everything sealed with it (§7101)

    class Meta:
        ordering = ("respond_by", "received_at")
        indexes = (models.Index(fields=("state", "respond_by"), name="queue"),)

    def __str__(self) -> str:
        return self.reference

    @property
    def is_open(self) -> bool:
        return self.state in OPEN

    @property
    def is_readable(self) -> bool:
        """Whether the key is still there: deleting it ends the retention of everything sealed."""
        return bool(self.wrapped_key)

    @property
    def key(self) -> bytes:
        return sealing.unwrap(self.key_id, bytes(self.wrapped_key))

    def seal(self, value: Any, what: str) -> bytes:
        return sealing.seal(self.key, value, f"{self.reference}/{what}")

    def unseal(self, sealed: bytes | memoryview, what: str) -> Any:
        return sealing.unseal(self.key, bytes(sealed), f"{self.reference}/{what}")

    @property
    def claim(self) -> dict[str, Any]:
        """What the consumer typed."""
        value: dict[str, Any] = self.unseal(self.sealed_claim, "claim")
        return value

    @property
    def identifiers(self) -> tuple[Identifier, ...]:
        """The identifiers by which the engine finds the person: handles of matched records, or what staff gave."""
        if not self.sealed_identifiers:
            return ()
        return tuple(Identifier(kind, value) for kind, value in self.unseal(self.sealed_identifiers, "identifiers"))

    @property
    def corrections(self) -> tuple[Correction, ...]:
        """What is wrong and what it should be, as asked for."""
        return tuple(Correction(*parts) for parts in self.claim.get("corrections", ()))

    @property
    def plan(self) -> Plan | None:
        return Plan.from_json(self.unseal(self.sealed_plan, "plan")) if self.sealed_plan else None

    @property
    def asked_more(self) -> str:
        """What staff asked the consumer for."""
        return str(self.unseal(self.sealed_more, "more")) if self.sealed_more else ""

    @property
    def denial(self) -> dict[str, str]:
        """The facts staff stated for a denial, and who reviewed them."""
        value: dict[str, str] = self.unseal(self.sealed_denial, "denial") if self.sealed_denial else {}
        return value

    @property
    def delivers_specific(self) -> bool:
        return self.wants_specific and not self.specific_denied

    @property
    def delivers_categories(self) -> bool:
        return self.wants_categories or self.specific_denied

    @property
    def title(self) -> str:
        if self.right != Right.KNOW:
            return self.get_right_display()
        parts = [
            name
            for name, wanted in (("categories", self.wants_categories), ("specific pieces", self.wants_specific))
            if wanted
        ]
        return f"Request to know ({' and '.join(parts)})"


class EvidenceKind(models.TextChoices):
    EMAIL = "email", "Control of the e-mail address"
    MATCH = "match", "Comparison with the records on file"
    DECLARATION = "declaration", "Signed declaration"
    STAFF = "staff", "Vouched for by staff"


class Evidence(models.Model):
    """Why we think it is the person. Holds kinds and systems, never the values that agreed."""

    request = models.ForeignKey(Request, on_delete=models.CASCADE, related_name="evidence")
    kind = models.CharField(max_length=20, choices=EvidenceKind)
    at = models.DateTimeField()
    sealed_facts = models.BinaryField()

    class Meta:
        ordering = ("at", "id")

    def __str__(self) -> str:
        return self.get_kind_display()

    @property
    def facts(self) -> dict[str, Any]:
        value: dict[str, Any] = self.request.unseal(self.sealed_facts, f"evidence/{self.kind}")
        return value


class EmailLink(models.Model):
    """A link that proves control of an address: once, and for some days."""

    request = models.ForeignKey(Request, on_delete=models.CASCADE, related_name="email_links")
    hash = models.CharField(max_length=64, unique=True)
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"link of {self.request_id}"


class Letter(models.Model):
    """A letter to the consumer. Sealed; sent by the worker, tried again when the mail server fails."""

    request = models.ForeignKey(Request, on_delete=models.CASCADE, related_name="letters")
    kind = models.CharField(max_length=20)
    written_at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    failure = models.CharField(max_length=200, blank=True)
    sealed_content = models.BinaryField()

    class Meta:
        ordering = ("written_at", "id")

    def __str__(self) -> str:
        return f"{self.kind} letter"

    @property
    def content(self) -> dict[str, str]:
        value: dict[str, str] = self.request.unseal(self.sealed_content, f"letter/{self.kind}")
        return value

    @property
    def title(self) -> str:
        return self.kind.replace("_", " ").capitalize()

    @property
    def is_for_page_only(self) -> bool:
        """Whether there was no address to send it to."""
        return self.request.is_readable and not self.content["to"]


class JournalRecord(models.Model):
    """What a run reached, written down before it changes anything."""

    request = models.OneToOneField(Request, on_delete=models.CASCADE, related_name="journal")
    sealed_keys = models.BinaryField()
    started_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"journal of {self.request_id}"


class JournalSystem(models.Model):
    """A system that has committed its part of a run: counts by table and fate."""

    record = models.ForeignKey(JournalRecord, on_delete=models.CASCADE, related_name="systems")
    system = models.CharField(max_length=80)
    counts = models.JSONField()
    done_at = models.DateTimeField()

    class Meta:
        constraints = (models.UniqueConstraint(fields=("record", "system"), name="a_system_once"),)

    def __str__(self) -> str:
        return self.system


class DocumentKind(models.TextChoices):
    PACKAGE = "package", "Data package"
    RECEIPT = "receipt", "Receipt"


class Document(models.Model):
    """Something the consumer can fetch: a sealed file, opened by the private link (a package also by a code)."""

    request = models.ForeignKey(Request, on_delete=models.CASCADE, related_name="documents")
    kind = models.CharField(max_length=10, choices=DocumentKind)
    file = models.CharField(max_length=120)
    size = models.PositiveBigIntegerField()
    made_at = models.DateTimeField()
    expires_at = models.DateTimeField(null=True)
    fetched = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = (models.UniqueConstraint(fields=("request", "kind"), name="one_document_a_kind"),)

    def __str__(self) -> str:
        return f"{self.kind} of {self.request_id}"


class FetchCode(models.Model):
    """A one-time code for a package, sent by e-mail."""

    document = models.ForeignKey(Document, on_delete=models.CASCADE, related_name="codes")
    hash = models.CharField(max_length=64)
    expires_at = models.DateTimeField()
    attempts = models.PositiveSmallIntegerField(default=0)
    used_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"code of {self.document_id}"


class KeyCheck(models.Model):
    """A known value sealed under the master key: a wrong key is found at the start, not in the middle."""

    key_id = models.CharField(max_length=40)
    wrapped_key = models.BinaryField()

    def __str__(self) -> str:
        return self.key_id
