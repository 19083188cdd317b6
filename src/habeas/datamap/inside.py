"""Names of what lies inside a column: a path into JSON, or each element of an array.

`payload.$.customer.id` is a member, `member_ids[*]` each element of a column, `payload.$.members[*].id` a member of each
element of an array in JSON.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

Step = str | int

STEP = re.compile(r"""\.(?P<name>\w[\w-]*)|\."(?P<quoted>[\w .:/-]+)"|\[(?P<number>[0-9]+)\]|(?P<each>\[\*\])""")
PLACE = re.compile(r"^(?P<column>.+?)(?:\.\$(?P<path>[.\[].*)|(?P<each>\[\*\]))$")
EACH = "[*]"


@dataclass(frozen=True)
class Place:
    """Where in `column` a value lies: over `steps`; in each element of the array there, over the steps `after` it."""

    column: str
    steps: tuple[Step, ...] = ()
    is_each: bool = False
    after: tuple[Step, ...] = ()


def place_of(name: str) -> Place | None:
    """The place that a name means, or None for the name of a whole column. Raises ValueError.

    >>> place_of("payload.$.customer.id")
    Place(column='payload', steps=('customer', 'id'), is_each=False, after=())
    >>> place_of("member_ids[*]").is_each, place_of("email")
    (True, None)
    """
    found = PLACE.match(name)
    if found is None:
        return None
    if found["each"]:
        return Place(found["column"], is_each=True)
    before, *behind = _parts(found["path"])
    if len(behind) > 1:
        raise ValueError(f"{name!r} has more than one {EACH}; one is looked into")
    return Place(found["column"], before, bool(behind), behind[0] if behind else ())


def _parts(path: str) -> list[tuple[Step, ...]]:
    """The steps of a path, cut where it says `[*]`."""
    parts: list[list[Step]] = [[]]
    at = 0
    while at < len(path):
        step = STEP.match(path, at)
        if step is None:
            raise ValueError(f"'$'{path!r} is no path; expected for example $.customer.id, $.items[0].sku or $.ids[*]")
        if step["each"]:
            parts.append([])
        else:
            parts[-1].append(int(step["number"]) if step["number"] else step["name"] or step["quoted"])
        at = step.end()
    return [tuple(part) for part in parts]


def dollar(steps: tuple[Step, ...]) -> str:
    """Steps as SQL/JSON and SQLite spell them.

    >>> dollar(("customer", "e-mail", 0))
    '$.customer."e-mail"[0]'
    """
    return "$" + "".join(map(_spelled, steps))


def _spelled(step: Step) -> str:
    if isinstance(step, int):
        return f"[{step}]"
    return f".{step}" if re.fullmatch(r"[A-Za-z_]\w*", step, re.ASCII) else f'."{step}"'


def braces(steps: tuple[Step, ...]) -> str:
    """Steps as PostgreSQL's constant of an array of texts.

    >>> braces(("customer", "e-mail", 0))
    '\'{customer,"e-mail",0}\''
    """
    plain = (step if re.fullmatch(r"\w+", step, re.ASCII) else f'"{step}"' for step in map(str, steps))
    return "'{" + ",".join(plain) + "}'"


def arrows(steps: tuple[Step, ...]) -> str:
    """Steps as PostgreSQL's operators, the way people often index them.

    >>> arrows(("customer", "id"))
    "-> 'customer' ->> 'id'"
    """
    spelled = [str(step) if isinstance(step, int) else f"'{step}'" for step in steps]
    return "".join(f"-> {one} " for one in spelled[:-1]) + "->> " + "".join(spelled[-1:])


def step_into(document: object, steps: tuple[Step, ...]) -> object:
    """What lies there in a document that was read; None where nothing does.

    >>> step_into({"customer": [{"id": 17}]}, ("customer", 0, "id"))
    17
    """
    for step in steps:
        if isinstance(document, Mapping) and isinstance(step, str):
            document = document.get(step)
        elif isinstance(document, list) and isinstance(step, int):
            document = document[step] if step < len(document) else None
        else:
            return None
    return document
