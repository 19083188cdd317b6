"""Ask the systems again about a request that was answered."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from habeas.engine.rules import Fate
from habeas.web.ledger import record
from habeas.web.requests.models import Request
from habeas.web.requests.services import planning


def check_again(*, request: Request, actor: str, now: datetime) -> str:
    """What a second run of the same request would do, in a sentence; nothing is changed."""
    plan = planning.prepared(request, now).plans[request.pk]
    found = plan.rows(Fate.erase, Fate.mask)
    stays = plan.rows(Fate.keep, Fate.shared)
    with transaction.atomic():
        record.write(
            actor=actor,
            action="checked again",
            reference=request.reference,
            now=now,
            facts={"to_erase": found, "kept": stays},
        )
    if found:
        return f"The systems hold {found} rows again that an erasure would take; file a new request."
    return f"Nothing found to erase; {stays} rows stay under the exceptions in the receipt."
