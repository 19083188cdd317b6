"""What each store knows, as the tests show it: `@pytest.mark.store_knows("links: keys of several columns")`.

The word before the colon is a section of `docs/reference/stores.md`. The stores follow from the test's parameters and
fixtures; a test of another one names it: `store_knows("limits: ...", stores=("Parquet",))`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest

from habeas.stores.sql.dialects import COMPILED
from habeas.stores.sql.dialects.compiled import Compiled

PAGE = Path(__file__).parents[1] / "docs" / "reference" / "stores.md"
SECTIONS = ("links", "fates", "masks", "constraints", "faults", "limits", "types")
STORES = {
    "sqlite": "SQLite",
    "postgres": "PostgreSQL",
    "postgresql": "PostgreSQL",
    "new_database": "PostgreSQL",
    "own_postgres": "PostgreSQL",
    "mariadb": "MariaDB",
    "own_mariadb": "MariaDB",
    "new_mariadb": "MariaDB",
    "parquet": "Parquet",
    "csv": "CSV",
    "json": "JSON",
}
COLUMNS = tuple(dict.fromkeys(STORES.values()))
Shown = tuple[str, str, str]  # section, what, store
SHOWN = pytest.StashKey[list[Shown]]()

HEAD = """# What each store knows

Each "yes" is a test that passed on that store; an empty cell means that no test shows it, not that it fails. Written by
`make stores-reference` from the tests marked `store_knows`; do not edit.
"""

COMPILED_HEAD = """## Compiled, not run here

No test starts these databases. Their statements are compiled, compared as text with files that were read, and parsed by another
program (`tests/golden/compiled`). With the package installed, Habeas reads them and shows the SQL of a change; it makes none there,
and `habeas check` warns. Masks: null, constant, keyed hash, first day of the year or month, postal area; others, arrays of
identifiers and changes inside JSON are refused.

| | package | how the keys of a batch travel |
|---|---|---|"""


def shown_by(item: pytest.Item) -> Iterator[Shown]:
    """What a test shows about which stores."""
    for mark in item.iter_markers("store_knows"):
        [told] = mark.args
        section, _, what = str(told).partition(": ")
        if section not in SECTIONS or not what:
            raise pytest.UsageError(f"{item.nodeid}: store_knows({told!r}); expected '{'|'.join(SECTIONS)}: WHAT'")
        stores = mark.kwargs.get("stores") or _stores(item)
        if not stores or not set(stores) <= set(COLUMNS):
            raise pytest.UsageError(f"{item.nodeid}: store_knows names no store; add stores=({COLUMNS[0]!r},)")
        yield from ((section, what, store) for store in stores)


def _stores(item: pytest.Item) -> set[str]:
    """A parameter decides, for a test that runs on several stores; else its fixtures do."""
    call = getattr(item, "callspec", None)
    named = [value for value in call.params.values() if isinstance(value, str)] if call else []
    chosen = {STORES[name] for name in named if name in STORES}
    return chosen or {STORES[name] for name in getattr(item, "fixturenames", ()) if name in STORES}


def page(shown: Iterable[Shown]) -> str:
    """The whole reference page."""
    found = set(shown)
    parts = [HEAD]
    for section in SECTIONS:
        rows = sorted({what for own, what, _ in found if own == section})
        if rows:
            parts.append(f"## {section.capitalize()}\n\n{_table(section, rows, found)}\n")
    return "\n".join([*parts, COMPILED_HEAD, *map(_compiled, COMPILED.values())]) + "\n"


def _compiled(dialect: Compiled) -> str:
    how = " ".join(str(type(dialect).__doc__).split())
    return f"| {dialect.title} | `{dialect.package}` | {how} |"


def _table(section: str, rows: Iterable[str], found: set[Shown]) -> str:
    lines = [f"| | {' | '.join(COLUMNS)} |", f"|---|{'---|' * len(COLUMNS)}"]
    for what in rows:
        cells = ("yes" if (section, what, store) in found else "" for store in COLUMNS)
        lines.append(f"| {what} | {' | '.join(cells)} |")
    return "\n".join(lines)


def rows_of(text: str) -> Iterator[Shown]:
    """What a page says."""
    section = ""
    for line in text.splitlines():
        if line.startswith("## "):
            section = line.removeprefix("## ").lower()
        elif section in SECTIONS and line.startswith("| "):
            what, *cells = (cell.strip() for cell in line.split("|")[1:-1])
            yield from ((section, what, store) for store, cell in zip(COLUMNS, cells, strict=True) if cell == "yes")
