"""A request comes in: the clock starts, whatever the door."""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from habeas.engine.batch import Correction
from habeas.law.california.clock import Clock, california_day, clock
from habeas.law.california.clock_beyond import clock_beyond_calendar
from habeas.law.california.rights import VerifiableRight
from habeas.law.errors import CalendarNotCovered
from habeas.web import sealing
from habeas.web.jobs import tasks
from habeas.web.ledger import record
from habeas.web.requests import letters
from habeas.web.requests.instruction import law_rights
from habeas.web.requests.models import Door, Request, Right
from habeas.web.requests.services import evidence
from habeas.web.requests.services.key_check import wrap_new

# Crockford's letters: none that is mistaken for another on the telephone.
LETTERS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"


@dataclass(frozen=True)
class Received:
    """The new request and the secret of its private link, which is shown once."""

    request: Request
    link: str


def receive(
    *,
    right: Right,
    fields: Mapping[str, str],
    door: Door,
    actor: str,
    now: datetime,
    wants_categories: bool = False,
    wants_specific: bool = False,
    everything: bool = True,
    signed_by: str = "",
    corrections: tuple[Correction, ...] = (),
) -> Received:
    """Take a request. Acknowledges it by letter where an e-mail address was given, and begins to compare.

    `fields` are the identifying fields as typed; `signed_by` is the name under the declaration, if it was signed;
    `corrections` are what a request to correct asks for.
    """
    request = Request(
        reference=_reference(),
        right=right,
        wants_categories=wants_categories,
        wants_specific=wants_specific,
        everything=everything,
        door=door,
    )
    with transaction.atomic():
        link = _store(request, fields, corrections, now)
        facts: dict[str, object] = {"right": request.title, "door": str(door)}
        record.write(actor=actor, action="received", reference=request.reference, now=now, facts=facts)
        if signed_by.strip():
            evidence.add_declaration(request=request, signed_by=signed_by, actor=actor, now=now)
        if door == Door.WEB:
            letters.acknowledge(request, link, now)
            tasks.compare.enqueue(request.pk)
    return Received(request, link)


def _store(request: Request, fields: Mapping[str, str], corrections: tuple[Correction, ...], now: datetime) -> str:
    """Set the clock, make the request's key and its private link, seal what was typed; the link."""
    dates = _dates(law_rights(request)[0], california_day(now))
    assert dates.confirm_by is not None  # requests that owe no confirmation have no door here yet
    request.received_at, request.received_on = now, dates.receipt_date
    request.confirm_by, request.confirm_alarm = dates.confirm_by.std, dates.confirm_by.safe
    request.respond_by, request.respond_alarm = dates.respond_by, dates.respond_by_alarm
    key = sealing.new_key()
    request.key_id, request.wrapped_key = wrap_new(key)
    link, request.link_hash = sealing.token()
    claim: dict[str, object] = {"fields": dict(fields), "link": link, "salt": secrets.token_hex(16)}
    if corrections:
        claim["corrections"] = [[one.what, one.new, one.old] for one in corrections]
    request.sealed_claim = sealing.seal(key, claim, f"{request.reference}/claim")
    request.save()
    return link


def _dates(right: VerifiableRight, day: date) -> Clock:
    """A request is taken on any day; where the calendar has no data the dates are the cautious ones."""
    try:
        return clock(right, day).value
    except CalendarNotCovered:
        return clock_beyond_calendar(right, day).value


def _reference() -> str:
    """Ten random letters: nobody guesses another's reference, and it can be read out on the telephone."""
    signs = "".join(secrets.choice(LETTERS) for _ in range(10))
    return f"HB-{signs[:5]}-{signs[5:]}"
