"""The project folder in use: loaded once a process, with its stores and the graph over them."""

from __future__ import annotations

import threading
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from django.conf import settings
from django.http import HttpRequest
from django.utils import timezone

from habeas.datamap.graph import Graph, build_graph
from habeas.datamap.project import Project, load_project
from habeas.law.california.choices import DEFAULT, Choices
from habeas.law.california.clock import california_day
from habeas.law.california.parameters import TABLE
from habeas.law.period import Period
from habeas.stores.connect import open_stores
from habeas.stores.protocol import Store


@dataclass(frozen=True)
class Systems:
    """The stores of the project and the graph over what they say of themselves."""

    stores: Mapping[str, Store]
    graph: Graph


@lru_cache(maxsize=1)
def current() -> Project:
    """The project. Raises ProjectInvalid with every problem in it."""
    return load_project(settings.PROJECT_DIR)


_systems: list[Systems] = []
_lock = threading.Lock()


def systems() -> Systems:
    """Stores and graph, read from the systems at first use. Raises StoreError when one does not answer."""
    with _lock:
        if not _systems:
            stores = open_stores(current(), mask_secret())
            facts = {name: store.facts() for name, store in stores.items()}
            _systems.append(Systems(stores, build_graph(current().systems, facts)))
        return _systems[0]


def choices() -> Choices:
    """What the business has chosen where the law leaves it a choice."""
    return DEFAULT


def forget() -> None:
    """Read project and systems anew at the next use: after a change of the files, and in tests."""
    current.cache_clear()
    with _lock:
        _systems.clear()


def mask_secret() -> str:
    """What keys the deterministic masks: derived, so that the master key itself never reaches a store."""
    from habeas.web.sealing import derive

    return derive("masks").hex()


def template_context(_request: HttpRequest) -> dict[str, object]:
    return {"business": current().business, "demo": settings.DEMO, "law": values_in_force(california_day(timezone.now()))}


def values_in_force(on: date) -> dict[str, object]:
    """The law's dated values by name, as pages print them: `law.response` is "45 calendar days"."""
    rows = [row for row in TABLE if row.holds_on(on)]
    return {row.name: str(row.value) if isinstance(row.value, Period) else row.value for row in rows}
