"""Letters of the demo, read back from the folder that Django's file backend writes."""

from __future__ import annotations

import email
from collections.abc import Iterator
from dataclasses import dataclass
from email.message import EmailMessage
from email.policy import default
from pathlib import Path

END = b"\n" + b"-" * 79 + b"\n"  # Django puts it after each letter; letters of one moment share a file


@dataclass(frozen=True)
class SentLetter:
    to: str
    subject: str
    date: str
    text: str


def newest(folder: Path, most: int = 50) -> list[SentLetter]:
    """The letters, newest first."""
    paths = sorted(folder.glob("*.log"), key=lambda path: path.stat().st_mtime_ns, reverse=True)
    return [letter for path in paths[:most] for letter in reversed(list(_read(path)))][:most]


def _read(path: Path) -> Iterator[SentLetter]:
    for part in path.read_bytes().split(END):
        mail = email.message_from_bytes(part, policy=default)
        if part.strip() and isinstance(mail, EmailMessage):
            yield SentLetter(str(mail["To"]), str(mail["Subject"]), str(mail["Date"]), mail.get_content())
