"""Facts in, facts out for files: the same tables as Parquet, CSV or JSON, each in two folders."""

from __future__ import annotations

import csv
import json
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import yaml
from engine.world import World

from habeas.datamap.source import _Loader
from habeas.datamap.tables import System

Value = str | int | date | dict[str, Any] | None  # a document is a text where the format knows no documents
FORMATS = {"parquet": (".parquet", ".parquet"), "csv": (".csv", ".csv"), "json": (".json", ".jsonl")}  # by folder


@dataclass
class Lake:
    """A folder of files in one format. Values are read back as texts: that is what all formats know."""

    folder: Path
    kind: str
    made: list[World] = field(default_factory=list)

    def fill(self, table: str, columns: str, *rows: tuple[Value, ...]) -> None:
        for part in range(2):
            path = self.folder / table / f"part={part}" / f"rows{FORMATS[self.kind][part]}"
            path.parent.mkdir(parents=True, exist_ok=True)
            self._write(path, columns.split(), rows, rows[part::2])

    def _write(
        self, path: Path, names: list[str], every: tuple[tuple[Value, ...], ...], rows: tuple[tuple[Value, ...], ...]
    ) -> None:
        if self.kind == "parquet":
            whole = pa.table({name: [_plain(row[at]) for row in every] for at, name in enumerate(names)})
            records = [dict(zip(names, map(_plain, row), strict=True)) for row in rows]
            pq.write_table(pa.Table.from_pylist(records, whole.schema), path)
        elif self.kind == "csv":
            with path.open("w", newline="") as out:
                csv.writer(out, lineterminator="\n").writerows([names, *(map(_plain, row) for row in rows)])
        else:
            plain = [[str(value) if isinstance(value, date) else value for value in row] for row in rows]
            records = [json.dumps(dict(zip(names, row, strict=True))) for row in plain]
            lines = "".join(f"{one}\n" for one in records)
            path.write_text(f"[{', '.join(records)}]" if path.suffix == ".json" else lines)

    def rows(self, table: str) -> list[tuple[str | None, ...]]:
        found = [row for path in sorted((self.folder / table).rglob("rows.*")) for row in self._read(path)]
        return sorted(
            (tuple(None if value is None else str(_plain(value)) for value in row) for row in found),
            key=lambda row: str(row[0]),
        )

    def _read(self, path: Path) -> list[tuple[object, ...]]:
        if self.kind == "parquet":
            return [tuple(record.values()) for record in pq.read_table(path, partitioning=None).to_pylist()]
        if self.kind == "csv":
            with path.open(newline="") as source:
                return [tuple(value or None for value in row) for row in list(csv.reader(source))[1:]]
        text = path.read_text()
        records = json.loads(text) if path.suffix == ".json" else map(json.loads, text.splitlines())
        return [tuple(record.values()) for record in records]

    def everything(self) -> dict[str, bytes]:
        paths = (path for path in self.folder.rglob("*") if path.is_file())
        return {path.relative_to(self.folder).as_posix(): path.read_bytes() for path in paths}

    def system(self, tables: str, name: str = "main") -> System:
        """The data map of the folder; `tables` is the YAML below `tables:`, without paths."""
        read = yaml.load(tables, Loader=_Loader)
        for table, own in read.items():
            own["path"] = f"{table}/*/rows.*"
        return System.model_validate({"system": name, "title": "Test", "files": ".", "tables": read})

    def world(self, tables: str, *others: System) -> World:
        self.made.append(World([self.system(tables), *others], self.folder))
        return self.made[-1]


def _plain(value: Any) -> Any:
    return json.dumps(value) if isinstance(value, dict) else value
