"""What the columns of a table of files are, by what DuckDB says of them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from habeas.datamap.facts import ColumnFacts
from habeas.stores.files.layout import Layout

_FAMILIES = {
    "BOOLEAN": "boolean", "DATE": "date", "TIME": "time", "UUID": "uuid", "BLOB": "binary", "JSON": "json",
    "VARCHAR": "text", "FLOAT": "decimal", "DOUBLE": "decimal",
}  # fmt: skip


def described(kinds: Mapping[str, str], layouts: Iterable[Layout]) -> dict[str, ColumnFacts]:
    """The columns of a table whose types DuckDB calls so."""
    required = _required(layouts)
    return {name: _column(name, kind, name.lower() not in required) for name, kind in kinds.items()}


def _required(layouts: Iterable[Layout]) -> set[str]:
    """Columns that some Parquet file declares as never null; DuckDB does not tell."""
    schemas = (layout.schema for layout in layouts if layout.schema is not None)
    return {field.name.lower() for schema in schemas for field in schema if not field.nullable}


def _column(name: str, kind: str, nullable: bool = True) -> ColumnFacts:
    if kind.endswith("[]"):
        return ColumnFacts(name, kind, "array", nullable, element=_column(name, kind.removesuffix("[]")))
    return ColumnFacts(name, kind, _family(kind), nullable)


def _family(kind: str) -> str:
    base = kind.split("(")[0]
    if base.startswith("TIMESTAMP"):
        return "datetime"
    if base.endswith("INT") or base.endswith("INTEGER"):
        return "integer"
    return "decimal" if base == "DECIMAL" else _FAMILIES.get(base, "other")
