"""The project folder in use: loaded once a process, with its stores and the graph over them."""

from __future__ import annotations

import logging
import threading
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from django.conf import settings
from django.http import HttpRequest
from django.utils import timezone

from habeas.datamap.cascade import with_cascades
from habeas.datamap.graph import Graph, build_graph
from habeas.datamap.project import Project, load_project
from habeas.law.california.choices import Choices
from habeas.law.california.clock import california_day
from habeas.law.california.parameters import TABLE
from habeas.law.errors import LawError
from habeas.law.period import Period
from habeas.stores.connect import open_stores
from habeas.stores.protocol import Store
from habeas.web.notices.configured import choices_of, lawful
from habeas.web.notices.lint import Located, findings, unknown

logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class Systems:
    """The stores of the project and the graph over what they say of themselves."""

    stores: Mapping[str, Store]
    graph: Graph


@lru_cache(maxsize=1)
def written() -> Project:
    """The project as it stands in its files. Raises ProjectInvalid with every problem in it."""
    return load_project(settings.PROJECT_DIR)


def current() -> Project:
    """The project as it is applied today: an unlawful setting has its lawful default in its place."""
    return _applied(california_day(timezone.now()))


@lru_cache(maxsize=1)
def _applied(on: date) -> Project:
    return lawful(written(), on)


@lru_cache(maxsize=1)
def law_findings(on: date) -> tuple[Located, ...]:
    """What the law has to say about the project on this day: an alarm for staff, never a reason to fail."""
    try:
        return tuple(findings(written(), on))
    except LawError:
        logger.exception("the project could not be held against the law")
        return ()


_systems: list[Systems] = []
_lock = threading.Lock()


def systems() -> Systems:
    """Stores and graph, read from the systems at first use. Raises StoreError when one does not answer."""
    with _lock:
        if not _systems:
            stores = open_stores(current(), mask_secret())
            facts = {name: store.facts() for name, store in stores.items()}
            graph = with_cascades(build_graph(current().systems, facts), current().systems)
            _systems.append(Systems(stores, graph))
        return _systems[0]


def choices() -> Choices:
    """What the business has chosen where the law leaves it a choice."""
    return choices_of(current().business)[0]


def forget() -> None:
    """Read project and systems anew at the next use: after a change of the files, and in tests."""
    for cached in (written, _applied, law_findings):
        cached.cache_clear()
    with _lock:
        _systems.clear()


def mask_secret() -> str:
    """What keys the deterministic masks: derived, so that the master key itself never reaches a store."""
    from habeas.web.sealing import derive

    return derive("masks").hex()


def template_context(_request: HttpRequest) -> dict[str, object]:
    return {
        "business": current().business,
        "demo": settings.DEMO,
        "law_errors": law_errors,
        "law": values_in_force(california_day(timezone.now())),
    }


def law_errors() -> int:
    """How many things are wrong today, unknown words included; a template asks only where it shows them."""
    today = california_day(timezone.now())
    return sum(one.finding.is_error for one in law_findings(today)) + len(unknown(written(), today))


def values_in_force(on: date) -> dict[str, object]:
    """The law's dated values by name, as pages print them: `law.response` is the response period."""
    rows = [row for row in TABLE if row.holds_on(on)]
    return {row.name: str(row.value) if isinstance(row.value, Period) else row.value for row in rows}
