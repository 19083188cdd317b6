"""Where files lie: a folder or a bucket."""

from __future__ import annotations

from collections.abc import Hashable
from contextlib import AbstractContextManager
from dataclasses import dataclass
from gzip import GzipFile
from pathlib import PurePosixPath
from typing import BinaryIO, Protocol, cast

import duckdb

PACKED = ".gz"
LINES = ".jsonl"
KINDS = {".parquet": ".parquet", ".csv": ".csv", LINES: LINES, ".ndjson": LINES, ".json": ".json"}


@dataclass(frozen=True)
class File:
    """One file as it was found. `version` is another one as soon as anything is written to it."""

    name: str  # as DuckDB is told it
    short: str  # below the folder or the bucket
    version: Hashable

    @property
    def kind(self) -> str:
        return kind_of(self.name)

    @property
    def is_packed(self) -> bool:
        return self.name.endswith(PACKED)

    def unpacked(self, stream: BinaryIO) -> BinaryIO:
        return cast(BinaryIO, GzipFile(fileobj=stream, mode="rb")) if self.is_packed else stream


def kind_of(name: str) -> str:
    """The format that the ending stands for; "" for a file that is none of ours. Parquet packs its own columns."""
    plain = name.removesuffix(PACKED)
    found = KINDS.get(PurePosixPath(plain).suffix, "")
    return "" if found == ".parquet" and plain != name else found


class Storage(Protocol):
    def files(self, pattern: str) -> list[File]:
        """Files of the formats we know that the glob matches, in a fixed order."""

    def attach(self, connection: duckdb.DuckDBPyConnection) -> None:
        """Make the names of files known to DuckDB."""

    def open(self, file: File) -> BinaryIO: ...

    def alone(self) -> AbstractContextManager[None]:
        """Nobody else changes the files meanwhile, as far as that can be said; what a killed run left is removed."""

    def rewriting(self, file: File) -> AbstractContextManager[tuple[BinaryIO, BinaryIO]]:
        """The file to read, and its new content to write, which takes its place at the end: whole or not at all.

        Raises StoreChanged where it is no longer the version that was found.
        """
