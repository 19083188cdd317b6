"""`habeas demo`: the example business, ready to try."""

from __future__ import annotations

import importlib.util
import json
import os
import secrets
from pathlib import Path
from typing import Any

import typer
from rich.console import Console

from habeas.cli.application import project_folder, start
from habeas.cli.errors import CommandFailed
from habeas.cli.keys import make_keys, write_secret
from habeas.cli.serving import port_wanted, run_server


def register(app: typer.Typer) -> None:
    app.command()(demo)


def demo() -> None:
    """Build the example business if it is not there yet, and serve it. What happened in it stays."""
    folder = project_folder()
    os.environ["HABEAS_PORT"] = str(port_wanted())
    _build(folder)
    start()
    from django.conf import settings

    if not settings.DEMO:
        raise CommandFailed(f"{folder} is not a demonstration (insecure_demo_mode in habeas.toml); use `habeas serve`")
    password = _staff(folder)
    run_server("127.0.0.1", int(os.environ["HABEAS_PORT"]), True, lambda: _say(folder, password))


def _build(folder: Path) -> None:
    """Data and keys of the example, once."""
    generator = folder / "generate.py"
    if not generator.is_file():
        raise CommandFailed(
            f"{folder} has no generate.py; name the example with --project, for example -p examples/insurer"
        )
    make_keys(folder, "127.0.0.1/habeas")
    if not (folder / "data" / "demo-people.json").exists():
        Console(stderr=True).print("Building the example business (about 5,000 people) ...")
        spec = importlib.util.spec_from_file_location("habeas_example", generator)
        assert spec is not None and spec.loader is not None
        module = importlib.util.module_from_spec(spec)
        import sys

        sys.modules[spec.name] = module
        spec.loader.exec_module(module)
        module.generate(folder)


def _staff(folder: Path) -> str:
    """The demo accounts, one a role, with one password made for this machine."""
    from habeas.web.accounts.permissions import Role, add_staff

    path = folder / "keys" / "demo-password"
    if not path.exists():
        write_secret(path, f"poppy-{secrets.token_hex(5)}")
    password = path.read_text(encoding="ascii").strip()
    for role in Role:
        add_staff(role.value.replace(" ", "-"), password, role)
    return password


def _say(folder: Path, password: str) -> None:
    base = f"http://127.0.0.1:{os.environ['HABEAS_PORT']}"
    people: list[dict[str, Any]] = json.loads((folder / "data" / "demo-people.json").read_text(encoding="utf-8"))
    lines = [
        "",
        f"  Public page    {base}/",
        f"  Letters        {base}/outbox/   (nothing is really sent)",
        f"  Staff console  {base}/staff/   user: analyst   password: {password}",
        "                 (also: privacy-officer, auditor, administrator, with the same password)",
        "",
        "  Two people to try:",
    ]
    for person in people:
        lines += [
            f"    {person['given_name']} {person['family_name']}, born {person['birth_date']}, {person['email']}, {person['phone']},",
            f"      {person['street']}, {person['postal_code']} {person['city']}",
            f"      {person['what']}",
        ]
    mail = people[-1]["email"]
    where = os.path.relpath(folder)
    command = f".venv/bin/habeas -p {where}"
    lines += [
        "",
        "  To try next, in another terminal:",
        f"    {command} erase --email {mail} --explain",
        f"    {command} know --email {people[0]['email']} --out /tmp/answer",
        f"    {command} requests",
        "",
        "  Ctrl-C stops it. What happened stays; delete the folders data, var and keys of the example to begin anew.",
        "",
    ]
    typer.echo("\n".join(lines))
