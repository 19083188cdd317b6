"""YAML that remembers on which line each value stands.

A YAML 1.2 reading of plain words: `no`, `on`, `12:30` and `2020-01-01` stay text, since nobody who writes a data map means
a boolean or a number in base sixty.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

from habeas.datamap.problems import Problem, ProjectInvalid

Where = tuple[str | int, ...]


class _Loader(yaml.SafeLoader):
    """SafeLoader without the surprises of YAML 1.1."""


_Loader.yaml_implicit_resolvers = {
    first: [
        (tag, pattern)
        for tag, pattern in resolvers
        if tag not in {f"tag:yaml.org,2002:{name}" for name in ("bool", "int", "float", "timestamp")}
    ]
    for first, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
}
_Loader.add_implicit_resolver(
    "tag:yaml.org,2002:bool", re.compile(r"^(?:true|True|TRUE|false|False|FALSE)$"), list("tTfF")
)
_Loader.add_implicit_resolver("tag:yaml.org,2002:int", re.compile(r"^[-+]?(?:0|[1-9][0-9]*)$"), list("-+0123456789"))
_Loader.add_implicit_resolver("tag:yaml.org,2002:float", re.compile(r"^[-+]?[0-9]+\.[0-9]+$"), list("-+0123456789"))


@dataclass(frozen=True)
class Document:
    """A parsed file: its value and the line of every path in it."""

    file: str
    value: Any
    lines: dict[Where, int] = field(default_factory=dict)

    def line(self, where: Where) -> int:
        """The line of the nearest thing on the way to `where` that stands in the file."""
        for end in range(len(where), -1, -1):
            if where[:end] in self.lines:
                return self.lines[where[:end]]
        return 1

    def problem(self, where: Where, message: str) -> Problem:
        return Problem(self.file, self.line(where), message)


def read_yaml(path: Path, name: str) -> Document:
    """The document in `path`, shown to people as `name`.

    Raises ProjectInvalid for a file that is absent, not text, or not YAML.
    """
    try:
        text = path.read_text(encoding="utf-8")
        node = yaml.compose(text, Loader=_Loader)
    except FileNotFoundError:
        raise ProjectInvalid([Problem(name, 0, "the file is missing; `habeas init` writes a commented one")]) from None
    except UnicodeDecodeError as error:
        raise ProjectInvalid(
            [Problem(name, 0, f"byte {error.start} is not UTF-8 text; save the file as UTF-8")]
        ) from None
    except OSError as error:
        raise ProjectInvalid([Problem(name, 0, f"cannot be read: {error.strerror}")]) from None
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        what = f"not valid YAML: {error.problem or error.context}"
        raise ProjectInvalid([Problem(name, mark.line + 1 if mark else 1, what)]) from None
    except yaml.YAMLError as error:
        raise ProjectInvalid([Problem(name, 1, f"not valid YAML: {str(error).splitlines()[0]}")]) from None
    return _build(name, text, node)


def _build(name: str, text: str, node: yaml.Node | None) -> Document:
    if node is None:
        return Document(name, {})
    lines: dict[Where, int] = {}
    problems: list[Problem] = []
    _walk(node, (), lines, problems, name)
    if problems:
        raise ProjectInvalid(problems)
    try:
        value = yaml.load(text, Loader=_Loader)  # noqa: S506 (a SafeLoader)
    except (yaml.YAMLError, ValueError) as error:
        raise ProjectInvalid([Problem(name, 1, f"not valid YAML: {str(error).splitlines()[0]}")]) from None
    return Document(name, value, lines)


def _walk(node: yaml.Node, where: Where, lines: dict[Where, int], problems: list[Problem], name: str) -> None:
    lines.setdefault(where, node.start_mark.line + 1)
    if isinstance(node, yaml.MappingNode):
        seen: set[str] = set()
        for key, value in node.value:
            text = str(key.value)
            if text in seen:
                problems.append(Problem(name, key.start_mark.line + 1, f"{text!r} stands twice here; keep one"))
            seen.add(text)
            lines[(*where, text)] = key.start_mark.line + 1
            _walk(value, (*where, text), lines, problems, name)
    elif isinstance(node, yaml.SequenceNode):
        for index, value in enumerate(node.value):
            _walk(value, (*where, index), lines, problems, name)
