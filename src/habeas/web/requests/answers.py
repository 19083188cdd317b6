"""What an answer says: the body of the receipt, from which letter and pages print too. No personal data."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from habeas.engine.journal import Counts
from habeas.engine.plan import Outcome, Plan
from habeas.engine.rules import Fate
from habeas.law.california.clock import california_day
from habeas.web.project import current
from habeas.web.requests.documents import Packed
from habeas.web.requests.instruction import window
from habeas.web.requests.models import Request

Body = dict[str, object]

RECORD_KEPT = "We keep a record of this request and of our answer for at least 24 months, as Cal. Code Regs., tit. 11, §7101 requires."


def erasure(request: Request, plan: Plan, counts: Counts, left: Plan, now: datetime) -> Body:
    """What was erased and masked, counted by the run itself, and what is still there and why, asked afterwards."""
    done = []
    for name, rows in sorted(counts.items()):
        place, _, fate = name.rpartition(":")
        system, _, table = place.partition(".")
        done.append({**_place(system, table), "outcome": {"erase": "erased", "mask": "masked"}[fate], "rows": rows})
    kept = [_outcome(found) for found in plan.outcomes if found.fate in (Fate.keep, Fate.shared)]
    found_again = sum(found.rows for found in left.outcomes if found.fate in (Fate.keep, Fate.shared))
    return {
        **_head(request, plan, now),
        "done": done,
        "kept": kept,
        "nothing_found": not done,
        "asked_again": {"found_to_erase": 0, "found_and_kept": found_again},
        "record": RECORD_KEPT,
    }


def knowledge(request: Request, plan: Plan, packed: Packed, now: datetime) -> Body:
    """What was delivered, what was withheld and why, and the digest of the package."""
    return {
        **_head(request, plan, now),
        "window": window(request).reason,
        "delivered": [
            {**_place(found.system, found.table), "rows": found.rows, "redactions": found.redactions}
            for found in packed.summary.tables
        ],
        "withheld": [_outcome(found) for found in plan.outcomes if found.fate is Fate.withhold],
        "outside_window": [_outcome(found) for found in plan.outcomes if found.fate is Fate.outside_window],
        "never_disclosed": sorted({found.item for found in packed.summary.described}),
        "package_sha256": packed.sha256,
        "record": RECORD_KEPT,
    }


def basis(body: Mapping[str, Any]) -> str:
    """The citations, or else the reasons, for which something was withheld or kept (§7101(b)(6))."""
    entries = (*body.get("withheld", ()), *body.get("kept", ()))
    return "; ".join(dict.fromkeys(entry["citation"] or entry["reason"] for entry in entries))


def _head(request: Request, plan: Plan, now: datetime) -> Body:
    return {
        "business": current().business.name,
        "reference": request.reference,
        "request": request.title,
        "received_on": request.received_on.isoformat(),
        "answered_on": california_day(now).isoformat(),
        "plan_digest": plan.digest,
        "map_version": plan.map_version,
    }


def _place(system: str, table: str) -> dict[str, str]:
    title = current().systems[system].title if system in current().systems else system
    return {"system": system, "title": title, "table": table}


def _outcome(found: Outcome) -> dict[str, object]:
    return {
        **_place(found.table.system, found.table.table),
        "outcome": found.fate.value,
        "rows": found.rows,
        "reason": found.reason,
        "citation": found.citation,
        "pointer": found.pointer,
    }
