"""Imports run one way, modules stay small, and the docs name every command."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
SOURCE = ROOT / "src" / "habeas"

# What each package may import of ours. Upper floors see lower ones, never the reverse.
ALLOWED = {
    "law": set(),
    "proofs": set(),
    "datamap": set(),
    "delivery": set(),
    "stores": {"datamap"},
    "engine": {"datamap", "stores"},
    "matching": {"datamap", "stores", "engine"},
    "web": {"law", "proofs", "datamap", "delivery", "stores", "engine", "matching"},
    "cli": {"law", "proofs", "datamap", "delivery", "stores", "engine", "matching", "web"},
}
STANDARD_LIBRARY_ONLY = {"law"}
WITHOUT_DJANGO = set(ALLOWED) - {"web", "cli"}
FORBIDDEN_NAMES = {"utils", "helpers", "common", "manager", "handler", "base", "util", "misc"}


def modules() -> list[Path]:
    return sorted(path for path in SOURCE.rglob("*.py") if "migrations" not in path.parts)


def imports(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            yield node.module


def package(path: Path) -> str:
    return path.relative_to(SOURCE).parts[0]


@pytest.mark.parametrize("path", modules(), ids=lambda path: str(path.relative_to(SOURCE)))
def test_a_module_imports_only_from_floors_below(path: Path) -> None:
    own = package(path)
    if own not in ALLOWED:
        return  # the package's own __init__
    for name in imports(path):
        parts = name.split(".")
        if parts[0] == "habeas" and len(parts) > 1:
            assert parts[1] in ALLOWED[own] | {own}, f"{own} may not import {name}"
        if own in WITHOUT_DJANGO:
            assert parts[0] != "django", f"{own} may not import Django"


@pytest.mark.parametrize("path", sorted((SOURCE / "law").rglob("*.py")), ids=lambda path: path.stem)
def test_the_law_needs_the_standard_library_only(path: Path) -> None:
    import sys

    for name in imports(path):
        assert name.split(".")[0] in sys.stdlib_module_names | {"habeas"}, name


def test_doors_hold_no_models_and_services_no_views() -> None:
    for door in ("portal", "console"):
        assert not (SOURCE / "web" / door / "models.py").exists()
    for path in (SOURCE / "web" / "requests").rglob("*.py"):
        for name in imports(path):
            assert not name.startswith(("habeas.web.portal", "habeas.web.console", "habeas.cli")), f"{path}: {name}"


def test_only_what_runs_a_plan_changes_data() -> None:
    for path in (SOURCE / "engine").glob("*.py"):
        calls = {
            node.func.attr
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute)
        }
        if path.name not in ("execute.py", "correct_run.py"):
            assert not calls & {"delete", "mask", "writing"}, path.name


@pytest.mark.parametrize("path", modules(), ids=lambda path: str(path.relative_to(SOURCE)))
def test_a_module_is_named_for_its_topic_and_stays_readable(path: Path) -> None:
    assert path.stem not in FORBIDDEN_NAMES
    assert len(path.read_text(encoding="utf-8").splitlines()) <= 400, "split it by topic"


def test_the_reference_names_every_command() -> None:
    from habeas.cli.app import app

    text = (ROOT / "docs" / "commands.md").read_text(encoding="utf-8")
    names = [command.name or command.callback.__name__ for command in app.registered_commands if command.callback]
    for group in app.registered_groups:
        assert group.typer_instance is not None
        names += [
            f"{group.name} {command.name or command.callback.__name__}"
            for command in group.typer_instance.registered_commands
            if command.callback
        ]
    for name in names:
        assert f"habeas {name}" in text, f"docs/commands.md does not name `habeas {name}`"


def test_the_reference_names_every_setting() -> None:
    from habeas.datamap import business

    text = (ROOT / "docs" / "settings.md").read_text(encoding="utf-8")
    named = (business.Service, business.Requests, business.Notary, business.Signals, business.WebsiteLink)
    for model in (*named, business.Contract, business.Recipient, business.Notice, business.NoticeCategory):
        for name in model.model_fields:
            assert f"`{name}`" in text, f"docs/settings.md does not name `{name}` of {model.__name__}"


def test_no_index_address_and_no_machine_path_is_committed() -> None:
    for path in (ROOT / "requirements").glob("*.txt"):
        text = path.read_text(encoding="utf-8")
        assert "--hash=sha256:" in text
        assert not re.search(r"https?://|--index-url|--find-links", text), path.name
