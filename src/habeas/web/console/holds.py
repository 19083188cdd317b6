"""Staff pages for directions not to delete."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from habeas.law.california.clock import california_day
from habeas.law.errors import LawError
from habeas.stores.errors import StoreError
from habeas.web.accounts import permissions
from habeas.web.console.forms import CaseForm, HoldForm, ReasonForm
from habeas.web.console.views import allowed, member, menu
from habeas.web.holds import services
from habeas.web.holds.models import Hold, Manner
from habeas.web.requests.models import Request, Right
from habeas.web.requests.states import State


@allowed(permissions.may_view_requests)
@require_http_methods(["GET", "HEAD", "POST"])
def holds(request: HttpRequest) -> HttpResponse:
    """The list, and the form that freezes at once."""
    if request.method == "POST":
        permissions.require(permissions.may_decide(request.user))
    form = HoldForm(request.POST or None, initial={"directed_on": california_day(timezone.now())})
    if request.method == "POST" and form.is_valid():
        try:
            _placed(request, form)
        except (LawError, StoreError) as error:
            form.add_error(None, str(error))
        else:
            return redirect("console:holds")
    today = california_day(timezone.now())
    found = Hold.objects.prefetch_related("renewals")
    context = {
        "form": form,
        "active": [
            _shown(hold, today, permissions.may_view_claim(request.user)) for hold in found if hold.is_in_force(today)
        ],
        "ended": [hold for hold in found if not hold.is_in_force(today)],
        "can_decide": permissions.may_decide(request.user),
        **menu(request),
    }
    return render(request, "console/holds.html", context, status=422 if form.errors else 200)


def _placed(request: HttpRequest, form: HoldForm) -> None:
    """Freeze, and say how many records it means and what is running meanwhile."""
    hold = services.place(
        identifiers=form.identifiers,
        agency=form.cleaned_data["agency"],
        case_number=form.cleaned_data["case_number"],
        manner=Manner(form.cleaned_data["manner"]),
        directed_on=form.cleaned_data["directed_on"],
        reproductive_care=form.cleaned_data["reproductive_care"],
        person=member(request),
        now=timezone.now(),
    )
    messages.success(request, f"{hold.reference}: frozen until {hold.ends_on}.")
    records = services.records_of(hold)
    if records:
        messages.info(request, f"It means {records} record{'s' if records != 1 else ''} on file.")
    else:
        messages.warning(request, "No record on file has this. Look for a slip of the pen; it covers who comes later.")
    running = Request.objects.filter(state=State.RUNNING, right=Right.DELETE).count()
    if running:
        messages.warning(request, f"{running} deletions are running; each looks for new holds before its next system.")


def _shown(hold: Hold, today: date, may_view_claim: bool) -> dict[str, object]:
    """A hold in force with what staff can do about it; each form on the page has names of its own."""
    return {
        "hold": hold,
        "days": (hold.ends_on - today).days,
        "tasks": hold.tasks(today),
        "identifiers": hold.identifiers if may_view_claim else (),
        "case": CaseForm(auto_id=f"{hold.reference}_%s"),
        "renew": ReasonForm(auto_id=f"{hold.reference}_renew_%s"),
        "release": ReasonForm(auto_id=f"{hold.reference}_release_%s"),
    }


@allowed(permissions.may_decide)
@require_POST
def note_case(request: HttpRequest, reference: str) -> HttpResponse:
    form = CaseForm(request.POST)
    return _act(
        request,
        reference,
        form,
        lambda hold: services.note_case(
            hold=hold, case_number=form.cleaned_data["case_number"], person=member(request), now=timezone.now()
        ),
    )


@allowed(permissions.may_decide)
@require_POST
def renew(request: HttpRequest, reference: str) -> HttpResponse:
    form = ReasonForm(request.POST)
    return _act(
        request,
        reference,
        form,
        lambda hold: services.renew(
            hold=hold, good_cause=form.cleaned_data["reason"], person=member(request), now=timezone.now()
        ),
    )


@allowed(permissions.may_decide)
@require_POST
def release(request: HttpRequest, reference: str) -> HttpResponse:
    form = ReasonForm(request.POST)
    return _act(
        request,
        reference,
        form,
        lambda hold: services.release(
            hold=hold, reason=form.cleaned_data["reason"], person=member(request), now=timezone.now()
        ),
    )


def _act(request: HttpRequest, reference: str, form: forms.Form, act: Callable[[Hold], object]) -> HttpResponse:
    """Call a service with what the form says; what is missing or refused is said on the list."""
    hold = get_object_or_404(Hold, reference=reference)
    if not form.is_valid():
        messages.error(request, f"{reference}: say why, in a sentence, or give the case number.")
        return redirect("console:holds")
    try:
        act(hold)
    except LawError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, f"{reference}: noted.")
    return redirect("console:holds")
