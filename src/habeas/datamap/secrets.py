"""References to values that must not stand in a file: `env:NAME` and `file:PATH`."""

from __future__ import annotations

import os
from pathlib import Path

from habeas.datamap.problems import DataMapError


class SecretMissing(DataMapError):
    """A referenced secret is not there."""


def dereference(reference: str, folder: Path) -> str:
    """The value that `reference` stands for; a text without a known prefix stands for itself.

    Raises SecretMissing when the variable or the file is absent.
    """
    kind, _, name = reference.partition(":")
    if kind == "env":
        if name not in os.environ:
            raise SecretMissing(
                f"the environment variable {name} is not set, but {reference!r} asks for it; set it and try again"
            )
        return os.environ[name]
    if kind == "file":
        try:
            return (folder / name).read_text(encoding="utf-8").strip()
        except OSError as error:
            raise SecretMissing(
                f"{reference!r} cannot be read ({error.strerror}); create the file or change the reference"
            ) from None
    return reference
