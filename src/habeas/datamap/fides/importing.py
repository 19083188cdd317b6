"""From Fides datasets to system files: whose the rows are, what the columns mean, how they are erased."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import Any

from habeas.datamap.cascade import changes_rows
from habeas.datamap.facts import SystemFacts, TableFacts
from habeas.datamap.fides.categories import described, meaning
from habeas.datamap.fides.document import Collection, Dataset, DatasetField
from habeas.datamap.fides.flows import Flow, NameOthers, Reach, World, flows, follow
from habeas.datamap.fides.leftovers import Leftover
from habeas.datamap.fides.masks import erase_rule
from habeas.datamap.graph import NOT_SELECTIVE, TableRef

IDENTITIES = {"email": "email", "phone_number": "phone", "phone": "phone"}
OF_IDENTITY = {"email": ["A"], "phone": ["A", "B"]}

NOT_NAMED = "not in the Fides dataset; look whether it holds personal data"


class Erase(StrEnum):
    """What an erasure does to the person's rows."""

    rows = "rows"  # deletes them; a row that must stay loses its personal columns
    columns = "columns"  # masks the personal columns, as Fides does


@dataclass(frozen=True)
class Draft:
    """A system file to be, as keys and values."""

    system: str
    content: Mapping[str, Any]


@dataclass
class _Import:
    world: World
    reach: Reach
    erase: Erase
    leftovers: list[Leftover] = field(default_factory=list)


def system_name(key: str) -> str:
    """A name that a system may have.

    >>> system_name("Postgres-Example.1")
    'postgres_example_1'
    """
    name = re.sub(r"[^a-z0-9_]+", "_", key.lower()).strip("_")
    return name if re.match(r"[a-z]", name) else f"system_{name}".rstrip("_")


def named(datasets: Sequence[Dataset], names: Mapping[str, str]) -> tuple[Dataset, ...]:
    """The datasets, and references to them, under the names of systems."""

    def renamed(one: DatasetField) -> DatasetField:
        references = tuple(replace(ref, dataset=names.get(ref.dataset, ref.dataset)) for ref in one.references)
        return replace(one, references=references, fields=tuple(map(renamed, one.fields)))

    return tuple(
        replace(
            dataset,
            key=names.get(dataset.key, dataset.key),
            collections=tuple(replace(one, fields=tuple(map(renamed, one.fields))) for one in dataset.collections),
        )
        for dataset in datasets
    )


def import_datasets(
    datasets: Sequence[Dataset],
    urls: Mapping[str, str],
    facts: Mapping[str, SystemFacts],
    *,
    erase: Erase = Erase.rows,
    known: frozenset[str] = frozenset(),
    name_others: NameOthers = lambda *_: False,
) -> tuple[list[Draft], list[Leftover]]:
    """One draft a dataset. `facts` say what the databases that could be asked are like; `known` are the other systems of
    the project, which references may name; `name_others` asks a database whose its rows are."""
    leftovers: list[Leftover] = []
    present = [_present(dataset, facts.get(dataset.key), leftovers) for dataset in datasets]
    collections = {TableRef(one.key, table.name): table for one in present for table in one.collections}
    world = World(collections, facts, known, name_others)
    all_flows, unclear = flows(present, world)
    reach = follow(all_flows, world)
    state = _Import(world, reach, erase, [*leftovers, *unclear, *reach.leftovers])
    drafts = [Draft(one.key, _system(one, urls[one.key], state)) for one in present]
    return drafts, state.leftovers


def _present(dataset: Dataset, facts: SystemFacts | None, leftovers: list[Leftover]) -> Dataset:
    """The dataset without what its database does not have."""
    if facts is None:
        return dataset
    found = []
    for collection in dataset.collections:
        place = f"{dataset.key}.{collection.name}"
        table = facts.tables.get(collection.name)
        if table is None:
            leftovers.append(Leftover("collections that the database does not have, left out", place))
            continue
        missing = [one.name for one in collection.fields if one.name not in table.columns]
        leftovers += [
            Leftover("fields that the database does not have, left out", f"{place}.{name}") for name in missing
        ]
        found.append(replace(collection, fields=tuple(one for one in collection.fields if one.name not in missing)))
    return replace(dataset, collections=tuple(found))


def _system(dataset: Dataset, url: str, state: _Import) -> dict[str, Any]:
    facts = state.world.facts.get(dataset.key)
    tables: dict[str, dict[str, Any]] = {}
    for collection in dataset.collections:
        ref = TableRef(dataset.key, collection.name)
        own = facts.tables[collection.name] if facts else None
        tables[collection.name] = _table(collection, ref, own, state)
    for name in sorted(facts.tables.keys() - tables.keys()) if facts else ():
        tables[name] = {"ignore": NOT_NAMED}
        state.leftovers.append(Leftover("tables that the dataset does not name, ignored", f"{dataset.key}.{name}"))
    if facts:
        _hold_back(tables, facts, state, dataset.key)
    return {"system": dataset.key, "title": dataset.title, "url": url, "tables": tables}


def _hold_back(tables: dict[str, dict[str, Any]], facts: SystemFacts, state: _Import, system: str) -> None:
    """Rows of ignored tables that the database would delete or change along hold back what they hang on."""
    for name, table in tables.items():
        keys = facts.tables[name].foreign_keys
        if "ignore" in table and any(
            changes_rows(key) and key.table in tables and "ignore" not in tables[key.table] for key in keys
        ):
            table["cascade"] = False
            why = (
                "ignored tables that hang on others by ON DELETE; they hold them back (`cascade: true`: they go along)"
            )
            state.leftovers.append(Leftover(why, f"{system}.{name}"))


def _table(collection: Collection, ref: TableRef, facts: TableFacts | None, state: _Import) -> dict[str, Any]:
    ignore = _ignore(collection, ref, state)
    is_own = ref in state.reach.own and not ignore
    columns = {one.name: _column(one, ref, facts, state, is_own) for one in collection.fields}
    for name in facts.columns if facts else ():
        if name not in columns:
            columns[name] = {}
            why = "columns that the dataset does not name, without a category: not delivered, gone with their row"
            state.leftovers.append(Leftover(why, f"{ref}.{name}"))
    if ignore:
        return {"ignore": ignore, "columns": columns}
    table: dict[str, Any] = {"subject": _subject(ref, state), "columns": columns}
    table["erase"] = _erases(collection, ref, columns, state)
    return table


def _ignore(collection: Collection, ref: TableRef, state: _Import) -> str:
    """Why the rows of a collection are nobody's ("" where they are somebody's)."""
    if collection.skipped:
        return "the Fides dataset says skip_processing"
    if state.erase is Erase.columns and _is_bare_leaf(ref, state):
        return "no personal data in it by the Fides dataset; its rows stay as they are"
    if ref in state.reach.own or ref in state.reach.shared:
        return ""
    if not state.world.is_personal(ref):
        return "the Fides dataset names no personal data in it"
    why = "collections with personal data that nothing leads to: nobody's rows are found in them (give a `subject`)"
    state.leftovers.append(Leftover(why, str(ref)))
    return ""


def _is_bare_leaf(ref: TableRef, state: _Import) -> bool:
    """Rows of the person without personal data, on which nothing hangs."""
    leads_on = any(flow.source.ref == ref for flow in state.reach.followed)
    return not leads_on and not state.world.is_personal(ref)


def _subject(ref: TableRef, state: _Import) -> Any:
    subjects: list[Any] = ["self"] if state.world.is_people(ref) else []
    subjects += [
        {"link": _link(flow.source.ref, flow.source.column, ref), "column": flow.target.column}
        for flow in state.reach.followed
        if flow.target.ref == ref and not flow.is_up
    ]
    if not subjects:
        return "shared" if ref in state.reach.shared else "self"
    return subjects[0] if len(subjects) == 1 else subjects


def _link(target: TableRef, column: str, own: TableRef) -> str:
    return f"{target.table}.{column}" if target.system == own.system else f"{target}.{column}"


def _column(one: DatasetField, ref: TableRef, facts: TableFacts | None, state: _Import, is_own: bool) -> dict[str, Any]:
    categories = tuple(_all_categories(one))
    keys = described(categories, one.name) | _identifying(one, ref, state)
    up = next((flow for flow in state.reach.followed if flow.is_up and str(flow.source) == f"{ref}.{one.name}"), None)
    if up is not None:
        keys |= {"link": _link(up.target.ref, up.target.column, ref), "direction": "up"}
    if is_own:
        rule, why = erase_rule(one, facts)
        if why:
            state.leftovers.append(Leftover(why, f"{ref}.{one.name}"))
        if rule is None and up is not None and state.erase is Erase.columns:
            rule = _let_go(up, facts, state)
        if rule is not None:
            keys["erase"] = rule[0]
    if categories:
        keys["fides"] = list(categories) if len(categories) > 1 else categories[0]
    state.leftovers += _unclear(one, f"{ref}.{one.name}")
    return keys


def _let_go(up: Flow, facts: TableFacts | None, state: _Import) -> tuple[None] | None:
    """Where rows stay, what they point at goes only when they let go of it."""
    if facts is None or facts.columns[up.source.column].nullable:
        return (None,)
    why = "columns that hold on to a shared row, which stays with its data; they cannot become null"
    state.leftovers.append(Leftover(why, str(up.source)))
    return None


def _identifying(one: DatasetField, ref: TableRef, state: _Import) -> dict[str, Any]:
    """What selects a person: an identity, or the key of a table of people."""
    if one.identity:
        kind = IDENTITIES.get(one.identity, one.identity)
        if kind in NOT_SELECTIVE:
            why = f"identity `{one.identity}`; it confirms a record and never selects one"
            state.leftovers.append(Leftover(why, f"{ref}.{one.name}"))
        found: dict[str, Any] = {"identifies": kind}
        if kind in OF_IDENTITY:
            found = {"category": _single(OF_IDENTITY[kind])} | found | {"normalise": kind}
        return found
    collection = state.world.collections[ref]
    if state.world.is_people(ref) and collection.primary_key == (one.name,):
        return {"identifies": str(ref)}
    return {}


def _single(codes: list[str]) -> Any:
    return codes[0] if len(codes) == 1 else codes


def _all_categories(one: DatasetField) -> Iterator[str]:
    """Those of a field and of what lies in it: one column holds it all."""
    found = dict.fromkeys(one.categories)
    for inner in one.fields:
        found.update(dict.fromkeys(_all_categories(inner)))
    yield from found


def _unclear(one: DatasetField, place: str) -> Iterator[Leftover]:
    for category in one.categories:
        if meaning(category) is None:
            yield Leftover(f"category `{category}`, of a taxonomy of your own; give the statutory `category`", place)
        elif category == "user":
            yield Leftover("category `user`, which says little; taken as B (customer records), look again", place)
    for inner in one.fields:
        yield from _nested(inner, f"{place}.{inner.name}")


def _nested(one: DatasetField, place: str) -> Iterator[Leftover]:
    yield Leftover("nested fields; the column that holds them is delivered and erased whole", place)
    if one.identity:
        yield Leftover("identities in nested fields; nobody is found by them", place)
    if one.override or one.read_only:
        yield Leftover("masking of nested fields", place)
    yield from _unclear(replace(one, categories=()), place)


def _erases(collection: Collection, ref: TableRef, columns: Mapping[str, Any], state: _Import) -> str:
    if ref not in state.reach.own or collection.deletes or state.erase is Erase.rows:
        return "row"
    if any("erase" in column for column in columns.values()):
        return "columns"
    why = "collections without a column to mask, although columns were asked for: their rows are erased"
    state.leftovers.append(Leftover(why, str(ref)))
    return "row"
