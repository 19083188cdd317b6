"""Reads a file of Fides datasets as people write it: `dataset:` with a list, or one dataset, nested fields and all."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from habeas.datamap.fides.leftovers import Leftover
from habeas.datamap.problems import ProjectInvalid
from habeas.datamap.source import Document, Where

PLACEHOLDER = re.compile(r"^<\w+>$")

# Keys of the format that the data map has no word for.
WITHOUT_COUNTERPART = {
    "description": "descriptions; the data map has titles only",
    "length": "lengths; the database's own are used",
    "data_type": "data types; the database's own are used",
    "return_all_elements": "`return_all_elements`; an array is delivered and erased whole",
    "after": "order of reading; the links decide",
    "erase_after": "order of erasing; the database's foreign keys decide",
    "partitioning": "partitioning; the database's own is used",
    "namespace": "namespace; tables are those of the connection's default schema",
    "custom_request_field": "custom request fields; they choose rows but identify nobody",
    "redact": "redacted names; reports show tables and columns by name",
    "data_uses": "data uses; write the purposes in plain words as `purposes` of the table",
    "data_purposes": "data uses; write the purposes in plain words as `purposes` of the table",
    "data_subjects": "data subjects; `subject` says whose rows they are",
    "tags": "tags, meta and organisation",
    "meta": "tags, meta and organisation",
    "organization_fides_key": "tags, meta and organisation",
    "resource_id": "tags, meta and organisation",
}
META = ("fides_meta", "fidesops_meta")
OF_META = frozenset({
    "identity", "primary_key", "references", "read_only", "masking_strategy_override", "skip_processing", "data_type", "length",
    "return_all_elements", "custom_request_field", "after", "erase_after", "partitioning", "namespace", "resource_id", "redact",
})  # fmt: skip


@dataclass(frozen=True)
class Reference:
    dataset: str
    collection: str
    path: tuple[str, ...]
    direction: str | None  # "from": values come from there; "to": they lead there; None: both


@dataclass(frozen=True)
class Override:
    strategy: str
    configuration: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class DatasetField:
    name: str
    categories: tuple[str, ...] = ()
    identity: str | None = None
    primary_key: bool = False
    references: tuple[Reference, ...] = ()
    data_type: str = ""
    read_only: bool = False
    override: Override | None = None
    fields: tuple[DatasetField, ...] = ()


@dataclass(frozen=True)
class Collection:
    name: str
    fields: tuple[DatasetField, ...]
    skipped: bool = False
    deletes: bool = False

    @property
    def primary_key(self) -> tuple[str, ...]:
        return tuple(one.name for one in self.fields if one.primary_key)


@dataclass(frozen=True)
class Dataset:
    key: str
    title: str
    collections: tuple[Collection, ...]

    @property
    def is_placeholder(self) -> bool:
        return PLACEHOLDER.match(self.key) is not None


def read_datasets(document: Document) -> tuple[tuple[Dataset, ...], tuple[Leftover, ...]]:
    """The datasets of a file. Raises ProjectInvalid with the line of what is not of the format."""
    reader = _Reader(document, [])
    found = tuple(reader.dataset(value, where) for value, where in reader.datasets())
    return found, tuple(reader.leftovers)


@dataclass
class _Reader:
    document: Document
    leftovers: list[Leftover]

    def datasets(self) -> Iterator[tuple[Any, Where]]:
        top, where = self.document.value, ()
        if isinstance(top, dict) and "fides_key" not in top:
            self._rest(top, ("dataset",), self.document.file)
            if not top.get("dataset"):
                raise self._wrong((), "expected `dataset:` with a list of Fides datasets")
            top, where = top["dataset"], ("dataset",)  # type: ignore[assignment]
        if isinstance(top, dict):
            yield top, where
        else:
            for index, value in enumerate(self._list(top, where)):
                yield value, (*where, index)

    def dataset(self, value: Any, where: Where) -> Dataset:
        key = self._text(value, "fides_key", where)
        meta = self._meta(value, where)
        collections = []
        for index, one in enumerate(self._list(value.get("collections"), (*where, "collections"))):
            at = (*where, "collections", index)
            collections.append(self._collection(one, at, key, self._categories(value, where)))
        self._distinct([one.name for one in collections], (*where, "collections"))
        self._rest(value, ("fides_key", "name", "collections", "data_categories", *META), key)
        self._rest(meta, (), key, in_meta=True)
        return Dataset(key, str(value.get("name") or key), tuple(collections))

    def _collection(self, value: Any, where: Where, dataset: str, inherited: tuple[str, ...]) -> Collection:
        name = self._text(value, "name", where)
        place = f"{dataset}.{name}"
        meta = self._meta(value, where)
        categories = (*inherited, *self._categories(value, where))
        fields = self._fields(value, where, place, categories)
        override = self._override(meta, where)
        if override is not None and override.strategy != "delete":
            self.leftovers.append(
                Leftover(f"collection masked by `{override.strategy}`; only `delete` is known", place)
            )
        self._rest(value, ("name", "fields", "data_categories", *META), place)
        self._rest(meta, ("skip_processing", "masking_strategy_override"), place, in_meta=True)
        deletes = override is not None and override.strategy == "delete"
        return Collection(name, fields, _is_true(meta.get("skip_processing")), deletes)

    def _fields(self, value: Any, where: Where, place: str, inherited: tuple[str, ...]) -> tuple[DatasetField, ...]:
        found = []
        for index, one in enumerate(self._list(value.get("fields"), (*where, "fields"))):
            found.append(self._field(one, (*where, "fields", index), place, inherited))
        self._distinct([one.name for one in found], (*where, "fields"))
        return tuple(found)

    def _field(self, value: Any, where: Where, above: str, inherited: tuple[str, ...]) -> DatasetField:
        name = self._text(value, "name", where)
        place = f"{above}.{name}"
        meta = self._meta(value, where)
        self._rest(value, ("name", "fields", "data_categories", *META), place)
        known = ("identity", "primary_key", "references", "read_only", "masking_strategy_override")
        self._rest(meta, known, place, in_meta=True)
        categories = tuple(dict.fromkeys((*inherited, *self._categories(value, where))))
        return DatasetField(
            name,
            categories,
            str(meta["identity"]) if meta.get("identity") else None,
            _is_true(meta.get("primary_key")),
            tuple(self._references(meta, where, place)),
            str(meta.get("data_type") or ""),
            _is_true(meta.get("read_only")),
            self._override(meta, where),
            self._fields(value, where, place, inherited) if value.get("fields") else (),
        )

    def _references(self, meta: Mapping[str, Any], where: Where, place: str) -> Iterator[Reference]:
        for one in self._list(meta.get("references") or [], where):
            dataset, path = self._text(one, "dataset", where), self._text(one, "field", where).split(".")
            direction = one.get("direction")
            if len(path) < 2 or direction not in ("from", "to", None):
                raise self._wrong(
                    where, f"reference of {place}: expected field COLLECTION.FIELD and direction `from`, `to` or none"
                )
            self._rest(one, ("dataset", "field", "direction"), place)
            yield Reference(dataset, path[0], tuple(path[1:]), direction)

    def _override(self, meta: Mapping[str, Any], where: Where) -> Override | None:
        value = meta.get("masking_strategy_override")
        if not value:
            return None
        return Override(self._text(value, "strategy", where), value.get("configuration") or {})

    def _categories(self, value: Mapping[str, Any], where: Where) -> tuple[str, ...]:
        return tuple(str(one) for one in self._list(value.get("data_categories") or [], where))

    def _meta(self, value: Mapping[str, Any], where: Where) -> Mapping[str, Any]:
        """`fides_meta`, or the name it had before."""
        meta: Any = next((value[name] for name in META if value.get(name)), {})
        if not isinstance(meta, dict):
            raise self._wrong((*where, "fides_meta"), "fides_meta: expected keys and values")
        return meta

    def _rest(self, value: Mapping[str, Any], known: tuple[str, ...], place: str, *, in_meta: bool = False) -> None:
        """List the keys that nothing reads; Fides does not read them either where they stand in the wrong place."""
        for name in value:
            if name in known or value[name] in (None, [], {}, False):
                continue
            why = f"key `{name}`, which does not belong there and is not read"
            if (name in OF_META) is in_meta:
                why = WITHOUT_COUNTERPART.get(name, why)
            self.leftovers.append(Leftover(why, place))

    def _text(self, value: Any, name: str, where: Where) -> str:
        if not isinstance(value, dict) or value.get(name) in (None, "") or isinstance(value[name], dict | list):
            raise self._wrong(where, f"expected keys and values, among them `{name}`")
        return str(value[name])

    def _list(self, value: Any, where: Where) -> list[Any]:
        if not isinstance(value, list):
            raise self._wrong(where, f"{where[-1] if where else 'the file'}: expected a list")
        return value

    def _distinct(self, names: list[str], where: Where) -> None:
        twice = sorted({name for name in names if names.count(name) > 1})
        if twice:
            raise self._wrong(where, f"{', '.join(twice)}: named twice; names are unique")

    def _wrong(self, where: Where, message: str) -> ProjectInvalid:
        return ProjectInvalid([self.document.problem(where, message)])


def _is_true(value: object) -> bool:
    return value is True or str(value).lower() in ("true", "yes", "on")
