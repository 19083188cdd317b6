"""Which references of a dataset become links, and of which kind.

A reference says between which columns values flow; a link says whose the rows are. Down: the rows hold the key of a row
that is the person's. Up: the person's row holds the key of another, which others may share. Followed from the identities
on, a reference without a direction takes the one that keeps to the person.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from habeas.datamap.facts import SystemFacts
from habeas.datamap.fides.categories import is_personal
from habeas.datamap.fides.document import Collection, Dataset, Reference
from habeas.datamap.fides.leftovers import Leftover
from habeas.datamap.graph import LinkUnclear, TableRef, parse_link

OTHERS = "references that lead to other people's rows, not followed (a `link` in the map follows them)"
NESTED = "references of nested fields, not followed; give the link by hand"
NOWHERE = "references to what is not imported here, not followed"
ONE_WAY = "references without a direction, followed one way"


@dataclass(frozen=True)
class End:
    ref: TableRef
    column: str

    def __str__(self) -> str:
        return f"{self.ref}.{self.column}"


@dataclass(frozen=True)
class Flow:
    """Values of `source` are looked up in `target`."""

    source: End
    target: End
    is_up: bool
    has_twin: bool = False  # the reference has no direction: the other way round is a flow too

    def __str__(self) -> str:
        return f"{self.source} -> {self.target}"


@dataclass(frozen=True)
class Named:
    """A column that identifies people, and by what."""

    end: End
    kind: str


#: Whether rows that hold a person's key mostly name, in their own columns, other people who are on file.
NameOthers = Callable[[Flow, Sequence[Named], Sequence[Named]], bool]


@dataclass(frozen=True)
class World:
    """The collections at hand, and what their databases say."""

    collections: Mapping[TableRef, Collection]
    facts: Mapping[str, SystemFacts]
    known: frozenset[str] = frozenset()  # other systems of the project
    name_others: NameOthers = lambda *_: False

    def is_people(self, ref: TableRef) -> bool:
        return ref in self.collections and any(one.identity for one in self.collections[ref].fields)

    def names_others(self, flow: Flow) -> bool:
        """Whether the rows that hold a person's key are somebody else's, as the database has them."""
        source, target = flow.source.ref, flow.target.ref
        if source.system != target.system or not self.is_people(target):
            return False
        on_file = [one for ref in self.collections if ref.system == source.system for one in self.identities(ref)]
        return self.name_others(flow, self.identities(target), [one for one in on_file if one.end.ref != target])

    def identities(self, ref: TableRef) -> list[Named]:
        return [Named(End(ref, one.name), one.identity) for one in self.collections[ref].fields if one.identity]

    def is_personal(self, ref: TableRef) -> bool:
        return any(is_personal(one.categories) or one.identity for one in self.collections[ref].fields)

    def is_key(self, end: End) -> bool | None:
        """Whether no two rows agree in the column; None where nobody says."""
        system = self.facts.get(end.ref.system)
        if system is not None and end.ref.table in system.tables:
            own = system.tables[end.ref.table]
            return (end.column,) in (own.primary_key, *own.uniques)
        collection = self.collections.get(end.ref)
        if collection is None or not collection.primary_key:
            return None
        return collection.primary_key == (end.column,)

    def has_foreign_key(self, child: End, parent: End) -> bool:
        system = self.facts.get(child.ref.system)
        own = system.tables.get(child.ref.table) if system and child.ref.system == parent.ref.system else None
        return own is not None and any(
            (key.columns, key.table, key.target) == ((child.column,), parent.ref.table, (parent.column,))
            for key in own.foreign_keys
        )


@dataclass
class Reach:
    """What is reached from the identities on, and how."""

    own: set[TableRef] = field(default_factory=set)  # rows that are the person's
    shared: set[TableRef] = field(default_factory=set)  # rows that the person's rows point at
    followed: list[Flow] = field(default_factory=list)
    leftovers: list[Leftover] = field(default_factory=list)


def flows(datasets: Sequence[Dataset], world: World) -> tuple[list[Flow], list[Leftover]]:
    """Every flow that a reference between columns describes, and the references that cannot be followed."""
    found: dict[Flow, None] = {}
    leftovers: list[Leftover] = []
    for dataset in datasets:
        for collection in dataset.collections:
            ref = TableRef(dataset.key, collection.name)
            leftovers += _nested(collection, ref)
            for one in collection.fields:
                for reference in one.references:
                    here = End(ref, one.name)
                    why = _fault(reference, here, world)
                    if why:
                        leftovers.append(Leftover(why, f"{here} ({_spelled(reference)})"))
                    else:
                        found.update(dict.fromkeys(_flows(reference, here, world)))
    return list(found), leftovers


def _nested(collection: Collection, ref: TableRef) -> Iterator[Leftover]:
    waiting = [(one, one.name) for one in collection.fields if one.fields]
    while waiting:
        parent, name = waiting.pop()
        for one in parent.fields:
            waiting.append((one, f"{name}.{one.name}"))
            for reference in one.references:
                yield Leftover(NESTED, f"{ref}.{name}.{one.name} ({_spelled(reference)})")


def _fault(reference: Reference, here: End, world: World) -> str:
    there = TableRef(reference.dataset, reference.collection)
    if len(reference.path) > 1:
        return NESTED
    if there == here.ref:
        return OTHERS
    if there in world.collections:
        if world.collections[there].skipped or world.collections[here.ref].skipped:
            return "references of collections that are not processed, not followed"
        if all(one.name != reference.path[0] for one in world.collections[there].fields):
            return NOWHERE
    elif reference.dataset not in world.known or reference.direction == "to":
        return NOWHERE
    try:
        parse_link(f"{there}.{reference.path[0]}", here.ref.system)
    except LinkUnclear:
        return "references to names that a link cannot spell, not followed"
    return ""


def _spelled(reference: Reference) -> str:
    way = f"{reference.direction} " if reference.direction else ""
    return f"{way}{reference.dataset}.{reference.collection}.{'.'.join(reference.path)}"


def _flows(reference: Reference, here: End, world: World) -> Iterator[Flow]:
    there = End(TableRef(reference.dataset, reference.collection), reference.path[0])
    if there.ref not in world.collections:
        yield Flow(there, here, is_up=False)
        return
    twin = reference.direction is None
    if reference.direction != "to":
        yield Flow(there, here, _is_up(there, here, here, world), twin)
    if reference.direction != "from":
        yield Flow(here, there, _is_up(here, there, here, world), twin)


def _is_up(source: End, target: End, writer: End, world: World) -> bool:
    """Whether the source's rows point at the target's."""
    if world.has_foreign_key(source, target) or world.has_foreign_key(target, source):
        return world.has_foreign_key(source, target)
    from_key, to_key = world.is_key(source), world.is_key(target)
    if to_key is None and not from_key:
        return writer == source  # by custom the reference stands at the column that points
    return bool(to_key) and not from_key


def follow(all_flows: Sequence[Flow], world: World) -> Reach:
    """The reach from the identities on. What a direction says comes first, then the rest, rows of the person's own first."""
    reach = Reach(own={ref for ref in world.collections if world.is_people(ref)})
    hubs = {flow.source.ref for flow in all_flows if not flow.is_up}
    stages: tuple[Callable[[Flow], bool], ...] = (
        lambda flow: not flow.has_twin,
        lambda flow: flow.has_twin and not flow.is_up and flow.target.ref not in reach.own,
        lambda flow: flow.has_twin and flow.is_up and flow.target.ref not in reach.own,
    )
    while True:
        found = next(filter(None, (_next(all_flows, stage, reach, world, hubs) for stage in stages)), None)
        if found is None:
            break
        reach.followed.append(found)
        (reach.shared if found.is_up else reach.own).add(found.target.ref)
    reach.shared -= reach.own
    reach.followed, fruitless = _fruitful(reach, world)
    reach.leftovers += fruitless
    reach.leftovers += _not_followed(all_flows, reach, world, fruitless)
    return reach


def _next(
    all_flows: Sequence[Flow], stage: Callable[[Flow], bool], reach: Reach, world: World, hubs: set[TableRef]
) -> Flow | None:
    done = {frozenset((one.source, one.target)) if one.has_twin else one for one in reach.followed}
    for flow in all_flows:
        known = frozenset((flow.source, flow.target)) if flow.has_twin else flow
        if stage(flow) and known not in done and _is_open(flow, reach, world, hubs):
            return flow
    return None


def _is_open(flow: Flow, reach: Reach, world: World, hubs: set[TableRef]) -> bool:
    source, target = flow.source.ref, flow.target.ref
    is_outside = source not in world.collections
    if flow.is_up:
        if _is_taken(flow, reach):
            return False
        # A row that identifies people by itself is somebody else: the clerk of a rental, the landlord of a flat.
        return not world.is_people(target) and (source in reach.own or source in reach.shared)
    if is_outside:
        return True
    if world.is_people(source) and world.is_people(target) and target in hubs and not world.is_key(flow.target):
        return False  # the customers of a clerk are people with records of their own
    # What hangs on a shared row may be anybody's.
    return source in reach.own and not (world.is_people(source) and world.names_others(flow))


def _is_taken(flow: Flow, reach: Reach) -> bool:
    """Whether the column has its one link up already."""
    return any(one.is_up and one.source == flow.source and one != flow for one in reach.followed)


def _fruitful(reach: Reach, world: World) -> tuple[list[Flow], list[Leftover]]:
    """The flows without those up to rows that hold no personal data and lead to none: products, cities, stores."""
    useful = reach.own | {ref for ref in reach.shared if world.is_personal(ref)}
    grew = True
    while grew:
        more = {flow.source.ref for flow in reach.followed if flow.target.ref in useful} & reach.shared
        grew = not more <= useful
        useful |= more
    kept = [flow for flow in reach.followed if flow.target.ref in useful]
    why = "references to collections without personal data, not followed"
    left = [Leftover(why, str(flow)) for flow in reach.followed if flow.target.ref not in useful]
    reach.shared &= useful
    return kept, left


def _not_followed(
    all_flows: Sequence[Flow], reach: Reach, world: World, fruitless: Sequence[Leftover]
) -> Iterator[Leftover]:
    said = {one.place for one in fruitless}
    turned = {(one.target, one.source) for one in reach.followed}
    reached = reach.own | reach.shared
    for flow in all_flows:
        if flow in reach.followed or str(flow) in said:
            continue
        if flow.has_twin and (flow.source, flow.target) in turned:
            yield Leftover(ONE_WAY, f"{flow.target} -> {flow.source}")
        elif flow.source.ref not in reached:
            yield Leftover("references from collections that nothing leads to, not followed", str(flow))
        elif flow.is_up and _is_taken(flow, reach):
            yield Leftover("further references up from a column, which can have one `link`; not followed", str(flow))
        else:
            yield Leftover(OTHERS, str(flow))
