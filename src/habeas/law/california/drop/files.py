"""The files of DROP: their headers and rows, what is refused, and what is still to be answered.

CalPrivacy DROP Data Broker API 1.2.0, read 2026-11-23 (https://privacy.ca.gov). Rows are checked here as the agency
checks them later; that a status is true nobody checks but the broker. Ids are text, upper and lower case apart. Left
out: their names (`file_names`), how they are sent (`protocol`), and reading the archive itself.

>>> is_item_id("680").value
False
>>> are_same_item("A7kP2xQ9Lm4R", "a7kp2xq9lm4r").value
False
>>> download_faults("20260312_4821_Email.csv", b"ID,Hash\\n").value
()
>>> upload_faults("20260312_4821_Email.csv", b"ID,Status\\nA7kP2xQ9Lm4R,5\\n").value
('The header is ID,Status; expected exactly Id,Status.',)
>>> upload_text({"A7kP2xQ9Lm4R": Status.NOT_FOUND})
'Id,Status\\nA7kP2xQ9Lm4R,5\\n'
>>> items_without_status(["A7kP2xQ9Lm4R", "a7kp2xq9lm4r"], reported={"A7kP2xQ9Lm4R"}).value
('a7kp2xq9lm4r',)
>>> [item.id for item in items(["ID,Hash", "A7kP2xQ9Lm4R," + "A" * 43 + "="], DataType.EMAIL)]
['A7kP2xQ9Lm4R']
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from habeas.law.california.drop.file_names import DataType, FileName, name_of
from habeas.law.california.drop.lists import DropList, Status
from habeas.law.california.ruling import ruling
from habeas.law.errors import LawError
from habeas.law.rule import rule
from habeas.law.verdict import Verdict


class DropFileInvalid(LawError):
    """The file is not one of the platform's."""


@dataclass(frozen=True, slots=True)
class Item:
    """One row of a download. `list_type` is known for those removed too."""

    id: str
    hash: str
    list_type: DropList


UPLOAD_HEADER = "Id,Status"
_HEADERS = dict.fromkeys(DataType, "ID,Hash") | {DataType.REMOVED: "ID,Hash,ListType"}
_ID = re.compile(r"[A-Za-z0-9]{12}")
_HASH = re.compile(r"[A-Za-z0-9+/]{43}=")
_MARK = "\ufeff"
_STATUSES = frozenset(Status)


@rule("J-33", "J-65")
def is_item_id(text: str) -> Verdict[bool]:
    """Is this the id of an item: twelve letters or digits?"""
    found = bool(_ID.fullmatch(text))
    return ruling(found, f"An id is 12 letters or digits; this has {len(text)} characters.", "J-33", "J-65")


@rule("J-33")
def are_same_item(one: str, other: str) -> Verdict[bool]:
    """Are these the ids of one item? Upper and lower case are apart."""
    return ruling(one == other, "Ids are compared letter for letter, upper and lower case apart.", "J-33")


def items(lines: Iterable[str], data_type: DataType) -> Iterator[Item]:
    """The items of a downloaded file, one by one, so that a list of millions fits. Raises DropFileInvalid.

    Messages name the line and never what stands in it.
    """
    rows = iter(lines)
    header = next(rows, "").rstrip("\r\n").removeprefix(_MARK)
    if header != _HEADERS[data_type]:
        raise DropFileInvalid(f"The header is {header[:40]}; expected exactly {_HEADERS[data_type]}.")
    for number, line in enumerate(rows, 2):
        cells = line.rstrip("\r\n").split(",")
        if cells != [""]:
            yield _item(cells, data_type, number)


def _item(cells: Sequence[str], data_type: DataType, number: int) -> Item:
    removed = data_type is DataType.REMOVED
    if len(cells) != (3 if removed else 2):
        raise DropFileInvalid(f"Line {number} has {len(cells)} cells; expected {3 if removed else 2}.")
    if not _ID.fullmatch(cells[0]):
        raise DropFileInvalid(f"Line {number} has no id of 12 letters or digits.")
    if not _HASH.fullmatch(cells[1]):
        raise DropFileInvalid(f"Line {number} has no hash of 44 characters of Base64.")
    try:
        return Item(cells[0], cells[1], DropList(cells[2] if removed else data_type.value))
    except ValueError:
        raise DropFileInvalid(f"Line {number} names no list; known are {', '.join(DropList)}.") from None


@rule("J-32", "J-33")
def download_faults(name: str, content: bytes) -> Verdict[tuple[str, ...]]:
    """What is wrong with a downloaded file? Nothing: it is read. A header alone is a list with nothing new."""
    parsed = name_of(name).value
    faults: list[str] = []
    if parsed is None or parsed.suffix:
        faults.append("The name is not that of a downloaded file.")
    else:
        faults += _unreadable(content) or _bad_items(content.decode(), parsed.data_type)
    return ruling(tuple(faults), " ".join(faults) or "The file is as it must be.", "J-32", "J-33")


def _bad_items(text: str, data_type: DataType) -> list[str]:
    seen: set[str] = set()
    try:
        for item in items(text.splitlines(), data_type):
            if item.id in seen:
                return ["An id stands twice."]
            seen.add(item.id)
    except DropFileInvalid as error:
        return [str(error)]
    return []


def _unreadable(content: bytes) -> list[str]:
    if content.startswith(b"PK\x03\x04"):
        return ["The file is an archive; expected CSV."]
    try:
        content.decode()
    except UnicodeDecodeError:
        return ["The file is not in UTF-8."]
    return []


@rule("J-35", "J-36", "J-37", "J-65")
def upload_faults(
    name: str, content: bytes, *, downloaded: Collection[str] | None = None, used: Collection[str] = ()
) -> Verdict[tuple[str, ...]]:
    """Why would an upload be refused? Nothing: it may be sent.

    `downloaded`: the names of the files downloaded, if they are to be compared. `used`: names sent for this download.
    """
    faults = [*_bad_name(name, downloaded, used), *(_unreadable(content) or _bad_rows(content.decode()))]
    doubts = ("Whether a byte order mark is refused.",) if content.startswith(_MARK.encode()) else ()
    rows = ("J-35", "J-36", "J-37")
    return ruling(tuple(faults), " ".join(faults) or "The upload may be sent.", *rows, doubts=doubts)


def _bad_name(name: str, downloaded: Collection[str] | None, used: Collection[str]) -> Iterator[str]:
    parsed = name_of(name).value
    if parsed is None:
        yield "The name is not that of a file of the platform."
    elif parsed.data_type is DataType.REMOVED:
        yield "No answer is due for what was removed."
    elif downloaded is not None and str(FileName(parsed.day, parsed.broker, parsed.data_type)) not in downloaded:
        yield "No file of that name was downloaded."
    if name in used:
        yield "The name was used for this download; take a new suffix."


def _bad_rows(text: str) -> Iterator[str]:
    if text.startswith(_MARK):
        yield "The file starts with a byte order mark."
    header, *lines = text.removeprefix(_MARK).splitlines() or [""]
    if header != UPLOAD_HEADER:
        yield f"The header is {header[:40]}; expected exactly {UPLOAD_HEADER}."
    seen: set[str] = set()
    for number, line in enumerate(lines, 2):
        item, _, status = line.partition(",")
        if not _ID.fullmatch(item):
            yield f"Line {number} has no id of 12 letters or digits."
        if status not in _STATUSES:
            yield f"Line {number} has no status 2, 3, 4 or 5."
        if item in seen:
            yield f"Line {number} repeats an id."
        seen.add(item)


def upload_text(statuses: Mapping[str, Status]) -> str:
    """The content of an upload, in UTF-8 without a byte order mark."""
    return "".join(f"{line}\n" for line in (UPLOAD_HEADER, *(f"{item},{status}" for item, status in statuses.items())))


@rule("J-34")
def items_without_status(downloaded: Sequence[str], reported: Collection[str]) -> Verdict[tuple[str, ...]]:
    """Which items of the batch have no status yet? Until each has one, nothing new is downloaded."""
    lacking = tuple(item for item in downloaded if item not in reported)
    return ruling(lacking, f"{len(lacking)} of {len(downloaded)} items have no status.", "J-34")
