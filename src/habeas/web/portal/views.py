"""Public pages: parse, call one service, render."""

from __future__ import annotations

from pathlib import Path

from django.conf import settings
from django.db.models import prefetch_related_objects
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from habeas.delivery import schema_text
from habeas.law.california.clock import california_day
from habeas.law.california.verification import DECLARATION_TEXT
from habeas.web.ledger import record
from habeas.web.notices.policy import policy
from habeas.web.portal.forms import KNOW_BOTH, CodeForm, DetailsForm, RequestForm, SignForm
from habeas.web.portal.outbox import newest
from habeas.web.project import current
from habeas.web.requests import documents, queries
from habeas.web.requests.models import Document, Door, EvidenceKind, Letter, Request
from habeas.web.requests.services import evidence, fetching, intake
from habeas.web.requests.states import State


@require_GET
def notice(request: HttpRequest) -> HttpResponse:
    return render(request, "portal/notice.html", {"policy": policy(current())})


@require_http_methods(["GET", "HEAD", "POST"])
def ask(request: HttpRequest) -> HttpResponse:
    business = current().business
    if request.method != "POST":
        form = RequestForm(business, initial={"what": request.GET.get("what", KNOW_BOTH)})
        return render(request, "portal/ask.html", {"form": form, "declaration": DECLARATION_TEXT})
    form = RequestForm(business, request.POST)
    if not form.is_valid():
        return render(request, "portal/ask.html", {"form": form, "declaration": DECLARATION_TEXT}, status=422)
    received = intake.receive(
        right=form.right,
        wants_categories=form.wants_categories,
        wants_specific=form.wants_specific,
        everything=form.wants_everything,
        fields=form.identity(),
        signed_by=form.cleaned_data.get("signed_by", ""),
        door=Door.WEB,
        actor="consumer",
        now=timezone.now(),
    )
    response = redirect("portal:status", link=received.link)
    response["Location"] += "?new=1"
    return response


@require_GET
def status(request: HttpRequest, link: str) -> HttpResponse:
    return _status(request, _found(link), link)


def _status(
    request: HttpRequest,
    found: Request,
    link: str,
    message: str = "",
    sign: SignForm | None = None,
    code: CodeForm | None = None,
) -> HttpResponse:
    now = timezone.now()
    prefetch_related_objects([found], "evidence")
    kinds = {one.kind for one in found.evidence.all()}
    package, receipt = fetching.package_of(found), fetching.receipt_of(found)
    context = {
        "found": found,
        "link": link,
        "is_new": "new" in request.GET,
        "message": message,
        "address_confirmed": EvidenceKind.EMAIL in kinds,
        "address_given": bool(found.claim["fields"].get("email")),
        "declaration": DECLARATION_TEXT,
        "declaration_missing": EvidenceKind.DECLARATION not in kinds and _needs_declaration(found),
        "sign": sign or SignForm(),
        "code": code or CodeForm(),
        "may_correct": evidence.may_correct(found),
        "not_found": evidence.was_not_found(found),
        "package": package,
        "package_expired": package is not None and fetching.is_expired(package, now),
        "receipt": receipt,
        "letters": _letters(found),
        "answer": fetching.answer_of(receipt),
        "overdue": found.is_open and california_day(now) > found.respond_by,
    }
    return render(request, "portal/status.html", context, status=200 if not message else 422)


def _letters(found: Request) -> list[tuple[Letter, str]]:
    """The letters in full. A code has no full text: it is for the mailbox alone."""
    texts = ((one, one.content.get("full", "")) for one in found.letters.all())
    return [(one, text) for one, text in texts if text]


def _needs_declaration(found: Request) -> bool:
    return found.state == State.VERIFYING and evidence.assessment(found).value.requirement.declaration


@require_POST
def declare(request: HttpRequest, link: str) -> HttpResponse:
    found = _found(link)
    form = SignForm(request.POST)
    if not form.is_valid():
        return _status(request, found, link, "Please type your name to sign.", sign=form)
    if found.state == State.VERIFYING:
        evidence.add_declaration(
            request=found, signed_by=form.cleaned_data["signed_by"], actor="consumer", now=timezone.now()
        )
    return redirect("portal:status", link=link)


@require_http_methods(["GET", "HEAD", "POST"])
def details(request: HttpRequest, link: str) -> HttpResponse:
    """What was typed can be mended a few times; which part did not agree is told to nobody."""
    found = _found(link)
    if not evidence.may_correct(found):
        return redirect("portal:status", link=link)
    if request.method != "POST":
        form = DetailsForm(current().business, initial=found.claim["fields"])
        return render(request, "portal/details.html", {"form": form, "link": link})
    form = DetailsForm(current().business, request.POST)
    if not form.is_valid():
        return render(request, "portal/details.html", {"form": form, "link": link}, status=422)
    evidence.correct_claim(request=found, fields=form.identity(), now=timezone.now())
    return redirect("portal:status", link=link)


@require_http_methods(["GET", "HEAD", "POST"])
def confirm(request: HttpRequest, link: str) -> HttpResponse:
    """A page with a button: programs that fetch links from mails must not confirm anything."""
    if request.method == "POST":
        try:
            found = evidence.confirm_email(link=link, now=timezone.now())
        except evidence.LinkUnusable:
            return render(request, "portal/link_unusable.html", status=410)
        return render(request, "portal/confirmed.html", {"found": found})
    if not evidence.link_is_usable(link=link, now=timezone.now()):
        return render(request, "portal/link_unusable.html", status=410)
    return render(request, "portal/confirm.html", {"link": link})


@require_POST
def code(request: HttpRequest, link: str) -> HttpResponse:
    found = _found(link)
    try:
        fetching.send_code(request=found, now=timezone.now())
    except fetching.CodeRefused as error:
        return _status(request, found, link, str(error))
    response = redirect("portal:status", link=link)
    response["Location"] += "?code=sent#package"
    return response


@require_POST
def package(request: HttpRequest, link: str) -> HttpResponseBase:
    found = _found(link)
    form = CodeForm(request.POST)
    if not form.is_valid():
        return _status(request, found, link, "Please type the code from our e-mail.", code=form)
    try:
        document = fetching.use_code(request=found, code=form.cleaned_data["code"], now=timezone.now())
    except fetching.CodeRefused as error:
        return _status(request, found, link, str(error), code=form)
    return _download(document, f"{found.reference}.zip", "application/zip")


@require_GET
def receipt(request: HttpRequest, link: str) -> HttpResponseBase:
    found = _found(link)
    document = fetching.receipt_of(found)
    if document is None:
        raise Http404
    return _download(document, f"{found.reference}-receipt.json", "application/json")


def _download(document: Document, name: str, kind: str) -> StreamingHttpResponse:
    response = StreamingHttpResponse(documents.contents(document), content_type=kind)
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    response["Content-Length"] = str(document.size)
    return response


@require_GET
def about_receipts(request: HttpRequest) -> HttpResponse:
    return render(
        request,
        "portal/about_receipts.html",
        {"key": str(record.signer().verifier), "checkpoint": record.newest_checkpoint()},
    )


@require_GET
def package_schema(_request: HttpRequest) -> HttpResponse:
    """The JSON Schema that every package's data.json keeps to, for those who write programs."""
    return HttpResponse(schema_text(), content_type="application/schema+json")


@require_GET
def outbox(request: HttpRequest) -> HttpResponse:
    """The letters a demo would have sent. Exists in the demo only."""
    if not (settings.DEMO and settings.SERVICE.mail == "outbox"):
        raise Http404
    return render(request, "portal/outbox.html", {"letters": newest(Path(settings.EMAIL_FILE_PATH))})


@require_GET
def healthy(_request: HttpRequest) -> HttpResponse:
    return HttpResponse("ok\n", content_type="text/plain")


def _found(link: str) -> Request:
    found = queries.by_link(link)
    if found is None or not found.is_readable:  # unknown, or its retention has ended and the key is gone
        raise Http404
    return found
