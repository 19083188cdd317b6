"""Place, renew and release holds, and find the holds that cover a request."""

from __future__ import annotations

import secrets
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime

from django.contrib.auth.models import User
from django.db import transaction

from habeas.engine.batch import Identifier, Subject
from habeas.engine.overlap import overlapping
from habeas.law.california.clock import california_day
from habeas.law.california.hold import Direction, holding
from habeas.law.california.hold import renew as renewed_until
from habeas.web import sealing
from habeas.web.accounts.permissions import actor as actor_of
from habeas.web.accounts.permissions import may_decide, require
from habeas.web.holds.models import Hold, Manner, Renewal
from habeas.web.ledger import record
from habeas.web.project import systems
from habeas.web.requests.services.intake import LETTERS


def place(
    *,
    identifiers: Sequence[Identifier],
    agency: str,
    manner: Manner,
    directed_on: date,
    person: User,
    now: datetime,
    case_number: str = "",
    reproductive_care: bool = False,
) -> Hold:
    """Freeze a person's data at once. A missing case number is asked for afterwards, never waited for."""
    require(may_decide(person))
    reference = "HD-" + "".join(secrets.choice(LETTERS) for _ in range(8))
    key = sealing.new_key()
    key_id, wrapped = sealing.wrap(key)
    until = holding([Direction(directed_on, case_number)], on=directed_on).value.until
    assert until is not None  # on its first day a direction is in force
    with transaction.atomic():
        hold = Hold.objects.create(
            reference=reference,
            agency=agency,
            case_number=case_number,
            manner=manner,
            directed_on=directed_on,
            ends_on=until,
            reproductive_care=reproductive_care,
            placed_at=now,
            key_id=key_id,
            wrapped_key=wrapped,
            sealed_identifiers=sealing.seal(
                key, [(one.kind, one.value) for one in identifiers], f"{reference}/identifiers"
            ),
        )
        facts: dict[str, object] = {"until": until.isoformat(), "has_case_number": bool(case_number)}
        record.write(actor=actor_of(person), action="hold placed", reference=reference, now=now, facts=facts)
    return hold


def note_case(*, hold: Hold, case_number: str, person: User, now: datetime) -> None:
    """Enter the case number that staff obtained."""
    require(may_decide(person))
    with transaction.atomic():
        Hold.objects.filter(pk=hold.pk).update(case_number=case_number)
        record.write(actor=actor_of(person), action="hold case number", reference=hold.reference, now=now)


def renew(*, hold: Hold, good_cause: str, person: User, now: datetime) -> Hold:
    """One further period. Raises HoldRefused when the law does not allow it."""
    require(may_decide(person))
    with transaction.atomic():
        locked = Hold.objects.select_for_update().get(pk=hold.pk)
        on = california_day(now)
        until = renewed_until(locked.ends_on, on=on, good_cause=good_cause)
        Renewal.objects.create(hold=locked, on=on, good_cause=good_cause, ends_on=until.value)
        locked.ends_on = until.value
        locked.save(update_fields=["ends_on"])
        facts: dict[str, object] = {"until": until.value.isoformat()}
        record.write(actor=actor_of(person), action="hold renewed", reference=locked.reference, now=now, facts=facts)
    return locked


def release(*, hold: Hold, reason: str, person: User, now: datetime) -> None:
    """End a hold before its day."""
    require(may_decide(person))
    with transaction.atomic():
        Hold.objects.filter(pk=hold.pk, released_at=None).update(released_at=now, release_reason=reason)
        record.write(actor=actor_of(person), action="hold released", reference=hold.reference, now=now)


def in_force(now: datetime) -> list[Hold]:
    """The holds that freeze something today."""
    return list(Hold.objects.filter(released_at=None, ends_on__gte=california_day(now)))


def covering(subjects: Iterable[Subject], now: datetime) -> Mapping[int, list[Hold]]:
    """The holds in force over each of these people, by ordinal. Raises StoreError."""
    holds = in_force(now)
    people = list(subjects)
    if not holds or not people:
        return {}
    found = systems()
    # Holds get negative ordinals, so that they never meet a request's number.
    held = {-hold.pk: hold for hold in holds}
    frozen = [Subject(ordinal, hold.identifiers) for ordinal, hold in held.items()]
    shared = overlapping(people, frozen, found.graph, found.stores)
    return {ordinal: [held[other] for other in sorted(others)] for ordinal, others in shared.items()}
