"""From the data map's systems to stores."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path

from habeas.datamap.facts import SystemFacts
from habeas.datamap.problems import Problem, Severity
from habeas.datamap.project import Project
from habeas.datamap.secrets import SecretMissing, dereference
from habeas.datamap.source import Document
from habeas.datamap.tables import System
from habeas.stores.errors import StoreError
from habeas.stores.files.bucket import SCHEME, Bucket
from habeas.stores.files.folder import Folder
from habeas.stores.files.storage import Storage
from habeas.stores.files.store import FileStore
from habeas.stores.protocol import Store
from habeas.stores.sql.store import SqlStore


def open_store(system: System, folder: Path, secret: str = "") -> Store:
    """The store of one system. Opens no connection yet. Raises SecretMissing for a reference that leads nowhere."""
    if system.files is not None:
        return FileStore(system, _storage(system, system.files, folder), secret=secret)
    assert system.url is not None
    read_url = dereference(system.read_url, folder) if system.read_url else None
    return SqlStore(
        system.system,
        dereference(system.url, folder),
        read_url=read_url,
        limits=system.limits,
        secret=secret,
        folder=folder,
    )


def _storage(system: System, place: str, folder: Path) -> Storage:
    if not place.startswith(SCHEME):
        return Folder(folder / place, system.system)
    named = system.s3.model_dump() if system.s3 else dict.fromkeys(("endpoint", "region", "key", "secret"))
    return Bucket(place, system.system, **{name: value and dereference(value, folder) for name, value in named.items()})


def open_stores(project: Project, secret: str = "") -> dict[str, Store]:
    return {name: open_store(system, project.folder, secret) for name, system in project.systems.items()}


def _untried(store: Store, document: Document) -> Iterator[Problem]:
    if isinstance(store, SqlStore) and store.untried:
        told = f"statements for {store.untried} are compiled, not run here: compare what is found with your own, and "
        problem = document.problem(("url",), f"{told}run changes yourself (`habeas erase ... --sql`)")
        yield replace(problem, severity=Severity.warning)


def facts_of_all(project: Project) -> tuple[Mapping[str, SystemFacts], list[Problem]]:
    """What every system says of itself; a system that does not answer is a problem, not the end."""
    facts: dict[str, SystemFacts] = {}
    problems: list[Problem] = []
    for name, system in project.systems.items():
        try:
            store = open_store(system, project.folder)
            try:
                facts[name] = store.facts()
                problems.extend(_untried(store, project.documents[name]))
            finally:
                store.dispose()
        except (StoreError, SecretMissing) as error:
            problems.append(project.documents[name].problem(("url" if system.url else "files",), str(error)))
    return facts, problems
