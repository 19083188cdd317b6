"""Letters to the consumer: written with the event, sealed, sent by the worker.

The law says which paragraphs a letter must have (`habeas.law.california.letters`); a template marks those it prints, and
a letter that lacks one is not written. Plain words (§7003(a)). The mail itself says nothing of what is held (§7024(f)):
answers are written twice, in short for the mail and in full for the page behind the private link. A link that proves
control of the mailbox stands in the mail alone. At the foot stands the newest checkpoint of the ledger, so that a
rewritten log shows.
"""

from __future__ import annotations

import secrets
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import date, datetime, timedelta
from typing import Any

from django.conf import settings
from django.core.mail import EmailMessage, get_connection
from django.core.mail.backends.base import BaseEmailBackend
from django.template.loader import render_to_string
from django.urls import reverse

from habeas.law.california.denial import Denial, Ground
from habeas.law.california.duties import Duty
from habeas.law.california.letters import Facts, LetterKind, Paragraph, missing_paragraphs, required_paragraphs
from habeas.law.verdict import Verdict
from habeas.web import sealing
from habeas.web.jobs import tasks
from habeas.web.jobs.together import enqueue_all
from habeas.web.ledger import record
from habeas.web.project import current
from habeas.web.requests import answers
from habeas.web.requests.instruction import law_rights
from habeas.web.requests.models import Document, EmailLink, FetchCode, Letter, Request

CONFIRM_DAYS = timedelta(days=14)
CODE_MINUTES = timedelta(minutes=20)


class LetterIncomplete(Exception):
    """A template leaves out what the law requires; its message names the paragraphs."""


def acknowledge(request: Request, link: str, now: datetime) -> None:
    """Confirm receipt (§7021(a)): how we verify, and when to expect an answer."""
    context = {"confirm_url": _confirm_url(request, now)}
    subject = f"We have your request {request.reference}"
    _write(request, LetterKind.ACKNOWLEDGEMENT, subject, now, context, Facts(law_rights(request)[0]))


def ask(request: Request, message: str, now: datetime) -> None:
    """Say what is missing and how to give it; the clock runs on (§7020(f)(2))."""
    context = {"message": message, "confirm_url": _confirm_url(request, now)}
    subject = f"We need something more for your request {request.reference}"
    _write(request, LetterKind.NEEDS_CURE, subject, now, context, Facts(law_rights(request)[0]))


def extend(request: Request, verdict: Verdict[date], reason: str, now: datetime) -> None:
    """Say that, and why, we need longer, and until when (§7021(b))."""
    context = {"reason": reason, "citations": [str(found) for found in verdict.citations]}
    subject = f"We need more time for your request {request.reference}"
    _write(request, LetterKind.EXTENSION, subject, now, context, Facts(law_rights(request)[0]))


def answer(answered: Sequence[tuple[Request, Mapping[str, Any]]], now: datetime) -> None:
    """The answers to these requests: in short by mail, in full behind the private link."""
    checkpoint = record.checkpoint(now).note
    written = [
        _composed(request, LetterKind.ANSWER, _subject(request), now, *_answer(request, body), checkpoint)
        for request, body in answered
    ]
    _keep(written)


def _subject(request: Request) -> str:
    return f"The answer to your request {request.reference}"


def _answer(request: Request, body: Mapping[str, Any]) -> tuple[dict[str, Any], Facts]:
    facts = answers.facts(request, body)
    context = {
        "body": body,
        "days": settings.SERVICE.package_days,
        "kept": answers.reasons(body.get("kept", ())),
        "withheld": answers.reasons(body.get("withheld", ())),
        "not_searched": body.get("not_searched", ()),
        "offer_opt_out": Paragraph.OPT_OUT_OFFER in required_paragraphs(LetterKind.ANSWER, facts).value,
        "policy_url": settings.SERVICE.base_url,
    }
    return context, facts


def deny(request: Request, verdict: Verdict[Denial], now: datetime) -> None:
    """A denial with its reason, its sections, and what the law still owes with it."""
    duties = verdict.value.duties
    business = current().business
    facts = Facts(
        verdict.value.right,
        sells_or_shares=business.sells or business.shares,
        unverified=verdict.value.ground is Ground.NOT_VERIFIED,
        as_categories=Duty.EVALUATE_AS_KNOW_CATEGORIES in duties or _denied_twice(request, verdict),
        categories_denied=_denied_twice(request, verdict),
    )
    context = {
        "reason": verdict.reason,
        "rationale": verdict.value.rationale,
        "citations": [str(found) for found in verdict.citations],
        "offer_opt_out": Duty.OFFER_OPT_OUT in duties,
        "point_to_policy": Duty.POINT_TO_POLICY in duties,
        "policy_url": settings.SERVICE.base_url,
        "record_kept": answers.record_kept(request),
    }
    _write(request, LetterKind.DENIAL, f"Our answer to your request {request.reference}", now, context, facts)


def _denied_twice(request: Request, verdict: Verdict[Denial]) -> bool:
    """Specific pieces were asked for, and neither they nor the categories could be given (§7024(a)-(b))."""
    return request.wants_specific and Duty.POINT_TO_POLICY in verdict.value.duties


def send_code(document: Document, now: datetime) -> None:
    """A one-time code for the package, to the address the request came with."""
    code = f"{secrets.randbelow(10**8):08d}"
    FetchCode.objects.create(
        document=document, hash=sealing.code_hash(str(document.pk), code), expires_at=now + CODE_MINUTES
    )
    request = document.request
    context = {"code": f"{code[:4]} {code[4:]}", "minutes": CODE_MINUTES.seconds // 60}
    text = _render(request, "code", context, record.checkpoint(now).note)
    _keep([_sealed(request, "code", f"Your code for request {request.reference}", now, text)])


def _confirm_url(request: Request, now: datetime) -> str:
    secret, hashed = sealing.token()
    EmailLink.objects.create(request=request, hash=hashed, expires_at=now + CONFIRM_DAYS)
    return absolute("portal:confirm", secret)


def _write(
    request: Request, kind: LetterKind, subject: str, now: datetime, context: Mapping[str, Any], facts: Facts
) -> None:
    """Compose and keep one letter. Raises LetterIncomplete."""
    _keep([_composed(request, kind, subject, now, context, facts, record.checkpoint(now).note)])


def _composed(
    request: Request,
    kind: LetterKind,
    subject: str,
    now: datetime,
    context: Mapping[str, Any],
    facts: Facts,
    checkpoint: str,
) -> Letter:
    """Render and compare with what the law requires. Raises LetterIncomplete."""
    said: set[Paragraph] = set()
    full = _render(request, kind, {**context, "facts": facts, "full": True, "said": said}, checkpoint)
    check = missing_paragraphs(kind, said, facts)
    if check.value:
        raise LetterIncomplete(f"{check.cited()} Mend the template letters/{kind}.txt.")
    short = _render(request, kind, {**context, "facts": facts, "full": False, "said": set()}, checkpoint)
    return _sealed(request, kind, subject, now, short, full)


def _render(request: Request, kind: str, context: Mapping[str, Any], checkpoint: str) -> str:
    return render_to_string(
        f"letters/{kind}.txt",
        {
            **context,
            "request": request,
            "business": current().business,
            "status_url": absolute("portal:status", request.claim["link"]),
            "checkpoint": checkpoint,
        },
    )


def _sealed(request: Request, kind: str, subject: str, now: datetime, text: str, full: str = "") -> Letter:
    recipient = request.claim["fields"].get("email", "")
    content = {"to": recipient, "subject": subject, "text": text, "full": full}
    return Letter(
        request=request,
        kind=kind,
        written_at=now,
        sealed_content=request.seal(content, f"letter/{kind}"),
    )


def _keep(letters: Sequence[Letter]) -> None:
    """Store letters; one is sent where an address was given, and stands behind the private link in any case."""
    kept = Letter.objects.bulk_create(letters)
    addressed = [letter.pk for letter in kept if letter.request.claim["fields"].get("email", "")]
    enqueue_all(tasks.send_letter, addressed)


@contextmanager
def mail_server() -> Iterator[BaseEmailBackend]:
    """A connection for several letters, opened with the first and closed after the last."""
    server: BaseEmailBackend = get_connection()
    try:
        yield server
    finally:
        server.close()


def send(letter: Letter, now: datetime, server: BaseEmailBackend) -> None:
    """Hand one letter to the mail server. Raises OSError or SMTPException when it does not take it."""
    content = letter.content
    server.open()
    mail = EmailMessage(
        content["subject"], content["text"], settings.DEFAULT_FROM_EMAIL, [content["to"]], connection=server
    )
    mail.send()
    letter.sent_at = now
    letter.failure = ""
    letter.save(update_fields=["sent_at", "failure"])


def absolute(view: str, secret: str) -> str:
    return settings.SERVICE.base_url.rstrip("/") + reverse(view, args=[secret])
