"""The names of DROP's files: the archive, the lists in it, and what is sent back.

CalPrivacy DROP Data Broker API 1.2.0, read 2026-11-23 (https://privacy.ca.gov). Left out: what the files hold
(`files`).

>>> name_of("20260312_4821_Email_part02.csv").value.suffix
'part02'
>>> is_archive_name("20260312_4821_DROP.zip").value
True
>>> next_name("20260312_4821_Email.csv", used={"20260312_4821_Email.csv"}).value
'20260312_4821_Email_part02.csv'
"""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from itertools import count

from habeas.law.california.ruling import ruling
from habeas.law.errors import ImpossibleInput
from habeas.law.rule import rule
from habeas.law.verdict import Verdict


class DataType(StrEnum):
    """What a file holds: a list, or the requests removed."""

    NDZ = "NDZ"
    EMAIL = "Email"
    PHONE = "Phone"
    MAID = "MAID"
    NAME_VIN = "NameVIN"
    CTVID = "CTVID"
    REMOVED = "Removed"


@dataclass(frozen=True, slots=True)
class FileName:
    """The parts of a file's name."""

    day: date
    broker: str  # four digits
    data_type: DataType
    suffix: str = ""

    def __str__(self) -> str:
        suffix = f"_{self.suffix}" if self.suffix else ""
        return f"{self.day:%Y%m%d}_{self.broker}_{self.data_type}{suffix}.csv"


_NAME = re.compile(rf"([0-9]{{8}})_([0-9]{{4}})_({'|'.join(DataType)})(?:_([A-Za-z0-9]{{1,10}}))?\.csv")
_ARCHIVE = re.compile(r"([0-9]{8})_([0-9]{4})_DROP\.zip")


@rule("J-32")
def is_archive_name(name: str) -> Verdict[bool]:
    """Is this the name of a downloaded archive?"""
    found = _ARCHIVE.fullmatch(name)
    good = found is not None and _day(found[1]) is not None
    return ruling(good, "An archive is named YYYYMMDD_<4 digits>_DROP.zip.", "J-32")


@rule("J-32", "J-35")
def name_of(name: str) -> Verdict[FileName | None]:
    """What does the name of a file say? None: it is no name of a file of the platform."""
    found = _NAME.fullmatch(name)
    day = _day(found[1]) if found else None
    if found is None or day is None:
        return ruling(None, "A file is named YYYYMMDD_<4 digits>_<type>, a suffix if need be, and .csv.", "J-32")
    parsed = FileName(day, found[2], DataType(found[3]), found[4] or "")
    return ruling(parsed, f"A file of {parsed.data_type} of {parsed.day}.", "J-32", "J-35")


def _day(digits: str) -> date | None:
    try:
        return date(int(digits[:4]), int(digits[4:6]), int(digits[6:]))
    except ValueError:
        return None


@rule("J-35", "J-37")
def next_name(downloaded: str, used: Collection[str] = ()) -> Verdict[str]:
    """Under which name is an upload for this downloaded file sent, when these names are used already?"""
    parsed = name_of(downloaded).value
    if parsed is None or parsed.suffix or parsed.data_type is DataType.REMOVED:
        raise ImpossibleInput(f"{downloaded!r} is no file to answer; expected the name of a downloaded list.")
    if downloaded not in used:
        return ruling(downloaded, "The name is that of the download.", "J-35")
    numbered = (f"{downloaded.removesuffix('.csv')}_part{number:02}.csv" for number in count(2))
    fresh = next(name for name in numbered if name not in used)
    return ruling(fresh, "The name is used for this download; a new suffix makes another.", "J-35", "J-37")
