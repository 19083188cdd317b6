"""From system files to Fides datasets."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from habeas.datamap.facts import ColumnFacts, SystemFacts, TableFacts
from habeas.datamap.fides.categories import PERSONAL, nearest
from habeas.datamap.fides.leftovers import Leftover
from habeas.datamap.graph import NOT_SELECTIVE, LinkUnclear, TableRef, foreign_key, parse_link
from habeas.datamap.tables import Column, Emptied, Generalise, KeyedHash, KeyedRandom, Link, System, Table

TYPES = {"text": "string", "integer": "integer", "decimal": "float", "boolean": "boolean"}
IDENTITIES = {"phone": "phone_number"}

# Keys that the dataset has words for; every other key of the map is listed.
SAID = {
    "system": {"system", "title", "tables"},
    "table": {"subject", "columns", "erase", "ignore"},
    "column": {"category", "fides", "identifies", "normalise", "link", "direction", "erase"},
}


def export_systems(
    systems: Mapping[str, System], facts: Mapping[str, SystemFacts]
) -> tuple[dict[str, Any], list[Leftover]]:
    """The content of a file of datasets, and what it cannot say. `facts` give keys, types and lengths."""
    leftovers: list[Leftover] = []
    found = [_dataset(one, facts.get(name), leftovers) for name, one in systems.items()]
    return {"dataset": found}, leftovers


def _dataset(system: System, facts: SystemFacts | None, leftovers: list[Leftover]) -> dict[str, Any]:
    leftovers += _unsaid(system, "system", system.system)
    collections = []
    for name, table in system.tables.items():
        ref = TableRef(system.system, name)
        if table.ignore is not None and not table.columns:
            leftovers.append(Leftover("tables that are ignored, left out", str(ref)))
            continue
        own = facts.tables.get(name) if facts else None
        collections.append(_collection(ref, table, own, leftovers))
    return {"fides_key": system.system, "name": system.title, "collections": collections}


def _collection(ref: TableRef, table: Table, facts: TableFacts | None, leftovers: list[Leftover]) -> dict[str, Any]:
    leftovers += _unsaid(table, "table", str(ref))
    references = _references(ref, table, facts, leftovers)
    fields = []
    for name, column in table.columns.items():
        leftovers += _unsaid(column, "column", f"{ref}.{name}")
        found: dict[str, Any] = {"name": name}
        if nearest(column):
            found["data_categories"] = list(nearest(column))
            if nearest(column) == (PERSONAL,) and not column.fides:
                leftovers.append(Leftover("categories without a like, exported as `user`", f"{ref}.{name}"))
        meta = _meta(name, column, table, facts, leftovers, ref)
        if references.get(name):
            meta["references"] = references[name]
        fields.append(found | ({"fides_meta": meta} if meta else {}))
    meta = _collection_meta(ref, table, leftovers)
    return {"name": ref.table, **({"fides_meta": meta} if meta else {}), "fields": fields}


def _collection_meta(ref: TableRef, table: Table, leftovers: list[Leftover]) -> dict[str, Any]:
    if table.ignore is not None or table.not_searched is not None:
        leftovers.append(Leftover("reasons of ignored tables, exported as skip_processing", str(ref)))
        return {"skip_processing": True}
    if "shared" in table.subject:
        leftovers.append(
            Leftover("rows that stay while others point at them; Fides masks them for everybody", str(ref))
        )
        return {}
    return {"masking_strategy_override": {"strategy": "delete"}} if table.erases_rows else {}


def _meta(
    name: str, column: Column, table: Table, facts: TableFacts | None, leftovers: list[Leftover], ref: TableRef
) -> dict[str, Any]:
    meta: dict[str, Any] = {}
    key = facts.primary_key if facts and facts.primary_key else _keys(ref, table)
    if name in key:
        meta["primary_key"] = True
    selects = column.identifies and column.identifies not in NOT_SELECTIVE and "." not in column.identifies
    if selects and "self" in table.subject and column.about is None:
        meta["identity"] = IDENTITIES.get(column.identifies or "", column.identifies)
    if facts and name in facts.columns:
        meta |= _type(facts.columns[name])
    if column.is_erased:
        override = _override(column)
        if override is None:
            leftovers.append(Leftover("masks that generalise or empty", f"{ref}.{name}"))
        else:
            meta["masking_strategy_override"] = override
    return meta


def _keys(ref: TableRef, table: Table) -> tuple[str, ...]:
    """Without a database to ask: the column that is the key of a person."""
    return tuple(name for name, column in table.columns.items() if column.identifies == str(ref))


def _type(facts: ColumnFacts) -> dict[str, Any]:
    found: dict[str, Any] = {"data_type": TYPES[facts.family]} if facts.family in TYPES else {}
    return found | ({"length": facts.max_length} if facts.max_length else {})


def _override(column: Column) -> dict[str, Any] | None:
    match column.erase:
        case None:
            return {"strategy": "null_rewrite"}
        case KeyedHash():
            return {"strategy": "hash"}
        case KeyedRandom():
            return {"strategy": "random_string_rewrite"}
        case Generalise() | Emptied():
            return None
        case value:
            return {"strategy": "string_rewrite", "configuration": {"rewrite_value": str(value)}}


def _references(
    ref: TableRef, table: Table, facts: TableFacts | None, leftovers: list[Leftover]
) -> dict[str, list[dict[str, str]]]:
    found: dict[str, list[dict[str, str]]] = {}
    for subject in table.subject:
        if isinstance(subject, Link):
            for here, there in _ends(ref, subject, facts, leftovers):
                found.setdefault(here, []).append({**there, "direction": "from"})
    for name, column in table.columns.items():
        if column.link is not None:
            for there in _targets(column.link, ref):
                found.setdefault(name, []).append({**there, "direction": "to"})
    return found


def _ends(
    ref: TableRef, link: Link, facts: TableFacts | None, leftovers: list[Leftover]
) -> Iterator[tuple[str, dict[str, str]]]:
    place = f"{ref} ({', '.join(link.via or link.column or ())})"
    if link.where or link.normalise:
        leftovers.append(Leftover("conditions and normal forms of links", place))
    if link.stop:
        leftovers.append(Leftover("links that stop", place))
    columns = link.via or link.column or ()
    if len(columns) > 1:
        leftovers.append(Leftover("links over several columns, exported column by column", place))
    if link.link is not None:
        targets = _targets(link.link, ref)
    elif facts is not None:
        key = foreign_key(columns, facts)
        targets = [_target(TableRef(ref.system, key.table), name) for name in key.target]
    else:
        leftovers.append(
            Leftover("links by foreign key (`via`); the database, which could not be asked, knows them", place)
        )
        targets = []
    yield from zip(columns, targets, strict=False)


def _targets(link: str, ref: TableRef) -> list[dict[str, str]]:
    try:
        parent = parse_link(link, ref.system)
    except LinkUnclear:
        return []
    return [_target(parent.ref, name) for name in parent.columns]


def _target(ref: TableRef, column: str) -> dict[str, str]:
    return {"dataset": ref.system, "field": f"{ref.table}.{column}"}


def _unsaid(said: System | Table | Column, kind: str, place: str) -> Iterator[Leftover]:
    for name in sorted(said.model_fields_set - SAID[kind]):
        alias = type(said).model_fields[name].alias or name
        yield Leftover(f"`{alias}` of a {kind}", place)
