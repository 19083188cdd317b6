"""Which constraints a mask would break, found out before anything is written."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa

from habeas.datamap.facts import ColumnFacts, TableFacts
from habeas.stores.hashing import SHORTEST
from habeas.stores.masks import Constant, EmptyDocument, FirstOf, KeyedHash, Mask, Null, PostalArea, SameFormat
from habeas.stores.protocol import Rules
from habeas.stores.reached import Reached
from habeas.stores.sql.statements import Builder

Run = Callable[[sa.Executable, Builder], sa.CursorResult[Any]]


def violations(
    run: Run, builder: Callable[[], Builder], reached: Reached, rules: Rules, masks: Mapping[str, Mask]
) -> Sequence[str]:
    """What stands against the masks: by the schema alone, and by trying the masked rows."""
    ref, facts = reached.node.ref, reached.node.facts
    found = [text for name, mask in masks.items() for text in by_schema(ref, facts, name, mask)]
    if found:
        return found
    trial = _Trial(run, builder, reached, rules, masks)
    touched = {column.within.name if column.within else name for name in masks if (column := facts.column(name))}
    for name, text in facts.checks:
        if any(column.lower() in text.lower() for column in touched) and trial.breaks(text):
            found.append(f"{ref}: the masked rows would break the check constraint {name} ({text})")
    for unique in dict.fromkeys((facts.primary_key, *facts.uniques)):
        changed = [masks[name] for name in unique if name in masks]
        if changed and not any(isinstance(mask, Null | KeyedHash) for mask in changed) and trial.collides(unique):
            found.append(f"{ref}: masked rows would share one value of the unique {', '.join(unique)}; use a hash")
    return found


def by_schema(ref: object, facts: TableFacts, name: str, mask: Mask) -> Iterator[str]:
    """What a column's own description says against its mask."""
    column = facts.column(name)
    assert column is not None, name
    if column.generated or (column.within is not None and column.within.generated):
        yield f"{ref}.{name} is a generated column and cannot be masked; mask the columns it is made of"
    match mask:
        case Null() if not column.nullable or name in facts.primary_key:
            yield f'{ref}.{name} is NOT NULL and cannot become null; give it a constant, for example erase: "Removed"'
        case Constant():
            yield from _constant(ref, facts, column, mask)
        case FirstOf(unit) if column.family not in ("date", "datetime", "text"):
            yield f"{ref}.{name} is {column.type}, not a date; it cannot be generalised to its {unit}"
        case PostalArea() | SameFormat() if column.family != "text" or column.values:
            what = "a postal area" if isinstance(mask, PostalArea) else "random text"
            yield f"{ref}.{name} is {column.type} and cannot hold {what}; give it a constant"
        case PostalArea() if column.max_length is not None and column.max_length < len("000"):
            yield f"{ref}.{name} takes {column.max_length} characters, a postal area needs 3"
        case EmptyDocument() if not _holds_documents(column):
            yield f"{ref}.{name} is {column.type} and holds no documents; give it a constant"
        case SameFormat() | PostalArea() | EmptyDocument() if any(name in key.columns for key in facts.foreign_keys):
            yield f"{ref}.{name} is a foreign key and must lead somewhere; use erase: null where it may be null"
        case KeyedHash() if column.family != "text" or column.values:
            yield f"{ref}.{name} is {column.type} and cannot hold a hash; give it a constant"
        case KeyedHash() if column.max_length is not None and column.max_length < SHORTEST:
            yield f"{ref}.{name} takes {column.max_length} characters, a hash needs at least {SHORTEST}"
        case KeyedHash() if any(name in key.columns for key in facts.foreign_keys):
            yield f"{ref}.{name} is a foreign key and cannot become a hash; use erase: null where it may be null"
        case _:
            pass


def _holds_documents(column: ColumnFacts) -> bool:
    """Texts of two characters at least, JSON, bytes, lists."""
    if column.family == "text":
        return not column.values and (column.max_length is None or column.max_length >= len("{}"))
    return column.family in ("json", "binary") or column.type.endswith("[]")


def _constant(ref: object, facts: TableFacts, column: ColumnFacts, mask: Constant) -> Iterator[str]:
    for unique in (facts.primary_key, *facts.uniques):
        if unique == (column.name,):
            yield f"{ref}.{column.name} is unique and cannot become the same constant for everybody; use erase: {{hash: text}}"
            break
    if column.values and mask.value not in column.values:
        yield f"{ref}.{column.name} takes one of {', '.join(column.values)}, not {mask.value!r}"
    if column.family in ("integer", "decimal") and not _is_number(mask.value):
        yield f"{ref}.{column.name} is {column.type} and cannot become {mask.value!r}"
    if column.max_length is not None and isinstance(mask.value, str) and len(mask.value) > column.max_length:
        yield f"{ref}.{column.name} takes {column.max_length} characters, {mask.value!r} has {len(mask.value)}"
    if any(column.name in key.columns for key in facts.foreign_keys):
        yield f"{ref}.{column.name} is a foreign key and cannot become a constant; use erase: null where it may be null"


def _is_number(value: object) -> bool:
    try:
        float(str(value))
    except ValueError:
        return isinstance(value, bool)
    return True


@dataclass(frozen=True)
class _Trial:
    """The rows to mask as they would be, looked at by the database itself."""

    run: Run
    builder: Callable[[], Builder]
    reached: Reached
    rules: Rules
    masks: Mapping[str, Mask]

    def breaks(self, check: str) -> bool:
        """Whether a masked row fails the check."""
        for part in self.reached.chunks():
            builder = self.builder()
            # A check may name its table.
            rows = self._masked(builder, part, part.node.ref.table)
            failing = sa.select(sa.literal(1)).select_from(rows)
            failing = failing.where(rows.c.habeas_spared == 0, sa.not_(sa.literal_column(f"({check})")))
            if self.run(failing.limit(1), builder).first() is not None:
                return True
        return False

    def collides(self, unique: tuple[str, ...]) -> bool:
        """Whether two masked rows, or a masked row and another one, would agree in unique columns."""
        key = [name for name in self.reached.node.facts.primary_key if name not in self.masks]
        return bool(key) and any(
            self._meet_each_other(part, unique, key) or self._meets_another(part, unique, key)
            for part in self.reached.chunks()
        )

    def _meet_each_other(self, part: Reached, unique: tuple[str, ...], key: Sequence[str]) -> bool:
        builder = self.builder()
        rows = self._masked(builder, part)
        # A row that two people reach is one row.
        wanted = [rows.c[name] for name in dict.fromkeys((*unique, *key))]
        once = sa.select(*wanted).where(rows.c.habeas_spared == 0).distinct().subquery()
        shared = sa.select(sa.literal(1)).select_from(once).group_by(*(once.c[name] for name in unique))
        return self.run(shared.having(sa.func.count() > 1).limit(1), builder).first() is not None

    def _meets_another(self, part: Reached, unique: tuple[str, ...], key: Sequence[str]) -> bool:
        builder = self.builder()
        rows = self._masked(builder, part)
        table = builder.table(part.node)
        met = sa.and_(*(table.c[name] == rows.c[name] for name in unique))
        another = sa.not_(sa.and_(*(table.c[name] == rows.c[name] for name in key)))
        meets = sa.select(sa.literal(1)).select_from(rows.join(table, met)).where(rows.c.habeas_spared == 0, another)
        return self.run(meets.limit(1), builder).first() is not None

    def _masked(self, builder: Builder, part: Reached, name: str = "habeas_masked") -> sa.Subquery:
        table = builder.table(part.node)
        masked = builder.masked(self.masks, table)
        wanted: list[sa.ColumnElement[Any]] = [
            masked[column].label(column) if column in masked else table.c[column] for column in part.node.facts.columns
        ]
        spared = builder.spared(self.rules, table).label("habeas_spared")
        return builder.reached(part, [spared, *wanted], table).subquery(name)
