"""Directions not to delete a person's data. Who is meant is sealed; agency, case and dates are readable to staff."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db import models

from habeas.engine.batch import Identifier
from habeas.law.california.hold import Direction, holding
from habeas.law.california.hold import Renewal as LawRenewal
from habeas.web import sealing


class Manner(models.TextChoices):
    """How the direction came. The law does not ask for writing."""

    WRITING = "in writing", "In writing"
    TELEPHONE = "by telephone", "By telephone"
    IN_PERSON = "in person", "In person"


class Hold(models.Model):
    """One direction of one agency about one person. It freezes from the moment it is entered, case number or not."""

    reference = models.CharField(max_length=20, unique=True)
    agency = models.CharField(max_length=200)
    case_number = models.CharField(max_length=100, blank=True)
    manner = models.CharField(max_length=20, choices=Manner)
    directed_on = models.DateField()
    ends_on = models.DateField()
    reproductive_care = models.BooleanField(default=False)  # no hold on such data without counsel (§1798.145(a)(2))
    placed_at = models.DateTimeField()
    released_at = models.DateTimeField(null=True)
    release_reason = models.CharField(max_length=500, blank=True)

    key_id = models.CharField(max_length=40)
    wrapped_key = models.BinaryField()
    sealed_identifiers = models.BinaryField()

    class Meta:
        ordering = ("ends_on", "id")

    def __str__(self) -> str:
        return self.reference

    @property
    def identifiers(self) -> tuple[Identifier, ...]:
        """By which the person is found in the connected systems."""
        if not self.wrapped_key:
            return ()  # purged
        key = sealing.unwrap(self.key_id, bytes(self.wrapped_key))
        found: Any = sealing.unseal(key, bytes(self.sealed_identifiers), f"{self.reference}/identifiers")
        return tuple(Identifier(kind, value) for kind, value in found)

    def is_in_force(self, on: date) -> bool:
        return self.released_at is None and on <= self.ends_on

    @property
    def direction(self) -> Direction:
        """As the law looks at it."""
        renewals = tuple(LawRenewal(one.on, one.good_cause) for one in self.renewals.all())
        return Direction(self.directed_on, self.case_number, renewals=renewals)

    def tasks(self, on: date) -> list[str]:
        """What staff still have to do about it."""
        found = holding([self.direction], on=on, reproductive_care=self.reproductive_care).value
        return [task.replace("_", " ") for task in found.tasks]

    @property
    def summary(self) -> str:
        case = f"case {self.case_number}" if self.case_number else "no case number yet"
        return f"{self.reference}: {self.agency}, {case}, until {self.ends_on}."


class Renewal(models.Model):
    """A further period, for good cause."""

    hold = models.ForeignKey(Hold, on_delete=models.CASCADE, related_name="renewals")
    on = models.DateField()
    good_cause = models.CharField(max_length=500)
    ends_on = models.DateField()

    class Meta:
        ordering = ("on", "id")

    def __str__(self) -> str:
        return f"renewal of {self.hold_id}"
