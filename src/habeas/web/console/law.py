"""The staff page of what the law has to say about the settings and the notice."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from habeas.law.california.clock import california_day
from habeas.web.accounts import permissions
from habeas.web.console.views import allowed, menu
from habeas.web.notices.lint import publishable, unknown
from habeas.web.project import law_findings, written


@allowed(permissions.may_view_law)
@require_safe
def law(request: HttpRequest) -> HttpResponse:
    today = california_day(timezone.now())
    context = {
        "found": law_findings(today),
        "unknown": unknown(written(), today),
        "publishable": publishable(written(), today),
        **menu(request),
    }
    return render(request, "console/law.html", context)
