"""Who gives a command."""

from __future__ import annotations

import getpass


def actor(name: str = "") -> str:
    """How the ledger names whoever works on the command line."""
    try:
        return f"command line:{name or getpass.getuser()}"[:80]
    except (OSError, KeyError):
        return "command line:unknown"
