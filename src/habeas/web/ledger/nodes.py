"""The tree's hashes in the application's database."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from django.db.models import Q

from habeas.proofs.nodes import Place
from habeas.web.ledger.models import TreeNode


class DatabaseNodes:
    """What was read or written once is remembered: a node never changes, and the proofs of a set share most of theirs."""

    def __init__(self) -> None:
        self._known: dict[Place, bytes] = {}

    def get_many(self, places: Sequence[Place]) -> Mapping[Place, bytes]:
        wanted: dict[int, list[int]] = {}
        for place in places:
            if place not in self._known:
                wanted.setdefault(place.level, []).append(place.index)
        if wanted:
            self._read(wanted)
        return {place: self._known[place] for place in places if place in self._known}

    def put_many(self, nodes: Mapping[Place, bytes]) -> None:
        TreeNode.objects.bulk_create(
            TreeNode(level=place.level, index=place.index, hash=value) for place, value in nodes.items()
        )
        self._known.update(nodes)

    def _read(self, wanted: Mapping[int, Sequence[int]]) -> None:
        found = Q()
        for level, indexes in wanted.items():
            found |= Q(level=level, index__in=indexes)
        for level, index, value in TreeNode.objects.filter(found).values_list("level", "index", "hash"):
            self._known[Place(level, index)] = bytes(value)
