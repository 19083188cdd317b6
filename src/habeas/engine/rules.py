"""Decide: which fate each row of a table meets, as rules that the store itself applies."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from enum import StrEnum
from typing import assert_never

from habeas.datamap.graph import Node, TableRef, conditions
from habeas.datamap.tables import PERIOD, Column, Emptied, Generalise, Keep, KeyedRandom, Table
from habeas.datamap.tables import KeyedHash as HashRule
from habeas.engine.batch import Basis, Instruction, Right
from habeas.engine.errors import EngineError
from habeas.stores.masks import Constant, EmptyDocument, FirstOf, KeyedHash, Mask, Null, PostalArea, SameFormat
from habeas.stores.reached import AllOf, AlreadyMasked, Matches, NoneOf, OlderThan, Predicate, YoungerThan


class Fate(StrEnum):
    """What happens to a row. Every reached row meets exactly one."""

    deliver = "deliver"
    withhold = "withhold"  # another law governs it
    outside_window = "outside window"  # collected before the period asked for
    erase = "erase"
    mask = "mask"  # the row stays, its personal columns go
    masked_before = "masked before"  # nothing left to mask
    keep = "keep"  # an exception or another law
    trim = "keep in part"  # an exception needs the row, and not all of its personal columns: the others are masked
    hold = "hold"  # would go, and must not while a hold is in force
    shared = "shared"  # a row that stays points at it
    correct = "correct"  # a wrong value gives way to the right one
    right_already = "right already"  # nothing to correct
    differs = "differs"  # holds neither the wrong value nor the right one: somebody has to look


CHANGED = frozenset({Fate.erase, Fate.mask, Fate.trim})  # by an erasure
STAYS = frozenset({Fate.keep, Fate.trim, Fate.hold, Fate.shared})  # with a reason that the person is told
ALWAYS = Matches()


@dataclass(frozen=True)
class Ruling:
    """A fate with its reason; rows for which `predicate` holds meet it, unless an earlier ruling does."""

    fate: Fate
    reason: str
    citation: str = ""
    pointer: str = ""
    predicate: Predicate = ALWAYS


DELIVERED = "collected about this person"
CORRECTED = "holds the value that is wrong"


@dataclass(frozen=True)
class TableRules:
    """The rulings of one table in order, the fate of all other rows, the masks where that fate is to mask, and those of
    rows that are kept in part."""

    rulings: tuple[Ruling, ...]
    default: Ruling
    masks: Mapping[str, Mask]
    trims: Mapping[str, Mask] = field(default_factory=dict)

    @property
    def predicates(self) -> tuple[Predicate, ...]:
        return tuple(ruling.predicate for ruling in self.rulings)

    def ruling(self, index: int) -> Ruling:
        return self.rulings[index] if index < len(self.rulings) else self.default

    @property
    def keeps_all(self) -> bool:
        return any(ruling.predicate == Matches() for ruling in self.rulings)

    @property
    def changes_any(self) -> bool:
        """Whether some row may be erased or masked."""
        return bool(self.trims) or not self.keeps_all


def decide(node: Node, instruction: Instruction) -> TableRules:
    """The rules of one table under an instruction, before sharing is looked at."""
    match instruction.right:
        case Right.know:
            return TableRules(tuple(_withheld(node, instruction)), Ruling(Fate.deliver, DELIVERED), {})
        case Right.erase:
            return _erasure(node, instruction)
        case Right.correct:
            return TableRules(tuple(_governed(node, instruction, Fate.keep)), Ruling(Fate.correct, CORRECTED), {})
    assert_never(instruction.right)


def _withheld(node: Node, instruction: Instruction) -> list[Ruling]:
    found = _governed(node, instruction, Fate.withhold)
    if instruction.since is not None and node.table.collected:
        reason = f"collected before {instruction.since.isoformat()}, the start of the period asked for"
        found.append(Ruling(Fate.outside_window, reason, predicate=OlderThan(node.table.collected, instruction.since)))
    return found


def _governed(node: Node, instruction: Instruction, fate: Fate) -> list[Ruling]:
    """Rows outside the Act: another regime, household data."""
    found = []
    regime = node.table.regime
    if regime is not None:
        basis = basis_of(instruction.regimes, regime.name, f"{node.ref}: regime")
        found.append(_ruling(fate, basis, Matches(conditions(regime.where))))
    if node.table.household and instruction.household is not None:
        found.append(_ruling(fate, instruction.household, Matches()))
    return found


def _ruling(fate: Fate, basis: Basis, predicate: Predicate) -> Ruling:
    return Ruling(fate, basis.text, basis.citation, basis.pointer, predicate)


def basis_of(known: Mapping[str, Basis], name: str, what: str) -> Basis:
    """The basis that the instruction gives for a name of the data map."""
    if name not in known:
        raise EngineError(f"{what} {name!r} is not known; expected one of: {', '.join(known)}")
    return known[name]


def held(own: TableRules, ref: TableRef, instruction: Instruction) -> TableRules:
    """The rules of an erasure with the hold on the table or its system: what would be erased or masked stays as it is."""
    basis = instruction.holds.get(str(ref)) or instruction.holds.get(ref.system)
    if basis is None:
        return own
    spared = tuple(ruling for ruling in own.rulings if ruling.fate not in CHANGED)
    return replace(own, rulings=(*spared, _ruling(Fate.hold, basis, Matches())), trims={})


def _erasure(node: Node, instruction: Instruction) -> TableRules:
    rulings = _governed(node, instruction, Fate.keep)
    keep = node.table.keep
    trims = trims_of(node.table)
    if keep is not None and not keep.while_:
        rulings.extend(kept_rulings(node, instruction, _kept(keep, instruction.today)))
    if instruction.not_from_consumer is not None and _bought(node):
        rulings.append(_ruling(Fate.keep, instruction.not_from_consumer, Matches()))
    masks = {name: mask_of(column) for name, column in node.table.masked.items()}
    if node.table.erases_rows:
        return TableRules(tuple(rulings), Ruling(Fate.erase, "no exception applies"), masks, trims)
    rulings.append(_masked_before(masks))
    return TableRules(tuple(rulings), Ruling(Fate.mask, "personal columns masked"), masks, trims)


def trims_of(table: Table) -> dict[str, Mask]:
    """The masks of columns that the exception does not need; none where the row is kept whole."""
    return {name: mask_of(one) for name, one in table.trimmed.items()}


def kept_rulings(node: Node, instruction: Instruction, predicate: Predicate) -> Iterator[Ruling]:
    """The rows are kept under the table's exception, after they lost what it does not need."""
    basis = exception_of(node, instruction)
    trims = trims_of(node.table)
    if trims:
        whole = NoneOf((AlreadyMasked(tuple(trims.items())),))
        yield _ruling(Fate.trim, basis, AllOf((predicate, whole)))
    yield _ruling(Fate.keep, basis, predicate)


def exception_of(node: Node, instruction: Instruction) -> Basis:
    """The exception under which rows of the table are kept, in the map's own words where it has some."""
    keep = node.table.keep
    assert keep is not None
    basis = basis_of(instruction.exceptions, keep.because, f"{node.ref}: exception")
    return replace(basis, text=keep.explain) if keep.explain else basis


def _masked_before(masks: Mapping[str, Mask]) -> Ruling:
    return Ruling(Fate.masked_before, "nothing left to mask", predicate=AlreadyMasked(tuple(masks.items())))


def _kept(keep: Keep, today: date) -> Predicate:
    matches = Matches(conditions(keep.where))
    if keep.for_ is None or keep.from_ is None:
        return matches
    young = YoungerThan(keep.from_, before(today, keep.for_))
    return AllOf((young, matches)) if keep.where else young


def _bought(node: Node) -> bool:
    """Whether no source of the table is the consumer."""
    return bool(node.table.sources) and all(source.kind != "consumer" for source in node.table.sources)


def before(day: date, period: str) -> date:
    """`day` less a period such as "7 years"; the last day of the month where the day does not exist.

    >>> before(date(2024, 2, 29), "1 year")
    datetime.date(2023, 2, 28)
    """
    found = PERIOD.match(period)
    if not found:
        raise EngineError(f"{period!r} is no length of time")
    count, unit = int(found[1]), found[2]
    if unit == "day":
        return date.fromordinal(day.toordinal() - count)
    months = day.year * 12 + day.month - 1 - count * (12 if unit == "year" else 1)
    year, month = divmod(months, 12)
    for last in (day.day, 30, 29, 28):
        try:
            return date(year, month + 1, last)
        except ValueError:
            continue
    raise EngineError(f"{period!r} before {day} is out of the calendar")


def first_free_day(since: date, period: str) -> date:
    """The first day on which rows that are kept for a period from a date are kept no more.

    >>> first_free_day(date(2017, 6, 1), "7 years"), first_free_day(date(2020, 2, 29), "1 year")
    (datetime.date(2024, 6, 1), datetime.date(2021, 3, 1))
    """
    found = PERIOD.match(period)
    if not found:
        raise EngineError(f"{period!r} is no length of time")
    count, unit = int(found[1]), found[2]
    if unit == "day":
        return date.fromordinal(since.toordinal() + count)
    year, month = divmod(since.year * 12 + since.month - 1 + count * (12 if unit == "year" else 1), 12)
    try:
        return date(year, month + 1, since.day)
    except ValueError:
        # The month is too short: the period ends with it.
        return date(year + (month + 1) // 12, (month + 1) % 12 + 1, 1)


def mask_of(column: Column) -> Mask:
    match column.erase:
        case None:
            return Null()
        case Generalise(generalise=unit):
            return PostalArea() if unit == "postal_code" else FirstOf(unit)
        case KeyedRandom():
            return SameFormat()
        case Emptied():
            return EmptyDocument()
        case HashRule():
            return KeyedHash()
        case value:
            return Constant(value)
