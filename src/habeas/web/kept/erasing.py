"""The erasure of kept rows whose day has come: planned, verified and in the ledger like the one that left them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import QuerySet

from habeas.datamap.graph import Graph, TableRef
from habeas.engine.batch import Subject
from habeas.engine.errors import EngineError
from habeas.engine.execute import execute
from habeas.engine.explain import Prepared
from habeas.engine.journal import MemoryJournal
from habeas.engine.kept import KeptRows, kept_rows, prepare_registered
from habeas.engine.keysets import encoded
from habeas.engine.rules import CHANGED
from habeas.engine.verify import verify
from habeas.law.california.clock import california_day
from habeas.stores.errors import StoreError
from habeas.stores.reached import Key
from habeas.web.holds import services as holds
from habeas.web.kept import register
from habeas.web.kept.models import Kept, KeptGroup
from habeas.web.ledger import record
from habeas.web.project import current, systems
from habeas.web.requests import queries
from habeas.web.requests.instruction import instruction
from habeas.web.requests.models import Request, Right
from habeas.web.requests.services import planning, windows
from habeas.web.requests.services.lease import LEASE
from habeas.web.sealing import SealingError

LOOK_AGAIN = timedelta(weeks=4)  # at rows without a day: whether the reason for which they stay is still there
Rows = Mapping[TableRef, Sequence[Key]]


class Disturbed(EngineError):
    """A hold was placed while kept rows were being erased; what is left waits for the next look."""


def due(now: datetime) -> QuerySet[Kept]:
    """Entries with rows whose day has come, and those without a day that nobody has looked at for long."""
    today = california_day(now)
    known = KeptGroup.objects.exclude(sealed_keys=b"")
    over = known.filter(ends_on__lte=today) | known.filter(ends_on=None, entry__looked_on__lte=today - LOOK_AGAIN)
    return Kept.objects.filter(pk__in=over.values("entry"))


def run(now: datetime) -> dict[str, int]:
    """Erase what is due; how many rows went, and how many entries wait or failed."""
    done: Counter[str] = Counter({"rows erased": 0, "entries waiting": 0, "entries failed": 0})
    requests = Request.objects.filter(kept__in=due(now))
    for together, subjects in planning.alike(requests, now):
        own = _claim([request.pk for request in together], now)
        mine = [request for request in together if request.pk in own]
        done.update(_set(mine, [one for one in subjects if one.ordinal in own], now))
    return dict(done)


def _claim(numbers: Sequence[int], now: datetime) -> set[int]:
    """Those that no other worker has in hand, by their request's number."""
    with transaction.atomic():
        found = list(Kept.objects.select_for_update().filter(request__in=numbers))
        free = [one for one in found if one.claimed_at is None or one.claimed_at < now - LEASE]
        Kept.objects.filter(pk__in=[one.pk for one in free]).update(claimed_at=now)
    return {one.request_id for one in free}


def _set(requests: Sequence[Request], subjects: Sequence[Subject], now: datetime) -> Counter[str]:
    """One set; where that does not work, each alone: one's trouble is not another's."""
    numbers = [request.pk for request in requests]
    try:
        return _erase(requests, subjects, now) if requests else Counter()
    except windows.WindowClosed as closed:
        _release(numbers, "")
        _again_at(closed.opens_at)
        return Counter({"entries waiting": len(requests)})
    except (StoreError, EngineError, SealingError) as error:
        if len(requests) > 1:
            alone = (_set([request], [one], now) for request, one in zip(requests, subjects, strict=True))
            return sum(alone, Counter())
        _release(numbers, str(error))
        return Counter({"entries failed": 1})


def _again_at(moment: datetime) -> None:
    from habeas.web.jobs import tasks

    tasks.erase_kept.using(run_after=moment).enqueue()


def _release(numbers: Sequence[int], failure: str) -> None:
    Kept.objects.filter(request__in=numbers).update(claimed_at=None, failure=failure[:500])


def _erase(requests: Sequence[Request], subjects: Sequence[Subject], now: datetime) -> Counter[str]:
    found, today = systems(), california_day(now)
    entered = _entered(requests)
    waiting = _stopped(requests, subjects, entered, found.graph, now)
    _release(list(waiting), "waits for a hold or an open request to know")
    going = {number: rows for number, rows in entered.items() if number not in waiting}
    if not going:
        return Counter({"entries waiting": len(waiting)})
    registered = {number: _by_table(rows, found.graph) for number, rows in going.items()}
    told = instruction(requests[0], today)
    ready = prepare_registered(registered, found.graph, found.stores, told, current().version)
    left = kept_rows(ready, found.stores)
    names = {request.pk: request.reference for request in requests if request.pk in going}
    _note(ready, names, "kept rows due", now)
    execute(ready, found.stores, MemoryJournal(), windows.heeding(_looking_again(now)))
    verify(ready, found.stores)
    with transaction.atomic():
        still = {number: (*left.get(number, ()), *_untold(rows, found.graph)) for number, rows in going.items()}
        register.enter(still, going, now)
        _note(ready, names, "kept rows erased", now)
    erased = sum(plan.rows(*CHANGED) for plan in ready.plans.values())
    return Counter({"rows erased": erased, "entries waiting": len(waiting)})


def _entered(requests: Sequence[Request]) -> dict[int, list[KeptRows]]:
    groups = KeptGroup.objects.filter(entry__request__in=requests).select_related("entry")
    found: dict[int, list[KeptRows]] = {}
    for number, rows in zip((one.entry.request_id for one in groups), register.read(groups), strict=True):
        found.setdefault(number, []).append(rows)
    return found


def _by_table(found: Sequence[KeptRows], graph: Graph) -> Rows:
    rows: dict[TableRef, list[Key]] = {}
    for one in found:
        if one.keys and one.table in graph.nodes:
            rows.setdefault(one.table, []).extend(one.keys)
    return rows


def _untold(found: Sequence[KeptRows], graph: Graph) -> list[KeptRows]:
    """Rows that no key tells, or whose table the data map no longer has: they stay in the register for staff to see."""
    return [one for one in found if not one.keys or one.table not in graph.nodes]


def _stopped(
    requests: Sequence[Request],
    subjects: Sequence[Subject],
    entered: Mapping[int, list[KeptRows]],
    graph: Graph,
    now: datetime,
) -> set[int]:
    """Whose rows must wait: a hold covers the person, or an open request to know has to be answered with them first."""
    written = {number: _as_written(rows, graph) for number, rows in entered.items()}
    held = set(holds.covering(subjects, now, written))
    readable = [request for request in requests if request.is_readable]
    return held | set(queries.same_people(readable, queries.queue().filter(right=Right.KNOW)))


def _as_written(found: Sequence[KeptRows], graph: Graph) -> dict[str, object]:
    """The rows as the journal of an unfinished run names them, by their primary keys."""
    return {
        f"{ref}@{','.join(graph.nodes[ref].facts.primary_key)}": [[encoded(value) for value in key] for key in keys]
        for ref, keys in _by_table(found, graph).items()
    }


def _looking_again(started: datetime) -> windows.Look:
    def look(_system: str) -> None:
        if holds.placed_since(started):
            raise Disturbed("a hold was placed meanwhile; what is left waits for the next look")

    return look


def _note(ready: Prepared, names: Mapping[int, str], action: str, now: datetime) -> None:
    """Into the ledger, where something goes: before the run what is planned, after it what was verified."""
    happened = []
    for number, plan in ready.plans.items():
        rows = {f"{one.table}:{one.fate}": one.rows for one in plan.outcomes if one.fate in CHANGED}
        if rows:
            facts: dict[str, object] = {"map": plan.map_version, "rows": rows}
            happened.append(record.Happened("system", action, names[number], facts))
    if happened:
        record.write_all(happened, now)
