"""What can go wrong while a data package is built. No message ever holds personal information."""


class DeliveryError(Exception):
    """The data package could not be built; nothing may be released."""


class MalformedDossier(DeliveryError):
    """What was handed over to be delivered contradicts itself; correct the data map and build again."""


class NeverDisclosed(DeliveryError):
    """A value that must never be disclosed is still in a finished file; the package must not be released."""

    def __init__(self, *, file: str, table: str, column: str, kind: str) -> None:
        super().__init__(
            f"{file} still holds a value of the kind {kind!r} (table {table!r}, {column}) that must never be"
            " disclosed; release nothing, mark the column as described or free text, and build again"
        )
        self.file, self.table, self.column, self.kind = file, table, column, kind
