"""Enter and read the register."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime
from typing import NamedTuple

from django.db import transaction
from django.db.models import QuerySet, Sum

from habeas.datamap.graph import TableRef
from habeas.engine.kept import KeptRows
from habeas.engine.keysets import decoded, encoded
from habeas.law.california.clock import california_day
from habeas.stores.reached import Key
from habeas.web import sealing
from habeas.web.kept.models import Kept, KeptGroup

AT_ONCE = 500  # rows in one statement


class Line(NamedTuple):
    """So many rows of a table stay under one exception until one day."""

    system: str
    table: str
    citation: str
    ends_on: date | None
    rows: int


def enter(found: Mapping[int, Sequence[KeptRows]], numbers: Collection[int], now: datetime) -> None:
    """What the erasures of these requests left, by the request's number, in place of what was entered before."""
    from habeas.web.requests.services.key_check import wrap_all

    with transaction.atomic():
        Kept.objects.filter(request__in=numbers).delete()
        keys = {number: sealing.new_key() for number, rows in found.items() if rows}
        wrapped = zip(keys, wrap_all(keys.values()), strict=True)
        entries = Kept.objects.bulk_create(
            (
                Kept(request_id=number, key_id=key_id, wrapped_key=one, looked_on=california_day(now))
                for number, (key_id, one) in wrapped
            ),
            batch_size=AT_ONCE,
        )
        groups = (group for entry in entries for group in _groups(entry, keys[entry.request_id], found))
        KeptGroup.objects.bulk_create(groups, batch_size=AT_ONCE)


def _groups(entry: Kept, key: bytes, found: Mapping[int, Sequence[KeptRows]]) -> Iterator[KeptGroup]:
    for one in found[entry.request_id]:
        keys = [[encoded(value) for value in row] for row in one.keys]
        yield KeptGroup(
            entry=entry,
            system=one.table.system,
            table=one.table.table,
            citation=one.citation,
            ends_on=one.ends_on,
            rows=one.rows,
            sealed_keys=sealing.seal(key, keys, f"kept/{one.table}") if keys else b"",
        )


def read(groups: Iterable[KeptGroup]) -> Iterator[KeptRows]:
    """Groups as they were entered; only the reason's words are not stored."""
    for group in groups:
        keys = tuple(tuple(decoded(value) for value in row) for row in group.keys(group.entry.key))
        yield KeptRows(TableRef(group.system, group.table), "", group.citation, group.ends_on, group.rows, keys)


def lines() -> list[Line]:
    """The register in numbers. Rows of somebody who asked twice count with each request."""
    by = KeptGroup.objects.values_list("system", "table", "citation", "ends_on")
    found = [Line(*line) for line in by.annotate(Sum("rows"))]
    return sorted(found, key=lambda one: (one.ends_on or date.max, one.system, one.table, one.citation))


def of_table(ref: TableRef) -> QuerySet[KeptGroup]:
    return KeptGroup.objects.filter(system=ref.system, table=ref.table).select_related("entry")


class KeysUnknown(Exception):
    """Rows of a table are kept, and nothing tells which."""


def keys_of(ref: TableRef) -> frozenset[Key]:
    """The primary keys of the table's rows that serve an exception only. Raises KeysUnknown."""
    found = frozenset(key for one in read(of_table(ref).exclude(sealed_keys=b"")) for key in one.keys)
    if of_table(ref).filter(sealed_keys=b"").exists():
        raise KeysUnknown(f"rows of {ref} are kept, and the table has no primary key by which they could be told")
    return found
