"""Names inside the package: harmless on every system, and each used once."""

import re

_OTHER = re.compile(r"[^A-Za-z0-9_-]+")
_LONGEST = 60


def part_of_name(name: str) -> str:
    """Keep what is safe in a file name everywhere.

    >>> part_of_name("../public.claims")
    'public_claims'
    """
    return _OTHER.sub("_", name).strip("_-")[:_LONGEST] or "unnamed"


def csv_name(system: str, table: str, taken: set[str]) -> str:
    """Return a new name for the table's file and remember it in `taken`; case alone does not make it another."""
    stem = f"{part_of_name(system)}.{part_of_name(table)}"
    if stem.split(".")[0].casefold() in {"con", "prn", "aux", "nul", "com1", "lpt1"}:
        stem = f"_{stem}"
    name, number = f"csv/{stem}.csv", 2
    while name.casefold() in taken:
        name, number = f"csv/{stem}-{number}.csv", number + 1
    taken.add(name.casefold())
    return name
