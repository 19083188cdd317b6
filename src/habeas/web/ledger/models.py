"""Entries, the tree over them, and signed checkpoints."""

from __future__ import annotations

from typing import Any

from django.db import models


class Entry(models.Model):
    """One thing that happened. `text` is the canonical JSON whose hash is the leaf; the columns repeat it to search by."""

    index = models.PositiveBigIntegerField(primary_key=True)
    at = models.DateTimeField()
    actor = models.CharField(max_length=80)
    action = models.CharField(max_length=40)
    reference = models.CharField(max_length=20, blank=True, db_index=True)
    text = models.TextField()

    class Meta:
        ordering = ("index",)

    def __str__(self) -> str:
        return f"{self.index} {self.action}"

    @property
    def content(self) -> dict[str, Any]:
        import json

        value: dict[str, Any] = json.loads(self.text)
        return value


class TreeNode(models.Model):
    """The hash of a perfect subtree (RFC 6962): with them every proof takes a handful of reads."""

    level = models.PositiveSmallIntegerField()
    index = models.PositiveBigIntegerField()
    hash = models.BinaryField(max_length=32)

    class Meta:
        constraints = (models.UniqueConstraint(fields=("level", "index"), name="one_hash_a_place"),)

    def __str__(self) -> str:
        return f"{self.level}/{self.index}"


class SignedCheckpoint(models.Model):
    """The signed head of the tree at a size."""

    size = models.PositiveBigIntegerField(unique=True)
    note = models.TextField()
    at = models.DateTimeField()

    class Meta:
        ordering = ("size",)

    def __str__(self) -> str:
        return f"checkpoint {self.size}"


class Head(models.Model):
    """The tree's size: one row, locked by whoever appends."""

    size = models.PositiveBigIntegerField(default=0)

    def __str__(self) -> str:
        return str(self.size)
