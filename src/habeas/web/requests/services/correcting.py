"""Corrections: the verified change of named values, planned and run in sets like an erasure."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from habeas.engine.batch import Subject
from habeas.engine.correct import PreparedCorrection, prepare_correction
from habeas.law.california.clock import california_day
from habeas.web.project import current, systems
from habeas.web.requests.instruction import instruction
from habeas.web.requests.models import Request


def subject(request: Request) -> Subject:
    return Subject(request.pk, request.identifiers, request.corrections)


def prepared(requests: Sequence[Request], salts: dict[int, bytes], now: datetime) -> PreparedCorrection:
    """Requests to correct as one set. Raises StoreError and PlanRefused."""
    found = systems()
    told = instruction(requests[0], california_day(now))
    subjects = [subject(request) for request in requests]
    return prepare_correction(subjects, found.graph, found.stores, told, current().version, salts)
