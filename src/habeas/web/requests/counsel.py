"""What the law leaves open about a request: shown to staff as "ask counsel", never decided in silence."""

from __future__ import annotations

from habeas.law.california.clock import clock
from habeas.law.california.clock_beyond import clock_beyond_calendar
from habeas.law.california.delete import delete_scope
from habeas.law.california.rights import verifiable
from habeas.law.california.verification import required_degree
from habeas.law.errors import CalendarNotCovered
from habeas.law.verdict import Verdict
from habeas.web.requests.instruction import law_rights, window
from habeas.web.requests.models import Request, Right


def doubts(request: Request) -> tuple[str, ...]:
    """The open doubts of the verdicts that this request rests on, each once, with its sections."""
    found: dict[str, None] = {}
    for verdict in _verdicts(request):
        cited = "; ".join(map(str, verdict.citations))
        found |= dict.fromkeys(f"{doubt} ({cited})" for doubt in verdict.doubts)
    return tuple(found)


def _verdicts(request: Request) -> tuple[Verdict[object], ...]:
    right = law_rights(request)[0]
    degree = required_degree(verifiable(right), sensitive=True)
    try:
        dates = clock(right, request.received_on)
    except CalendarNotCovered:
        dates = clock_beyond_calendar(right, request.received_on)
    if request.right == Right.CORRECT:
        return (dates, degree)
    scope = delete_scope(request.received_on) if request.right == Right.DELETE else window(request)
    return (dates, degree, scope)
