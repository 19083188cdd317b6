"""Staff pages: check permission, call one service, render."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any, Concatenate, ParamSpec

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.contrib.auth.models import User
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from habeas.engine.errors import EngineError
from habeas.engine.plan import Outcome
from habeas.law.california.clock import california_day
from habeas.law.california.denial import Ground
from habeas.law.errors import LawError
from habeas.stores.errors import StoreError
from habeas.web.accounts import permissions
from habeas.web.console.forms import DenyForm, ExtendForm, MoreForm, StaffForm, VouchForm
from habeas.web.holds.models import Hold
from habeas.web.ledger.models import Entry, SignedCheckpoint
from habeas.web.project import current
from habeas.web.requests import counsel, documents, queries
from habeas.web.requests.instruction import law_rights
from habeas.web.requests.models import Request, Right
from habeas.web.requests.services import approval, checking, decision, evidence, fetching, precedence, staffing
from habeas.web.requests.states import IllegalMove, State
from habeas.web.sealing import SealingError

P = ParamSpec("P")
View = Callable[Concatenate[HttpRequest, P], HttpResponseBase]  # a page with further arguments from its address
PAGE = 50


def allowed(question: Callable[[permissions.Person], bool]) -> Callable[[View[P]], View[P]]:
    """A page for those of whom `question` is true; others see that it is not theirs."""

    def decorate(view: View[P]) -> View[P]:
        @wraps(view)
        def checked(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
            permissions.require(question(request.user))
            return view(request, *args, **kwargs)

        return login_required(checked)

    return decorate


@login_required
def queue(request: HttpRequest) -> HttpResponse:
    if not permissions.may_view_requests(request.user):
        if permissions.may_manage_staff(request.user):
            return redirect("console:staff")
        permissions.require(False)
    return _list(request, queries.queue(), "Open requests")


@allowed(permissions.may_view_requests)
def answered(request: HttpRequest) -> HttpResponse:
    return _list(request, queries.answered(), "Answered requests")


def _list(request: HttpRequest, found: Any, title: str) -> HttpResponse:
    page = Paginator(found, PAGE).get_page(request.GET.get("page"))
    today = california_day(timezone.now())
    rows = [(one, queries.days_left(one, today)) for one in page]
    return render(request, "console/queue.html", {"rows": rows, "page": page, "title": title, **menu(request)})


@allowed(permissions.may_view_requests)
def detail(request: HttpRequest, reference: str) -> HttpResponse:
    return _detail(request, _request(reference))


def _detail(
    request: HttpRequest,
    found: Request,
    *,
    deny: DenyForm | None = None,
    more: MoreForm | None = None,
    vouch: VouchForm | None = None,
    extend: ExtendForm | None = None,
    status: int = 200,
) -> HttpResponse:
    context = {
        "found": found,
        **(_sealed(request, found) if found.is_readable else {}),
        "deny": deny or DenyForm(law_rights(found)[0]),
        "more": more or MoreForm(),
        "vouch": vouch or VouchForm(),
        "extend": extend or ExtendForm(),
        "doubts": counsel.doubts(found),
        "holds": _holds(request, found),
        "is_verifying": found.state == State.VERIFYING,
        "letters": found.letters.all(),
        "entries": Entry.objects.filter(reference=found.reference),
        "documents": found.documents.all(),
        "days_left": queries.days_left(found, california_day(timezone.now())),
        "can_decide": permissions.may_decide(request.user),
        "is_ready": found.state == State.READY,
        "is_failed": found.state == State.FAILED or (found.state == State.VERIFYING and bool(found.failure)),
        **menu(request),
    }
    return render(request, "console/detail.html", context, status=status)


def _holds(request: HttpRequest, found: Request) -> list[Hold]:
    """The holds over the person of an open request to delete; a system that does not answer hides none for good."""
    if found.right != Right.DELETE or not found.is_open or not found.is_readable:
        return []
    try:
        return precedence.holds_over(found, timezone.now())
    except StoreError as error:  # asked again when it is approved and when it runs
        messages.warning(request, f"Whether a hold covers this person could not be asked: {error}")
        return []


def _sealed(request: HttpRequest, found: Request) -> dict[str, Any]:
    """What is shown of a request as long as its key exists."""
    plan = found.plan
    systems = current().systems
    by_system: dict[str, list[Outcome]] = {}
    for outcome in plan.outcomes if plan else ():
        title = systems[outcome.table.system].title if outcome.table.system in systems else outcome.table.system
        by_system.setdefault(title, []).append(outcome)
    return {
        "claim": found.claim["fields"] if permissions.may_view_claim(request.user) else None,
        "evidence": [(one, one.facts) for one in found.evidence.all()],
        "assessment": evidence.assessment(found),
        "wrong_address": bool(found.sealed_identifiers) and not evidence.address_is_on_file(found),
        "wrong_signature": evidence.is_signed_by_another(found),
        "denial": found.denial,
        "plan": plan,
        "by_system": by_system,
    }


@allowed(permissions.may_decide)
@require_POST
def vouch(request: HttpRequest, reference: str) -> HttpResponse:
    found = _request(reference)
    form = VouchForm(request.POST)
    if not form.is_valid():
        return _detail(request, found, vouch=form, status=422)
    return _act(
        request,
        found,
        lambda: decision.vouch(
            request=found, reason=form.cleaned_data["reason"], person=member(request), now=timezone.now()
        ),
        "Noted. The plan is made now.",
    )


@allowed(permissions.may_decide)
@require_POST
def extend(request: HttpRequest, reference: str) -> HttpResponse:
    found = _request(reference)
    form = ExtendForm(request.POST)
    if not form.is_valid():
        return _detail(request, found, extend=form, status=422)
    return _act(
        request,
        found,
        lambda: decision.extend(
            request=found, reason=form.cleaned_data["reason"], person=member(request), now=timezone.now()
        ),
        "The letter with the new date is on its way.",
    )


@allowed(permissions.may_decide)
@require_POST
def approve(request: HttpRequest, reference: str) -> HttpResponse:
    found = _request(reference)
    return _act(
        request,
        found,
        lambda: approval.approve(
            request=found, digest=request.POST.get("digest", ""), person=member(request), now=timezone.now()
        ),
        "Approved. The worker runs it now.",
    )


@allowed(permissions.may_decide)
@require_POST
def retry(request: HttpRequest, reference: str) -> HttpResponse:
    found = _request(reference)
    return _act(
        request,
        found,
        lambda: decision.retry(request=found, person=member(request), now=timezone.now()),
        "Running again.",
    )


@allowed(permissions.may_decide)
@require_POST
def check_again(request: HttpRequest, reference: str) -> HttpResponse:
    found = _request(reference)
    return _act(
        request,
        found,
        lambda: messages.info(
            request, checking.check_again(request=found, actor=permissions.actor(request.user), now=timezone.now())
        ),
        "",
    )


@allowed(permissions.may_decide)
@require_POST
def deny(request: HttpRequest, reference: str) -> HttpResponse:
    found = _request(reference)
    form = DenyForm(law_rights(found)[0], request.POST)
    if not form.is_valid():
        return _detail(request, found, deny=form, status=422)
    return _act(
        request,
        found,
        lambda: decision.refuse(
            request=found,
            ground=Ground(form.cleaned_data["ground"]),
            rationale=form.cleaned_data["rationale"],
            reviewed_by=form.cleaned_data["reviewed_by"],
            person=member(request),
            now=timezone.now(),
        ),
        "Denied; the letter is on its way.",
        deny=form,
    )


@allowed(permissions.may_decide)
@require_POST
def more(request: HttpRequest, reference: str) -> HttpResponse:
    found = _request(reference)
    form = MoreForm(request.POST)
    if not form.is_valid():
        return _detail(request, found, more=form, status=422)
    return _act(
        request,
        found,
        lambda: decision.ask_for_more(
            request=found, message=form.cleaned_data["message"], person=member(request), now=timezone.now()
        ),
        "Asked; the clock runs on.",
    )


def _act(
    request: HttpRequest, found: Request, act: Callable[[], object], success: str, deny: DenyForm | None = None
) -> HttpResponse:
    """Call a service; what it refuses is said on the same page."""
    try:
        act()
    except (EngineError, StoreError, IllegalMove, LawError, SealingError) as error:
        messages.error(request, str(error))
        found.refresh_from_db()
        return _detail(request, found, deny=deny, status=409)
    if success:
        messages.success(request, success)
    return redirect("console:detail", reference=found.reference)


@allowed(permissions.may_view_requests)
def receipt(request: HttpRequest, reference: str) -> HttpResponseBase:
    document = fetching.receipt_of(_request(reference))
    if document is None:
        raise Http404
    response = StreamingHttpResponse(documents.contents(document), content_type="application/json")
    response["Content-Disposition"] = f'attachment; filename="{reference}-receipt.json"'
    return response


@allowed(permissions.may_view_ledger)
def ledger(request: HttpRequest) -> HttpResponse:
    page = Paginator(Entry.objects.order_by("-index"), PAGE).get_page(request.GET.get("page"))
    newest = SignedCheckpoint.objects.order_by("-size").first()
    return render(request, "console/ledger.html", {"page": page, "newest": newest, **menu(request)})


@allowed(permissions.may_manage_staff)
@require_http_methods(["GET", "HEAD", "POST"])
def staff(request: HttpRequest) -> HttpResponse:
    form = StaffForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        staffing.add(
            username=form.cleaned_data["username"],
            password=form.cleaned_data["password"],
            role=permissions.Role(form.cleaned_data["role"]),
            person=member(request),
            now=timezone.now(),
        )
        messages.success(request, "Added.")
        return redirect("console:staff")
    people = User.objects.prefetch_related("groups").order_by("username")
    return render(request, "console/staff.html", {"form": form, "people": people, **menu(request)})


def menu(request: HttpRequest) -> dict[str, bool]:
    """What the menu shows."""
    views, manages = permissions.may_view_requests(request.user), permissions.may_manage_staff(request.user)
    return {
        "may_view_requests": views,
        "may_view_law": views or manages,  # every role does one of the two
        "may_view_ledger": permissions.may_view_ledger(request.user),
        "may_manage_staff": manages,
    }


def member(request: HttpRequest) -> User:
    """Who of the staff is logged in."""
    assert isinstance(request.user, User)
    return request.user


def _request(reference: str) -> Request:
    if "\0" in reference:  # PostgreSQL refuses to look for it
        raise Http404
    # The evidence is looked at several times for one page.
    return get_object_or_404(Request.objects.prefetch_related("evidence"), reference=reference)
