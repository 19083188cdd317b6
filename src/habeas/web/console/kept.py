"""The staff page about rows that erasures left under an exception."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from habeas.web.accounts import permissions
from habeas.web.console.views import allowed, menu
from habeas.web.kept import register
from habeas.web.kept.models import Kept


@allowed(permissions.may_view_requests)
@require_safe
def kept(request: HttpRequest) -> HttpResponse:
    """Counts by table, exception and end; and what could not be erased."""
    failed = Kept.objects.exclude(failure="").select_related("request")
    return render(request, "console/kept.html", {"lines": register.lines(), "failed": failed, **menu(request)})
