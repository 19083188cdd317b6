"""What a store says of itself: tables, columns, keys and constraints. Filled in by `habeas.stores`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True)
class ColumnFacts:
    name: str
    type: str  # as the store spells it
    family: str  # integer, decimal, text, boolean, date, datetime, time, uuid, binary, json, other
    nullable: bool = True
    max_length: int | None = None  # characters
    values: tuple[str, ...] = ()  # of an enumeration
    generated: bool = False


@dataclass(frozen=True)
class ForeignKey:
    columns: tuple[str, ...]
    table: str
    target: tuple[str, ...]
    on_delete: str = "NO ACTION"
    deferrable: bool = False  # looked at when the transaction ends


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
    schema: str = ""  # where it is not the default one; `name` then is "schema.table"


@dataclass(frozen=True)
class SystemFacts:
    tables: Mapping[str, TableFacts] = field(default_factory=dict)
    # How the store looks a normalised value up: "email" -> "lower({})". Only an index over this expression serves.
    lookups: Mapping[str, str] = field(default_factory=dict)
