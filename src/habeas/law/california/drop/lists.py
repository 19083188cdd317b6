"""The words of DROP: its lists, the identifiers they are made of, the statuses a broker reports.

CalPrivacy DROP Data Broker API 1.2.0 and Cal. Code Regs., tit. 11, §7614; read 2026-11-23 (https://privacy.ca.gov).
Left out: what the files that carry them look like (`files`).

>>> [str(part) for part in PARTS[DropList.NDZ]]
['first_name', 'last_name', 'date_of_birth', 'zip']
>>> is_status("3").value, is_status("0").value
(True, False)
>>> lists_of({Identifier.EMAIL, Identifier.FIRST_NAME, Identifier.LAST_NAME, Identifier.VIN}).value
(<DropList.EMAIL: 'Email'>, <DropList.NAME_VIN: 'NameVIN'>)
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from enum import StrEnum
from types import MappingProxyType

from habeas.law.california.ruling import ruling
from habeas.law.rule import rule
from habeas.law.verdict import Verdict


class Identifier(StrEnum):
    """What a broker may hold about a person and DROP may name them by."""

    FIRST_NAME = "first_name"
    LAST_NAME = "last_name"
    DATE_OF_BIRTH = "date_of_birth"
    ZIP = "zip"
    EMAIL = "email"
    PHONE = "phone"
    MAID = "maid"  # mobile advertising id
    VIN = "vin"
    CTVID = "ctvid"  # connected-television id


class DropList(StrEnum):
    """The lists a broker selects. `Removed` is a file, not a list."""

    NDZ = "NDZ"
    EMAIL = "Email"
    PHONE = "Phone"
    MAID = "MAID"
    NAME_VIN = "NameVIN"
    CTVID = "CTVID"


class Status(StrEnum):
    """What became of an item."""

    EXEMPTED = "2"  # a match, and everything held is exempt
    DELETED = "3"  # a match, and everything not exempt is deleted
    OPTED_OUT = "4"  # the identifier belongs to several consumers, all opted out
    NOT_FOUND = "5"


_NAME = (Identifier.FIRST_NAME, Identifier.LAST_NAME)
PARTS: Mapping[DropList, tuple[Identifier, ...]] = MappingProxyType(
    {
        DropList.NDZ: (*_NAME, Identifier.DATE_OF_BIRTH, Identifier.ZIP),
        DropList.EMAIL: (Identifier.EMAIL,),
        DropList.PHONE: (Identifier.PHONE,),
        DropList.MAID: (Identifier.MAID,),
        DropList.NAME_VIN: (*_NAME, Identifier.VIN),
        DropList.CTVID: (Identifier.CTVID,),
    }
)


@rule("J-36")
def is_status(code: str) -> Verdict[bool]:
    """May this code be reported as the status of an item?"""
    known = code in set(Status)
    meaning = Status(code).name.lower().replace("_", " ") if known else "no status; known are 2, 3, 4 and 5"
    return ruling(known, f"{code} is {meaning}.", "J-36")


@rule("J-17", "J-30")
def lists_of(held: Collection[Identifier | DropList]) -> Verdict[tuple[DropList, ...]]:
    """Which lists does a broker that holds these identifiers need? A list of several parts, if it holds all of them."""
    found = tuple(name for name, parts in PARTS.items() if name in held or set(parts) <= set(held))
    return ruling(found, f"The lists are {', '.join(found)}." if found else "No list is needed.", "J-17", "J-30")
