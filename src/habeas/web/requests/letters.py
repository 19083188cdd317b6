"""Letters to the consumer: written with the event, sealed, sent by the worker.

Plain words (§7003(a)), no personal information in the mail itself (§7024(f)), and the newest checkpoint of the ledger
at the foot, so that a rewritten log shows.
"""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.core.mail import EmailMessage
from django.template.loader import render_to_string
from django.urls import reverse

from habeas.law.california.denial import Denial, Ground
from habeas.law.california.duties import Duty
from habeas.law.verdict import Verdict
from habeas.web import sealing
from habeas.web.jobs import tasks
from habeas.web.ledger import record
from habeas.web.project import current
from habeas.web.requests.models import Document, EmailLink, FetchCode, Letter, Request

CONFIRM_DAYS = timedelta(days=14)
CODE_MINUTES = timedelta(minutes=20)


def acknowledge(request: Request, link: str, now: datetime) -> None:
    """Confirm receipt (§7021(a)): how we verify, and when to expect an answer."""
    secret, hashed = sealing.token()
    EmailLink.objects.create(request=request, hash=hashed, expires_at=now + CONFIRM_DAYS)
    _write(
        request,
        "acknowledgement",
        f"We have your request {request.reference}",
        now,
        {"confirm_url": absolute("portal:confirm", secret)},
    )


def ask(request: Request, message: str, now: datetime) -> None:
    secret, hashed = sealing.token()
    EmailLink.objects.create(request=request, hash=hashed, expires_at=now + CONFIRM_DAYS)
    context = {"message": message, "confirm_url": absolute("portal:confirm", secret)}
    _write(request, "more", f"We need something more for your request {request.reference}", now, context)


def answer(request: Request, body: Mapping[str, Any], now: datetime) -> None:
    _write(
        request,
        "answer",
        f"The answer to your request {request.reference}",
        now,
        {"body": body, "days": settings.SERVICE.package_days},
    )


def deny(request: Request, verdict: Verdict[Denial], now: datetime) -> None:
    """A denial with its reason, its sections, and what the law still owes with it."""
    duties = verdict.value.duties
    context = {
        "reason": verdict.reason,
        "rationale": verdict.value.rationale,
        "citations": [str(found) for found in verdict.citations],
        "offer_opt_out": Duty.OFFER_OPT_OUT in duties,
        "point_to_policy": Duty.POINT_TO_POLICY in duties,
        "as_categories": Duty.EVALUATE_AS_KNOW_CATEGORIES in duties,
        "unverified": verdict.value.ground is Ground.NOT_VERIFIED,
        "policy_url": settings.SERVICE.base_url,
    }
    _write(request, "denial", f"Our answer to your request {request.reference}", now, context)


def send_code(document: Document, now: datetime) -> None:
    """A one-time code for the package, to the address the request came with."""
    code = f"{secrets.randbelow(10**8):08d}"
    FetchCode.objects.create(
        document=document, hash=sealing.code_hash(str(document.pk), code), expires_at=now + CODE_MINUTES
    )
    request = document.request
    context = {"code": f"{code[:4]} {code[4:]}", "minutes": CODE_MINUTES.seconds // 60}
    _write(request, "code", f"Your code for request {request.reference}", now, context)


def _write(request: Request, kind: str, subject: str, now: datetime, context: Mapping[str, Any]) -> None:
    claim = request.claim
    recipient = claim["fields"].get("email", "")
    if not recipient:
        return  # no address was given: the private link shows the same
    text = render_to_string(
        f"letters/{kind}.txt",
        {
            **context,
            "request": request,
            "business": current().business,
            "status_url": absolute("portal:status", claim["link"]),
            "checkpoint": record.checkpoint(now).note,
        },
    )
    content = {"to": recipient, "subject": subject, "text": text}
    letter = Letter.objects.create(
        request=request, kind=kind, written_at=now, sealed_content=request.seal(content, f"letter/{kind}")
    )
    tasks.send_letter.enqueue(letter.pk)


def send(letter: Letter, now: datetime) -> None:
    """Hand one letter to the mail server. Raises OSError or SMTPException when it does not take it."""
    content = letter.content
    mail = EmailMessage(content["subject"], content["text"], settings.DEFAULT_FROM_EMAIL, [content["to"]])
    mail.send()
    letter.sent_at = now
    letter.failure = ""
    letter.save(update_fields=["sent_at", "failure"])


def absolute(view: str, secret: str) -> str:
    return settings.SERVICE.base_url.rstrip("/") + reverse(view, args=[secret])
