"""What a store says of itself: tables, columns, keys and constraints. Filled in by `habeas.stores`."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import NamedTuple

from habeas.datamap.inside import Place, place_of


@dataclass(frozen=True)
class ColumnFacts:
    name: str
    type: str  # as the store spells it
    family: str  # integer, decimal, text, boolean, date, datetime, time, uuid, binary, json, array, other
    nullable: bool = True
    max_length: int | None = None  # characters
    values: tuple[str, ...] = ()  # of an enumeration
    generated: bool = False
    collation: str = ""  # how its texts compare, where the store says so column by column
    element: ColumnFacts | None = None  # of an array
    expressions: tuple[str, ...] = ()  # over this column that an index serves, as the catalogue spells them
    place: Place | None = None  # of a value inside the column `within`
    within: ColumnFacts | None = None

    @property
    def is_each(self) -> bool:
        """Whether it stands for each element of an array."""
        return self.place is not None and self.place.is_each

    @property
    def holds_json(self) -> bool:
        """Whether there may be JSON in it: a text counts."""
        return self.family in ("json", "text") and not self.values


def column_facts(columns: Mapping[str, ColumnFacts], name: str) -> ColumnFacts | None:
    """A column by its name, or what lies inside one (see `habeas.datamap.inside`); a value in JSON counts as text."""
    if name in columns:
        return columns[name]
    place = place_of(name)
    within = columns.get(place.column) if place else None
    if place is None or within is None:
        return None
    if within.family == "array" and within.element is not None and place.is_each and not (place.steps or place.after):
        return replace(within.element, name=name, place=place, within=within)
    if within.holds_json:
        return ColumnFacts(name, "TEXT", "text", place=place, within=within)
    return None


def bare(expression: str) -> str:
    """An expression without what the catalogue adds to it: quotes, casts, brackets, spaces."""
    return re.sub(r"::[a-z ]+|\[\]|[\"\s()]", "", expression.lower())


@dataclass(frozen=True)
class ForeignKey:
    columns: tuple[str, ...]
    table: str
    target: tuple[str, ...]
    on_delete: str = "NO ACTION"
    deferrable: bool = False  # looked at when the transaction ends


class Trigger(NamedTuple):
    """What the database runs by itself on an event: DELETE or UPDATE."""

    name: str
    event: str


@dataclass(frozen=True)
class TableFacts:
    """One table. For a partitioned table the keys of its partitions are counted as its own: some databases
    declare foreign keys on partitions only."""

    name: str
    columns: Mapping[str, ColumnFacts]
    primary_key: tuple[str, ...] = ()
    foreign_keys: tuple[ForeignKey, ...] = ()
    uniques: tuple[tuple[str, ...], ...] = ()
    indexes: tuple[tuple[str, ...], ...] = ()  # leading columns first; an expression appears as its text
    checks: tuple[tuple[str, str], ...] = ()  # name, SQL
    collations: Mapping[str, str] = field(default_factory=dict)  # of key columns that do not compare byte by byte
    has_triggers: bool = False  # or rules: what is done may be another thing than what was said
    triggers: tuple[Trigger, ...] = ()  # on DELETE and UPDATE
    stale_views: tuple[str, ...] = ()  # materialised views that read it
    schema: str = ""  # where it is not the default one; `name` then is "schema.table"

    def column(self, name: str) -> ColumnFacts | None:
        """A column, or what lies inside one."""
        return column_facts(self.columns, name)


@dataclass(frozen=True)
class SystemFacts:
    tables: Mapping[str, TableFacts] = field(default_factory=dict)
    # How the store looks a normalised value up: "email" -> "lower({})". Only an index over this expression serves.
    lookups: Mapping[str, str] = field(default_factory=dict)
    # How it looks up what lies inside a column of a family, best first: "json" -> "({} #>> {braces})".
    paths: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
