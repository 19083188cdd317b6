"""What an answer says: the body of the receipt, from which letter and pages print too. No personal data."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from habeas.engine.journal import Counts
from habeas.engine.plan import Outcome, Plan
from habeas.engine.rules import STAYS, Fate
from habeas.law.california.clock import california_day
from habeas.law.california.delete import is_in_scope
from habeas.law.california.letters import Facts
from habeas.law.california.parameters import Name, parameter
from habeas.law.california.reach import Source
from habeas.web.project import current
from habeas.web.requests import documents
from habeas.web.requests.documents import Packed
from habeas.web.requests.instruction import law_rights, window
from habeas.web.requests.models import Request, Right

Body = dict[str, object]
SHARED = "This record belongs to somebody else too, whose information stays."
DONE = {Fate.erase: "erased", Fate.mask: "masked", Fate.trim: "masked, the rest of the row kept"}


def record_kept(request: Request) -> str:
    """That, and how long, a record of the request is kept (§7022(e))."""
    row = parameter(Name.RECORD_RETENTION, request.received_on)
    return (
        f"We keep a record of this request and of our answer for at least {row.period}, as {row.citations[0]} requires."
    )


def erasure(request: Request, plan: Plan, counts: Counts, left: Plan, now: datetime) -> Body:
    """What was erased and masked, counted by the run itself, and what is still there and why, asked afterwards."""
    done = []
    for name, rows in sorted(counts.items()):
        place, _, fate = name.rpartition(":")
        system, _, table = place.partition(".")
        done.append({**_place(system, table), "outcome": DONE[Fate(fate)], "rows": rows})
    kept = [_outcome(found) for found in plan.outcomes if found.fate in STAYS]
    found_again = left.rows(*STAYS)
    return {
        **_head(request, plan, now),
        "done": done,
        "kept": kept,
        "nothing_found": not done,
        "asked_again": {"found_to_erase": 0, "found_and_kept": found_again},
        "record": record_kept(request),
    }


def correction(request: Request, plan: Plan, counts: Counts, now: datetime) -> Body:
    """What was corrected, and what was not and why. The values stand in the sealed record alone."""
    done = [
        {**_place(*name.rpartition(":")[0].split(".", 1)), "outcome": "corrected", "rows": rows}
        for name, rows in sorted(counts.items())
    ]
    stays = [found for found in plan.outcomes if found.fate in (Fate.keep, Fate.shared, Fate.differs)]
    return {
        **_head(request, plan, now),
        "done": done,
        "kept": [_outcome(found) for found in stays],
        "nothing_found": not done,
        "asked_again": {"found_wrong": 0},
        "record": record_kept(request),
    }


def knowledge(request: Request, plan: Plan, packed: Packed, now: datetime) -> Body:
    """What was delivered, what was withheld and why, and the digest of the package."""
    return {
        **_head(request, plan, now),
        "window": window(request).reason,
        "nothing_found": not plan.outcomes and not packed.summary.tables,
        "delivered": [
            {**_place(found.system, found.table), "rows": found.rows, "redactions": found.redactions}
            for found in packed.summary.tables
        ],
        "withheld": [_outcome(found) for found in plan.outcomes if found.fate is Fate.withhold],
        "outside_window": [_outcome(found) for found in plan.outcomes if found.fate is Fate.outside_window],
        "never_disclosed": sorted({found.item for found in packed.summary.described}),
        "not_searched": [f"{found.what}: {found.why}" for found in documents.not_searched()],
        "package_sha256": packed.sha256,
        "record": record_kept(request),
    }


def facts(request: Request, body: Mapping[str, Any]) -> Facts:
    """What happened, in the terms by which the law says what the letter must state."""
    business = current().business
    kept = body.get("kept", ())
    scope = is_in_scope(request.received_on, Source.THIRD_PARTY)
    outside = [entry for entry in kept if request.right == Right.DELETE and entry["reason"] == scope.reason]
    return Facts(
        law_rights(request)[0],
        sells_or_shares=business.sells or business.shares,
        as_categories=request.specific_denied,
        withheld=bool(body.get("withheld")),
        never_disclosed=bool(body.get("never_disclosed")),
        not_searched=bool(body.get("not_searched")),
        kept=len(kept) > len(outside),
        out_of_scope=bool(outside),
    )


def reasons(entries: Iterable[Mapping[str, str]]) -> list[str]:
    """Each reason once, with its section and where the rights in such records are explained."""
    found = (
        " ".join(filter(None, (one["reason"], f"({one['citation']})" if one["citation"] else "", one["pointer"])))
        for one in entries
    )
    return list(dict.fromkeys(found))


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
        # The consumer does not know our tables.
        "reason": SHARED if found.fate is Fate.shared else found.reason,
        "citation": found.citation,
        "pointer": found.pointer,
    }
