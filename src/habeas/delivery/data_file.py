"""The file another program reads: data.json, described by the published JSON Schema; 1798.130(a)(3)(B)(iii)."""

import json
from collections.abc import Iterator, Sequence
from dataclasses import asdict
from importlib.resources import files

from habeas.delivery.dossier import Column, Dossier
from habeas.delivery.outline import by_system, described, withheld
from habeas.delivery.tables import Written

FORMAT = "habeas-data-package"
VERSION = 1
# The lines between which the rows of a table stand, one a line; no text in JSON can contain a line end.
ROWS_BEGIN = '"rows": ['
ROWS_END = "]"
_ENCODER = json.JSONEncoder(ensure_ascii=False)


def schema_text() -> str:
    """Return the JSON Schema (draft 2020-12) of data.json."""
    return files("habeas.delivery").joinpath("data-package.schema.json").read_text(encoding="utf-8")


def data_file(dossier: Dossier, tables: Sequence[Written]) -> Iterator[str | Written]:
    """Yield the file piece by piece; a table stands for its rows, which the caller copies in."""
    yield "{\n"
    for name, value in _facts(dossier, tables).items():
        yield f"{_json(name)}: {_json(value)},\n"
    yield '"systems": [\n'
    for place, (system, group) in enumerate(by_system(tables).items()):
        yield ",\n" if place else ""
        yield f'{{"name": {_json(system)}, "title": {_json(group[0].table.system_title)}, "tables": [\n'
        for number, written in enumerate(group):
            yield ",\n" if number else ""
            yield from _table(written)
        yield "\n]}"
    yield "\n]\n}\n"


def _facts(dossier: Dossier, tables: Sequence[Written]) -> dict[str, object]:
    return {
        "format": FORMAT,
        "version": VERSION,
        "reference": dossier.reference,
        "business": dossier.business_name,
        "prepared_on": dossier.prepared_on.isoformat(),
        "window": dossier.window,
        "rights": list(dossier.rights),
        "contact": dossier.contact,
        "checkpoint": dossier.checkpoint,
        "category_titles": dict(dossier.category_titles),
        "answer_by_category": [asdict(part) for part in dossier.parts],
        "withheld": [asdict(one) for one in withheld(dossier, tables)],
        "not_searched": [asdict(one) for one in dossier.not_searched],
        "on_file_not_shown": [asdict(one) for one in described(tables)],
    }


def _table(written: Written) -> Iterator[str | Written]:
    table = written.table
    facts = {
        "name": table.name,
        "title": table.title,
        "csv": written.csv_name,
        "sources": list(table.sources),
        "purposes": list(table.purposes),
        "withheld": table.withheld,
        "withheld_basis": table.withheld_basis,
        "row_count": written.rows,
        "taken_out": dict(written.taken_out),
        "columns": [_column(column) for column in written.columns],
    }
    yield "{" + "".join(f"{_json(name)}: {_json(value)},\n" for name, value in facts.items())
    yield f"{ROWS_BEGIN}\n"
    yield written
    yield f"\n{ROWS_END}\n}}"


def _column(column: Column) -> dict[str, object]:
    return {
        "name": column.name,
        "label": column.label or column.name,
        "categories": list(column.categories),
        "sensitive": list(column.sensitive),
        "disposition": column.disposition.value,
        "description": column.description,
    }


def _json(value: object) -> str:
    return _ENCODER.encode(value)
