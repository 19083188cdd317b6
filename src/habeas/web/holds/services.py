"""Place, renew and release holds, and find the holds that cover a request."""

from __future__ import annotations

import secrets
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime

from django.contrib.auth.models import User
from django.db import transaction

from habeas.engine.batch import Identifier, Subject
from habeas.engine.identifiers import unusable
from habeas.engine.overlap import Written, overlapping
from habeas.law.california.clock import california_day
from habeas.law.california.hold import Direction, holding
from habeas.law.california.hold import renew as renewed_until
from habeas.law.california.records import may_purge
from habeas.law.california.ruling import cited
from habeas.law.errors import HoldRefused
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
    """Freeze a person's data at once. A missing case number is asked for afterwards, never waited for.

    Raises HoldRefused for identifiers by which nobody can be found, and for a direction that is over or to come.
    """
    require(may_decide(person))
    for why in unusable(identifiers, systems().graph):
        raise HoldRefused(f"Nobody can be held by this: {why}.", cited("D-19"))
    if not holding([Direction(directed_on, case_number)], on=california_day(now)).value.frozen:
        raise HoldRefused(f"A direction of {directed_on} is not in force today; look at its day.", cited("D-19"))
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
        if locked.released_at is not None:
            raise HoldRefused("The hold has been released; it takes a new direction.", cited("D-19"))
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
        ended = Hold.objects.filter(pk=hold.pk, released_at=None).update(released_at=now, release_reason=reason)
        if not ended:
            return  # it was released before
        record.write(actor=actor_of(person), action="hold released", reference=hold.reference, now=now)


def in_force(now: datetime) -> list[Hold]:
    """The holds that freeze something today."""
    return list(Hold.objects.filter(released_at=None, ends_on__gte=california_day(now)))


def covering(subjects: Iterable[Subject], now: datetime, written: Written | None = None) -> Mapping[int, list[Hold]]:
    """The holds in force over each of these people, by ordinal. Raises StoreError.

    `written` are the journals of broken-off runs. A hold that meets no record may mean somebody whose record such a
    run has erased or masked already: it covers them too, for what is erased cannot be had back.
    """
    holds = in_force(now)
    people = list(subjects)
    if not holds or not people:
        return {}
    found = systems()
    # Holds get negative ordinals, so that they never meet a request's number.
    held = {-hold.pk: hold for hold in holds}
    frozen = [Subject(ordinal, hold.identifiers) for ordinal, hold in held.items()]
    overlap = overlapping(people, frozen, found.graph, found.stores, written)
    nowhere = {ordinal for ordinal in held if not overlap.records.get(ordinal)}
    covered = {ordinal: set(others) for ordinal, others in overlap.same.items()}
    for ordinal in written or {}:
        covered.setdefault(ordinal, set()).update(nowhere)
    return {ordinal: [held[other] for other in sorted(others)] for ordinal, others in covered.items() if others}


def records_of(hold: Hold) -> int:
    """How many records on file identify the person who is meant. Raises StoreError."""
    found = systems()
    subject = Subject(-hold.pk, hold.identifiers)
    return overlapping([], [subject], found.graph, found.stores).records.get(subject.ordinal, 0)


def placed_since(moment: datetime) -> bool:
    """Whether a hold was placed at or after this moment: a run that goes on looks again then."""
    return Hold.objects.filter(placed_at__gte=moment, released_at=None).exists()


def to_purge(now: datetime) -> Iterator[Hold]:
    """Ended holds whose record has been kept as long as that of a request (§7101(a))."""
    for hold in Hold.objects.exclude(wrapped_key=b""):
        ended = california_day(hold.released_at) if hold.released_at else hold.ends_on
        if not hold.is_in_force(california_day(now)) and may_purge(ended, california_day(now)).value:
            yield hold


def purge(hold: Hold, now: datetime) -> bool:
    """Destroy the key: who was meant is readable no more."""
    with transaction.atomic():
        changed = Hold.objects.filter(pk=hold.pk).exclude(wrapped_key=b"")
        if not changed.update(wrapped_key=b"", sealed_identifiers=b""):
            return False
        record.write(actor="system", action="hold purged", reference=hold.reference, now=now)
    return True
