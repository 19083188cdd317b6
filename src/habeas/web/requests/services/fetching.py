"""The consumer fetches what is there for her."""

from __future__ import annotations

import json
from datetime import datetime, timedelta
from hmac import compare_digest
from typing import Any

from django.db import transaction

from habeas.web import sealing
from habeas.web.ledger import record
from habeas.web.project import current
from habeas.web.requests import documents, letters
from habeas.web.requests.models import Document, DocumentKind, FetchCode, Request
from habeas.web.requests.states import State

ATTEMPTS = 5  # for one code
CODES_AN_HOUR = 5


class CodeRefused(Exception):
    """This code does not open the package; its message says what to do."""


def package_of(request: Request) -> Document | None:
    """The package of an answered request; one whose answer failed is nobody's yet."""
    if request.state not in (State.ANSWERED, State.CLOSED):
        return None
    return request.documents.filter(kind=DocumentKind.PACKAGE).first()


def answer_of(document: Document | None) -> dict[str, Any]:
    """What the receipt says was done, for the page of the private link; nothing before there is one."""
    if document is None:
        return {}
    body: dict[str, Any] = json.loads(b"".join(documents.contents(document)))["body"]
    return body


def receipt_of(request: Request) -> Document | None:
    """The receipt, as long as it can be opened."""
    found = request.documents.filter(kind=DocumentKind.RECEIPT).first()
    return found if found is not None and request.is_readable and documents.is_stored(found) else None


def is_expired(document: Document, now: datetime) -> bool:
    return document.expires_at is not None and document.expires_at < now


def send_code(*, request: Request, now: datetime) -> None:
    """Send a one-time code for the package. Raises CodeRefused when there is none or too many were sent."""
    document = _package(request, now)
    if not request.claim["fields"].get("email"):
        contact = current().business.contact.email
        raise CodeRefused(f"Your request came without an e-mail address for a code. Please write to {contact}.")
    with transaction.atomic():
        Request.objects.select_for_update().get(pk=request.pk)  # two at once must not both be the last one allowed
        recent = document.codes.filter(expires_at__gt=now - timedelta(hours=1) + letters.CODE_MINUTES).count()
        if recent >= CODES_AN_HOUR:
            raise CodeRefused("We have sent several codes already. Please use the newest, or try again in an hour.")
        letters.send_code(document, now)
        record.write(actor="consumer", action="code sent", reference=request.reference, now=now)


def use_code(*, request: Request, code: str, now: datetime) -> Document:
    """The package, for the newest code. A code works once, for a while, and dies after a few wrong guesses."""
    document = _package(request, now)
    digits = "".join(sign for sign in code if sign.isdecimal())
    with transaction.atomic():
        newest = FetchCode.objects.select_for_update().filter(document=document).order_by("-id").first()
        if newest is None or newest.used_at is not None or newest.expires_at < now:
            raise CodeRefused("This code has expired or was used before. Please ask for a new one.")
        if newest.attempts >= ATTEMPTS:
            raise CodeRefused("There were too many wrong codes. Please ask for a new one.")
        is_right = compare_digest(newest.hash, sealing.code_hash(str(document.pk), digits))
        if is_right:
            newest.used_at = now
            document.fetched += 1
            document.save(update_fields=["fetched"])
            record.write(actor="consumer", action="package fetched", reference=request.reference, now=now)
        else:
            newest.attempts += 1
        newest.save(update_fields=["used_at", "attempts"])
    if not is_right:
        raise CodeRefused("This is not the code we sent. Please look again; the newest e-mail counts.")
    return document


def _package(request: Request, now: datetime) -> Document:
    document = package_of(request)
    if document is None or not documents.is_stored(document):
        raise CodeRefused("There is no package for this request.")
    if is_expired(document, now):
        raise CodeRefused("The package has expired. Please make a new request, or write to us.")
    return document
