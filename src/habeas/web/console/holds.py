"""Staff pages for directions not to delete."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from django.contrib import messages
from django.contrib.auth.models import User
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from habeas.law.california.clock import california_day
from habeas.law.errors import LawError
from habeas.web.accounts import permissions
from habeas.web.console.forms import CaseForm, HoldForm, ReasonForm
from habeas.web.console.views import allowed, menu
from habeas.web.holds import services
from habeas.web.holds.models import Hold, Manner


@allowed(permissions.may_view_requests)
@require_http_methods(["GET", "HEAD", "POST"])
def holds(request: HttpRequest) -> HttpResponse:
    """The list, and the form that freezes at once."""
    if request.method == "POST":
        permissions.require(permissions.may_decide(request.user))
    form = HoldForm(request.POST or None, initial={"directed_on": california_day(timezone.now())})
    if request.method == "POST" and form.is_valid():
        hold = services.place(
            identifiers=form.identifiers,
            agency=form.cleaned_data["agency"],
            case_number=form.cleaned_data["case_number"],
            manner=Manner(form.cleaned_data["manner"]),
            directed_on=form.cleaned_data["directed_on"],
            reproductive_care=form.cleaned_data["reproductive_care"],
            person=_person(request),
            now=timezone.now(),
        )
        messages.success(request, f"{hold.reference}: frozen until {hold.ends_on}.")
        return redirect("console:holds")
    today = california_day(timezone.now())
    found = Hold.objects.prefetch_related("renewals")
    context = {
        "form": form,
        "active": [_shown(hold, today) for hold in found if hold.is_in_force(today)],
        "ended": [hold for hold in found if not hold.is_in_force(today)],
        "can_decide": permissions.may_decide(request.user),
        **menu(request),
    }
    return render(request, "console/holds.html", context, status=422 if form.errors else 200)


def _shown(hold: Hold, today: date) -> dict[str, object]:
    """A hold in force with what staff can do about it; each form on the page has names of its own."""
    return {
        "hold": hold,
        "days": (hold.ends_on - today).days,
        "tasks": hold.tasks(today),
        "case": CaseForm(auto_id=f"{hold.reference}_%s"),
        "renew": ReasonForm(auto_id=f"{hold.reference}_renew_%s"),
        "release": ReasonForm(auto_id=f"{hold.reference}_release_%s"),
    }


@allowed(permissions.may_decide)
@require_POST
def note_case(request: HttpRequest, reference: str) -> HttpResponse:
    form = CaseForm(request.POST)
    number = form.cleaned_data["case_number"] if form.is_valid() else ""
    return _act(
        request,
        reference,
        form.is_valid(),
        lambda hold: services.note_case(hold=hold, case_number=number, person=_person(request), now=timezone.now()),
    )


@allowed(permissions.may_decide)
@require_POST
def renew(request: HttpRequest, reference: str) -> HttpResponse:
    form = ReasonForm(request.POST)
    cause = form.cleaned_data["reason"] if form.is_valid() else ""
    return _act(
        request,
        reference,
        form.is_valid(),
        lambda hold: services.renew(hold=hold, good_cause=cause, person=_person(request), now=timezone.now()),
    )


@allowed(permissions.may_decide)
@require_POST
def release(request: HttpRequest, reference: str) -> HttpResponse:
    form = ReasonForm(request.POST)
    why = form.cleaned_data["reason"] if form.is_valid() else ""
    return _act(
        request,
        reference,
        form.is_valid(),
        lambda hold: services.release(hold=hold, reason=why, person=_person(request), now=timezone.now()),
    )


def _act(request: HttpRequest, reference: str, is_valid: bool, act: Callable[[Hold], object]) -> HttpResponse:
    """Call a service; what is missing or refused is said on the list."""
    hold = get_object_or_404(Hold, reference=reference)
    if not is_valid:
        messages.error(request, f"{reference}: say why, in a sentence, or give the case number.")
        return redirect("console:holds")
    try:
        act(hold)
    except LawError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, f"{reference}: noted.")
    return redirect("console:holds")


def _person(request: HttpRequest) -> User:
    assert isinstance(request.user, User)
    return request.user
