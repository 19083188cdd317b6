"""Objects in a bucket that speaks S3: read through s3fs, also by DuckDB, and replaced by conditional puts."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from typing import Any, BinaryIO, cast
from urllib.parse import urlencode

import duckdb

from habeas.stores.errors import StoreRefused, StoreUnreachable
from habeas.stores.files.change import changed_meanwhile
from habeas.stores.files.storage import File, kind_of

SCHEME = "s3://"
LARGEST = 5 * 1024**3  # of one put
# What an object is besides its content; a new one keeps it.
KEPT = (
    "BucketKeyEnabled", "CacheControl", "ContentDisposition", "ContentEncoding", "ContentLanguage", "ContentType", "Metadata",
    "SSEKMSKeyId", "ServerSideEncryption", "StorageClass",
)  # fmt: skip
NOT_THE_SAME = ("PreconditionFailed", "ConditionalRequestConflict", "412")


class Bucket:
    """`place` is s3://BUCKET or s3://BUCKET/PREFIX.

    Raises StoreUnreachable where the bucket does not answer, StoreRefused where it may not be read.
    """

    def __init__(
        self, place: str, system: str, *, endpoint: str | None, region: str | None, key: str | None, secret: str | None
    ) -> None:
        self.root = place.removeprefix(SCHEME).strip("/")
        self.system = system
        try:
            import s3fs
        except ImportError:
            raise StoreRefused(f"system {system!r}: buckets need the extra `s3`; pip install 'habeas[s3]'") from None
        client = {name: value for name, value in (("region_name", region),) if value}
        self.fs = s3fs.S3FileSystem(
            key=key, secret=secret, endpoint_url=endpoint, client_kwargs=client, use_listings_cache=False
        )

    def files(self, pattern: str) -> list[File]:
        bucket, _, prefix = self.root.partition("/")
        with self._answering():
            self.fs.call_s3("list_objects_v2", Bucket=bucket, Prefix=prefix, MaxKeys=1)  # a glob hides why it is empty
            found = self.fs.glob(f"{self.root}/{pattern}", detail=True)
        return [
            File(SCHEME + name, name.removeprefix(f"{self.root}/"), info["ETag"])
            for name, info in sorted(found.items())
            if info["type"] == "file" and kind_of(name)
        ]

    def attach(self, connection: duckdb.DuckDBPyConnection) -> None:
        connection.register_filesystem(self.fs)

    def open(self, file: File) -> BinaryIO:
        with self._answering():
            return cast(BinaryIO, self.fs.open(file.name, "rb"))

    def alone(self) -> AbstractContextManager[None]:
        """Buckets know no lock: of two runs at once the later is refused object by object, and run again."""
        return nullcontext()

    @contextmanager
    def rewriting(self, file: File) -> Iterator[tuple[BinaryIO, BinaryIO]]:
        """Both copies have no name on this machine: they go when the process goes."""
        bucket, _, key = file.name.removeprefix(SCHEME).partition("/")
        with tempfile.TemporaryFile() as source, tempfile.TemporaryFile() as target:
            with self._answering(file):
                head = self.fs.call_s3("head_object", Bucket=bucket, Key=key, IfMatch=file.version)
                with self.fs.open(file.name, "rb") as stream:
                    shutil.copyfileobj(stream, source, 1 << 20)
                kept = {name: head[name] for name in KEPT if head.get(name)}
                if head.get("TagCount"):
                    tags = self.fs.call_s3("get_object_tagging", Bucket=bucket, Key=key)["TagSet"]
                    kept["Tagging"] = urlencode({tag["Key"]: tag["Value"] for tag in tags})
            source.seek(0)
            yield source, target
            if target.seek(0, 2) > LARGEST:
                raise StoreRefused(f"{file.short} is larger than the 5 GiB of one put; split it and run again")
            target.seek(0)
            with self._answering(file):
                self.fs.call_s3("put_object", Bucket=bucket, Key=key, Body=target, IfMatch=file.version, **kept)

    @contextmanager
    def _answering(self, file: File | None = None) -> Iterator[None]:
        """Our errors for those of s3fs and the client below it."""
        from botocore.exceptions import BotoCoreError

        try:
            yield
        except PermissionError:
            if file is not None:
                raise
            raise StoreRefused(
                f"system {self.system!r}: its bucket may not be read; check `s3` and its rights"
            ) from None
        except FileNotFoundError:
            if file is not None:
                raise changed_meanwhile(file.short) from None
            raise StoreUnreachable(f"system {self.system!r}: there is no such bucket; check `files` and `s3`") from None
        except OSError as error:
            if file is not None and _code(error) in NOT_THE_SAME:
                raise changed_meanwhile(file.short) from None
            raise
        except BotoCoreError as error:
            kind = type(error).__name__
            raise StoreUnreachable(f"system {self.system!r}: its bucket does not answer ({kind}); check `s3`") from None


def _code(error: OSError) -> str:
    response: Any = getattr(error.__cause__, "response", None) or {}
    return str(response.get("Error", {}).get("Code", ""))
