"""Whether a person can be found by what was given: said before anything is promised about them."""

from __future__ import annotations

from collections.abc import Iterable

from habeas.datamap.graph import Graph, Seed
from habeas.engine.batch import Identifier
from habeas.stores.keys import normal_forms


def unusable(identifiers: Iterable[Identifier], graph: Graph) -> list[str]:
    """Why nobody can be found by some of these, one sentence for each; empty when all can serve."""
    seeds = [(access.source, access) for node in graph.nodes.values() for access in node.accesses]
    kinds = sorted({source.kind for source, _ in seeds if isinstance(source, Seed)})
    found = []
    for one in identifiers:
        ways = [access for source, access in seeds if source == Seed(one.kind)]
        if not ways:
            found.append(f"the data map finds nobody by {one.kind!r}; it knows: {', '.join(kinds)}")
        elif not any(normal_forms((one.value,), access.normalise) for access in ways):
            found.append(f"the value given for {one.kind!r} is empty or too short to mean one person")
    return found
