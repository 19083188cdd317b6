"""Datasets in, system files out, through the very text that is written."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import yaml

from habeas.datamap.facts import SystemFacts
from habeas.datamap.fides.document import Dataset, read_datasets
from habeas.datamap.fides.importing import Erase, import_datasets, named
from habeas.datamap.fides.leftovers import Leftover, listed
from habeas.datamap.fides.writing import system_text
from habeas.datamap.source import Document, _Loader
from habeas.datamap.tables import System

DATASETS = Path(__file__).parents[2] / "fides"


def loaded(text: str) -> tuple[tuple[Dataset, ...], tuple[Leftover, ...]]:
    return read_datasets(Document("datasets.yml", yaml.load(text, Loader=_Loader)))


def systems(
    text: str,
    facts: Mapping[str, SystemFacts] | None = None,
    *,
    urls: Mapping[str, str] | None = None,
    erase: Erase = Erase.rows,
    names: Mapping[str, str] | None = None,
    known: frozenset[str] = frozenset(),
) -> tuple[dict[str, System], list[str]]:
    """The systems that the file describes, and what has no counterpart."""
    datasets, leftovers = loaded(text)
    datasets = named(datasets, names or {})
    urls = {one.key: (urls or {}).get(one.key, "env:DATABASE_URL") for one in datasets}
    drafts, decided = import_datasets(datasets, urls, facts or {}, erase=erase, known=known)
    said = listed([*leftovers, *decided])
    found = {one.system: parsed(system_text(one.content, "datasets.yml", said)) for one in drafts}
    assert [one.model_dump(by_alias=True, exclude_unset=True) for one in found.values()] == [
        System.model_validate(one.content).model_dump(by_alias=True, exclude_unset=True) for one in drafts
    ]
    return found, said


def parsed(text: str) -> System:
    value: dict[str, Any] = yaml.load(text, Loader=_Loader)
    return System.model_validate(value)


def one_dataset(*collections: str) -> str:
    """A file with dataset `d` and collections such as `a: {id: {key}, b: {to: c.id}}`, said in few words.

    A field is a list of words: `key`, `identity=KIND`, `from=COLL.FIELD`, `to=...`, `both=...`, anything else a category.
    """
    found = []
    for text in collections:
        for name, fields in yaml.load(text, Loader=_Loader).items():
            found.append({"name": name, "fields": [_field(field, words) for field, words in fields.items()]})
    return yaml.safe_dump({"dataset": [{"fides_key": "d", "collections": found}]}, sort_keys=False)


def _field(name: str, words: str | None) -> dict[str, Any]:
    meta: dict[str, Any] = {}
    categories = []
    for word in (words or "").split():
        key, equals, value = word.partition("=")
        if key == "key":
            meta["primary_key"] = True
        elif key == "identity":
            meta["identity"] = value
        elif equals:
            reference = {"dataset": "d", "field": value}
            meta.setdefault("references", []).append(reference | ({} if key == "both" else {"direction": key}))
        else:
            categories.append(word)
    return {"name": name, "data_categories": categories, "fides_meta": meta}
