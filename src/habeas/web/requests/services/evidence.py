"""Evidence is collected until it reaches the degree the law asks for."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from django.db import transaction

from habeas.law.california.rights import VerifiableRight
from habeas.law.california.verification import DECLARATION_TEXT, Assessment, assess
from habeas.law.verdict import Verdict
from habeas.matching.claim import Claim, Point
from habeas.matching.compare import Result, decide
from habeas.matching.records import Record, candidates
from habeas.web import sealing
from habeas.web.jobs import tasks
from habeas.web.jobs.together import enqueue_all
from habeas.web.ledger import record
from habeas.web.project import current, systems
from habeas.web.requests.instruction import law_rights
from habeas.web.requests.models import EmailLink, Evidence, EvidenceKind, Request, Right
from habeas.web.requests.services.planning import ROWS_AT_ONCE
from habeas.web.requests.states import IllegalMove, State

METHOD = "exact comparison 1"  # the documented method's version (§7060(a)), stored with every comparison


CORRECTIONS = 3  # of what was typed


class LinkUnusable(Exception):
    """This link has expired or was used before."""


def add(
    *,
    request: Request,
    kind: EvidenceKind,
    facts: dict[str, Any],
    actor: str,
    now: datetime,
    told: dict[str, object] | None = None,
) -> Evidence:
    """Store evidence. `told` goes into the ledger: kinds and counts only."""
    sealed = request.seal(facts, f"evidence/{kind}")
    with transaction.atomic():
        found = Evidence.objects.create(request=request, kind=kind, at=now, sealed_facts=sealed)
        record.write(actor=actor, action=f"evidence: {kind}", reference=request.reference, now=now, facts=told or {})
    return found


def add_declaration(*, request: Request, signed_by: str, actor: str, now: datetime) -> None:
    """A declaration under penalty of perjury (§7062(c)), kept as signed."""
    named = Claim.from_fields(request.claim["fields"]).is_signed_as(signed_by)
    facts = {"text": DECLARATION_TEXT, "signed_by": signed_by.strip(), "is_named": named}
    with transaction.atomic():
        add(request=request, kind=EvidenceKind.DECLARATION, facts=facts, actor=actor, now=now)
        consider(request)


def confirm_email(*, link: str, now: datetime) -> Request:
    """The address is under the claimant's control. Raises LinkUnusable; a link works once."""
    with transaction.atomic():
        found = (
            EmailLink.objects.select_for_update()
            .filter(hash=sealing.token_hash(link))
            .select_related("request")
            .first()
        )
        if found is None or found.used_at is not None or found.expires_at < now:
            raise LinkUnusable
        found.used_at = now
        found.save(update_fields=["used_at"])
        add(request=found.request, kind=EvidenceKind.EMAIL, facts={}, actor="consumer", now=now)
        consider(found.request)
    return found.request


def link_is_usable(*, link: str, now: datetime) -> bool:
    """Whether this link would confirm an address now."""
    known = EmailLink.objects.filter(hash=sealing.token_hash(link)).first()
    return known is not None and known.used_at is None and known.expires_at >= now


def look_up(request: Request) -> tuple[Claim, Result]:
    """The claim, and which records on file are the claimant's. Reads only. Raises StoreError."""
    return look_up_all([request])[request.pk]


def look_up_all(requests: Sequence[Request]) -> dict[int, tuple[Claim, Result]]:
    """`look_up` for a set: as many statements as for one. Raises StoreError."""
    found = systems()
    claims = {request.pk: Claim.from_fields(request.claim["fields"]) for request in requests}
    records: dict[int, list[Record]] = {}
    for number, record_on_file in candidates(claims, found.graph, found.stores):
        records.setdefault(number, []).append(record_on_file)
    needed = {request.pk: assessment(request, points=0).value.requirement.data_points for request in requests}
    return {at: (claim, decide(claim, records.get(at, ()), needed[at])) for at, claim in claims.items()}


def compare_with_records(*, requests: Sequence[Request], now: datetime) -> None:
    """Compare claims with the records on file and store what agreed. Raises StoreError."""
    compared = look_up_all(requests)
    with transaction.atomic():
        Evidence.objects.bulk_create(
            Evidence(
                request=request,
                kind=EvidenceKind.MATCH,
                at=now,
                sealed_facts=request.seal(_facts(*compared[request.pk]), f"evidence/{EvidenceKind.MATCH}"),
            )
            for request in requests
        )
        record.write_all([_told(request, compared[request.pk][1]) for request in requests], now)
        for request in requests:
            handles = sorted({(one.handle.kind, one.handle.value) for one in compared[request.pk][1].records})
            request.sealed_identifiers = request.seal(handles, "identifiers") if handles else b""
            request.failure = ""
        Request.objects.bulk_update(requests, ["sealed_identifiers", "failure"], batch_size=ROWS_AT_ONCE)
        # What was read before has not the new evidence in it.
        afresh = Request.objects.filter(pk__in=list(compared), state=State.VERIFYING).prefetch_related("evidence")
        enqueue_all(tasks.plan, [request.pk for request in afresh if is_verified(request)])


def _facts(claim: Claim, result: Result) -> dict[str, Any]:
    return {
        "method": METHOD,
        "points": [str(point) for point in result.points],
        "ambiguous": result.is_ambiguous,
        "records": [
            {
                "system": one.system,
                "table": one.table,
                "agreed": [str(point) for point in one.agreed],
                "contradicted": [str(point) for point in one.contradicted],
            }
            for one in result.records
        ],
        "email_holds_name": claim.email_holds_name,
    }


def _told(request: Request, result: Result) -> record.Happened:
    told: dict[str, object] = {"points": len(result.points), "ambiguous": result.is_ambiguous}
    return record.Happened("system", f"evidence: {EvidenceKind.MATCH}", request.reference, told)


def consider(request: Request) -> None:
    """Plan the request once its evidence suffices."""
    if request.state == State.VERIFYING and is_verified(request):
        tasks.plan.enqueue(request.pk)


def is_verified(request: Request) -> bool:
    """Staff vouched for it; or the address is confirmed, the degree is reached and records were found.

    Where no address was asked for there is none to confirm: what the regulation demands is the degree.
    """
    if any(found.kind == EvidenceKind.STAFF for found in request.evidence.all()):
        return True
    return bool(request.sealed_identifiers) and reaches(request, law_rights(request)[0])


def reaches(request: Request, right: VerifiableRight) -> bool:
    """Whether the address is confirmed and is the one on file, and the evidence reaches the degree for `right`.

    Who knows a victim's name, birth date and address would else be answered in a mailbox of his own (§7060(c)(3), (f)).
    """
    if request.claim["fields"].get("email"):
        is_confirmed = any(found.kind == EvidenceKind.EMAIL for found in request.evidence.all())
        if not (is_confirmed and address_is_on_file(request)):
            return False
    return assessment(request, right=right).value.reached


def address_is_on_file(request: Request) -> bool:
    """Whether a record that is the claimant's holds the address the answer would go to."""
    found = comparison(request)
    if found is None:
        return False
    agreed = {point for one in found["records"] for point in one["agreed"]}
    return str(Point.email) in agreed.union(found["points"])


def is_signed_by_another(request: Request) -> bool:
    """Whether the only declarations bear another name than the claimed one: they do not count."""
    signed = [one.facts["is_named"] for one in request.evidence.all() if one.kind == EvidenceKind.DECLARATION]
    return bool(signed) and not any(signed)


def comparison(request: Request) -> dict[str, Any] | None:
    """What the newest comparison found."""
    found = [one for one in request.evidence.all() if one.kind == EvidenceKind.MATCH]
    return found[-1].facts if found else None


def was_not_found(request: Request) -> bool:
    """Whether the claim was compared and agrees with no record in enough details."""
    return request.state == State.VERIFYING and comparison(request) is not None and not request.sealed_identifiers


def may_correct(request: Request) -> bool:
    """Whether the claimant may still mend what was typed: a few times, since each answer tells a stranger something."""
    compared = sum(found.kind == EvidenceKind.MATCH for found in request.evidence.all())
    return request.state == State.VERIFYING and 0 < compared <= CORRECTIONS and not is_verified(request)


def correct_claim(*, request: Request, fields: Mapping[str, str], now: datetime) -> None:
    """Take mended details and compare again. The address stays: it was confirmed. Raises IllegalMove."""
    with transaction.atomic():
        locked = Request.objects.select_for_update().get(pk=request.pk)
        if not may_correct(locked):
            raise IllegalMove("the details of this request cannot be changed any more; call us or write to us")
        claim = locked.claim
        claim["fields"].update({name: value for name, value in fields.items() if value and name != "email"})
        locked.sealed_claim = locked.seal(claim, "claim")
        locked.save(update_fields=["sealed_claim"])
        record.write(actor="consumer", action="details corrected", reference=locked.reference, now=now)
        tasks.compare.enqueue(locked.pk)


def vouch(*, request: Request, reason: str, actor: str, now: datetime) -> None:
    """Staff have made sure by other means, and say how. Raises IllegalMove where no record was found to act on."""
    with transaction.atomic():
        locked = Request.objects.select_for_update().get(pk=request.pk)
        if locked.state != State.VERIFYING or not locked.sealed_identifiers:
            raise IllegalMove("there is no record on file that agrees in enough details; ask the consumer for more")
        add(request=locked, kind=EvidenceKind.STAFF, facts={"reason": reason}, actor=actor, now=now)
        consider(locked)


def assessment(
    request: Request, points: int | None = None, right: VerifiableRight | None = None
) -> Verdict[Assessment]:
    """What the evidence reaches, for `right` or the most demanding right of the request (E-20 to E-24)."""
    kept = list(request.evidence.all())
    if points is None:
        compared = comparison(request)
        points = len(compared["points"]) if compared else 0
    declared = any(found.kind == EvidenceKind.DECLARATION and found.facts["is_named"] for found in kept)
    asked = right or law_rights(request)[0]
    return assess(asked, sensitive=is_sensitive(request), points=points, declaration=declared)


def is_sensitive(request: Request) -> bool:
    """Whether deleting could reach sensitive or contact information (§7062(d))."""
    if request.right != Right.DELETE:
        return False
    contact = {"email", "phone", "street"}
    return any(
        column.sensitive or column.identifies in contact or column.disclose == "never"
        for system in current().systems.values()
        for table in system.tables.values()
        for column in table.fields.values()
    )
