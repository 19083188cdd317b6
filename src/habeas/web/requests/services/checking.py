"""Ask the systems again about a request that was answered."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from habeas.engine.batch import Subject
from habeas.engine.rules import CHANGED, STAYS
from habeas.web.ledger import record
from habeas.web.requests.models import Request
from habeas.web.requests.services import evidence, planning


def check_again(*, request: Request, actor: str, now: datetime) -> str:
    """What the same request would find if it came in today, in a sentence; nothing is changed.

    The records on file are compared anew: what was loaded again after the erasure has another key than it had.
    """
    handles = dict.fromkeys(request.identifiers)
    if request.claim["fields"]:
        _, result = evidence.look_up(request)
        handles.update(dict.fromkeys(found.handle for found in result.records))
    plan = planning.prepared_afresh(request, Subject(request.pk, tuple(handles)), now).plans[request.pk]
    found = plan.rows(*CHANGED)
    stays = plan.rows(*STAYS)
    with transaction.atomic():
        facts: dict[str, object] = {"to_erase": found, "kept": stays}
        record.write(actor=actor, action="checked again", reference=request.reference, now=now, facts=facts)
    if request.forgotten_at is not None:
        note = "What the consumer typed is forgotten, so records under a new key are not looked for. "
    else:
        note = ""
    if found:
        return f"The systems hold {found} rows again that an erasure would take; file a new request."
    return f"{note}Nothing found to erase; {stays} rows stay under the exceptions in the receipt."
