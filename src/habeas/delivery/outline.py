"""What page, data file and README say alike: systems in order, what is held but not shown, what was withheld."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from habeas.delivery.dossier import Disposition, Dossier, Withheld
from habeas.delivery.tables import Written


@dataclass(frozen=True)
class Described:
    """Something that is on file and not shown, and where; section 7024(d)(1)."""

    system: str
    table: str
    item: str
    count: int


def by_system(tables: Sequence[Written]) -> dict[str, list[Written]]:
    """Group the tables by system, both in the order in which they came."""
    systems: dict[str, list[Written]] = {}
    for written in tables:
        systems.setdefault(written.table.system, []).append(written)
    return systems


def described(tables: Iterable[Written]) -> tuple[Described, ...]:
    """List every never-disclosed item that is held, from structured columns and from text."""
    lines: list[Described] = []
    for written in tables:
        table = written.table
        items = Counter[str]()
        for column in written.columns:
            if column.disposition is Disposition.DESCRIBE and written.held.get(column.name):
                items[column.not_shown] += written.held[column.name]
        for kind, count in written.taken_out.items():
            items[f"{kind} (in notes or other values, not shown)"] += count
        lines += [Described(table.system, table.name, item, count) for item, count in items.items()]
    return tuple(lines)


def withheld(dossier: Dossier, tables: Iterable[Written]) -> tuple[Withheld, ...]:
    """List everything withheld, whether the dossier says so or a table does."""
    of_tables = (
        Withheld(one.table.system, one.table.name, one.table.withheld, one.table.withheld_basis)
        for one in tables
        if one.table.withheld
    )
    named = {(one.system, one.table) for one in dossier.withheld}
    return (*dossier.withheld, *(one for one in of_tables if (one.system, one.table) not in named))


def titles(tables: Iterable[Written]) -> dict[tuple[str, str], str]:
    """Return the words a person knows a table by."""
    return {(one.table.system, one.table.name): f"{one.table.title} ({one.table.system_title})" for one in tables}


def counted(number: int, noun: str) -> str:
    """Say how many.

    >>> counted(1, "record"), counted(1200, "record")
    ('1 record', '1,200 records')
    """
    return f"{number:,} {noun}" + ("" if number == 1 else "s")
