"""Where the hashes of a Merkle tree are kept: one small protocol and its in-memory store."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from habeas.proofs.errors import BadTree


@dataclass(frozen=True, slots=True)
class Place:
    """Where a perfect subtree stands: level 0 holds the leaves, index counts from the left."""

    level: int
    index: int


class NodeStore(Protocol):
    """Keeps the hashes of perfect subtrees."""

    def get_many(self, places: Sequence[Place], /) -> Mapping[Place, bytes]:
        """The nodes at these places, in one query; a place that holds none is left out."""

    def put_many(self, nodes: Mapping[Place, bytes], /) -> None:
        """Store new nodes; a node that is there already is never given another hash."""


class MemoryNodes:
    """A NodeStore in a dictionary."""

    def __init__(self) -> None:
        self._nodes: dict[Place, bytes] = {}

    def get_many(self, places: Sequence[Place], /) -> Mapping[Place, bytes]:
        return {place: self._nodes[place] for place in places if place in self._nodes}

    def put_many(self, nodes: Mapping[Place, bytes], /) -> None:
        for place, node in nodes.items():
            if self._nodes.get(place, node) != node:
                raise BadTree(
                    f"level {place.level}, index {place.index} already holds another hash; a log is only appended to"
                )
        self._nodes.update(nodes)
