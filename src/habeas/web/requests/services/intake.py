"""A request comes in: the clock starts, whatever the door."""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from habeas.law.california.clock import clock, receipt_date
from habeas.web import sealing
from habeas.web.jobs import tasks
from habeas.web.ledger import record
from habeas.web.requests import letters
from habeas.web.requests.models import Door, Request, Right
from habeas.web.requests.services import evidence

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
) -> Received:
    """Take a request. Acknowledges it by letter where an e-mail address was given, and begins to compare.

    `fields` are the identifying fields as typed; `signed_by` is the name under the declaration, if it was signed.
    """
    key = sealing.new_key()
    key_id, wrapped = sealing.wrap(key)
    link, link_hash = sealing.token()
    dates = clock(receipt_date(now))
    with transaction.atomic():
        request = Request(
            reference=_reference(),
            right=right,
            wants_categories=wants_categories,
            wants_specific=wants_specific,
            everything=everything,
            door=door,
            received_at=now,
            received_on=dates.receipt_date,
            confirm_by=dates.confirm_by.std,
            confirm_alarm=dates.confirm_by.safe,
            respond_by=dates.respond_by,
            respond_alarm=dates.respond_by_alarm,
            key_id=key_id,
            wrapped_key=wrapped,
            link_hash=link_hash,
        )
        claim = {"fields": dict(fields), "link": link, "salt": secrets.token_hex(16)}
        request.sealed_claim = sealing.seal(key, claim, f"{request.reference}/claim")
        request.save()
        record.write(
            actor=actor,
            action="received",
            reference=request.reference,
            now=now,
            facts={"right": request.title, "door": str(door)},
        )
        if signed_by.strip():
            evidence.add_declaration(request=request, signed_by=signed_by, actor=actor, now=now)
        if door == Door.WEB:
            letters.acknowledge(request, link, now)
            tasks.compare.enqueue(request.pk)
    return Received(request, link)


def _reference() -> str:
    """Ten random letters: nobody guesses another's reference, and it can be read out on the telephone."""
    signs = "".join(secrets.choice(LETTERS) for _ in range(10))
    return f"HB-{signs[:5]}-{signs[5:]}"
