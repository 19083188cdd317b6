"""A system file, and a file of datasets, as people like to read them: one column a line."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import yaml

WIDTH = 116


def system_text(content: Mapping[str, Any], origin: str, leftovers: Sequence[str]) -> str:
    """The system file, with what has no counterpart as comments at its head."""
    lines = [f"# Imported from {origin}.", *_comments(leftovers)]
    head = {name: value for name, value in content.items() if name != "tables"}
    lines.append(yaml.safe_dump(head, sort_keys=False, allow_unicode=True, width=10**9).rstrip())
    lines += ["", "tables:"] if content["tables"] else ["", "tables: {}"]
    for name, table in content["tables"].items():
        lines += ["", *_table(name, table)] if "columns" in table else [f"  {inline(name)}: {inline(table)}"]
    return "\n".join(lines) + "\n"


def _table(name: str, table: Mapping[str, Any]) -> Iterator[str]:
    yield f"  {inline(name)}:"
    for key, value in table.items():
        if key != "columns" or not value:
            yield f"    {key}: {inline(value)}"
            continue
        yield "    columns:"
        for column, keys in value.items():
            yield f"      {inline(column)}: {inline(keys)}"


def dataset_text(content: Mapping[str, Any], leftovers: Sequence[str]) -> str:
    """A file of Fides datasets."""
    body = yaml.safe_dump(content, sort_keys=False, allow_unicode=True, width=WIDTH)
    return "\n".join([*_comments(leftovers), body])


def _comments(leftovers: Sequence[str]) -> list[str]:
    if not leftovers:
        return []
    lines = ["# Without counterpart, or decided on the way:"]
    for text in leftovers:
        lines += textwrap.wrap(
            text, WIDTH, initial_indent="# * ", subsequent_indent="#   ", break_long_words=False, break_on_hyphens=False
        )
    return lines


def inline(value: Any) -> str:
    """A value on one line.

    >>> inline({"category": ["A", "B"], "erase": None})
    '{category: [A, B], erase: null}'
    """
    text: str = yaml.safe_dump([value], default_flow_style=True, sort_keys=False, allow_unicode=True, width=10**9)
    return text.strip()[1:-1]
