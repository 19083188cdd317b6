"""The hashes under which DROP names a person, and those that a broker's own records give.

CalPrivacy DROP Data Broker API 1.2.0, read 2026-11-23 (https://privacy.ca.gov): SHA-256 of the standardised text in
UTF-8, in Base64 of 44 characters, without salt; a composite is the hash of its parts' hashes, joined. All values of one
person are combined; values of two people never are. Left out: the standard forms (`standardise`).

>>> hashed(Identifier.EMAIL, "ada@example.com").value
'tfyF5VdV+eDQMKEKtEKbaylEhV+aDWAHf+gyvsvEHXI='
>>> composite(DropList.NDZ, {Identifier.FIRST_NAME: "Ada"}).value is None
True
>>> ada = Stored(first_names=("Ada",), last_names=("King", "Byron"), dates_of_birth=("1815-12-10",), zips=("90001",))
>>> len(keys_of(ada).value.hashes[DropList.NDZ])
2
>>> list(digests(Identifier.PHONE, ["+1 415 555 0100", "none"]))[1] is None
True
"""

from __future__ import annotations

from binascii import b2a_base64
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from hashlib import sha256
from itertools import product

from habeas.law.california.drop.lists import PARTS, DropList, Identifier
from habeas.law.california.drop.standardise import STANDARD_VERSION, STANDARDS, assumptions, standardised
from habeas.law.california.ruling import ruling
from habeas.law.errors import ImpossibleInput
from habeas.law.rule import rule
from habeas.law.verdict import Verdict

DROP_STANDARD_VERSION = STANDARD_VERSION


@dataclass(frozen=True, slots=True)
class Stored:
    """What is stored about one person, former values included. Nothing of anybody else."""

    first_names: tuple[str, ...] = ()
    last_names: tuple[str, ...] = ()
    dates_of_birth: tuple[str, ...] = ()
    zips: tuple[str, ...] = ()
    emails: tuple[str, ...] = ()
    phones: tuple[str, ...] = ()
    maids: tuple[str, ...] = ()
    vins: tuple[str, ...] = ()
    ctvids: tuple[str, ...] = ()

    def values(self, identifier: Identifier) -> tuple[str, ...]:
        """The values of one kind."""
        values: tuple[str, ...] = getattr(self, _FIELDS[identifier])
        return values


_FIELDS: Mapping[Identifier, str] = {
    Identifier.FIRST_NAME: "first_names",
    Identifier.LAST_NAME: "last_names",
    Identifier.DATE_OF_BIRTH: "dates_of_birth",
    Identifier.ZIP: "zips",
    Identifier.EMAIL: "emails",
    Identifier.PHONE: "phones",
    Identifier.MAID: "maids",
    Identifier.VIN: "vins",
    Identifier.CTVID: "ctvids",
}


@dataclass(frozen=True, slots=True)
class Keys:
    """The hashes that a person may be named by on each list, and how many values could not be hashed."""

    hashes: Mapping[DropList, tuple[str, ...]]
    not_hashable: Mapping[Identifier, int]
    version: str = DROP_STANDARD_VERSION


def digest(standard: str) -> str:
    """The hash of a value that is standardised already."""
    return b2a_base64(sha256(standard.encode()).digest(), newline=False).decode("ascii")


def joined(parts: Iterable[str]) -> str:
    """The hash of a composite, from the hashes of its parts in order."""
    return digest("".join(parts))


def digests(identifier: Identifier, values: Iterable[str]) -> Iterator[str | None]:
    """The hash of each value, or none where it cannot be hashed: for many at a time."""
    standard = STANDARDS[identifier]
    for value in values:
        found = standard(value)
        yield digest(found) if found else None


@rule(*(f"J-{number}" for number in range(40, 52)))
def hashed(identifier: Identifier, value: str) -> Verdict[str | None]:
    """Under which hash would DROP name this value? None: it cannot be hashed."""
    standard = standardised(identifier, value)
    found = digest(standard.value) if standard.value else None
    return ruling(found, standard.reason, *standard.rows, warnings=standard.warnings)


@rule("J-52", "J-53", "J-58")
def composite(drop_list: DropList, parts: Mapping[Identifier, str]) -> Verdict[str | None]:
    """Under which hash would DROP name a person with these values on this list? None where one of them is missing."""
    wanted = PARTS[drop_list]
    others = [str(one) for one in parts if one not in wanted]
    if len(wanted) == 1 or others:
        raise ImpossibleInput(f"{drop_list} is made of {', '.join(wanted)}; found {', '.join(parts)}.")
    row = "J-52" if drop_list is DropList.NDZ else "J-53"
    found = {one: hashed(one, parts[one]) for one in wanted if parts.get(one)}
    lacking = [str(one) for one in wanted if one not in found or found[one].value is None]
    doubts = tuple(dict.fromkeys(doubt for one in found.values() for doubt in one.doubts))
    if lacking:
        return ruling(None, f"No hash of {drop_list} without {', '.join(lacking)}.", row, "J-58", doubts=doubts)
    key = joined(one.value or "" for one in found.values())
    return ruling(key, f"The hashes of {len(wanted)} parts, joined and hashed.", row, doubts=doubts)


def keys(stored: Stored) -> Keys:
    """The hashes of one person on every list, without the law around it: for many at a time."""
    found: dict[Identifier, tuple[str, ...]] = {}
    failed: dict[Identifier, int] = {}
    for identifier in Identifier:
        made = list(digests(identifier, stored.values(identifier)))
        found[identifier] = tuple(dict.fromkeys(one for one in made if one))
        if len(found[identifier]) < len(made) and None in made:
            failed[identifier] = made.count(None)
    return Keys({name: _combined([found[part] for part in parts]) for name, parts in PARTS.items()}, failed)


@rule("J-27", "J-52", "J-53", "J-56", "J-58")
def keys_of(stored: Stored) -> Verdict[Keys]:
    """Under which hashes could DROP name this person, with every stored value and combination of values?"""
    found = keys(stored)
    count, lists = sum(map(len, found.hashes.values())), sum(map(bool, found.hashes.values()))
    reason = f"{count} hashes on {lists} lists; {sum(found.not_hashable.values())} values have none."
    assumed = (row for one in Identifier for value in stored.values(one) for row in assumptions(one, value))
    several = any(len(found.hashes[name]) > 1 for name, parts in PARTS.items() if len(parts) > 1)
    doubts = ("Whether every stored combination must be tested.",) if several else ()
    lacking = any(_lacks_a_part(stored, name) for name in PARTS)
    more = ("J-27",) * several + ("J-58",) * lacking
    rows = ("J-52", "J-53", *more, *sorted(set(assumed)))
    return ruling(found, reason, *rows, doubts=doubts)


def _lacks_a_part(stored: Stored, name: DropList) -> bool:
    """Whether a composite is not made because a value stored for one of its parts has no hash."""
    made = [list(digests(part, stored.values(part))) for part in PARTS[name]]
    return len(made) > 1 and any(None in one for one in made) and not all(any(one) for one in made)


def _combined(parts: list[tuple[str, ...]]) -> tuple[str, ...]:
    if len(parts) == 1:
        return parts[0]
    return tuple(joined(one) for one in product(*parts))
