"""A project folder: habeas.toml, business.yml, recipients.yml, notice.yml and systems/*.yml, loaded whole or not at all."""

from __future__ import annotations

import hashlib
import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeVar

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from habeas.datamap.business import Business, Notice, Recipients, Service
from habeas.datamap.problems import Problem, ProjectInvalid
from habeas.datamap.source import Document, Where, read_yaml
from habeas.datamap.tables import System

Model = TypeVar("Model", bound=BaseModel)


@dataclass(frozen=True)
class Project:
    """Everything a business wrote down. `version` changes with every change of the data map."""

    folder: Path
    service: Service
    business: Business
    recipients: Recipients
    notice: Notice
    systems: Mapping[str, System]
    documents: Mapping[str, Document]  # system -> its file, for messages with lines
    version: str
    files: Mapping[str, Document] = field(default_factory=dict)  # business.yml and its like, for the same


def load_project(folder: Path) -> Project:
    """The project in `folder`. Raises ProjectInvalid with every problem of every file at once."""
    if not folder.is_dir():
        raise ProjectInvalid([Problem(str(folder), 0, "no such folder; `habeas init DIR` makes a project there")])
    problems: list[Problem] = []
    service = _collect(problems, lambda: _read_service(folder))
    files: dict[str, Document] = {}
    business = _collect(problems, lambda: _read(folder, "business.yml", Business, files))
    recipients = _collect(problems, lambda: _read(folder, "recipients.yml", Recipients, files))
    notice = _collect(problems, lambda: _read(folder, "notice.yml", Notice, files))
    systems, documents = _read_systems(folder, problems)
    if problems or service is None or business is None or recipients is None or notice is None:
        raise ProjectInvalid(problems)
    return Project(folder, service, business, recipients, notice, systems, documents, _version(systems), files)


def _read_systems(folder: Path, problems: list[Problem]) -> tuple[dict[str, System], dict[str, Document]]:
    systems: dict[str, System] = {}
    documents: dict[str, Document] = {}
    paths = sorted((folder / "systems").glob("*.yml"))
    if not paths:
        problems.append(
            Problem("systems", 0, "no system file; expected systems/NAME.yml, one for each system of the business")
        )
    for path in paths:
        name = f"systems/{path.name}"
        try:
            document = read_yaml(path, name)
            system = parse(document, System)
        except ProjectInvalid as error:
            problems.extend(error.problems)
            continue
        if system.system in systems:
            problems.append(document.problem(("system",), f"a second system named {system.system!r}; names are unique"))
        systems[system.system] = system
        documents[system.system] = document
    return systems, documents


def _read(folder: Path, name: str, model: type[Model], files: dict[str, Document]) -> Model:
    files[name] = read_yaml(folder / name, name)
    return parse(files[name], model)


def _read_service(folder: Path) -> Service:
    path = folder / "habeas.toml"
    try:
        value = tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise ProjectInvalid(
            [Problem("habeas.toml", 0, "the file is missing; `habeas init` writes a commented one")]
        ) from None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise ProjectInvalid([Problem("habeas.toml", 0, f"not valid TOML: {error}")]) from None
    return parse(Document("habeas.toml", value), Service)


def _collect(problems: list[Problem], read: Callable[[], Model]) -> Model | None:
    try:
        return read()
    except ProjectInvalid as error:
        problems.extend(error.problems)
        return None


def parse(document: Document, model: type[Model]) -> Model:
    """The document as a model. Raises ProjectInvalid with a line for everything that does not fit."""
    if not isinstance(document.value, dict):
        raise ProjectInvalid(
            [Problem(document.file, 1, "expected keys and values (`key: value`) at the top of the file")]
        )
    try:
        return model.model_validate(document.value)
    except ValidationError as error:
        found = {(_where(detail), _message(detail)): None for detail in error.errors()}
        raise ProjectInvalid([document.problem(where, message) for where, message in found]) from None


def _where(detail: ErrorDetails) -> Where:
    return tuple(detail["loc"])


def _message(detail: ErrorDetails) -> str:
    key = next((str(part) for part in reversed(detail["loc"]) if isinstance(part, str)), "the file")
    match detail["type"]:
        case "extra_forbidden":
            return f"unknown key {key!r}; remove it or mend its spelling"
        case "missing":
            return f"{key!r} is missing"
        case "value_error":
            return f"{key}: {detail['msg'].removeprefix('Value error, ')}"
        case _:
            found = detail["input"]
            shown = repr(found) if isinstance(found, str | int | float | bool | None) else type(found).__name__
            return f"{key}: {detail['msg'][0].lower()}{detail['msg'][1:]} (found {shown})"


def _version(systems: Mapping[str, System]) -> str:
    """A digest of what the data map says, whatever its comments and order of keys."""
    text = "".join(systems[name].model_dump_json(by_alias=True, exclude_unset=True) for name in sorted(systems))
    return hashlib.sha256(text.encode()).hexdigest()[:16]
