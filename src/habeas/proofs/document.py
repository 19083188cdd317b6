"""What receipts and consistency files share: canonical JSON with a format name and fixed fields."""

from collections.abc import Sequence
from dataclasses import dataclass

from habeas.proofs import strict_base64
from habeas.proofs.canonical import JSON, file_bytes, parse_file
from habeas.proofs.errors import ProofError
from habeas.proofs.merkle import HASH_SIZE


@dataclass(frozen=True)
class DocumentFormat:
    """The name in the ``format`` field, the other fields, and the error for a document that differs."""

    name: str
    fields: frozenset[str]
    error: type[ProofError]

    def write(self, fields: dict[str, object]) -> bytes:
        return file_bytes({"format": self.name, **fields})

    def read(self, data: bytes) -> "Document":
        """Raises BadJSON unless canonical, and ``error`` when a field is missing or unknown."""
        document = parse_file(data)
        if not isinstance(document, dict) or document.get("format") != self.name:
            raise self.error(f"this is no {self.name} file: its format field does not say so")
        fields = {name: value for name, value in document.items() if name != "format"}
        missing, unknown = sorted(self.fields - fields.keys()), sorted(fields.keys() - self.fields)
        if missing or unknown:
            raise self.error(f"the {self.name} file lacks the fields {missing} and has the unknown fields {unknown}")
        return Document(fields, self.error)


@dataclass(frozen=True)
class Document:
    """The fields of a document, read by their expected type."""

    fields: dict[str, JSON]
    error: type[ProofError]

    def text(self, name: str) -> str:
        value = self.fields[name]
        if not isinstance(value, str):
            raise self._misfit(name, "text")
        return value

    def count(self, name: str) -> int:
        value = self.fields[name]
        # True is an int to Python, though not to a reader of the file.
        if not isinstance(value, int) or isinstance(value, bool) or value < 0:
            raise self._misfit(name, "a whole number from 0 on")
        return value

    def facts(self, name: str) -> dict[str, JSON]:
        value = self.fields[name]
        if not isinstance(value, dict):
            raise self._misfit(name, "an object")
        return value

    def hashes(self, name: str) -> list[bytes]:
        value = self.fields[name]
        if not isinstance(value, list):
            raise self._misfit(name, "a list of base64 hashes")
        return [self._hash(item, f"{name}[{index}]") for index, item in enumerate(value)]

    def _hash(self, item: JSON, place: str) -> bytes:
        if not isinstance(item, str):
            raise self._misfit(place, "a base64 hash")
        found = strict_base64.decode(item, place, self.error)
        if len(found) != HASH_SIZE:
            raise self._misfit(place, f"a base64 hash of {HASH_SIZE} bytes")
        return found

    def _misfit(self, place: str, expected: str) -> ProofError:
        return self.error(f"the field {place} is not {expected}")


def encode_hashes(hashes: Sequence[bytes]) -> list[str]:
    """A proof as it stands in a document."""
    return [strict_base64.encode(found) for found in hashes]
